from decimal import Decimal
from pathlib import Path

import pytest

from projects.activity.models import Event
from projects.work.actions.importing import NotImported, begin_attempt, run_import, undo_import
from projects.work.actions.imports import (
    ImportedBefore,
    NothingToImport,
    RowsNeedMending,
    check_import,
    confirm_import,
)
from projects.work.actions.uploads import (
    Choice,
    Upload,
    choose_columns,
    upload_log,
)
from projects.work.intake.samples import columns_of
from projects.work.logfile.reading import Dialect
from projects.work.models import ImportBatch, ImportChunk, Project, Task, WorkEntry, Worker
from projects.work.tests.steps import LOG, NOW, TODAY, checked, imported, problems, total, upload

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "worklog"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_log_is_imported_whole_in_every_encoding(door, project, encoding):
    with door("sam") as at:
        batch = imported(at, LOG.encode(encoding))
        assert (batch.status, batch.report["added"], total()) == ("done", 3, Decimal("18"))
        found = WorkEntry.objects.order_by("done_on", "occurrence").values_list(
            "hours", "role", "note", "worker__label", "project__code", "occurrence"
        )
        assert list(found) == [
            (Decimal("7.5"), "Snickeri", "Köksö", "Eva", "KITCHEN", 0),
            (Decimal("7.5"), "Snickeri", "Köksö", "Eva", "KITCHEN", 1),
            (Decimal(3), "El", "", "Bo", "KITCHEN", 0),
        ]
        assert ImportChunk.objects.count() == 0


def test_the_dry_run_counts_and_imports_nothing(door, project):
    with door("sam") as at:
        batch = checked(at)
        assert batch.report == {
            "rows": 3,
            "bad_rows": 0,
            "good_rows": 3,
            "known": 0,
            "hours": "18.000",
            "deliverables": 0,
            "tasks": 0,
            "workers": 2,
            "projects": [
                {
                    "code": "KITCHEN",
                    "is_new": False,
                    "rows": 3,
                    "hours": "18.000",
                    "first_on": "2026-11-02",
                    "last_on": "2026-11-03",
                    "known": 0,
                    "known_hours": "0",
                }
            ],
        }
        assert (WorkEntry.objects.count(), Worker.objects.count()) == (0, 0)


def test_the_same_file_twice_adds_nothing(door, project):
    with door("sam") as at:
        imported(at)
        again = imported(at)
        assert (again.report["added"], again.report["known"], total()) == (0, 3, Decimal(18))


def test_a_longer_export_adds_only_its_new_rows(door, project):
    with door("sam") as at:
        imported(at)
        longer = imported(at, LOG + "2026-11-02;KITCHEN;Eva;Snickeri;7,5;Köksö\n")
        assert (longer.report["added"], longer.report["known"]) == (1, 3)


def test_the_same_file_with_other_columns_is_refused_until_the_first_is_undone(door, project):
    with door("sam") as at:
        first = imported(at)
        batch = upload(at)
        columns = columns_of(batch)
        other = {**columns.columns, "role": "Kommentar", "note": "Roll"}
        choice = Choice(
            type(columns)(other, (), None, columns.decimal, columns.date_order), Dialect(**batch.dialect)
        )
        batch = check_import(
            at.actor, batch=choose_columns(at.actor, batch=batch, choice=choice, today=TODAY), today=TODAY
        )
        with pytest.raises(ImportedBefore):
            confirm_import(at.actor, batch=batch, leaves_out=False, now=NOW)
        undo_import(at.actor, batch=first, now=NOW)
        assert confirm_import(at.actor, batch=batch, leaves_out=False, now=NOW).status == "queued"


def test_rows_that_cannot_be_read_hold_the_whole_import_until_they_may_be_left_out(door, project):
    with door("sam") as at:
        batch = checked(at, LOG + "1904-01-01;KITCHEN;Eva;El;-2;\n2026-11-04;KITCHEN;Eva;El;25;\n")
        assert problems(batch) == [(5, "Timmar", "negative"), (5, "Datum", "too_early"), (6, "Timmar", "day")]
        with pytest.raises(RowsNeedMending):
            confirm_import(at.actor, batch=batch, leaves_out=False, now=NOW)
        batch = confirm_import(at.actor, batch=batch, leaves_out=True, now=NOW)
        assert run_import(at.actor, batch=batch, now=NOW).report["added"] == 3


def test_a_log_without_one_readable_row_cannot_be_imported(door, project):
    with door("sam") as at:
        batch = checked(at, "Datum;Timmar\n2026-11-02;-1\n", project=project)
        with pytest.raises(NothingToImport):
            confirm_import(at.actor, batch=batch, leaves_out=True, now=NOW)


def test_25_hours_of_one_person_on_one_day_are_found_over_several_rows(door, project):
    with door("sam") as at:
        rows = "2026-11-05;KITCHEN;Eva;El;20;a\n2026-11-05;KITCHEN;Eva;El;5;b\n2026-11-05;KITCHEN;Bo;El;20;\n"
        assert problems(checked(at, LOG + rows)) == [(5, "Timmar", "full_day"), (6, "Timmar", "full_day")]


def test_a_project_of_another_partnership_is_as_unknown_as_one_that_is_not_there(
    door, project, foreign_project
):
    with door("sam") as at:
        batch = checked(
            at, LOG + "2026-11-04;SECRET;Eva;El;1;\n2026-11-04;NOTHING;Eva;El;1;\n2026-11-04;;Eva;El;1;\n"
        )
        assert problems(batch) == [
            (5, "", "unknown_project"),
            (6, "", "unknown_project"),
            (7, "", "no_project"),
        ]


def test_missing_projects_begin_when_asked_for(door, world, project, foreign_project):
    with door("sam") as at:
        batch = upload(at, LOG + "2026-11-04;SECRET;Eva;El;1;\n")
        choice = Choice(columns_of(batch), Dialect(**batch.dialect), creates_projects=True)
        choose_columns(at.actor, batch=batch, choice=choice, today=TODAY)
        batch = check_import(at.actor, batch=batch, today=TODAY)
        assert [(one["code"], one["is_new"]) for one in batch.report["projects"]] == [
            ("KITCHEN", False),
            ("SECRET", True),
        ]
        batch = confirm_import(at.actor, batch=batch, leaves_out=False, now=NOW)
        run_import(at.actor, batch=batch, now=NOW)
        made = Project.objects.get(code="SECRET")
        assert (made.partnership_id, made.name, made.starts_on) == (world.shared, "SECRET", None)
        assert (made.commissioned_by_id, made.delivered_by_id) == (
            world.parties["havsvik"],
            world.parties["studionord"],
        )


def test_undo_takes_the_hours_and_the_bare_tasks_away_and_a_second_undo_nothing(door, project):
    with door("sam") as at:
        kept = imported(at, "Datum,Uppgift nr,Timmar\n2026-11-02,T1,1\n", project=project)
        batch = imported(at, "Datum,Uppgift nr,Timmar\n2026-11-03,T1,2\n2026-11-03,T2,4\n", project=project)
        assert total() == Decimal(7)
        undone = undo_import(at.actor, batch=batch, now=NOW)
        assert (undone.status, undone.report["removed"], total()) == ("undone", 2, Decimal(1))
        assert list(Task.objects.values_list("ref", flat=True)) == ["T1"]
        assert undo_import(at.actor, batch=batch, now=NOW).report["removed"] == 2
        told = Event.objects.get(kind="work.import_undone")
        assert (told.subject_id, told.data) == (batch.id, {"entries": 2, "deliverables": []})
        assert kept.status == "done"


def test_only_a_finished_import_can_be_undone(door, project):
    with door("sam") as at, pytest.raises(NotImported):
        undo_import(at.actor, batch=checked(at), now=NOW)


def test_confirming_twice_imports_once(door, project):
    with door("sam") as at:
        batch = checked(at)
        first = confirm_import(at.actor, batch=batch, leaves_out=False, now=NOW)
        second = confirm_import(at.actor, batch=batch, leaves_out=False, now=NOW)
        assert (first.status, second.status) == ("queued", "queued")
        assert run_import(at.actor, batch=batch, now=NOW).report["added"] == 3
        assert run_import(at.actor, batch=batch, now=NOW) is None


def test_after_five_attempts_a_log_is_set_aside(door, project):
    with door("sam") as at:
        batch = confirm_import(at.actor, batch=checked(at), leaves_out=False, now=NOW)
        tries = [begin_attempt(at.actor, batch=batch, now=NOW) for _ in range(7)]
        assert tries == [True] * 5 + [False] * 2
        batch.refresh_from_db()
        assert batch.status == "stopped"


def test_rows_that_became_unreadable_after_the_check_import_nothing(door, project):
    with door("sam") as at:
        batch = confirm_import(at.actor, batch=checked(at), leaves_out=False, now=NOW)
        Project.objects.filter(id=project.id).update(code="RENAMED")
        batch = run_import(at.actor, batch=batch, now=NOW)
        assert (batch.status, WorkEntry.objects.count(), len(problems(batch))) == ("refused", 0, 3)


def test_the_other_side_sees_the_hours_but_neither_the_file_nor_who_worked(door, project):
    with door("sam") as at:
        imported(at)
    with door("ada"):
        assert total() == Decimal(18)
        assert [model.objects.count() for model in (ImportBatch, Worker)] == [0, 0]
    with door("olga"):
        assert total() is None


@pytest.mark.skipif(not REAL.exists(), reason="the real work log lies beside the repository, and not here")
def test_a_real_log_of_ten_years_comes_in_whole(door, project):
    with door("sam") as at:
        files = [
            Upload(name, (REAL / name).stat().st_size, [(REAL / name).read_bytes()])
            for name in ("tasks.csv", "dates.csv")
        ]
        batch = upload_log(
            at.actor, partnership=at.partnership, log=files[0], dates=files[1], today=TODAY, now=NOW
        )
        choice = Choice(columns_of(batch), Dialect(**batch.dialect), creates_projects=True)
        choose_columns(at.actor, batch=batch, choice=choice, today=TODAY)
        batch = check_import(at.actor, batch=batch, today=TODAY)
        assert problems(batch) == [
            (5, "CompletedOn", "reversed"),
            (74, "DeveloperHoursActual", "day"),
            (291, "CompletedOn", "reversed"),
        ]
        batch = confirm_import(at.actor, batch=batch, leaves_out=True, now=NOW)
        batch = run_import(at.actor, batch=batch, now=NOW)
        assert (batch.report["added"], batch.report["rows"]) == (7240, 7243)
        assert total() == Decimal("45589.84")
        assert Project.objects.exclude(id=project.id).count() == 4

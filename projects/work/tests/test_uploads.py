from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from partnership.kit.errors import NotAllowed
from projects.work.actions.importing import run_import
from projects.work.actions.imports import (
    check_import,
    confirm_import,
)
from projects.work.actions.uploads import (
    AlreadyUnderWay,
    Choice,
    ColumnsNotChosen,
    UnknownColumn,
    UnreadableFile,
    Upload,
    choose_columns,
    discard_import,
    upload_log,
)
from projects.work.intake.samples import columns_of
from projects.work.logfile.reading import Dialect
from projects.work.models import ImportBatch, ImportChunk, ImportProblem, WorkEntry
from projects.work.tasks import forget_uploads
from projects.work.tests.steps import LOG, NOW, TODAY, checked, imported, problems, total, upload


def test_the_same_upload_sent_twice_is_one(door, project):
    key = project.id
    with door("sam") as at:
        assert upload(at, key=key).id == upload(at, key=key).id
        assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x7fELF\0\0", "This is not a text file."),
        (b"", "The file is empty."),
        (b"Datum;Timmar\n", "The file has a row of names but no rows of work."),
        (b"just words\nand more\n", "No columns were found"),
    ],
)
def test_what_is_no_log_is_refused_in_one_sentence(door, data, sentence):
    with door("sam") as at, pytest.raises(UnreadableFile) as refused:
        upload(at, data)
    assert str(refused.value).startswith(sentence)


def test_a_file_above_25_megabytes_is_refused_unread(door):
    def never():
        raise AssertionError("the file was read")
        yield b""

    log = Upload("log.csv", 26 * 1024 * 1024, never())
    with door("sam") as at, pytest.raises(UnreadableFile) as refused:
        upload_log(at.actor, partnership=at.partnership, log=log, today=TODAY, now=NOW)
    assert str(refused.value).startswith("The file is larger than 25 MB.")


def test_columns_that_are_not_there_or_not_chosen_are_named(door, project):
    with door("sam") as at:
        batch = upload(at)
        now = columns_of(batch)
        dialect = Dialect(**batch.dialect)

        def choose(columns, order=now.date_order, **rest):
            made = type(now)(columns, (), None, now.decimal, order)
            choose_columns(at.actor, batch=batch, choice=Choice(made, dialect, **rest), today=TODAY)

        with pytest.raises(UnknownColumn) as unknown:
            choose({**now.columns, "hours": "Hours"})
        assert str(unknown.value) == "The file has no column “Hours”."
        for columns, field in (({"hours": "Timmar"}, "done_on"), ({"done_on": "Datum"}, "hours")):
            with pytest.raises(ColumnsNotChosen) as missing:
                choose(columns)
            assert missing.value.on_field == field
        with pytest.raises(ColumnsNotChosen) as order:
            choose(now.columns, None)
        assert order.value.on_field == "date_order"
        with pytest.raises(ColumnsNotChosen) as nowhere:
            choose({"done_on": "Datum", "hours": "Timmar"})
        assert nowhere.value.on_field == "project"


def test_a_saved_choice_is_the_next_logs_guess(door, project):
    with door("sam") as at:
        batch = upload(at)
        columns = columns_of(batch)
        other = type(columns)({**columns.columns, "role": "Kommentar"}, (), None, ",", columns.date_order)
        choose_columns(at.actor, batch=batch, choice=Choice(other, Dialect(**batch.dialect)), today=TODAY)
        confirm_import(
            at.actor, batch=check_import(at.actor, batch=batch, today=TODAY), leaves_out=False, now=NOW
        )
        assert columns_of(upload(at, LOG + "2026-11-09;KITCHEN;Bo;El;1;\n")) == other


def test_another_delimiter_reads_the_file_anew(door, project):
    with door("sam") as at:
        batch = upload(at, "a,b;Timmar;Datum\n1,2;3;2026-11-02\n")
        choice = Choice(columns_of(batch), Dialect("utf-8", ","))
        assert choose_columns(at.actor, batch=batch, choice=choice, today=TODAY).header == [
            "a",
            "b;Timmar;Datum",
        ]


def test_a_log_under_way_can_neither_change_nor_be_let_go(door, project):
    with door("sam") as at:
        batch = confirm_import(at.actor, batch=checked(at), leaves_out=False, now=NOW)
        with pytest.raises(AlreadyUnderWay):
            discard_import(at.actor, batch=batch)
        with pytest.raises(AlreadyUnderWay):
            check_import(at.actor, batch=batch, today=TODAY)


def test_letting_go_of_a_log_leaves_nothing(door, project):
    with door("sam") as at:
        discard_import(at.actor, batch=checked(at, LOG + "x;KITCHEN;;;;\n"))
        assert [model.objects.count() for model in (ImportBatch, ImportChunk, ImportProblem)] == [0, 0, 0]


def test_a_log_that_nobody_confirmed_is_let_go_after_a_month_and_an_imported_one_stays(door, project):
    with door("sam") as at:
        kept = imported(at)
        old = checked(at, LOG + "x;KITCHEN;;;;\n")
        checked(at, LOG + "y;KITCHEN;;;;\n")
        ImportBatch.objects.filter(id__in=[kept.id, old.id]).update(
            created_at=timezone.now() - timedelta(days=31)
        )
        ImportBatch.objects.exclude(id__in=[kept.id, old.id]).update(created_at=timezone.now())
    assert forget_uploads() == 1
    with door("sam"):
        assert sorted(ImportBatch.objects.values_list("status", flat=True)) == ["checked", "done"]
        assert set(ImportChunk.objects.values_list("batch__status", flat=True)) == {"checked"}
        assert total() == Decimal(18)


def test_a_viewer_imports_nothing(door, project):
    with door("vera") as at, pytest.raises(NotAllowed):
        upload(at)


def test_dates_in_a_second_file_are_joined_by_the_task(door, project):
    with door("sam") as at:
        tasks = "Task,Hours,Developer\nT1,3,Eva\nT2,5,Eva\nT3,1,Eva\n"
        dates = b"Task,StartedOn,CompletedOn\nT2,02-Nov-26,03-Nov-26\nT1,01-Nov-26,NA\nT3,01-Nov-26,02-Nov-26\nT3,01-Nov-26,03-Nov-26\n"
        batch = checked(at, tasks, dates=Upload("dates.csv", len(dates), [dates]), project=project)
        assert problems(batch) == [(4, "Task", "dates_disagree")]
        batch = confirm_import(at.actor, batch=batch, leaves_out=True, now=NOW)
        run_import(at.actor, batch=batch, now=NOW)
        rows = WorkEntry.objects.order_by("done_on").values_list("task__ref", "done_on", "task__status")
        assert list(rows) == [("T1", date(2026, 11, 1), "open"), ("T2", date(2026, 11, 3), "finished")]

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.work.models import ImportBatch, WorkEntry
from projects.work.tests.steps import LOG
from tests.tenancy import as_creator


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(LOG.encode("cp1252"))
    return path


def run(log, *options, person="sam@studionord.example"):
    out = StringIO()
    call_command("import_worklog", str(log), f"--person={person}", *options, stdout=out)
    return out.getvalue().splitlines()


def counts():
    with as_creator():
        return WorkEntry.objects.count(), ImportBatch.objects.count()


def test_a_log_comes_in_and_says_its_rows_time_and_memory(project, log):
    said = run(log)
    assert said[:2] == ["3 rows read, 3 good, 0 bad, 0 known; 18.000 hours", "3 rows added"]
    assert said[2].endswith("MB at most")
    assert counts() == (3, 1)


def test_a_dry_run_leaves_nothing(project, log):
    assert run(log, "--dry-run")[0] == "3 rows read, 3 good, 0 bad, 0 known; 18.000 hours"
    assert counts() == (0, 0)


def test_bad_rows_stop_the_import_unless_they_are_left_out(project, log):
    log.write_text(LOG + "1904-01-01;KITCHEN;Eva;El;1;\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Some rows can't be read"):
        run(log)
    assert counts() == (0, 0)
    assert run(log, "--leave-out-bad-rows")[1] == "  row 5, Datum: “1904-01-01” lies before 1990."
    assert counts() == (3, 1)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--project=NOTHING"], "No project of this partnership has the code NOTHING."),
        (["--partnership=01990000-0000-7000-8000-00000000000c"], "Name one of the person's partnerships: "),
        (["--dates=/nowhere.csv"], "/nowhere.csv: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(project, log, options, sentence):
    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        run(log, *options)


def test_a_person_who_is_not_here_or_may_not_imports_nothing(project, log):
    with pytest.raises(CommandError, match="Nobody here has the address"):
        run(log, person="nobody@nowhere.example")
    with pytest.raises(CommandError, match="Your role does not allow this"):
        run(log, person="vera@havsvik.example")

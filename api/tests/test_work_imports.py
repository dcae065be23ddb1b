"""A work log by API: sent as bytes, its columns said, checked, imported by the worker and undone; one's own side's alone."""

import pytest

from projects.work.factories import ProjectFactory
from projects.work.models import WorkEntry
from projects.work.tasks import import_log
from tests.tenancy import as_creator

WORK = ["read", "work:write"]
BYTES = {"Content-Type": "application/octet-stream"}
LOG = "Day;Time;Who;Code\n2026-11-02;7,5;Sam;NY\n2026-11-03;2;Finn;NY\n"


@pytest.fixture
def sam(caller):
    return caller("sam", scopes=WORK)


@pytest.fixture
def project(world):
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared,
            code="NY",
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )


@pytest.fixture
def send(world, project):
    def sent(caller, text=LOG, *, status=201, name="log.csv", **headers):
        data = text if isinstance(text, bytes) else text.encode()
        path = f"/api/v1/partnerships/{world.shared}/work-imports?name={name}"
        headers = {"Authorization": f"Bearer {caller.key}", **BYTES, **headers}
        answer = caller.client.generic(
            "POST", path, data, content_type=headers.pop("Content-Type"), headers=headers
        )
        assert answer.status_code == status, answer.content
        caller.last = answer
        return answer.json()

    return sent


COLUMNS = {
    "columns": {"done_on": "Day", "hours": "Time", "worker": "Who", "project": "Code"},
    "decimal": ",",
    "date_order": "ymd",
}


@pytest.fixture
def check(sam, send):
    """Return what checks a log; in a test's body, since the rows stand in a table of whoever reads them."""
    return lambda: sam.patch(f"/work-imports/{send(sam)['id']}", COLUMNS)


def entries(world):
    with as_creator():
        return WorkEntry.objects.filter(partnership_id=world.shared).count()


def work(world, batch):
    """Do what the worker does."""
    import_log(
        batch, str(world.shared), str(world.users["sam"].id), str(world.organizations["studionord"].id)
    )


def test_a_log_is_kept_and_its_reading_is_guessed(sam, send):
    made = send(sam)
    assert sam.last.headers["Location"] == f"/api/v1/work-imports/{made['id']}"
    assert sam.get(f"/work-imports/{made['id']}") == made
    assert (made["status"], made["delimiter"], made["header"]) == (
        "read",
        ";",
        ["Day", "Time", "Who", "Code"],
    )
    assert (made["name"], made["tally"]) == ("log.csv", None)


def test_a_checked_log_says_what_an_import_would_do(check, world):
    checked = check()
    before = entries(world)
    assert (checked["status"], checked["problems"]) == ("checked", 0)
    assert (checked["tally"]["good_rows"], checked["tally"]["hours"]) == (2, "9.500")
    assert [one["code"] for one in checked["tally"]["projects"]] == ["NY"]
    assert entries(world) == before


def test_a_yes_imports_once_and_the_hours_can_be_taken_away_again(check, sam, world):
    checked = check()
    before = entries(world)
    path = f"/work-imports/{checked['id']}"
    assert sam.post(f"{path}/confirm", {}, status=200)["status"] == "queued"
    for _ in range(2):
        work(world, checked["id"])
    assert sam.get(path)["status"] == "done"
    assert sam.post(f"{path}/confirm", {}, status=200)["status"] == "done"
    assert entries(world) == before + 2
    assert sam.post(f"{path}/undo", {}, status=200)["status"] == "undone"
    assert entries(world) == before


def test_rows_that_cannot_be_read_are_listed_and_left_out_only_by_choice(sam, send):
    made = send(sam, LOG + "2026-11-04;many;Sam;NY\nsome day;1;Sam;NY\n")
    path = f"/work-imports/{made['id']}"
    assert sam.patch(path, COLUMNS)["problems"] == 2
    first = sam.get(f"{path}/problems?limit=1")
    second = sam.get(f"{path}/problems?limit=1&cursor={first['next_cursor']}")
    assert [(one["row"], one["column"]) for one in first["data"] + second["data"]] == [
        (4, "Time"),
        (5, "Day"),
    ]
    assert second["has_more"] is False
    assert sam.post(f"{path}/confirm", {}, status=422)["code"] == "rows_need_mending"
    assert sam.post(f"{path}/confirm", {"leaves_out": True}, status=200)["status"] == "queued"


def test_columns_left_out_stay_and_an_empty_name_takes_one_away(check, sam):
    checked = check()
    path = f"/work-imports/{checked['id']}"
    again = sam.patch(path, {"columns": {"worker": ""}})
    assert again["columns"] == {"done_on": "Day", "hours": "Time", "project": "Code"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"columns": {"hours": "Nothing"}}, "unknown_column"),
        ({"columns": {"project": ""}}, "columns_not_chosen"),
    ],
)
def test_columns_that_cannot_be_are_refused_with_a_word(check, sam, said, code):
    checked = check()
    assert sam.patch(f"/work-imports/{checked['id']}", said, status=422)["code"] == code


@pytest.mark.parametrize(
    ("said", "pointer"),
    [({"columns": {"king": "Day"}}, "/columns/king"), ({"decimal": "x"}, "/decimal"), ({"file": 1}, "/file")],
)
def test_a_body_says_which_field_is_wrong(check, sam, said, pointer):
    checked = check()
    refused = sam.patch(f"/work-imports/{checked['id']}", said, status=400)
    assert [one["pointer"] for one in refused["errors"]] == [pointer]


def test_all_rows_can_go_to_one_project_of_the_partnership_alone(check, sam, project, world):
    checked = check()
    path = f"/work-imports/{checked['id']}"
    assert sam.patch(path, {"project": str(project.id)})["project"] == str(project.id)
    with as_creator():
        foreign = ProjectFactory(
            partnership_id=world.foreign,
            commissioned_by_id=world.parties["fjallbo"],
            delivered_by_id=world.parties["grafit"],
        )
    assert sam.patch(path, {"project": str(foreign.id)}, status=422)["code"] == "project_not_here"


TASKS = "Task;Time;Who\nT1;3;Sam\nT2;5;Sam\n"
DATES = "Task;StartedOn;CompletedOn\nT2;2026-11-02;2026-11-03\nT1;2026-11-01;2026-11-02\n"


def put_dates(caller, log, text=DATES, *, status=200, **headers):
    headers = {"Authorization": f"Bearer {caller.key}", **BYTES, **headers}
    path = f"/api/v1/work-imports/{log}/dates?name=dates.csv"
    kind = headers.pop("Content-Type")
    answer = caller.client.generic("PUT", path, text.encode(), content_type=kind, headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_dates_in_a_file_of_their_own_are_joined_and_imported(sam, send, project, world):
    log = send(sam, TASKS)
    assert (log["dates_name"], log["dates_header"], log["joined_by"]) == ("", [], [])
    put_dates(sam, log["id"], "Task;Begun\nT1;2026-10-01\nT2;2026-10-01\n")
    found = put_dates(sam, log["id"])
    assert (found["dates_name"], found["joined_by"]) == ("dates.csv", ["Task", "Task"])
    assert found["dates_header"] == ["Task", "StartedOn", "CompletedOn"]
    said = {
        "columns": {"done_on": "CompletedOn", "hours": "Time", "worker": "Who", "task": "Task"},
        "date_order": "ymd",
        "project": str(project.id),
    }
    assert sam.patch(f"/work-imports/{log['id']}", said)["status"] == "checked"
    sam.post(f"/work-imports/{log['id']}/confirm", {}, status=200)
    work(world, log["id"])
    with as_creator():
        rows = WorkEntry.objects.order_by("done_on").values_list("hours", "done_on")
        assert [(hours, f"{day}") for hours, day in rows] == [(3, "2026-11-02"), (5, "2026-11-03")]


def test_dates_that_share_no_column_are_refused_and_change_nothing(sam, send):
    log = send(sam, TASKS)
    told = put_dates(sam, log["id"], "Other;Begun\nX;2026-10-01\n", status=422)
    assert told["code"] == "unreadable_file"
    assert sam.get(f"/work-imports/{log['id']}") == log
    put_dates(sam, log["id"], status=415, **{"Content-Type": "application/json"})


def test_dates_of_another_sides_log_are_nobody_elses_to_send(sam, send, caller):
    log = send(sam, TASKS)
    put_dates(caller("ada", scopes=WORK), log["id"], status=404)
    put_dates(caller("sam", scopes=["read"]), log["id"], status=403)


def test_a_log_is_seen_by_its_own_side_alone(check, sam, caller):
    checked = check()
    path = f"/work-imports/{checked['id']}"
    for other in (caller("ada", scopes=WORK), caller("olga", scopes=WORK)):
        assert other.get("/work-imports")["data"] == []
        other.get(path, status=404)
        other.get(f"{path}/problems", status=404)
        other.patch(path, COLUMNS, status=404)
        other.post(f"{path}/confirm", {}, status=404)
        other.post(f"{path}/undo", {}, status=404)
        other("DELETE", path, status=404)
    assert [one["id"] for one in sam.get("/work-imports")["data"]] == [checked["id"]]


def test_a_log_is_let_go_of(check, sam):
    checked = check()
    path = f"/work-imports/{checked['id']}"
    assert sam("DELETE", path)["deleted"] is True
    sam.get(path, status=404)


def test_what_is_no_table_or_too_large_is_refused_with_a_word(sam, send):
    assert send(sam, "Day;Time\n", status=422)["code"] == "unreadable_file"
    assert send(sam, LOG, status=415, **{"Content-Type": "application/json"})["code"] == "not_bytes"
    assert send(sam, b"x" * (25 * 1024 * 1024 + 1), status=413)["status"] == 413


def test_a_reading_key_sends_and_changes_nothing(check, caller, send):
    checked = check()
    reader = caller("sam", scopes=["read"])
    send(reader, status=403)
    path = f"/work-imports/{checked['id']}"
    reader.patch(path, COLUMNS, status=403)
    reader.post(f"{path}/confirm", {}, status=403)
    reader("DELETE", path, status=403)

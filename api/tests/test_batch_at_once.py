"""Two systems that send the same at the same moment, and rows that are read by the quick way."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.serializers import ValidationError

from api.jsontext import json_bytes
from api.v1.batch_work import WorkEntriesBatchView
from projects.health.factories import make_project
from projects.work.models import WorkEntry
from tests.tenancy import as_creator

PATH, ONE = "/work-entries/batch/upsert", "/work-entries/external/time/0"
SCALARS = st.sampled_from(
    [
        *(None, True, 0, 7.5, "", " ", "x", " x ", "x\x00", "7.5", "-1", "1e3", "٣", "0007.500", "1234567"),
        *(
            "2026-11-20",
            "2026-02-30",
            "26-11-20",
            "01990000-0000-7000-8000-ffffffffffff",
            "y" * 81,
            "z" * 2001,
        ),
        *(
            {},
            [],
            {"source": "crm", "external_id": "7"},
            {"source": "CRM", "external_id": "7"},
            {"source": "crm"},
        ),
    ]
)
FIELDS = ["external_id", "project", "deliverable", "done_on", "hours", "role", "note", "worker", "unknown"]


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(st.dictionaries(st.sampled_from(FIELDS), SCALARS))
def test_the_quick_way_reads_a_row_as_the_serializer_does_or_leaves_it_to_it(row):
    rows = WorkEntriesBatchView.rows
    quick = rows.read(row)
    try:
        judged = rows.judge(row)
    except ValidationError:
        # Only a missing name is left to whoever asks for it.
        assert quick is None or "external_id" not in quick
    else:
        assert quick in (None, dict(judged))


def test_the_quick_way_takes_an_ordinary_row(world):
    row = {
        "external_id": "A",
        "project": str(world.shared),
        "done_on": "2026-11-20",
        "hours": "7.5",
        "note": "",
    }

    assert WorkEntriesBatchView.rows.read(row) == WorkEntriesBatchView.rows.judge(row)


@pytest.fixture
def at_once(sam):
    """Return a function that sends requests from several programs, all of them begun before any may go on."""
    me = sam.get("/me")["organization"]["id"]

    def send(path, *bodies, method="POST"):
        begun = [Event() for _ in bodies]

        def one(number):
            begun[number].set()
            try:
                return sam.client.generic(
                    method,
                    f"/api/v1{path}",
                    json_bytes(bodies[number]),
                    content_type="application/json",
                    headers={"Authorization": f"Bearer {sam.key}"},
                )
            finally:
                connection.close()

        other = connection.copy()
        try:
            with ThreadPoolExecutor(len(bodies)) as pool:
                with other.cursor() as cursor:
                    cursor.execute(
                        "SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"external {me} work_entry time"]
                    )
                found = [pool.submit(one, number) for number in range(len(bodies))]
                assert all(event.wait(20) for event in begun)
                with other.cursor() as cursor:
                    wait_for_waiting(cursor, len(bodies))
                other.close()
                return [one.result(30) for one in found]
        finally:
            other.close()

    return send


def wait_for_waiting(cursor, many):
    for _ in range(200):
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        if cursor.fetchone()[0] >= many:
            return
        cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("They do not wait for one another")


def rows_of(shop, *hours):
    return [
        {"external_id": str(number), "project": str(shop.id), "done_on": "2026-11-20", "hours": one}
        for number, one in enumerate(hours)
    ]


@pytest.mark.django_db(transaction=True)
def test_two_batches_with_the_same_external_ids_make_one_record_of_each(world, at_once):
    with as_creator():
        shop = make_project(world.shared)
    bodies = [{"source": "time", "rows": rows_of(shop, "1", "2", last)} for last in ("3", "4")]

    answers = at_once(PATH, *bodies)

    assert [answer.status_code for answer in answers] == [200, 200]
    found = [answer.json() for answer in answers]
    assert sorted(one["created"] for one in found) == [0, 3]
    first, second = ([row["id"] for row in one["data"]] for one in found)
    assert first == second
    late = next(one for one in found if not one["created"])
    assert (late["unchanged"], late["updated"]) == (2, 1)
    with as_creator():
        assert WorkEntry.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_single_upserts_make_one_record(world, at_once):
    with as_creator():
        shop = make_project(world.shared)
    bodies = [{**rows_of(shop, hours)[0]} for hours in ("1", "2")]
    for body in bodies:
        del body["external_id"]

    answers = at_once(ONE, *bodies, method="PUT")

    assert sorted(answer.status_code for answer in answers) == [200, 201]
    with as_creator():
        assert WorkEntry.objects.count() == 1

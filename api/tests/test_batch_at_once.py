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
from projects.health.factories import make_deliverable, make_project
from projects.work.models import Deliverable, WorkEntry
from tests.tenancy import as_creator
from tests.world import NOW

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


def wait_for_waiting(cursor, many, kinds=("advisory",)):
    for _ in range(200):
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = ANY(%s) AND NOT granted", [list(kinds)]
        )
        if cursor.fetchone()[0] >= many:
            return
        cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("They do not wait for one another")


def while_held(part, *batches):
    """Send batches of deliverables one after another while somebody holds one row; each waits, then all may go on."""
    other = connection.copy()

    def one(caller, rows):
        try:
            return caller.client.generic(
                "POST",
                "/api/v1/deliverables/batch/upsert",
                json_bytes({"source": "crm", "rows": rows}),
                content_type="application/json",
                headers={"Authorization": f"Bearer {caller.key}"},
            )
        finally:
            connection.close()

    try:
        with ThreadPoolExecutor(len(batches)) as pool, other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SET LOCAL ROLE none")
            cursor.execute("SELECT id FROM work_deliverable WHERE id = %s FOR UPDATE", [part.id])
            assert cursor.fetchone()
            found = []
            for many, batch in enumerate(batches, start=1):
                found.append(pool.submit(one, *batch))
                wait_for_waiting(cursor, many, kinds=("transactionid", "tuple"))
            cursor.execute("ROLLBACK")
            return [one.result(30) for one in found]
    finally:
        other.close()


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
def test_two_batches_that_touch_the_same_records_in_opposite_order_are_both_done(world, sam, ada):
    with as_creator():
        shop = make_project(world.shared)
        parts = [make_deliverable(shop, name, planned_on=NOW.date()) for name in ("Kassan", "Korgen")]
    rows = []
    for place, part in enumerate(sorted(parts, key=lambda one: one.id)):
        for caller in (sam, ada):
            caller.put(f"/deliverables/external/crm/{place}", {"id": str(part.id)}, status=201)
        rows.append({"external_id": str(place), "planned_on": "2027-01-15"})
    later = [{**row, "planned_on": "2027-01-22"} for row in reversed(rows)]
    first = min(parts, key=lambda one: one.id)

    answers = while_held(first, (sam, rows), (ada, later))

    assert [answer.status_code for answer in answers] == [200, 200], [one.content for one in answers]
    with as_creator():
        assert len(set(Deliverable.objects.values_list("planned_on", flat=True))) == 1


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

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from partnership.kit.plans import MOST_KEPT
from partnership.kit.questions import Words
from partnership.kit.rounds import Shared, asked, known, read, together

pytestmark = pytest.mark.django_db(databases=["default", "system", "migrate"])
CELLS = {
    "1": 1,
    "2::bigint": 2,
    "1.50::numeric(10, 4)": Decimal("1.5000"),
    "'å%s'::text": "å%s",
    "'v'::varchar(5)": "v",
    "true": True,
    "'2026-11-30'::date": date(2026, 11, 30),
    "'2026-11-30 12:10:10.47+00'::timestamptz": datetime(2026, 11, 30, 12, 10, 10, 470_000, tzinfo=UTC),
    "'01990000-0000-7000-8000-000000000001'::uuid": UUID("01990000-0000-7000-8000-000000000001"),
    "ARRAY['01990000-0000-7000-8000-000000000001']::uuid[]": [UUID("01990000-0000-7000-8000-000000000001")],
    "ARRAY['a,b', 'c']::text[]": ["a,b", "c"],
    "'{}'::uuid[]": [],
    """'{"a": 1.5}'::jsonb""": '{"a": 1.5}',
    "'\\x01ff'::bytea": b"\x01\xff",
    "'4711'::xid8": "4711",
    "NULL::date": None,
}
ONE = Words("SELECT %(one)s::int", {"one": 1})
NONE = Words("SELECT 1 WHERE false", {})


def asking(number, *later):
    """Ask for a number, then for each of `later`, one after the other."""
    found = []
    for one in (number, *later):
        found += yield from asked(Words("SELECT %s::int", [one]))
    return [value for (value,) in found]


def counted(reading):
    """Read, and return what was made with the number of statements."""
    with CaptureQueriesContext(connection) as captured:
        found = read(reading)
    return found, len(captured)


def test_cells_are_the_same_alone_and_together():
    question = Words(f"SELECT {', '.join(CELLS).replace('%', '%%')}, 1 AS twice, 2 AS twice", [])
    alone = read(asked(question))
    assert read(together(asked(question), asked(ONE)))[0] == alone
    assert alone[0][-2:] == (1, 2)
    assert alone[0][:-2] == tuple(CELLS.values())


def test_readings_that_go_on_together_ask_as_often_as_the_longest():
    readings = together(asking(1), asking(2, 3, 4), asking(5, 6), known("known"))
    assert counted(readings) == ([[1], [2, 3, 4], [5, 6], "known"], 3)


def test_a_reading_may_put_others_together_itself():
    inner = together(asking(1, 2), asking(3))
    assert counted(together(inner, asking(4))) == ([[[1, 2], [3]], [4]], 2)


def test_the_rows_of_each_question_keep_its_order():
    upwards = Words("SELECT n FROM generate_series(1, 500) n ORDER BY n", [])
    downwards = Words("SELECT n FROM generate_series(1, 500) n ORDER BY n DESC", [])
    up, none, down = read(together(asked(upwards), asked(NONE), asked(downwards)))
    assert up == [(one,) for one in range(1, 501)]
    assert down == up[::-1]
    assert none == []


def test_one_reading_for_several_is_asked_once():
    shared = Shared(asking(1, 2))

    def longer():
        more = yield from asking(3)
        return more + (yield from shared.reading())

    readings = together(longer(), shared.reading(), shared.reading())
    assert counted(readings) == ([[3, 1, 2], [1, 2], [1, 2]], 2)


def test_a_question_that_can_have_no_rows_is_not_asked():
    nothing = Session.objects.filter(pk__in=[])
    assert counted(together(asked(nothing), asked(nothing.values_list("pk")))) == ([[], []], 0)
    assert counted(together(known(1), known(2))) == ([1, 2], 0)


def test_a_queryset_gives_what_it_gives_alone():
    for number in range(3):
        Session.objects.create(
            session_key=str(number), session_data="%s", expire_date=datetime(2026, 1, 1, tzinfo=UTC)
        )
    rows = Session.objects.order_by("-pk")
    kinds = [
        rows,
        rows.only("pk")[:2],
        rows.values_list("pk", flat=True),
        rows.values("session_data", "expire_date"),
    ]
    found = read(together(*(asked(one.all()) for one in kinds)))
    assert found == [list(one) for one in kinds]
    assert found[0][0].session_data == "%s"
    assert found[1][0].get_deferred_fields() == {"session_data", "expire_date"}


def test_what_the_database_refuses_is_refused_together_too():
    refused = asked(Words("SELECT 1 / 0", []))
    with pytest.raises(DataError, match="division by zero"), transaction.atomic():
        read(together(asked(ONE), refused))


def prepared():
    """How many statements the server keeps for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return cursor.fetchone()[0]


def days_after(day):
    asks = Words("SELECT %(day)s + number FROM generate_series(1, 2) AS number", {"day": day})
    return together(asked(asks), asked(Words("SELECT %s::uuid", [UUID(int=day.day)])))


def test_what_is_asked_again_with_other_values_is_planned_once():
    read(days_after(date(2026, 11, 1)))
    before = prepared()

    for number in range(2, 12):
        days, ids = read(days_after(date(2026, 11, number)))
        assert days == [(date(2026, 11, number + 1),), (date(2026, 11, number + 2),)]
        assert ids == [(UUID(int=number),)]

    assert prepared() == before + 1


def test_a_connection_keeps_few_plans():
    for number in range(MOST_KEPT + 8):
        asks = Words(f"SELECT {number}, %s::date", [date(2026, 11, 1)])
        for _ in range(4):
            read(together(asked(asks), asked(ONE)))

    assert 0 < prepared() <= MOST_KEPT + 1


def test_a_log_of_statements_has_the_values_in_it():
    with CaptureQueriesContext(connection) as captured:
        read(days_after(date(2026, 11, 1)))

    assert "'2026-11-01'::date" in captured[0]["sql"]
    assert "$1" not in captured[0]["sql"]

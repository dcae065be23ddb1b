from datetime import UTC, date, datetime
from uuid import UUID

from psycopg.sql import Literal

from partnership.kit.placing import MOST, Places

ONE, OTHER = UUID(int=1), UUID(int=2)
DAY, MOMENT = date(2026, 11, 30), datetime(2026, 11, 30, 9, tzinfo=UTC)


def places():
    return Places(lambda value: Literal(value).as_string())


def test_ids_days_moments_and_lists_of_ids_are_numbered_in_order():
    found = places()

    text = found.text("a = %s AND b = ANY(%s) AND c < %s AND d < %s", [ONE, [ONE, OTHER], DAY, MOMENT])

    assert text == "a = $1 AND b = ANY($2) AND c < $3 AND d < $4"
    assert found.values == [ONE, [ONE, OTHER], DAY, MOMENT]


def test_the_same_value_has_one_number_in_all_statements():
    found = places()

    assert found.text("a = %(id)s OR b = %(id)s", {"id": ONE}) == "a = $1 OR b = $1"
    assert found.text("c = %s AND d = %s", [OTHER, ONE]) == "c = $2 AND d = $1"
    assert found.values == [ONE, OTHER]


def test_a_day_is_not_the_moment_at_which_it_begins():
    found = places()

    found.text("%s %s", [DAY, datetime(2026, 11, 30)])

    assert len(found.values) == 2


def test_what_has_no_type_of_its_own_is_a_constant():
    found = places()
    nasty = "it's \\ 100 % $1 %s"

    text = found.text("%s, %s, %s, %s, %s, %s", [nasty, 1, True, None, [], "x" * 200])

    assert text == f"{Literal(nasty).as_string()}, 1, true, NULL, '{{}}', '{'x' * 200}'"
    assert found.values == []


def test_one_and_true_are_two_constants():
    assert places().text("%s %s %s", [1, True, 1]) == "1 true 1"


def test_a_doubled_percent_sign_is_one():
    assert places().text("a LIKE 'x%%' AND b = %s", [ONE]) == "a LIKE 'x%' AND b = $1"
    assert places().text("a LIKE 'x%%'", ()) == "a LIKE 'x%'"


def test_values_beyond_what_a_server_takes_stand_in_the_text():
    found = places()

    text = found.text(", ".join(["%s"] * (MOST + 2)), [*(UUID(int=n) for n in range(MOST + 1)), ONE])

    assert text.endswith(f"${MOST}, {Literal(UUID(int=MOST)).as_string()}, $2")
    assert len(found.values) == MOST

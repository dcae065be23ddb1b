"""A price sheet comes true by every party's signature; what its lines cost is the deliverer's own."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import orjson
import pytest

from partnership.kit.errors import NotAllowed, NotThere
from projects.agreement.factories import signed
from projects.agreement.refusals import NothingChanged, VersionPassed
from projects.agreement.shape import BadValues
from projects.goals.factories import goal_agreed, goal_proposed
from projects.goals.models import Goal
from projects.pricing import sheet_refusals as refusals
from projects.pricing.factories import NOW, labor, line, sheet_agreed, sheet_proposed
from projects.pricing.models import Sheet, SheetLine
from projects.pricing.queries.sheets import (
    sheet_in_force,
    sheet_versions,
    sheets_in_force,
    sheets_signed,
)
from tests.events import events_of
from tests.tenancy import as_creator

D = Decimal


def in_force(world, project):
    with as_creator():
        return sheet_in_force(world.shared, project.id)


def rows_of(model):
    with as_creator():
        return model.objects.count()


def test_a_sheet_holds_with_the_last_signature_and_not_before(world, project):
    version = sheet_proposed(world.actor("finn"), project)
    assert version.amount == D(155_000)
    signed(world.actor("ada"), version)
    assert in_force(world, project) is None
    signed(world.actor("sam"), version)
    found = in_force(world, project)
    assert (found.number, found.price, found.currency, found.from_on) == (1, D(155_000), "SEK", NOW.date())
    assert [(one.text, one.price) for one in found.terms.lines] == [
        ("Developer", D(100_000)),
        ("Designer", D(45_000)),
        ("Server", D(10_000)),
    ]
    with as_creator():
        rows = SheetLine.objects.order_by("id").values_list("role_key", "hours", "rate", "price")
        assert list(rows) == [
            ("developer", 100, 1000, 100_000),
            ("designer", 50, 900, 45_000),
            ("", None, None, 10_000),
        ]
    told = [one for one in events_of(world.shared) if one["kind"] == "pricing.sheet_agreed"]
    assert [(one["subject"], one["data"]) for one in told] == [(("project", project.id), {"number": 1})]


def test_either_side_proposes_and_the_other_answers(world, project):
    sheet_proposed(world.actor("ada"), project)
    answer = sheet_proposed(world.actor("sam"), project, lines=[labor(rate="1100")])
    assert answer.number == 2
    with as_creator():
        assert [one.status for one in sheet_versions(world.shared, project.id)] == ["open", "countered"]


def test_lines_keep_their_ids_and_signed_rows_stay(world, project):
    both = [world.actor("sam"), world.actor("ada")]
    first = sheet_agreed(both, project)
    developer = first.terms.lines[0]
    changed = [labor(rate="1200", id=developer.id), labor("Tester", "10", "800", id="made up")]
    second = sheet_agreed(both, project, lines=changed, now=NOW + timedelta(days=1))
    assert second.terms.lines[0].id == developer.id
    assert second.terms.lines[1].id != "made up"
    with as_creator():
        assert [one.number for one in sheets_signed(world.shared, project.id)] == [2, 1]
        assert sheets_signed(world.shared, project.id)[1] == first
        assert sheets_in_force([world.shared, world.foreign]) == [second]
        assert Sheet.objects.get(number=1).price == D(155_000)


def test_a_second_sending_of_the_form_makes_one_version(world, project):
    key = "0199aaaa-0000-7000-8000-000000000001"
    one, other = (sheet_proposed(world.actor("sam"), project, seen=0, key=UUID(key)) for _ in range(2))
    assert one.id == other.id


def test_what_has_passed_and_what_is_the_same_is_refused(world, project):
    version = sheet_proposed(world.actor("sam"), project)
    with pytest.raises(VersionPassed):
        sheet_proposed(world.actor("ada"), project, seen=0)
    ids = {row["role"]: row["id"] for row in orjson.loads(version.values)["lines"]}
    same = [
        labor(id=ids["Developer"]),
        labor("Designer", "50", "900", id=ids["Designer"]),
        line("bought_in", "Server", "10000", id=ids[None]),
    ]
    with pytest.raises(NothingChanged):
        sheet_proposed(world.actor("sam"), project, lines=same)


@pytest.mark.parametrize("name", ["vera"])
def test_the_right_to_keep_the_book_is_needed(world, project, name):
    with pytest.raises(NotAllowed):
        sheet_proposed(world.actor(name), project)


def test_a_strangers_project_is_not_there(world, foreign_project):
    with pytest.raises(NotThere):
        sheet_proposed(world.actor("sam"), foreign_project)


BAD = {
    "a negative price": ({"lines": [line("tools", "x", "-1")]}, refusals.BelowZero, "lines.0.price"),
    "negative hours": ({"lines": [labor(hours="-1")]}, refusals.BelowZero, "lines.0.hours"),
    "a negative rate": ({"lines": [labor(), labor("B", rate="-1")]}, refusals.BelowZero, "lines.1.rate"),
    "another currency in a line": (
        {"lines": [labor(), line("tools", "x", "1", "EUR")]},
        refusals.OtherCurrency,
        "lines.1.price",
    ),
    "another currency of the whole": ({"currency": "EUR"}, refusals.OtherCurrency, "currency"),
    "no way of charging": ({"kind": None}, refusals.NotSaid, "kind"),
    "no lines": ({"lines": []}, refusals.NotSaid, "lines"),
    "no sort": ({"lines": [labor(sort=None)]}, refusals.NotSaid, "lines.0.sort"),
    "no name": (
        {"lines": [{"sort": "tools", "price": {"amount": "1", "currency": "SEK"}}]},
        refusals.NotSaid,
        "lines.0.text",
    ),
    "hours without a role": ({"lines": [labor("", "5", "100")]}, refusals.RoleNotSaid, "lines.0.role"),
    "hours without a rate": ({"lines": [labor(rate=None)]}, refusals.RoleNotSaid, "lines.0.rate"),
    "a role at two rates": (
        {"lines": [labor(), labor("developer ", "1", "5")]},
        refusals.RoleTwice,
        "lines.1.role",
    ),
    "another price than hours × rate": (
        {"lines": [labor(price={"amount": "1", "currency": "SEK"})]},
        refusals.PriceDiffers,
        "lines.0.price",
    ),
    "half an öre": ({"lines": [line("tools", "x", "0.005")]}, refusals.TooFine, "lines.0.price"),
    "a number beyond its column": ({"lines": [labor(hours="99999999")]}, refusals.TooLarge, "lines.0.hours"),
    "a price beyond its column": (
        {"lines": [line("tools", "x", "999999999999")]},
        refusals.TooLarge,
        "lines.0.price",
    ),
    "a role too long": ({"lines": [labor("x" * 81)]}, refusals.TooLarge, "lines.0.role"),
    "a discount above the sum": (
        {"lines": [line("tools", "x", "10"), line("discount", "y", "11")]},
        refusals.DiscountAboveSum,
        "lines.1.price",
    ),
    "a cap below 0": (
        {"kind": "price_cap", "cap": {"amount": "-1", "currency": "SEK"}},
        refusals.BelowZero,
        "cap",
    ),
    "a cap of 0": (
        {"kind": "price_cap", "cap": {"amount": "0", "currency": "SEK"}},
        refusals.NotPositive,
        "cap",
    ),
    "no cap": ({"kind": "price_cap"}, refusals.NotSaid, "cap"),
    "a cap on time and materials": (
        {"cap": {"amount": "1", "currency": "SEK"}},
        refusals.NotOfThisKind,
        "cap",
    ),
    "a fixed price unlike its lines": (
        {"kind": "fixed_price", "fixed_price": {"amount": "150000", "currency": "SEK"}},
        refusals.WholeDiffers,
        "fixed_price",
    ),
    "a retainer without months": ({"kind": "retainer"}, refusals.WholeMonths, "months"),
    "half a month": ({"kind": "retainer", "months": "2.5"}, refusals.WholeMonths, "months"),
    "months of something else": ({"months": "2"}, refusals.NotOfThisKind, "months"),
    "VAT above 100": ({"vat": "101"}, refusals.NoPercent, "vat"),
    "a corridor the wrong way": ({"corridor_low": "31"}, refusals.CorridorOutOfOrder, "corridor_high"),
    "a corridor beyond 100": ({"corridor_high": "101"}, refusals.CorridorOutOfOrder, "corridor_high"),
    "a bonus without a goal": (
        {"bonus": {"amount": {"amount": "1", "currency": "SEK"}}},
        refusals.NotSaid,
        "bonus.goal",
    ),
    "lines over 300": ({"lines": [labor(f"Role {n}") for n in range(301)]}, BadValues, "lines"),
    "lines that are none": ({"lines": "many"}, BadValues, "lines"),
    "a line that is none": ({"lines": [7]}, BadValues, "lines.0"),
    "a field that is none": ({"margin": "30"}, BadValues, "margin"),
    "a number that is none": ({"lines": [labor(rate="NaN")]}, BadValues, "lines.0.rate"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_can_not_be_agreed_is_refused_at_its_place(world, project, case):
    said, refusal, path = BAD[case]
    with pytest.raises(refusal) as raised:
        sheet_proposed(world.actor("sam"), project, **said)
    assert (type(raised.value), raised.value.on_field) == (refusal, path)
    assert rows_of(Sheet) == 0


def test_a_bonus_is_tied_to_a_goal_in_force(world, project):
    both = [world.actor("sam"), world.actor("ada")]
    goal = goal_agreed(both, world.shared)
    bonus = {
        "goal": {"id": str(goal.id), "name": "whatever"},
        "amount": {"amount": "5000", "currency": "SEK"},
    }
    version = sheet_proposed(both[0], project, bonus=bonus)
    assert version.amount == D(160_000)
    found = sheet_agreed(both[1:] + both[:1], project, bonus=bonus, vat="6")
    assert (found.terms.bonus.goal_name, found.terms.bonus.amount) == ("More orders", D(5_000))


def test_a_bonus_is_not_tied_to_a_goal_that_is_only_proposed_or_a_strangers(world, project):
    proposed = goal_proposed(world.actor("sam"), world.shared)
    with as_creator():
        mine = proposed.agreement.subject_id
        own = {"partnership_id": world.foreign, "name": "x", "created_at": NOW, "updated_at": NOW}
        foreign = Goal.objects.create(**own, status=Goal.Stage.ACTIVE).id
    for goal_id in (mine, foreign):
        bonus = {"goal": {"id": str(goal_id), "name": ""}, "amount": {"amount": "5", "currency": "SEK"}}
        with pytest.raises(refusals.GoalNotSigned) as raised:
            sheet_proposed(world.actor("sam"), project, bonus=bonus)
        assert raised.value.on_field == "bonus.goal"


def test_a_fixed_price_that_is_not_said_is_the_sum_of_its_lines(world, project):
    lines = [labor(), line("discount", "First", "5000")]
    found = sheet_agreed([world.actor("ada"), world.actor("sam")], project, kind="fixed_price", lines=lines)
    assert (found.terms.fixed_price, found.price, found.terms.whole) == (D(95_000), D(95_000), D(95_000))


def test_a_retainer_is_its_months(world, project):
    said = {"kind": "retainer", "months": "6", "lines": [], "monthly": {"amount": "20000", "currency": "SEK"}}
    found = sheet_agreed([world.actor("ada"), world.actor("sam")], project, **said)
    assert (found.price, found.terms.whole) == (D(120_000), D(20_000))

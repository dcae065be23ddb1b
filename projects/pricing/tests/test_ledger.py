"""Writing in the benefit ledger, and confirming what another side wrote."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.doors import entered
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing import ledger_refusals as refusals
from projects.pricing.actions.entry_shape import EntrySaid
from projects.pricing.actions.ledger import add_entry, change_entry, confirm_entry, remove_entry
from projects.pricing.benefit import Answer
from projects.pricing.models import Entry, Posted
from projects.pricing.queries.entries import entry_seen
from projects.work.factories import ProjectFactory
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import NOW

TODAY = NOW.date()
SAID = EntrySaid("gain", "outcome_value", "Fewer returns", TODAY, value=Decimal("150000"))
WORDS = EntrySaid("gain", "reference", "Named us to a friend", TODAY)


@pytest.fixture
def project(world):
    """Ada's side commissions, Sam's delivers."""
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )


def opened(world, step=Step.DETAIL, topic=Topic.OUTCOME_VALUE, owner="havsvik", reader="studionord"):
    with as_creator():
        return granted(world.shared, world.parties[owner], world.parties[reader], topic, step)


def by(world, name, action, **said):
    """Do an action as a person of the shared partnership."""
    actor = world.actor(name)
    with entered(actor, partnership_id=world.shared):
        return action(actor, partnership=world.partnership(name), today=TODAY, now=NOW, **said)


def add(world, name="ada", said=SAID, **more):
    return by(world, name, add_entry, said=said, **more)


def confirm(world, entry, name="sam", *, agrees=True, **more):
    return by(
        world, name, confirm_entry, entry_id=entry.id, agrees=agrees, **{"version": entry.version, **more}
    )


def seen(world, entry, name="ada"):
    return by(world, name, entry_seen, entry_id=entry.id, place="test")


def test_an_entry_waits_until_another_side_has_confirmed_it(world, project):
    entry = add(world)
    assert seen(world, entry).answer is Answer.WAITS
    opened(world)
    confirm(world, entry, word="We see it too")

    found = seen(world, entry)
    assert (found.answer, found.said[0].word) == (Answer.CONFIRMED, "We see it too")
    assert seen(world, entry, "sam") == found


def test_a_changed_entry_waits_anew_and_the_same_again_changes_nothing(world, project):
    entry = add(world)
    opened(world)
    confirm(world, entry)
    again = by(world, "ada", change_entry, entry_id=entry.id, said=SAID)
    assert (again.version, seen(world, entry).answer) == (1, Answer.CONFIRMED)

    other = by(world, "ada", change_entry, entry_id=entry.id, said=replace(SAID, value=Decimal(90)))
    assert (other.version, seen(world, entry).answer) == (2, Answer.WAITS)
    with pytest.raises(refusals.EntryPassed):
        confirm(world, entry)
    confirm(world, other, agrees=False, word="Half of it")
    assert seen(world, entry).answer is Answer.DECLINED


def test_what_is_removed_nobody_reads_or_changes(world, project):
    entry = add(world)
    opened(world)
    confirm(world, entry)
    by(world, "ada", remove_entry, entry_id=entry.id)

    for name in ("ada", "sam"):
        with pytest.raises(NotThere):
            seen(world, entry, name)
    with pytest.raises(NotThere):
        by(world, "ada", change_entry, entry_id=entry.id, said=WORDS)
    with pytest.raises(NotThere):
        by(world, "ada", remove_entry, entry_id=entry.id)


def test_nobody_confirms_the_own_sides_entry(world, project):
    entry = add(world)

    with pytest.raises(refusals.OwnEntry):
        confirm(world, entry, "ada")


@pytest.mark.parametrize("step", [Step.CLOSED, Step.EXISTS, Step.SUMMARY])
def test_below_detail_an_entry_in_money_is_not_there_for_the_other_side(world, project, step):
    entry = add(world)
    opened(world, step)

    with pytest.raises(NotThere):
        seen(world, entry, "sam")
    with pytest.raises(NotThere):
        confirm(world, entry)
    with as_creator():
        assert list(Reading.objects.all()) == []


@pytest.mark.parametrize(("step", "is_read"), [(Step.CLOSED, False), (Step.EXISTS, True), (Step.FULL, True)])
def test_an_entry_in_words_is_read_and_confirmed_as_soon_as_the_topic_exists(world, project, step, is_read):
    entry = add(world, said=WORDS)
    opened(world, step)

    if is_read:
        assert confirm(world, entry).agrees is True
    else:
        with pytest.raises(NotThere):
            confirm(world, entry)


def test_what_a_side_that_delivers_writes_belongs_to_its_margin(world, project):
    entry = add(world, "sam", replace(WORDS, value=Decimal(500)))
    opened(world, owner="studionord", reader="havsvik")
    with pytest.raises(NotThere):
        confirm(world, entry, "ada")

    opened(world, topic=Topic.COST, owner="studionord", reader="havsvik")
    assert confirm(world, entry, "ada").agrees is True


def test_ones_own_entry_of_another_side_can_not_be_changed_by_it(world, project):
    entry = add(world)
    opened(world, Step.FULL)

    with pytest.raises(NotThere):
        by(world, "sam", change_entry, entry_id=entry.id, said=WORDS)
    with pytest.raises(NotThere):
        by(world, "sam", remove_entry, entry_id=entry.id)


def test_who_reads_only_neither_writes_nor_reads_the_ledger(world, project):
    entry = add(world)

    for entry_id in (entry.id, new_id()):
        with pytest.raises(NotAllowed):
            by(world, "vera", entry_seen, entry_id=entry_id, place="test")
        with pytest.raises(NotAllowed):
            by(world, "vera", confirm_entry, entry_id=entry_id, agrees=True, version=1)
    with pytest.raises(NotAllowed):
        add(world, "vera")


def test_a_double_click_makes_one_entry_and_one_answer(world, project):
    key = new_id()
    entry = add(world, key=key)
    assert add(world, key=key).id == entry.id == key
    opened(world)
    assert confirm(world, entry).id == confirm(world, entry).id

    with pytest.raises(refusals.AnsweredAlready):
        confirm(world, entry, agrees=False, word="No")
    with as_creator():
        assert (Entry.objects.count(), Posted.objects.count()) == (1, 1)


def test_a_no_says_why(world, project):
    entry = add(world)
    opened(world)

    with pytest.raises(refusals.ReasonMissing):
        confirm(world, entry, agrees=False, word="  ")


def test_own_hours_are_worth_hours_times_the_own_rate(world, project):
    said = EntrySaid(
        "contribution", "own_hours", "Workshops", TODAY, hours=Decimal("7.5"), hourly=Decimal("733.33")
    )

    assert add(world, said=said).value == Decimal("5499.98")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"text": " \x00 "}, refusals.WordsMissing),
        ({"text": "x" * 1001}, refusals.WordsTooLong),
        ({"way": "contribution"}, refusals.SortOnOtherSide),
        ({"way": "theft"}, refusals.SortOnOtherSide),
        ({"sort": "own_hours"}, refusals.SortOnOtherSide),
        ({"value": Decimal(0)}, refusals.BadAmount),
        ({"value": Decimal(-1)}, refusals.BadAmount),
        ({"value": Decimal("0.001")}, refusals.BadAmount),
        ({"value": Decimal(10) ** 12}, refusals.BadAmount),
        ({"value": Decimal("NaN")}, refusals.BadAmount),
        ({"hours": Decimal(0)}, refusals.BadHours),
        ({"hours": Decimal("1.001")}, refusals.BadHours),
        ({"hours": Decimal(1), "hourly": Decimal(1)}, refusals.AmountOrRate),
        ({"value": None, "hourly": Decimal(1)}, refusals.HoursMissing),
        ({"value": None, "hours": Decimal(1), "hourly": Decimal(-1)}, refusals.BadAmount),
        ({"currency": "EUR"}, refusals.OtherCurrency),
        ({"done_on": TODAY + timedelta(days=1)}, refusals.DayNotPossible),
        ({"done_on": TODAY.replace(year=1899)}, refusals.DayNotPossible),
        ({"project_id": new_id()}, refusals.ProjectNotHere),
        ({"goal_id": new_id()}, refusals.GoalNotHere),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(world, project, change, refusal):
    with pytest.raises(refusal):
        add(world, said=replace(SAID, **change))
    with as_creator():
        assert not Entry.objects.exists()


def test_a_strangers_project_is_refused_as_one_that_is_not_there(world, project):
    with as_creator():
        foreign = ProjectFactory(
            partnership_id=world.foreign,
            commissioned_by_id=world.parties["fjallbo"],
            delivered_by_id=world.parties["grafit"],
        )

    with pytest.raises(refusals.ProjectNotHere):
        add(world, said=replace(SAID, project_id=foreign.id))


def test_a_closed_entry_is_told_to_the_own_side_alone_and_an_open_one_to_all(world, project):
    add(world)
    opened(world)
    second = add(world)
    confirm(world, second)

    told = [(one["kind"], one["data"]) for one in events_of(world.shared)]
    assert told == [
        ("pricing.entry_added", {"version": 1}),
        ("pricing.entry_confirmed", {"version": 1}),
    ]
    assert [one["kind"] for one in events_of(world.organizations["havsvik"].id)] == ["pricing.entry_added"]

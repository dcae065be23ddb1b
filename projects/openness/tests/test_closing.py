"""Closing again: by the side that opened it, from now on, cost with margin, and the other side is told."""

from datetime import timedelta

import pytest
from django.db import transaction

from accounts.doors import entered
from partnership.kit.errors import NotAllowed, NotThere
from projects.agreement.models import Agreement, Version
from projects.openness.actions.closing import close_topic
from projects.openness.factories import NOW, granted, row, table_agreed
from projects.openness.gate import opened_in
from projects.openness.models import Grant
from projects.openness.refusals import ClosedAlready, NotBelow, NotLess, OthersTopic
from projects.openness.steps import Step, Topic, step_in
from tests.events import events_of
from tests.tenancy import as_creator

LATER = NOW + timedelta(days=8)


@pytest.fixture
def opened(world):
    """Studio Nord opens a topic to Havsvik: `opened(Topic.MARGIN, 3)`."""

    def put(topic, step, **said):
        parties = world.parties["studionord"], world.parties["havsvik"]
        with as_creator():
            return granted(world.shared, *parties, topic, Step(step), **{"opened_at": NOW, **said})

    return put


@pytest.fixture
def close(door):
    def put(name, grant, step):
        with door(name) as at, transaction.atomic():
            return close_topic(at.actor, grant=grant, step=Step(step), now=LATER)

    return put


@pytest.fixture
def seen(world):
    """How far Havsvik sees a topic of Studio Nord on a day."""

    def step(topic):
        parties = world.parties["studionord"], world.parties["havsvik"]
        with as_creator():
            return step_in(opened_in(world.shared), *parties, topic, today=LATER.date())

    return step


def test_closing_wholly_leaves_nothing_open_and_keeps_what_was(world, opened, close, seen):
    grant = opened(Topic.CAPACITY, 3)
    close("sam", grant, 0)
    assert seen(Topic.CAPACITY) == Step.CLOSED
    with as_creator():
        [kept] = Grant.objects.filter(partnership_id=world.shared)
    assert (kept.step, kept.is_withdrawn, kept.ended_at) == (3, True, LATER)
    assert kept.ended_by_id == world.users["sam"].id
    assert kept.opened_at == NOW


def test_closing_in_part_leaves_a_lower_step_until_the_same_day(world, opened, close, seen):
    lower = close("finn", opened(Topic.CAPACITY, 3, purpose="Plan", number=4), 1)
    assert seen(Topic.CAPACITY) == Step.EXISTS
    assert (lower.step, lower.purpose, lower.number, lower.opened_at) == (1, "Plan", 4, LATER)


@pytest.mark.parametrize("topic", [Topic.COST, Topic.MARGIN])
def test_cost_and_margin_close_together(world, opened, close, seen, topic):
    grants = {one: opened(one, step) for one, step in ((Topic.COST, 4), (Topic.MARGIN, 2))}
    close("sam", grants[topic], 1)
    assert (seen(Topic.COST), seen(Topic.MARGIN)) == (Step.EXISTS, Step.EXISTS)
    [told] = [one for one in events_of(world.shared) if one["kind"] == "openness.closed"]
    assert told["data"] == {
        "topics": ["cost", "margin"],
        "step": 1,
        "reader": str(world.parties["havsvik"]),
    }


def test_what_was_signed_stays_readable(world, both, close):
    version = table_agreed(
        both, world.shared, row(world.parties["studionord"], world.parties["havsvik"], Topic.KEY_FIGURES, 3)
    )
    with as_creator():
        grant = Grant.objects.get(partnership_id=world.shared)
    close("sam", grant, 0)
    with entered(both[0], partnership_id=world.shared):
        agreement = Agreement.objects.get(partnership_id=world.shared, kind="openness")
        kept = Version.objects.get(id=version.id)
    assert (agreement.in_force_id, kept.status, kept.text_en) == (version.id, "signed", version.text_en)


@pytest.mark.parametrize(
    ("topic", "held", "step", "refusal"),
    [
        (Topic.TIME, 3, 2, NotBelow),
        (Topic.TIME, 3, 4, NotLess),
        (Topic.PLANS, 2, 2, NotLess),
        (Topic.PLANS, 2, 3, NotLess),
    ],
)
def test_closing_goes_down_and_never_below_what_is_shared(opened, close, topic, held, step, refusal):
    with pytest.raises(refusal):
        close("sam", opened(topic, held), step)


def test_a_second_click_finds_it_closed(opened, close):
    grant = opened(Topic.PLANS, 2)
    close("sam", grant, 0)
    with pytest.raises(ClosedAlready):
        close("sam", grant, 0)


def test_only_the_side_that_opened_it_closes_it(opened, close, seen):
    grant = opened(Topic.PLANS, 2)
    with pytest.raises(OthersTopic):
        close("ada", grant, 0)
    with pytest.raises(NotAllowed):
        close("vera", grant, 0)
    with pytest.raises(NotThere):
        close("olga", grant, 0)
    assert seen(Topic.PLANS) == Step.SUMMARY


def test_closing_to_one_side_leaves_it_open_to_a_third(three):
    one, two, third = three.parties
    with as_creator():
        grants = [granted(three.id, one, reader, Topic.PLANS, Step.FULL) for reader in (two, third)]
    with entered(three.actors[0], partnership_id=three.id):
        close_topic(three.actors[0], grant=grants[0], step=Step.CLOSED, now=LATER)
        opened = opened_in(three.id)
    steps = [step_in(opened, one, reader, Topic.PLANS, today=LATER.date()) for reader in (two, third)]
    assert steps == [Step.CLOSED, Step.FULL]

"""The one way across: who gets through, how far, and that it is written down."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.actor import Actor
from accounts.doors import entered, looking_as
from accounts.queries import partnership_seen
from partnership.kit.errors import NotAllowed, NotThere
from projects.openness.factories import granted
from projects.openness.gate import look, steps_for
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing.models import Rate
from tests.tenancy import as_creator
from tests.world import NOW

TODAY = NOW.date()
COST = (Topic.COST,)


@pytest.fixture
def priced(world):
    with as_creator():
        for side in ("havsvik", "studionord", "fjallbo"):
            Rate.objects.create(
                organization=world.organizations[side],
                role=f"Designer at {side}",
                role_key=f"designer at {side}",
                valid_from=TODAY - timedelta(days=30),
                currency="SEK",
                hourly_cost=Decimal("612.25"),
                created_at=NOW,
                updated_at=NOW,
            )
    return world


def opened(world, topic=Topic.COST, step=Step.DETAIL, **said):
    with as_creator():
        return granted(
            world.shared, world.parties["studionord"], world.parties["havsvik"], topic, step, **said
        )


def roles(_step):
    return sorted(Rate.objects.values_list("role", flat=True))


def seen(world, actor, *, owner="studionord", topics=COST, read=roles, at=NOW, place="book"):
    partnership = partnership_seen(actor, world.shared)
    return look(
        actor,
        partnership,
        owner=world.parties[owner],
        topics=topics,
        read=read,
        today=at.date(),
        now=at,
        place=place,
    )


def test_without_a_grant_nothing_is_read_and_nothing_written_down(priced):
    ada = priced.actor("ada")
    with entered(ada, partnership_id=priced.shared):
        assert seen(priced, ada) is None
        assert list(Reading.objects.all()) == []


def test_what_is_opened_is_read_in_its_owners_door_and_the_own_context_comes_back(priced):
    opened(priced)
    ada = priced.actor("ada")
    with entered(ada, partnership_id=priced.shared):
        assert seen(priced, ada) == ["Designer at studionord"]
        assert roles(Step.FULL) == ["Designer at havsvik"]


def test_the_reading_gets_the_step_and_its_last_day_counts(priced):
    opened(priced, step=Step.SUMMARY, until=TODAY)
    ada = priced.actor("ada")
    with entered(ada, partnership_id=priced.shared):
        assert seen(priced, ada, read=lambda step: step) == Step.SUMMARY
        assert seen(priced, ada, read=lambda step: step, at=NOW + timedelta(days=1)) is None


def test_ones_own_side_is_read_in_full_without_a_line_in_the_log(priced):
    sam = priced.actor("sam")
    with entered(sam, partnership_id=priced.shared):
        assert seen(priced, sam, read=lambda step: (step, roles(step))) == (
            Step.FULL,
            ["Designer at studionord"],
        )
        assert list(Reading.objects.all()) == []


def test_looks_within_an_hour_are_one_line_that_both_sides_read(priced):
    opened(priced)
    ada, sam = priced.actor("ada"), priced.actor("sam")
    with entered(ada, partnership_id=priced.shared):
        for minutes in (0, 20, 70):
            seen(priced, ada, at=NOW + timedelta(minutes=minutes))
    for actor in (ada, sam):
        with entered(actor, partnership_id=priced.shared):
            rows = Reading.objects.order_by("hour").values_list("topic", "times", "person_id", "reader_id")
            person = priced.users["ada"].id
            assert list(rows) == [
                ("cost", 2, person, priced.parties["havsvik"]),
                ("cost", 1, person, priced.parties["havsvik"]),
            ]
    olga = priced.actor("olga")
    with entered(olga, partnership_id=priced.foreign):
        assert list(Reading.objects.all()) == []


def test_who_may_not_see_the_book_is_refused_whether_it_is_open_or_not(priced):
    vera = priced.actor("vera")
    with entered(vera, partnership_id=priced.shared), pytest.raises(NotAllowed):
        seen(priced, vera)
    opened(priced)
    with entered(vera, partnership_id=priced.shared), pytest.raises(NotAllowed):
        seen(priced, vera)


def test_a_stranger_and_a_strangers_side_are_not_there(priced):
    opened(priced)
    ada, olga = priced.actor("ada"), priced.actor("olga")
    with entered(ada, partnership_id=priced.shared), pytest.raises(NotThere):
        seen(priced, ada, owner="fjallbo")
    partnership = None
    with entered(ada, partnership_id=priced.shared):
        partnership = partnership_seen(ada, priced.shared)
    with entered(olga, partnership_id=priced.foreign), pytest.raises(NotThere):
        look(
            olga,
            partnership,
            owner=priced.parties["studionord"],
            topics=COST,
            read=roles,
            today=TODAY,
            now=NOW,
            place="book",
        )


def test_a_figure_of_two_topics_is_seen_at_the_lower_step(priced):
    opened(priced, Topic.COST, Step.FULL)
    opened(priced, Topic.CAPACITY, Step.EXISTS)
    ada = priced.actor("ada")
    with entered(ada, partnership_id=priced.shared):
        assert seen(priced, ada, topics=(Topic.COST, Topic.CAPACITY), read=lambda step: step) == Step.EXISTS


def _as_studio(world, actor: Actor):
    partnership = partnership_seen(actor, world.shared)
    return looking_as(actor, partnership, world.parties["studionord"]), partnership.seen_from(
        world.parties["studionord"]
    )


def test_looking_as_the_other_side_shows_of_the_own_what_the_other_may_see(priced):
    with as_creator():
        granted(
            priced.shared,
            priced.parties["havsvik"],
            priced.parties["studionord"],
            Topic.COST,
            Step.SUMMARY,
        )
    ada = priced.actor("ada")
    with entered(ada, partnership_id=priced.shared):
        looking, partnership = _as_studio(priced, ada)
        steps = steps_for(looking, partnership, today=TODAY)
        assert steps.of(priced.parties["havsvik"], Topic.COST) == Step.SUMMARY
        assert steps.of(priced.parties["studionord"], Topic.COST) == Step.CLOSED


def test_looking_as_the_other_side_never_opens_what_is_closed_to_oneself(priced):
    ada = priced.actor("ada")
    with entered(ada, partnership_id=priced.shared):
        looking, _partnership = _as_studio(priced, ada)
        assert seen(priced, looking, owner="studionord") is None
        with entered(looking, partnership_id=priced.shared):
            assert roles(Step.FULL) == ["Designer at havsvik"]


def test_looking_as_the_other_side_is_reading_only(priced):
    ada = priced.actor("ada")
    with entered(ada, partnership_id=priced.shared):
        looking, _partnership = _as_studio(priced, ada)
        with pytest.raises(NotThere):
            looking_as(ada, _partnership, priced.parties["havsvik"])
    assert {str(right) for right in looking.rights} == {"read", "see_book"}


def test_only_the_gate_opens_another_sides_door():
    import re
    from pathlib import Path

    checkout = Path(__file__).resolve().parents[3]
    found = [
        path.relative_to(checkout).as_posix()
        for folder in ("accounts", "projects", "api", "partnership")
        for path in (checkout / folder).rglob("*.py")
        if "tests" not in path.parts and re.search(r"\bowner_of\b", path.read_text(encoding="utf-8"))
    ]
    assert sorted(found) == ["accounts/doors.py", "projects/openness/gate.py"]

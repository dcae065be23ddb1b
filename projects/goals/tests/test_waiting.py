"""What waits for whom: the owner first, both sides alike, and nothing for who can't do it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory
from accounts.models import Role
from accounts.queries import partnerships_seen
from partnership.kit.rounds import read
from projects.activity.queries import events_on_page
from projects.activity.wording import known_kinds
from projects.agreement.factories import signed
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.actions.proposing import propose_result
from projects.goals.actions.scoring import score_goal
from projects.goals.factories import ENDS_ON, NOW, goal_agreed, measure
from projects.goals.waiting import waiting_on
from tests.tenancy import as_creator

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)


def waits(actor, today=TODAY):
    with entered(actor):
        found = read(waiting_on(actor, partnerships_seen(actor), today=today))
    return [(one.kind, one.title, one.since) for one in found]


def said(actor, goal, confidence, today=TODAY):
    with entered(actor, partnership_id=goal.partnership_id):
        check_in(actor, goal=goal, said=CheckInSaid(confidence), today=today, now=NOW)


def test_a_check_in_waits_for_each_side_until_it_has_said_its_own(world, both, agreed):
    goal = agreed()
    ada, sam = both
    assert waits(ada) == waits(sam) == [("goals.check_in", "More orders", MONDAY)]
    said(ada, goal, 8)
    assert (waits(ada), waits(sam)) == ([], [("goals.check_in", "More orders", MONDAY)])
    assert waits(ada, TODAY + timedelta(weeks=1)) == [("goals.check_in", "More orders", date(2026, 11, 30))]


def test_the_owner_is_asked_first_and_a_colleague_can_step_in(world, agreed):
    agreed()
    with as_creator():
        seat = MembershipFactory(organization=world.organizations["havsvik"], role=Role.MEMBER)
    assert waits(actor_for(seat.user_id)) == [("goals.check_in", "More orders", None)]


@pytest.mark.parametrize("name", ["vera", "finn", "olga", "nils"])
def test_nothing_waits_for_who_can_not_do_it(world, agreed, name):
    agreed()
    assert waits(world.actor(name)) == []


def test_confidences_far_apart_wait_for_a_talk_on_both_sides(world, both, agreed):
    goal = agreed()
    ada, sam = both
    said(ada, goal, 9)
    said(sam, goal, 6)
    assert waits(ada) == waits(sam) == [("goals.apart", "More orders", None)]


def test_a_goal_whose_time_is_up_waits_to_be_judged_and_then_agreed(world, both, agreed):
    goal = agreed()
    ada, sam = both
    assert waits(ada, ENDS_ON) == waits(sam, ENDS_ON) == [("goals.score", "More orders", ENDS_ON)]
    for actor, left in ((ada, []), (sam, [("goals.result", "More orders", ENDS_ON)])):
        with entered(actor, partnership_id=world.shared):
            score_goal(actor, goal=goal, score=Decimal(1), word="", today=ENDS_ON, now=NOW)
        assert waits(actor, ENDS_ON) == left
    with entered(ada, partnership_id=world.shared):
        seen = partnerships_seen(ada)[0]
        values = {"score": "1", "learned": "Much"}
        version = propose_result(ada, partnership=seen, goal=goal, values=values, seen=0, now=NOW)
    assert waits(ada, ENDS_ON) == waits(sam, ENDS_ON) == []
    for actor in both:
        signed(actor, version, now=NOW + timedelta(days=20))
    assert waits(ada, ENDS_ON + timedelta(days=30)) == []


def test_the_number_of_queries_does_not_grow(world, both, agreed):
    def count(today):
        with entered(both[0]):
            seen = partnerships_seen(both[0])
            with CaptureQueriesContext(connection) as caught:
                read(waiting_on(both[0], seen, today=today))
        return len(caught)

    agreed(measures=[measure(), measure("steps")])
    few = [count(TODAY), count(ENDS_ON)]
    for _ in range(3):
        goal = agreed()
        said(both[0], goal, 9)
        said(both[1], goal, 2)
    assert [count(TODAY), count(ENDS_ON)] == few
    assert few == [2, 3]


def test_three_parties_each_wait_for_themselves(three):
    goal = goal_agreed(three.actors, three.id)
    said(three.actors[1], goal, 8)
    assert [len(waits(actor)) for actor in three.actors] == [1, 0, 1]


def test_every_event_has_words_and_a_name(world, both, agreed):
    goal = agreed()
    said(both[0], goal, 9)
    said(both[1], goal, 3)
    with entered(both[0], partnership_id=world.shared):
        seen = partnerships_seen(both[0])[0]
        told = [event for event in events_on_page(seen) if event.kind.startswith("goals.")]
    assert {kind for kind in known_kinds() if kind.startswith("goals.")} == {
        "goals.apart",
        "goals.checked_in",
        "goals.closed",
        "goals.figure_linked",
        "goals.figure_unlinked",
        "goals.scored",
        "goals.value_recorded",
    }
    assert len(told) == 3

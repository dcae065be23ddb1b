"""Two people in the same second: one check-in a week for a side, one event of being apart, one goal for a double click."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import connections

from accounts.doors import entered
from accounts.tenancy import Context, held
from projects.agreement.models import Version
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.factories import NOW, goal_agreed, goal_proposed
from projects.goals.models import CheckIn, Goal
from tests.events import events_of
from tests.tenancy import as_creator

TODAY = date(2026, 11, 23)


def at_once(*tasks):
    def run(task):
        try:
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [one.result() for one in [pool.submit(run, task) for task in tasks]]


@pytest.mark.django_db(transaction=True)
def test_both_sides_check_in_at_once_and_being_apart_is_told_once(world):
    actors = [world.actor("ada"), world.actor("sam")]
    goal = goal_agreed(actors, world.shared)

    def said(actor, confidence):
        with entered(actor, partnership_id=world.shared):
            return check_in(actor, goal=goal, said=CheckInSaid(confidence), today=TODAY, now=NOW)

    at_once(*[lambda a=actor, c=c: said(a, c) for actor, c in zip(actors * 3, [9, 4] * 3, strict=True)])
    with as_creator():
        assert CheckIn.objects.count() == 2
    kinds = [event["kind"] for event in events_of(world.shared)]
    assert (kinds.count("goals.checked_in"), kinds.count("goals.apart")) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_in_the_same_second_proposes_one_goal(world):
    key = uuid4()
    ada = world.actor("ada")
    made = at_once(*[lambda: goal_proposed(ada, world.shared, key=key) for _ in range(4)])
    assert len({version.id for version in made}) == 1
    with held(Context(unbound=True)), as_creator():
        assert (Goal.objects.count(), Version.objects.count()) == (1, 1)

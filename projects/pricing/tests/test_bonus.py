"""An outcome bonus is followed as its goal stands, beside the price; and what waits for signatures is said in the book."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.doors import entered
from accounts.models import User
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.factories import goal_agreed, measure
from projects.goals.models import Measure
from projects.pricing.factories import labor, sheet_agreed, sheet_proposed
from projects.pricing.tests.bookkeeping import labor as line_of_labor
from projects.pricing.tests.bookkeeping import put_sheet, worked
from projects.work.factories import TaskFactory
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def visit(world, client, project):
    with as_creator():
        User.objects.update(language="en")

    def enter(name, page="project"):
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        ids = {} if page == "book" else {"project": project.id}
        answer = client.get(reverse(f"pricing:{page}", kwargs={"partnership": world.shared, **ids}))
        return answer.status_code, " ".join(answer.content.decode().replace("\xa0", " ").split())

    return enter


@pytest.mark.parametrize(
    ("value", "achieved", "due"),
    [(None, "no value yet", "SEK 0"), ("140", "40% achieved", "SEK 0"), ("175", "75% achieved", "SEK 6 000")],
)
def test_a_bonus_stands_as_its_goal_does(world, project, visit, value, achieved, due):
    people, now = [world.actor("ada"), world.actor("sam")], timezone.now()
    goal = goal_agreed(
        people,
        world.shared,
        now=now - timedelta(days=1),
        values={
            "starts_on": (now - timedelta(days=20)).date().isoformat(),
            "ends_on": (now + timedelta(days=60)).date().isoformat(),
            "measures": [measure(start="100", target="200")],
        },
    )
    bonus = {"goal": {"id": str(goal.id), "name": ""}, "amount": {"amount": "12000", "currency": "SEK"}}
    sheet_agreed(people, project, now=now - timedelta(hours=1), bonus=bonus)
    if value:
        with entered(people[0], partnership_id=world.shared):
            [row] = Measure.objects.filter(partnership_id=world.shared, goal=goal)
            said = CheckInSaid(8, values={row.id: D(value)}, happened="", blockers="")
            check_in(people[0], goal=goal, said=said, today=now.date(), now=now)
    for name in ("ada", "vera", "sam"):
        status, page = visit(name)
        assert (status, achieved in page, goal.name in page) == (200, True, True)
        assert f"As the goal stands today</dt><dd>{due}" in page


def test_without_a_bonus_nothing_is_said_of_one(world, project, visit):
    sheet_agreed([world.actor("ada"), world.actor("sam")], project)
    assert "Outcome bonus" not in visit("ada")[1]


@pytest.mark.parametrize("page", ["book", "project"])
def test_a_sheet_that_waits_is_said_in_the_book(world, project, visit, page):
    sheet_proposed(world.actor("sam"), project, lines=[labor()])
    for name in ("ada", "sam", "vera"):
        status, text = visit(name, page)
        assert (status, "A price sheet from Studio Nord waits for signatures." in text) == (200, True)
        assert "No price sheet yet" not in text


def test_a_forecast_finer_than_the_currency_fills_the_simulator(world, project, visit):
    """A third of an hour at 1 000 has no last digit: the page opens with it in whole öre."""
    day = timezone.localdate() - timedelta(days=9)
    with as_creator():
        put_sheet(project, line_of_labor("Dev", 100, 1000), line_of_labor("Ux", 50, 700), kind="target_cost")
        worked(project, day, "10.25")
        worked(project, day, "7.5", "Ux")
        TaskFactory(project=project, hours_estimate=D("61.75"))
    status, page = visit("ada", "sharing")
    assert status == 200
    assert "Not done yet" not in page

"""What helped: an action that was done, and a part about the same thing that rose. The same for both sides."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.doors import entered
from partnership.kit.ids import new_id
from partnership.kit.weeks import Week
from projects.feedback.models import EarlyWarning, JointAction
from projects.feedback.queries.done import ActionDone
from projects.health.actions import compute_batch
from projects.health.factories import make_deliverable, make_running_project
from projects.health.formula import Key
from projects.health.helped import Rise, helped
from projects.health.queries import health_of_weeks
from tests.tenancy import as_creator
from tests.world import MARKER, NOW

W46, W47 = Week(2026, 46), Week(2026, 47)
SHOP, CLUB = UUID(int=1), UUID(int=2)
KEYS = [
    Key("delivery", "hours", SHOP),
    Key("delivery", "date", SHOP),
    Key("goals", "pace", CLUB),
    Key("feedback", "pulse"),
]
DONE = [
    ActionDone("Testa ihop", "sv", False, SHOP),
    ActionDone("Meet", "en", False, CLUB),
    ActionDone("Talk", "en", True, None),
    ActionDone("Tidy up", "en", False, None),
]
RISES = st.lists(
    st.builds(Rise, st.sampled_from(KEYS), st.integers(-9, 9)), max_size=4, unique_by=lambda one: one.key
)


@given(RISES, st.lists(st.sampled_from(DONE), unique=True))
def test_each_rise_counts_once_and_only_beside_an_action_about_its_thing(rises, done):
    found = helped(rises, done)
    told = [rise for one in found for rise in one.rises]
    assert len(told) == len(set(told))
    assert all(rise.points > 0 for rise in told)
    assert sum(one.points for one in found) <= sum(rise.points for rise in rises if rise.points > 0)
    for one in found:
        for action in one.actions:
            assert all(
                rise.key.part == "pulse" if action.is_of_pulse else rise.key.subject == action.about_id
                for rise in one.rises
            )


def test_a_fall_is_never_told_as_help():
    assert helped([Rise(KEYS[0], -3)], DONE) == ()


@pytest.fixture
def better(world):
    """A delivery a day late, then one on its day: what was done about it came of a warning about the project."""
    with as_creator():
        shop = make_running_project(world.shared)
        make_deliverable(shop, "Kassan", planned_on=date(2026, 11, 4), delivered_on=date(2026, 11, 5))
        make_deliverable(shop, "Sök", planned_on=date(2026, 11, 18), delivered_on=date(2026, 11, 18))
        for partnership, side, project, text in (
            (world.shared, "studionord", shop.id, "Testa kassan ihop"),
            (world.foreign, "fjallbo", shop.id, MARKER),
        ):
            _done(world, partnership, side, project, text)
    for week in (W46, W47):
        compute_batch([world.shared], week=week, now=NOW)
    return world


def _done(world, partnership, side, project, text):
    at = datetime(2026, 11, 17, 9, tzinfo=UTC)
    both = {"partnership_id": partnership, "language": "sv", "created_at": at, "updated_at": at}
    warning = EarlyWarning.objects.create(
        id=new_id(), party_id=world.parties[side], what="Kassan", effect="Sent", probability="high",
        about="project", about_id=project, **both,
    )  # fmt: skip
    JointAction.objects.create(
        id=new_id(), text=text, due_on=date(2026, 11, 20), origin="warning", origin_id=warning.id, status="done",
        closed_at=at, **both,
    )  # fmt: skip


def seen(world, name, week=W47):
    actor = world.actor(name)
    with entered(actor):
        return health_of_weeks(actor, world.shared, week)


def test_both_sides_read_the_same_sentence_each_in_its_language(better):
    (one,) = seen(better, "ada").helped
    rises = [
        driver.points for driver in seen(better, "ada").drivers if driver.key.subject and driver.points > 0
    ]
    assert one.points == sum(rises) > 0
    assert one.text == f"Helped since last week: “Testa kassan ihop” (+{one.points} points)."
    assert seen(better, "sam").helped == (one,)
    with translation.override("sv"):
        assert (
            seen(better, "sam")
            .helped[0]
            .text.startswith("Hjälpte sedan förra veckan: ”Testa kassan ihop” (+")
        )
    assert seen(better, "ada", W46).helped == ()


def test_the_page_says_it(better, client):
    client.force_login(better.users["sam"])
    text = client.get(f"/p/{better.shared}/health/?week=2026-W47").content.decode()
    assert "Helped since last week: “Testa kassan ihop”" in text
    assert MARKER not in text

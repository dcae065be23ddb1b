"""Every point followed to its fact: the shown parts sum to the shown whole, in any week, and what is closed says so."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.doors import entered
from accounts.queries import partnership_seen
from partnership.kit.errors import NotThere
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.explained import explained
from projects.health.factories import make_deliverable, make_entry, make_running_project
from projects.health.formula import Key, Reading, lost_points, score_party
from projects.health.models import Contribution
from projects.work.models import Project
from tests.tenancy import as_creator
from tests.world import NOW

W47 = Week(2026, 47)
RANDOM_READINGS = st.lists(
    st.tuples(
        st.decimals(min_value=0, max_value=25, places=4),
        st.decimals(min_value=0, max_value=1, places=4),
        st.none() | st.decimals(min_value=0, max_value=100, places=2),
    ),
    max_size=12,
)


@given(RANDOM_READINGS)
def test_what_parts_give_and_could_give_sums_to_the_score_and_to_100(rows):
    scored = score_party([Reading(Key("goals", "pace", UUID(int=n)), *row) for n, row in enumerate(rows)])
    lost = lost_points(scored)
    if scored.score is None:
        assert set(lost) <= {Decimal(0)}
        return
    assert sum(scored.contributions) == scored.score
    assert sum(lost) + scored.score == 100
    assert all(one >= 0 for one in (*lost, *scored.contributions))


@pytest.fixture
def weeks(world):
    """Eight weeks in which hours and deliveries go up and down by chance, always the same chance."""
    chance = Random(47)
    with as_creator():
        projects = [make_running_project(world.shared), make_running_project(world.shared, name="Kundklubb")]
        for back in range(8):
            day = W47.shifted(-back).monday + timedelta(days=chance.randrange(6))
            project = chance.choice(projects)
            make_entry(project, done_on=day, hours=str(chance.randrange(1, 30)))
            late = timedelta(days=chance.choice([0, 0, 3, 9]))
            make_deliverable(project, f"Del {back}", planned_on=day, delivered_on=day + late)
    for back in reversed(range(8)):
        compute_batch([world.shared], week=W47.shifted(-back), now=NOW)
    return world


def told(world, name, week=W47):
    actor = world.actor(name)
    with entered(actor):
        return explained(actor, partnership_seen(actor, world.shared), week, today=date(2026, 11, 30))


def test_in_every_week_the_shown_parts_sum_to_the_shown_numbers(weeks):
    for back in range(8):
        seen = told(weeks, "ada", W47.shifted(-back))
        assert seen.week == W47.shifted(-back)
        for side in seen.sides.values():
            assert sum(row.points for row in side.rows) == side.score
            assert sum(row.most for row in side.rows) == 100
            assert all(row.points <= row.most for row in side.rows)
        assert seen.joint.mean + seen.joint.apart == seen.joint.score
        if seen.change is not None:
            before = told(weeks, "ada", W47.shifted(-back - 1)).joint.score
            assert sum(one.points for one in seen.changes) == seen.change == seen.joint.score - before


def test_both_sides_and_a_viewer_are_told_the_same(weeks):
    assert told(weeks, "ada") == told(weeks, "sam") == told(weeks, "vera")


def test_every_row_leads_to_its_thing(weeks, client):
    client.force_login(weeks.users["vera"])
    for side in told(weeks, "vera").sides.values():
        for row in side.rows:
            assert (row.kind, row.closed) == ("project", "")
            assert client.get(row.url).status_code == 200


def test_a_thing_that_the_reader_can_not_see_keeps_its_points(weeks):
    with as_creator():
        club = Project.objects.get(name="Kundklubb").id
        Contribution.objects.filter(part="hours", subject_id=club).update(subject_id=UUID(int=7))
    seen = told(weeks, "sam")
    for side in seen.sides.values():
        hidden = [row for row in side.rows if row.subject_id == UUID(int=7)]
        assert {(row.url, row.text) for row in hidden} == {
            ("", "Not open to you. Its points count all the same.")
        }
        assert sum(row.points for row in side.rows) == side.score


def light_of(world, party):
    """A light of a margin beside the other parts, stored as the sweep stores it."""
    with as_creator():
        row = Contribution.objects.filter(party_id=world.parties[party], part="hours").latest(
            "snapshot__week_on"
        )
        row.dimension, row.part, row.fact = "benefit", "margin", {"light": "near"}
        row.save()


def test_the_light_of_a_margin_leads_to_the_book_only_for_whom_it_is_open(weeks):
    light_of(weeks, "studionord")
    owner, other, viewer = (told(weeks, name) for name in ("sam", "ada", "vera"))
    rows = [
        next(row for side in seen.sides.values() for row in side.rows if row.part == "margin")
        for seen in (owner, other, viewer)
    ]
    assert [bool(row.url) for row in rows] == [True, False, False]
    assert rows[1].closed == "Closed to you since it was counted. The points of the week stay."
    assert rows[2].closed == "What is behind it stands in the open book, which your role doesn’t read."
    assert len({(row.points, row.most) for row in rows}) == 1


def test_without_a_counted_week_there_is_nothing_and_a_stranger_finds_none(world, weeks):
    assert told(weeks, "ada", Week(2025, 10)) is None
    olga = weeks.actor("olga")
    with entered(weeks.actor("ada")):
        shared = partnership_seen(weeks.actor("ada"), weeks.shared)
    with entered(olga), pytest.raises(NotThere):
        explained(olga, shared, W47, today=W47.sunday)


def test_the_page_leads_from_week_to_week(weeks, client):
    client.force_login(weeks.users["sam"])
    page = client.get(f"/p/{weeks.shared}/health/counted/?week=2026-W46").content.decode()
    assert 'href="?week=2026-W45" rel="prev"' in page
    assert 'href="?week=2026-W47" rel="next"' in page
    assert '<option value="2026-W46" selected>' in page

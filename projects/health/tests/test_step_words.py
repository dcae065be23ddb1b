from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from accounts.doors import entered
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.factories import make_deliverable, make_running_project
from projects.health.formula import LAMBDA, SPREAD
from projects.health.places import PLACES
from projects.health.queries import health_of_weeks
from projects.health.reasons import TELLERS
from projects.health.step_words import WORDS, StepSeen, steps_of_sides
from tests.tenancy import as_creator
from tests.world import NOW

W47 = Week(2026, 47)


@pytest.fixture
def late(world):
    """Hours as agreed; one of two deliveries came a day late."""
    with as_creator():
        shop = make_running_project(world.shared)
        make_deliverable(shop, "Kassan", planned_on=date(2026, 11, 6), delivered_on=date(2026, 11, 6))
        make_deliverable(shop, "Sökningen", planned_on=date(2026, 11, 18), delivered_on=date(2026, 11, 19))
    compute_batch([world.shared], week=W47, now=NOW)
    world.things["shop"] = shop.id
    return world


def steps(world, name):
    actor = world.actor(name)
    with entered(actor):
        return health_of_weeks(actor, world.shared, W47).steps


def test_every_part_of_the_score_has_its_step_and_its_page():
    assert WORDS.keys() == PLACES.keys() - {SPREAD, LAMBDA} == TELLERS.keys()


def test_each_side_is_told_what_would_help_most_and_where_it_is_done(late):
    found = steps(late, "ada")
    assert [one.party_id for one in found] == [late.parties["havsvik"], late.parties["studionord"]]
    assert {one.text for one in found} == {
        "Ny webbutik: hand over what is due on its day, or agree on another day in time"
    }
    assert {one.url for one in found} == {f"/p/{late.shared}/work/projects/{late.things['shop']}/"}
    assert found[0].points > 0


def test_both_sides_read_the_same_steps(late):
    assert steps(late, "ada") == steps(late, "sam")


def test_what_is_the_same_for_all_sides_is_said_once_on_the_page(late, client):
    client.force_login(late.users["sam"])
    page = client.get(f"/p/{late.shared}/health/?week=2026-W47").content.decode()
    assert page.count("hand over what is due on its day") == 1
    assert f"up to +{steps(late, 'sam')[0].points} points" in page


def test_sides_with_steps_of_their_own_have_a_line_each():
    one, other = SimpleNamespace(id=1), SimpleNamespace(id=2)
    goal, answer = StepSeen(1, 5, "the goal", ""), StepSeen(2, 5, "the answer", "")
    assert steps_of_sides([goal, answer], [one, other]) == [((one,), goal), ((other,), answer)]
    assert steps_of_sides([answer], [one, other]) == [((one,), None), ((other,), answer)]
    assert steps_of_sides([goal, replace(goal, party_id=2)], [one, other]) == [((one, other), goal)]

"""The open book through the API: the same form for both chairs, and no more than is opened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing.tests.bookkeeping import bought, labor, other, put_sheet, rate_card, worked
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"


def make_project(world, key, commissioner, deliverer, name):
    made = ProjectFactory(
        partnership_id=getattr(world, key),
        name=name,
        commissioned_by_id=world.parties[commissioner],
        delivered_by_id=world.parties[deliverer],
    )
    own, day = world.organizations[deliverer], timezone.now().date() - timedelta(days=9)
    put_sheet(made, labor("Dev", 100, 800), other("bought_in", 20_000), corridor=(20, 40))
    rate_card(own, "Dev", 517)
    worked(made, day, 40)
    bought(made, day, 6_000, cost=4_321, owner=own)
    return made


@pytest.fixture
def project(world):
    with as_creator():
        make_project(world, "foreign", "fjallbo", "grafit", MARKER)
        return make_project(world, "shared", "havsvik", "studionord", "New kitchens")


def test_both_sides_read_the_same_prices_and_the_owner_its_costs(ada, sam, project):
    theirs, own = ada.get(f"/projects/{project.id}/book"), sam.get(f"/projects/{project.id}/book")
    assert {**theirs, "costs": 0, "step": 0} == {**own, "costs": 0, "step": 0}
    assert (theirs["costs"], theirs["step"]) == (None, 0)
    assert (own["price_now"], own["agreed"], own["currency"]) == ("38000.00", "100000.00", "SEK")
    assert (own["step"], own["costs"]["now"]["cost"]["exact"]) == (4, "25001.00")
    assert own["costs"]["purchases"][0]["cost"] == "4321.00"


def test_a_partnerships_book_holds_its_projects(sam, world, project):
    found = sam.get(f"/partnerships/{world.shared}/book")
    assert (found["object"], found["id"]) == ("book", str(world.shared))
    assert found["projects"] == [sam.get(f"/projects/{project.id}/book")]


def test_a_summary_is_a_range_and_is_written_down(ada, world, project):
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.COST, Step.SUMMARY)
    found = ada.get(f"/projects/{project.id}/book")["costs"]
    assert found["now"]["cost"] == {"exact": None, "low": "20000.00", "high": "30000.00"}
    assert (found["roles"], found["rates"], found["purchases"]) == ([], [], [])
    with as_creator():
        assert set(Reading.objects.values_list("place", "step")) == {("api.book", 2)}


def test_a_viewers_key_gets_the_same_refusal_whether_there_is_anything_or_not(viewer, world, project):
    there = viewer.get(f"/projects/{project.id}/book", status=403)
    nowhere = viewer.get(f"/projects/{RANDOM}/book", status=403)
    whole = viewer.get(f"/partnerships/{world.shared}/book", status=403)
    assert {one["code"] for one in (there, nowhere, whole)} == {"not_allowed"}
    assert _plain(there) == _plain(nowhere) == _plain(whole)


def test_a_key_without_the_scope_is_told_so(caller, project):
    found = caller("sam", scopes=["read"]).get(f"/projects/{project.id}/book", status=403)
    assert found["code"] == "scope_missing"


def test_strangers_books_are_like_none(olga, sam, world, project):
    guessed = olga.get(f"/projects/{project.id}/book", status=404)
    nowhere = olga.get(f"/projects/{RANDOM}/book", status=404)
    assert _plain(guessed) == _plain(nowhere)
    olga.get(f"/partnerships/{world.shared}/book", status=404)
    sam.get(f"/partnerships/{world.foreign}/book", status=404)


def test_unknown_parameters_are_refused(sam, project):
    sam.get(f"/projects/{project.id}/book?step=4", status=400)


def _plain(problem):
    return {name: value for name, value in problem.items() if name not in {"request_id", "instance"}}

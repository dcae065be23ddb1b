"""What a writer says of a goal: names are ours, ids are the goal's own, and what has no shape is refused."""

import pytest

from accounts.doors import entered
from partnership.kit.errors import Refused
from projects.agreement.reading import values_of
from projects.goals.factories import goal_proposed, goal_values, measure
from projects.goals.filling import filled
from projects.goals.models import Goal, Measure
from tests.tenancy import as_creator


def test_an_id_that_belongs_to_another_goal_becomes_a_new_one(world, both, agreed):
    agreed()
    with as_creator():
        stolen = Measure.objects.get().id
    other = agreed(measures=[measure(id=str(stolen))])
    with as_creator():
        assert Measure.objects.get(goal=other).id != stolen


def test_names_are_our_own_whatever_the_writer_calls_them(world):
    with as_creator():
        values = goal_values(world.shared)
    values["sides"][0]["owner"]["name"] = "Somebody Else"
    version = goal_proposed(world.actor("ada"), world.shared, values=values)
    assert values_of(version)["sides"][0]["owner"]["name"] == "Ada Holm"
    assert values_of(version)["sides"][0]["party"]["name"] == "Havsvik Hem"


def test_a_stranger_named_as_owner_is_not_named_to_the_writer(world):
    with as_creator():
        sides = goal_values(world.shared)["sides"]
    sides[0]["owner"] = {"id": str(world.users["olga"].id), "name": "?"}
    with entered(world.actor("ada"), partnership_id=world.shared):
        made = filled(world.shared, None, {"name": "x", "sides": sides}, {})
    assert made["sides"][0]["owner"] == {"id": str(world.users["olga"].id), "name": ""}


@pytest.mark.parametrize(
    "values",
    [
        {"name": "A\x00B"},
        {"name": "A\nB"},
        {"name": 7},
        {"measures": ["x"]},
        {"measures": {"id": "x"}},
        {"sides": [None]},
        {"parent": "x"},
        {"parent": {"id": "x"}},
        {"projects": [{"project": {"id": 3}}]},
        {"surprise": "x"},
        {"weight": 1.5},
    ],
)
def test_values_without_the_shape_of_a_goal_are_refused(world, values):
    with pytest.raises(Refused) as caught:
        goal_proposed(world.actor("ada"), world.shared, values=values)
    assert caught.value.status == 422
    with as_creator():
        assert Goal.objects.count() == 0

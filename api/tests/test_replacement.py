"""What beginning anew would cost each side: own inputs in full, the other's number as far as it is opened."""

import pytest

from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.tests.ledgerkeeping import project_of
from tests.tenancy import as_creator


@pytest.fixture
def path(world):
    with as_creator():
        project_of(world)
    return f"/partnerships/{world.shared}/together/replacement"


def test_a_side_states_its_inputs_and_reads_them_back(sam, path):
    found = sam("PUT", path, {"pursuit": "91234", "months_until": "3", "monthly_margin": "10000"})
    assert found["sides"][1]["cost"]["exact"] == "121234.00"
    assert (found["inputs"]["pursuit"], found["inputs"]["search"]) == ("91234", None)
    assert sam.get(path) == found
    again = sam("PUT", path, {"pursuit": "1", "months_until": None})
    assert (again["inputs"]["pursuit"], again["inputs"]["monthly_margin"]) == ("1", None)


@pytest.mark.parametrize(
    ("step", "cost"),
    [
        (0, None),
        (1, {"exact": None, "low": None, "high": None}),
        (2, {"exact": None, "low": "0", "high": "100000"}),
        (3, {"exact": "91234.00", "low": None, "high": None}),
    ],
)
def test_the_other_side_reads_as_much_as_is_opened_and_no_inputs(ada, sam, world, path, step, cost):
    sam("PUT", path, {"pursuit": "91234"})
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.MARGIN, Step(step))
    found = ada.get(path)
    assert found["sides"][1]["cost"] == cost
    assert set(found["inputs"].values()) == {None}


def test_bad_input_scopes_and_strangers_are_refused(caller, sam, olga, path):
    assert sam("PUT", path, {"pursuit": "-1"}, status=422)["code"] == "bad_input"
    assert sam("PUT", path, {"productivity": "101"}, status=422)["code"] == "bad_input"
    sam("PUT", path, {"gold": "1"}, status=400)
    sam("PUT", path, {"pursuit": 1}, status=400)
    olga.get(path, status=404)
    reader = caller("sam", scopes=["book:read"])
    assert reader.get(path)["inputs"] is None
    reader("PUT", path, {"pursuit": "1"}, status=403)
    caller("sam", scopes=["read"]).get(path, status=403)

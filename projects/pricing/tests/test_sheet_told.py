"""A price sheet where agreements and events are shown: from both chairs, its numbers to all, its costs to nobody else."""

from decimal import Decimal

import orjson
from django.urls import reverse

from projects.pricing.actions.costs import CostSaid
from projects.pricing.factories import costs_stated, sheet_agreed, sheet_proposed
from tests.chance import without_chance

SECRET = 61234


def shown(sign_in, world, name, agreement):
    address = reverse("agreement:agreement", kwargs={"partnership": world.shared, "agreement": agreement})
    return sign_in(name).get(address)


def test_every_role_reads_what_is_proposed_and_no_side_reads_the_others_costs(world, project, sign_in):
    version = sheet_proposed(world.actor("sam"), project, vat="25")
    costs_stated(
        world.actor("sam"),
        project,
        1,
        {row["id"]: CostSaid(cost=Decimal(SECRET)) for row in _lines(version) if row["text"] == "Server"},
    )
    for name in ("ada", "vera", "sam", "finn"):
        page = shown(sign_in, world, name, version.agreement_id)
        text = without_chance(page.content.decode()).replace("\xa0", "")
        assert (page.status_code, "100000" in text, str(SECRET) in text) == (200, True, False)
    assert shown(sign_in, world, "olga", version.agreement_id).status_code == 404


def test_the_history_tells_that_a_sheet_is_agreed(world, project, sign_in):
    sheet_agreed([world.actor("sam"), world.actor("ada")], project)
    page = sign_in("sam").get(reverse("overview:home", kwargs={"partnership": world.shared}))
    assert page.status_code == 200
    assert "155000" not in without_chance(page.content.decode()).replace("\xa0", "")


def _lines(version):
    return orjson.loads(version.values)["lines"]

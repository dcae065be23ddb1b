"""Both sides write in the same second: real threads, real transactions, one draft and nothing written over unseen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from partnership.kit.errors import Refused
from projects.agreement.models import Draft
from projects.agreement.queries.drafts import mark_of
from projects.agreement.tests.charters import wrote
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db(transaction=True)
NOTHING = {1: mark_of({"vision": None}), 4: mark_of({"meetings": [], "review_on": None})}


def saved_at_once(world, *saves):
    def save(one):
        name, step, values = one
        try:
            return wrote(world.actor(name), world.shared, step, seen=NOTHING[step], **values).version
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(saves)) as pool:
        return list(pool.map(save, saves))


def the_draft():
    with as_creator():
        return Draft.objects.get()


def test_two_first_steps_at_once_begin_one_draft_that_has_both(world):
    answers = saved_at_once(
        world, ("ada", 1, {"vision": "One kitchen."}), ("sam", 4, {"review_on": "2027-05-01"})
    )
    assert sorted(answers) == [1, 2]
    values = the_draft().values["values"]
    assert (values["vision"], values["review_on"]) == ("One kitchen.", "2027-05-01")


def test_of_twenty_who_write_the_same_step_at_once_one_is_heard_and_the_others_are_told(world):
    saves = [(("ada", "sam")[number % 2], 1, {"vision": f"Vision {number}"}) for number in range(20)]
    answers = saved_at_once(world, *saves)
    assert sorted(map(str, answers)) == ["1", *["draft_passed"] * 19]
    assert the_draft().values["values"]["vision"] == f"Vision {answers.index(1)}"

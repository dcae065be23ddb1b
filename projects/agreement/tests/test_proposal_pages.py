"""The page of an agreement from every chair, and what its buttons do."""

import pytest
from django.urls import reverse

from projects.agreement.factories import proposed, signed
from projects.agreement.models import Signature, Version
from tests.tenancy import as_creator


@pytest.fixture
def note(world):
    """Ada has proposed and signed; Sam's signature is missing."""
    version = proposed(world.actor("ada"), world.shared, word="Så som vi sa i torsdags.")
    return signed(world.actor("ada"), version)


def read(client, world, who, version):
    client.force_login(world.users[who])
    named = {"partnership": version.partnership_id, "agreement": version.agreement_id}
    return client.get(reverse("agreement:agreement", kwargs=named))


def post(client, world, who, step, version, **data):
    client.force_login(world.users[who])
    named = {"partnership": version.partnership_id, "version": version.id}
    return client.post(reverse(f"agreement:{step}", kwargs=named), data)


def state(version):
    with as_creator():
        row = Version.objects.get(id=version.id)
        return row.status, row.reason, Signature.objects.filter(version=row).count()


def offers(answer, *steps):
    return tuple(f'/{step}/"' in answer.text for step in steps)


STEPS = ("sign", "decline", "withdraw", "remind")


def test_each_chair_is_offered_what_it_may_do(client, world, note):
    assert offers(read(client, world, "ada", note), *STEPS) == (False, False, True, True)
    assert offers(read(client, world, "sam", note), *STEPS) == (True, True, False, False)
    assert offers(read(client, world, "vera", note), *STEPS) == (False, False, False, False)
    assert offers(read(client, world, "finn", note), *STEPS) == (False, False, False, False)

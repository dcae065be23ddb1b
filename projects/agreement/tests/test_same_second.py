"""Many signatures of the same version in the same second: real threads, real transactions, one effect."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory
from partnership.kit.errors import Refused
from projects.agreement.actions.signing import sign
from projects.agreement.factories import NOW, proposed, taken_effect
from projects.agreement.models import Agreement, Link, Signature
from projects.agreement.queries.chained import chain_seen
from tests.events import events_of
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 200


def test_200_signings_of_one_version_at_once_have_one_effect(world):
    with as_creator():
        people = {
            key: [MembershipFactory(organization=world.organizations[key]).user_id for _ in range(10)]
            for key in ("havsvik", "studionord")
        }
    version = proposed(world.actor("ada"), world.shared)
    everybody = [person for pair in zip(*people.values(), strict=True) for person in pair]
    signers = [everybody[place % len(everybody)] for place in range(AT_ONCE)]

    def signing(person_id):
        try:
            actor = actor_for(person_id)
            with entered(actor, partnership_id=world.shared):
                sign(actor, version=version, seen_hash=version.content_hash, now=NOW)
            return "signed"
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(signing, signers))
    assert (answers.count("signed"), len(answers)) == (2, AT_ONCE)
    assert set(answers) - {"signed_already", "not_open"} == {"signed"}
    assert [put.number for put in taken_effect] == [1]
    with as_creator():
        assert {row.party_id for row in Signature.objects.filter(version=version)} == {
            world.parties["havsvik"],
            world.parties["studionord"],
        }
        assert Link.objects.filter(version=version).count() == 1
        assert Agreement.objects.get(id=version.agreement_id).in_force_id == version.id
        assert chain_seen(world.shared).faults == ()
    kinds = [event["kind"] for event in events_of(world.shared)]
    assert kinds.count("agreement.in_force") == 1


def test_signings_of_different_subjects_at_once_each_get_their_link(world):
    ada, sam = world.actor("ada"), world.actor("sam")
    versions = [proposed(ada, world.shared) for _ in range(12)]

    def signing(version):
        try:
            for actor in (ada, sam):
                with entered(actor, partnership_id=world.shared):
                    sign(actor, version=version, seen_hash=version.content_hash, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(signing, versions))
    with as_creator():
        chain = chain_seen(world.shared)
    assert ([link.number for link in chain.links], chain.faults) == (list(range(12, 0, -1)), ())

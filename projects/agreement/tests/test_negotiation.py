"""Whatever two or three sides do, and in whatever order, nothing is in force that one of them has not signed.

Random sequences of propose, amend, correct, counter, sign, decline and withdraw, on the real database.
"""

from collections import Counter

import orjson
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor
from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Party
from accounts.queries import partnership_seen
from partnership.kit.errors import Refused
from partnership.kit.ids import new_id
from projects.agreement.actions.proposals import put_forward
from projects.agreement.actions.signing import decline, sign, withdraw
from projects.agreement.factories import NOW, PLAIN, taken_effect
from projects.agreement.models import Agreement, Correction, Link, Signature, Status, Version
from projects.agreement.queries.chained import chain_seen
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
TEXTS = ("The checkout is built.", "The chekout is built.", "Both checkouts are built.", "Nothing is built.")
STEPS = st.tuples(
    st.sampled_from(["put", "put", "sign", "sign", "sign", "decline", "withdraw"]),
    st.integers(0, 2),
    st.sampled_from(TEXTS),
    st.booleans(),
)


@pytest.fixture
def sides(db):
    """Three organizations in one partnership, and two of them in another; each with one owner."""
    with as_creator():
        organizations = [OrganizationFactory() for _ in range(3)]
        people = [MembershipFactory(organization=one).user_id for one in organizations]
        partnerships = {number: PartnershipFactory(sides=organizations[:number]).id for number in (2, 3)}
    return partnerships, people


@pytest.mark.parametrize("number", [2, 3])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=14))
def test_nothing_is_in_force_without_every_signature(sides, number, steps):
    partnerships, people = sides
    partnership_id, subject = partnerships[number], new_id()
    actors = [actor_for(person) for person in people[:number]]
    taken_effect.clear()
    for what, who, text, is_fresh in steps:
        _step(actors[who % number], partnership_id, subject, what, text, is_fresh=is_fresh)
        with entered(actors[0], partnership_id=partnership_id):
            _holds(partnership_id, subject)


def _step(actor: Actor, partnership_id, subject, what, text, *, is_fresh):
    """Do one step as somebody would whose page is fresh, or one version old."""
    with entered(actor, partnership_id=partnership_id):
        rows = Version.objects.filter(partnership_id=partnership_id, agreement__subject_id=subject)
        versions = list(rows.order_by("-number"))[: 1 if is_fresh else 2]
        try:
            with transaction.atomic():
                _do(actor, partnership_id, subject, what, text, versions[-1] if versions else None)
        except Refused:
            pass


def _do(actor, partnership_id, subject, what, text, version):
    if what == "put":
        put_forward(
            actor,
            partnership=partnership_seen(actor, partnership_id),
            kind="note",
            subject_id=subject,
            values={**PLAIN, "text": text},
            seen=version.number if version else 0,
            now=NOW,
        )
    elif version and what == "sign":
        sign(actor, version=version, seen_hash=version.content_hash, now=NOW)
    elif version and what == "decline":
        decline(actor, version=version, reason="Not yet.", now=NOW)
    elif version:
        withdraw(actor, version=version, now=NOW)


def _holds(partnership_id, subject):
    """What must be true after every step."""
    agreement = Agreement.objects.filter(partnership_id=partnership_id, subject_id=subject).first()
    if agreement is None:
        return
    versions = list(
        Version.objects.filter(partnership_id=partnership_id, agreement=agreement).order_by("number")
    )
    parties = {
        str(one) for one in Party.objects.filter(partnership_id=partnership_id).values_list("id", flat=True)
    }
    signed = [one for one in versions if one.status == Status.SIGNED]
    assert [one.number for one in versions] == list(range(1, len(versions) + 1))
    assert sum(one.status == Status.OPEN for one in versions) <= 1
    assert agreement.in_force_id == (signed[-1].id if signed else None)
    assert all(_signers(one) == Counter(dict.fromkeys(parties, 1)) for one in signed)
    # Each took effect once, with the very values that were signed, and has one link.
    effects = [(one.number, one.values) for one in taken_effect if one.subject_id == subject]
    assert effects == [(one.number, orjson.loads(one.values)) for one in signed]
    assert Link.objects.filter(partnership_id=partnership_id, version__in=signed).count() == len(signed)
    assert chain_seen(partnership_id).faults == ()


def _signers(version):
    """Signatures by party, on the text as it is or as it was before a slip of the pen was put right."""
    before = Correction.objects.filter(partnership_id=version.partnership_id, version=version)
    texts = [version.content_hash, *before.values_list("hash_before", flat=True)]
    rows = Signature.objects.filter(
        partnership_id=version.partnership_id, version=version, content_hash__in=texts
    )
    return Counter(str(party) for party in rows.values_list("party_id", flat=True))

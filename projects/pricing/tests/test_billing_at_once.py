"""Two presses, two proposals, two signers in the same second: real threads, one basis, one number, no gap."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory
from partnership.kit.errors import Refused
from partnership.kit.ids import new_id
from projects.agreement.actions.signing import sign
from projects.agreement.models import Version
from projects.pricing.models import Billed, Billing
from projects.pricing.tests.billing import NOW, approved, forward, signed, the, with_sheet
from projects.work.actions.approvals import Chosen, withdraw_approval
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(tasks):
    """Run them all at once; what each returned, or the code of its refusal."""

    def run(task):
        try:
            return task()
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_one_form_sent_many_times_makes_one_basis(world, project):
    with_sheet(project)
    approved(project, the(10), "8")
    sam, key = world.actor("sam"), new_id()
    answers = at_once([lambda: forward(sam, project, key=key).id] * 8)
    assert set(answers) == {key}
    with as_creator():
        assert (Billing.objects.count(), Version.objects.count()) == (1, 1)


def test_of_proposals_of_overlapping_periods_at_once_one_is_there(world, project):
    with_sheet(project)
    for day in range(1, 21):
        approved(project, the(day), "1")
    people = [world.actor("sam"), world.actor("ada")]
    tasks = [
        lambda n=n: forward(people[n % 2], project, the(1 + n), the(20 - n)) and "made" for n in range(8)
    ]
    answers = at_once(tasks)
    assert sorted(set(answers)) == ["made", "period_taken"]
    assert answers.count("made") == 1
    with as_creator():
        assert Billing.objects.count() == 1


def test_bases_signed_in_the_same_second_are_numbered_without_a_gap(world):
    with as_creator():
        projects = [
            ProjectFactory(
                partnership_id=world.shared,
                code=f"P{n}",
                commissioned_by_id=world.parties["havsvik"],
                delivered_by_id=world.parties["studionord"],
            )
            for n in range(4)
        ]
    sam, ada = world.actor("sam"), world.actor("ada")
    for one in projects:
        with_sheet(one)
        approved(one, the(10), "1")
    versions = [forward(sam, one) for one in projects]
    for one in versions:
        signed([sam], one)
    with as_creator():
        people = [MembershipFactory(organization=world.organizations["havsvik"]).user_id for _ in range(3)]

    def signing(person, version):
        def task():
            actor = actor_for(person)
            with entered(actor, partnership_id=world.shared):
                sign(actor, version=version, seen_hash=version.content_hash, now=NOW)
            return "signed"

        return task

    answers = at_once([signing(person, one) for one in versions for person in [ada.person_id, *people]])
    assert answers.count("signed") == 4
    with as_creator():
        assert sorted(Billing.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
        assert Billed.objects.count() == 4


def test_an_approval_taken_back_while_the_last_side_signs_is_billed_or_gone_never_both(world, project):
    with_sheet(project)
    sam, ada = world.actor("sam"), world.actor("ada")
    for day in range(1, 7):
        approved(project, the(day), "1")
    version = forward(sam, project)
    signed([sam], version)

    def back():
        with entered(ada, partnership_id=world.shared):
            return len(withdraw_approval(ada, project=project, chosen=Chosen(), now=NOW).ids)

    def last():
        signed([ada], version)
        return "signed"

    answers = at_once([back, last])
    with as_creator():
        held = Billed.objects.count()
    assert answers in (["hours_billed", "signed"], [6, "basis_passed"])
    assert held == (6 if answers[1] == "signed" else 0)

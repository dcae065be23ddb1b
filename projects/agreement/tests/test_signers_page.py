"""The page of who signs: everybody of the organization reads it, who leads it sets the limits."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from projects.agreement.models import Mandate, SigningRule
from tests.chance import without_chance
from tests.tenancy import as_creator


@pytest.fixture
def as_ada(world, client):
    client.force_login(world.users["ada"])
    return client


def address(world, name):
    with as_creator():
        return reverse("signing:limit", kwargs={"member": Membership.objects.get(user=world.users[name]).id})


def limits():
    with as_creator():
        return sorted(Mandate.objects.values_list("user__name", "amount_limit"))


def rule():
    with as_creator():
        return [one.two_above for one in SigningRule.objects.all()]


def test_the_members_page_leads_there(as_ada):
    assert reverse("signing:signers") in as_ada.get(reverse("accounts:members")).text


def test_a_limit_is_set_as_people_write_it_and_taken_away_by_nothing(world, as_ada):
    assert as_ada.post(address(world, "ada"), {"amount": "50 000,50"}).status_code == 303
    assert limits() == [("Ada Holm", Decimal("50000.50"))]
    assert "50\u00a0000,50\u00a0kr" in as_ada.get(reverse("signing:signers")).text
    assert as_ada.post(address(world, "ada"), {"amount": ""}).status_code == 303
    assert limits() == []


def test_a_rule_is_set_and_taken_away(as_ada):
    for amount, found in (("100000", [Decimal(100000)]), ("", [])):
        assert as_ada.post(reverse("signing:two"), {"amount": amount}).status_code == 303
        assert rule() == found


@pytest.mark.parametrize("amount", ["mycket", "-5", "1,000.50", "9" * 20])
def test_what_is_no_amount_is_refused_and_stays_in_its_field(world, as_ada, amount):
    for url in (address(world, "ada"), reverse("signing:two")):
        answer = as_ada.post(url, {"amount": amount})
        assert (answer.status_code, f'value="{amount}"' in answer.text) == (422, True)
    assert (limits(), rule()) == ([], [])


def test_who_does_not_lead_reads_it_and_sets_nothing(world, client):
    with as_creator():
        Mandate.objects.create(
            organization=world.organizations["havsvik"], user=world.users["ada"],
            amount_limit=Decimal(7000), updated_at=timezone.now(),
        )  # fmt: skip
    client.force_login(world.users["vera"])
    text = client.get(reverse("signing:signers")).text
    assert ("Ada Holm" in text, "7\u00a0000\u00a0kr" in text, "<form" in text.split("<main")[1]) == (
        True,
        True,
        False,
    )
    assert client.post(address(world, "ada"), {"amount": "1"}).status_code == 403
    assert client.post(reverse("signing:two"), {"amount": "1"}).status_code == 403
    assert limits() == [("Ada Holm", Decimal(7000))]


def test_others_see_nothing_of_it_and_find_no_seat_to_limit(world, client):
    with as_creator():
        own = world.organizations["havsvik"]
        SigningRule.objects.create(organization=own, two_above=Decimal(123456), updated_at=timezone.now())
    for name in ("sam", "olga"):
        client.force_login(world.users[name])
        text = client.get(reverse("signing:signers")).text
        # Not one number within another: ids are made of digits too.
        digits = re.sub(r"[\s,.]", "", without_chance(text.split("<main")[1]))
        assert ("Ada Holm" in text, "123456" in digits) == (False, False)
        assert client.post(address(world, "ada"), {"amount": "1"}).status_code == 404
    assert limits() == []


def test_the_own_limit_is_not_lifted_beside_another_owner(world, as_ada):
    with as_creator():
        Membership.objects.filter(user=world.users["vera"]).update(role=Role.OWNER)
    as_ada.post(address(world, "ada"), {"amount": "1000"})
    answer = as_ada.post(address(world, "ada"), {"amount": "2000"})
    assert (answer.status_code, 'value="2000"' in answer.text) == (422, True)
    assert limits() == [("Ada Holm", Decimal(1000))]


def test_one_person_alone_is_warned_of_the_rule_of_two(world, as_ada):
    as_ada.post(reverse("signing:two"), {"amount": "1000"})
    assert 'class="notice watch"' in as_ada.get(reverse("signing:signers")).text
    with as_creator():
        Membership.objects.filter(user=world.users["vera"]).update(role=Role.ADMIN)
    assert 'class="notice watch"' not in as_ada.get(reverse("signing:signers")).text

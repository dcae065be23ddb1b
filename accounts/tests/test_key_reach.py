"""How far a key reaches: its addresses, its one partnership, and never past its maker's role."""

from io import StringIO
from ipaddress import ip_address

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.doors import entered
from accounts.key_reach import BadAddresses, PartnershipNotYours, Reach, is_within
from accounts.keys import actor_of_key, make_key
from accounts.models import ApiKey
from partnership.kit.ids import new_id
from tests.tenancy import as_creator
from tests.world import NOW

KEY = {"name": "Our CRM", "kind": "personal", "scopes": ["read"], "expires_at": None, "now": NOW}


def made(world, reach, person="ada"):
    actor = world.actor(person)
    with entered(actor):
        return make_key(actor, **KEY, reach=reach)


@pytest.mark.parametrize(
    ("address", "ranges", "is_let_in"),
    [
        ("192.0.2.7", (), True),
        ("192.0.2.7", ("192.0.2.0/24",), True),
        ("192.0.3.7", ("192.0.2.0/24",), False),
        ("192.0.2.7", ("2001:db8::/48",), False),
        ("2001:db8::9", ("192.0.2.7/32", "2001:db8::/48"), True),
    ],
)
def test_an_address_is_within_one_of_the_ranges_or_there_are_none(address, ranges, is_let_in):
    assert is_within(ip_address(address), ranges) is is_let_in


def test_ranges_are_kept_in_one_form(world):
    key, _shown = made(world, Reach(("192.0.2.7", "192.0.2.9/24", " 2001:DB8::/48", "192.0.2.0/24")))

    assert key.addresses == ["192.0.2.7/32", "192.0.2.0/24", "2001:db8::/48"]


@pytest.mark.parametrize("wrong", [["x"], ["192.0.2.0/33"], ["example.com"], ["10.0.0.0/8"] * 21])
def test_what_is_no_range_or_too_many_is_refused(world, wrong):
    if len(wrong) > 20:
        wrong = [f"10.0.{number}.0/24" for number in range(21)]
    with pytest.raises(BadAddresses):
        made(world, Reach(tuple(wrong)))


def test_another_partnership_and_none_are_refused_alike(world):
    for unknown in (world.foreign, new_id()):
        with pytest.raises(PartnershipNotYours):
            made(world, Reach(partnership_id=unknown))


def test_a_key_of_one_partnership_is_a_party_in_that_alone(world):
    _key, shown = made(world, Reach(partnership_id=world.shared))
    actor, facts = actor_of_key(shown)

    assert dict(actor.parties) == {world.shared: world.parties["havsvik"]}
    assert set(actor.organization_ids) == {world.organizations[side].id for side in ("havsvik", "studionord")}
    assert facts["only_partnership"] == str(world.shared)


def test_a_key_whose_partnership_is_no_longer_there_reaches_none(world):
    key, shown = made(world, Reach(partnership_id=world.shared))
    with as_creator():
        ApiKey.objects.filter(id=key.id).update(only_partnership_id=new_id())
    actor, _facts = actor_of_key(shown)

    assert actor.parties == {}
    assert actor.organization_ids == (world.organizations["havsvik"].id,)


def test_the_form_makes_such_a_key_and_the_page_shows_it(world, client):
    client.force_login(world.users["sam"], backend="allauth.account.auth_backends.AuthenticationBackend")
    form = {"name": "CRM", "kind": "personal", "scopes": ["read"], "partnership": str(world.shared)}
    page = client.post(reverse("accounts:keys"), {**form, "addresses": "192.0.2.7, 2001:db8::/48"})

    assert "192.0.2.7/32, 2001:db8::/48" in page.text
    with as_creator():
        assert ApiKey.objects.get().only_partnership_id == world.shared
    page = client.post(reverse("accounts:keys"), {**form, "addresses": "nowhere"})
    assert 'aria-invalid="true"' in page.text
    with as_creator():
        assert ApiKey.objects.count() == 1


def run(world, *rest):
    out = StringIO()
    call_command(
        "create_api_key", "--person", world.users["ada"].email, "--scopes", "read", *rest, stdout=out
    )
    return out.getvalue().strip()


@pytest.mark.django_db
def test_the_command_takes_a_partnership_by_its_id_or_another_sides_name(world):
    for named in (str(world.shared), world.organizations["studionord"].name):
        actor, facts = actor_of_key(run(world, "--partnership", named, "--addresses", "192.0.2.0/24"))
        assert set(actor.parties) == {world.shared}
        assert facts["addresses"] == ["192.0.2.0/24"]


@pytest.mark.parametrize("wrong", [["--partnership", "Nobody"], ["--addresses", "nowhere"]])
def test_the_command_says_what_fits_nothing(world, wrong):
    with pytest.raises(CommandError):
        run(world, *wrong)

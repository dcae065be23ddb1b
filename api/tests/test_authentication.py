from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.doors import entered
from accounts.key_reach import Reach
from accounts.keys import read_shown, revoke_key
from accounts.models import ApiKey, Membership, User
from api.tests.conftest import Caller
from tests.tenancy import as_creator


def without_chance(problem):
    return {name: value for name, value in problem.items() if name != "request_id"}


def key_row(shown):
    with as_creator():
        return ApiKey.objects.get(public=read_shown(shown).public)


@pytest.fixture
def refused(nobody):
    """What a caller without any key gets."""
    return without_chance(nobody.get("/me", status=401))


def test_no_key_gets_401_in_words(nobody, refused):
    assert refused["code"] == "unauthenticated"
    assert refused["status"] == 401
    assert nobody.last.headers["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize("key", ["x", "pp_live_", "pp_live_" + "a" * 54, "å" * 20])
def test_what_is_no_key_gets_the_same_401(refused, key):
    assert without_chance(Caller(key).get("/me", status=401)) == refused


def test_a_wrong_secret_gets_the_same_401(refused, ada, caller):
    other = caller("ada").key
    own = read_shown(ada.key)
    mixed = type(own)(own.public, read_shown(other).secret)

    assert without_chance(Caller(str(mixed)).get("/me", status=401, Accept_Language="en")) == refused


def test_another_scheme_gets_the_same_401(refused, ada):
    answer = ada.client.get("/api/v1/me", headers={"Authorization": f"Basic {ada.key}"})

    assert answer.status_code == 401
    assert without_chance(answer.json()) == refused


def test_a_revoked_key_gets_the_same_401(refused, ada, world):
    with entered(world.actor("ada")):
        revoke_key(world.actor("ada"), key=key_row(ada.key), now=timezone.now())

    assert without_chance(ada.get("/me", status=401)) == refused


def test_an_expired_key_gets_the_same_401(refused, ada):
    with as_creator():
        ApiKey.objects.filter(public=read_shown(ada.key).public).update(
            expires_at=timezone.now() - timedelta(seconds=1)
        )

    assert without_chance(ada.get("/me", status=401)) == refused


def test_the_key_of_somebody_who_has_left_gets_the_same_401(refused, ada, world):
    with as_creator():
        Membership.objects.filter(user=world.users["ada"]).delete()

    assert without_chance(ada.get("/me", status=401)) == refused


def test_the_key_of_a_closed_account_gets_the_same_401(refused, ada, world):
    with as_creator():
        User.objects.filter(id=world.users["ada"].id).update(is_active=False)

    assert without_chance(ada.get("/me", status=401)) == refused


def test_a_session_opens_nothing_here(client, world, refused):
    client.force_login(world.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/api/v1/me").status_code == 401


def test_the_key_remembers_its_use_once_a_minute(ada):
    ada.get("/me")
    first = key_row(ada.key).last_used_at
    ada.get("/me")

    assert first is not None
    assert key_row(ada.key).last_used_at == first


def test_the_key_remembers_a_later_use(ada):
    long_ago = timezone.now() - timedelta(minutes=2)
    with as_creator():
        ApiKey.objects.filter(public=read_shown(ada.key).public).update(last_used_at=long_ago)

    ada.get("/me")

    assert key_row(ada.key).last_used_at > long_ago


def test_from_another_address_a_key_gets_the_same_401(refused, caller):
    elsewhere = caller("ada", reach=Reach(("192.0.2.0/24",)))
    here = caller("ada", reach=Reach(("192.0.2.0/24", "127.0.0.0/8")))

    assert without_chance(elsewhere.get("/me", status=401)) == refused
    assert here.get("/me")["key"]["addresses"] == ["192.0.2.0/24", "127.0.0.0/8"]


def test_a_key_of_one_partnership_finds_that_alone(world, caller):
    both = caller("ada")
    one = caller("ada", reach=Reach(partnership_id=world.shared))

    assert [found["id"] for found in one.get("/partnerships")["data"]] == [str(world.shared)]
    assert one.get("/me")["key"]["partnership"] == str(world.shared)
    assert both.get("/me")["key"]["partnership"] is None

"""What a key was a moment ago is presumed for a single question; nothing leaves before the database has said the same."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts.keys import presumed_of_key, read_shown
from accounts.models import ApiKey, Membership, Party, User
from accounts.presumed import MOST, Presumption, _Remembered
from api.tests.test_authentication import without_chance
from projects.health.factories import make_entry, make_project
from tests.tenancy import as_creator
from tests.wire import trips

alone = pytest.mark.django_db(transaction=True)
ways = pytest.mark.parametrize(
    "way",
    [
        pytest.param("in its own trip", marks=alone),
        pytest.param("inside a transaction", marks=pytest.mark.django_db),
    ],
)


@pytest.fixture
def address(world):
    with as_creator():
        make_entry(make_project(world.shared), done_on=date(2026, 11, 20), hours="3")
    return f"/partnerships/{world.shared}/work-entries"


@pytest.fixture
def known(ada, address):
    """A key whose standing is remembered and whose use was noted a moment ago, so that it is presumed from now on."""
    for _time in range(2):
        assert len(ada.get(address)["data"]) == 1
    return ada


def row_of(caller):
    return ApiKey.objects.filter(public=read_shown(caller.key).public)


def revoked(caller, world):
    row_of(caller).update(revoked_at=timezone.now())


def expired(caller, world):
    row_of(caller).update(expires_at=timezone.now() - timedelta(seconds=1))


def kept_to_another_address(caller, world):
    row_of(caller).update(addresses=["192.0.2.0/24"])


def without_its_maker(caller, world):
    Membership.objects.filter(user=world.users["ada"]).delete()


def of_a_closed_account(caller, world):
    User.objects.filter(id=world.users["ada"].id).update(is_active=False)


LOST = [revoked, expired, kept_to_another_address, without_its_maker, of_a_closed_account]


@alone
def test_a_list_takes_one_trip_with_the_look_for_its_key(known, address, tmp_path):
    known.get(address)
    with trips(tmp_path / "wire") as asked:
        known.get(address)
    assert len(asked) == 1


@ways
@pytest.mark.parametrize("lost", LOST)
def test_a_key_that_is_lost_opens_nothing_from_then_on(known, nobody, world, address, lost, way):
    refused = without_chance(nobody.get(address, status=401))
    with as_creator():
        lost(known, world)

    assert without_chance(known.get(address, status=401, Accept_Language="en")) == refused


@ways
@pytest.mark.parametrize("query", ["?nonsense=1", "?done_since=2027-01-01", "?cursor=made-up"])
def test_a_lost_key_is_told_nothing_by_what_it_asks_either(known, world, address, query, way):
    with as_creator():
        revoked(known, world)

    known.get(f"{address}{query}", status=401)


@ways
def test_a_lost_key_is_counted_by_its_address_and_not_noted(known, world, address, way):
    known.get(address)
    assert '"key"' in known.last.headers["RateLimit-Policy"]
    with as_creator():
        revoked(known, world)

    known.get(address, status=401)

    assert '"address"' in known.last.headers["RateLimit-Policy"]
    assert not hasattr(known.last.wsgi_request, "caller")


@alone
def test_a_lost_key_is_forgotten(known, address):
    assert presumed_of_key(known.key, now=timezone.now()) is not None
    with as_creator():
        row_of(known).update(revoked_at=timezone.now())
    known.get(address, status=401)

    assert presumed_of_key(known.key, now=timezone.now()) is None


@ways
def test_a_right_that_is_taken_away_is_gone_with_the_next_list(known, address, way):
    with as_creator():
        row_of(known).update(scopes=["plan:write"])

    assert known.get(address, status=403)["code"] == "scope_missing"


@ways
def test_a_partnership_that_was_left_is_gone_and_a_new_one_is_there(known, world, address, way):
    new = f"/partnerships/{world.foreign}/work-entries"
    known.get(new, status=404)
    with as_creator():
        other = Party.objects.filter(partnership_id=world.foreign).order_by("position")[0]
        Party.objects.filter(id=other.id).update(organization_id=world.organizations["havsvik"].id)

    assert known.get(new)["data"] == []

    with as_creator():
        Party.objects.filter(id=other.id).update(organization_id=other.organization_id)
    known.get(new, status=404)


@ways
def test_a_refusal_that_is_right_is_given_once_the_key_stands(known, address, way):
    assert known.get(f"{address}?nonsense=1", status=400)["code"] == "unknown_parameter"
    assert known.get(f"{address}?done_since=2027-01-01")["data"] == []


@alone
@pytest.mark.parametrize("changed", [{"scopes": ["read", "plan:write"]}, {"revoked_at": timezone.now()}])
def test_nothing_is_found_under_a_presumption_that_does_not_hold(known, address, monkeypatch, changed):
    # As though nobody asked again afterwards: the statement itself keeps what it would have found.
    monkeypatch.setattr(Presumption, "ask", lambda self: True)
    with as_creator():
        row_of(known).update(**changed)

    assert known.get(address)["data"] == []


@alone
def test_a_look_that_waited_too_long_may_be_tried_again(known, address, monkeypatch):
    def waits(self):
        raise OperationalError from psycopg.errors.QueryCanceled()

    monkeypatch.setattr(Presumption, "ask", waits)

    assert known.get(address, status=503)["code"] == "unavailable"
    assert known.last.headers["Retry-After"] == "1"


def test_a_presumption_that_was_false_once_stays_false():
    presumption = Presumption("public", b"hash", "before")

    assert [presumption.hear(said) for said in ("before", "now", "before", None)] == [
        True,
        False,
        False,
        False,
    ]


def test_no_more_keys_are_remembered_than_are_used(world):
    remembered = _Remembered()
    for number in range(MOST + 1):
        remembered.keep((str(number), b""), "said", (world.actor("ada"), {}))
        remembered.get(("0", b""))

    assert len(remembered.said) == MOST
    assert remembered.get(("0", b"")) is not None
    assert remembered.get(("1", b"")) is None


@alone
def test_the_moment_of_use_is_noted_as_before(known, address):
    with as_creator():
        row_of(known).update(last_used_at=timezone.now() - timedelta(minutes=2))
    known.get(address)

    with as_creator():
        assert row_of(known).get().last_used_at > timezone.now() - timedelta(minutes=1)

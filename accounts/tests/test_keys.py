from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.doors import entered
from accounts.keys import (
    ALPHABET,
    ExpiresInThePast,
    KeyWithoutName,
    ScopeBeyondRole,
    UnknownScope,
    actor_of_key,
    checksum,
    make_key,
    new_shown,
    read_shown,
    revoke_key,
)
from accounts.models import ApiKey
from partnership.kit.errors import NotAllowed, NotThere
from projects.activity.models import OrganizationEvent
from tests.tenancy import as_creator
from tests.world import NOW


def made(world, person="ada", **rest):
    actor = world.actor(person)
    given = {"name": "Test", "kind": "personal", "scopes": ["read"], "expires_at": None, "now": NOW, **rest}
    with entered(actor):
        return make_key(actor, **given)


def test_a_key_reads_back_as_it_was_written():
    shown = new_shown()

    assert str(shown).startswith("pp_live_")
    assert len(str(shown)) == 62
    assert read_shown(str(shown)) == shown


def test_a_slip_of_the_pen_is_noticed():
    text = str(new_shown())
    other = "A" if text[20] != "A" else "B"

    assert read_shown(text[:20] + other + text[21:]) is None
    assert read_shown(text + "0") is None
    assert read_shown(text.replace("pp_live_", "pp_test_")) is None


def test_the_checksum_is_the_crc_in_base_62():
    assert checksum("") == "000000"
    value = 0
    for letter in checksum("123456789"):
        value = value * 62 + ALPHABET.index(letter)

    assert value == 0xCBF43926  # the check value of CRC-32


def test_a_key_lets_its_maker_in_with_its_scopes(world):
    key, shown = made(world, scopes=["work:write", "read"])

    actor, facts = actor_of_key(shown)

    assert (actor.person_id, actor.key_id) == (world.users["ada"].id, key.id)
    assert actor.rights == {"read", "log_work", "import_work"}
    assert facts["scopes"] == ["read", "work:write"]


def test_only_a_keyed_hash_of_the_secret_is_kept(world):
    key, shown = made(world)
    secret = read_shown(shown).secret

    with as_creator():
        row = ApiKey.objects.filter(id=key.id).values().get()

    assert secret not in str(row)
    assert len(bytes(row["secret_hash"])) == 32


def test_a_key_lives_through_a_change_of_the_secret_key(world, settings):
    _key, shown = made(world)
    old = settings.SECRET_KEY

    with override_settings(SECRET_KEY="n" * 50, SECRET_KEY_FALLBACKS=[]):
        assert actor_of_key(shown) is None
    with override_settings(SECRET_KEY="n" * 50, SECRET_KEY_FALLBACKS=[old]):
        assert actor_of_key(shown) is not None


def test_a_viewer_makes_no_key(world):
    with pytest.raises(NotAllowed):
        made(world, "vera")


def test_a_key_has_never_more_than_its_makers_role(world):
    with pytest.raises(ScopeBeyondRole):
        made(world, "finn", scopes=["read", "work:write"])


def test_only_who_manages_the_organization_makes_it_a_key(world):
    with pytest.raises(NotAllowed):
        made(world, "finn", kind="organization")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"scopes": []}, UnknownScope),
        ({"scopes": ["everything"]}, UnknownScope),
        ({"expires_at": NOW}, ExpiresInThePast),
        ({"name": "  "}, KeyWithoutName),
        ({"name": "x" * 81}, KeyWithoutName),
    ],
)
def test_what_makes_no_sense_is_refused(world, given, refusal):
    with pytest.raises(refusal):
        made(world, **given)


def test_a_key_makes_no_other_key(world):
    _key, shown = made(world, scopes=["read", "plan:write", "work:write", "organization:write"])
    actor, _facts = actor_of_key(shown)

    with pytest.raises(NotAllowed), entered(actor):
        make_key(actor, name="Child", kind="personal", scopes=["read"], expires_at=None, now=NOW)


def test_a_revoked_key_is_dead_and_stays_so(world):
    key, shown = made(world)
    actor = world.actor("ada")

    with entered(actor):
        revoke_key(actor, key=key, now=NOW)
        revoke_key(actor, key=key, now=NOW + timedelta(days=1))
        kinds = list(
            OrganizationEvent.objects.filter(subject_id=key.id).order_by("seq").values_list("kind", flat=True)
        )

    assert actor_of_key(shown) is None
    assert key.revoked_at == NOW
    assert kinds == ["key.made", "key.revoked"]


def test_nobody_revokes_the_key_of_a_partner(world):
    key, shown = made(world)
    sam = world.actor("sam")

    with pytest.raises(NotThere), entered(sam):
        revoke_key(sam, key=key, now=NOW)
    assert actor_of_key(shown) is not None


def test_an_owner_revokes_a_colleagues_key_and_finance_does_not(world):
    finns, _shown = made(world, "finn")
    sams, _shown = made(world, "sam")
    sam, finn = world.actor("sam"), world.actor("finn")

    with pytest.raises(NotAllowed), entered(finn):
        revoke_key(finn, key=sams, now=NOW)
    with entered(sam):
        assert revoke_key(sam, key=finns, now=NOW).revoked_at == NOW


def test_the_command_prints_a_key_that_works(world):
    out = StringIO()
    call_command(
        "create_api_key", "--person", "Ada@havsvik.example", "--scopes", "read", "plan:write", stdout=out
    )

    actor, _facts = actor_of_key(out.getvalue().strip())

    assert actor.organization_name == "Havsvik Hem"
    assert actor.rights == {"read", "plan"}


@pytest.mark.parametrize(
    ("person", "extra", "sentence"),
    [
        ("nobody@havsvik.example", [], "No active person has the address nobody@havsvik.example."),
        ("nils@nowhere.example", [], "nils@nowhere.example has: none."),
        ("ada@havsvik.example", ["--organization", "Studio Nord"], "has: Havsvik Hem."),
        ("vera@havsvik.example", [], "Your role does not allow this."),
    ],
)
def test_the_command_says_why_not(world, person, extra, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("create_api_key", "--person", person, "--scopes", "read", *extra)

"""Single questions: one trip each, with who asks in it, and nothing left behind."""

import pytest
from django.db import DataError, connection, transaction

from accounts.asking import asked
from accounts.doors import entered, entered_to_ask
from accounts.models import Organization, Partnership
from accounts.tenancy import TenantContextMissing
from partnership.kit.errors import NotThere
from tests.tenancy import as_creator
from tests.wire import trips

PARTIES = "SELECT DISTINCT partnership_id FROM accounts_party ORDER BY 1"
WHO = "SELECT current_setting('app.organization', true)"
alone = pytest.mark.django_db(transaction=True)


@alone
def test_a_question_finds_what_its_reader_may_see_and_no_more(world):
    for name, partnership_id in (("ada", world.shared), ("sam", world.shared), ("olga", world.foreign)):
        with entered_to_ask(world.actor(name)):
            assert asked(PARTIES, {}) == [(partnership_id,)]


@alone
def test_a_question_takes_one_trip_where_a_door_takes_four(world, tmp_path):
    ada = world.actor("ada")
    for door in (entered_to_ask, entered):  # what is asked first is prepared, which takes a trip of its own
        with door(ada):
            asked(PARTIES, {})
    with trips(tmp_path / "once") as once, entered_to_ask(ada):
        asked(PARTIES, {})
    with trips(tmp_path / "door") as door, entered(ada):
        asked(PARTIES, {})
    assert (len(once), len(door)) == (1, 4)


@alone
def test_who_asked_is_forgotten_with_the_answer(world):
    with entered_to_ask(world.actor("ada")):
        assert asked(WHO, {}) == [(str(world.organizations["havsvik"].id),)]
        with connection.cursor() as cursor:
            cursor.execute(WHO)
            assert cursor.fetchone() == ("",)
    assert asked(PARTIES, {}) == []


@alone
def test_a_question_that_fails_leaves_the_connection_as_it_was(world):
    with entered_to_ask(world.actor("ada")):
        with pytest.raises(DataError):
            asked("SELECT 1 / %(none)s::int", {"none": 0})
        assert asked(PARTIES, {}) == [(world.shared,)]


@alone
def test_a_door_inside_has_its_own_words(world):
    with entered_to_ask(world.actor("ada")):
        with entered(world.actor("olga")):
            assert asked(PARTIES, {}) == [(world.foreign,)]
            assert Partnership.objects.get().id == world.foreign
        assert asked(PARTIES, {}) == [(world.shared,)]
        with transaction.atomic():
            assert asked(PARTIES, {}) == [(world.shared,)]


@alone
def test_what_asks_in_another_way_is_refused(world):
    with entered_to_ask(world.actor("ada")), pytest.raises(TenantContextMissing):
        list(Organization.objects.all())


def test_inside_a_transaction_it_refuses_the_same_and_finds_the_same(world):
    with entered_to_ask(world.actor("ada")):
        with pytest.raises(TenantContextMissing):
            list(Organization.objects.all())
        assert asked(PARTIES, {}) == [(world.shared,)]


def test_a_stranger_cannot_come_in_to_ask_as_a_party(world):
    with pytest.raises(NotThere), entered_to_ask(world.actor("olga"), partnership_id=world.shared):
        pass


@alone
def test_a_plan_is_kept_and_sees_what_has_changed_since(world):
    with entered_to_ask(world.actor("ada")):
        seen = [
            asked("SELECT name FROM accounts_organization WHERE name = %(name)s", {"name": "Havsvik Hem"})
        ]
        with as_creator():
            Organization.objects.filter(name="Havsvik Hem").update(name="Havsvik")
        for name in ("Havsvik Hem", "Havsvik"):
            seen.append(asked("SELECT name FROM accounts_organization WHERE name = %(name)s", {"name": name}))
    assert seen == [[("Havsvik Hem",)], [], [("Havsvik",)]]

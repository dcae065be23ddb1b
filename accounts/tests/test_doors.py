"""The doors and the first net: who sees what, asked as the runtime role."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from accounts.doors import actor_for, entered, system_door
from accounts.models import Membership, Organization, Partnership, Party
from accounts.queries import members_of_partnership, partnerships_seen
from accounts.tenancy import TenantContextMissing
from partnership.kit.errors import NotThere
from tests.tenancy import as_creator
from tests.world import MARKER


def raw(sql, params=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_tests_run_as_the_runtime_role(world):
    assert raw("SELECT current_user") == [("portal_app",)]


def test_a_query_outside_a_door_raises(world):
    with pytest.raises(TenantContextMissing):
        list(Organization.objects.all())


def test_raw_sql_outside_a_door_finds_nothing_in_any_owned_table(world):
    assert raw("SELECT count(*) FROM accounts_party") == [(0,)]
    assert raw("SELECT count(*) FROM accounts_organization") == [(0,)]


def test_each_side_sees_the_partnership_and_its_parties_in_the_same_order(world):
    seen = []
    for name in ("ada", "sam"):
        actor = world.actor(name)
        with entered(actor):
            seen.append([[party.name for party in one.parties] for one in partnerships_seen(actor)])
    assert seen == [[["Havsvik Hem", "Studio Nord"]]] * 2


def test_raw_sql_inside_a_door_finds_no_row_of_strangers(world):
    with entered(world.actor("ada")):
        assert raw("SELECT DISTINCT partnership_id FROM accounts_party") == [(world.shared,)]
        names = [name for (name,) in raw("SELECT name FROM accounts_organization ORDER BY name")]
        assert names == ["Havsvik Hem", "Studio Nord"]
        assert not [name for name in names if MARKER in name]


def test_members_of_both_sides_are_seen_and_no_others(world):
    actor = world.actor("sam")
    with entered(actor):
        people = members_of_partnership(actor, world.partnership("sam"))
    assert [one.name for one in people] == ["Ada Holm", "Finn Ek", "Sam Berg", "Vera Lind"]


def test_a_nested_door_gives_the_outer_its_context_back(world):
    with entered(world.actor("ada")):
        with entered(world.actor("olga")):
            assert Partnership.objects.get().id == world.foreign
        assert Partnership.objects.get().id == world.shared
        with pytest.raises(ZeroDivisionError), entered(world.actor("olga")):
            raise ZeroDivisionError
        assert Partnership.objects.get().id == world.shared


def test_a_stranger_cannot_enter_as_a_party(world):
    with pytest.raises(NotThere), entered(world.actor("olga"), partnership_id=world.shared):
        pass


def test_the_partner_cannot_write_in_the_others_organization(world):
    with entered(world.actor("sam")):
        assert Organization.objects.filter(id=world.organizations["havsvik"].id).update(name="Ours now") == 0
        assert Membership.objects.filter(organization_id=world.organizations["havsvik"].id).delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Membership.objects.create(
                organization=world.organizations["havsvik"], user=world.users["sam"], role="owner"
            )


def test_a_party_of_a_foreign_partnership_cannot_be_made(world):
    with (
        entered(world.actor("sam")),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Party.objects.create(
            partnership_id=world.foreign, organization=world.organizations["studionord"], position=3
        )


def test_nobody_deletes_a_partnership_or_a_party(world):
    with entered(world.actor("ada")):
        assert raw("DELETE FROM accounts_party") == 0
        assert raw("DELETE FROM accounts_partnership") == 0


def test_the_runtime_role_cannot_truncate_or_touch_policies(world):
    for sql in ("TRUNCATE accounts_party CASCADE", "ALTER TABLE accounts_party DISABLE ROW LEVEL SECURITY"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            raw(sql)


def test_a_sweep_sees_all_tenants_and_must_be_on_the_list(world):
    with system_door("activity.tell"):
        assert Partnership.objects.using("system").count() == 2
    with pytest.raises(ValueError, match="not on the list"), system_door("anything.else"):
        pass
    assert raw("SELECT current_user") == [("portal_app",)]


def test_a_person_without_an_organization_acts_for_none(world):
    actor = actor_for(world.users["nils"].id)
    assert (actor.organization_id, actor.rights, dict(actor.parties)) == (None, frozenset(), {})


def test_an_organization_that_is_not_the_persons_is_not_acted_for(world):
    actor = actor_for(world.users["ada"].id, world.organizations["fjallbo"].id)
    assert actor.organization_id is None


def test_the_same_organization_stands_once_in_a_partnership(world):
    with as_creator(), pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(
            partnership_id=world.shared, organization=world.organizations["havsvik"], position=3
        )

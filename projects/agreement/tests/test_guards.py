"""What is signed stays: raw SQL under the runtime role, and under the migrating one."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.doors import entered
from projects.agreement.factories import agreed, proposed
from projects.agreement.models import Link, Version
from projects.agreement.queries.chained import chain_seen
from tests.tenancy import as_creator

SIGNED_ROWS = [
    "UPDATE agreement_version SET title = 'another' WHERE id = %s",
    "UPDATE agreement_version SET amount = 1 WHERE id = %s",
    "UPDATE agreement_version SET status = 'open', closed_at = NULL WHERE id = %s",
    "DELETE FROM agreement_version WHERE id = %s",
    "UPDATE agreement_signature SET signed_at = now() WHERE version_id = %s",
    "DELETE FROM agreement_signature WHERE version_id = %s",
    "UPDATE agreement_link SET content = '{}' WHERE version_id = %s",
    "UPDATE agreement_link SET hash = '' WHERE version_id = %s",
    "DELETE FROM agreement_link WHERE version_id = %s",
    "DELETE FROM agreement_correction WHERE version_id = %s",
    "TRUNCATE agreement_link",
]


@pytest.fixture
def signed_version(world):
    return agreed([world.actor("ada"), world.actor("sam")], world.shared)


@pytest.mark.parametrize("statement", SIGNED_ROWS)
def test_the_runtime_role_can_not_touch_what_is_signed(world, signed_version, statement):
    with entered(world.actor("ada"), partnership_id=world.shared):
        with pytest.raises(DatabaseError), transaction.atomic():
            _run(statement, signed_version.id)
        assert chain_seen(world.shared).faults == ()


@pytest.mark.parametrize("statement", [one for one in SIGNED_ROWS if "%s" in one and "correction" not in one])
def test_the_creator_of_the_tables_meets_the_guard(world, signed_version, statement):
    with as_creator(), pytest.raises(DatabaseError, match="keeps what is closed"), transaction.atomic():
        _run(statement, signed_version.id)


def test_an_open_version_can_not_be_deleted(world):
    version = proposed(world.actor("ada"), world.shared)
    with entered(world.actor("ada"), partnership_id=world.shared):
        with pytest.raises(DatabaseError), transaction.atomic():
            _run("DELETE FROM agreement_version WHERE id = %s", version.id)
        assert Version.objects.filter(partnership_id=world.shared).count() == 1


def test_another_partnership_can_not_add_to_the_chain(world, signed_version):
    other = proposed(world.actor("ada"), world.shared)
    with (
        entered(world.actor("olga"), partnership_id=world.foreign),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        _add_link(other)
    with as_creator():
        assert Link.objects.filter(partnership_id=world.shared).count() == 1
        # The statement itself fits the table: it is the policy alone that stops it.
        _add_link(other)
        assert Link.objects.filter(partnership_id=world.shared).count() == 2


def _add_link(version):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agreement_link"
            " (id, partnership_id, number, version_id, content, previous_hash, hash, made_at)"
            " VALUES (gen_random_uuid(), %s, 2, %s, '{}', '', '', now())",
            [version.partnership_id, version.id],
        )


def _run(statement, version_id):
    with connection.cursor() as cursor:
        cursor.execute(statement, [version_id] if "%s" in statement else None)

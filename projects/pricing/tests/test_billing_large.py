"""A hundred thousand approved hours in one basis: a constant number of statements, and no row in Python's hands twice."""

from datetime import timedelta
from time import monotonic

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.doors import entered
from partnership.kit.ids import new_id
from projects.pricing.models import Billed
from projects.pricing.tests.billing import FIRST, LAST, NOW, forward, row_of, signed, with_sheet
from projects.work.models import Approval, WorkEntry
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
MANY, SOME = 100_000, 500


def filled(project, number):
    """So many approved quarters of an hour; rows by copying them in SQL, since making them is not what is tested."""
    with as_creator():
        rows = [
            WorkEntry(
                id=new_id(),
                partnership_id=project.partnership_id,
                project=project,
                party_id=project.delivered_by_id,
                done_on=FIRST + timedelta(days=place % 29),
                hours="0.25",
                role=["Dev", "Design"][place % 2],
                created_at=NOW,
                updated_at=NOW,
            )
            for place in range(number)
        ]
        WorkEntry.objects.bulk_create(rows, batch_size=5000)
        yes = {"project": project, "party_id": project.commissioned_by_id, "approved_at": NOW}
        Approval.objects.bulk_create(
            (Approval(partnership_id=project.partnership_id, entry=one, **yes) for one in rows),
            batch_size=5000,
        )
    connection.cursor().execute("ANALYZE work_workentry, work_approval")


@pytest.mark.parametrize("number", [SOME, MANY])
def test_a_large_basis_takes_as_many_statements_as_a_small_one(world, project, number, record_property):
    with_sheet(project)
    filled(project, number)
    sam, ada = world.actor("sam"), world.actor("ada")
    began = monotonic()
    version = forward(sam, project, FIRST, LAST)
    put, began = monotonic() - began, monotonic()
    signed([sam], version)
    with CaptureQueriesContext(connection) as asked:
        signed([ada], version)
    last = monotonic() - began
    record_property("seconds", f"{number} entries: {put:.2f} to put forward, {last:.2f} to sign")
    with entered(ada, partnership_id=world.shared):
        assert Billed.objects.filter(billing=row_of(version)).count() == number
    assert row_of(version).price == number * 250 * 19 // 20
    assert len(asked) < 60
    assert put + last < 120

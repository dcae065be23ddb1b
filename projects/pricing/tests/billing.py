"""Bases for billing for tests: a project with a signed sheet, approved work, and what both sides do with them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from accounts.doors import entered
from accounts.queries import partnership_seen
from projects.agreement.actions.signing import sign
from projects.agreement.queries.seen import newest_number
from projects.pricing.actions.billing import put_billing_forward
from projects.pricing.basis import BasisSaid
from projects.pricing.basis_fields import KIND
from projects.pricing.models import Billing
from projects.pricing.tests.bookkeeping import approve, labor, put_sheet, worked
from tests.tenancy import as_creator

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 29)
D = Decimal


def the(number):
    return FIRST.replace(day=number)


def with_sheet(project, **said):
    with as_creator():
        lines = said.pop("lines", (labor("Dev", "100", "1000"), labor("Design", "50", "900")))
        return put_sheet(project, *lines, **{"vat": D(25), **said})


def approved(project, day, hours, role="Dev"):
    with as_creator():
        entry = worked(project, day, hours, role)
        approve(entry)
        return entry


def forward(actor, project, first=FIRST, last=LAST, *, stated=(), billing=None, key=None, seen=None):
    """Put a basis forward as the actor; the version."""
    with entered(actor, partnership_id=project.partnership_id):
        if seen is None:
            seen = newest_number(project.partnership_id, KIND, billing.id) if billing else 0
        return put_billing_forward(
            actor,
            partnership=partnership_seen(actor, project.partnership_id),
            project=project,
            said=BasisSaid(first, last, tuple(stated)),
            today=TODAY,
            now=NOW,
            billing=billing,
            seen=seen,
            key=key,
        )


def signed(actors, version):
    for actor in actors:
        with entered(actor, partnership_id=version.partnership_id):
            sign(actor, version=version, seen_hash=version.content_hash, now=NOW)


def agreed(actors, project, first=FIRST, last=LAST, **said):
    """A basis that every actor has signed, as its row is now."""
    version = forward(actors[0], project, first, last, **said)
    signed(actors, version)
    return row_of(version)


def row_of(version):
    with as_creator():
        return Billing.objects.get(id=version.agreement.subject_id)

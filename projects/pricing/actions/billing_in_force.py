"""What a basis for billing must still be when it is signed, and what is written once every party has signed it."""

from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Max

from accounts.actor import Actor
from accounts.queries import partnership_seen
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from projects.agreement.kinds import Put
from projects.pricing.actions.sharing_in_force import OtherRoles
from projects.pricing.basis import read_days, read_lines, read_stated, read_sums, same_counts
from projects.pricing.billing import Sort
from projects.pricing.billing_refusals import BadBasis, BasisAgreed, BasisPassed
from projects.pricing.models import Billing
from projects.pricing.queries.basis import counted_basis
from projects.pricing.queries.counted import Days, entries_to_bill
from projects.pricing.queries.final import final_account
from projects.pricing.queries.sharing_page import sharing_page
from projects.pricing.sharing import ROLES
from projects.work.actions.terms_in_force import ProjectRenamed
from projects.work.models import Project

MARK = """
INSERT INTO pricing_billed (id, partnership_id, billing_id, work_entry_id, outlay_id)
SELECT n.id, %(partnership)s, %(billing)s, n.entry, n.outlay
FROM unnest(%(new)s::uuid[], %(entries)s::uuid[], %(outlays)s::uuid[]) AS n (id, entry, outlay)
"""


def held_project(partnership_id: UUID, project_id: UUID) -> Project:
    """Lock a project: nobody approves its hours and purchases, changes them, or bills them twice in this moment."""
    rows = Project.objects.select_for_update(of=("self",), no_key=True)
    found: Project | None = rows.filter(partnership_id=partnership_id, id=project_id).first()
    if found is None:
        raise NotThere
    return found


def check_billing(actor: Actor, put: Put) -> None:
    """Refuse what is no longer so; it runs when it is put forward and again before it takes effect.

    Raises NotThere, BasisAgreed, BadBasis for other days than its row has, ProjectRenamed, OtherRoles, and BasisPassed
    when what is approved, or its price, has changed since: then it is put forward again.
    """
    row = billing_row(put)
    project = held_project(row.partnership_id, row.project_id)
    if row.status == Billing.Status.AGREED:
        raise BasisAgreed
    if put.values.get("project") != {"id": str(project.id), "name": project.name}:
        raise ProjectRenamed(field="project")
    for role in ROLES:
        if (put.values.get(role) or {}).get("id") != str(getattr(project, f"{role}_id")):
            raise OtherRoles(field=role)
    days = Days(project, row.from_on, row.to_on)
    if (str(days.from_on), str(days.to_on)) != (put.values.get("from_on"), put.values.get("to_on")):
        raise BadBasis(field="from_on")
    _check_counts(actor, days, put)


def agree_billing(actor: Actor, put: Put) -> None:
    """Give the basis its number, and hold the hours and purchases in it, in the transaction of the last signature.

    The chain of the partnership is held by now, so that two bases signed in the same second are numbered one after the
    other; the database refuses a number, an entry or a purchase twice in any case.
    """
    row = billing_row(put)
    own = {"partnership_id": row.partnership_id}
    last = Billing.objects.filter(**own).aggregate(last=Max("number"))["last"] or 0
    row.number, row.status, row.agreed_at = last + 1, Billing.Status.AGREED, put.now
    keep_values(row, put)
    _mark(row)
    record(
        actor, "pricing.billing_agreed", subject_kind="billing", subject_id=row.id, partnership=row.partnership_id,
        data={"project": str(row.project_id), "number": row.number}, at=put.now,
    )  # fmt: skip


def drop_billing(actor: Actor, put: Put) -> None:
    """Free the days of a basis that was declined or withdrawn; it can be put forward again."""
    row = billing_row(put)
    if row.status == Billing.Status.OPEN:
        row.status = Billing.Status.DROPPED
        keep_values(row, put)


def keep_values(row: Billing, put: Put) -> None:
    """Let the row say what was put forward or signed last."""
    row.values, row.price = dict(put.values), read_sums(put.values).total
    row.version += 1
    row.updated_at = put.now
    row.save()


def billing_row(put: Put) -> Billing:
    """Return the row that a basis is kept in; raise NotThere."""
    rows = Billing.objects.filter(partnership_id=put.partnership_id, id=put.subject_id)
    found: Billing | None = rows.first()
    if found is None:
        raise NotThere
    return found


def pays_of(actor: Actor, project: Project, put_on: Put) -> Decimal | None:
    """Return what the final account says that is paid; None while there is none."""
    partnership = partnership_seen(actor, project.partnership_id)
    account = final_account(sharing_page(partnership, project, today=put_on.now.date()), project)
    return account.outcome.pays if account else None


def _check_counts(actor: Actor, days: Days, put: Put) -> None:
    try:
        stated = read_stated(put.values)
        now = counted_basis(days, stated, pays=lambda: pays_of(actor, days.project, put))
    except BadBasis as error:
        raise BasisPassed from error
    if not same_counts(now.counts, put.values):
        raise BasisPassed


def _mark(row: Billing) -> None:
    first, last = read_days(row.values)
    outlays = [UUID(one.id) for one in read_lines(row.values) if one.sort == Sort.OUTLAY]
    entries = _entries(row, Days(row.project, first, last))
    rows = [(one, None) for one in entries] + [(None, one) for one in outlays]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            MARK,
            {
                "partnership": row.partnership_id,
                "billing": row.id,
                "new": [new_id() for _one in rows],
                "entries": [entry for entry, _outlay in rows],
                "outlays": [outlay for _entry, outlay in rows],
            },
        )


def _entries(row: Billing, days: Days) -> list[UUID]:
    """The entries behind the lines; none where only instalments are billed."""
    has_work = any(one.sort in (Sort.WORK, Sort.LATE) for one in read_lines(row.values))
    return entries_to_bill(days) if has_work else []

"""What programs list of the work: projects, deliverables and work entries."""

from accounts.listing import BY_ID, STAMPS, UPDATED, Listing
from projects.openness.rows import opened_short, unless_short
from projects.openness.steps import Topic

# The newest version of the terms that was ever put forward, and the one that waits for signatures now.
TERMS_SEEN = """
LEFT JOIN LATERAL (
    SELECT a.id, max(v.number) AS newest, max(v.number) FILTER (WHERE v.status = 'open') AS open
    FROM agreement_agreement a
    JOIN agreement_version v ON v.partnership_id = a.partnership_id AND v.agreement_id = a.id
    WHERE a.partnership_id = t.partnership_id AND a.kind = 'project' AND a.subject_id = {project}
    GROUP BY a.id
) terms ON true
"""
TERMS = "json_build_object('agreement', terms.id, 'open_version', terms.open, 'newest_version', terms.newest)"
CURRENCY_SEEN = "JOIN accounts_partnership p ON p.id = t.partnership_id"

PROJECTS = Listing(
    table="work_project",
    joins=CURRENCY_SEEN + TERMS_SEEN.format(project="t.id"),
    columns={
        "id": "t.id",
        "object": "'project'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "name": "t.name",
        "code": "t.code",
        "commissioned_by": "t.commissioned_by_id",
        "delivered_by": "t.delivered_by_id",
        "hours_budget": "t.hours_budget::text",
        "amount_budget": (
            "CASE WHEN t.amount_budget IS NOT NULL THEN"
            " json_build_object('amount', t.amount_budget::text, 'currency', p.currency) END"
        ),
        "starts_on": "t.starts_on",
        "delivery_on": "t.delivery_on",
        "terms": TERMS,
        "status": "t.status",
        "finished_on": "t.finished_on",
    },
    order=BY_ID,
    filters={**UPDATED, "status": "t.status = ANY(%(status)s)"},
)

# What is worked out of their hours and days is read for a page at once (`facts.py`).
PROJECT_KEYS = Listing(
    table="work_project",
    columns={"id": "t.id", "partnership": "t.partnership_id"},
    order=BY_ID,
    filters={
        "id": UPDATED["id"],
        "project": "t.id = ANY(%(project)s::uuid[])",
        "status": "t.status = ANY(%(status)s)",
    },
)

DELIVERABLES = Listing(
    table="work_deliverable",
    joins=TERMS_SEEN.format(project="t.project_id"),
    columns={
        "id": "t.id",
        "object": "'deliverable'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "project": "t.project_id",
        "name": "t.name",
        "code": "t.code",
        "hours_budget": "t.hours_budget::text",
        "planned_on": "t.planned_on",
        "agreed_hours": "t.agreed_hours::text",
        "agreed_on": "t.agreed_on",
        "delivered_on": "t.delivered_on",
        "terms": TERMS,
    },
    order=BY_ID,
    filters={**UPDATED, "project": "t.project_id = ANY(%(project)s::uuid[])"},
)

# The other side's person shows by name only once that person has agreed.
WORKER_SEEN = (
    "LEFT JOIN work_worker w ON w.partnership_id = t.partnership_id AND w.id = t.worker_id"
    " AND (w.organization_id = %(organization)s OR w.is_named)"
)

APPROVED = (
    "EXISTS (SELECT FROM work_approval a WHERE a.partnership_id = t.partnership_id AND a.entry_id = t.id)"
)

ENTRIES = Listing(
    table="work_workentry",
    joins=WORKER_SEEN + opened_short(Topic.TIME, row="t"),
    columns={
        "id": "t.id",
        "object": "'work_entry'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "project": "t.project_id",
        "deliverable": "t.deliverable_id",
        "party": "t.party_id",
        "worker": unless_short(Topic.TIME, "w.label", "NULL"),
        "started_on": "t.started_on",
        "done_on": "t.done_on",
        "hours": "t.hours::text",
        "role": "t.role",
        "note": unless_short(Topic.TIME, "t.note"),
        "is_approved": APPROVED,
        "import_batch": "t.batch_id",
    },
    order={"done_on": "date", "id": "uuid"},
    filters={
        **UPDATED,
        "project": "t.project_id = ANY(%(project)s::uuid[])",
        "deliverable": "t.deliverable_id = ANY(%(deliverable)s::uuid[])",
        "party": "t.party_id = ANY(%(party)s::uuid[])",
        "is_approved": f"({APPROVED}) = %(is_approved)s",
        "import_batch": "t.batch_id = ANY(%(import_batch)s::uuid[])",
        "done_since": "t.done_on >= %(done_since)s",
        "done_until": "t.done_on < %(done_until)s",
    },
)

# One's own side's people alone: how far the other sides' hours tell of theirs is a matter of openness.
WORKERS = Listing(
    table="work_worker",
    columns={
        "id": "t.id",
        "object": "'worker'",
        "partnership": "t.partnership_id",
        "label": "t.label",
        "is_named": "t.is_named",
    },
    order=BY_ID,
    filters={"id": UPDATED["id"], "is_named": "t.is_named = %(is_named)s"},
    always="t.organization_id = %(organization)s",
)

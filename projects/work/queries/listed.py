"""What programs list of the work: projects, deliverables and work entries."""

from accounts.listing import BY_ID, STAMPS, UPDATED, Listing

PROJECTS = Listing(
    table="work_project",
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
        "starts_on": "t.starts_on",
        "delivery_on": "t.delivery_on",
        "status": "t.status",
        "finished_on": "t.finished_on",
    },
    order=BY_ID,
    filters={**UPDATED, "status": "t.status = ANY(%(status)s)"},
)

DELIVERABLES = Listing(
    table="work_deliverable",
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
        "delivered_on": "t.delivered_on",
    },
    order=BY_ID,
    filters={**UPDATED, "project": "t.project_id = ANY(%(project)s::uuid[])"},
)

# The other side's person shows by name only once that person has agreed.
WORKER_SEEN = (
    "LEFT JOIN work_worker w ON w.partnership_id = t.partnership_id AND w.id = t.worker_id"
    " AND (w.organization_id = %(organization)s OR w.is_named)"
)

ENTRIES = Listing(
    table="work_workentry",
    joins=WORKER_SEEN,
    columns={
        "id": "t.id",
        "object": "'work_entry'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "project": "t.project_id",
        "deliverable": "t.deliverable_id",
        "party": "t.party_id",
        "worker": "w.label",
        "started_on": "t.started_on",
        "done_on": "t.done_on",
        "hours": "t.hours::text",
        "role": "t.role",
        "note": "t.note",
    },
    order={"done_on": "date", "id": "uuid"},
    filters={
        **UPDATED,
        "project": "t.project_id = ANY(%(project)s::uuid[])",
        "deliverable": "t.deliverable_id = ANY(%(deliverable)s::uuid[])",
        "party": "t.party_id = ANY(%(party)s::uuid[])",
        "done_since": "t.done_on >= %(done_since)s",
        "done_until": "t.done_on < %(done_until)s",
    },
)

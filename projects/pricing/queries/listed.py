"""What programs list of the open book: purchases and bases for billing."""

from accounts.listing import BY_ID, STAMPS, UPDATED, Listing, utc

# Where it is signed: the newest version, and the one that waits for signatures now.
_SIGNED_AT = """
LEFT JOIN LATERAL (
    SELECT a.id, max(v.number) AS newest, max(v.number) FILTER (WHERE v.status = 'open') AS open
    FROM agreement_agreement a
    JOIN agreement_version v ON v.partnership_id = a.partnership_id AND v.agreement_id = a.id
    WHERE a.partnership_id = t.partnership_id AND a.kind = 'billing' AND a.subject_id = t.id
    GROUP BY a.id
) signed ON true
"""

BILLINGS = Listing(
    table="pricing_billing",
    joins=_SIGNED_AT,
    columns={
        "id": "t.id",
        "object": "'billing'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "project": "t.project_id",
        "number": "t.number",
        "status": "t.status",
        "from_on": "t.from_on",
        "to_on": "t.to_on",
        "currency": "t.currency",
        "agreed_at": utc("t.agreed_at"),
        "agreement": "signed.id",
        "open_version": "signed.open",
        "newest_version": "signed.newest",
        "values": "t.values::json",
    },
    order=BY_ID,
    filters={
        **UPDATED,
        "project": "t.project_id = ANY(%(project)s::uuid[])",
        "status": "t.status = ANY(%(status)s)",
    },
)

# A cost stands in a row that the database shows to its own side alone.
OUTLAYS = Listing(
    table="pricing_outlay",
    joins="LEFT JOIN pricing_outlaycost own ON own.partnership_id = t.partnership_id AND own.outlay_id = t.id",
    columns={
        "id": "t.id",
        "object": "'outlay'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "project": "t.project_id",
        "party": "t.party_id",
        "text": "t.text",
        "sort": "t.sort",
        "done_on": "t.done_on",
        "price": "t.price",
        "cost": "own.cost",
        "currency": "t.currency",
        "line": "t.line",
        "approved_at": utc("t.approved_at"),
        "approved_by": "t.approved_by_id",
        "is_billed": "EXISTS (SELECT 1 FROM pricing_billed b WHERE b.partnership_id = t.partnership_id AND b.outlay_id = t.id)",
    },
    order=BY_ID,
    filters={
        **UPDATED,
        "project": "t.project_id = ANY(%(project)s::uuid[])",
        "party": "t.party_id = ANY(%(party)s::uuid[])",
        "approved": "(t.approved_at IS NOT NULL) = %(approved)s",
    },
)

"""What programs list of openness: what is open, questions between sides, and who looked at one's own side's topics."""

from accounts.listing import Listing, utc
from projects.openness.terms import FOR_GOOD

GRANTS = Listing(
    table="openness_grant",
    columns={
        "id": "t.id",
        "object": "'grant'",
        "partnership": "t.partnership_id",
        "party": "t.party_id",
        "reader": "t.reader_id",
        "topic": "t.topic",
        "step": "t.step",
        "purpose": "t.purpose",
        "until": f"nullif(t.until, date '{FOR_GOOD.isoformat()}')",
        "number": "t.number",
        "opened_at": utc("t.opened_at"),
        "ended_at": utc("t.ended_at"),
        "is_withdrawn": "t.is_withdrawn",
    },
    order={"opened_at": "timestamptz", "id": "uuid"},
    filters={
        "id": "t.id = %(id)s",
        "in_force_on": "t.ended_at IS NULL AND t.until >= %(in_force_on)s",
    },
)

ASKS = Listing(
    table="openness_ask",
    columns={
        "id": "t.id",
        "object": "'openness_ask'",
        "partnership": "t.partnership_id",
        "party": "t.party_id",
        "owner": "t.owner_id",
        "topic": "t.topic",
        "step": "t.step",
        "gives": "t.gives",
        "because": "t.because",
        "status": "t.status",
        "answer": "t.answer",
        "asked_at": utc("t.asked_at"),
        "answered_at": utc("t.answered_at"),
    },
    order={"asked_at": "timestamptz", "id": "uuid"},
    filters={
        "id": "t.id = %(id)s",
        "status": "t.status = ANY(%(status)s)",
        "owner": "t.owner_id = ANY(%(owner)s::uuid[])",
    },
)

READINGS = Listing(
    table="openness_reading",
    columns={
        "id": "t.id",
        "object": "'openness_reading'",
        "partnership": "t.partnership_id",
        "reader": "t.reader_id",
        "person": "t.person_id",
        "topic": "t.topic",
        "step": "t.step",
        "place": "t.place",
        "hour": utc("t.hour"),
        "first_at": utc("t.first_at"),
        "last_at": utc("t.last_at"),
        "times": "t.times",
    },
    order={"hour": "timestamptz", "id": "uuid"},
    filters={"topic": "t.topic = ANY(%(topic)s)"},
    # The log is its owner's; what one's own side has looked at is in the other side's log.
    always="t.organization_id = %(organization)s",
)

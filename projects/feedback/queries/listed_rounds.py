"""What programs list of pulses: the rounds, never who has answered."""

from accounts.listing import Listing, utc

PULSES = Listing(
    table="feedback_round",
    columns={
        "id": "t.id",
        "object": "'pulse'",
        "partnership": "t.partnership_id",
        "number": "t.number",
        "questions": "t.questions::text",
        "opened_on": "t.opened_on",
        "opened_at": utc("t.opened_at"),
        "closes_at": utc("t.closes_at"),
        "revealed_at": utc("t.revealed_at"),
        "is_over": "(t.revealed_at IS NOT NULL OR t.closes_at <= clock_timestamp())",
    },
    order={"opened_at": "timestamptz", "id": "uuid"},
    filters={
        "id": "t.id = %(id)s",
        "is_over": "(t.revealed_at IS NOT NULL OR t.closes_at <= clock_timestamp()) = %(is_over)s",
    },
)

"""What programs list of the room: thanks and friction of the own side, early warnings, and joint actions."""

from accounts.listing import BY_ID, STAMPS, UPDATED, Listing, utc

NOTES = Listing(
    table="feedback_note",
    columns={
        "id": "t.id",
        "object": "'feedback_note'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "sort": "t.sort",
        "about": "t.about",
        "about_id": "t.about_id",
        "party": "t.party_id",
        "to": "t.to_party_id",
        "person": "t.person_id",
        "text": "t.text",
        "language": "t.language",
        "turn": "t.turn_id",
        "early_warning": "t.warning_id",
        "settled_at": utc("t.settled_at"),
        "answers": f"""(SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', a.id, 'object', 'feedback_answer', 'party', a.party_id, 'person', a.person_id, 'text', a.text,
            'language', a.language, 'created_at', {utc("a.created_at")}) ORDER BY a.created_at, a.id), '[]')
            FROM feedback_noteanswer a WHERE a.partnership_id = t.partnership_id AND a.note_id = t.id)""",  # noqa: S608
    },
    order=BY_ID,
    filters={
        **UPDATED,
        "sort": "t.sort = ANY(%(sort)s)",
        "about_id": "t.about_id = ANY(%(about_id)s::uuid[])",
    },
    # What is between two other sides is nobody else's.
    always="%(organization)s IN (t.organization_id, t.to_organization_id)",
)

WARNINGS = Listing(
    table="feedback_earlywarning",
    columns={
        "id": "t.id",
        "object": "'early_warning'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "party": "t.party_id",
        "person": "t.person_id",
        "what": "t.what",
        "effect": "t.effect",
        "effect_hours": "t.effect_hours::text",
        "effect_days": "t.effect_days",
        "probability": "t.probability",
        "about": "t.about",
        "about_id": "t.about_id",
        "language": "t.language",
        "status": "t.status",
        "word": "t.word",
        "closed_at": utc("t.closed_at"),
        "joint_actions": """(SELECT coalesce(jsonb_agg(a.id ORDER BY a.id), '[]') FROM feedback_jointaction a
            WHERE a.partnership_id = t.partnership_id AND a.origin = 'warning' AND a.origin_id = t.id)""",
    },
    order=BY_ID,
    filters={
        **UPDATED,
        "status": "t.status = ANY(%(status)s)",
        "about_id": "t.about_id = ANY(%(about_id)s::uuid[])",
    },
)

ACTIONS = Listing(
    table="feedback_jointaction",
    columns={
        "id": "t.id",
        "object": "'joint_action'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "text": "t.text",
        "language": "t.language",
        "due_on": "t.due_on",
        "origin": "t.origin",
        "origin_id": "t.origin_id",
        "status": "t.status",
        "reason": "t.reason",
        "closed_at": utc("t.closed_at"),
        "owners": """(SELECT coalesce(jsonb_agg(jsonb_build_object('party', o.party_id, 'person', o.person_id)
            ORDER BY p.position), '[]') FROM feedback_jointowner o
            JOIN accounts_party p ON p.partnership_id = o.partnership_id AND p.id = o.party_id
            WHERE o.partnership_id = t.partnership_id AND o.action_id = t.id)""",
    },
    order=BY_ID,
    filters={
        **UPDATED,
        "status": "t.status = ANY(%(status)s)",
        "origin": "t.origin = ANY(%(origin)s)",
        "due_until": "t.due_on <= %(due_until)s",
    },
)

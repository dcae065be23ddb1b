"""What programs list of goals: the goals, what each party said every week, the values of measures, the scores."""

from accounts.listing import BY_ID, STAMPS, UPDATED, Listing, utc

_AGREEMENT = "agreement_agreement a WHERE a.partnership_id = t.partnership_id AND a.kind = 'goal' AND a.subject_id = t.id"
_VERSIONS = (
    "agreement_version v JOIN agreement_agreement a"
    " ON a.partnership_id = v.partnership_id AND a.id = v.agreement_id"
    " WHERE v.partnership_id = t.partnership_id AND a.kind = 'goal' AND a.subject_id = t.id"
)

GOALS = Listing(
    table="goals_goal",
    columns={
        "id": "t.id",
        "object": "'goal'",
        **STAMPS,
        "partnership": "t.partnership_id",
        "name": "t.name",
        "status": "t.status",
        "score": "t.score::text",
        "closed_on": "t.closed_on",
        "agreement": f"(SELECT a.id FROM {_AGREEMENT})",  # noqa: S608
        "newest": f"(SELECT max(v.number) FROM {_VERSIONS})",  # noqa: S608
        "open": f"(SELECT v.number FROM {_VERSIONS} AND v.status = 'open')",  # noqa: S608
    },
    order=BY_ID,
    filters={**UPDATED, "status": "t.status = ANY(%(status)s)"},
)

CHECK_INS = Listing(
    table="goals_checkin",
    columns={
        "id": "t.id",
        "object": "'check_in'",
        "partnership": "t.partnership_id",
        "goal": "t.goal_id",
        "party": "t.party_id",
        "person": "t.person_id",
        "week_on": "t.week_on",
        "confidence": "t.confidence",
        "happened": "t.happened",
        "blockers": "t.blockers",
        "given": "trim_scale(t.given)::text",
        "updated_at": utc("t.checked_at"),
        "version": "t.version",
    },
    order={"week_on": "date", "id": "uuid"},
    filters={
        "id": "t.id = %(id)s",
        "updated_since": "t.checked_at >= %(updated_since)s",
        "updated_until": "t.checked_at < %(updated_until)s",
        "goal": "t.goal_id = ANY(%(goal)s::uuid[])",
        "party": "t.party_id = ANY(%(party)s::uuid[])",
    },
)

READINGS = Listing(
    table="goals_reading",
    columns={
        "id": "t.id",
        "object": "'reading'",
        "partnership": "t.partnership_id",
        "measure": "t.measure_id",
        "step": "t.step_id",
        "value": "trim_scale(t.value)::text",
        "read_on": "t.read_on",
        "recorded_at": utc("t.recorded_at"),
        "source_kind": "t.source_kind",
        "source": "t.source_name",
        "party": "t.party_id",
        "person": "t.person_id",
    },
    order={"read_on": "date", "id": "uuid"},
    filters={"measure": "t.measure_id = ANY(%(measure)s::uuid[])"},
)

# Row-level security leaves out what the other parties said until all have scored.
SCORES = Listing(
    table="goals_score",
    columns={
        "id": "t.id",
        "object": "'score'",
        "partnership": "t.partnership_id",
        "goal": "t.goal_id",
        "party": "t.party_id",
        "person": "t.person_id",
        "score": "t.score::text",
        "word": "t.word",
        "scored_at": utc("t.scored_at"),
    },
    order=BY_ID,
    filters={"id": "t.id = %(id)s", "goal": "t.goal_id = ANY(%(goal)s::uuid[])"},
    # As the table's policy has it: the other net.
    always="(t.organization_id = %(organization)s OR app.goal_is_judged(t.partnership_id, t.goal_id))",
)

"""The SQL of blind answers: whether a round has been answered by all who are asked, asked past their policies."""

from accounts.rls import IN_PARTNERSHIP, PARTNERSHIPS

# Every side has said something, and nobody who still may is missing: whoever has left keeps nobody waiting, and a side
# whose people have all left is waited for until the window closes, or its leaving would open the other's answers to it.
ANSWERED = """
NOT EXISTS (
    SELECT FROM accounts_party p WHERE p.partnership_id = r.partnership_id AND NOT EXISTS (
        SELECT FROM feedback_answer a
        WHERE a.partnership_id = r.partnership_id AND a.round_id = r.id AND a.party_id = p.id)
) AND NOT EXISTS (
    SELECT FROM feedback_seat s
    JOIN accounts_party p ON p.partnership_id = s.partnership_id AND p.id = s.party_id
    JOIN accounts_membership m ON m.organization_id = p.organization_id AND m.user_id = s.person_id AND m.role <> 'viewer'
    WHERE s.partnership_id = r.partnership_id AND s.round_id = r.id AND NOT EXISTS (
        SELECT FROM feedback_answer a
        WHERE a.partnership_id = s.partnership_id AND a.round_id = s.round_id AND a.party_id = s.party_id
          AND a.person_id = s.person_id)
)
"""

FUNCTION = f"""
CREATE FUNCTION app.pulse_is_answered(partnership uuid, pulse uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN RETURN $1 = ANY (app.my_partnerships()) AND EXISTS (
    SELECT FROM feedback_round r WHERE r.partnership_id = $1 AND r.id = $2 AND {ANSWERED}
); END
$$;

REVOKE ALL ON FUNCTION app.pulse_is_answered(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.pulse_is_answered(uuid, uuid) TO portal_app, portal_system;
GRANT CREATE ON SCHEMA app TO portal_definer;
ALTER FUNCTION app.pulse_is_answered(uuid, uuid) OWNER TO portal_definer;
REVOKE CREATE ON SCHEMA app FROM portal_definer;
"""  # noqa: S608

AWAY = "DROP FUNCTION app.pulse_is_answered(uuid, uuid);"

MINE = "person_id = (SELECT app.person_id())"
OWN_PARTY = "party_id = ANY (ARRAY(SELECT id FROM accounts_party WHERE organization_id = (SELECT app.organization_id())))"
# The database's own clock: reading begins when writing has ended.
OVER = "revealed_at IS NOT NULL OR closes_at <= clock_timestamp()"
OF_MINE = f"SELECT id FROM feedback_round WHERE partnership_id = {PARTNERSHIPS}"  # noqa: S608
REVEALED = f"round_id = ANY (ARRAY({OF_MINE} AND ({OVER})))"
OPEN = f"round_id = ANY (ARRAY({OF_MINE} AND NOT ({OVER})))"
SEATED = f"""round_id = ANY (ARRAY(
    SELECT round_id FROM feedback_seat WHERE partnership_id = {PARTNERSHIPS} AND {MINE} AND {OWN_PARTY}))"""  # noqa: S608
OF_ME = f"SELECT id FROM feedback_answer WHERE partnership_id = {PARTNERSHIPS} AND {MINE}"  # noqa: S608
MY_ANSWERS = f"answer_id = ANY (ARRAY({OF_ME}))"

ROUND = {
    "insert": f"{IN_PARTNERSHIP} AND revealed_at IS NULL",
    # A round is revealed when it is over, by whoever notices, and never before.
    "update": f"{IN_PARTNERSHIP} AND (revealed_at IS NULL OR closes_at <= clock_timestamp()"
    " OR (SELECT app.pulse_is_answered(partnership_id, id)))",
    "delete": "false",
}
WRITE_ANSWER = f"{IN_PARTNERSHIP} AND {MINE} AND {OWN_PARTY} AND {OPEN} AND {SEATED}"
ANSWER = {
    "select": f"{IN_PARTNERSHIP} AND ({MINE} OR (shows_name AND {REVEALED}))",
    "insert": WRITE_ANSWER,
    "update": WRITE_ANSWER,
    "delete": "false",
}
WRITE_RATING = f"{IN_PARTNERSHIP} AND {MY_ANSWERS} AND {OWN_PARTY} AND {OPEN}"
RATING = {
    "select": f"{IN_PARTNERSHIP} AND ({MY_ANSWERS} OR {REVEALED})",
    "insert": WRITE_RATING,
    "update": WRITE_RATING,
    "delete": WRITE_RATING,
}

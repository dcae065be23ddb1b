"""The SQL of blind scores: whether every party of a partnership has scored a goal, asked past their policies."""

JUDGED = """
CREATE FUNCTION app.goal_is_judged(partnership uuid, goal uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN RETURN $1 = ANY (app.my_partnerships()) AND NOT EXISTS (
    SELECT FROM accounts_party p
    WHERE p.partnership_id = $1 AND NOT EXISTS (
        SELECT FROM goals_score s WHERE s.partnership_id = $1 AND s.goal_id = $2 AND s.party_id = p.id)
); END
$$;

REVOKE ALL ON FUNCTION app.goal_is_judged(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.goal_is_judged(uuid, uuid) TO portal_app, portal_system;
GRANT CREATE ON SCHEMA app TO portal_definer;
ALTER FUNCTION app.goal_is_judged(uuid, uuid) OWNER TO portal_definer;
REVOKE CREATE ON SCHEMA app FROM portal_definer;
"""

AWAY = "DROP FUNCTION app.goal_is_judged(uuid, uuid);"

IS_JUDGED = "(SELECT app.goal_is_judged(partnership_id, goal_id))"
"""The condition in a policy of goals_score: all parties have scored this row's goal."""

"""The SQL of search in notes beside hours: an index by side and word, and the one look-up that may use it.

Row-level security keeps `@@` from every index, since it can't be sure that it tells nothing of rows it should not see.
The look-up passes the policies and is bound to the asker's partnerships instead. Its index begins with the side, so
that notes of other sides and partnerships cost it no time at all: a word that only they have written is not there.
"""

from accounts.searched import words_of

WORDS = words_of("note", "B")

MADE = f"""
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX entry_words ON work_workentry USING gin (party_id, ({WORDS})) WHERE note <> '';

CREATE FUNCTION app.entries_that_say(parties uuid[], query tsquery, most integer) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20
SET search_path = pg_catalog, public, pg_temp AS $$
SELECT found.id
FROM accounts_party side
CROSS JOIN LATERAL (
    SELECT e.id, e.done_on FROM work_workentry e
    WHERE e.party_id = side.id AND e.partnership_id = side.partnership_id AND e.note <> '' AND {WORDS} @@ $2
    ORDER BY e.done_on DESC, e.id DESC LIMIT $3
) found
WHERE side.partnership_id = ANY ((SELECT app.my_partnerships())::uuid[]) AND side.id = ANY ($1)
ORDER BY found.done_on DESC, found.id DESC LIMIT $3
$$;

REVOKE ALL ON FUNCTION app.entries_that_say(uuid[], tsquery, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.entries_that_say(uuid[], tsquery, integer) TO portal_app, portal_system;
GRANT CREATE ON SCHEMA app TO portal_definer;
ALTER FUNCTION app.entries_that_say(uuid[], tsquery, integer) OWNER TO portal_definer;
REVOKE CREATE ON SCHEMA app FROM portal_definer;
"""  # noqa: S608 - the text of this file alone

# The extension stays: others may use it by then.
AWAY = "DROP FUNCTION app.entries_that_say(uuid[], tsquery, integer); DROP INDEX entry_words;"

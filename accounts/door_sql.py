"""The SQL of the doors: settings read by policies, and the two look-ups that come before a context exists."""

SETTINGS = """
CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app TO portal_app, portal_system, portal_definer, portal_owner, portal_backup;

CREATE FUNCTION app.person_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT NULLIF(current_setting('app.person', true), '')::uuid $$;

CREATE FUNCTION app.organization_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT NULLIF(current_setting('app.organization', true), '')::uuid $$;

CREATE FUNCTION app.party_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT NULLIF(current_setting('app.party', true), '')::uuid $$;

CREATE FUNCTION app.my_partnerships() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT COALESCE(NULLIF(current_setting('app.partnerships', true), '')::uuid[], '{}') $$;

CREATE FUNCTION app.my_organizations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT COALESCE(NULLIF(current_setting('app.organizations', true), '')::uuid[], '{}') $$;

CREATE FUNCTION app.my_emails() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT COALESCE(NULLIF(current_setting('app.emails', true), '')::text[], '{}') $$;

CREATE FUNCTION app.token() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT decode(NULLIF(current_setting('app.token', true), ''), 'hex') $$;
"""

# plpgsql keeps the plans of a look-up for the whole connection; the sql language plans them anew for each request.
# One organization's parties as {partnership: party}, and every organization that meets it in a partnership.
STANDING = """
CREATE FUNCTION app.parties_of(organization uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN RETURN (
    SELECT jsonb_build_object(
        'parties', COALESCE(
            (SELECT jsonb_object_agg(p.partnership_id, p.id) FROM accounts_party p WHERE p.organization_id = $1), '{}'),
        'organizations', (
            SELECT jsonb_agg(DISTINCT seen) FROM (
                SELECT $1 AS seen
                UNION
                SELECT other.organization_id FROM accounts_party own
                JOIN accounts_party other ON other.partnership_id = own.partnership_id
                WHERE own.organization_id = $1
            ) AS everyone))
); END
$$;

CREATE FUNCTION app.standing(person uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN RETURN (
    SELECT jsonb_build_object(
        'emails', COALESCE(
            (SELECT jsonb_agg(e.email ORDER BY e.email) FROM account_emailaddress e
             WHERE e.user_id = $1 AND e.verified), '[]'),
        'standings', COALESCE(
            (SELECT jsonb_agg(jsonb_build_object('organization', m.organization_id, 'name', o.name, 'role', m.role)
                              || app.parties_of(m.organization_id) ORDER BY o.name, o.id)
             FROM accounts_membership m
             JOIN accounts_organization o ON o.id = m.organization_id
             JOIN accounts_user u ON u.id = m.user_id AND u.is_active
             WHERE m.user_id = $1), '[]'))
); END
$$;

CREATE FUNCTION app.key_standing(public_part text, hash bytea) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN RETURN (
    SELECT jsonb_build_object('key', k.id, 'kind', k.kind, 'scopes', k.scopes, 'made_by', k.made_by_id,
                              'label', k.name, 'expires_at', k.expires_at,
                              'last_used_at', k.last_used_at, 'organization', k.organization_id,
                              'name', o.name, 'role', m.role, 'language', u.language, 'time_zone', u.time_zone)
           || app.parties_of(k.organization_id)
    FROM accounts_apikey k
    JOIN accounts_organization o ON o.id = k.organization_id
    JOIN accounts_membership m ON m.organization_id = k.organization_id AND m.user_id = k.made_by_id
    JOIN accounts_user u ON u.id = k.made_by_id AND u.is_active
    WHERE k.public = $1 AND k.secret_hash = $2 AND k.revoked_at IS NULL
      AND (k.expires_at IS NULL OR k.expires_at > now())
    LIMIT 1
); END
$$;

REVOKE ALL ON FUNCTION app.parties_of(uuid), app.standing(uuid), app.key_standing(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.standing(uuid), app.key_standing(text, bytea) TO portal_app, portal_system;
GRANT CREATE ON SCHEMA app TO portal_definer;
ALTER FUNCTION app.parties_of(uuid) OWNER TO portal_definer;
ALTER FUNCTION app.standing(uuid) OWNER TO portal_definer;
ALTER FUNCTION app.key_standing(text, bytea) OWNER TO portal_definer;
REVOKE CREATE ON SCHEMA app FROM portal_definer;
"""

# The same with the key's reach: its ranges of addresses, and the one partnership that it may be kept to.
KEY_STANDING = """
CREATE OR REPLACE FUNCTION app.key_standing(public_part text, hash bytea) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN RETURN (
    SELECT jsonb_build_object('key', k.id, 'kind', k.kind, 'scopes', k.scopes, 'made_by', k.made_by_id,
                              'label', k.name, 'expires_at', k.expires_at,
                              'last_used_at', k.last_used_at, 'organization', k.organization_id,
                              'name', o.name, 'role', m.role, 'language', u.language, 'time_zone', u.time_zone,
                              'addresses', k.addresses, 'only_partnership', k.only_partnership_id)
           || CASE WHEN k.only_partnership_id IS NULL THEN app.parties_of(k.organization_id) ELSE jsonb_build_object(
                'parties', COALESCE(
                    (SELECT jsonb_object_agg(p.partnership_id, p.id) FROM accounts_party p
                     WHERE p.partnership_id = k.only_partnership_id AND p.organization_id = k.organization_id), '{}'),
                'organizations', (
                    SELECT jsonb_agg(DISTINCT seen) FROM (
                        SELECT k.organization_id AS seen
                        UNION
                        SELECT other.organization_id FROM accounts_party own
                        JOIN accounts_party other ON other.partnership_id = own.partnership_id
                        WHERE own.partnership_id = k.only_partnership_id AND own.organization_id = k.organization_id
                    ) AS everyone)) END
    FROM accounts_apikey k
    JOIN accounts_organization o ON o.id = k.organization_id
    JOIN accounts_membership m ON m.organization_id = k.organization_id AND m.user_id = k.made_by_id
    JOIN accounts_user u ON u.id = k.made_by_id AND u.is_active
    WHERE k.public = $1 AND k.secret_hash = $2 AND k.revoked_at IS NULL
      AND (k.expires_at IS NULL OR k.expires_at > now())
    LIMIT 1
); END
$$;
"""
KEY_STANDING_BEFORE = (
    "CREATE OR REPLACE FUNCTION app.key_standing"
    + STANDING.split("CREATE FUNCTION app.key_standing")[1].split("REVOKE ALL")[0]
)

# The same again as text: parties and who meets there are read in the statement itself, and nothing is sorted by its name.
# What is said is the same, word for word, as long as nothing of it has changed.
KEY_STANDING_AS_TEXT = """
DROP FUNCTION app.key_standing(text, bytea);
CREATE FUNCTION app.key_standing(public_part text, hash bytea) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN RETURN (
    SELECT json_build_object(
        'key', k.id, 'kind', k.kind, 'scopes', k.scopes, 'made_by', k.made_by_id, 'label', k.name,
        'expires_at', k.expires_at, 'last_used_at', k.last_used_at, 'organization', k.organization_id, 'name', o.name,
        'role', m.role, 'language', u.language, 'time_zone', u.time_zone, 'addresses', k.addresses,
        'only_partnership', k.only_partnership_id,
        'parties', COALESCE(
            (SELECT json_object_agg(p.partnership_id, p.id ORDER BY p.partnership_id) FROM accounts_party p
             WHERE p.organization_id = k.organization_id
               AND (k.only_partnership_id IS NULL OR p.partnership_id = k.only_partnership_id)), '{}'),
        'organizations', COALESCE(
            (SELECT json_agg(DISTINCT other.organization_id) FROM accounts_party own
             JOIN accounts_party other ON other.partnership_id = own.partnership_id
             WHERE own.organization_id = k.organization_id
               AND (k.only_partnership_id IS NULL OR own.partnership_id = k.only_partnership_id)),
            json_build_array(k.organization_id)))
    FROM accounts_apikey k
    JOIN accounts_organization o ON o.id = k.organization_id
    JOIN accounts_membership m ON m.organization_id = k.organization_id AND m.user_id = k.made_by_id
    JOIN accounts_user u ON u.id = k.made_by_id AND u.is_active
    WHERE k.public = $1 AND k.secret_hash = $2 AND k.revoked_at IS NULL
      AND (k.expires_at IS NULL OR k.expires_at > now())
    LIMIT 1
); END
$$;
"""
KEY_STANDING_RIGHTS = """
REVOKE ALL ON FUNCTION app.key_standing(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.key_standing(text, bytea) TO portal_app, portal_system;
GRANT CREATE ON SCHEMA app TO portal_definer;
ALTER FUNCTION app.key_standing(text, bytea) OWNER TO portal_definer;
REVOKE CREATE ON SCHEMA app FROM portal_definer;
"""
KEY_STANDING_AS_JSON = "DROP FUNCTION app.key_standing(text, bytea);" + KEY_STANDING

AWAY = "DROP SCHEMA app CASCADE;"

"""What search finds of goals in force: what they are, why each side has them, how they are measured, what was said weekly.

Judgements are not searched: until every side has given its own, the others' must not be told of by anything.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from projects.activity.searching import Asked, Hit, Kind, Row, Told, found_by, register_search
from projects.goals.kinds import goal_page

IN_FORCE = (
    "t.partnership_id = ANY (%(partnerships)s) AND t.from_on <= %(today)s"
    " AND (t.until_on IS NULL OR t.until_on > %(today)s)"
)
# A word of the name may come together with words of a side or a measure.
GOALS = f"""
SELECT t.partnership_id, t.goal_id AS id, t.name AS title, said.body, '' AS language, '' AS place,
       NULL::uuid AS party_id, NULL::date AS on_day, greatest(ts_rank(t.words, %(query)s::tsquery), said.rank) AS rank, t.goal_id::text AS data
FROM goals_terms t
CROSS JOIN LATERAL (
    SELECT coalesce(string_agg(part.said, E'\\n' ORDER BY part.said), '') AS body,
           coalesce(bool_or((t.words || part.words) @@ %(query)s::tsquery), false) AS is_found,
           max(ts_rank(t.words || part.words, %(query)s::tsquery)) AS rank
    FROM (
        SELECT concat_ws(E'\\n', s.why, s.contribution) AS said, s.words FROM goals_goalside s
        WHERE s.partnership_id = t.partnership_id AND s.terms_id = t.id
        UNION ALL
        SELECT concat_ws(E'\\n', m.name, m.source), m.words FROM goals_measureterms m
        WHERE m.partnership_id = t.partnership_id AND m.terms_id = t.id
    ) part
) said
WHERE {IN_FORCE} AND (said.is_found OR t.words @@ %(query)s::tsquery)
"""  # noqa: S608 - the text of this file alone
CHECK_INS = f"""
SELECT c.partnership_id, c.id, t.name AS title, concat_ws(E'\\n', c.happened, c.blockers) AS body, '' AS language,
       '' AS place, c.party_id, c.week_on AS on_day, ts_rank(c.words, %(query)s::tsquery) AS rank, c.goal_id::text AS data
FROM goals_checkin c
JOIN goals_terms t ON t.partnership_id = c.partnership_id AND t.goal_id = c.goal_id
WHERE {IN_FORCE} AND c.partnership_id = ANY (%(partnerships)s) AND c.words @@ %(query)s::tsquery
"""  # noqa: S608 - the text of this file alone


def goals_found(asked: Asked) -> list[Hit]:
    """Return the goals in force by name, by each side's reasons and contribution, and by their measures."""
    return found_by(asked, "goal", GOALS, tell=_goal)


def check_ins_found(asked: Asked) -> list[Hit]:
    """Return what a side said of a goal in a week: what happened, and what is in the way."""
    return found_by(asked, "check_in", CHECK_INS, tell=_goal)


def _goal(row: Row) -> Told:
    return Told(goal_page(row.partnership_id, UUID(row.data)))


def register() -> None:
    """Let goals be found; called once, when Django is ready."""
    register_search(Kind("goal", _("Goals"), "circle-check", goals_found))
    register_search(Kind("check_in", _("Check-ins"), "calendar", check_ins_found))

"""What search finds of feedback: pulses that are over, thanks and friction, early warnings, joint actions.

Thanks and friction are found by the two sides that they are between, as on their page; the rest is every side's. Of a
pulse that is open nothing is looked at, not even the reader's own words. One that is over is found as a whole: comments
that were hits of their own would stand in the order in which people wrote them.
"""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from partnership.kit.formats import date_long
from projects.activity.searching import Asked, Hit, Kind, Row, Told, found_by, register_search
from projects.feedback.models import EarlyWarning, JointAction, Note
from projects.feedback.queries.notes import BETWEEN
from projects.feedback.queries.rounds import ids_of_rounds_over

NOTES = f"""
SELECT n.partnership_id, n.id, n.sort AS title, concat_ws(E'\\n', n.text, under.texts) AS body, n.language, '' AS place,
       n.party_id, n.created_at::date AS on_day, ts_rank(n.words, %(query)s::tsquery) AS rank, n.sort AS data
FROM feedback_note n
CROSS JOIN LATERAL (
    SELECT string_agg(a.text, E'\\n' ORDER BY a.created_at, a.id) AS texts,
           coalesce(bool_or(a.words @@ %(query)s::tsquery), false) AS is_found
    FROM feedback_noteanswer a
    WHERE a.partnership_id = n.partnership_id AND a.note_id = n.id AND {BETWEEN.format(row="a")}
) under
WHERE n.partnership_id = ANY (%(partnerships)s) AND {BETWEEN.format(row="n")}
  AND (under.is_found OR n.words @@ %(query)s::tsquery)
"""  # noqa: S608 (put together from the house alone)
WARNINGS = """
SELECT w.partnership_id, w.id, w.what AS title, concat_ws(E'\\n', w.effect, w.word) AS body, w.language, '' AS place,
       w.party_id, w.created_at::date AS on_day, ts_rank(w.words, %(query)s::tsquery) AS rank, w.status AS data
FROM feedback_earlywarning w
WHERE w.partnership_id = ANY (%(partnerships)s) AND w.words @@ %(query)s::tsquery
"""
ACTIONS = """
SELECT a.partnership_id, a.id, a.text AS title, a.reason AS body, a.language, '' AS place, NULL::uuid AS party_id,
       a.due_on AS on_day, ts_rank(a.words, %(query)s::tsquery) AS rank, a.status AS data
FROM feedback_jointaction a
WHERE a.partnership_id = ANY (%(partnerships)s) AND a.words @@ %(query)s::tsquery
"""
PULSES = """
SELECT r.partnership_id, r.id, '' AS title, said.texts AS body, '' AS language, '' AS place, NULL::uuid AS party_id,
       r.opened_on AS on_day, 0::real AS rank, r.opened_on::text AS data
FROM feedback_round r
CROSS JOIN LATERAL (
    SELECT string_agg(part.text, E'\\n' ORDER BY part.place, part.text) AS texts FROM (
        SELECT concat(g.question, g.about_id) AS place, g.comment AS text FROM feedback_rating g
        WHERE g.partnership_id = r.partnership_id AND g.round_id = r.id AND g.words @@ %(query)s::tsquery
        UNION ALL
        SELECT '', newest.text FROM (
            SELECT n.text, n.words FROM feedback_talknote n
            WHERE n.partnership_id = r.partnership_id AND n.round_id = r.id ORDER BY n.number DESC LIMIT 1
        ) newest WHERE newest.words @@ %(query)s::tsquery
    ) part
) said
WHERE r.partnership_id = ANY (%(partnerships)s) AND r.id = ANY (%(over)s) AND said.texts IS NOT NULL
"""


def pulses_found(asked: Asked) -> list[Hit]:
    """Return the pulses that are over by their comments and by the newest notes of their talk."""
    over = ids_of_rounds_over([one.id for one in asked.partnerships], now=timezone.now())
    return found_by(asked, "pulse", PULSES, tell=_pulse, values={"over": over})


def notes_found(asked: Asked) -> list[Hit]:
    """Return thanks and friction that the own side wrote or was told, by their words and those of their answers."""
    return found_by(asked, "note", NOTES, tell=_note)


def warnings_found(asked: Asked) -> list[Hit]:
    """Return early warnings by what may happen, its effect, and how it went."""
    return found_by(asked, "early_warning", WARNINGS, tell=_warning)


def actions_found(asked: Asked) -> list[Hit]:
    """Return joint actions by what is to be done, and why one was let go."""
    return found_by(asked, "joint_action", ACTIONS, tell=_action)


def _pulse(row: Row) -> Told:
    day = date_long(date.fromisoformat(row.data), "sv" if get_language() == "sv" else "en")
    return Told(_page("pulse", row), title=gettext("Pulse of %(day)s") % {"day": day})


def _note(row: Row) -> Told:
    return Told(_page("note", row), title=str(Note.Sort(row.data).label))


def _warning(row: Row) -> Told:
    return Told(_page("warning", row), place=str(EarlyWarning.Status(row.data).label))


def _action(row: Row) -> Told:
    return Told(_page("action", row), place=str(JointAction.Status(row.data).label))


def _page(name: str, row: Row) -> str:
    return reverse(f"feedback:{name}", kwargs={"partnership": row.partnership_id, name: row.id})


def register() -> None:
    """Let what is said in between be found; called once, when Django is ready."""
    register_search(Kind("pulse", _("Pulses"), "activity", pulses_found))
    register_search(Kind("note", _("Thanks and friction"), "mail", notes_found))
    register_search(Kind("early_warning", _("Early warnings"), "triangle-alert", warnings_found))
    register_search(Kind("joint_action", _("Joint actions"), "users", actions_found))

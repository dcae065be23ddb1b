"""What search finds of insight: pages of business context, questions, and key figures as far as they are opened.

Whatever a page or a question says is found by its readers; a key figure's name from the step at which it is shown.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from projects.activity.searching import Asked, Hit, Kind, Row, Told, found_by, register_search
from projects.insight.models import Topic as About
from projects.insight.queries.pages import ids_of_pages
from projects.insight.queries.questions import ids_of_questions
from projects.openness.gate import look, steps_in
from projects.openness.steps import Step, Topic

PLACE = "search"

# Signs of Markdown are no words.
PAGES = """
SELECT p.partnership_id, p.id, p.title, regexp_replace(p.body, '[*_`#>|]+', '', 'g') AS body, '' AS language,
       '' AS place, p.party_id, p.updated_at::date AS on_day, ts_rank(p.words, %(query)s::tsquery) AS rank, p.topic AS data
FROM insight_page p
WHERE p.partnership_id = ANY (%(partnerships)s) AND p.id = ANY (%(readable)s) AND p.words @@ %(query)s::tsquery
"""
QUESTIONS = """
SELECT q.partnership_id, q.id, q.title, coalesce(said.texts, '') AS body, '' AS language, '' AS place, q.party_id,
       q.asked_at::date AS on_day, ts_rank(q.words, %(query)s::tsquery) AS rank, '' AS data
FROM insight_question q
CROSS JOIN LATERAL (
    SELECT string_agg(s.text, E'\\n' ORDER BY s.at, s.id) AS texts,
           coalesce(bool_or(s.words @@ %(query)s::tsquery), false) AS is_found
    FROM insight_post s WHERE s.partnership_id = q.partnership_id AND s.question_id = q.id
) said
WHERE q.partnership_id = ANY (%(partnerships)s) AND q.id = ANY (%(readable)s)
  AND (said.is_found OR q.words @@ %(query)s::tsquery)
"""
# Source and purpose are shown with the whole figure alone.
FIGURES = """
SELECT f.partnership_id, f.id, f.name AS title,
       CASE WHEN %(is_whole)s THEN concat_ws(E'\\n', f.source, f.purpose) ELSE '' END AS body, '' AS language,
       f.unit AS place, f.party_id, NULL::date AS on_day, ts_rank(f.words, %(query)s::tsquery) AS rank, '' AS data
FROM insight_figure f
WHERE f.partnership_id = ANY (%(partnerships)s) AND f.organization_id = ANY (%(owners)s) AND f.archived_at IS NULL
  AND CASE WHEN %(is_whole)s THEN f.words ELSE ts_filter(f.words, '{a}') END @@ %(query)s::tsquery
"""


def pages_found(asked: Asked) -> list[Hit]:
    """Return pages of business context that the actor reads, by title, text and purpose."""
    readable = ids_of_pages(asked.actor, [one.id for one in asked.partnerships])
    return found_by(asked, "page", PAGES, tell=_page, values={"readable": readable})


def questions_found(asked: Asked) -> list[Hit]:
    """Return questions that the actor may see, by title and by what was said in them."""
    readable = ids_of_questions(asked.actor, [one.id for one in asked.partnerships])
    return found_by(asked, "question", QUESTIONS, tell=_question, values={"readable": readable})


def figures_found(asked: Asked) -> list[Hit]:
    """Return the own side's key figures in one statement, and through the gate those of each side that has opened them.

    A look that finds something is written down for its owner, as on the page.
    """
    found: list[Hit] = []
    if not asked.actor.behind:
        found = _figures(
            asked,
            asked.partnerships,
            [one.own_party.organization_id for one in asked.partnerships],
            Step.FULL,
        )
    steps = steps_in(asked.actor, [one.id for one in asked.partnerships], today=asked.today)
    for partnership in asked.partnerships:
        for side in partnership.parties:
            if asked.actor.behind or not side.is_own:
                found += (
                    look(
                        asked.actor,
                        partnership,
                        owner=side.id,
                        topics=(Topic.KEY_FIGURES,),
                        read=partial(_figures, asked, [partnership], [side.organization_id]),
                        today=asked.today,
                        now=timezone.now(),
                        place=PLACE,
                        steps=steps[partnership.id],
                        unless_empty=True,
                    )
                    or []
                )
    return found[: asked.limit]


def _figures(
    asked: Asked, partnerships: Sequence[PartnershipSeen], owners: Sequence[UUID], step: Step
) -> list[Hit]:
    values = {"owners": list(owners), "is_whole": step >= Step.FULL}
    return found_by(replace(asked, partnerships=partnerships), "figure", FIGURES, tell=_figure, values=values)


def _page(row: Row) -> Told:
    return Told(_at("page", row), place=str(About(row.data).label))


def _question(row: Row) -> Told:
    return Told(_at("question", row))


def _figure(row: Row) -> Told:
    return Told(_at("figure", row))


def _at(name: str, row: Row) -> str:
    return reverse(f"insight:{name}", kwargs={"partnership": row.partnership_id, name: row.id})


def register() -> None:
    """Let insight be found; called once, when Django is ready."""
    register_search(Kind("page", _("Pages of insight"), "folder", pages_found))
    register_search(Kind("question", _("Questions"), "info", questions_found))
    register_search(Kind("figure", _("Key figures"), "activity", figures_found))

"""What health reads of insight: as it was known on a day, and nothing that not everybody may see."""

from datetime import date, timedelta

import pytest

from projects.insight.actions.pages import save_page
from projects.insight.actions.questions import QuestionSaid, ask_question, close_question, reply
from projects.insight.models import Audience
from projects.insight.queries.facts import PageFacts, QuestionFacts, facts_for_insight
from tests.tenancy import as_creator

from .conftest import NOW, TODAY, said

DAY = timedelta(days=1)


@pytest.fixture
def facts(world):
    def read(as_of):
        with as_creator():
            found = facts_for_insight([world.shared, world.foreign], since=as_of - 56 * DAY, as_of=as_of)
        return found.get(world.shared)

    return read


def test_a_question_waits_from_asking_to_the_next_answer(door, world, page, facts):
    with door("sam") as at:
        question = QuestionSaid(world.parties["havsvik"], "When?", page=page)
        row = ask_question(at.actor, partnership=at.partnership, said=question, now=NOW)
    with door("ada") as at:
        reply(at.actor, question=row, text="Soon.", now=NOW + 2 * DAY)
    with door("sam") as at:
        reply(at.actor, question=row, text="How soon?", now=NOW + 3 * DAY)
    with door("sam") as at:
        close_question(at.actor, question=row, now=NOW + 5 * DAY)
    sam = world.parties["studionord"]
    first, second = (
        QuestionFacts(sam, TODAY, TODAY + 2 * DAY),
        QuestionFacts(sam, TODAY + 3 * DAY, TODAY + 5 * DAY),
    )
    assert facts(TODAY - DAY) is None
    assert facts(TODAY + DAY).questions == [QuestionFacts(sam, TODAY, None)]
    assert facts(TODAY + 3 * DAY).questions == [first, QuestionFacts(sam, TODAY + 3 * DAY, None)]
    assert facts(TODAY + 9 * DAY).questions == [first, second]
    assert facts(TODAY + 99 * DAY) is None


def test_a_page_counts_as_it_was_saved_by_the_day(door, world, write, facts):
    page = write(fresh_until=date(2026, 12, 1))
    write(title="For few", audience=Audience.NAMED, fresh_until=date(2026, 12, 2))
    write(title="Not yet", audience=Audience.DRAFT, fresh_until=date(2026, 12, 3))
    with door("ada") as at:
        times = {"version": None, "today": TODAY, "now": NOW + 7 * DAY}
        save_page(
            at.actor, partnership=at.partnership, page=page, said=said(fresh_until=date(2027, 1, 1)), **times
        )
    ada = world.parties["havsvik"]
    assert facts(TODAY).pages == [PageFacts(ada, date(2026, 12, 1))]
    assert facts(TODAY + 7 * DAY).pages == [PageFacts(ada, date(2027, 1, 1))]

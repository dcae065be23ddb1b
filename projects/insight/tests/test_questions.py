"""Questions: whose turn it is, who sees them, and what an insight changed."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from partnership.kit.errors import NotAllowed
from partnership.kit.rounds import read
from projects.activity.models import Event
from projects.activity.waiting import waiting_for
from projects.insight.actions.pages import archive_page, save_page
from projects.insight.actions.questions import QuestionSaid, ask_question, ask_refresh, close_question, reply
from projects.insight.actions.uses import UseSaid, confirm_use
from projects.insight.models import Page, Question
from projects.insight.queries.questions import posts_of, question_row, questions_seen, uses_of
from projects.insight.refusals import (
    AskOwnSide,
    NotYourTurn,
    OthersQuestion,
    OwnInsight,
    QuestionClosed,
    SubjectNotHere,
)
from projects.insight.waiting import waiting_on
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator

from .conftest import NOW, TODAY, said


@pytest.fixture
def ask(door, world):
    """Sam asks Ada's side, about a page or nothing in particular."""

    def make(page=None, name="sam", owner="havsvik", **more):
        with door(name) as at:
            question = QuestionSaid(world.parties[owner], "When does it begin?", page=page, **more)
            return ask_question(at.actor, partnership=at.partnership, said=question, now=NOW)

    return make


def turns(door, question):
    with door("ada") as at:
        row = question_row(at.actor, question.partnership_id, question.id)
        return row.turn_id, bool(row.closed_at)


def test_the_turn_goes_back_and_forth_until_the_asker_closes(door, world, page, ask):
    question, (havsvik, studio) = ask(page), (world.parties["havsvik"], world.parties["studionord"])
    assert turns(door, question) == (havsvik, False)
    with door("sam") as at, pytest.raises(NotYourTurn):
        reply(at.actor, question=question, text="And?", now=NOW)
    with door("ada") as at:
        reply(at.actor, question=question, text="In March.", now=NOW + timedelta(days=1))
    assert turns(door, question) == (studio, False)
    with door("sam") as at:
        reply(at.actor, question=question, text="Which week?", now=NOW + timedelta(days=2))
    assert turns(door, question) == (havsvik, False)
    with door("ada") as at, pytest.raises(OthersQuestion):
        close_question(at.actor, question=question, now=NOW)
    with door("sam") as at:
        close_question(at.actor, question=question, now=NOW + timedelta(days=3))
        assert [one.text for one in posts_of(question)] == ["", "In March.", "Which week?", ""]
    assert turns(door, question) == (None, True)
    with door("sam") as at, pytest.raises(QuestionClosed):
        reply(at.actor, question=question, text="Once more", now=NOW)


def test_what_waits_says_titles_alone(door, page, ask):
    question = ask(page)
    with door("ada") as at:
        [waiting] = read(waiting_on(at.actor, [at.partnership], today=TODAY))
        assert str(waiting.title) == "Studio Nord asks: When does it begin?"
        assert waiting.url.endswith(f"/insight/questions/{question.id}/")
        reply(at.actor, question=question, text="A secret answer", now=NOW)
        assert read(waiting_on(at.actor, [at.partnership], today=TODAY)) == []
    with door("sam") as at:
        [waiting] = read(waiting_on(at.actor, [at.partnership], today=TODAY))
        assert "secret" not in f"{waiting.title}{waiting.text}"
        assert waiting in waiting_for(at.actor, [at.partnership])
    with door("vera") as at:
        assert read(waiting_on(at.actor, [at.partnership], today=TODAY)) == []


def test_a_question_about_a_named_page_is_seen_by_its_readers_alone(door, named, ask):
    ask(named)
    found = {}
    for name in ("ada", "sam", "vera", "finn"):
        with door(name) as at, connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM insight_question) + (SELECT count(*) FROM insight_post)"
            )
            found[name] = (cursor.fetchone()[0], len(questions_seen(at.actor, [at.partnership.id])))
    assert found == {"ada": (2, 1), "sam": (2, 1), "vera": (0, 0), "finn": (0, 0)}
    with door("finn"):
        assert not Event.objects.filter(kind__startswith="insight").exists()


def test_nobody_writes_in_the_name_of_the_other_side(door, world, page, ask):
    question = ask(page)
    sql = (
        "INSERT INTO insight_post (id, partnership_id, question_id, party_id, sort, text, at)"
        " VALUES (gen_random_uuid(), %s, %s, %s, 'answered', 'as if', now())"
    )
    values = [world.shared, question.id, world.parties["havsvik"]]
    with door("sam"), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        connection.cursor().execute(sql, values)


def test_one_click_asks_to_refresh_and_saving_answers_it(door, page):
    with door("sam") as at:
        first = ask_refresh(at.actor, page=page, now=NOW)
        assert ask_refresh(at.actor, page=page, now=NOW).id == first.id
    with door("ada") as at:
        [waiting] = read(waiting_on(at.actor, [at.partnership], today=TODAY))
        assert str(waiting.title) == "Studio Nord asks you to refresh “Our seasons”"
        values = {"version": None, "today": TODAY, "now": NOW + timedelta(days=1)}
        save_page(at.actor, partnership=at.partnership, page=page, said=said(), **values)
        assert read(waiting_on(at.actor, [at.partnership], today=TODAY)) == []
        assert not Question.objects.filter(closed_at=None).exists()
    with door("ada") as at, pytest.raises(AskOwnSide):
        ask_refresh(at.actor, page=page, now=NOW)


def test_a_page_that_is_no_longer_fresh_waits_for_its_own_side(door, page):
    with as_creator():
        Page.objects.filter(id=page.id).update(fresh_until=date(2026, 11, 1))
    with door("ada") as at:
        assert [one.kind for one in read(waiting_on(at.actor, [at.partnership], today=TODAY))] == [
            "insight.stale"
        ]
    with door("sam") as at:
        assert read(waiting_on(at.actor, [at.partnership], today=TODAY)) == []
        ask_refresh(at.actor, page=page, now=NOW)
    with door("ada") as at:
        assert [one.kind for one in read(waiting_on(at.actor, [at.partnership], today=TODAY))] == [
            "insight.turn"
        ]


def test_an_archived_page_is_not_asked_about_any_longer(door, page, ask):
    question = ask(page)
    with door("ada") as at:
        archive_page(at.actor, page=page, now=NOW)
        assert Question.objects.get(id=question.id).closed_at == NOW
        assert read(waiting_on(at.actor, [at.partnership], today=TODAY)) == []


def test_a_question_can_name_a_project_of_the_partnership_alone(door, world, ask):
    with as_creator():
        own, foreign = (
            ProjectFactory(
                partnership_id=getattr(world, key),
                commissioned_by_id=world.parties[one],
                delivered_by_id=world.parties[two],
            )
            for key, one, two in (("shared", "havsvik", "studionord"), ("foreign", "fjallbo", "grafit"))
        )
    ask(subject_kind="project", subject_id=own.id)
    with door("ada") as at:
        assert [one.about for one in questions_seen(at.actor, [at.partnership.id])] == [own.name]
    with pytest.raises(SubjectNotHere):
        ask(subject_kind="project", subject_id=foreign.id)
    with pytest.raises(SubjectNotHere):
        ask(subject_kind="planet", subject_id=own.id)


def test_a_reader_says_what_it_changed_and_the_owner_reads_it(door, page):
    with door("ada") as at, pytest.raises(OwnInsight):
        confirm_use(at.actor, page=page, said=UseSaid("We are great"), now=NOW)
    with door("vera") as at, pytest.raises(NotAllowed):
        confirm_use(at.actor, page=page, said=UseSaid("Hm"), now=NOW)
    with door("sam") as at:
        confirm_use(at.actor, page=page, said=UseSaid("We start\n in May."), now=NOW)
    with door("ada"):
        assert [(one.text, one.person) for one in uses_of([page.id], page.partnership_id)] == [
            ("We start in May.", "Sam Berg")
        ]


def test_a_get_from_a_mail_scanner_changes_nothing(sign_in, at, page, ask):
    question, sam = ask(page), sign_in("sam")
    posts = [f"pages/{page.id}/{one}/" for one in ("confirm", "archive", "refresh", "used")]
    for path in [*posts, f"questions/{question.id}/close/"]:
        assert sam.get(at(path)).status_code == 405

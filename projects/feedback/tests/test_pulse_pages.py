"""The pages of the pulse: for every role, in both languages, by the link of the letter, and with odd input."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.feedback.links import answer_link
from projects.feedback.models import Answer, PulseTerms, Rating, Round, TalkNote
from projects.feedback.pulse_factories import pulse_answered, pulse_opened
from projects.feedback.tests.pulses import open_by, say
from tests.tenancy import as_creator


@pytest.fixture
def at(world):
    return lambda name, **ids: reverse(f"feedback:{name}", kwargs={"partnership": world.shared, **ids})


@pytest.fixture
def pulse(world):
    return open_by(world.actor("ada"), world.shared)


@pytest.fixture
def revealed(world):
    ada, sam = world.users["ada"].id, world.users["sam"].id
    one, other = world.parties["havsvik"], world.parties["studionord"]
    with as_creator():
        row = pulse_opened(
            world.shared, {one: [ada], other: [sam]}, revealed_at=timezone.now() - timedelta(hours=1)
        )
        pulse_answered(row, one, ada, {("tempo", other): (4, "Sent ibland"), ("tempo", one): (7, "")})
        pulse_answered(row, other, sam, {("tempo", other): (8, ""), ("tempo", one): (6, "<b>fett</b>")})
    return row


def rows(model):
    with as_creator():
        return list(model.objects.all())


def test_the_first_page_says_what_holds_and_who_can_begin(sign_in, at):
    body = sign_in("ada").get(at("rounds")).content.decode()
    assert "The standard set holds" in body
    assert "Ask both sides now" in body
    assert "Ask both sides now" not in sign_in("vera").get(at("rounds")).content.decode()


def test_a_person_asks_answers_and_changes_the_answer(sign_in, at, world):
    client = sign_in("ada")
    assert client.post(at("open")).status_code == 303
    [row] = rows(Round)
    assert client.post(at("open")).status_code == 409
    form = {"score-trust-1": "8", "score-tempo-2": "3", "comment-tempo-2": "Sent", "shows_name": "on"}
    page = client.get(at("answer", pulse=row.id))
    assert page.status_code == 200
    assert page.content.decode().count("<fieldset") == 14
    assert client.post(at("answer", pulse=row.id), form).status_code == 303
    assert [(one.question, one.score, one.comment) for one in rows(Rating)] == [
        ("trust", 8, ""),
        ("tempo", 3, "Sent"),
    ]
    changed = {"score-trust-1": "", "comment-trust-1": "Bara ord"}
    assert client.post(at("answer", pulse=row.id), changed).status_code == 303
    assert [(one.score, one.comment) for one in rows(Rating)] == [(None, "Bara ord")]
    assert [(one.version, one.shows_name) for one in rows(Answer)] == [(2, False)]
    assert "Bara ord" in client.get(at("answer", pulse=row.id)).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"score-trust-1": "11"}, "Choose a number from 1 to 10"),
        ({"score-trust-1": "0"}, "Choose a number from 1 to 10"),
        ({"comment-trust-1": "x" * 1_000_000}, "2000"),
    ],
)
def test_odd_answers_are_refused_and_nothing_typed_is_lost(sign_in, at, pulse, said, sentence):
    answer = sign_in("ada").post(at("answer", pulse=pulse.id), {"comment-tempo-1": "Kvar", **said})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Kvar" in answer.content.decode()
    assert rows(Answer) == []


def test_nothing_at_all_is_refused_with_a_sentence(sign_in, at, pulse):
    answer = sign_in("ada").post(at("answer", pulse=pulse.id), {"score-trust-1": ""})
    assert answer.status_code == 422
    assert "Rate at least one thing" in answer.content.decode()


def test_after_the_window_a_form_says_so_and_keeps_what_was_typed(sign_in, at, revealed):
    client = sign_in("ada")
    assert client.get(at("answer", pulse=revealed.id)).status_code == 303
    late = client.post(at("answer", pulse=revealed.id), {"comment-trust-1": "För sent"})
    assert late.status_code == 422
    assert "This pulse is over" in late.content.decode()
    assert "För sent" in late.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Furthest apart: Tempo"), ("sv", "Längst isär: Tempo")]
)
def test_what_both_sides_said_is_shown_with_its_gaps(sign_in, at, revealed, language, words):
    for name in ("ada", "sam", "vera", "finn"):
        body = sign_in(name, language).get(at("pulse", pulse=revealed.id)).content.decode()
        assert words in body
        assert "Sent ibland" in body
        assert "&lt;b&gt;fett&lt;/b&gt;" in body
        assert "Ada Holm" not in body.partition('id="comments"')[2]
    assert sign_in("olga").get(at("pulse", pulse=revealed.id)).status_code == 404


def test_the_file_holds_the_same_and_nothing_before(sign_in, at, revealed, world):
    client = sign_in("sam")
    lines = client.get(at("pulse_file", pulse=revealed.id)).content.decode().splitlines()
    assert lines[0] == "Topic,About,Said by,Rating,Answers,Gap"
    assert sorted(lines[1:]) == [
        "Tempo,Havsvik Hem,Havsvik Hem,7.0,1,",
        "Tempo,Havsvik Hem,Studio Nord,6.0,1,1.0",
        "Tempo,Studio Nord,Havsvik Hem,4.0,1,4.0",
        "Tempo,Studio Nord,Studio Nord,8.0,1,",
    ]
    begun = open_by(world.actor("ada"), world.shared)
    say(world.actor("ada"), begun)
    assert client.get(at("pulse_file", pulse=begun.id)).status_code == 409
    assert client.get(at("talk", pulse=begun.id)).status_code == 409


def test_both_sides_write_notes_and_nobody_overwrites_the_others(sign_in, at, revealed):
    talk = at("talk", pulse=revealed.id)
    assert sign_in("ada").post(talk, {"text": "Vi börjar med tempot", "seen": "0"}).status_code == 303
    client = sign_in("sam")
    assert "Vi börjar med tempot" in client.get(talk).content.decode()
    late = client.post(talk, {"text": "Mitt eget", "seen": "0"})
    assert late.status_code == 422
    body = late.content.decode()
    assert all(words in body for words in ("Mitt eget", "Vi börjar med tempot", "Somebody has written here"))
    assert client.post(talk, {"text": "Båda delarna", "seen": "1"}).status_code == 303
    assert [(one.number, one.text) for one in rows(TalkNote)] == [
        (1, "Vi börjar med tempot"),
        (2, "Båda delarna"),
    ]
    assert sign_in("vera").post(talk, {"text": "Nej", "seen": "2"}).status_code == 403


def test_a_question_in_one_language_alone_is_refused_at_its_place(sign_in, at, world):
    client = sign_in("ada")
    page = client.get(at("rhythm"))
    own_id = page.context["form"].initial["own-0-id"]
    form = {"rhythm": "quarterly", "days": "14", "topics": ["trust", "again"], "seen": "0"}
    form |= {f"own-{place}-id": f"{own_id[:-1]}{place}" for place in range(3)}
    one = client.post(at("rhythm"), {**form, "own-1-sv": "Vi skrattar ihop"})
    assert one.status_code == 422
    assert 'id="id_own-1-en_error"' in one.content.decode()
    assert "Vi skrattar ihop" in one.content.decode()
    both = {**form, "own-1-sv": "Vi skrattar ihop", "own-1-en": "We laugh together"}
    assert client.post(at("rhythm"), both).status_code == 303
    assert rows(PulseTerms) == []


@pytest.mark.parametrize("topics", [[], ["trust"]])
def test_too_few_questions_are_refused(sign_in, at, topics):
    form = {"rhythm": "monthly", "days": "10", "topics": topics, "seen": "0"}
    form |= {f"own-{place}-id": f"x{place}" for place in range(3)}
    answer = sign_in("ada").post(at("rhythm"), form)
    assert answer.status_code == 422
    assert "two to seven questions" in answer.content.decode()


class TestByLink:
    @pytest.fixture
    def link(self, world, pulse):
        return answer_link(world.actor("sam"), pulse.id, now=timezone.now())

    def test_opening_it_changes_nothing_and_one_click_answers(self, client, link, world):
        for _scanner in range(2):
            page = client.get(link)
            assert page.status_code == 200
            assert rows(Answer) == []
        client.head(link)
        assert client.post(link, {"score-tempo-1": "9"}).status_code == 303
        [row] = rows(Answer)
        assert (row.person_id, row.party_id) == (world.users["sam"].id, world.parties["studionord"])
        after = client.get(link).content.decode()
        assert "your answer is saved" in after
        assert "score-tempo-1" not in after

    def test_once_answered_it_neither_shows_nor_changes_the_answer(self, client, link, world, pulse):
        say(world.actor("sam"), pulse, 3, "samshemlighet")
        assert "samshemlighet" not in client.get(link).content.decode()
        again = client.post(link, {"score-tempo-1": "1"})
        assert again.status_code == 422
        assert "You have answered already" in again.content.decode()
        assert [one.score for one in rows(Rating)] == [3]

    def test_an_old_link_and_a_closed_round_say_so_kindly(self, client, world, revealed):
        now = timezone.now()
        old = answer_link(world.actor("sam"), revealed.id, now=now - timedelta(days=14))
        assert client.get(old).status_code == 410
        fresh = answer_link(world.actor("sam"), revealed.id, now=now)
        page = client.get(fresh)
        assert (page.status_code, "This pulse is over" in page.content.decode()) == (200, True)
        assert client.post(fresh, {"score-tempo-1": "9"}).status_code == 422

    @pytest.mark.parametrize("change", [lambda text: text[:-2] + "/", lambda text: "/pulse/made.up.word/"])
    def test_a_changed_link_and_one_for_another_purpose_are_none(self, client, link, change):
        assert client.get(change(link)).status_code == 404

    def test_who_has_left_or_only_reads_answers_no_longer(self, client, link, world):
        with as_creator():
            world.users["sam"].is_active = False
            world.users["sam"].save()
        assert client.get(link).status_code == 404

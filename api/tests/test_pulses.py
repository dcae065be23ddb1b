"""The pulse through the API: asking, answering, what both said, and nothing before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.feedback.models import Answer, Rating, Round
from projects.feedback.pulse_factories import pulse_answered, pulse_opened
from projects.feedback.tests.pulses import say
from tests.tenancy import as_creator


@pytest.fixture
def pulse(world):
    seats = {
        world.parties["havsvik"]: [world.users["ada"].id],
        world.parties["studionord"]: [world.users["sam"].id],
    }
    with as_creator():
        return pulse_opened(world.shared, seats)


def rating(world, score, side="studionord", **said):
    return {"question": "trust", "about": str(world.parties[side]), "score": score, **said}


def test_a_round_is_opened_once_and_tells_what_it_asks_in_the_callers_language(ada, world):
    made = ada.post(f"/partnerships/{world.shared}/pulses", {})
    assert (made["number"], made["revealed_at"], made["is_over"]) == (1, None, False)
    assert made["questions"][0] == {
        "key": "trust",
        "name": "Tillit",
        "sentence": "Håller vad den lovar, och säger till i tid när något ändras.",
        "is_about_sides": True,
    }
    assert ada.get("/pulses?is_over=false")["data"] == [made]
    assert ada.get("/pulses?is_over=true")["data"] == []
    assert ada.post(f"/partnerships/{world.shared}/pulses", {}, status=409)["code"] == "pulse_is_open"


def test_an_answer_is_put_whole_and_read_by_its_writer_alone(ada, sam, world, pulse):
    path = f"/pulses/{pulse.id}/answer"
    assert ada.get(path, status=404)["code"] == "not_found"
    body = {"ratings": [rating(world, 3, comment="Sent"), rating(world, 8, "havsvik")], "shows_name": True}
    put = ada.put(path, body)
    assert (put["version"], put["shows_name"], len(put["ratings"])) == (1, True, 2)
    assert ada.get(path) == put
    assert ada.put(path, {"ratings": [rating(world, 4)]})["ratings"] == [rating(world, 4, comment="")]
    stale = ada.put(path, {"ratings": [rating(world, 5)]}, If_Match='"1"', status=412)
    assert stale["code"] == "stale_version"
    assert sam.get(path, status=404)["code"] == "not_found"


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"score": 11}, 422, "bad_score", "/ratings/0/score"),
        ({"score": 0}, 422, "bad_score", "/ratings/0/score"),
        ({"score": "7"}, 400, None, None),
        ({"question": "love"}, 422, "no_such_question", "/ratings/0/question"),
        ({"about": None}, 422, "no_such_question", "/ratings/0/question"),
        ({"comment": "x" * 1_000_000}, 422, "comment_too_long", "/ratings/0/comment"),
        ({"score": None}, 422, "nothing_said", "/ratings"),
        ({"party": "x"}, 400, None, None),
    ],
)
def test_odd_answers_are_refused_by_name(ada, world, pulse, change, status, code, field):
    refused = ada.put(
        f"/pulses/{pulse.id}/answer", {"ratings": [{**rating(world, 7), **change}]}, status=status
    )
    if code:
        assert (refused["code"], refused["errors"][0]["pointer"]) == (code, field)
    with as_creator():
        assert (Answer.objects.count(), Rating.objects.count()) == (0, 0)


def test_before_it_is_over_the_result_tells_nothing_whoever_has_answered(ada, sam, world, pulse):
    before = [ada.get(f"/pulses/{pulse.id}/{part}", status=409) for part in ("result", "talk")]
    listed = ada.get("/pulses")
    say(world.actor("sam"), pulse, 2, "samshemlighet")
    after = [ada.get(f"/pulses/{pulse.id}/{part}", status=409) for part in ("result", "talk")]
    assert [one["code"] for one in after] == ["not_revealed", "not_revealed"]
    assert [one["detail"] for one in after] == [one["detail"] for one in before]
    assert ada.get("/pulses") == listed
    assert [one for one in ada.get("/events")["data"] if "feedback" in str(one)] == []


def test_when_all_have_answered_both_read_means_gaps_and_comments(ada, sam, world, pulse):
    sam.put(f"/pulses/{pulse.id}/answer", {"ratings": [rating(world, 8, comment="Vi håller dagen")]})
    ada.put(f"/pulses/{pulse.id}/answer", {"ratings": [rating(world, 5)]})
    result = ada.get(f"/pulses/{pulse.id}/result")
    assert sam.get(f"/pulses/{pulse.id}/result") == result
    one, other = str(world.parties["havsvik"]), str(world.parties["studionord"])
    assert result["means"] == [
        {"question": "trust", "party": one, "about": other, "mean": "5.0", "count": 1},
        {"question": "trust", "party": other, "about": other, "mean": "8.0", "count": 1},
    ]
    assert result["gaps"] == [
        {"question": "trust", "about": other, "other": one, "gap": "3.0", "width": "critical"}
    ]
    assert [(row["text"], row["person"]) for row in result["comments"]] == [("Vi håller dagen", "")]
    assert result["closing_rate"] is None
    late = ada.put(f"/pulses/{pulse.id}/answer", {"ratings": [rating(world, 1)]}, status=409)
    assert late["code"] == "pulse_is_over"


def test_the_notes_are_saved_beside_what_was_read(ada, sam, world, pulse):
    with as_creator():
        Round.objects.filter(id=pulse.id).update(revealed_at=timezone.now())
    path = f"/pulses/{pulse.id}/talk"
    assert ada.get(path)["number"] == 0
    assert ada.put(path, {"text": "Tempot", "language": "sv", "seen": 0})["number"] == 1
    late = sam.put(path, {"text": "Mine", "language": "en", "seen": 0}, status=409)
    assert late["code"] == "notes_moved"
    assert sam.get(path)["text"] == "Tempot"


def test_the_closing_rate_compares_with_the_round_before(ada, world, pulse):
    one, other = world.parties["havsvik"], world.parties["studionord"]
    now = timezone.now()
    with as_creator():
        Round.objects.filter(id=pulse.id).update(revealed_at=now)
        after = pulse_opened(world.shared, {}, number=2, opened_at=now - timedelta(days=1), revealed_at=now)
        for row, score in ((pulse, 4), (after, 6)):
            pulse_answered(row, one, world.users["ada"].id, {("tempo", other): (score, "")})
            pulse_answered(row, other, world.users["sam"].id, {("tempo", other): (8, "")})
    assert ada.get(f"/pulses/{after.id}/result")["closing_rate"] == "0.50"

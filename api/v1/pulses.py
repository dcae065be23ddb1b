"""`/pulses`: rounds, one's own answer, what both sides said once it is over, and the talk about it."""

from json import loads
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import partnership_seen
from api.etags import require_match
from api.operation import operation
from api.parameters import PAGING, ids, yes_or_no
from api.v1.agreement_versions import NothingMore, named_values
from api.v1.lists import ListingView
from api.v1.pulse_shapes import (
    NewPulseAnswer,
    NewTalk,
    PulseAnswerShape,
    PulseResultShape,
    PulseShape,
    TalkShape,
    answer_record,
    result_record,
    talk_record,
)
from projects.feedback.actions.answers import RatingSaid, give_answer
from projects.feedback.actions.rounds import open_round
from projects.feedback.actions.talk import write_notes
from projects.feedback.models import Round
from projects.feedback.pulse_refusals import NotRevealed
from projects.feedback.queries.listed_rounds import PULSES
from projects.feedback.queries.results import own_answer, own_answer_given, results_of
from projects.feedback.queries.rounds import is_over, round_by_id, rounds_seen
from projects.feedback.queries.talks import notes_seen
from projects.feedback.questions import read_questions


class Pulses(ListingView):
    tag, listing, one_name = "feedback", PULSES, "pulse"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Tell the questions in the caller's language."""
        return [{**row, "questions": _questions(row["questions"])} for row in rows]

    def row(self, pulse_id: UUID) -> Round:
        """Return a round of any of the actor's partnerships; raise NotThere."""
        return round_by_id(self.actor, pulse_id)

    def over(self, pulse_id: UUID) -> Round:
        """Return a round that is over; raise NotThere or NotRevealed."""
        row = self.row(pulse_id)
        if not is_over(row, now=self.now):
            raise NotRevealed
        return row

    def answer_pulse(self, pulse_id: UUID, *, status: int = 200) -> HttpResponse:
        [row] = self.whole([listed_one(PULSES, self.actor, pulse_id)])
        answer = self.one(row, status=status)
        if status == 201:
            answer.headers["Location"] = reverse("api:pulse", args=[pulse_id])
        return answer


class PulsesView(Pulses):
    @operation(
        "list_pulses",
        Right.READ,
        summary="Rounds of the pulse in all your partnerships, newest first",
        answer=PulseShape,
        listed=True,
        parameters=(
            *PAGING,
            ids("partnership", "Only rounds of these partnerships."),
            yes_or_no("is_over", "Only rounds whose result can be read, or only those whose can't yet."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipPulsesView(Pulses):
    @operation(
        "open_pulse",
        Right.GIVE_FEEDBACK,
        summary="Ask every side now",
        about="One round at a time. Rhythm and questions are agreed: POST to `/agreements` with the kind `pulse`.",
        answer=PulseShape,
        body=NothingMore,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        seen = partnership_seen(self.actor, partnership)
        self.body()
        row = open_round(self.actor, partnership=seen, now=self.now)
        return self.answer_pulse(row.id, status=201)


class PulseView(Pulses):
    @operation("get_pulse", Right.READ, summary="One round", answer=PulseShape)
    def get(self, request: Any, pulse: UUID) -> HttpResponse:
        return self.answer_pulse(pulse)


class PulseAnswerView(Pulses):
    @operation(
        "get_pulse_answer",
        Right.READ,
        summary="Your own answer",
        answer=PulseAnswerShape,
        conditional=True,
    )
    def get(self, request: Any, pulse: UUID) -> HttpResponse:
        own = own_answer_given(self.actor, self.row(pulse))
        return self.one(answer_record(pulse, own), version=own.version)

    @operation(
        "put_pulse_answer",
        Right.GIVE_FEEDBACK,
        summary="Answer, or say it all anew, until the round is over",
        answer=PulseAnswerShape,
        body=NewPulseAnswer,
        if_match="possible",
    )
    def put(self, request: Any, pulse: UUID) -> HttpResponse:
        row, body = self.row(pulse), self.body()
        before = own_answer(self.actor, row)
        version = require_match(self.request, before.version if before else 0, needed=False)
        ratings = [
            RatingSaid(one["question"], one.get("about"), one.get("score"), one.get("comment", ""))
            for one in body["ratings"]
        ]
        with named_values(""):
            give_answer(
                self.actor,
                pulse=row,
                ratings=ratings,
                shows_name=body.get("shows_name", False),
                now=self.now,
                version=version,
            )
        return self.get(request, pulse)


class PulseResultView(Pulses):
    @operation(
        "get_pulse_result",
        Right.READ,
        summary="What both sides said",
        about="409 `not_revealed` until the round is over, whoever has answered.",
        answer=PulseResultShape,
    )
    def get(self, request: Any, pulse: UUID) -> HttpResponse:
        row = self.over(pulse)
        found = rounds_seen(self.actor, row.partnership_id, now=self.now)
        wanted = [one for one in found if one.is_over and one.number <= row.number][:2]
        partnership = partnership_seen(self.actor, row.partnership_id)
        results = results_of(wanted, [side.id for side in partnership.parties])
        return self.one(result_record(results[0], results[1] if len(results) > 1 else None))


class PulseTalkView(Pulses):
    @operation("get_pulse_talk", Right.READ, summary="The notes of the talk about a round", answer=TalkShape)
    def get(self, request: Any, pulse: UUID) -> HttpResponse:
        row = self.over(pulse)
        notes = notes_seen(row.partnership_id, row.id)
        return self.one(talk_record(pulse, notes[0] if notes else None))

    @operation(
        "put_pulse_talk",
        Right.GIVE_FEEDBACK,
        summary="Save the notes whole; what they said before is kept",
        answer=TalkShape,
        body=NewTalk,
    )
    def put(self, request: Any, pulse: UUID) -> HttpResponse:
        row, body = self.row(pulse), self.body()
        write_notes(self.actor, pulse=row, now=self.now, **body)
        return self.get(request, pulse)


def _questions(text: str) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "name": one.name,
            "sentence": one.sentence,
            "is_about_sides": one.is_about_sides,
        }
        for one in read_questions(loads(text))
    ]

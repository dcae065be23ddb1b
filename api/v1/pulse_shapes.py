"""What a pulse looks like to programs, and what a person may say through one."""

from typing import Any

from rest_framework import serializers

from api.fields import Choice, Id, Strict, Text, Whole, YesNo
from api.shapes import Record, Shape, decimal
from projects.feedback.queries.results import OwnAnswer, Result
from projects.feedback.queries.talks import NoteSeen


class PulseQuestionShape(Shape):
    """One question, in the caller's language; `is_about_sides` false: of an open joint action, answered once."""

    key = serializers.CharField()
    name = serializers.CharField()
    sentence = serializers.CharField()
    is_about_sides = serializers.BooleanField()


class PulseShape(Record):
    """One round. While it is open nothing tells who has answered, or how many have."""

    partnership = serializers.UUIDField()
    number = serializers.IntegerField()
    questions = PulseQuestionShape(many=True)
    opened_on = serializers.DateField()
    opened_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField(help_text="The end of its last day, where that ends last.")
    revealed_at = serializers.DateTimeField(allow_null=True)
    is_over = serializers.BooleanField(help_text="Whether its result can be read.")


class RatingShape(Shape):
    question = serializers.CharField()
    about = serializers.UUIDField(allow_null=True, help_text="A party; null for a joint action.")
    score = serializers.IntegerField(allow_null=True, help_text="1 to 10.")
    comment = serializers.CharField()


class PulseAnswerShape(Record):
    """Your own answer; nobody else reads it before the round is over."""

    pulse = serializers.UUIDField()
    shows_name = serializers.BooleanField()
    ratings = RatingShape(many=True)
    answered_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class MeanShape(Shape):
    question = serializers.CharField()
    party = serializers.UUIDField(help_text="Who says it.")
    about = serializers.UUIDField()
    mean = decimal(1, about="1 to 10.")
    count = serializers.IntegerField()


class GapShape(Shape):
    """How `about` sees itself, less how `other` sees it."""

    question = serializers.CharField()
    about = serializers.UUIDField()
    other = serializers.UUIDField()
    gap = decimal(1)
    width = serializers.ChoiceField(["aligned", "minor", "significant", "critical"])


class CommentShape(Shape):
    question = serializers.CharField()
    party = serializers.UUIDField()
    about = serializers.UUIDField(allow_null=True)
    text = serializers.CharField()
    person = serializers.CharField(help_text='"" unless that person chose to be named.')


class PulseResultShape(Record):
    """What both sides said, by side, once the round is over."""

    pulse = serializers.UUIDField()
    means = MeanShape(many=True)
    gaps = GapShape(many=True)
    comments = CommentShape(many=True)
    closing_rate = decimal(
        2, allow_null=True, about="1 − |gap now| / |gap before|, over the gaps that both rounds know."
    )


class TalkShape(Record):
    """The notes of a round's talk as they say now; `number` grows with each saving."""

    pulse = serializers.UUIDField()
    number = serializers.IntegerField()
    text = serializers.CharField()
    language = serializers.CharField()
    party = serializers.UUIDField(allow_null=True)
    written_at = serializers.DateTimeField(allow_null=True)


class NewRating(Strict):
    question = Text(max_length=48)
    about = Id(required=False, allow_null=True, help_text="A party; none for a joint action.")
    score = Whole(required=False, allow_null=True, help_text="1 to 10; none to leave it out.")
    comment = Text(required=False, allow_blank=True)


class NewPulseAnswer(Strict):
    """All of it: what is left out is not said any longer."""

    ratings = NewRating(many=True)
    shows_name = YesNo(required=False)


class NewTalk(Strict):
    text = Text(allow_blank=True)
    language = Choice(["sv", "en"])
    seen = Whole(min_value=0, help_text="The number that you have read; 0 for none.")


def answer_record(pulse_id: Any, own: OwnAnswer) -> dict[str, Any]:
    ratings = [
        {"question": one.question, "about": one.about, "score": one.score, "comment": one.comment}
        for one in own.ratings
    ]
    return {
        "id": pulse_id,
        "object": "pulse_answer",
        "pulse": pulse_id,
        "shows_name": own.shows_name,
        "ratings": ratings,
        "answered_at": own.answered_at,
        "version": own.version,
    }


def result_record(result: Result, before: Result | None) -> dict[str, Any]:
    closing = result.closing(before)
    return {
        "id": result.round.id,
        "object": "pulse_result",
        "pulse": result.round.id,
        "means": [
            {"question": question, "party": party, "about": about, "mean": one.shown, "count": one.count}
            for (question, party, about), one in sorted(result.means.items(), key=lambda row: str(row[0]))
        ],
        "gaps": [
            {
                "question": one.question,
                "about": one.about,
                "other": one.other,
                "gap": one.shown,
                "width": one.width,
            }
            for one in result.gaps
            if one.shown is not None
        ],
        "comments": [
            {
                "question": one.question,
                "party": one.party_id,
                "about": one.about_id,
                "text": one.text,
                "person": one.person,
            }
            for one in result.comments
        ],
        "closing_rate": closing,
    }


def talk_record(pulse_id: Any, newest: NoteSeen | None) -> dict[str, Any]:
    return {
        "id": pulse_id,
        "object": "pulse_talk",
        "pulse": pulse_id,
        "number": newest.number if newest else 0,
        "text": newest.text if newest else "",
        "language": newest.language if newest else "en",
        "party": newest.party_id if newest else None,
        "written_at": newest.written_at if newest else None,
    }

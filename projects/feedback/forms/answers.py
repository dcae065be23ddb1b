"""Answering a pulse: for each question a scale and a comment about each side, and none of them needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.queries import PartnershipSeen, PartySeen
from projects.agreement.inputs import TextField
from projects.feedback.actions.answers import LEAST, LONGEST, MOST, RatingSaid
from projects.feedback.queries.results import OwnAnswer
from projects.feedback.queries.rounds import RoundSeen
from projects.feedback.questions import Question

Slot = tuple[Question, PartySeen | None]


class RatingScale(forms.RadioSelect):
    """1 to 10 as a row of numbers, and "no answer" below them, which can be chosen again."""

    template_name = "feedback/scale.html"


@dataclass(frozen=True)
class Inputs:
    """What one question asks about one side, or about an action."""

    side: PartySeen | None
    score: BoundField
    comment: BoundField

    @property
    def is_open(self) -> bool:
        return bool(self.comment.value() or self.comment.errors)


@dataclass(frozen=True)
class Group:
    question: Question
    inputs: tuple[Inputs, ...]


class AnswerForm(forms.Form):
    """`own` fills it in with what the person has said before."""

    use_required_attribute = False
    shows_name = forms.BooleanField(
        label=gettext_lazy("Show my name beside my comments when the pulse is revealed"), required=False
    )

    def __init__(
        self,
        *args: Any,
        pulse: RoundSeen,
        partnership: PartnershipSeen,
        own: OwnAnswer | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pulse, self.partnership = pulse, partnership
        held = {(one.question, one.about): one for one in own.ratings} if own else {}
        self.initial["shows_name"] = bool(own and own.shows_name)
        for question, side in self.slots():
            before = held.get((question.key, side.id if side else None))
            self.fields[name("score", question, side)] = _score(question, side)
            self.fields[name("comment", question, side)] = _comment(question, side)
            if before:
                self.initial[name("score", question, side)] = before.score
                self.initial[name("comment", question, side)] = before.comment

    def slots(self) -> Iterator[Slot]:
        """Give every question with every side that it is about, in the order of the page."""
        for question in self.pulse.questions:
            sides = self.partnership.parties if question.is_about_sides else (None,)
            yield from ((question, side) for side in sides)

    @property
    def groups(self) -> list[Group]:
        """The inputs as the page shows them, those about actions last."""
        found: dict[str, list[Inputs]] = {}
        for question, side in self.slots():
            fields = (self[name(what, question, side)] for what in ("score", "comment"))
            found.setdefault(question.key, []).append(Inputs(side, *fields))
        return [Group(one, tuple(found[one.key])) for one in self.pulse.questions]

    def said(self) -> list[RatingSaid]:
        """Return what was said, as the action takes it; every slot has its place."""
        return [
            RatingSaid(
                question.key,
                side.id if side else None,
                self.cleaned_data[name("score", question, side)],
                self.cleaned_data[name("comment", question, side)],
            )
            for question, side in self.slots()
        ]

    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal's path ("ratings.3.score") is about."""
        parts = (path or "").split(".")
        if len(parts) != 3 or not parts[1].isdecimal():
            return None
        question, side = list(self.slots())[int(parts[1])]
        return name("comment" if parts[2] == "comment" else "score", question, side)


def name(what: str, question: Question, side: PartySeen | None) -> str:
    """Return the name of an input: sides stand in it by their fixed places."""
    return f"{what}-{question.key}-{side.position if side else 0}"


def _score(question: Question, side: PartySeen | None) -> forms.TypedChoiceField:
    label = _("%(topic)s, %(side)s") % {"topic": question.name, "side": side.name} if side else question.name
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*((str(score), str(score)) for score in range(LEAST, MOST + 1)), ("", _("No answer"))],
        widget=RatingScale,
        error_messages={"invalid_choice": gettext_lazy("Choose a number from 1 to 10, or none.")},
    )


def _comment(question: Question, side: PartySeen | None) -> TextField:
    label = _("Comment on %(topic)s, %(side)s") if side else _("Comment on %(topic)s")
    return TextField(
        label=label % {"topic": question.name, "side": side.name if side else ""},
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

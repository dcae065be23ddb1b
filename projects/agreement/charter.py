"""The charter of a partnership: what it is for and how its sides work together, in five steps that they write together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from partnership.kit.errors import Refused
from projects.agreement.fields import Field, Type, Values
from projects.agreement.kinds import Kind, Put
from projects.agreement.sides import require_sides

NAME = "charter"
LONGEST_NOTICE = 3650

ESCALATION = {
    "1": _("First: everyday matters"),
    "2": _("Second: when something is stuck"),
    "3": _("Last: when nothing else has helped"),
}
RHYTHM = {
    "daily": _("Every working day"),
    "weekly": _("Every week"),
    "biweekly": _("Every other week"),
    "monthly": _("Every month"),
    "quarterly": _("Every quarter"),
    "yearly": _("Every year"),
    "needed": _("When somebody asks for it"),
}


@dataclass(frozen=True)
class Step:
    """One of the small steps in which a charter is written: its number from 1, a name, a question and its fields."""

    number: int
    name: str | Promise
    question: str | Promise
    fields: tuple[Field, ...]

    def part_of(self, values: Values) -> dict[str, Any]:
        """Return what belongs to this step."""
        return {field.name: values.get(field.name) for field in self.fields}

    def is_written(self, values: Values) -> bool:
        """Say whether anything stands in this step."""
        return any(values.get(field.name) for field in self.fields)


STEPS = (
    Step(
        1,
        _("Shared vision"),
        _("What do you want to have reached together, and why does it matter to each of you?"),
        (Field("vision", _("Shared vision"), Type.PROSE),),
    ),
    Step(
        2,
        _("How you work together"),
        _("What do you hold to when it gets difficult, and how do you work in everyday matters?"),
        (
            Field(
                "principles",
                _("Guiding principles"),
                Type.LIST,
                (Field("text", _("Principle")),),
                row_name="text",
            ),
            Field("ways", _("Ways of working"), Type.PROSE),
        ),
    ),
    Step(
        3,
        _("Contacts"),
        _("Whom does one turn to on each side, and whom when something is stuck?"),
        (
            Field(
                "contacts",
                _("Contacts"),
                Type.LIST,
                (
                    Field("party", _("Side"), Type.REF),
                    Field("person", _("Name")),
                    Field("role", _("Answers for")),
                    Field("reach", _("Reached by")),
                    Field("turn", _("When to turn here"), Type.CHOICE, choices=ESCALATION),
                ),
                row_name="person",
            ),
        ),
    ),
    Step(
        4,
        _("Meetings"),
        _("How often do you meet, about what, and when do you look through the charter again?"),
        (
            Field(
                "meetings",
                _("Meetings"),
                Type.LIST,
                (
                    Field("what", _("What")),
                    Field("often", _("How often"), Type.CHOICE, choices=RHYTHM),
                    Field("who", _("Who takes part")),
                ),
                row_name="what",
            ),
            Field("review_on", _("Looked through again on"), Type.DAY),
        ),
    ),
    Step(
        5,
        _("How it ends well"),
        _("If you part one day: how much notice does each side give, and what is handed over?"),
        (
            Field("notice_days", _("Notice, in days"), Type.NUMBER),
            Field("exit_plan", _("Exit plan"), Type.PROSE),
            Field(
                "handover",
                _("Handover list"),
                Type.LIST,
                (Field("what", _("What")), Field("party", _("Handed over by"), Type.REF)),
                row_name="what",
            ),
        ),
    ),
)
FIELDS = tuple(field for step in STEPS for field in step.fields)


class CharterIncomplete(Refused):
    """`field` is the path of what is missing or impossible, so that a page can lead to its step."""

    message = _("The charter is not whole yet.")
    code = "charter_incomplete"
    status = 422


def step_of(number: int) -> Step | None:
    """Return a step by its number, or None."""
    return next((step for step in STEPS if step.number == number), None)


def step_with(path: str) -> Step | None:
    """Return the step that the path of a value belongs to, or None."""
    name = path.split(".")[0]
    return next((step for step in STEPS for field in step.fields if field.name == name), None)


def problems_of(values: Values, party_ids: dict[str, str], *, today: date) -> Iterator[CharterIncomplete]:
    """Give what keeps the values from being a charter, in the order of the steps; `party_ids` are ids with names."""
    if not values.get("vision"):
        yield CharterIncomplete(
            _("Write the shared vision: it is what everything else is for."), field="vision"
        )
    reached = {
        row["party"]["id"] for row in values.get("contacts") or () if row.get("party") and row.get("person")
    }
    for party_id, name in party_ids.items():
        if party_id not in reached:
            sentence = _("Name at least one person at %(side)s to turn to.") % {"side": name}
            yield CharterIncomplete(sentence, field="contacts")
    review_on = values.get("review_on")
    if review_on and date.fromisoformat(review_on) < today:
        yield CharterIncomplete(_("The day to look through it again has passed."), field="review_on")
    if not _is_notice(values.get("notice_days")):
        yield CharterIncomplete(_("Notice is a whole number of days, 3,650 at most."), field="notice_days")


def _is_notice(text: str | None) -> bool:
    return text is None or (text.isdecimal() and int(text) <= LONGEST_NOTICE)


def check(actor: Actor, put: Put) -> None:
    """Raise CharterIncomplete for what is missing, or WrongSide for a side that is none of this partnership."""
    names = require_sides(put.partnership_id, FIELDS, put.values)
    today = timezone.localdate(put.now)
    for problem in problems_of(put.values, names, today=today):
        raise problem


def page(partnership_id: UUID, subject_id: UUID) -> str:
    """Return the page that shows the charter in force."""
    return reverse("agreement:charter", kwargs={"partnership": partnership_id})


def form(partnership_id: UUID, subject_id: UUID) -> str:
    """Return the first step, where a change or a counter-proposal begins."""
    return reverse("agreement:charter_step", kwargs={"partnership": partnership_id, "step": 1})


CHARTER = Kind(
    name=NAME,
    label=_("Charter"),
    fields=FIELDS,
    name_of=lambda values: str(_("Charter")),
    check=check,
    # The version in force is the charter: there is no row of its own to write.
    put_in_force=lambda actor, put: None,
    page=page,
    form=form,
)

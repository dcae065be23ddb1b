"""The pulse as a kind that every party signs: how often, how long one may answer, and what is asked."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.errors import NotThere
from projects.agreement.fields import Field, Type, Values
from projects.agreement.kinds import Kind, Put, register_kind
from projects.feedback import pulse_refusals as refusals
from projects.feedback.models import PulseTerms
from projects.feedback.questions import FEWEST, MOST, OWN, STANDARD, own_row, standard_rows

KIND = "pulse"
DAYS = 10
SHORTEST, LONGEST = 3, 30
MONTHS = {
    PulseTerms.Rhythm.MONTHLY: 1,
    PulseTerms.Rhythm.BIMONTHLY: 2,
    PulseTerms.Rhythm.QUARTERLY: 3,
    PulseTerms.Rhythm.BY_HAND: 0,
}
FIELDS = (
    Field("rhythm", _("How often"), Type.CHOICE, choices=dict(PulseTerms.Rhythm.choices)),
    Field("days", _("Days to answer"), Type.NUMBER),
    Field(
        "topics",
        _("Standard questions"),
        Type.LIST,
        (Field("topic", _("Topic"), Type.CHOICE, choices={key: one.name for key, one in STANDARD.items()}),),
        row_name="topic",
    ),
    Field(
        "own",
        _("Own questions"),
        Type.LIST,
        (Field("sv", _("In Swedish")), Field("en", _("In English"))),
        row_name="sv",
    ),
)


@dataclass(frozen=True, slots=True)
class TermsHeld:
    """What holds now; `number` is 0 while no side has signed anything and the standard set is in force."""

    number: int
    rhythm: str
    months: int
    days: int
    questions: tuple[dict[str, str], ...]

    @property
    def is_signed(self) -> bool:
        return self.number > 0

    @property
    def rhythm_label(self) -> str:
        return str(PulseTerms.Rhythm(self.rhythm).label)


DEFAULT = TermsHeld(0, PulseTerms.Rhythm.MONTHLY, 1, DAYS, tuple(standard_rows()))


def held_of(row: PulseTerms | None) -> TermsHeld:
    """Return what a signed row says, the standard set without one."""
    if row is None:
        return DEFAULT
    return TermsHeld(row.number, row.rhythm, row.months, row.days, tuple(row.questions))


def values_of(held: TermsHeld) -> dict[str, Any]:
    """Return terms as values that can be proposed."""
    own = [row for row in held.questions if row["key"].startswith(OWN)]
    return {
        "rhythm": held.rhythm,
        "days": str(held.days),
        "topics": [
            {"id": row["key"], "topic": row["key"]} for row in held.questions if row["key"] in STANDARD
        ],
        "own": [{"id": row["key"].removeprefix(OWN), "sv": row["sv"], "en": row["en"]} for row in own],
    }


def check_pulse(actor: Actor, put: Put) -> None:
    """Raise NotThere for another subject, RhythmMissing, BadWindow, TooFewQuestions, TopicTwice, BothLanguagesNeeded."""
    if put.subject_id != put.partnership_id:
        raise NotThere
    if put.values["rhythm"] is None:
        raise refusals.RhythmMissing
    days = put.values["days"] or ""
    if not days.isdecimal() or not SHORTEST <= int(days) <= LONGEST:
        raise refusals.BadWindow
    _check_topics(put.values["topics"])
    _check_own(put.values["own"])
    if not FEWEST <= len(put.values["topics"]) + len(put.values["own"]) <= MOST:
        raise refusals.TooFewQuestions


def put_in_force(actor: Actor, put: Put) -> None:
    """Write the signed terms: the next round that opens follows them, one that is open stays as it is."""
    rhythm = PulseTerms.Rhythm(put.values["rhythm"])
    wanted = {row["topic"] for row in put.values["topics"]}
    PulseTerms.objects.create(
        partnership_id=put.partnership_id,
        number=put.number,
        rhythm=rhythm,
        months=MONTHS[rhythm],
        days=int(put.values["days"]),
        questions=[
            *standard_rows([key for key in STANDARD if key in wanted]),
            *(own_row(row["id"], row["sv"], row["en"]) for row in put.values["own"]),
        ],
        signed_at=put.now,
    )


def register() -> None:
    """Let parties sign a pulse; called once, when Django is ready."""
    register_kind(
        Kind(
            name=KIND,
            label=_("Pulse"),
            fields=FIELDS,
            name_of=_name,
            check=check_pulse,
            put_in_force=put_in_force,
            page=_page,
            form=_form,
            right=Right.GIVE_FEEDBACK,
        )
    )


def _check_topics(rows: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for place, row in enumerate(rows):
        if row["topic"] is None:
            raise refusals.TooFewQuestions(field=f"topics.{place}.topic")
        if row["topic"] in seen:
            raise refusals.TopicTwice(field=f"topics.{place}.topic")
        seen.add(row["topic"])


def _check_own(rows: list[dict[str, Any]]) -> None:
    for place, row in enumerate(rows):
        for name in ("sv", "en"):
            if not row[name]:
                raise refusals.BothLanguagesNeeded(field=f"own.{place}.{name}")


def _name(values: Values) -> str:
    return gettext("Pulse: how often and what is asked")


def _page(partnership_id: UUID, subject_id: UUID) -> str:
    return reverse("feedback:rounds", kwargs={"partnership": partnership_id})


def _form(partnership_id: UUID, subject_id: UUID) -> str:
    return reverse("feedback:rhythm", kwargs={"partnership": partnership_id})

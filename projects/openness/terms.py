"""What every party signs about openness: who opens which topic to whom, how far, what for and until when.

Pure of rows: between what is written down in an agreement (plain JSON) and what Python counts with. A topic that has no
row stays at the step it starts with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from projects.agreement.fields import Field, Type, Values
from projects.openness.steps import OPENABLE, RULES, Opened, Step, Topic
from projects.openness.words import STEPS, TOPICS

KIND = "openness"
FOR_GOOD = date.max
"""The last day of what is held back rather than opened: it needs no end."""
FIELDS = (
    Field(
        "rows",
        _("What is open"),
        Type.LIST,
        fields=(
            Field("topic", _("Topic"), Type.CHOICE, choices={one.value: TOPICS[one] for one in OPENABLE}),
            Field("party", _("Opened by"), Type.REF),
            Field("reader", _("Seen by"), Type.REF),
            Field("step", _("How far"), Type.CHOICE, choices=STEPS),
            Field("purpose", _("What for"), Type.TEXT),
            Field("until", _("Until"), Type.DAY, nothing=_("no end")),
        ),
        row_name="topic party reader",
    ),
    Field("exception", _("Why it need not balance"), Type.PROSE, nothing=_("no exception")),
)
Key = tuple[UUID, UUID, Topic]


@dataclass(frozen=True, slots=True)
class Row:
    """One topic of one side as one other side may see it; `until` is the last day, None without an end."""

    party_id: UUID
    reader_id: UUID
    topic: Topic
    step: Step
    purpose: str = ""
    until: date | None = None

    @property
    def key(self) -> Key:
        return self.party_id, self.reader_id, self.topic

    @property
    def id(self) -> str:
        """The same for the same sides and topic, so that differences between versions fit."""
        return str(uuid5(self.party_id, f"{self.reader_id}.{self.topic}"))

    @property
    def opens(self) -> bool:
        """Whether it lets see more than without it."""
        return self.step > RULES[self.topic].start

    @property
    def says_something(self) -> bool:
        return self.step != RULES[self.topic].start

    @property
    def opened(self) -> Opened:
        return Opened(self.party_id, self.reader_id, self.topic, self.step, self.until or FOR_GOOD)


@dataclass(frozen=True, slots=True)
class OpennessTerms:
    """The whole table; `exception` is why it need not balance, signed by every side."""

    rows: tuple[Row, ...] = ()
    exception: str = ""

    def row(self, party_id: UUID, reader_id: UUID, topic: Topic) -> Row | None:
        return next((one for one in self.rows if one.key == (party_id, reader_id, topic)), None)


def written(terms: OpennessTerms, partnership: PartnershipSeen) -> dict[str, Any]:
    """Write terms down as an agreement keeps them: rows in the sides' order and that of the topics."""
    places = {side.id: side.position for side in partnership.parties}
    order = {topic: place for place, topic in enumerate(OPENABLE)}
    rows = sorted(
        (one for one in terms.rows if one.says_something),
        key=lambda one: (places.get(one.party_id, 0), places.get(one.reader_id, 0), order[one.topic]),
    )
    return {"rows": [_written(one, partnership) for one in rows], "exception": terms.exception or None}


def read(values: Values) -> OpennessTerms:
    """Read what an agreement keeps; raise ValueError, KeyError or TypeError for rows that are not whole."""
    return OpennessTerms(tuple(read_row(row) for row in values["rows"]), values["exception"] or "")


def read_row(row: Mapping[str, Any]) -> Row:
    """Read one row; raise ValueError, KeyError or TypeError when it does not say who opens what to whom, and how far."""
    return Row(
        party_id=UUID(row["party"]["id"]),
        reader_id=UUID(row["reader"]["id"]),
        topic=Topic(row["topic"]),
        step=Step(int(row["step"])),
        purpose=row["purpose"] or "",
        until=date.fromisoformat(row["until"]) if row["until"] else None,
    )


def _written(row: Row, partnership: PartnershipSeen) -> dict[str, Any]:
    return {
        "id": row.id,
        "topic": row.topic.value,
        "party": _side(row.party_id, partnership),
        "reader": _side(row.reader_id, partnership),
        "step": str(int(row.step)),
        "purpose": row.purpose or None,
        "until": row.until.isoformat() if row.until else None,
    }


def _side(party_id: UUID, partnership: PartnershipSeen) -> dict[str, str]:
    side = partnership.party(party_id)
    return {"id": str(party_id), "name": side.name if side else ""}

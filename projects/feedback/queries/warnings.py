"""Early warnings as all sides read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen, names_of
from partnership.kit.errors import NotThere
from projects.feedback.models import EarlyWarning, Origin, Probability, WarningVersion
from projects.feedback.queries.joint import ActionSeen, actions_of
from projects.feedback.queries.subjects import Subject, subjects_of

PILLS = {
    EarlyWarning.Status.OPEN: "watch",
    EarlyWarning.Status.HAPPENED: "neutral",
    EarlyWarning.Status.AVERTED: "good",
    EarlyWarning.Status.CLOSED: "neutral",
}


@dataclass(frozen=True, slots=True)
class ForeseenSeen:
    """What a warning says, or said in an earlier version."""

    number: int
    what: str
    effect: str
    effect_hours: Decimal | None
    effect_days: int | None
    probability: str
    person: str
    written_at: datetime

    @property
    def probability_label(self) -> str:
        return str(Probability(self.probability).label)


@dataclass(frozen=True, slots=True)
class WarningSeen:
    """One early warning with what both sides do about it."""

    id: UUID
    partnership_id: UUID
    party: PartySeen
    says: ForeseenSeen
    language: str
    subject: Subject | None
    status: str
    status_label: str
    pill: str
    word: str
    closed_at: datetime | None
    closed_by: str
    created_at: datetime
    version: int
    actions: tuple[ActionSeen, ...]

    @property
    def is_open(self) -> bool:
        return self.status == EarlyWarning.Status.OPEN

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The sides that have yet to name their person for what is done about it, by name."""
        if not self.is_open:
            return ()
        open_ones = [one for one in self.actions if one.is_open]
        return tuple(dict.fromkeys(side.party for one in open_ones for side in one.unnamed))


def warnings_seen(actor: Actor, partnership: PartnershipSeen, *, today: date) -> list[WarningSeen]:
    """Return all early warnings: open ones first, each group newest first; constant queries."""
    rows = EarlyWarning.objects.filter(partnership_id=partnership.id).order_by("-created_at", "-id")
    seen = _seen(actor, partnership, list(rows), today)
    return [one for one in seen if one.is_open] + [one for one in seen if not one.is_open]


def warning_seen(actor: Actor, partnership: PartnershipSeen, warning_id: UUID, *, today: date) -> WarningSeen:
    """Return one early warning; raise NotThere."""
    return _seen(actor, partnership, [warning_row(partnership.id, warning_id)], today)[0]


def warning_row(partnership_id: UUID, warning_id: UUID) -> EarlyWarning:
    """Return the row that an action is about; raise NotThere."""
    found: EarlyWarning | None = EarlyWarning.objects.filter(
        partnership_id=partnership_id, id=warning_id
    ).first()
    if found is None:
        raise NotThere
    return found


def versions_seen(partnership_id: UUID, warning_id: UUID) -> list[ForeseenSeen]:
    """Return what a warning said before, newest first; two queries."""
    rows = list(
        WarningVersion.objects.filter(partnership_id=partnership_id, warning_id=warning_id).order_by(
            "-number"
        )
    )
    names = names_of(row.person_id for row in rows)
    return [_foreseen(row, row.number, row.written_at, names) for row in rows]


def _seen(
    actor: Actor, partnership: PartnershipSeen, rows: Sequence[EarlyWarning], today: date
) -> list[WarningSeen]:
    if not rows:
        return []
    names = names_of(one for row in rows for one in (row.person_id, row.closed_by_id))
    subjects = subjects_of(partnership.id, ((row.about, row.about_id) for row in rows if row.about))
    actions: dict[UUID | None, list[ActionSeen]] = {}
    for one in actions_of(
        actor, partnership, origin=Origin.WARNING, origin_ids=[row.id for row in rows], today=today
    ):
        actions.setdefault(one.origin_id, []).append(one)
    return [
        _one(partnership, row, names, subjects.get((row.about, row.about_id)), actions.get(row.id, []))
        for row in rows
    ]


def _one(
    partnership: PartnershipSeen,
    row: EarlyWarning,
    names: dict[UUID, str],
    subject: Subject | None,
    actions: Sequence[ActionSeen],
) -> WarningSeen:
    kept = ("id", "partnership_id", "language", "status", "word", "closed_at", "created_at", "version")
    side = partnership.party(row.party_id)
    if side is None:
        raise NotThere
    return WarningSeen(
        **{name: getattr(row, name) for name in kept},
        party=side,
        says=_foreseen(row, row.version, row.updated_at, names),
        subject=subject,
        status_label=row.get_status_display(),
        pill=PILLS[EarlyWarning.Status(row.status)],
        closed_by=names.get(row.closed_by_id, "") if row.closed_by_id else "",
        actions=tuple(actions),
    )


def _foreseen(
    row: EarlyWarning | WarningVersion, number: int, written_at: datetime, names: dict[UUID, str]
) -> ForeseenSeen:
    kept = ("what", "effect", "effect_hours", "effect_days", "probability")
    return ForeseenSeen(
        **{name: getattr(row, name) for name in kept},
        number=number,
        person=names.get(row.person_id, "") if row.person_id else "",
        written_at=written_at,
    )

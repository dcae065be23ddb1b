"""Early warnings: raising one, saying it anew, agreeing what to do about it, and saying how it went."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.feedback.actions.joint import ActionSaid, agree_action
from projects.feedback.actions.notes import held_note, save_note
from projects.feedback.models import EarlyWarning, JointAction, Note, Origin, WarningVersion
from projects.feedback.queries.subjects import subject_of
from projects.feedback.refusals import (
    EffectOutOfRange,
    NothingSuchHere,
    OnlyFriction,
    OthersWarning,
    WarnedAlready,
    WarningClosed,
    WordMissing,
)
from projects.feedback.writing import require_lasting, require_text, require_version

MOST_HOURS, MOST_DAYS = Decimal(100_000), 3650
FORESEEN = ("what", "effect", "effect_hours", "effect_days", "probability")


@dataclass(frozen=True, slots=True)
class WarningSaid:
    """What may happen, what it would do in words and, if it can be said, in hours or days, and how likely it is."""

    what: str
    probability: str
    effect: str = ""
    effect_hours: Decimal | None = None
    effect_days: int | None = None
    about: str = ""
    about_id: UUID | None = None
    language: str = "sv"


def raise_warning(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    said: WarningSaid,
    today: date,
    now: datetime,
    action: ActionSaid | None = None,
    note: Note | None = None,
    key: UUID | None = None,
) -> EarlyWarning:
    """Say early what may happen; with `note` a friction between two sides becomes a warning that all sides read.

    The joint action may come at once or later. Raises TextMissing, TextTooLong, EffectOutOfRange, NothingSuchHere,
    OnlyFriction, WarnedAlready, PartnershipEnded, and what agree_action raises.
    """
    actor.require(Right.GIVE_FEEDBACK, partnership)
    if found := made_before(EarlyWarning, partnership.id, key):
        return found
    require_lasting(partnership)
    row = EarlyWarning(
        id=key or new_id(), partnership_id=partnership.id, party_id=actor.party_id(partnership.id),
        person_id=actor.person_id, created_at=now, updated_at=now, **_checked(partnership.id, said),
    )  # fmt: skip
    friction = _friction(actor, note)
    row.save(force_insert=True)
    if friction is not None:
        friction.warning, friction.turn_id = row, None
        save_note(friction, now)
    _tell(actor, "feedback.warning_raised", row, now)
    if action is not None:
        act_on_warning(actor, partnership=partnership, warning=row, said=action, today=today, now=now)
    return row


def change_warning(
    actor: Actor, *, warning: EarlyWarning, said: WarningSaid, now: datetime, version: int | None = None
) -> EarlyWarning:
    """Say it anew; what it said before stays readable. Saying the same again changes nothing.

    Raises OthersWarning, WarningClosed, ChangedMeanwhile, and as raise_warning.
    """
    row = _held_open(actor, warning, version)
    if row.party_id != actor.party_id(row.partnership_id):
        raise OthersWarning
    values = _checked(row.partnership_id, said)
    if all(getattr(row, name) == value for name, value in values.items() if name != "language"):
        return row
    _keep_version(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.person_id = actor.person_id
    _save(row, now)
    _tell(actor, "feedback.warning_changed", row, now)
    return row


def act_on_warning(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    warning: EarlyWarning,
    said: ActionSaid,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> JointAction:
    """Write down what both sides do about it; the other side may name its person afterwards.

    Raises WarningClosed, and as agree_action.
    """
    actor.require(Right.GIVE_FEEDBACK, warning)
    if found := made_before(JointAction, partnership.id, key):
        return found
    row = _held_open(actor, warning, None)
    return agree_action(
        actor, partnership=partnership, said=said, today=today, now=now, origin=Origin.WARNING,
        origin_id=row.id, key=key, others_name_later=True,
    )  # fmt: skip


def close_warning(
    actor: Actor,
    *,
    warning: EarlyWarning,
    status: str,
    word: str,
    now: datetime,
    version: int | None = None,
) -> EarlyWarning:
    """Say from either side how it went, in a sentence: it happened, it was averted, or it is no longer a worry.

    Raises WordMissing, WarningClosed, ChangedMeanwhile.
    """
    row = _held_open(actor, warning, version)
    if not word.strip():
        raise WordMissing
    row.word = require_text(word, field="word")
    row.status, row.closed_at, row.closed_by_id = EarlyWarning.Status(status), now, actor.person_id
    _save(row, now)
    _tell(actor, f"feedback.warning_{EarlyWarning.Status(status).value}", row, now)
    return row


def _checked(partnership_id: UUID, said: WarningSaid) -> dict[str, object]:
    hours, days = said.effect_hours, said.effect_days
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise EffectOutOfRange(field="effect_hours")
    if days is not None and not 0 < days <= MOST_DAYS:
        raise EffectOutOfRange(field="effect_days")
    if said.about_id is not None:
        try:
            subject_of(partnership_id, said.about, said.about_id)
        except NotThere as missing:
            raise NothingSuchHere from missing
    values = {name: getattr(said, name) for name in (*FORESEEN, "language", "about", "about_id")}
    if said.about_id is None:
        values["about"] = ""
    effect = require_text(said.effect, field="effect") if said.effect.strip() else ""
    return values | {"what": require_text(said.what, field="what"), "effect": effect}


def _friction(actor: Actor, note: Note | None) -> Note | None:
    if note is None:
        return None
    row = held_note(actor, note)
    if row.sort != Note.Sort.FRICTION:
        raise OnlyFriction
    if row.warning_id:
        raise WarnedAlready
    return row


def _held_open(actor: Actor, warning: EarlyWarning, version: int | None) -> EarlyWarning:
    """Return the row as it is now, locked; raise WarningClosed unless it is open."""
    actor.require(Right.GIVE_FEEDBACK, warning)
    rows = EarlyWarning.objects.select_for_update().filter(
        partnership_id=warning.partnership_id, id=warning.id
    )
    found: EarlyWarning | None = rows.first()
    if found is None:
        raise NotThere
    if found.status != EarlyWarning.Status.OPEN:
        raise WarningClosed
    require_version(found.version, version)
    return found


def _keep_version(row: EarlyWarning) -> None:
    WarningVersion.objects.create(
        partnership_id=row.partnership_id, warning=row, number=row.version, party_id=row.party_id,
        person_id=row.person_id, written_at=row.updated_at, **{name: getattr(row, name) for name in FORESEEN},
    )  # fmt: skip


def _save(row: EarlyWarning, now: datetime) -> None:
    row.version += 1
    row.updated_at = now
    row.save()


def _tell(actor: Actor, kind: str, row: EarlyWarning, now: datetime) -> None:
    record(
        actor, kind, subject_kind="early_warning", subject_id=row.id, partnership=row.partnership_id, at=now,
        data={"about": row.about},
    )  # fmt: skip

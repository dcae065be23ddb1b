"""The charter's page: what is in force, what waits, and how far the shared draft has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, known, read, together
from projects.agreement import charter
from projects.agreement.charter import STEPS, Step
from projects.agreement.charter_text import CharterText, charter_text
from projects.agreement.fields import Values
from projects.agreement.models import Agreement, Draft, Status, Version
from projects.agreement.reading import values_of

from .drafts import WorkingCopy, Written, working_copy
from .records import VersionSeen


@dataclass(frozen=True)
class StepSeen:
    """A step on the way: whether anything stands in it, and who wrote there last in this draft."""

    step: Step
    is_written: bool
    last: Written | None
    side: PartySeen | None


@dataclass(frozen=True)
class CharterSeen:
    """The charter's page. `text` is what is in force; `drafted` what the shared draft, or else the open one, says."""

    copy: WorkingCopy
    text: CharterText | None
    drafted: CharterText
    steps: tuple[StepSeen, ...]
    next: Step | None
    days_left: int | None


@dataclass(frozen=True)
class CharterState:
    """Where one of many partnerships stands with its charter: what its reminder needs."""

    signed_at: datetime | None = None
    is_open: bool = False
    review_on: date | None = None
    drafted: Values | None = None
    drafted_on: date | None = None

    @property
    def is_in_force(self) -> bool:
        return self.signed_at is not None


def charter_seen(partnership: PartnershipSeen, *, today: date) -> CharterSeen:
    """Return everything on the charter's page, in a constant number of queries."""
    copy = charter_copy(partnership)
    text = charter_text(copy.in_force.values, partnership.parties) if copy.in_force else None
    return CharterSeen(
        copy=copy,
        text=text,
        drafted=charter_text(copy.values, partnership.parties),
        steps=tuple(_step(partnership, copy, step) for step in STEPS),
        next=next_step(copy.values),
        days_left=(text.review_on - today).days if text and text.review_on else None,
    )


def charter_copy(partnership: PartnershipSeen) -> WorkingCopy:
    """Return the charter's text as the next save finds it."""
    return working_copy(partnership.id, charter.NAME, partnership.id, charter.FIELDS)


def next_step(values: Values) -> Step | None:
    """Return the first step in which nothing stands yet, None when all are written."""
    return next((step for step in STEPS if not step.is_written(values)), None)


def charter_states(
    partnership_ids: Sequence[UUID], *, waiting: Sequence[VersionSeen] | None = None
) -> dict[UUID, CharterState]:
    """Return where each partnership stands with its charter; one statement.

    `waiting` are all versions that wait for signatures there, where a page has read them already.
    """
    versions = None if waiting is None else known(waiting)
    return read(reading_charters(partnership_ids, versions=versions))


def reading_charters(
    partnership_ids: Sequence[UUID], *, versions: Reading[Sequence[VersionSeen]] | None = None
) -> Reading[dict[UUID, CharterState]]:
    """Read the same beside what else a page asks; `versions` are all that wait for signatures there, if they are read."""
    ids = list(partnership_ids)
    held, drafted, is_open = yield from together(
        asked(Kept(_held, partnerships=ids)),
        asked(Kept(_drafted, partnerships=ids)),
        _open_in(ids) if versions is None else _of_charters(versions),
    )
    in_force = {row.partnership_id: row.in_force for row in held}
    drafts = {row.partnership_id: row for row in drafted}
    return {one: _state(in_force.get(one), one in is_open, drafts.get(one)) for one in partnership_ids}


def _held(partnerships: list[UUID]) -> QuerySet[Agreement]:
    rows = Agreement.objects.filter(
        partnership_id__in=partnerships, kind=charter.NAME, in_force__isnull=False
    )
    return rows.select_related("in_force")


def _drafted(partnerships: list[UUID]) -> QuerySet[Draft]:
    return Draft.objects.filter(partnership_id__in=partnerships, kind=charter.NAME)


def _open_in(partnerships: list[UUID]) -> Reading[set[UUID]]:
    return set((yield from asked(Kept(_places_open, partnerships=partnerships))))


def _places_open(partnerships: list[UUID]) -> QuerySet[Any]:
    rows = Version.objects.filter(
        partnership_id__in=partnerships, agreement__kind=charter.NAME, status=Status.OPEN
    )
    return rows.values_list("partnership_id", flat=True)


def _of_charters(versions: Reading[Sequence[VersionSeen]]) -> Reading[set[UUID]]:
    return {one.partnership_id for one in (yield from versions) if one.kind == charter.NAME}


def _state(in_force: Version | None, is_open: bool, draft: Draft | None) -> CharterState:
    review_on = values_of(in_force).get("review_on") if in_force else None
    return CharterState(
        signed_at=in_force.closed_at if in_force else None,
        is_open=is_open,
        review_on=date.fromisoformat(review_on) if review_on else None,
        drafted=draft.values["values"] if draft else None,
        drafted_on=draft.updated_at.date() if draft else None,
    )


def _step(partnership: PartnershipSeen, copy: WorkingCopy, step: Step) -> StepSeen:
    last = copy.draft.steps.get(step.number) if copy.draft else None
    return StepSeen(
        step, step.is_written(copy.values), last, partnership.party(last.party_id) if last else None
    )

"""What both sides have put into the relationship, and what starting over would cost the own side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.errors import NotAllowed, NotThere, Refused
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.pricing.capital import COMMISSIONER, DELIVERER, HUNDRED, SHARES
from projects.pricing.models import Replacement, Shared

EARLIEST = date(1990, 1, 1)
MOST_HOURS, MOST_INPUT = Decimal(100_000), Decimal(1_000_000_000_000)


class SharedHours(Refused):
    message = _("Write hours above 0 and at most 100,000, with at most two decimals.")
    code = "shared_hours"
    status = 422
    field = "hours"


class SharedText(Refused):
    message = _("Say in 1 to 300 characters what it was.")
    code = "shared_text"
    status = 422
    field = "text"


class SharedDay(Refused):
    message = _("Write a day from 1990 on, at the latest today.")
    code = "shared_day"
    status = 422
    field = "done_on"


class SharedSort(Refused):
    message = _("Choose what it was from the list.")
    code = "shared_sort"
    status = 422
    field = "sort"


class NotYourLine(NotAllowed):
    message = _("Each side writes and takes away its own lines.")
    code = "not_your_line"


class BadInput(Refused):
    message = _("Write a number of 0 or more, with at most four decimals; a share is at most 100.")
    code = "bad_input"
    status = 422


@dataclass(frozen=True, slots=True)
class SharedSaid:
    """Hours put in by the own side on a day, or lost when somebody left."""

    sort: str
    text: str
    done_on: date
    hours: Decimal


def add_shared(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    said: SharedSaid,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> Shared:
    """Write down what the own side has put in; every side reads it.

    Raises SharedHours, SharedText, SharedDay and SharedSort.
    """
    actor.require(Right.LOG_WORK, partnership)
    if found := made_before(Shared, partnership.id, key):
        return found
    _check(said, today)
    row: Shared = Shared.objects.create(
        id=key or new_id(),
        partnership_id=partnership.id,
        party_id=actor.party_id(partnership.id),
        sort=said.sort,
        text=said.text.strip(),
        done_on=said.done_on,
        hours=said.hours,
        created_at=now,
    )
    _tell(actor, "pricing.shared_added", partnership, row.id, now)
    return row


def remove_shared(actor: Actor, *, partnership: PartnershipSeen, shared_id: UUID, now: datetime) -> None:
    """Take a line of the own side away; raises NotYourLine and NotThere."""
    actor.require(Right.LOG_WORK, partnership)
    rows = Shared.objects.select_for_update().filter(partnership_id=partnership.id, id=shared_id)
    row: Shared | None = rows.first()
    if row is None:
        raise NotThere
    if row.party_id != actor.party_id(partnership.id):
        raise NotYourLine
    _tell(actor, "pricing.shared_removed", partnership, row.id, now)
    Shared.objects.filter(partnership_id=partnership.id, id=row.id).delete()


def state_replacement(
    actor: Actor, *, partnership: PartnershipSeen, inputs: Mapping[str, Decimal], now: datetime
) -> Replacement:
    """State what starting over would cost the own side, by its inputs; the same again changes nothing.

    Money in the partnership's currency, excl. VAT; what is left out is not known. Raises BadInput at the input.
    """
    actor.require(Right.KEEP_BOOK, partnership)
    written = {name: _plain(name, value) for name, value in inputs.items()}
    own: dict[str, Any] = {"partnership_id": partnership.id, "organization_id": actor.organization_id}
    found: Replacement | None = Replacement.objects.filter(**own).first()
    if found and (found.inputs, found.currency) == (written, partnership.currency):
        return found
    row, _made = Replacement.objects.update_or_create(
        **own,
        defaults={
            "party_id": actor.party_id(partnership.id),
            "currency": partnership.currency,
            "inputs": written,
            "updated_at": now,
        },
    )
    _tell(actor, "pricing.replacement_stated", partnership, row.id, now)
    return row  # type: ignore[no-any-return]


def _check(said: SharedSaid, today: date) -> None:
    if said.sort not in Shared.Sort.values:
        raise SharedSort
    if not 1 <= len(said.text.strip()) <= 300 or "\x00" in said.text:
        raise SharedText
    if not EARLIEST <= said.done_on <= today:
        raise SharedDay
    if not said.hours.is_finite() or not 0 < said.hours <= MOST_HOURS or said.hours != round(said.hours, 2):
        raise SharedHours


def _plain(name: str, value: Decimal) -> str:
    most = HUNDRED if name in SHARES else MOST_INPUT
    is_number = value.is_finite() and 0 <= value <= most and value == round(value, 4)
    if name not in (*COMMISSIONER, *DELIVERER) or not is_number:
        raise BadInput(field=name)
    return f"{value.normalize():f}"


def _tell(actor: Actor, kind: str, partnership: PartnershipSeen, row_id: UUID, now: datetime) -> None:
    record(actor, kind, subject_kind="together", subject_id=row_id, partnership=partnership.id, at=now)

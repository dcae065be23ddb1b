"""The ending's page: what is agreed, what waits, and what the charter says about parting."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.queries import PartnershipSeen
from projects.agreement import charter, ending
from projects.agreement.charter_text import CharterText, Handover, charter_text, handover_text
from projects.agreement.fields import Values
from projects.agreement.telling import Told, told

from .records import VersionSeen
from .seen import newest_number, open_version, version_in_force


@dataclass(frozen=True)
class EndingSeen:
    """`start` is what a form begins with; `earliest` the first day that the charter's notice leaves, None without one."""

    in_force: VersionSeen | None
    handover: tuple[Handover, ...]
    open: VersionSeen | None
    proposed: tuple[Told, ...]
    newest: int
    charter: CharterText | None
    earliest: date | None
    start: dict[str, Any]


def ending_seen(partnership: PartnershipSeen, *, today: date) -> EndingSeen:
    """Return everything on the page of the ending, in a constant number of queries."""
    about = (partnership.id, ending.NAME, partnership.id)
    waits, holds = open_version(*about), version_in_force(*about)
    agreed = version_in_force(partnership.id, charter.NAME, partnership.id)
    newest = waits or holds
    notice = agreed.values["notice_days"] if agreed else None
    return EndingSeen(
        in_force=holds,
        handover=handover_text(holds.values, partnership.parties) if holds else (),
        open=waits,
        proposed=tuple(told(ending.FIELDS, waits.values)) if waits else (),
        newest=newest_number(*about),
        charter=charter_text(agreed.values, partnership.parties) if agreed else None,
        earliest=today + timedelta(days=int(notice)) if notice else None,
        start=dict(newest.values) if newest else _from_charter(agreed.values if agreed else {}),
    )


def _from_charter(values: Values) -> dict[str, Any]:
    """Begin with the handover list that the sides agreed on when they began; the day is theirs to say."""
    return {"handover": [{**row, "done_on": None} for row in values.get("handover") or ()]}

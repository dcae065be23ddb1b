"""Keeping the own side's key figures: what they are. Their values are written in `values`."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.agreement.refusals import PartnershipEnded
from projects.insight.models import Figure, FigureValue
from projects.insight.refusals import (
    BadFigure,
    BandFixed,
    BandNotPositive,
    FigureArchived,
    FigureNameMissing,
    FigureNumber,
    FigureUnitMissing,
    NotYourFigure,
)
from projects.openness.shown import band_width

MOST = Decimal(10) ** 12
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """What a figure is. Without a `band` the ranges of step 2 follow from the target, once and for good."""

    name: str
    unit: str
    target: Decimal | None = None
    direction: str = Figure.Direction.UP.value
    monthly: str = Figure.Monthly.LAST.value
    band: Decimal | None = None
    source: str = ""
    purpose: str = ""


def add_figure(
    actor: Actor, *, partnership: PartnershipSeen, said: FigureSaid, now: datetime, key: UUID | None = None
) -> Figure:
    """Add a key figure of the own side's; the others see it as far as that side opens the topic of key figures.

    Raises a BadFigure or PartnershipEnded.
    """
    actor.require(Right.SHARE_INSIGHT, partnership)
    if found := made_before(Figure, partnership.id, key):
        return found
    if partnership.status != "active":
        raise PartnershipEnded
    figure = Figure(
        id=key or new_id(),
        partnership_id=partnership.id,
        organization_id=partnership.own_party.organization_id,
        party_id=actor.party_id(partnership.id),
        created_at=now,
        updated_at=now,
        **_checked(said),
    )
    figure.save(force_insert=True)
    _tell(actor, "insight.figure_added", figure, now)
    return figure


def change_figure(
    actor: Actor, *, figure: Figure, said: FigureSaid, version: int | None, now: datetime
) -> Figure:
    """Change what a figure is; the same again changes nothing.

    Raises ChangedMeanwhile, FigureArchived, BandFixed once there are values, and other BadFigures.
    """
    current = own_figure(actor, figure, version)
    values = {**_checked(said), "band": current.band} if said.band is None else _checked(said)
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    rows = FigureValue.objects.filter(partnership_id=current.partnership_id, figure=current)
    if values["band"] != current.band and rows.exists():
        raise BandFixed
    for name, value in values.items():
        setattr(current, name, value)
    _save(current, now)
    _tell(actor, "insight.figure_changed", current, now)
    return current


def archive_figure(actor: Actor, *, figure: Figure, now: datetime, is_archived: bool = True) -> Figure:
    """Archive a figure, so that nobody else finds it any longer, or take it back. Its values stay."""
    current = own_figure(actor, figure, None, may_be_archived=True)
    if (current.archived_at is not None) != is_archived:
        current.archived_at = now if is_archived else None
        _save(current, now)
        _tell(actor, "insight.figure_archived" if is_archived else "insight.figure_restored", current, now)
    return current


def own_figure(actor: Actor, figure: Figure, version: int | None, *, may_be_archived: bool = False) -> Figure:
    """Lock a figure of the own side and return it as it is now.

    Raises NotYourFigure, NotThere, ChangedMeanwhile, FigureArchived.
    """
    actor.require(Right.SHARE_INSIGHT, figure)
    if figure.party_id != actor.party_id(figure.partnership_id):
        raise NotYourFigure
    rows = Figure.objects.select_for_update().filter(partnership_id=figure.partnership_id, id=figure.id)
    current: Figure | None = rows.first()
    if current is None:
        raise NotThere
    if version is not None and version != current.version:
        raise ChangedMeanwhile
    if current.archived_at and not may_be_archived:
        raise FigureArchived
    return current


def plain_number(value: Decimal, field: str) -> Decimal:
    """Return a number that fits; raise FigureNumber at the field."""
    if not value.is_finite() or abs(value) >= MOST or value != value.quantize(PLACES):
        raise FigureNumber(field=field)
    return value


def _checked(said: FigureSaid) -> dict[str, Any]:
    name, unit = (" ".join(one.replace("\x00", "").split()) for one in (said.name, said.unit))
    if not 1 <= len(name) <= 120:
        raise FigureNameMissing
    if not 1 <= len(unit) <= 40:
        raise FigureUnitMissing
    if said.direction not in Figure.Direction.values or said.monthly not in Figure.Monthly.values:
        raise BadFigure(field="direction")
    target = None if said.target is None else plain_number(said.target, "target")
    band = band_width(target or Decimal(0)) if said.band is None else plain_number(said.band, "band")
    if band <= 0:
        raise BandNotPositive
    return {
        "name": name,
        "unit": unit,
        "target": target,
        "direction": said.direction,
        "monthly": said.monthly,
        "band": band,
        "source": said.source.replace("\x00", "").strip()[:200],
        "purpose": said.purpose.replace("\x00", "").strip()[:300],
    }


def _save(figure: Figure, now: datetime) -> None:
    figure.version += 1
    figure.updated_at = now
    figure.save()


def _tell(actor: Actor, kind: str, figure: Figure, now: datetime) -> None:
    """In the own organization's book: how far the others may know of a figure, its topic says."""
    record(
        actor,
        kind,
        subject_kind="key_figure",
        subject_id=figure.id,
        organization=figure.organization_id,
        at=now,
    )

"""Key figures as the reader may see them: the own side's in full, the others' through the gate of openness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.errors import NotThere
from projects.insight.figures import FigureShown as Shown
from projects.insight.figures import Frame, Monthly, Said, counted, reduced, target_ends
from projects.insight.models import Figure, FigureValue
from projects.openness.gate import Steps, look, steps_for
from projects.openness.steps import Step, Topic
from projects.openness.words import step_label

PLACE = "figures"


@dataclass(frozen=True, slots=True)
class FigureSeen:
    """A key figure at the step that its side has opened to the reader: what the step does not permit is empty."""

    id: UUID
    party_id: UUID
    name: str
    unit: str
    step: Step
    shown: Shown
    direction: str
    monthly: str
    target: Decimal | None = None
    band: Decimal | None = None
    source: str = ""
    purpose: str = ""
    version: int = 0
    is_archived: bool = False
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def step_label(self) -> str:
        return step_label(self.step)


@dataclass(frozen=True, slots=True)
class SideFigures:
    """One side's key figures; None where the topic is closed to the reader."""

    party: PartySeen
    step: Step
    figures: tuple[FigureSeen, ...] | None


def figures_by_side(
    actor: Actor, partnership: PartnershipSeen, *, today: date, now: datetime, place: str = PLACE
) -> list[SideFigures]:
    """Return each side's key figures, in the parties' order; looks at others are written down for their owner."""
    steps = steps_for(actor, partnership, today=today)
    return [
        SideFigures(side, steps.of(side.id, Topic.KEY_FIGURES), _side(actor, partnership, side, steps, today, now, place))
        for side in partnership.parties
    ]  # fmt: skip


def figure_seen(
    actor: Actor,
    partnership: PartnershipSeen,
    figure_id: UUID,
    *,
    today: date,
    now: datetime,
    place: str = PLACE,
) -> FigureSeen:
    """Return one key figure of any side as far as the reader may see it; raise NotThere for none and for a closed one."""
    for side in figures_by_side(actor, partnership, today=today, now=now, place=place):
        for one in side.figures or ():
            if one.id == figure_id:
                return one
    found = _rows(partnership.id, partnership.own_party.organization_id, figure_id=figure_id)
    if not found or actor.behind is not None:
        raise NotThere
    return _seen(found[0], _values(partnership.id, [figure_id]).get(figure_id, ()), Step.FULL)


def own_figure_row(actor: Actor, partnership_id: UUID, figure_id: UUID) -> Figure:
    """Return a figure of the own side, an archived one too; raise NotThere for any other."""
    found: Figure | None = Figure.objects.filter(
        partnership_id=partnership_id, id=figure_id, organization_id=actor.organization_id
    ).first()
    if found is None:
        raise NotThere
    return found


def own_figures(actor: Actor, partnership_id: UUID) -> list[Figure]:
    """Return the own side's figures that are not archived, by name; one query."""
    if actor.behind is not None:
        return []
    return _rows(partnership_id, actor.organization_id)


def archived_figures(actor: Actor, partnership_id: UUID) -> list[tuple[UUID, str]]:
    """Return the own side's archived figures by name, as id and name."""
    if actor.behind is not None:
        return []
    rows = Figure.objects.filter(partnership_id=partnership_id, organization_id=actor.organization_id)
    return list(rows.exclude(archived_at=None).order_by("name", "id").values_list("id", "name"))


def values_of(figure: Figure) -> list[Said]:
    """Return every value of a figure in the order it was written down; inside the owner's door."""
    return list(_values(figure.partnership_id, [figure.id]).get(figure.id, ()))


def _side(
    actor: Actor, partnership: PartnershipSeen, side: PartySeen, steps: Steps, today: date, now: datetime, place: str
) -> tuple[FigureSeen, ...] | None:  # fmt: skip
    def read(step: Step) -> tuple[FigureSeen, ...]:
        rows = _rows(partnership.id, side.organization_id)
        values = _values(partnership.id, [one.id for one in rows]) if rows else {}
        return tuple(_seen(one, values.get(one.id, ()), step) for one in rows)

    topics = (Topic.KEY_FIGURES,)
    return look(
        actor, partnership, owner=side.id, topics=topics, read=read, today=today, now=now, place=place, steps=steps
    )  # fmt: skip


def _rows(
    partnership_id: UUID, organization_id: UUID | None, *, figure_id: UUID | None = None
) -> list[Figure]:
    """A side's figures, read inside that side's door; an archived one only when it is named."""
    rows = Figure.objects.filter(partnership_id=partnership_id, organization_id=organization_id)
    rows = rows.filter(id=figure_id) if figure_id else rows.filter(archived_at=None)
    return list(rows.order_by("name", "id"))


def _values(partnership_id: UUID, figure_ids: Sequence[UUID]) -> Mapping[UUID, list[Said]]:
    rows = FigureValue.objects.filter(partnership_id=partnership_id, figure_id__in=figure_ids)
    found: dict[UUID, list[Said]] = {}
    for row in rows.order_by("recorded_at", "id"):
        said = Said(row.read_on, row.value, row.recorded_at, row.source_kind, row.source_name)
        found.setdefault(row.figure_id, []).append(said)
    return found


def _seen(row: Figure, values: Sequence[Said], step: Step) -> FigureSeen:
    low, high = target_ends(row.target, row.direction)
    frame = Frame(row.band, Monthly(row.monthly), low, high)
    more: dict[str, object] = {}
    if step >= Step.SUMMARY:
        more["band"] = row.band
    if step >= Step.DETAIL:
        more["target"] = row.target
    if step >= Step.FULL:
        kept = ("source", "purpose", "version", "created_at", "updated_at")
        more |= {name: getattr(row, name) for name in kept} | {"is_archived": row.archived_at is not None}
    shown = reduced(counted(values), frame, step=step)
    return FigureSeen(
        row.id, row.party_id, row.name, row.unit, step, shown, row.direction, row.monthly, **more  # type: ignore[arg-type]
    )  # fmt: skip

"""What the pages of insight show: each side's pages and figures beside each other, in the parties' own order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit import formats
from partnership.kit.charts import At, Chart, SeriesWords, series
from partnership.kit.spoken import language
from projects.insight.queries.figures import FigureSeen, SideFigures
from projects.insight.queries.pages import PageLine
from projects.insight.queries.questions import QuestionSeen
from projects.openness.shown import ABOVE, BELOW, INSIDE
from projects.openness.shown import Figure as Told
from projects.openness.steps import Step
from projects.openness.words import step_label


@dataclass(frozen=True)
class SidePages:
    """One side's pages by topic."""

    party: PartySeen
    topics: tuple[tuple[str, tuple[PageLine, ...]], ...]


@dataclass(frozen=True)
class FigureRow:
    """A figure in a list: its newest value as far as it is opened, and where that stands against the target."""

    figure: FigureSeen
    said: str
    status: str
    status_text: str
    day: date | None


@dataclass(frozen=True)
class SideRows:
    """One side's figures; `step` tells how far they are open, `rows` is None where they are closed."""

    party: PartySeen
    step: str
    rows: tuple[FigureRow, ...] | None


@dataclass(frozen=True)
class Asked:
    """A question with both its sides, and whether it is the reader's turn."""

    question: QuestionSeen
    party: PartySeen | None
    owner: PartySeen | None
    turn: PartySeen | None

    @property
    def is_ours(self) -> bool:
        return self.turn is not None and self.turn.is_own


def sides_of(partnership: PartnershipSeen, pages: Sequence[PageLine]) -> list[SidePages]:
    """Return every side with its pages, empty ones too."""
    found = []
    for side in partnership.parties:
        own = [one for one in pages if one.party_id == side.id]
        topics = [(label, tuple(some)) for label, some in groupby(own, key=lambda one: one.topic_label)]
        found.append(SidePages(side, tuple(topics)))
    return found


def figures_shown(sides: Iterable[SideFigures]) -> list[SideRows]:
    """Return every side with its figures as rows."""
    return [
        SideRows(
            one.party,
            step_label(one.step),
            None if one.figures is None else tuple(figure_row(figure) for figure in one.figures),
        )
        for one in sides
    ]


def figure_row(figure: FigureSeen) -> FigureRow:
    """Return a figure as one line."""
    status, text = _status(figure)
    return FigureRow(figure, told(figure.shown.newest, figure.unit), status, text, figure.shown.newest_on)


def asked(partnership: PartnershipSeen, questions: Iterable[QuestionSeen]) -> list[Asked]:
    """Return questions with their sides."""
    return [
        Asked(
            one,
            partnership.party(one.party_id),
            partnership.party(one.owner_id),
            partnership.party(one.turn_id),
        )
        for one in questions
    ]


def told(number: Told, unit: str) -> str:
    """Return a number as far as it is told: "412 orders", "400–450 orders", or a dash."""
    spoken = language()
    if number.exact is not None:
        return f"{formats.number(number.exact, spoken, None)}{formats.NBSP}{unit}"
    if number.low is None or number.high is None:
        return formats.NOTHING
    low, high = (formats.number(one, spoken, None) for one in (number.low, number.high))
    return f"{low}–{high}{formats.NBSP}{unit}"


def chart_of(figure: FigureSeen) -> Chart | None:
    """Draw a figure: its values by day, or its months in ranges; None while there is nothing to draw."""
    spoken = language()
    if figure.step >= Step.DETAIL:
        points = [
            At(one.read_on, formats.date_iso(one.read_on, spoken), value=float(one.value))
            for one in figure.shown.days
        ]
        columns: tuple[str, ...] = (_("Day"), figure.unit)
    else:
        points = [
            At(
                one.month,
                formats.month_year(one.month, spoken),
                low=_f(one.value.low),
                high=_f(one.value.high),
            )
            for one in figure.shown.months
        ]
        columns = (_("Month"), _("From (%(unit)s)") % {"unit": figure.unit}, _("To"))
    if not points:
        return None
    return series(
        points,
        target=_f(figure.target),
        words=SeriesWords(figure.name, _sentence(figure), _("Target"), columns),
        language=spoken,
    )


def _sentence(figure: FigureSeen) -> str:
    newest = told(figure.shown.newest, figure.unit)
    if figure.target is None:
        return _("Newest value: %(value)s.") % {"value": newest}
    target = f"{formats.number(figure.target, language(), None)}{formats.NBSP}{figure.unit}"
    return _("Newest value: %(value)s. Target: %(target)s.") % {"value": newest, "target": target}


def _status(figure: FigureSeen) -> tuple[str, str]:
    """Where the newest value stands against the target; ("", "") without one or the other."""
    return {
        INSIDE: ("good", _("Target reached")),
        BELOW: ("watch", _("Below the target")),
        ABOVE: ("watch", _("Above the target")),
    }.get(figure.shown.newest.light, ("", ""))


def _f(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]

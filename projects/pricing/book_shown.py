"""What the pages of the open book show: prices for all, cost and margin as far as they are opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.queries import PartySeen
from partnership.kit import formats
from partnership.kit.charts import Chart
from partnership.kit.charts.corridor import CorridorWords, Ranged, corridor
from projects.openness.shown import Figure
from projects.pricing.queries.book import ProjectBook
from projects.pricing.queries.outturn import Outturn
from projects.pricing.queries.sheets import SheetWaiting
from projects.pricing.sheet_fields import KINDS, SORTS

Waits = Mapping[UUID, SheetWaiting]


@dataclass(frozen=True, slots=True)
class BookLine:
    """A project in the list of the book; `kind` is how it is charged, in words, `waits` a sheet that waits for signatures."""

    book: ProjectBook
    kind: str | Promise
    waits: SheetWaiting | None = None

    @property
    def proposer(self) -> PartySeen | None:
        """The side that put the waiting sheet forward."""
        sides = (self.book.commissioner, self.book.deliverer)
        return next((one for one in sides if self.waits and one.id == self.waits.party_id), None)

    @property
    def outturn(self) -> Outturn:
        return self.book.outturn


@dataclass(frozen=True, slots=True)
class RolePriced:
    """Hours in a role at one rate; `rate` and `price` are None for a role that has none."""

    role: str
    hours: Decimal
    rate: Decimal | None
    price: Decimal | None
    unapproved: Decimal


@dataclass(frozen=True, slots=True)
class SheetLineShown:
    """A line of the signed sheet in words."""

    text: str
    sort: str | Promise
    hours: Decimal | None
    rate: Decimal | None
    price: Decimal


def book_line(one: ProjectBook, waiting: Waits) -> BookLine:
    """Return a project as the list shows it."""
    kind = KINDS[one.outturn.kind.value] if one.outturn.kind else ""
    return BookLine(one, kind, waiting.get(one.outturn.project_id))


def roles_priced(outturn: Outturn) -> list[RolePriced]:
    """Return the hours by role and rate; those without a rate last."""
    found: dict[tuple[bool, str, Decimal | None], list[Decimal]] = {}
    names: dict[str, str] = {}
    for one in outturn.work:
        rate = one.rate if one.currency == outturn.currency else None
        names.setdefault(one.role_key, one.role)
        sums = found.setdefault((rate is None, one.role_key, rate), [Decimal(0), Decimal(0)])
        sums[0] += one.hours
        sums[1] += Decimal(0) if one.is_approved else one.hours
    return [
        RolePriced(names[key], hours, rate, None if rate is None else hours * rate, waiting)
        for (_none, key, rate), (hours, waiting) in sorted(found.items(), key=lambda item: item[0][:2])
    ]


def sheet_lines(outturn: Outturn) -> list[SheetLineShown]:
    """Return the lines of the signed sheet with their prices."""
    lines = outturn.terms.lines if outturn.terms else ()
    return [
        SheetLineShown(one.text or one.role, SORTS[one.sort.value], one.hours, one.rate, one.counted)
        for one in lines
    ]


def corridor_chart(one: ProjectBook, language: formats.Language) -> Chart | None:
    """Return margin now and at completion against the corridor; None without a corridor or anything to place."""
    seen, out = one.costs, one.outturn
    if seen is None or (out.corridor_low is None and out.corridor_high is None):
        return None
    ahead = _("In the end") if out.is_finished else _("At completion")
    rows = [_ranged(_("Now"), seen.now.share), _ranged(ahead, seen.forecast.share)]
    if not any(row.ends for row in rows):
        return None
    words = CorridorWords(
        title=_("Margin against the corridor"),
        sentence=_sentence(seen.now.share, seen.forecast.share, language),
        corridor=_("Corridor"),
        columns=(_("What"), _("From"), _("To")),
    )
    low, high = _plain(out.corridor_low), _plain(out.corridor_high)
    return corridor([row for row in rows if row.ends], low=low, high=high, words=words, language=language)


def _sentence(now: Figure, ahead: Figure, language: formats.Language) -> str:
    said = {"now": _said(now, language), "ahead": _said(ahead, language)}
    if not said["ahead"]:
        return _("Margin now %(now)s.") % said
    if not said["now"]:
        return _("Margin at completion %(ahead)s.") % said
    return _("Margin now %(now)s, at completion %(ahead)s.") % said


def _said(figure: Figure, language: formats.Language) -> str:
    if figure.exact is not None:
        return formats.percent(figure.exact, language)
    if figure.low is None or figure.high is None:
        return ""
    return f"{formats.percent(figure.low, language)}–{formats.percent(figure.high, language)}"


def _ranged(label: str, share: Figure) -> Ranged:
    return Ranged(label, _plain(share.exact), _plain(share.low), _plain(share.high))


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def lines_of(projects: Sequence[ProjectBook], waiting: Waits, *, finished: bool) -> list[BookLine]:
    """Return the projects under way, or the finished ones."""
    return [book_line(one, waiting) for one in projects if one.outturn.is_finished == finished]

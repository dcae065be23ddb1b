"""What the pages of the benefit ledger show: sides and entries with their words, and the benefit by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit import formats
from partnership.kit.charts import BalanceWords, Chart, Period, Side, Span, balance
from partnership.kit.charts.balance import said as span_said
from projects.openness.gate import Steps
from projects.openness.shown import Figure
from projects.openness.steps import Step, Topic
from projects.pricing.benefit import Answer
from projects.pricing.benefit_shown import Quarter, QuarterSeen
from projects.pricing.benefit_words import LIGHTS, VERDICTS, mend_said
from projects.pricing.models import Entry
from projects.pricing.queries.entry_records import EntrySeen, WordSeen
from projects.pricing.queries.ledger import LedgerSeen, SideSeen
from projects.pricing.queries.posted import may_answer

QUARTERS = 8


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry with the sides that have said a word on it, or that may; a word counts for the entry as it stands."""

    entry: EntrySeen
    party: PartySeen | None
    said: tuple[tuple[PartySeen | None, WordSeen], ...]
    waits_for: tuple[PartySeen, ...]

    @property
    def is_own(self) -> bool:
        return self.party is not None and self.party.is_own

    @property
    def may_answer(self) -> bool:
        """Whether the reader's side may say its word: not on its own entry, and once on each as it stands."""
        return not self.is_own and not any(side and side.is_own for side, _word in self.said)


@dataclass(frozen=True, slots=True)
class SideShown:
    """One side as its card shows it; `mending` is what would mend a deal that does not serve it."""

    seen: SideSeen
    light: tuple[str, str | Promise]
    mending: str
    gains: tuple[EntryShown, ...]
    contributions: tuple[EntryShown, ...]

    @property
    def anchor(self) -> str:
        return f"side-{self.seen.side.position}"

    @property
    def delivers(self) -> bool:
        return Topic.MARGIN in self.seen.topics

    @property
    def commissions(self) -> bool:
        return Topic.OUTCOME_VALUE in self.seen.topics

    @property
    def has_numbers(self) -> bool:
        return self.seen.step >= Step.SUMMARY

    @property
    def has_all_entries(self) -> bool:
        return self.seen.step >= Step.DETAIL

    @property
    def is_cost_unknown(self) -> bool:
        """Whether the side's own cost is missing: that is what the rate card mends."""
        sums = self.seen.sums
        return self.seen.side.is_own and sums is not None and sums.cost.exact is None


def entry_shown(one: EntrySeen, partnership: PartnershipSeen, steps: Steps) -> EntryShown:
    """Return an entry with its sides."""
    sides = [side.id for side in partnership.parties]
    readers = may_answer(steps, sides, one.party_id, one.topic, is_in_words=one.is_in_words)
    waits = [partnership.party(key) for key in readers] if one.answer is Answer.WAITS else []
    return EntryShown(
        one,
        partnership.party(one.party_id),
        tuple((partnership.party(word.party_id), word) for word in one.said),
        tuple(side for side in waits if side),
    )


def sides_shown(
    seen: LedgerSeen, partnership: PartnershipSeen, language: formats.Language
) -> list[SideShown]:
    """Return every side in their order."""
    found = []
    for one in seen.sides:
        entries = [entry_shown(entry, partnership, seen.steps) for entry in one.entries]
        mend = one.sums.mend if one.sums else None
        found.append(
            SideShown(
                one,
                LIGHTS[one.light],
                mend_said(mend, one.side.name, seen.currency, language) if mend else "",
                _of_way(entries, Entry.Way.GAIN),
                _of_way(entries, Entry.Way.CONTRIBUTION),
            )
        )
    return found


def verdict_shown(seen: LedgerSeen) -> tuple[str, str | Promise]:
    """Return the kind of notice that the whole gets, and its title."""
    return VERDICTS[seen.verdict]


def balance_chart(seen: LedgerSeen, language: formats.Language) -> Chart | None:
    """Return each side's benefit of the last quarters, as far as it is opened; None where nothing is."""
    known = [_by_quarter(one) for one in seen.sides]
    keys = sorted({key for one in known for key in one})[-QUARTERS:]
    if not keys:
        return None
    even = dict(seen.quarters)
    periods = [_period(key, [one.get(key) for one in known], even.get(key)) for key in keys]
    sides = [Side(one.side.name, one.side.position, ()) for one in seen.sides]
    words = BalanceWords(
        title=_("Net benefit by quarter"),
        sentence=_sentence(periods[-1], sides, language, seen.currency),
        columns=(
            _("Quarter"),
            _("Side"),
            _("Net benefit from"),
            _("Net benefit to"),
            _("Ratio R"),
            _("Evenness"),
        ),
        even=_("Evenness"),
        missing=_("not opened"),
    )
    return balance(periods, sides=sides, words=words, language=language, currency=seen.currency)


def _of_way(entries: Sequence[EntryShown], way: str) -> tuple[EntryShown, ...]:
    return tuple(one for one in entries if one.entry.way == way)


def _by_quarter(one: SideSeen) -> dict[Quarter, Span]:
    spans = {(row.year, row.quarter): _span(row) for row in (one.sums.quarters if one.sums else ())}
    return {key: span for key, span in spans.items() if span}


def _span(row: QuarterSeen) -> Span | None:
    figure: Figure = row.benefit
    ratio = None if row.ratio.exact is None else float(row.ratio.exact)
    if figure.exact is not None:
        return Span(float(figure.exact), float(figure.exact), ratio)
    if figure.low is None or figure.high is None:
        return None
    return Span(float(figure.low), float(figure.high))


def _period(key: Quarter, spans: Sequence[Span | None], even: Decimal | None) -> Period:
    year, quarter = key
    label = _("Q%(quarter)s %(year)s") % {"quarter": quarter, "year": year}
    return Period(label, tuple(spans), None if even is None else float(even))


def _sentence(last: Period, sides: Sequence[Side], language: formats.Language, currency: str) -> str:
    told = [
        f"{side.name} {span_said(span, language, currency)}"
        for side, span in zip(sides, last.spans, strict=True)
        if span
    ]
    return _("%(quarter)s, net benefit: %(sides)s.") % {"quarter": last.label, "sides": ", ".join(told)}

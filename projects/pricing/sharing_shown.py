"""What a sharing rule makes of outturns, as pages show it: steps of the target, a sentence, a chart. Of both sides alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit import formats
from partnership.kit.charts import Chart
from partnership.kit.charts.sharing import At, SharingWords, Spot, sharing
from partnership.kit.charts.sides import Side
from partnership.kit.money import rounded_money, step_of
from partnership.kit.spoken import language
from projects.pricing.shares import Outcome, ceiling_of, in_order, outcome
from projects.pricing.sharing import PERCENT, Rule
from projects.work.models import Project

STEPS = [Decimal(percent) / PERCENT for percent in range(60, 150, 10)]


@dataclass(frozen=True)
class Roles:
    """Who commissions and who delivers a project; `both` in the parties' fixed order."""

    commissioner: PartySeen
    deliverer: PartySeen

    @property
    def both(self) -> tuple[PartySeen, ...]:
        return tuple(sorted((self.commissioner, self.deliverer), key=lambda side: side.position))

    def parts(self, found: Outcome) -> tuple[Decimal, ...]:
        """Return what each side gets of a saving or bears of an overrun, in the order of `both`."""
        return tuple(
            found.commissioner if side is self.commissioner else found.deliverer for side in self.both
        )


@dataclass(frozen=True)
class Step:
    """One outturn of the table; `parts` as Roles.parts gives them."""

    share: Decimal
    outcome: Outcome
    parts: tuple[Decimal, ...]
    is_tried: bool


@dataclass(frozen=True)
class BandShown:
    """A band in percent of the target (fractions) and in money; `high` None is without end. `rest` is the other side's."""

    low: Decimal
    high: Decimal | None
    from_money: Decimal
    to_money: Decimal | None
    share: Decimal
    rest: Decimal


def bands_of(rule: Rule) -> list[BandShown]:
    """Return a rule's bands from the lowest to the highest."""
    found = []
    for band in in_order(rule.bands):
        low, high = band.low or Decimal(0), band.high
        below, above = (
            None if one is None else rounded_money(one * rule.target, rule.currency) for one in (low, high)
        )
        found.append(BandShown(low, high, below or Decimal(0), above, band.share, 1 - band.share))
    return found


def roles_of(project: Project, partnership: PartnershipSeen) -> Roles:
    """Return the two sides that a project's saving or overrun is shared between; others look on."""
    sides = {side.id: side for side in partnership.parties}
    return Roles(sides[project.commissioned_by_id], sides[project.delivered_by_id])


def at(rule: Rule, outturn: Decimal) -> Outcome:
    """Return both sides' result in whole units of the currency."""
    return outcome(rule.target, outturn, rule.bands, step=step_of(rule.currency))


def steps_of(rule: Rule, roles: Roles, tried: Decimal | None) -> list[Step]:
    """Return 60 to 140 % of the target in tens, and what is tried in its place among them."""
    places = {rounded_money(rule.target * share, rule.currency) for share in STEPS}
    if tried is not None:
        tried = rounded_money(tried, rule.currency)
        places.add(tried)
    found = [(outturn, at(rule, outturn)) for outturn in sorted(places)]
    return [
        Step(outturn / rule.target, one, roles.parts(one), is_tried=outturn == tried)
        for outturn, one in found
    ]


def sentence_of(rule: Rule, roles: Roles, outturn: Decimal) -> str:
    """Say what an outturn means for both sides, in one or two sentences."""
    found = at(rule, outturn)
    words = {
        "outturn": _money(found.outturn, rule),
        "commissioner": roles.commissioner.name,
        "deliverer": roles.deliverer.name,
        "pays": _money(found.pays, rule),
        "whole": _money(abs(found.saving), rule),
        "theirs": _money(abs(found.deliverer), rule),
        "other": _money(abs(found.commissioner), rule),
    }
    if found.saving > 0:
        return (
            _(
                "At an outturn of %(outturn)s, %(commissioner)s pays %(pays)s. Of the %(whole)s saved, %(deliverer)s gets"
                " %(theirs)s and %(commissioner)s %(other)s."
            )
            % words
        )
    if found.saving < 0:
        return (
            _(
                "At an outturn of %(outturn)s, %(commissioner)s pays %(pays)s. Of the %(whole)s above the target,"
                " %(deliverer)s bears %(theirs)s and %(commissioner)s %(other)s."
            )
            % words
        )
    return _("At the target, %(commissioner)s pays %(pays)s and nobody gains or loses.") % words


def ceiling_sentence(rule: Rule, roles: Roles) -> str:
    """Say the most that is ever paid, or that there is no end."""
    most = ceiling_of(rule.target, rule.bands)
    words = {"commissioner": roles.commissioner.name}
    if most is None:
        return _("There is no ceiling on what %(commissioner)s pays.") % words
    words["most"] = _money(rounded_money(most, rule.currency), rule)
    return _("%(commissioner)s never pays more than %(most)s.") % words


def chart_of(
    rule: Rule,
    roles: Roles,
    *,
    tried: Decimal | None,
    now: Decimal | None = None,
    forecast: Decimal | None = None,
) -> Chart:
    """Draw what is paid and each side's part over the outturn, with what is tried, the forecast and what is so far."""
    bends = [_at(rule, roles, outturn) for outturn in _bends(rule, (tried, forecast))]
    sides = [
        Side(side.name, side.position, [one.parts[place] for one in bends])
        for place, side in enumerate(roles.both)
    ]
    named = ((now, _("so far")), (forecast, _("forecast")))
    spots = [Spot(float(outturn), name) for outturn, name in named if outturn is not None]
    spots += [Spot(float(tried), "", is_tried=True)] if tried is not None else []
    return sharing(
        bends,
        [_at(rule, roles, step.outcome.outturn) for step in steps_of(rule, roles, tried)],
        sides=sides,
        target=float(rule.target),
        spots=spots,
        words=_words(rule, roles, tried),
        language=language(),
        currency=rule.currency,
    )


def _bends(rule: Rule, wanted: Sequence[Decimal | None]) -> list[Decimal]:
    """Return where lines may bend: both ends, the target and the edges between; never more than twice the target."""
    places = [one for one in wanted if one is not None and one <= 2 * rule.target]
    low = min([STEPS[0] * rule.target, *places])
    high = max([STEPS[-1] * rule.target, *places])
    edges = [edge * rule.target for band in rule.bands for edge in (band.low, band.high) if edge]
    inside = [one for one in (*edges, rule.target) if low < one < high]
    return sorted({rounded_money(one, rule.currency) for one in (low, *inside, high)})


def _at(rule: Rule, roles: Roles, outturn: Decimal) -> At:
    found = at(rule, outturn)
    return At(float(found.outturn), float(found.pays), tuple(map(float, roles.parts(found))))


def _words(rule: Rule, roles: Roles, tried: Decimal | None) -> SharingWords:
    said = [sentence_of(rule, roles, tried)] if tried is not None else []
    return SharingWords(
        title=_("What is paid, and each side's part, over the outturn"),
        sentence=" ".join([*said, ceiling_sentence(rule, roles)]),
        outturn=_("Outturn"),
        paid=_("%(commissioner)s pays") % {"commissioner": roles.commissioner.name},
        unshared=_("dashed: the outturn, unshared"),
        parts=_("Each side's part"),
        target=_("target cost"),
    )


def _money(amount: Decimal, rule: Rule) -> str:
    return formats.money(amount, language(), currency=rule.currency)

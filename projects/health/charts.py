"""The trend of both sides, as a picture with its sentence, its table and its CSV."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.queries import PartySeen
from partnership.kit import formats
from partnership.kit.charts.chart import Chart
from partnership.kit.charts.sides import Side
from partnership.kit.charts.sparkline import sparkline
from partnership.kit.charts.trend import TrendWords, trend
from partnership.kit.rounding import rounded
from partnership.kit.spoken import language
from partnership.kit.weeks import Week
from projects.health.queries import HealthSeen


def trend_chart(seen: HealthSeen, parties: tuple[PartySeen, ...]) -> Chart:
    """Each side's weekly score, with the gap between them named."""
    sides = [Side(party.name, party.position, _scores(seen, party)) for party in parties]
    words = TrendWords(
        title=_("Both sides’ scores, week by week"),
        sentence=_sentence(seen, parties),
        week=_("Week"),
        apart=_apart(seen),
    )
    weeks = [formats.week_name(one.week_on, language()) for one in seen.trend]
    return trend(sides, weeks=weeks, words=words, language=language())


def portfolio_line(name: str, scores: Sequence[Decimal | None], newest: Week) -> Chart | None:
    """A partnership's joint score of the weeks up to the newest one as a small line; None where no week has one."""
    known = [score for score in scores if score is not None]
    if not known:
        return None
    weeks = [newest.shifted(at + 1 - len(scores)).monday for at in range(len(scores))]
    gaps = len(scores) - len(known)
    sentence = _("From %(first)s to %(last)s, lowest %(lowest)s and highest %(highest)s.") % {
        "first": _number(int(rounded(known[0]))),
        "last": _number(int(rounded(known[-1]))),
        "lowest": _number(int(rounded(min(known)))),
        "highest": _number(int(rounded(max(known)))),
    }
    if gaps:
        missing = ngettext("%(count)s week was not counted.", "%(count)s weeks were not counted.", gaps)
        sentence = f"{sentence} {missing % {'count': gaps}}"
    return sparkline(
        [None if score is None else float(score) for score in scores],
        weeks=[formats.week_name(one, language()) for one in weeks],
        title=_("%(name)s: health over %(weeks)s weeks") % {"name": name, "weeks": len(scores)},
        sentence=sentence,
        columns=(_("Week"), _("Health")),
        language=language(),
    )


def status_of(seen: HealthSeen) -> tuple[str, str]:
    """The pill: its kind and its word, neutral as long as there is too little evidence."""
    if not seen.has_enough:
        return "neutral", _("Too little evidence yet")
    falling = seen.change is not None and seen.change < -1
    names = {
        "good": _("Good, but falling") if falling else _("Good"),
        "watch": _("Watch"),
        "act": _("Act"),
    }
    return seen.band, names[seen.band]


def _scores(seen: HealthSeen, party: PartySeen) -> list[float | None]:
    scores = [week.parties.get(party.id) for week in seen.trend]
    return [None if score is None else float(score) for score in scores]


def _sentence(seen: HealthSeen, parties: tuple[PartySeen, ...]) -> str:
    sides = [f"{party.name} {_number(seen.parties.get(party.id))}" for party in parties]
    week = formats.week_name(seen.week.monday, language())
    return _("In %(week)s: %(sides)s. %(apart)s") % {
        "week": week,
        "sides": ", ".join(sides),
        "apart": f"{_apart(seen)}.",
    }


def _apart(seen: HealthSeen) -> str:
    known = [score for score in seen.parties.values() if score is not None]
    points = max(known) - min(known) if known else 0
    if points == 0:
        return _("No points apart")
    words = ngettext("%(count)s point apart", "%(count)s points apart", points) % {"count": points}
    return words.replace(" ", formats.NBSP, 1)


def _number(score: int | None) -> str:
    return formats.NOTHING if score is None else formats.number(score, language())

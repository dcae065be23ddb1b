"""Alerts told as sentences, in the language that is active: what happened and what it asks for. No blame, no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.kit import formats
from partnership.kit.spoken import language
from projects.health.alerts import AlertKind
from projects.health.words import BANDS, number

Fact = Mapping[str, Any]


@dataclass(frozen=True)
class AlertSeen:
    """What is worth a talk: `since` is the Monday of the first week; `is_new` in that week alone."""

    kind: str
    since: date
    text: str
    is_new: bool


def alerts_seen(stored: Sequence[Mapping[str, Any]], *, week_on: date) -> tuple[AlertSeen, ...]:
    """Return a stored week's alerts, told in the active language, in the order of their kinds."""
    return tuple(_seen(one, week_on) for one in stored)


def _seen(one: Mapping[str, Any], week_on: date) -> AlertSeen:
    since = date.fromisoformat(one["since"])
    return AlertSeen(one["kind"], since, TELLERS[one["kind"]](one["fact"]), since == week_on)


def _band(fact: Fact) -> str:
    return _("Health went from “%(before)s” to “%(now)s”.") % {
        "before": BANDS[fact["before"]],
        "now": BANDS[fact["now"]],
    }


def _falling(fact: Fact) -> str:
    points = formats.number(Decimal(fact["a_week"]), language(), 1)
    sentence = _("Health has fallen by %(points)s points a week over %(weeks)s weeks.")
    return sentence % {"points": points, "weeks": number(fact["weeks"])}


def _apart(fact: Fact) -> str:
    return _("The sides’ scores are %(points)s points apart: it serves one better than the other.") % {
        "points": number(fact["points"])
    }


def _coverage(fact: Fact) -> str:
    values = {name: formats.percent(Decimal(fact[name]), language(), 0) for name in ("before", "now")}
    return (
        _("Less is known than before: %(now)s of what health is made of has fresh data, was %(before)s.")
        % values
    )


def _silence(fact: Fact) -> str:
    return ngettext(
        "Nobody has warned or given feedback for %(weeks)s week. Silence says nothing: ask each other.",
        "Nobody has warned or given feedback for %(weeks)s weeks. Silence says nothing: ask each other.",
        fact["weeks"],
    ) % {"weeks": number(fact["weeks"])}


TELLERS = {
    AlertKind.BAND: _band,
    AlertKind.FALLING: _falling,
    AlertKind.APART: _apart,
    AlertKind.COVERAGE: _coverage,
    AlertKind.SILENCE: _silence,
}

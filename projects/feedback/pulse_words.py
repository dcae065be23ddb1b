"""How gaps and ratings are told: short, of both sides alike, and never of a person."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.spoken import language
from projects.feedback.gaps import Gap, Width, widest
from projects.feedback.queries.measured import Measured
from projects.feedback.queries.results import Result
from projects.feedback.questions import FOCUS, TEMPO

WIDTHS: Mapping[Width, str | Promise] = {
    Width.ALIGNED: gettext_lazy("Seen alike"),
    Width.MINOR: gettext_lazy("Small gap"),
    Width.SIGNIFICANT: gettext_lazy("Clear gap"),
    Width.CRITICAL: gettext_lazy("Wide gap"),
}
PILLS: Mapping[Width, str] = {
    Width.ALIGNED: "good",
    Width.MINOR: "neutral",
    Width.SIGNIFICANT: "watch",
    Width.CRITICAL: "act",
}


def rating_text(value: Decimal | None) -> str:
    """A mean with one decimal, a dash for none."""
    return formats.NOTHING if value is None else formats.number(value, language(), 1)


def gap_text(value: Decimal | None) -> str:
    """A gap with its sign and one decimal."""
    return formats.NOTHING if value is None else formats.signed(value, language(), 1)


def name_of(partnership: PartnershipSeen, party_id: UUID) -> str:
    side = partnership.party(party_id)
    return side.name if side else formats.NOTHING


def gap_sentence(gap: Gap, partnership: PartnershipSeen) -> str:
    """Say how a side sees itself and how another sees it."""
    values = {
        "about": name_of(partnership, gap.about),
        "other": name_of(partnership, gap.other),
        "own": rating_text(gap.own.shown if gap.own else None),
        "others": rating_text(gap.others.shown if gap.others else None),
    }
    return _("%(about)s gives itself %(own)s, %(other)s gives it %(others)s.") % values


def one_sentence(result: Result, partnership: PartnershipSeen) -> str:
    """What a round says in one sentence: where the sides see things most differently."""
    found = widest(result.gaps)
    if not found:
        silent = [side.name for side in partnership.parties if not _has_spoken(result, side.id)]
        if silent:
            return _("Not every side has answered, so there is nothing to compare.")
        return _("There is nothing to compare yet.")
    top = found[0]
    if top.width == Width.ALIGNED:
        return _("Both sides see it alike: nowhere more than %(gap)s apart.") % {
            "gap": rating_text(abs(top.shown or Decimal(0)))
        }
    values = {
        "topic": topic_of(result, top.question),
        "about": name_of(partnership, top.about),
        "gap": rating_text(abs(top.shown or Decimal(0))),
    }
    return _("Furthest apart: %(topic)s at %(about)s, %(gap)s points.") % values


def topic_of(result: Result, question: str) -> str:
    return next((one.name for one in result.round.questions if one.key == question), question)


def measured_sentence(question: str, measured: Measured) -> str:
    """What is measured of a topic, "" where nothing is."""
    if question == TEMPO and measured.due:
        return _("Measured: %(kept)s of %(due)s deliveries on the agreed day in 8 weeks.") % {
            "kept": measured.on_the_day,
            "due": measured.due,
        }
    if question == FOCUS and measured.goals:
        return _("Measured: %(kept)s of %(goals)s goals keep their pace.") % {
            "kept": measured.on_pace,
            "goals": measured.goals,
        }
    return ""


def _has_spoken(result: Result, party_id: UUID) -> bool:
    return any(one.party == party_id for one in result.scores)

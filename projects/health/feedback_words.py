"""Facts of pulses told as sentences, in the language that is active."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.kit import formats
from partnership.kit.spoken import language
from projects.health.warned import WARNED

Fact = Mapping[str, Any]


def pulse(now: Fact, before: Fact, _subject: str) -> str:
    """What was said in the newest pulse, and how far apart the views are."""
    said = _("The newest pulse says %(said)s of 10") % {"said": _one(now["said"])}
    if now["apart"] is not None:
        said = _("%(said)s; the views are %(apart)s apart") % {"said": said, "apart": _one(now["apart"])}
    if before.get("said", now["said"]) == now["said"]:
        return said
    return _("%(said)s; the one before said %(was)s") % {"said": said, "was": _one(before["said"])}


def warned(now: Fact, _before: Fact, _subject: str) -> str:
    """How many early warnings are acted on: seen in time, and something is done."""
    return ngettext(
        "%(warnings)s early warning with something done about it, 8 weeks",
        "%(warnings)s early warnings with something done about them, 8 weeks",
        now["warnings"],
    ) % {"warnings": now["warnings"]}


def gone(part: str) -> str:
    """What is said when last week had a fact and this one has none."""
    if part == WARNED:
        return _("The early warnings that counted are more than 8 weeks old")
    return _("The newest pulse says nothing of another side")


def _one(value: str) -> str:
    return formats.number(Decimal(value), language(), 1)

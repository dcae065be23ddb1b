"""A project's sharing rule, which every party signs: the target, and who gets what of a saving or bears what of more.

Pure of rows: between what an agreement keeps (plain JSON, bands in percent) and what `shares.py` counts with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from projects.agreement.fields import Field, Type, Values
from projects.pricing.shares import Band
from projects.work.models import Project

KIND = "sharing"
PERCENT = Decimal(100)
ROLES = ("commissioned_by", "delivered_by")
FIELDS = (
    Field("project", _("Project"), Type.REF),
    Field("commissioned_by", _("Commissioned by"), Type.REF),
    Field("delivered_by", _("Delivered by"), Type.REF),
    Field("target", _("Target, excl. VAT"), Type.MONEY),
    Field(
        "bands",
        _("Bands of the target, by where they begin"),
        Type.LIST,
        fields=(
            Field("low", _("From"), Type.PERCENT, nothing=_("the bottom")),
            Field("high", _("Up to"), Type.PERCENT, nothing=_("no end")),
            Field("share", _("Share of the side that delivers"), Type.PERCENT),
        ),
        row_name="low",
    ),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A sharing rule as Python counts with it: money excl. VAT in `currency`, bands as fractions of the target."""

    target: Decimal
    currency: str
    bands: tuple[Band, ...]


def written(rule: Rule, project: Project, partnership: PartnershipSeen) -> dict[str, Any]:
    """Write a rule down as an agreement keeps it, from the lowest band to the highest."""
    roles = {name: partnership.party(getattr(project, f"{name}_id")) for name in ROLES}
    bands = sorted(rule.bands, key=lambda band: band.low or 0)
    return {
        "project": {"id": str(project.id), "name": project.name},
        **{name: {"id": str(side.id), "name": side.name} for name, side in roles.items() if side},
        "target": {"amount": plain(rule.target), "currency": rule.currency},
        "bands": [
            {
                "id": f"band-{place}",
                "low": in_percent(band.low or Decimal(0)),
                "high": None if band.high is None else in_percent(band.high),
                "share": in_percent(band.share),
            }
            for place, band in enumerate(bands, start=1)
        ],
    }


def read(values: Values) -> Rule:
    """Read what an agreement keeps; raise ValueError, TypeError or KeyError for what is no rule."""
    target = values["target"]
    bands = tuple(
        Band(_fraction(row["low"]), _fraction(row["high"]), Decimal(row["share"]) / PERCENT)
        for row in values["bands"]
    )
    return Rule(Decimal(target["amount"]), target["currency"], bands)


def bands_kept(bands: Iterable[Band]) -> list[dict[str, str | None]]:
    """Return bands as a row of Sharing keeps them: fractions as text."""
    return [
        {
            "low": None if band.low is None else plain(band.low),
            "high": None if band.high is None else plain(band.high),
            "share": plain(band.share),
        }
        for band in bands
    ]


def bands_read(kept: Sequence[Mapping[str, str | None]]) -> tuple[Band, ...]:
    """Return what a row of Sharing keeps as bands."""
    return tuple(
        Band(_number(row["low"]), _number(row["high"]), Decimal(row["share"] or "0")) for row in kept
    )


def in_percent(fraction: Decimal) -> str:
    """Return 0.8 as "80"."""
    return plain(fraction * PERCENT)


def plain(value: Decimal) -> str:
    """Return a decimal as agreements write it: 400.00 and 400 are the same text."""
    return format(value.normalize(), "f") if value else "0"


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _fraction(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text) / PERCENT

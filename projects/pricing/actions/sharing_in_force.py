"""What a sharing rule can't be, and what is written once every party has signed one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Partnership
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from partnership.kit.money import rounded_money
from projects.agreement.kinds import Put
from projects.pricing.models import Sharing, Sheet
from projects.pricing.shares import BadRule, Fault, check_rule
from projects.pricing.sharing import ROLES, Rule, bands_kept, read
from projects.work.actions.terms_in_force import ProjectRenamed
from projects.work.models import Project

MOST_MONEY = Decimal(10) ** 12
MOST_BANDS = 12
FARTHEST = Decimal(100)
"""A band's edge is at most a hundred times the target: beyond that it is a slip of the pen."""


class BadSharing(Refused):
    """`field` is the path of the value to mend: "bands.1.low"."""

    message = _("This can't be a sharing rule.")
    code = "bad_sharing"
    status = 422


class TargetNotPositive(BadSharing):
    message = _("A target is more than 0.")
    code = "target_not_positive"
    field = "target"


class TargetTooFine(BadSharing):
    message = _("The target has more decimals than its currency, or is too large.")
    code = "target_too_fine"
    field = "target"


class SharingCurrency(BadSharing):
    message = _("Write the target in the currency that the project is priced in.")
    code = "other_currency"
    field = "target"


class NoBands(BadSharing):
    message = _("Say in at least one band how a saving and an overrun are shared.")
    code = "no_bands"
    field = "bands"


class TooManyBands(BadSharing):
    message = _("A rule with more than 12 bands is not read by anybody. Join some of them.")
    code = "too_many_bands"
    field = "bands"


class BadBand(BadSharing):
    """One band's fault: the sentence says which, counted from 1, and `field` where it stands."""

    def __init__(self, row: int, column: str) -> None:
        super().__init__(self.message % {"number": row + 1}, field=f"bands.{row}.{column}")


class BandEdge(BadBand):
    message = _(
        "Band %(number)s: a band begins at 0 or above, and ends above where it begins, at 10,000 percent at most."
    )
    code = "band_edge"


class BandHole(BadBand):
    message = _(
        "Band %(number)s leaves a hole: each begins where the one below it ends, the first at 0, and the last has no end."
    )
    code = "band_hole"


class BandOverlap(BadBand):
    message = _("Band %(number)s overlaps the one below it: each begins where the one below it ends.")
    code = "band_overlap"


class BandShare(BadBand):
    message = _("Band %(number)s: a share lies between 0 and 100 percent.")
    code = "band_share"


class OtherRoles(BadSharing):
    message = _("Name the sides that commission and deliver the project as its terms say today.")
    code = "other_roles"


class OneSideAlone(BadSharing):
    message = _("The same side commissions and delivers this project: there is nobody to share with.")
    code = "one_side_alone"


WHOLE: Mapping[Fault, type[BadSharing]] = {Fault.NONE: NoBands, Fault.TARGET: TargetNotPositive}
OF_A_BAND: Mapping[Fault, tuple[type[BadBand], str]] = {
    Fault.EDGE: (BandEdge, "high"),
    Fault.HOLE: (BandHole, "low"),
    Fault.OVERLAP: (BandOverlap, "low"),
    Fault.SHARE: (BandShare, "share"),
}


def check_sharing(actor: Actor, put: Put) -> None:
    """Refuse a rule that can't be; it runs when it is proposed and again before it takes effect.

    Raises ProjectRenamed, OtherRoles, TargetNotPositive, SharingCurrency, BandHole, BandOverlap, BandShare and others.
    """
    project = Project.objects.filter(partnership_id=put.partnership_id, id=put.subject_id).first()
    if project is None:
        raise NotThere
    if put.values.get("project") != {"id": str(project.id), "name": project.name}:
        raise ProjectRenamed(field="project")
    for role in ROLES:
        if (put.values.get(role) or {}).get("id") != str(getattr(project, f"{role}_id")):
            raise OtherRoles(field=role)
    if project.commissioned_by_id == project.delivered_by_id:
        raise OneSideAlone
    check_values(put.values, currency=currency_of(put.partnership_id, project.id))


def check_values(values: Mapping[str, Any], *, currency: str) -> Rule:
    """Return the target and the bands as a rule; raise a BadSharing whose field is the path of the first fault."""
    if values.get("target") is None:
        raise TargetNotPositive
    rows = values.get("bands") or []
    if len(rows) > MOST_BANDS:
        raise TooManyBands
    for place, row in enumerate(rows):
        if row.get("share") is None:
            raise BandShare(place, "share")
    rule = read(values)
    require_rule(rule)
    if rule.currency != currency:
        raise SharingCurrency
    return rule


def require_rule(rule: Rule) -> None:
    """Raise the BadSharing that names the row of the first fault."""
    try:
        check_rule(rule.target, rule.bands)
    except BadRule as error:
        raise _refusal(error) from error
    if rule.target >= MOST_MONEY or rounded_money(rule.target, rule.currency) != rule.target:
        raise TargetTooFine
    for place, band in enumerate(rule.bands):
        if max(band.low or 0, band.high or 0) > FARTHEST:
            raise BandEdge(place, "high")


def _refusal(error: BadRule) -> BadSharing:
    if error.row is None:
        return WHOLE[error.fault]()
    refusal, column = OF_A_BAND[error.fault]
    return refusal(error.row, column)


def currency_of(partnership_id: UUID, project_id: UUID) -> str:
    """Return the currency that a project is priced in: its signed sheet's, else the partnership's."""
    sheets = Sheet.objects.filter(partnership_id=partnership_id, project_id=project_id)
    found: str | None = sheets.order_by("-number").values_list("currency", flat=True).first()
    return found or Partnership.objects.values_list("currency", flat=True).get(id=partnership_id)


def agree_sharing(actor: Actor, put: Put) -> None:
    """Write the rule that every party has signed; it holds from now until the next one."""
    rule = read(put.values)
    Sharing.objects.create(
        partnership_id=put.partnership_id,
        project_id=put.subject_id,
        number=put.number,
        currency=rule.currency,
        target=rule.target,
        bands=bands_kept(rule.bands),
        signed_at=put.now,
    )
    record(
        actor,
        "pricing.sharing_agreed",
        subject_kind="project",
        subject_id=put.subject_id,
        partnership=put.partnership_id,
        data={"number": put.number},
        at=put.now,
    )

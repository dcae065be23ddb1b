"""The weights of the score, as a kind that every party signs: six of them that sum to 100, and λ from 0 to 0.5.

They hold from the week in which the last signature came. Weeks before it keep what was in force then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from partnership.kit.errors import NotThere, Refused
from partnership.kit.weeks import Week
from projects.agreement.fields import Field, Type, Values
from projects.agreement.kinds import Kind, Put, register_kind
from projects.agreement.models import Agreement
from projects.health import formula
from projects.health.formula import MOST_SPREAD, WEIGHTS, Agreed
from projects.health.models import Weights
from projects.health.words import DIMENSIONS

KIND = "weights"
SPREAD = "spread"
WHOLE = Decimal(100)
HUNDREDTH = Decimal("0.01")
FIELDS = (
    *(Field(name, DIMENSIONS[name], Type.PERCENT) for name in WEIGHTS),
    Field(SPREAD, _("How much the distance between the sides counts"), Type.NUMBER),
)


@dataclass(frozen=True)
class SignedWeights:
    """Weights as they were signed, the first week in which they held, and the agreement they stand in."""

    number: int
    from_week: Week
    signed_at: datetime
    agreed: Agreed
    agreement_id: UUID | None


class BadWeight(Refused):
    message = _("A weight is a number from 0 to 100, with two decimals at most.")
    code = "bad_weight"
    status = 422


class WeightsDoNotSum(Refused):
    code = "weights_do_not_sum"
    status = 422


class BadSpread(Refused):
    message = _("This is a number from 0 to 0.5, with two decimals at most.")
    code = "bad_spread"
    status = 422
    field = SPREAD


def check_weights(actor: Actor, put: Put) -> None:
    """Raise BadWeight, WeightsDoNotSum or BadSpread for what can't be; NotThere for any subject but the partnership."""
    if put.subject_id != put.partnership_id:
        raise NotThere
    for name in WEIGHTS:
        if not _fits(put.values.get(name), most=WHOLE):
            raise BadWeight(field=name)
    total = sum(Decimal(put.values[name]) for name in WEIGHTS)
    if total != WHOLE:
        sentence = gettext("The weights sum to %(total)s. They must sum to 100.")
        raise WeightsDoNotSum(sentence % {"total": total})
    if not _fits(put.values.get(SPREAD), most=MOST_SPREAD):
        raise BadSpread


def put_in_force(actor: Actor, put: Put) -> None:
    """Write the signed weights, for weeks from the running one on."""
    Weights.objects.create(
        partnership_id=put.partnership_id,
        number=put.number,
        from_on=Week.of(put.now.astimezone(UTC).date()).monday,
        weights={name: put.values[name] for name in WEIGHTS},
        spread_weight=Decimal(put.values[SPREAD]),
        signed_at=put.now,
    )


def values_of(agreed: Agreed) -> Values:
    """Return the weights as values that can be proposed."""
    said = {**agreed.weights, SPREAD: agreed.spread_weight}
    return {name: format(value.normalize(), "f") for name, value in said.items()}


def agreed_of(row: Weights) -> Agreed:
    """Return a stored row as the formula reads it; a dimension that it does not name weighs nothing."""
    return Agreed({name: Decimal(row.weights.get(name, 0)) for name in WEIGHTS}, row.spread_weight)


def weights_of_week(partnership_id: UUID, week: Week) -> Agreed:
    """Return the weights in force in a week: the latest that were signed by then, else the defaults."""
    rows = Weights.objects.filter(partnership_id=partnership_id, from_on__lte=week.monday)
    newest = rows.order_by("-number").first()
    return agreed_of(newest) if newest else formula.DEFAULT


def weights_signed(partnership_id: UUID) -> list[SignedWeights]:
    """Return all that were signed, newest first, with the agreement that they stand in; two queries."""
    rows = list(Weights.objects.filter(partnership_id=partnership_id).order_by("-number"))
    if not rows:
        return []
    about = Agreement.objects.filter(partnership_id=partnership_id, kind=KIND, subject_id=partnership_id)
    agreement_id = about.values_list("id", flat=True).first()
    return [
        SignedWeights(row.number, Week.of(row.from_on), row.signed_at, agreed_of(row), agreement_id)
        for row in rows
    ]


def held_in(signed: Sequence[SignedWeights], week: Week) -> SignedWeights | None:
    """Return those of the signed weights that held in a week, None where the defaults did."""
    return next((one for one in signed if one.from_week <= week), None)


def register() -> None:
    """Let parties sign weights."""
    register_kind(
        Kind(
            name=KIND,
            label=_("Weights of the health score"),
            fields=FIELDS,
            name_of=lambda values: gettext("Weights of the health score"),
            check=check_weights,
            put_in_force=put_in_force,
            page=_counted,
            form=_form,
        )
    )


def _fits(text: str | None, *, most: Decimal) -> bool:
    if text is None:
        return False
    value = Decimal(text)
    return 0 <= value <= most and value == value.quantize(HUNDREDTH)


def _counted(partnership_id: UUID, subject_id: UUID) -> str:
    return reverse("health:counted", kwargs={"partnership": partnership_id})


def _form(partnership_id: UUID, subject_id: UUID) -> str:
    return reverse("health:weights", kwargs={"partnership": partnership_id})

"""What check-ins, values and scores have in common: a goal that is signed and not closed, held while they are written."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotThere, Refused
from projects.goals.models import Goal, MeasureTerms, Terms
from projects.goals.refusals import GoalClosed, NotInForce

LONGEST = 10_000
MOST = Decimal(10) ** 12
PLACES = Decimal("0.0001")


class TextTooLong(Refused):
    message = _("This text is too long: 10,000 characters at most.")
    code = "text_too_long"
    status = 422


class BadNumber(Refused):
    message = _("Write a number below 1,000,000,000,000 with at most four decimals.")
    code = "bad_number"
    status = 422


def held_goal(goal: Goal) -> Goal:
    """Lock a goal's row, so that two people who write in the same second come one after the other.

    Raises NotThere, GoalClosed, or NotInForce before every party has signed its terms.
    """
    rows = Goal.objects.select_for_update().filter(partnership_id=goal.partnership_id, id=goal.id)
    found: Goal | None = rows.first()
    if found is None:
        raise NotThere
    if found.status == Goal.Stage.CLOSED:
        raise GoalClosed
    if found.status != Goal.Stage.ACTIVE:
        raise NotInForce
    return found


def terms_of(goal: Goal) -> Terms:
    """Return the terms that hold now."""
    return Terms.objects.get(  # type: ignore[no-any-return]
        partnership_id=goal.partnership_id, goal=goal, until_on=None
    )


def measures_of(goal: Goal) -> list[MeasureTerms]:
    """Return the measures as they are agreed now, in order, each with its kind: one query."""
    rows = MeasureTerms.objects.filter(
        partnership_id=goal.partnership_id, terms__goal=goal, terms__until_on=None
    )
    return list(rows.select_related("measure").order_by("position"))


def plain_text(text: str, field: str) -> str:
    """Return a text trimmed, without what a database can't keep; raise TextTooLong."""
    clean = text.replace("\x00", "").strip()
    if len(clean) > LONGEST:
        raise TextTooLong(field=field)
    return clean


def plain_number(value: Decimal, field: str) -> Decimal:
    """Return a number that fits; raise BadNumber."""
    if not value.is_finite() or abs(value) >= MOST or value != value.quantize(PLACES):
        raise BadNumber(field=field)
    return value

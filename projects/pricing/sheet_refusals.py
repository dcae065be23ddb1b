"""What the parties can't agree about a price, each with a sentence and the path of the value it is about."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotAllowed, Refused


class BadSheet(Refused):
    """`on_field` is the path of the value, such as "lines.0.rate"."""

    message = _("This can't be a price sheet.")
    code = "bad_sheet"
    status = 422


class ProjectNotHere(BadSheet):
    message = _("Choose a project of this partnership.")
    code = "project_not_here"
    field = "project"


class NotSaid(BadSheet):
    message = _("This needs to be said.")
    code = "missing"


class BelowZero(BadSheet):
    message = _("Prices, hours and rates are 0 or more. Write a discount as a line of its own.")
    code = "below_zero"


class TooLarge(BadSheet):
    message = _("This number is larger than a price sheet can hold.")
    code = "too_large"


class TooFine(BadSheet):
    message = _("The currency has no smaller amount than that.")
    code = "too_fine"


class OtherCurrency(BadSheet):
    message = _("A price sheet is in one currency: that of the partnership.")
    code = "other_currency"
    field = "currency"


class RoleNotSaid(BadSheet):
    message = _("Hours need a role and an hourly rate.")
    code = "role_missing"


class RoleTwice(BadSheet):
    message = _("This role has another hourly rate above. Give one of them a name of its own.")
    code = "role_twice"


class PriceDiffers(BadSheet):
    message = _("Hours × hourly rate come to something else. Leave the price empty and it is counted.")
    code = "price_differs"


class DiscountAboveSum(BadSheet):
    message = _("The discounts are more than everything else together.")
    code = "discount_above_sum"


class WholeDiffers(BadSheet):
    message = _(
        "The lines sum to something else. Add a line for the difference, such as risk or a discount, or leave the lines out."
    )
    code = "whole_differs"


class NotOfThisKind(BadSheet):
    message = _("This belongs to another way of charging. Choose that one, or leave this empty.")
    code = "not_of_this_kind"


class NotPositive(BadSheet):
    message = _("This is more than 0.")
    code = "not_positive"


class WholeMonths(BadSheet):
    message = _("Say for how many whole months the retainer is agreed.")
    code = "whole_months"
    field = "months"


class NoPercent(BadSheet):
    message = _("VAT lies between 0 and 100 percent.")
    code = "no_percent"
    field = "vat"


class CorridorOutOfOrder(BadSheet):
    message = _("The corridor begins above where it ends, or lies outside of −100 to 100 percent.")
    code = "corridor_out_of_order"
    field = "corridor_high"


class GoalNotSigned(BadSheet):
    message = _("A bonus is tied to a goal that every side has signed and that is under way.")
    code = "goal_not_signed"
    field = "bonus.goal"


class NoSheet(Refused):
    message = _("There is no price sheet to state costs for.")
    code = "no_sheet"
    status = 422
    field = "number"


class LineNotHere(BadSheet):
    message = _("There is no such line in this version, or it has no cost of its own.")
    code = "line_not_here"


class OneCost(BadSheet):
    message = _("State an hourly cost for hours, or a cost for the whole line.")
    code = "one_cost"


class CostSigned(BadSheet):
    message = _("What a line cost when its sheet was signed stays as it is. State it with the next version.")
    code = "cost_signed"
    status = 409


class DelivererStates(NotAllowed):
    message = _("Only the side that delivers the project states what its lines cost.")
    code = "deliverer_states"

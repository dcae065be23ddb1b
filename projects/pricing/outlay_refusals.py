"""What can't be a purchase, and what keeps one as it is, each with a sentence."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotAllowed, Refused


class BadOutlay(Refused):
    message = _("This can't be a purchase.")
    code = "bad_outlay"
    status = 422


class PriceBelowZero(BadOutlay):
    message = _("A price is 0 or more.")
    code = "below_zero"
    field = "price"


class CostBelowZero(BadOutlay):
    message = _("A cost is 0 or more.")
    code = "below_zero"
    field = "cost"


class PriceTooFine(BadOutlay):
    message = _("The currency has no smaller amount than that, or the amount is too large.")
    code = "too_fine"
    field = "price"


class OutlayCurrency(BadOutlay):
    message = _("Write the price in the currency that the project is priced in.")
    code = "other_currency"
    field = "price"


class OutlayDay(BadOutlay):
    message = _("Write a day from 1990 on and at most a year ahead.")
    code = "day_outside"
    field = "done_on"


class NoSuchLine(BadOutlay):
    message = _("The price sheet has no such line.")
    code = "line_not_here"
    field = "line"


class NotYourOutlay(NotAllowed):
    message = _("Each side writes down its own purchases. Ask the other side to change this one.")
    code = "not_your_outlay"


class OutlayApproved(Refused):
    message = _("This purchase is approved. Whoever approved it has to take that back before it can change.")
    code = "outlay_approved"


class OutlayBilled(Refused):
    message = _("This purchase stands in an agreed basis for billing. It stays as it is.")
    code = "outlay_billed"

"""Why a basis for billing can't be: each with a sentence and the field it is about."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused


class BadBasis(Refused):
    message = _("This can't be a basis for billing.")
    code = "bad_basis"
    status = 422


class PeriodBackwards(BadBasis):
    message = _("The last day comes before the first one.")
    code = "period_backwards"
    field = "to_on"


class PeriodAhead(BadBasis):
    message = _("A basis is for days that have been. Choose a last day that is not after today.")
    code = "period_ahead"
    field = "to_on"


class PeriodTooEarly(BadBasis):
    message = _("The first day is too long ago to be right.")
    code = "period_too_early"
    field = "from_on"


class PeriodTaken(BadBasis):
    message = _("Another basis has some of these days: %(first)s to %(last)s. A day is billed once.")
    code = "period_taken"
    status = 409
    field = "from_on"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(self.message % {"first": first.isoformat(), "last": last.isoformat()})


class NoPriceSheet(BadBasis):
    message = _("No price sheet is signed for this project yet. It says what is charged, so it comes first.")
    code = "no_price_sheet"


class NothingToBill(BadBasis):
    message = _(
        "Nothing is approved in this period that has not been billed, and no line is written. Approve the hours first, or choose other days."
    )
    code = "nothing_to_bill"


class ChargingChanges(BadBasis):
    message = _(
        "On %(day)s the project began to be charged in another way. Let one basis end the day before it."
    )
    code = "charging_changes"
    field = "to_on"

    def __init__(self, day: date) -> None:
        super().__init__(self.message % {"day": day.isoformat()})


class MixedCurrencies(BadBasis):
    message = _("Some of this period is priced in another currency. A basis is in one: choose other days.")
    code = "mixed_currencies"
    field = "to_on"


class TooManyLines(BadBasis):
    message = _("A basis with more than 300 lines is not read by anybody. Choose a shorter period.")
    code = "too_many_lines"
    field = "to_on"


class BadLine(BadBasis):
    """A line that somebody wrote: `field` is "stated.1.amount", counted from 0."""

    def __init__(self, place: int, column: str = "amount") -> None:
        super().__init__(field=f"stated.{place}.{column}")


class LineNotOfThisKind(BadLine):
    message = _(
        "The signed price sheet charges in another way. Instalments go with a fixed price or a retainer, a share with a target cost, a bonus with an agreed one."
    )
    code = "line_not_of_this_kind"


class LineNotPositive(BadLine):
    message = _("An instalment or a bonus is more than 0.")
    code = "line_not_positive"


class LineIsNought(BadLine):
    message = _("A share of 0 needs no line.")
    code = "line_is_nought"


class LineTooFine(BadLine):
    message = _("The amount has more decimals than its currency, or is too large.")
    code = "line_too_fine"


class LineOtherCurrency(BadBasis):
    message = _("Write the amount in the currency of the price sheet.")
    code = "other_currency"


class LineAboveAgreed(BadLine):
    message = _("With this line, more is billed than what is agreed.")
    code = "line_above_agreed"


class BelowNothing(BadLine):
    message = _("With this line, all bases of the project together come to less than 0.")
    code = "below_nothing"


class ShareTooEarly(BadLine):
    message = _(
        "A share is settled by the final account, when the project is finished and a sharing rule is signed."
    )
    code = "share_too_early"


class OneSideBills(BadBasis):
    message = _("The same side commissions and delivers this project: there is nobody to bill.")
    code = "one_side_bills"


class BasisPassed(Refused):
    message = _(
        "What is approved, or its price, has changed since this was put forward. Nothing is signed: put the basis forward again, then it is counted anew."
    )
    code = "basis_passed"


class BasisAgreed(Refused):
    message = _(
        "This basis is agreed and has its number. It stays as it is; what came later goes into the next one."
    )
    code = "basis_agreed"


class NotAgreedYet(Refused):
    message = _("This basis has no number yet. Its files are there when every side has signed it.")
    code = "not_agreed_yet"

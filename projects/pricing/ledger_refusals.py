"""What the benefit ledger refuses, and why: a sentence, a code and the field."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused


class WordsMissing(Refused):
    message = _("Say in words what it is.")
    code = "words_missing"
    status = 422
    field = "text"


class WordsTooLong(Refused):
    message = _("This text is too long: 1,000 characters at most.")
    code = "text_too_long"
    status = 422
    field = "text"


class SortOnOtherSide(Refused):
    message = _("The value of an outcome is a gain, and own hours are a contribution.")
    code = "sort_not_possible"
    status = 422
    field = "sort"


class BadAmount(Refused):
    message = _(
        "Write an amount above zero and below 1,000,000,000,000, with the currency's own decimals at most."
    )
    code = "bad_amount"
    status = 422
    field = "value"


class BadHours(Refused):
    message = _("Write hours above zero and below 10,000,000, with two decimals at most.")
    code = "bad_hours"
    status = 422
    field = "hours"


class OtherCurrency(Refused):
    message = _("Write money in the currency of the partnership.")
    code = "other_currency"
    status = 422
    field = "value"


class AmountOrRate(Refused):
    message = _("Write the amount, or hours and an hourly rate: not both.")
    code = "amount_or_rate"
    status = 422
    field = "hourly"


class HoursMissing(Refused):
    message = _("An hourly rate needs the hours.")
    code = "hours_missing"
    status = 422
    field = "hours"


class DayNotPossible(Refused):
    message = _("An entry is of today or an earlier day.")
    code = "day_not_possible"
    status = 422
    field = "done_on"


class ProjectNotHere(Refused):
    message = _("There is no such project in this partnership.")
    code = "project_not_here"
    status = 422
    field = "project"


class GoalNotHere(Refused):
    message = _("There is no such goal in this partnership.")
    code = "goal_not_here"
    status = 422
    field = "goal"


class EntryPassed(Refused):
    message = _("The entry was changed in the meantime. Look at it as it stands now.")
    code = "entry_passed"


class OwnEntry(Refused):
    message = _("Another side confirms what your side writes down.")
    code = "own_entry"


class AnsweredAlready(Refused):
    message = _("Your side has answered this entry as it stands. A changed entry can be answered anew.")
    code = "answered_already"


class ReasonMissing(Refused):
    message = _("Say in a few words how you see it.")
    code = "reason_missing"
    status = 422
    field = "word"

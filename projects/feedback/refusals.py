"""What thanks, friction, early warnings and joint actions answer when they will not do as asked."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused


class TextMissing(Refused):
    message = _("Say it in a few words.")
    code = "text_missing"
    status = 422
    field = "text"


class TextTooLong(Refused):
    message = _("That is too long: 1,000 characters at most.")
    code = "text_too_long"
    status = 422
    field = "text"


class DueDayPassed(Refused):
    message = _("Choose today or a later day, within two years.")
    code = "due_day_passed"
    status = 422
    field = "due_on"


class OwnersMissing(Refused):
    message = _("Name one person from each side: both sides see to it together.")
    code = "owners_missing"
    status = 422
    field = "owners"


class OwnerOfAnotherSide(Refused):
    message = _("Each side is seen to by one of its own people, who may say how it goes.")
    code = "owner_of_another_side"
    status = 422
    field = "owners"


class ActionClosed(Refused):
    message = _("This action is closed. Take it up again to change it.")
    code = "action_closed"


class DroppedWithoutReason(Refused):
    message = _("Say in a sentence why it is let go.")
    code = "reason_missing"
    status = 422
    field = "reason"

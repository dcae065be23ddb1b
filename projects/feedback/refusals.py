"""What thanks, friction, early warnings and joint actions answer when they will not do as asked."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotAllowed, NotThere, Refused


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


class NotToAnotherSide(Refused):
    message = _("Choose the other side that this is for.")
    code = "not_to_another_side"
    status = 422
    field = "to"


class NothingSuchHere(NotThere):
    """The same refusal for another partnership's and for none."""

    message = _("What this is about can't be found in this partnership.")
    code = "subject_not_here"
    status = 422
    field = "about_id"


class NotesSettled(Refused):
    message = _("This is settled. Say it anew if it comes back.")
    code = "note_settled"


class OnlyFriction(Refused):
    message = _("Only something that chafes can be settled or become an early warning.")
    code = "only_friction"


class WarnedAlready(Refused):
    message = _("This has become an early warning already.")
    code = "warned_already"


class WarningClosed(Refused):
    message = _("This early warning is closed. Raise a new one if the worry comes back.")
    code = "warning_closed"


class OthersWarning(NotAllowed):
    message = _("Only the side that raised it changes what it says. You can agree what you do about it.")
    code = "others_warning"


class EffectOutOfRange(Refused):
    message = _("Give hours between 0 and 100,000 and whole days between 0 and 3,650, or leave them empty.")
    code = "effect_out_of_range"
    status = 422


class WordMissing(Refused):
    message = _("Say in a sentence how it went.")
    code = "word_missing"
    status = 422
    field = "word"

"""What openness answers when it will not do as asked: which row, what is missing, and how to mend it."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotAllowed, Refused


class RowRefused(Refused):
    """`field` is the path of the value in the table: "rows.3.purpose"."""

    status = 422


class RowNotWhole(RowRefused):
    message = _("Say in every row who opens which topic to whom, and how far.")
    code = "row_not_whole"


class SameSide(RowRefused):
    message = _("A side sees all of its own. Choose another side to open it to.")
    code = "same_side"


class RowTwice(RowRefused):
    code = "row_twice"


class BelowLeast(RowRefused):
    code = "below_least"


class PurposeMissing(RowRefused):
    code = "purpose_missing"


class UntilMissing(RowRefused):
    code = "until_missing"


class UntilPassed(RowRefused):
    code = "until_passed"


class OutOfBalance(RowRefused):
    code = "out_of_balance"


class WithdrawnSince(Refused):
    code = "withdrawn_since"


class NotOpenable(Refused):
    message = _("This topic is always open to every side.")
    code = "not_openable"
    status = 422
    field = "topic"


class OwnTopic(Refused):
    message = _("Ask another side: your own is open to you already.")
    code = "own_topic"
    status = 422
    field = "owner"


class OpenAlready(Refused):
    message = _("That much is open to you already. Ask for a higher step, or look at it.")
    code = "open_already"
    status = 422
    field = "step"


class AskedAlready(Refused):
    message = _(
        "Your side has asked for this already, and it waits for an answer. Take that question back first."
    )
    code = "asked_already"


class NothingInReturn(Refused):
    code = "nothing_in_return"
    status = 422
    field = "gives"


class BecauseMissing(Refused):
    message = _("Say why in a sentence: what would you do with it?")
    code = "because_missing"
    status = 422
    field = "because"


class AnswerMissing(Refused):
    message = _("Say why not in a sentence, so that the other side understands it.")
    code = "answer_missing"
    status = 422
    field = "answer"


class AskClosed(Refused):
    message = _("This question has been answered or taken back.")
    code = "ask_closed"


class NotAsked(NotAllowed):
    message = _("Only the side that was asked answers.")
    code = "not_asked"


class OthersAsk(NotAllowed):
    message = _("Only the side that asked can take the question back.")
    code = "others_ask"


class OthersTopic(NotAllowed):
    message = _("Only the side that opened this can close it.")
    code = "others_topic"


class ClosedAlready(Refused):
    message = _("This is closed already.")
    code = "closed_already"


class NotLess(Refused):
    message = _(
        "Choose a lower step than the one that is open. More is opened by a proposal that every side signs."
    )
    code = "not_less"
    status = 422
    field = "step"


class NotBelow(Refused):
    message = _("This topic is shared from the start and is never closed further than that.")
    code = "not_below"
    status = 422
    field = "step"

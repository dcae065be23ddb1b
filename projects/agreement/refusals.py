"""What a negotiation answers when it will not do as asked."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotAllowed, Refused


class VersionPassed(Refused):
    message = _(
        "This has changed since you opened it. Nothing of yours is lost: read the newest version, then go on."
    )
    code = "version_passed"


class NothingChanged(Refused):
    message = _("This says exactly what is there already.")
    code = "nothing_changed"


class NotOpen(Refused):
    """A version that waits for nobody any more; the sentence says what became of it."""

    message = _("This proposal is closed.")
    code = "not_open"


class SignedAlready(Refused):
    message = _("You have signed this version already.")
    code = "signed_already"


class SideSignedAlready(SignedAlready):
    message = _("Your side has signed this version already.")


class AboveYourLimit(NotAllowed):
    message = _(
        "The amount is above what you may sign for. Ask somebody of your organization with a higher limit."
    )
    code = "above_your_limit"


class PersonSigns(NotAllowed):
    message = _("A signature is a person's: use a personal key, or sign in the portal.")
    code = "person_signs"


class ReasonMissing(Refused):
    message = _("Say why in a sentence, so that the other side can make a better proposal.")
    code = "reason_missing"
    status = 422
    field = "reason"


class OwnProposal(Refused):
    message = _("Your own side proposed this. You can withdraw it or change it.")
    code = "own_proposal"


class OthersProposal(Refused):
    message = _(
        "Only the side that proposed this can withdraw it. You can decline it or answer with another."
    )
    code = "others_proposal"


class PartnershipEnded(Refused):
    message = _("The partnership has ended: everything can be read, and nothing new is agreed.")
    code = "partnership_ended"

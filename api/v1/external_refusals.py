"""What a PUT by external id may be answered besides the refusals of the record's own action."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotThere, Refused


class ExternalIdTaken(Refused):
    message = _("This external id leads to another record. Take it away there first.")
    code = "external_id_taken"
    field = "id"


class RecordNotHere(NotThere):
    """The same refusal for a record of strangers and for none."""

    code = "record_not_here"
    status = 422
    field = "id"


class AlreadyThere(Refused):
    message = _("There is a record with this external id already, so nothing was made.")
    code = "already_there"
    status = 412


class NotYetThere(Refused):
    message = _("There is no record with this external id yet, so nothing was changed.")
    code = "not_yet_there"
    status = 412

"""What no program makes and systems outside have names for all the same: partnerships and organizations."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from api.v1.external import LINKING, ByExternalId, by_external_id
from api.v1.external_bodies import PutOrganization, PutPartnership
from api.v1.organizations import OneOrganization, OrganizationShape
from api.v1.partnerships import OnePartnership, PartnershipShape
from partnership.kit.errors import Refused


class NotMadeHere(Refused):
    message = _("This can't be made here: say the id of the one that you mean.")
    code = "id_missing"
    status = 422
    field = "id"


class Linked(ByExternalId):
    """What can be linked and not made."""

    def make(self, body: dict[str, Any]) -> UUID:
        """Refuse."""
        raise NotMadeHere

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """There is nothing to change here."""


@by_external_id("partnership", answer=PartnershipShape, body=PutPartnership, right=Right.PLAN, about=LINKING)
class PartnershipByExternalId(OnePartnership, Linked):
    kind = "partnership"


@by_external_id(
    "organization", answer=OrganizationShape, body=PutOrganization, right=Right.PLAN, about=LINKING
)
class OrganizationByExternalId(OneOrganization, Linked):
    kind = "organization"

"""Who may bind an organization, and for how much: the role gives the right, a mandate limits it, a rule asks for two."""

from decimal import Decimal
from uuid import UUID

from accounts.actor import Actor
from accounts.models import Party
from projects.agreement.models import Mandate, SigningRule, Version
from projects.agreement.refusals import AboveYourLimit
from projects.agreement.rules import reaches


def needed_signatures(partnership_id: UUID, amount: Decimal | None) -> dict[str, int]:
    """Return how many people of each party must sign for the amount: {party id: 1 or 2}.

    An amount in another currency than the organization's can't be held against its rule, so it counts as above.
    """
    parties = Party.objects.filter(partnership_id=partnership_id).select_related(
        "organization", "partnership"
    )
    sides = list(parties.order_by("position"))
    rules = {
        rule.organization_id: rule.two_above
        for rule in SigningRule.objects.filter(organization_id__in=[one.organization_id for one in sides])
    }
    return {str(one.id): 2 if _is_above(one, rules.get(one.organization_id), amount) else 1 for one in sides}


def require_limit(actor: Actor, version: Version) -> None:
    """Raise AboveYourLimit when the actor's mandate does not reach to the version's amount."""
    mandate = Mandate.objects.filter(organization_id=actor.organization_id, user_id=actor.person_id).first()
    if mandate is None or version.amount is None:
        return
    party = Party.objects.select_related("organization", "partnership").get(
        partnership_id=version.partnership_id, id=actor.party_id(version.partnership_id)
    )
    if _is_above(party, mandate.amount_limit, version.amount):
        raise AboveYourLimit


def _is_above(party: Party, limit: Decimal | None, amount: Decimal | None) -> bool:
    return not reaches(
        limit, amount, own_currency=party.organization.currency, currency=party.partnership.currency
    )

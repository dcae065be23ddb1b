"""What waits in agreement: a version for its missing signatures, and a no for an answer from who proposed it."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import Partnership
from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.rounds import Reading, known, together
from partnership.kit.spoken import language
from projects.activity.waiting import Waiting
from projects.agreement.queries.records import VersionSeen
from projects.agreement.queries.seen import reading_open_versions
from projects.agreement.queries.turns import Reach, no_limit, reading_declined, reading_limits


def waiting_in_agreement(
    actor: Actor,
    partnerships: Sequence[PartnershipSeen],
    *,
    versions: Reading[Sequence[VersionSeen]] | None = None,
    reach: Reading[Reach] | None = None,
    declined: Reading[Sequence[VersionSeen]] | None = None,
) -> Reading[list[Waiting]]:
    """Read what waits for the actor in these partnerships: the same number of queries, however many they are.

    What was open when a partnership ended stays unsigned, so it waits for nobody. `versions` are all that wait for
    signatures in these partnerships, the longest waiting first, where they are read elsewhere; so are the actor's
    `reach` and what was `declined` in them.
    """
    seen = {one.id: one for one in partnerships if one.status == Partnership.Status.ACTIVE}
    may_sign, may_plan = actor.may(Right.SIGN) and bool(actor.person_id), actor.may(Right.PLAN)
    covers, open_, lately = yield from together(
        (reach or reading_limits(actor)) if may_sign else known(no_limit()),
        (versions or reading_open_versions(list(seen))) if may_sign else known([]),
        (declined or reading_declined(actor, list(seen), now=timezone.now())) if may_plan else known([]),
    )
    return [
        *(
            _unsigned(seen[one.partnership_id], one)
            for one in open_
            if one.partnership_id in seen and _is_next(actor, one) and covers(seen[one.partnership_id], one)
        ),
        *(
            _declined(seen[one.partnership_id], one)
            for one in lately
            if one.partnership_id in seen and one.party_id == actor.party_in(one.partnership_id)
        ),
    ]


def _is_next(actor: Actor, version: VersionSeen) -> bool:
    has_signed = any(one.person_id == actor.person_id for one in version.signatures)
    return actor.party_in(version.partnership_id) in version.waiting and not has_signed


def _unsigned(partnership: PartnershipSeen, version: VersionSeen) -> Waiting:
    since = timezone.localtime(version.proposed_at).date()
    values = {"side": _name(partnership, version.party_id), "day": formats.date_short(since, language())}
    return Waiting(
        partnership_id=partnership.id,
        kind="agreement.unsigned",
        title=version.title,
        text=_("%(side)s proposes; waits since %(day)s.") % values,
        url=_address(version),
        action=_("Read and sign"),
        since=since,
    )


def _declined(partnership: PartnershipSeen, version: VersionSeen) -> Waiting:
    return Waiting(
        partnership_id=partnership.id,
        kind="agreement.declined",
        title=version.title,
        text=_("%(side)s declined; the reason is on the page.")
        % {"side": _name(partnership, version.closed_party_id)},
        url=_address(version),
        action=_("Read the reason"),
        since=timezone.localtime(version.closed_at).date(),
    )


def _name(partnership: PartnershipSeen, party_id: UUID | None) -> str:
    side = partnership.party(party_id)
    return side.name if side else formats.NOTHING


def _address(version: VersionSeen) -> str:
    named = {"partnership": version.partnership_id, "agreement": version.agreement_id}
    return reverse("agreement:agreement", kwargs=named)

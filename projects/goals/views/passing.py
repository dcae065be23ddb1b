"""What came while somebody wrote: told with the form, so that nobody answers what was never read."""

from dataclasses import dataclass
from uuid import UUID

from accounts.queries import PartySeen
from accounts.requests import PortalRequest
from projects.agreement.kinds import kind_named
from projects.agreement.queries.records import VersionSeen
from projects.agreement.queries.seen import agreement_about
from projects.agreement.telling import Difference, differences


@dataclass(frozen=True)
class Passed:
    """The newest version, whose it is, and what it changes in the one that the writer had read."""

    version: VersionSeen
    proposer: PartySeen | None
    differences: list[Difference]


def passed(request: PortalRequest, kind: str, goal_id: UUID) -> Passed | None:
    """Return what a form that was sent has not read; None for one that knows the newest version."""
    agreement = agreement_about(request.partnership.id, kind, goal_id) if request.method == "POST" else None
    if agreement is None:
        return None
    newest, typed = agreement.versions[0], request.POST.get("seen", "")
    if typed == str(newest.number):
        return None
    before = next((one.values for one in agreement.versions if str(one.number) == typed), {})
    found = differences(kind_named(kind).fields, before, newest.values)
    return Passed(newest, request.partnership.party(newest.party_id), found)

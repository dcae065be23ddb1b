"""What waits in work: a checked log for its side's answer, a project for what is not agreed yet."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from projects.activity.waiting import Waiting
from projects.work.queries.letters import UnagreedProject, WaitingImport, imports_waiting, projects_unagreed

MISSING = {
    ("budget",): _("No budget is agreed yet, and none is proposed."),
    ("date",): _("No delivery date is agreed yet, and none is proposed."),
    ("budget", "date"): _("Neither budget nor delivery date is agreed yet, and nothing is proposed."),
}


def waiting_in_work(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> list[Waiting]:
    """Return what waits for the actor in these partnerships: two queries, however many they are."""
    ids = [one.id for one in partnerships]
    found: list[Waiting] = []
    if actor.may(Right.IMPORT_WORK) and actor.organization_id:
        found += map(_log, imports_waiting(ids, organization_id=actor.organization_id))
    if actor.may(Right.PLAN):
        found += map(_project, projects_unagreed(ids))
    return found


def _log(one: WaitingImport) -> Waiting:
    return Waiting(
        partnership_id=one.partnership_id,
        kind="work.import",
        title=one.file_name,
        text=_("The work log is checked and waits for your yes."),
        url=reverse("work:import", kwargs={"partnership": one.partnership_id, "batch": one.id}),
        action=_("See what it would do"),
        since=one.since.date(),
    )


def _project(one: UnagreedProject) -> Waiting:
    return Waiting(
        partnership_id=one.partnership_id,
        kind="work.unagreed",
        title=one.name,
        text=MISSING[one.missing],
        url=reverse("work:terms", kwargs={"partnership": one.partnership_id, "project": one.id}),
        action=_("Propose terms"),
        since=one.since.date(),
    )

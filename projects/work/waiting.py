"""What waits in work: a checked log for its side's answer, a project for what is not agreed yet."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, known, together
from projects.activity.waiting import Waiting
from projects.work.queries.letters import UnagreedProject, WaitingImport, reading_imports, reading_unagreed

MISSING = {
    ("budget",): _("No budget is agreed yet, and none is proposed."),
    ("date",): _("No delivery date is agreed yet, and none is proposed."),
    ("budget", "date"): _("Neither budget nor delivery date is agreed yet, and nothing is proposed."),
}


def waiting_in_work(
    actor: Actor,
    partnerships: Sequence[PartnershipSeen],
    *,
    imports: Reading[Sequence[WaitingImport]] | None = None,
    unagreed: Reading[Sequence[UnagreedProject]] | None = None,
) -> Reading[list[Waiting]]:
    """Read what waits for the actor in these partnerships: two queries, however many they are.

    `imports` are the checked logs of the actor's side, `unagreed` the projects of these partnerships, where they are
    read elsewhere.
    """
    ids = [one.id for one in partnerships]
    if not actor.may(Right.IMPORT_WORK) or actor.organization_id is None:
        imports = known([])
    elif imports is None:
        imports = reading_imports(ids, organization_id=actor.organization_id)
    if not actor.may(Right.PLAN):
        unagreed = known([])
    logs, projects = yield from together(imports, unagreed or reading_unagreed(ids))
    return [
        *(_log(one) for one in logs if one.partnership_id in ids),
        *(_project(one) for one in projects if one.partnership_id in ids),
    ]


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

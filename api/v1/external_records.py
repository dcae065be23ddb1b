"""Resources as programs with names of their own make and change them, and their addresses by external id."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from api.etags import VersionMissing
from api.v1.deliverables import Deliverables, DeliverableShape
from api.v1.external import ByExternalId, by_external_id
from api.v1.external_bodies import PutDeliverable, PutGoal, PutKeyFigure, PutOutlay, PutProject, PutWorkEntry
from api.v1.goal_shapes import GoalWholeShape
from api.v1.goals import Goals, with_known_ids
from api.v1.insight_shapes import KeyFigureShape
from api.v1.key_figures import Figures
from api.v1.outlays import Outlays, OutlayShape
from api.v1.projects import Projects, ProjectShape
from api.v1.references import id_of, partnership_meant, project_meant, require_same_place
from api.v1.work_entries import WorkEntries, WorkEntryShape
from partnership.kit.errors import Refused
from projects.agreement.refusals import NothingChanged
from projects.goals.queries.values import values_of_goal
from projects.work.actions.entries import OtherProject

FINISHING: tuple[str, ...] = ("status", "finished_on")


class SeenMissing(Refused):
    message = _(
        "These are other terms than the newest. Say with seen the number of the version that you have read."
    )
    code = "seen_missing"
    status = 428
    field = "seen"


class TermsRead:
    """Whoever puts other terms forward by PUT says with If-Match what has been read."""

    request: Any

    def require_terms_read(self) -> None:
        """Raise VersionMissing without the header."""
        if "If-Match" not in self.request.headers:
            raise VersionMissing


class NamedProject(TermsRead, Projects):
    def make(self, body: dict[str, Any]) -> UUID:
        """Begin the project, and finish it where that is said."""
        partnership = partnership_meant(self.actor, body.pop("partnership"))
        after = {name: body.pop(name) for name in FINISHING if name in body}
        made = self.begin(partnership, body)
        if after:
            super().change(self.seen(made), after)
        return made

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change it where it is; other terms only by who has read the newest."""
        require_same_place(self.actor, seen, body, "partnership")
        if self.says_other_terms(seen, body):
            self.require_terms_read()
        super().change(seen, body)


class NamedDeliverable(TermsRead, Deliverables):
    def make(self, body: dict[str, Any]) -> UUID:
        """Add the deliverable."""
        return self.add(project_meant(self.actor, body.pop("project")), body)

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change it where it is; other terms only by who has read the newest."""
        require_same_place(self.actor, seen, body, "project")
        if self.says_other_terms(seen, body):
            self.require_terms_read()
        super().change(seen, body)


class NamedGoal(Goals):
    def make(self, body: dict[str, Any]) -> UUID:
        """Propose the goal."""
        return self.propose(partnership_meant(self.actor, body.pop("partnership")), body)

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Propose other terms; the same again is no proposal. A measure without an id is the one of that name."""
        require_same_place(self.actor, seen, body, "partnership")
        if "measures" in body:
            known = values_of_goal(seen["partnership"], seen["id"]) or {}
            body["measures"] = with_known_ids(body["measures"], known.get("measures", []))
        try:
            with transaction.atomic():
                super().change(seen, {"seen": seen["newest"], **body})
                if "seen" not in body:
                    raise SeenMissing
        except NothingChanged:
            return


@by_external_id("project", answer=ProjectShape, body=PutProject, right=Right.PLAN, problems=(428,))
class ProjectByExternalId(NamedProject, ByExternalId):
    kind = "project"


@by_external_id(
    "deliverable", answer=DeliverableShape, body=PutDeliverable, right=Right.PLAN, problems=(428,)
)
class DeliverableByExternalId(NamedDeliverable, ByExternalId):
    kind = "deliverable"


@by_external_id("goal", answer=GoalWholeShape, body=PutGoal, right=Right.PLAN, problems=(428,))
class GoalByExternalId(NamedGoal, ByExternalId):
    kind = "goal"


@by_external_id("work entry", answer=WorkEntryShape, body=PutWorkEntry, right=Right.LOG_WORK)
class WorkEntryByExternalId(WorkEntries, ByExternalId):
    kind = "work_entry"

    def make(self, body: dict[str, Any]) -> UUID:
        """Log the hours."""
        project = project_meant(self.actor, body.pop("project"))
        return self.log(project, self._plain(body))

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change the hours."""
        require_same_place(self.actor, seen, body, "project")
        super().change(seen, self._plain(body))

    def _plain(self, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("deliverable") is None:
            return body
        found = id_of(self.actor, "deliverable", body["deliverable"])
        if found is None:
            raise OtherProject
        return {**body, "deliverable": found}


@by_external_id("key figure", answer=KeyFigureShape, body=PutKeyFigure, right=Right.SHARE_INSIGHT)
class KeyFigureByExternalId(Figures, ByExternalId):
    kind = "key_figure"

    def make(self, body: dict[str, Any]) -> UUID:
        """Add the key figure."""
        return self.add(partnership_meant(self.actor, body.pop("partnership")), body)

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change what it is."""
        require_same_place(self.actor, seen, body, "partnership")
        super().change(seen, body)


@by_external_id("outlay", answer=OutlayShape, body=PutOutlay, right=Right.KEEP_BOOK, read=Right.SEE_BOOK)
class OutlayByExternalId(Outlays, ByExternalId):
    kind = "outlay"

    def make(self, body: dict[str, Any]) -> UUID:
        """Write the purchase down."""
        return self.add(project_meant(self.actor, body.pop("project")), body)

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change the purchase."""
        require_same_place(self.actor, seen, body, "project")
        super().change(seen, body)

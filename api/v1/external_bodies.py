"""What a PUT by external id takes: what making one takes and what changing one takes, in one body, and an `id` to link."""

from typing import Any

from api.fields import Id, Ref, Strict, Whole
from api.v1.deliverables import DeliverableChange
from api.v1.goal_shapes import GoalChange
from api.v1.insight_shapes import NewKeyFigure
from api.v1.outlays import OutlayChange
from api.v1.projects import ProjectChange
from api.v1.work_entries import WorkEntryChange

LINK = "Link this record: the external id leads to it from now on."
WHERE = "Needed to make one; it can't be changed."


class Put(Strict):
    """Everything may be left out of a change; what making one needs is asked for when one is made."""

    id = Id(required=False, help_text=LINK)

    def get_fields(self) -> dict[str, Any]:
        """Return the fields; in the description none is required."""
        fields = super().get_fields()
        if not hasattr(self, "initial_data"):
            for one in fields.values():
                one.required = False
        return fields


class PutPartnership(Put):
    """A link to a partnership: it begins when both sides have said yes, so no program makes one."""


class PutOrganization(Put):
    """A link to your organization or a partner."""


class PutProject(Put, ProjectChange):
    partnership = Ref(help_text=WHERE)


class PutDeliverable(Put, DeliverableChange):
    project = Ref(help_text=WHERE)


class PutWorkEntry(Put, WorkEntryChange):
    """Hours of your own side."""

    project = Ref(help_text=WHERE)
    deliverable = Ref(  # type: ignore[assignment]
        required=False, allow_null=True, help_text="Of the same project."
    )


class PutGoal(Put, GoalChange):
    """The terms of a goal; they hold when every party has signed them."""

    partnership = Ref(help_text=WHERE)
    seen = Whole(
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text="Needed to propose other terms: `newest` as you have read it, 409 if it is older.",
    )


class PutKeyFigure(Put, NewKeyFigure):
    partnership = Ref(help_text=WHERE)


class PutOutlay(Put, OutlayChange):
    project = Ref(help_text=WHERE)  # type: ignore[assignment]

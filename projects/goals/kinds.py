"""Goals and their outcomes as kinds of what every party signs."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.agreement.fields import Field, Type, Values
from projects.agreement.kinds import Kind, register_kind
from projects.goals.models.terms import Kind as MeasureKinds

from .checks import check_goal, check_result
from .putting import close_goal, put_goal_in_force

GOAL, RESULT = "goal", "goal_result"

SIDE_FIELDS = (
    Field("party", _("Side"), Type.REF),
    Field("why", _("Why it matters"), Type.PROSE),
    Field("owner", _("Owner of the goal"), Type.REF),
    Field("contribution", _("What this side contributes"), Type.PROSE),
    Field("amount", _("How much of it"), Type.NUMBER, unit_from="unit"),
    Field("unit", _("Unit"), Type.TEXT),
)
MEASURE_FIELDS = (
    Field("name", _("Name"), Type.TEXT),
    Field("kind", _("Kind"), Type.CHOICE, choices=dict(MeasureKinds.choices)),
    Field("start", _("Start"), Type.NUMBER, unit_from="unit"),
    Field("target", _("Target"), Type.NUMBER, unit_from="unit"),
    Field("unit", _("Unit"), Type.TEXT),
    Field("source", _("Where the value comes from"), Type.TEXT),
    Field("weight", _("Weight"), Type.NUMBER),
    Field("steps", _("Steps"), Type.LIST, fields=(Field("name", _("Step"), Type.TEXT),)),
)
# The insight a goal depends on becomes a list beside the projects once that room is there.
GOAL_FIELDS = (
    Field("name", _("Goal"), Type.TEXT),
    Field("parent", _("Part of"), Type.REF),
    Field("weight", _("Weight"), Type.NUMBER),
    Field("starts_on", _("First day"), Type.DAY),
    Field("ends_on", _("Last day"), Type.DAY),
    Field("sides", _("Sides"), Type.LIST, fields=SIDE_FIELDS, row_name="party"),
    Field("measures", _("Measures"), Type.LIST, fields=MEASURE_FIELDS),
    Field(
        "projects",
        _("Projects it depends on"),
        Type.LIST,
        fields=(Field("project", _("Project"), Type.REF),),
        row_name="project",
    ),
)
RESULT_FIELDS = (
    Field("goal", _("Goal"), Type.REF),
    Field("score", _("Score (0–1)"), Type.NUMBER),
    Field("learned", _("What we learned"), Type.PROSE),
)


def goal_page(partnership_id: UUID, goal_id: UUID) -> str:
    """Return the path of a goal's page."""
    return reverse("goals:goal", kwargs={"partnership": partnership_id, "goal": goal_id})


def register() -> None:
    """Let parties sign goals and their outcomes; called once, when Django is ready."""
    register_kind(
        Kind(
            name=GOAL,
            label=_("Shared goal"),
            fields=GOAL_FIELDS,
            name_of=_goal_name,
            check=check_goal,
            put_in_force=put_goal_in_force,
            page=goal_page,
            form=_form("goals:change"),
        )
    )
    register_kind(
        Kind(
            name=RESULT,
            label=_("Outcome of a goal"),
            fields=RESULT_FIELDS,
            name_of=_result_name,
            check=check_result,
            put_in_force=close_goal,
            page=goal_page,
            form=_form("goals:result"),
        )
    )


def _form(name: str):  # type: ignore[no-untyped-def]
    return lambda partnership_id, goal_id: reverse(
        name, kwargs={"partnership": partnership_id, "goal": goal_id}
    )


def _goal_name(values: Values) -> str:
    return values.get("name") or gettext("Shared goal")


def _result_name(values: Values) -> str:
    goal = values.get("goal")
    return gettext("Outcome of %(goal)s") % {"goal": goal["name"]} if goal else gettext("Outcome of a goal")

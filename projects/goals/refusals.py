"""What the parties can't agree about a goal, each with a sentence and the field that it is about."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused


class BadGoal(Refused):
    """Terms that can't be: `on_field` is the path of the value, such as "measures.0.target"."""

    message = _("This can't be agreed about a goal.")
    code = "bad_goal"
    status = 422


class Missing(BadGoal):
    message = _("This needs to be said.")
    code = "missing"


class PeriodOutOfOrder(BadGoal):
    message = _("The last day lies before the first.")
    code = "period_out_of_order"
    field = "ends_on"


class WeightNotPositive(BadGoal):
    message = _("A weight is more than 0.")
    code = "weight_not_positive"


class ParentNotHere(BadGoal):
    message = _("Choose a goal of this partnership that is not closed.")
    code = "parent_not_here"
    field = "parent"


class ParentInCircle(BadGoal):
    message = _("A goal can't be part of itself or of a goal below it.")
    code = "parent_in_circle"
    field = "parent"


class UnitMissing(BadGoal):
    message = _('A number needs a unit, such as "%", "days" or "orders a week".')
    code = "unit_missing"


class TargetIsStart(BadGoal):
    message = _("The target is the same as the start, so there would be nothing to reach.")
    code = "target_is_start"


class WrongDirection(BadGoal):
    message = _(
        "The target lies on the other side of the start. Choose the other direction, or change one of them."
    )
    code = "wrong_direction"


class SameName(BadGoal):
    message = _("Two of these have the same name.")
    code = "same_name"


class KindChanged(BadGoal):
    message = _("A measure keeps its kind, because its values are read by it. Add a new measure instead.")
    code = "kind_changed"


class SideMissing(BadGoal):
    message = _("Each side says why, who owns the goal there, and what it contributes.")
    code = "side_missing"
    field = "sides"


class NotOfThatSide(BadGoal):
    message = _("Choose a person of that side.")
    code = "owner_not_of_side"


class ProjectNotHere(BadGoal):
    message = _("Choose a project of this partnership, each once.")
    code = "project_not_here"
    field = "projects"


class GoalClosed(Refused):
    message = _("The goal is closed: it has been judged by everybody.")
    code = "goal_closed"


class GoalJudged(Refused):
    message = _("Every side has scored the goal: agree on the outcome, then set a new goal.")
    code = "goal_judged"


class NotInForce(Refused):
    message = _("The goal is not signed by every side yet, so there is nothing to follow up.")
    code = "goal_not_in_force"


class ScoresMissing(Refused):
    message = _("Every side scores the goal on its own first.")
    code = "scores_missing"


class BadScore(Refused):
    message = _("Score from 0 to 1 in steps of 0.05.")
    code = "bad_score"
    status = 422
    field = "score"

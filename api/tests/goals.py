"""Goals of the named world for the API's tests: one of Ada's and Sam's in force, and one of Olga's that could leak."""

from datetime import timedelta

from django.utils import timezone

from accounts.doors import entered
from projects.goals.factories import NOW, goal_agreed, goal_values, measure
from projects.goals.models import Goal
from tests.tenancy import as_creator
from tests.world import MARKER, fixed_id

__all__ = ["FOREIGN", "body_of_goal", "make_goals", "measure"]

FOREIGN = fixed_id(777)


def make_goals(world, **said):
    """Return Ada's and Sam's goal, signed by both and under way now."""
    today = timezone.now().date()
    period = {
        "starts_on": (today - timedelta(weeks=8)).isoformat(),
        "ends_on": (today + timedelta(weeks=8)).isoformat(),
    }
    with as_creator():
        Goal.objects.get_or_create(
            id=FOREIGN,
            partnership_id=world.foreign,
            defaults={"name": MARKER, "created_at": NOW, "updated_at": NOW},
        )
    actors = [world.actor("ada"), world.actor("sam")]
    now = timezone.now() - timedelta(weeks=8)
    return goal_agreed(actors, world.shared, now=now, values={**period, **said})


def body_of_goal(world, **changed):
    """Return a goal as a program proposes it."""
    actor = world.actor("ada")
    with entered(actor, partnership_id=world.shared):
        values = goal_values(world.shared)
    sides = [{**side, "party": side["party"]["id"], "owner": side["owner"]["id"]} for side in values["sides"]]
    measures = [{name: one for name, one in measure().items() if name != "steps"}]
    kept = {name: values[name] for name in ("name", "starts_on", "ends_on")}
    return {**kept, "sides": sides, "measures": measures, **changed}

"""What health hears from the event book."""

from partnership.kit.queue import publish
from projects.activity.listeners import Told
from projects.health.tasks import compute_partnership


def facts_changed(event: Told) -> None:
    """Recompute the partnership's current weeks; repeating it changes nothing, and the hourly run covers a lost one."""
    if event.partnership_id is not None:
        publish(compute_partnership, event.partnership_id)

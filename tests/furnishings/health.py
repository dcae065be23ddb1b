"""Signed weights of the score in every partnership: the foreign one's differ, so a mix-up would show."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from partnership.kit.weeks import Week
from projects.health.formula import WEIGHTS
from projects.health.models import Weights
from tests.world import World

GOALS = {"shared": "25", "foreign": "12.34"}
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep) -> None:
    """Plant it; there are no words in it, only numbers that both sides of the partnership may read."""
    now = timezone.now()
    rest = Decimal(25) - Decimal(GOALS[key])
    weights = {name: str(weight) for name, weight in WEIGHTS.items()}
    weights |= {"goals": GOALS[key], "answers": str(WEIGHTS["answers"] + rest)}
    row = Weights.objects.create(
        partnership_id=getattr(world, key),
        number=1,
        from_on=Week.of((now - timedelta(weeks=4)).date()).monday,
        weights=weights,
        spread_weight=Decimal("0.25"),
        signed_at=now - timedelta(weeks=4),
    )
    keep(world, "weights", key, row.id)

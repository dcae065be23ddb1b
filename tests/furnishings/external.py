"""External ids: both sides of a partnership call the same records differently, and neither may read the other's names."""

from collections.abc import Callable

from django.utils import timezone

from api.models import ExternalId
from tests.furnishings.book import SIDES, Keep
from tests.world import World

KINDS = ("partnership", "project", "deliverable", "entry", "goal", "figure", "outlay")
CALLED = {"entry": "work_entry", "figure": "key_figure"}


def furnish(world: World, key: str, keep: Keep, secret_of: Callable[[str], str]) -> None:
    """Plant it, for every kind of record, one's own organization too: an id that is no secret, and one that is."""
    for side in SIDES[key]:
        # As long as an id, so that an answer about it is as long as one about nothing.
        name, organization = f"deal-{side}".ljust(36, "0"), world.organizations[side]
        records = {CALLED.get(kind, kind): world.things[kind][key] for kind in KINDS}
        for kind, record_id in {**records, "organization": organization.id}.items():
            for source, external_id in (("crm", name), ("erp", secret_of(side))):
                ExternalId.objects.create(
                    organization=organization,
                    kind=kind,
                    source=source,
                    external_id=external_id,
                    record_id=record_id,
                    created_at=timezone.now(),
                )
        keep(world, "external_id", side, name)

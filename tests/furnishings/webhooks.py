"""A webhook of each organization with a message that was tried; the words in them are that organization's own."""

from django.utils import timezone

from accounts.models import User
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.signing import new_secret
from partnership.kit.ids import new_id
from tests.world import World


def furnish(world: World, key: str, keep, secret: str, maker: User) -> None:
    now, organization = timezone.now(), world.organizations[key]
    _shown, kept = new_secret()
    endpoint = Endpoint.objects.create(
        organization=organization,
        name=f"Lyssnare {secret}",
        url=f"https://{secret}.example/hook",
        made_by=maker,
        secret=kept,
        position_xid=0,
        next_at=now,
        created_at=now,
        updated_at=now,
    )
    delivery = Delivery.objects.create(
        organization=organization,
        endpoint=endpoint,
        message_id=new_id(),
        type="work.project_created",
        body=f'{{"said": "{secret}"}}',
        status=Delivery.Status.DELIVERED,
        created_at=now,
    )
    Attempt.objects.create(
        organization=organization,
        delivery=delivery,
        url=endpoint.url,
        at=now,
        status=200,
        answer=f"<p>{secret}</p>",
        milliseconds=12,
    )
    keep(world, "webhook", key, endpoint.id)
    keep(world, "delivery", key, delivery.id)

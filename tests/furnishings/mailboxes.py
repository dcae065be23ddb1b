"""For everybody an address that mail comes back from. What the mail server said of it the person alone reads."""

from django.utils import timezone

from accounts.models import Mailbox
from tests.world import World


def furnish_person(world: World, name: str, secret: str) -> None:
    """Plant it; admins of the same organization learn that nothing arrives, and not why the server says so."""
    user = world.users[name]
    Mailbox.objects.create(
        user=user, email=user.email, kind="bounced", detail=secret, suppressed_at=timezone.now()
    )

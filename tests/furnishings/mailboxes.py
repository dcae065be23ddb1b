"""For everybody an address that mail comes back from, and a mail that came at once. What the mail server said of it the person alone reads."""

from django.utils import timezone

from accounts.models import Mailbox
from projects.activity.models import TopicChoice
from projects.digests.models import Notice, Told
from tests.world import World


def furnish_person(world: World, name: str, secret: str) -> None:
    """Plant it; admins of the same organization learn that nothing arrives, and not why the server says so."""
    user, now = world.users[name], timezone.now()
    Mailbox.objects.create(user=user, email=user.email, kind="bounced", detail=secret, suppressed_at=now)
    TopicChoice.objects.create(user=user, topic="goals", choice="now", changed_at=now)
    Told.objects.create(user=user, thing=secret, told_at=now)
    Notice.objects.create(
        user=user, status="sent", subject=secret, html=secret, text=secret, language="en", claimed_at=now
    )

"""What our own mail server says at once: the address of a person is refused for good."""

from django.utils import timezone

from accounts.actions import note_return
from accounts.doors import actor_for, entered
from accounts.models import Mailbox, User
from partnership.kit.mail import Mail


def note_refusal(mail: Mail, words: str) -> None:
    """Keep letters back from the person whose address was refused; somebody merely invited is no person yet."""
    person = User.objects.filter(email=mail.to.strip().lower()).first()
    if person is None:
        return
    actor = actor_for(person.id)
    with entered(actor):
        note_return(
            actor,
            email=person.email,
            kind=Mailbox.Kind.REFUSED,
            message_id=mail.message_id,
            detail=words,
            now=timezone.now(),
        )

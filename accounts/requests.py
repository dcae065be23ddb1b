"""What the door has put on a request, for the types of views."""

from django.http import HttpRequest

from accounts.actor import Actor
from accounts.models import User
from accounts.queries import PartnershipSeen


class OpenRequest(HttpRequest):
    """The request of anybody; `actor` is None for who is not signed in."""

    actor: Actor | None


class PortalRequest(OpenRequest):
    """The request of a signed-in person; `partnership` is there under /p/<partnership>/."""

    user: User
    actor: Actor
    partnership: PartnershipSeen

"""A person's word that mail arrives again."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import mend_mailbox
from accounts.actions.mailboxes import MendedToday
from accounts.middleware import open_to_newcomers
from accounts.requests import PortalRequest
from partnership.kit.answers import see_other


@open_to_newcomers
@require_POST
def mended(request: PortalRequest) -> HttpResponse:
    """Let letters come again to one's own address; a mail goes out that tries it."""
    try:
        row = mend_mailbox(request.actor, now=timezone.now())
    except MendedToday as refusal:
        messages.warning(request, str(refusal))
        return see_other("digests:letters")
    messages.success(request, _("A mail that tries it is on its way to %(email)s.") % {"email": row.email})
    return see_other("digests:letters")

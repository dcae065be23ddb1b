"""What the actions of webhooks refuse, in words for people and codes for programs."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused

MOST_ENDPOINTS = 20


class TooManyEndpoints(Refused):
    message = _("An organization has at most 20 webhooks. Remove one that nobody needs.")
    code = "too_many_webhooks"
    status = 422


class WithoutName(Refused):
    message = _("Give the webhook a name of 1 to 80 characters, so that you know it again.")
    code = "webhook_without_name"
    status = 422
    field = "name"


class AddressRefused(Refused):
    code = "webhook_address_refused"
    status = 422
    field = "url"
    reasons = {
        "not_an_address": _("Write a whole address, such as https://crm.example.com/hook."),
        "not_https": _("The address must begin with https://."),
        "port": _("Use port 443 or one from 1024 on."),
        "address_inside": _("The address must be one on the public internet."),
    }

    def __init__(self, fault: str) -> None:
        super().__init__(self.reasons[fault])


class UnknownTypes(Refused):
    code = "unknown_event_type"
    status = 422
    field = "types"

    def __init__(self, names: Iterable[str]) -> None:
        said = gettext("There are no events of the type %(names)s.")
        super().__init__(said % {"names": ", ".join(names)})


class UnknownPartnerships(Refused):
    message = _("Choose among your own partnerships.")
    code = "unknown_partnership"
    status = 422
    field = "partnerships"


class BadWindow(Refused):
    message = _("Choose a time within the last 30 days, and an end after it.")
    code = "bad_window"
    status = 422
    field = "since"


class NotActive(Refused):
    message = _("This webhook is paused. Let it go on first.")
    code = "webhook_paused"


class NothingThen(Refused):
    message = _("Nothing has happened since then that could be sent.")
    code = "nothing_to_replay"
    status = 422
    field = "since"

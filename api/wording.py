"""How the events of external ids are told, in the organization's own book."""

from django.utils.translation import gettext_lazy as _

from projects.activity.wording import Wording, register_wording

WORDINGS = {
    "external_id.linked": Wording(_("%(who)s linked a record to %(source)s"), "plus"),
    "external_id.removed": Wording(_("%(who)s took the link of a record to %(source)s away"), "minus"),
}


def register() -> None:
    """Tell the book's readers these kinds from now on."""
    for kind, wording in WORDINGS.items():
        register_wording(kind, wording)

"""How an organization's own book tells of limits and of the rule of two; never the amounts."""

from django.utils.translation import gettext_lazy as _

from accounts.queries import reading_names
from projects.activity.wording import Wording, register_wording

WORDINGS = {
    "mandate.limited": Wording(_("%(who)s limited what %(what)s signs for"), "pencil", names=reading_names),
    "mandate.unlimited": Wording(
        _("%(who)s lets %(what)s sign for any amount"), "pencil", names=reading_names
    ),
    "signing_rule.set": Wording(_("%(who)s said above what amount two people sign"), "users"),
    "signing_rule.cleared": Wording(_("%(who)s lets one person sign for any amount"), "users"),
}


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, wording in WORDINGS.items():
        register_wording(kind, wording)

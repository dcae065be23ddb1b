"""What became of a version, in a sentence."""

from django.utils.translation import gettext_lazy as _

from projects.agreement.models import Status

WHAT_BECAME = {
    Status.SIGNED.value: _("Every side has signed this: it is in force."),
    Status.DECLINED.value: _("This proposal was declined."),
    Status.WITHDRAWN.value: _("This proposal was withdrawn."),
    Status.COUNTERED.value: _("This was answered with a counter-proposal. Read the newest version."),
    Status.REPLACED.value: _("This was replaced by a newer version. Read that one."),
}

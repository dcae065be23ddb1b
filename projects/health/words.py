"""The dimensions' names, in words that follow the reader's language."""

from django.utils.translation import gettext_lazy as _

DIMENSIONS = {
    "goals": _("Goals"),
    "delivery": _("Delivery"),
    "benefit": _("Benefit for both"),
    "openness": _("Openness"),
    "feedback": _("Feedback"),
    "answers": _("Answers"),
}

"""What helped, told as a sentence in the language that is active; what people wrote stands in quotation marks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.kit import formats
from partnership.kit.spoken import language
from projects.health.helped import Helped

LONGEST = 80


@dataclass(frozen=True)
class HelpedSeen:
    """What helped, told, and the whole points of the rise beside it."""

    points: int
    text: str


def helped_seen(found: Iterable[Helped]) -> tuple[HelpedSeen, ...]:
    """Return what helped in the active language, in the order given."""
    return tuple(HelpedSeen(one.points, _words(one)) for one in found)


def _words(one: Helped) -> str:
    """Return the actions that were done, and the points that the parts about the same thing rose by."""
    actions = ", ".join(
        _("“%(text)s”") % {"text": Truncator(action.text).chars(LONGEST)} for action in one.actions
    )
    points = ngettext("%(points)s point", "%(points)s points", one.points) % {
        "points": formats.signed(one.points, language())
    }
    return _("Helped since last week: %(actions)s (%(points)s).") % {"actions": actions, "points": points}

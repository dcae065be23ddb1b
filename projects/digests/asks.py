"""What waits for the person: at most a few things, one action each, and a button that only opens a page."""

from dataclasses import dataclass

from django.urls import reverse

from partnership.kit import formats
from partnership.kit.spoken import gettext as _
from partnership.kit.spoken import language
from projects.activity.waiting import Waiting
from projects.digests.sections import Contents, Seat
from projects.digests.words import absolute


@dataclass(frozen=True)
class Ask:
    """One thing that waits for the person, with the one button that leads to it."""

    title: str
    text: str
    url: str
    action: str


def asks_of(contents: Contents) -> list[Ask]:
    """Everything that waits for the person, invitations first, each with its page."""
    several = len(contents.sections) > 1
    found = [_seat(seat) for seat in contents.seats]
    for section in contents.sections:
        for one in section.waiting:
            text = f"{section.partnership.title}. {_why(one)}" if several else _why(one)
            found.append(Ask(str(one.title), text, absolute(one.letter_url or one.url), str(one.action)))
    return found


def _why(one: Waiting) -> str:
    """The line under the title, with the day since when it waits unless the line says it itself."""
    text = str(one.text)
    if one.since is None:
        return text
    day = formats.date_short(one.since, language())
    since = _("Since %(day)s.") % {"day": day}
    return text if day in text else f"{text} {since}"


def _seat(seat: Seat) -> Ask:
    values = {"name": seat.from_name}
    until = _("The answer is open until %(day)s.") % {
        "day": formats.date_short(seat.expires_at.date(), language())
    }
    url = absolute(reverse("overview:portfolio"))
    if seat.kind == "offer":
        return Ask(_("%(name)s wants to be your partner") % values, until, url, _("Read the offer"))
    return Ask(_("%(name)s invites you to join") % values, until, url, _("Read the invitation"))

"""From the contents of a letter to a finished mail: its words, its links and the headers of a letter."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.utils.html import escape

from accounts.models import User
from partnership.kit import formats
from partnership.kit.mail import Mail, mail_host
from partnership.kit.signing import seal, short
from partnership.kit.spoken import gettext as _
from partnership.kit.spoken import language, ngettext
from projects.digests.asks import Ask, asks_of
from projects.digests.models import Kind, Letter
from projects.digests.pen import Pen
from projects.digests.schedule import LINES
from projects.digests.sections import Contents
from projects.digests.wording import SectionText, health_words
from projects.digests.words import absolute, link, number

MOST_ASKS = 3
STOP, READ = "letters.stop", "letters.read"
LINKS_LAST = timedelta(days=400)
FROM_ADDRESS = re.compile(r"<([^>]+)>")
Piece = tuple[str, dict[str, Hashable]]


@dataclass(frozen=True)
class Made:
    """A mail, or the reason why there is none this week."""

    is_quiet: bool
    reason: str = ""
    mail: Mail | None = None


def mail_of(letter: Letter, contents: Contents, *, form: str, missed: bool, now: datetime, pen: Pen) -> Mail:
    """Write the letter in the active language."""
    stop = _stop_token(letter.user_id, now)
    parts = _parts(contents, form=form, missed=missed, pen=pen)
    links = {"stop": _stop_link(stop), "read": read_link(letter.id, letter.user_id, now=now)}
    return Mail(
        to=letter.user.email,
        subject=parts["subject"],
        text=pen.with_links(parts["text"], **links),
        html=pen.with_links(parts["html"], **{name: escape(link) for name, link in links.items()}),
        language=letter.user.language,
        message_id=letter.message_id,
        headers=_headers(stop),
    )


def rendered(
    user: User, contents: Contents, *, form: str, missed: bool, letter_id: UUID | None, now: datetime
) -> dict[str, str]:
    """Subject, text and HTML in the active language; without `letter_id` nothing is kept, so no link leads there."""
    pen = Pen()
    parts = _parts(contents, form=form, missed=missed, pen=pen, is_kept=letter_id is not None)
    read = read_link(letter_id, user.id, now=now) if letter_id else ""
    stop = stop_link(user.id, now=now)
    return {name: pen.with_links(part, stop=stop, read=read) for name, part in parts.items()}


def _parts(contents: Contents, *, form: str, missed: bool, pen: Pen, is_kept: bool = True) -> dict[str, str]:
    """Subject, text and HTML, with marks for the reader's own links."""
    asks, sections = asks_of(contents), tuple(pen.told(one) for one in contents.sections)
    subject = subject_of(contents, asks, quiet=form == LINES)
    week = formats.week_name(contents.week.monday, language())
    pieces = _quiet(week, sections) if form == LINES else _full(week, sections, asks)
    pieces.append(("foot", _foot(contents, missed=missed, is_kept=is_kept)))
    html = "".join(pen.html(name, **values) for name, values in pieces if name != "asks" or asks)
    return {
        "subject": subject,
        "text": "".join(pen.text(name, **values) for name, values in pieces).strip() + "\n",
        "html": pen.framed(html, subject=subject, preheader=sections[0].lead if sections else ""),
    }


def _quiet(week: str, sections: tuple[SectionText, ...]) -> list[Piece]:
    return [("quiet", {"week": week, "sections": sections})]


def _full(week: str, sections: tuple[SectionText, ...], asks: list[Ask]) -> list[Piece]:
    count = len(sections)
    several = "" if count < 2 else _partnerships(count)
    waits: dict[str, Hashable] = {
        "asks": tuple(asks[:MOST_ASKS]),
        "heading": _waiting(len(asks)),
        "more": _more(len(asks) - MOST_ASKS),
        "portal_url": absolute("/"),
    }
    return [
        ("head", {"week": week, "sections": sections, "several": several, "nothing_waits": not asks}),
        ("asks", waits),
        *(("section", {"section": one, "several": bool(several)}) for one in sections),
    ]


def _partnerships(count: int) -> str:
    told = ngettext("%(count)s partnership this week", "%(count)s partnerships this week", count)
    return told % {"count": number(count)}


def _waiting(count: int) -> str:
    told = ngettext("Waiting for you (%(count)s)", "Waiting for you (%(count)s)", count)
    return told % {"count": number(count)}


def _more(count: int) -> str:
    if count <= 0:
        return ""
    told = ngettext("%(count)s more in the portal", "%(count)s more in the portal", count)
    return told % {"count": number(count)}


def _foot(contents: Contents, *, missed: bool, is_kept: bool) -> dict[str, Hashable]:
    late = _("There was no letter about %(week)s: it would have come too late.")
    why = _(
        "You get this as a member of %(organization)s. Both sides get the same facts; only what waits for you differs."
    )
    week = formats.week_name(contents.week.previous.monday, language())
    return {
        "missed": late % {"week": week} if missed else "",
        "why": why % {"organization": contents.organization},
        "settings_url": link("digests:letters"),
        "is_kept": is_kept,
    }


def subject_of(contents: Contents, asks: Sequence[Ask], *, quiet: bool) -> str:
    """Week, what waits, and the health; never an amount of money."""
    week = formats.week_name(contents.week.monday, language()).replace(formats.NBSP, " ")
    week = f"{week[:1].upper()}{week[1:]}" if language() == "en" else week
    if quiet:
        return _("%(week)s: a quiet week, nothing waits") % {"week": week}
    count = len(asks)
    waiting = ngettext("%(count)s waiting for you", "%(count)s waiting for you", count) % {
        "count": number(count)
    }
    values = {
        "week": week,
        "waiting": waiting if count else _("nothing waits for you"),
        "health": _lowest(contents),
    }
    if not values["health"]:
        return _("%(week)s: %(waiting)s") % values
    if len(contents.sections) > 1:
        return _("%(week)s: %(waiting)s, lowest health %(health)s") % values
    return _("%(week)s: %(waiting)s, health %(health)s") % values


def _lowest(contents: Contents) -> str:
    known = [one.health for one in contents.sections if one.health.score is not None]
    return health_words(min(known, key=lambda health: health.score or 0)) if known else ""


def _headers(stop: str) -> dict[str, str]:
    """A list of its own, left with one click (RFC 8058) or by mail."""
    found = FROM_ADDRESS.search(settings.DEFAULT_FROM_EMAIL)
    address = found[1] if found else settings.DEFAULT_FROM_EMAIL
    by_mail = f"mailto:{address}?subject={quote(f'stop {Kind.WEEKLY} {stop}')}"
    return {
        "List-Id": f"<weekly.{mail_host()}>",
        "List-Unsubscribe": f"<{_stop_link(stop)}>, <{by_mail}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def stop_link(person_id: UUID, *, now: datetime) -> str:
    """The address that stops the person's weekly letter, without sign-in, for that purpose alone."""
    return _stop_link(_stop_token(person_id, now))


def _stop_link(token: str) -> str:
    return link("digests:stop", token=token)


def _stop_token(person_id: UUID, now: datetime) -> str:
    return seal(STOP, short(person_id), Kind.WEEKLY, expires_at=now + LINKS_LAST)


def read_link(letter_id: UUID, person_id: UUID, *, now: datetime) -> str:
    """The address that shows this one letter as it was sent: no more than whoever has the letter already has."""
    token = seal(READ, short(person_id), short(letter_id), expires_at=now + LINKS_LAST)
    return link("digests:read", token=token)

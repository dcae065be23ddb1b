"""From a claimed row to a finished mail: quiet rule, words, both templates, and the headers of a letter."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import quote
from uuid import UUID

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import actor_for, entered
from accounts.models import User
from partnership.kit import formats
from partnership.kit.mail import Mail, mail_host
from partnership.kit.signing import seal, short
from partnership.kit.templatetags.filters import language
from partnership.kit.weeks import Week
from projects.digests.asks import asks_of
from projects.digests.contents import contents_for
from projects.digests.models import Kind, Letter, QuietChoice
from projects.digests.queries import quiet_weeks_before, setting_of, was_missed
from projects.digests.schedule import FULL, LINES, NOTHING, form_of, is_quiet
from projects.digests.sections import Contents
from projects.digests.wording import health_words, section_text
from projects.digests.words import absolute, number

MOST_ASKS = 3
STOP, READ = "letters.stop", "letters.read"
LINKS_LAST = timedelta(days=400)
SPACES = re.compile(r"\s*\n\s*")
# Once the styles are inlined, only classes that the dark and the narrow block name have work left to do.
NEEDED = {"page", "pad", "part", "card", "soft", "go", "bar", "x", "y"}
CLASS = re.compile(r' class="([^"]*)"')
TBODY = re.compile(r"</?tbody>")
FROM_ADDRESS = re.compile(r"<([^>]+)>")


@dataclass(frozen=True)
class Made:
    """A mail, or the reason why there is none this week."""

    is_quiet: bool
    reason: str = ""
    mail: Mail | None = None


def composed_for(letter: Letter, *, now: datetime) -> Made:
    """Write the letter in its reader's language from the facts of its week; opens the reader's own doors."""
    week = Week.parse(letter.iso_week)
    with translation.override(letter.user.language):
        contents = contents_for(letter.user_id, week=week, now=now)
        if not contents.sections and not contents.seats:
            return Made(is_quiet=False, reason=Letter.Reason.NOTHING)
        quiet = is_quiet(contents.stir)
        form, missed = _form(letter.user_id, week, quiet=quiet)
        if form == NOTHING:
            return Made(is_quiet=True, reason=Letter.Reason.QUIET)
        return Made(is_quiet=quiet, mail=_mail(letter, contents, form=form, missed=missed, now=now))


def rendered(
    user: User, contents: Contents, *, form: str, missed: bool, letter_id: UUID | None, now: datetime
) -> dict[str, str]:
    """Subject, text and HTML in the active language; without `letter_id` nothing is kept, so no link leads there."""
    context = _context(user, contents, form=form, missed=missed, letter_id=letter_id, now=now)
    context["subject"] = subject = subject_of(contents, quiet=form == LINES)
    html = SPACES.sub("\n", render_to_string("emails/weekly/body.html", context))
    return {
        "subject": subject,
        "text": render_to_string("emails/weekly/body.txt", context).strip() + "\n",
        "html": lightened(_inliner().inline(html)),
    }


def lightened(html: str) -> str:
    """The same letter without classes that have no work left and tags that may be left out."""
    return TBODY.sub("", CLASS.sub(_needed, html)).replace(' nowrap=""', " nowrap")


def _needed(found: re.Match[str]) -> str:
    kept = [name for name in found[1].split() if name in NEEDED]
    return f' class="{" ".join(kept)}"' if kept else ""


def subject_of(contents: Contents, *, quiet: bool) -> str:
    """Week, what waits, and the health; never an amount of money."""
    week = formats.week_name(contents.week.monday, language()).replace(formats.NBSP, " ")
    week = f"{week[:1].upper()}{week[1:]}" if language() == "en" else week
    if quiet:
        return _("%(week)s: a quiet week, nothing waits") % {"week": week}
    count = len(asks_of(contents))
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


def _form(person_id: UUID, week: Week, *, quiet: bool) -> tuple[str, bool]:
    actor = actor_for(person_id)
    with entered(actor):
        setting = setting_of(actor)
        choice = setting.quiet if setting else QuietChoice.LINES
        before = quiet_weeks_before(actor, week) if quiet else 0
        return form_of(quiet=quiet, quiet_before=before, choice=choice), was_missed(actor, week.previous)


def _mail(letter: Letter, contents: Contents, *, form: str, missed: bool, now: datetime) -> Mail:
    parts = rendered(letter.user, contents, form=form, missed=missed, letter_id=letter.id, now=now)
    return Mail(
        to=letter.user.email,
        subject=parts["subject"],
        text=parts["text"],
        html=parts["html"],
        language=letter.user.language,
        message_id=letter.message_id,
        headers=_headers(letter.user_id, now),
    )


def _headers(person_id: UUID, now: datetime) -> dict[str, str]:
    """A list of its own, left with one click (RFC 8058) or by mail."""
    stop = stop_link(person_id, now=now)
    found = FROM_ADDRESS.search(settings.DEFAULT_FROM_EMAIL)
    address = found[1] if found else settings.DEFAULT_FROM_EMAIL
    by_mail = f"mailto:{address}?subject={quote(f'stop {Kind.WEEKLY} {_stop_token(person_id, now)}')}"
    return {
        "List-Id": f"<weekly.{mail_host()}>",
        "List-Unsubscribe": f"<{stop}>, <{by_mail}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def stop_link(person_id: UUID, *, now: datetime) -> str:
    """The address that stops the person's weekly letter, without sign-in, for that purpose alone."""
    return absolute(reverse("digests:stop", args=[_stop_token(person_id, now)]))


def _stop_token(person_id: UUID, now: datetime) -> str:
    return seal(STOP, short(person_id), Kind.WEEKLY, expires_at=now + LINKS_LAST)


def read_link(letter_id: UUID, person_id: UUID, *, now: datetime) -> str:
    """The address that shows this one letter as it was sent: no more than whoever has the letter already has."""
    token = seal(READ, short(person_id), short(letter_id), expires_at=now + LINKS_LAST)
    return absolute(reverse("digests:read", args=[token]))


def _context(
    user: User, contents: Contents, *, form: str, missed: bool, letter_id: UUID | None, now: datetime
) -> dict[str, object]:
    asks = asks_of(contents)
    sections = [section_text(section) for section in contents.sections]
    return {
        "language": language(),
        "week": formats.week_name(contents.week.monday, language()),
        "quiet": form != FULL,
        "asks": asks[:MOST_ASKS],
        "ask_count": len(asks),
        "more_asks": max(len(asks) - MOST_ASKS, 0),
        "sections": sections,
        "several": len(sections) > 1,
        "preheader": sections[0].lead if sections else "",
        "missed_week": formats.week_name(contents.week.previous.monday, language()) if missed else "",
        "organization": contents.organization,
        "portal_url": absolute("/"),
        "settings_url": absolute(reverse("digests:letters")),
        "stop_url": stop_link(user.id, now=now),
        "read_url": read_link(letter_id, user.id, now=now) if letter_id else "",
    }


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, minify_css=True)

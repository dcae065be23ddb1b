"""A letter as it would be: composed on the one path of every letter, from the person's own doors; nothing is claimed or kept."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from accounts.models import User
from partnership.kit.weeks import Week
from projects.digests.composing import rendered
from projects.digests.contents import contents_for
from projects.digests.schedule import FULL, LINES, is_quiet


@dataclass(frozen=True)
class Preview:
    """What would be sent about the week; `is_quiet` when it would be three lines, or nothing if the person wants so."""

    week: Week
    language: str
    subject: str
    text: str
    html: str
    is_quiet: bool
    is_empty: bool


def preview_of(
    person: User, *, week: Week, language: str, now: datetime, quiet: bool | None = None
) -> Preview:
    """Write the person's letter about a week, in a language; `quiet` forces the short or the full form."""
    with translation.override(language):
        contents = contents_for(person.id, week=week, now=now)
        still = is_quiet(contents.stir) if quiet is None else quiet
        form = LINES if still else FULL
        parts = rendered(person, contents, form=form, missed=False, letter_id=None, now=now)
    is_empty = not contents.sections and not contents.seats
    return Preview(week, language, **parts, is_quiet=still, is_empty=is_empty)

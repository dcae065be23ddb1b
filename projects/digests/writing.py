"""Many letters from claimed rows to finished mails: facts are read once for all, and a language is turned on once for its readers."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.doors import system_door
from partnership.kit.memory import without_collecting
from partnership.kit.spoken import speaking
from partnership.kit.weeks import Week
from projects.digests.composing import Made, mail_of
from projects.digests.contents import Gathering
from projects.digests.models import Letter, QuietChoice
from projects.digests.pen import Pen
from projects.digests.queries import quiet_weeks_before, wanting_nothing, who_missed
from projects.digests.schedule import FULL, NOTHING, form_of, is_quiet

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Written:
    """A letter with its mail or the reason for none; without `made` it could not be written, for some `trouble`."""

    letter: Letter
    made: Made | None
    trouble: str = ""


def composed_for(letter: Letter, *, now: datetime) -> Made:
    """Write one letter in its reader's language from the facts of its week; opens all doors itself."""
    desk = _Desk([letter], week=Week.parse(letter.iso_week), now=now)
    with speaking(letter.user.language):
        return desk.made(letter)


def written(letters: Sequence[Letter], *, now: datetime) -> list[Written]:
    """Write letters in any order; a fault in one person's letter does not stop the others'."""
    by_week: dict[str, list[Letter]] = {}
    for letter in letters:
        by_week.setdefault(letter.iso_week, []).append(letter)
    with without_collecting():
        weeks = [_of_week(some, week=Week.parse(week), now=now) for week, some in by_week.items()]
    found = [one for some in weeks for one in some]
    turns = {one.id: turn for turn, one in enumerate(letters)}
    return sorted(found, key=lambda one: turns[one.letter.id])


def _of_week(letters: Sequence[Letter], *, week: Week, now: datetime) -> list[Written]:
    try:
        desk = _Desk(letters, week=week, now=now)
    except Exception as error:
        if len(letters) == 1:
            return [_failed(letters[0], error)]
        logger.exception("the facts of %s letters could not be read at once: each alone", len(letters))
        return [one for letter in letters for one in _of_week([letter], week=week, now=now)]
    languages = sorted({one.user.language for one in letters})
    return [one for language in languages for one in _in_language(desk, letters, language)]


def _in_language(desk: "_Desk", letters: Sequence[Letter], language: str) -> Iterator[Written]:
    with speaking(language):
        for letter in letters:
            if letter.user.language == language:
                yield _written(desk, letter)


def _written(desk: "_Desk", letter: Letter) -> Written:
    try:
        return Written(letter, desk.made(letter))
    except Exception as error:
        return _failed(letter, error)


def _failed(letter: Letter, error: Exception) -> Written:
    logger.error("letter %s could not be written", letter.id, exc_info=error)
    return Written(letter, None, type(error).__name__)


class _Desk:
    """What is needed to write these people's letters about one week, read at once."""

    def __init__(self, letters: Sequence[Letter], *, week: Week, now: datetime) -> None:
        self.now, people = now, [one.user_id for one in letters]
        languages = {one.user.language for one in letters}
        self.facts = Gathering(people, languages, week=week, now=now)
        with system_door("digests.plan"):
            silent = wanting_nothing(people, using="system")
            self.missed = who_missed(people, week.previous, using="system")
            self.quiet_before = quiet_weeks_before(silent, week, using="system") if silent else {}
        self.pen = Pen()

    def made(self, letter: Letter) -> Made:
        """Write one of the letters in the active language."""
        contents = self.facts.contents_for(letter.user_id)
        if not contents.sections and not contents.seats:
            return Made(is_quiet=False, reason=Letter.Reason.NOTHING)
        quiet = is_quiet(contents.stir)
        form = self._form(letter.user_id) if quiet else FULL
        if form == NOTHING:
            return Made(is_quiet=True, reason=Letter.Reason.QUIET)
        missed = letter.user_id in self.missed
        return Made(
            is_quiet=quiet,
            mail=mail_of(letter, contents, form=form, missed=missed, now=self.now, pen=self.pen),
        )

    def _form(self, person_id: UUID) -> str:
        before = self.quiet_before.get(person_id)
        choice = QuietChoice.LINES if before is None else QuietChoice.NOTHING
        return form_of(quiet=True, quiet_before=before or 0, choice=choice)

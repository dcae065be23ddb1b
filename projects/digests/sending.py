"""Letters from claim to kept, a batch at a time: take → write → mark sending → send → mark sent, each committed before the next.

Whoever works on letters holds a lock of the database session for each: two senders never take the same one, and a killed sender
lets go at once. A kill between two steps leaves rows that say how far they got. Before "sending" nothing has left and the next
run does it over; after it, the Message-ID is looked up where the letter was sent, and what nobody can tell stays "unknown" for
a person to settle. Many are written at once, but only a few are under way at a time: one statement says that the last few are
sent and the next few are being sent, so a kill leaves no more than those in doubt.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from accounts.doors import system_door
from partnership.kit.mail import Mail, NotSent, Undecided, arrived, deliver
from projects.digests.marking import Step, all_taken, mark, mark_all, taken
from projects.digests.models import Letter
from projects.digests.writing import Written, written

logger = logging.getLogger(__name__)

BACK_OFF = timedelta(minutes=15)
MOST_ATTEMPTS, MOST_TOGETHER = 5, 2
"""Whose sender was stopped twice is taken on alone from then on: what stops it must not count against others."""
UNDER_WAY = 8
"""So many are in doubt at most after a kill; a commit for each one alone would take twice as long as all else about it."""
PATIENCE_SECONDS = 500
"""How long a batch goes on: less than a task may take, or a mail server that keeps silent would look like a kill."""
Status = Letter.Status
Ready = tuple[Letter, Mail, bool]
"""A letter, its mail, and whether it tells of a quiet week."""


def send_one(letter_id: UUID, *, now: datetime, connection: Any = None) -> str:
    """Send one claimed letter and keep what was sent; return its status afterwards.

    Does nothing and returns "" while another sender has it, or once it is done.
    """
    return send_batch([letter_id], now=now, connection=connection).get(letter_id, "")


def send_batch(letter_ids: Sequence[UUID], *, now: datetime, connection: Any = None) -> dict[UUID, str]:
    """Send those of these claimed letters that nobody else has; return the status of each one taken on."""
    with all_taken(letter_ids) as mine:
        wanted = [one for one in letter_ids if one in mine]
        until = monotonic() + PATIENCE_SECONDS
        begun = _begin(wanted, now=now, is_alone=len(wanted) == 1)
        done = _work_on(begun, now=now, connection=connection, until=until)
        together = {one.id for one in begun}
        for letter_id in wanted if len(wanted) > 1 else ():
            if letter_id not in together and monotonic() < until:
                begun = _begin([letter_id], now=now, is_alone=True)
                done |= _work_on(begun, now=now, connection=connection, until=until)
        return done


def settle_interrupted(*, now: datetime) -> int:
    """Decide the letters that a kill left between sending and sent; return how many were found."""
    with system_door("digests.settle"):
        found = list(Letter.objects.using("system").filter(status=Status.SENDING).order_by("id"))
    return sum(_settle_alone(letter, now=now) for letter in found)


def unknown_letters() -> list[Letter]:
    """The letters in doubt, oldest first."""
    with system_door("digests.settle"):
        rows = Letter.objects.using("system").filter(status=Status.UNKNOWN)
        return list(rows.defer("html", "text").order_by("claimed_at", "id"))


def settle(message_id: str, *, sent: bool, now: datetime) -> bool:
    """Settle a letter in doubt as somebody found it at the mail server; False when there is none with that id."""
    found = next((one for one in unknown_letters() if one.message_id == message_id), None)
    if found is None:
        return False
    if sent:
        _mark(found, Status.SENT, sent_at=now)
    else:
        _mark(found, Status.CLAIMED, wait_until=None)
    return True


def _begin(letter_ids: Sequence[UUID], *, now: datetime, is_alone: bool) -> list[Letter]:
    """Count one more attempt of each; of several, those whose sender was stopped again and again are left.

    Who was tried and told why not has a trouble, and has stopped nobody.
    """
    with system_door("digests.plan"):
        rows = Letter.objects.using("system").filter(id__in=letter_ids, status=Status.CLAIMED)
        rows = rows.exclude(wait_until__gt=now)
        if not is_alone:
            rows = rows.filter(~Q(trouble="") | Q(attempts__lt=MOST_TOGETHER))
        found = list(rows.select_related("user").select_for_update(of=["self"]))
        begun = Letter.objects.using("system").filter(id__in=[one.id for one in found])
        begun.update(attempts=F("attempts") + 1, trouble="")
    turns = {key: turn for turn, key in enumerate(letter_ids)}
    for letter in found:
        letter.attempts, letter.trouble = letter.attempts + 1, ""
    return sorted(found, key=lambda one: turns[one.id])


def _work_on(letters: Sequence[Letter], *, now: datetime, connection: Any, until: float) -> dict[UUID, str]:
    done = {one.id: status for one in letters if (status := _turned_away(one, now=now)) is not None}
    ready: list[Ready] = []
    for one in written([letter for letter in letters if letter.id not in done], now=now):
        if one.made and one.made.mail:
            ready.append((one.letter, one.made.mail, one.made.is_quiet))
        else:
            done[one.letter.id] = _unsendable(one, now=now)
    return done | _Round(ready, now=now, connection=connection).run(until)


def _turned_away(letter: Letter, *, now: datetime) -> str | None:
    if letter.attempts > MOST_ATTEMPTS:
        return _mark(letter, Status.FAILED, trouble="its sender was stopped again and again")
    if now >= letter.closes_at:
        return _mark(letter, Status.SKIPPED, reason=Letter.Reason.LATE)
    return None


def _unsendable(one: Written, *, now: datetime) -> str:
    if one.made is None:
        return _try_again(one.letter, one.trouble, now=now)
    return _mark(one.letter, Status.SKIPPED, reason=one.made.reason, is_quiet=one.made.is_quiet)


class _Round:
    """Sends what is written, a few at a time; what was sent is marked together with what comes next."""

    def __init__(self, ready: Sequence[Ready], *, now: datetime, connection: Any) -> None:
        self.ready, self.now, self.connection = ready, now, connection
        self.done: dict[UUID, str] = {}
        self.last: list[Step] = []

    def run(self, until: float) -> dict[UUID, str]:
        """Send until that moment of the machine's own clock, and put back what is left then."""
        try:
            for turn in range(0, len(self.ready), UNDER_WAY):
                if monotonic() > until:
                    _put_back([later for later, _mail, _is_quiet in self.ready[turn:]])
                    break
                self._take_on(self.ready[turn : turn + UNDER_WAY])
        finally:
            self._step([])
        return self.done

    def _take_on(self, few: Sequence[Ready]) -> None:
        mine = self._step([Step.sending(letter, mail, is_quiet=is_quiet) for letter, mail, is_quiet in few])
        for letter, mail, _is_quiet in few:
            if letter.id in mine:
                self._send_mine(letter, mail)
            else:
                self.done[letter.id] = ""

    def _send_mine(self, letter: Letter, mail: Mail) -> None:
        letter.status = Status.SENDING
        try:
            self.done[letter.id] = self._send(letter, mail)
        except Exception:  # its row says how far it got; the next run settles it
            logger.exception("letter %s was left for the next run", letter.id)

    def _step(self, begin: list[Step]) -> set[UUID]:
        steps, self.last = [*self.last, *begin], []
        return mark_all(steps)

    def _send(self, letter: Letter, mail: Mail) -> str:
        try:
            deliver(mail, connection=self.connection)
        except NotSent as error:
            if error.permanent:
                return _mark(letter, Status.FAILED, trouble=str(error))
            return _try_again(letter, str(error), now=self.now)
        except Undecided as error:
            letter.trouble = str(error)[:500]
            return _settle(letter, now=self.now)
        self.last.append(Step.sent(letter, now=self.now))
        return Status.SENT


def _put_back(letters: Sequence[Letter]) -> None:
    """They were never tried."""
    with system_door("digests.plan"):
        rows = Letter.objects.using("system").filter(
            id__in=[one.id for one in letters], status=Status.CLAIMED
        )
        rows.update(attempts=F("attempts") - 1)


def _settle_alone(letter: Letter, *, now: datetime) -> bool:
    with taken(letter.id) as is_mine:
        return is_mine and bool(_settle(letter, now=now))


def _settle(letter: Letter, *, now: datetime) -> str:
    there = arrived(letter.message_id)
    if there is None:
        return _mark(letter, Status.UNKNOWN, trouble=letter.trouble)
    if there:
        return _mark(letter, Status.SENT, sent_at=now)
    return _try_again(letter, letter.trouble, now=now)


def _try_again(letter: Letter, trouble: str, *, now: datetime) -> str:
    """Back to claimed, later each time; quarantined after the fifth attempt."""
    if letter.attempts >= MOST_ATTEMPTS:
        return _mark(letter, Status.FAILED, trouble=trouble)
    wait = BACK_OFF * (letter.attempts - 1)
    return _mark(letter, Status.CLAIMED, trouble=trouble, wait_until=now + wait)


def _mark(letter: Letter, status: str, **fields: Any) -> str:
    return mark(letter, status, **{**fields, "trouble": str(fields.get("trouble", ""))[:500]})

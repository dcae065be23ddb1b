"""The talk after a round: notes that every side writes on, one saving after the other."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.book import record
from projects.agreement.shape import CONTROL
from projects.feedback.models import Round, TalkNote
from projects.feedback.pulse_refusals import NotesMoved, NotesTooLong, NotRevealed
from projects.feedback.queries.rounds import is_over
from projects.feedback.queries.talks import newest_note

LONGEST = 20_000


def write_notes(
    actor: Actor, *, pulse: Round, text: str, language: str, seen: int, now: datetime
) -> TalkNote | None:
    """Save the notes of a talk whole; what they said before is kept. `seen` is the number that the writer had read.

    The same text again writes nothing. Raises NotRevealed, NotesTooLong, and NotesMoved when somebody else was faster.
    """
    actor.require(Right.GIVE_FEEDBACK, pulse)
    if not is_over(pulse, now=now):
        raise NotRevealed
    text = CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if len(text) > LONGEST:
        raise NotesTooLong
    newest = newest_note(pulse)
    if text == (newest.text if newest else ""):
        return newest
    if seen != (newest.number if newest else 0):
        raise NotesMoved
    row = TalkNote(
        partnership_id=pulse.partnership_id,
        round=pulse,
        number=seen + 1,
        text=text,
        language=language,
        party_id=actor.party_id(pulse.partnership_id),
        person_id=actor.person_id,
        written_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise NotesMoved from error
    record(
        actor,
        "feedback.talk_noted",
        subject_kind="pulse",
        subject_id=pulse.id,
        partnership=pulse.partnership_id,
        data={"number": pulse.number},
        at=now,
    )
    return row

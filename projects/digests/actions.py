"""What a person decides about their own letters."""

from datetime import datetime, time

from accounts.actor import Actor
from partnership.kit.errors import NotThere
from projects.digests.models import Kind, Letter, LetterSetting


def change_rhythm(actor: Actor, *, weekday: int, at: time, quiet: str, now: datetime) -> LetterSetting:
    """Choose the day, the hour and what comes in a quiet week; holds from the next letter that is not yet claimed."""
    return _kept(actor, weekday=weekday, at=at, quiet=quiet, changed_at=now)


def stop_letters(actor: Actor, *, now: datetime, kind: str = Kind.WEEKLY) -> LetterSetting:
    """Stop the letters of a kind for this person; stopping twice is the same as once."""
    setting = _kept(actor, kind=kind)
    return setting if setting.stopped_at else _kept(actor, kind=kind, stopped_at=now)


def start_letters(actor: Actor, *, now: datetime, kind: str = Kind.WEEKLY) -> LetterSetting:
    """Let the letters of a kind come again."""
    return _kept(actor, kind=kind, stopped_at=None, changed_at=now)


def keep_as_sent(actor: Actor, *, message_id: str, now: datetime) -> bool:
    """Settle the person's letter in doubt, which the mail provider has delivered; False when none is in doubt."""
    rows = Letter.objects.filter(user_id=actor.person_id, message_id=message_id, status=Letter.Status.UNKNOWN)
    return bool(rows.update(status=Letter.Status.SENT, sent_at=now, trouble=""))


def _kept(actor: Actor, *, kind: str = Kind.WEEKLY, **values: object) -> LetterSetting:
    """Write the person's own row; the database lets nobody else's through."""
    if actor.person_id is None:
        raise NotThere
    setting: LetterSetting
    setting, _made = LetterSetting.objects.update_or_create(
        user_id=actor.person_id, kind=kind, defaults=values
    )
    return setting

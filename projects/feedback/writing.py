"""What every use case of the room asks of a text and a day before it writes a row."""

from collections.abc import Mapping
from datetime import date, timedelta

from accounts.actions.organizations import ChangedMeanwhile
from accounts.queries import PartnershipSeen
from projects.agreement.refusals import PartnershipEnded
from projects.feedback.refusals import DueDayPassed, TextMissing, TextTooLong

LONGEST = 1000
FURTHEST = timedelta(days=731)


def require_lasting(partnership: PartnershipSeen) -> None:
    """Raise PartnershipEnded: then everything can be read, and nothing new is said."""
    if partnership.status != "active":
        raise PartnershipEnded


def require_text(text: str, *, field: str = "text") -> str:
    """Return what somebody wrote, without the spaces around it; raise TextMissing or TextTooLong."""
    text = text.strip()
    if not text:
        raise TextMissing(field=field)
    if len(text) > LONGEST:
        raise TextTooLong(field=field)
    return text


def require_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Return several texts by their fields."""
    return {field: require_text(text, field=field) for field, text in texts.items()}


def require_due_day(due_on: date, *, today: date) -> None:
    """Raise DueDayPassed for a day before today or too far ahead to be meant."""
    if not today <= due_on <= today + FURTHEST:
        raise DueDayPassed


def require_version(current: int, read: int | None) -> None:
    """Raise ChangedMeanwhile when another version was read than the newest."""
    if read is not None and current != read:
        raise ChangedMeanwhile

"""Questions between sides, open ones and answered ones."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import names_of
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read
from projects.openness.models import Ask
from projects.openness.steps import Step, Topic, pair_of

from .records import AskSeen

MOST_ANSWERED = 20


def asks_on_page(partnership_id: UUID) -> tuple[list[AskSeen], list[AskSeen]]:
    """Return the open questions, the longest waiting first, and the newest answered ones; three queries at most."""
    rows = Ask.objects.filter(partnership_id=partnership_id)
    open_ = list(rows.filter(status=Ask.Status.OPEN).order_by("asked_at", "id"))
    answered = list(rows.exclude(status=Ask.Status.OPEN).order_by("-asked_at", "-id")[:MOST_ANSWERED])
    seen = _seen([*open_, *answered])
    return seen[: len(open_)], seen[len(open_) :]


def open_asks(partnership_ids: Sequence[UUID]) -> list[Ask]:
    """Return what waits for an answer in these partnerships, the longest waiting first; one query."""
    return read(reading_open_asks(partnership_ids))


def reading_open_asks(partnership_ids: Sequence[UUID]) -> Reading[list[Ask]]:
    """Read the same beside what else a page asks."""
    return asked(Kept(_open, partnerships=list(partnership_ids)))


def _open(partnerships: list[UUID]) -> QuerySet[Ask]:
    rows = Ask.objects.filter(partnership_id__in=partnerships, status=Ask.Status.OPEN)
    return rows.select_related("party__organization").order_by("asked_at", "id")


def ask_row(partnership_id: UUID, ask_id: UUID) -> Ask:
    """Return the row that an answer is about; raise NotThere."""
    found: Ask | None = Ask.objects.filter(partnership_id=partnership_id, id=ask_id).first()
    if found is None:
        raise NotThere
    return found


def ask_seen(partnership_id: UUID, ask_id: UUID) -> AskSeen:
    """Return one question; raise NotThere. Two queries."""
    return _seen([ask_row(partnership_id, ask_id)])[0]


def _seen(rows: Sequence[Ask] | QuerySet[Ask]) -> list[AskSeen]:
    people = names_of(person for row in rows for person in (row.asked_by_id, row.answered_by_id))
    kept = (
        "id",
        "partnership_id",
        "party_id",
        "owner_id",
        "because",
        "status",
        "answer",
        "asked_at",
        "answered_at",
    )
    return [
        AskSeen(
            **{name: getattr(row, name) for name in kept},
            topic=Topic(row.topic),
            step=Step(row.step),
            gives=Step(row.gives),
            pair=pair_of(Topic(row.topic)),
            status_label=str(Ask.Status(row.status).label),
            asked_by=people.get(row.asked_by_id, "") if row.asked_by_id else "",
            answered_by=people.get(row.answered_by_id, "") if row.answered_by_id else "",
        )
        for row in rows
    ]

"""What a signed table writes: grants that it does not name or names otherwise end, new ones begin, the rest stays."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from partnership.kit.book import record
from projects.agreement.kinds import Put
from projects.openness.models import Grant
from projects.openness.steps import Topic
from projects.openness.terms import FOR_GOOD, Key, Row, read


def open_as_signed(actor: Actor, put: Put) -> None:
    """Let each side see of the others what every party has signed, from this moment on."""
    wanted = {row.key: row for row in read(put.values).rows if row.says_something}
    held = list(
        Grant.objects.select_for_update()
        .filter(partnership_id=put.partnership_id, ended_at=None)
        .order_by("id")
    )
    kept = {_key(one) for one in held if _is_same(one, wanted.get(_key(one)))}
    ended = [one for one in held if _key(one) not in kept]
    for one in ended:
        one.ended_at, one.ended_by_id = put.now, actor.person_id
    Grant.objects.bulk_update(ended, ["ended_at", "ended_by_id"])
    begun = [row for key, row in wanted.items() if key not in kept]
    Grant.objects.bulk_create(_grants(begun, put))
    record(
        actor,
        "openness.agreed",
        subject_kind="partnership",
        subject_id=put.partnership_id,
        partnership=put.partnership_id,
        data={"number": put.number, "begun": len(begun), "ended": len(ended)},
        at=put.now,
    )


def holds_as_signed(partnership_id: UUID, since: datetime) -> bool:
    """Whether no side has withdrawn anything since the last signature: else the very same may be proposed again."""
    rows = Grant.objects.filter(partnership_id=partnership_id, is_withdrawn=True)
    return not rows.filter(ended_at__gte=since).exists()


def _grants(rows: Iterable[Row], put: Put) -> list[Grant]:
    return [
        Grant(
            partnership_id=put.partnership_id,
            party_id=row.party_id,
            reader_id=row.reader_id,
            topic=row.topic.value,
            step=int(row.step),
            purpose=row.purpose,
            until=row.until or FOR_GOOD,
            number=put.number,
            opened_at=put.now,
        )
        for row in rows
    ]


def _key(grant: Grant) -> Key:
    return grant.party_id, grant.reader_id, Topic(grant.topic)


def _is_same(grant: Grant, row: Row | None) -> bool:
    return row is not None and (grant.step, grant.purpose, grant.until) == (
        int(row.step),
        row.purpose,
        row.until or FOR_GOOD,
    )

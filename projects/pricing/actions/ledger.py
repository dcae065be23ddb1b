"""The benefit ledger: a side writes down what it gains and gives, and another side says whether it sees it so too."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.openness.gate import opened_in
from projects.openness.steps import Topic
from projects.pricing.actions.entry_shape import EntrySaid, words, written
from projects.pricing.ledger import known_to_all, needed
from projects.pricing.ledger_refusals import AnsweredAlready, EntryPassed, OwnEntry, ReasonMissing
from projects.pricing.models import Confirmation, Entry, Posted
from projects.pricing.queries.entries import entry_seen, roles_in
from projects.pricing.queries.entry_records import EntrySeen


def add_entry(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    said: EntrySaid,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> Entry:
    """Write down what the own side gains or gives; it counts once another side has confirmed it.

    `key` is the id that it will have: the same key again gives the same entry. Raises the refusals of `entry_shape`.
    """
    actor.require(Right.KEEP_BOOK, partnership)
    if found := made_before(Entry, partnership.id, key):
        return found
    own = {"partnership_id": partnership.id, "party_id": actor.party_id(partnership.id)}
    entry = Entry(
        id=key or new_id(),
        organization_id=partnership.own_party.organization_id,
        created_at=now,
        updated_at=now,
        **own,
        **written(partnership, said, today=today),
    )
    entry.save(force_insert=True)
    Posted.objects.create(**own, entry=entry, **_posted(entry))
    _tell(actor, "pricing.entry_added", partnership, entry, today, now)
    return entry


def change_entry(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    entry_id: UUID,
    said: EntrySaid,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Change an own entry: what the others have said of it no longer counts, and waits for them anew.

    The same again changes nothing. Raises NotThere for every id that is no own entry, EntryPassed when `version` is older,
    and the refusals of `entry_shape`.
    """
    actor.require(Right.KEEP_BOOK, partnership)
    entry = _own(actor, partnership, entry_id, version)
    values = written(partnership, said, today=today)
    if all(getattr(entry, name) == value for name, value in values.items()):
        return entry
    for name, value in values.items():
        setattr(entry, name, value)
    entry.version, entry.updated_at = entry.version + 1, now
    entry.save()
    Posted.objects.filter(partnership_id=partnership.id, entry=entry).update(**_posted(entry))
    _tell(actor, "pricing.entry_changed", partnership, entry, today, now)
    return entry


def remove_entry(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    entry_id: UUID,
    today: date,
    now: datetime,
    version: int | None = None,
) -> None:
    """Take an own entry out of the ledger; nobody reads it any more. Raises NotThere and EntryPassed as change_entry."""
    actor.require(Right.KEEP_BOOK, partnership)
    entry = _own(actor, partnership, entry_id, version)
    _tell(actor, "pricing.entry_removed", partnership, entry, today, now)
    Posted.objects.filter(partnership_id=partnership.id, entry=entry).delete()
    entry.removed_at = entry.updated_at = now
    entry.version += 1
    entry.save(update_fields=["removed_at", "updated_at", "version"])


def confirm_entry(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    entry_id: UUID,
    agrees: bool,
    version: int,
    today: date,
    now: datetime,
    word: str = "",
    place: str = "benefit",
) -> Confirmation:
    """Say for the own side whether it sees another side's entry so too, as far as that is opened to it.

    The same answer again changes nothing. Raises NotThere alike for a closed entry and for none, OwnEntry, EntryPassed when
    the entry is not `version` any more, AnsweredAlready, and ReasonMissing for a no without a word.
    """
    actor.require(Right.KEEP_BOOK, partnership)
    # Two clicks of one answer come one after the other.
    made_before(Confirmation, partnership.id, entry_id)
    entry = entry_seen(actor, partnership, entry_id, today=today, now=now, place=place)
    own = actor.party_id(partnership.id)
    if entry.party_id == own:
        raise OwnEntry
    if entry.version != version:
        raise EntryPassed
    said = words(word, field="word")
    if not agrees and not said:
        raise ReasonMissing
    if before := _answered(entry, own):
        if (before.agrees, before.word) != (agrees, said):
            raise AnsweredAlready
        return before
    return _answer(actor, partnership, entry, agrees, said, today, now)


def _own(actor: Actor, partnership: PartnershipSeen, entry_id: UUID, version: int | None) -> Entry:
    """Lock an own entry, so that two who write in the same second come one after the other."""
    own = {"partnership_id": partnership.id, "party_id": actor.party_id(partnership.id)}
    found: Entry | None = (
        Entry.objects.select_for_update().filter(**own, id=entry_id, removed_at=None).first()
    )
    if found is None:
        raise NotThere
    if version is not None and version != found.version:
        raise EntryPassed
    return found


def _answered(entry: EntrySeen, party_id: UUID) -> Confirmation | None:
    found: Confirmation | None = Confirmation.objects.filter(
        partnership_id=entry.partnership_id,
        entry_id=entry.id,
        entry_version=entry.version,
        party_id=party_id,
    ).first()
    return found


def _posted(entry: Entry) -> dict[str, Any]:
    """What `Posted` keeps of an entry as it stands now."""
    return {
        "project_id": entry.project_id,
        "is_in_words": entry.value is None and entry.hours is None,
        "entry_version": entry.version,
        "posted_at": entry.updated_at,
    }


def _tell(
    actor: Actor,
    kind: str,
    partnership: PartnershipSeen,
    entry: Entry | EntrySeen,
    today: date,
    now: datetime,
) -> None:
    """Write it in the book of all sides if all of them may read the entry, else in that of the own side alone."""
    in_words = entry.value is None and entry.hours is None
    topics: tuple[Topic, ...] = (
        roles_in([partnership.id])[partnership.id].topic(entry.party_id, entry.project_id),
    )
    is_known = known_to_all(
        opened_in(partnership.id),
        [side.id for side in partnership.parties],
        entry.party_id,
        topics,
        needed(is_in_words=in_words),
        today=today,
    )
    whose: dict[str, Any] = (
        {"partnership": partnership.id} if is_known else {"organization": actor.organization_id}
    )
    record(
        actor,
        kind,
        subject_kind="benefit_entry",
        subject_id=entry.id,
        data={"version": entry.version},
        at=now,
        **whose,
    )


def _answer(
    actor: Actor,
    partnership: PartnershipSeen,
    entry: EntrySeen,
    agrees: bool,
    said: str,
    today: date,
    now: datetime,
) -> Confirmation:
    answer = Confirmation(
        partnership_id=partnership.id,
        entry_id=entry.id,
        entry_version=entry.version,
        party_id=actor.party_id(partnership.id),
        person_id=actor.person_id,
        agrees=agrees,
        word=said,
        said_at=now,
    )
    answer.save(force_insert=True)
    kind = "pricing.entry_confirmed" if agrees else "pricing.entry_declined"
    _tell(actor, kind, partnership, entry, today, now)
    return answer

"""May we see …, because …: asking another side to open a topic, answering, and taking the question back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.once import made_before
from projects.agreement.refusals import PartnershipEnded
from projects.agreement.sides import WrongSide
from projects.openness.gate import opened_in
from projects.openness.models import Ask
from projects.openness.refusals import (
    AnswerMissing,
    AskClosed,
    AskedAlready,
    BecauseMissing,
    NotAsked,
    NothingInReturn,
    NotOpenable,
    OpenAlready,
    OthersAsk,
    OwnTopic,
)
from projects.openness.steps import OPENABLE, Opened, Step, Topic, pair_of, step_in
from projects.openness.words import step_named, topic_label


@dataclass(frozen=True)
class AskSaid:
    """What is asked: `gives` is the step of the paired topic that the asker offers to open in return, 0 for nothing."""

    owner: UUID
    topic: Topic
    step: Step
    because: str
    gives: Step = Step.CLOSED


def ask(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    said: AskSaid,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> Ask:
    """Ask another side to open a topic to a step; nothing opens by it.

    Raises WrongSide for a side of another partnership, OwnTopic, NotOpenable, BecauseMissing, OpenAlready, AskedAlready,
    NothingInReturn while too little of the paired topic is open or offered, PartnershipEnded.
    """
    actor.require(Right.KEEP_BOOK, partnership)
    if found := made_before(Ask, partnership.id, key):
        return found
    own = actor.party_id(partnership.id)
    _require_possible(partnership, own, said)
    _require_return(opened_in(partnership.id), own, said, today)
    if Ask.objects.filter(**_same(partnership, own, said), status=Ask.Status.OPEN).exists():
        raise AskedAlready
    row = Ask(
        **_same(partnership, own, said),
        step=int(said.step),
        gives=int(said.gives),
        because=said.because.strip(),
        asked_by_id=actor.person_id,
        asked_at=now,
    )
    if key is not None:
        row.id = key
    row.save(force_insert=True)
    _tell(actor, "openness.asked", row, now)
    return row


def answer_ask(actor: Actor, *, ask: Ask, is_yes: bool, answer: str, now: datetime) -> Ask:
    """Say yes (a proposal follows, which every side signs) or no, with a reason; only the side that was asked.

    Raises NotAsked, AskClosed, AnswerMissing for a no without a reason.
    """
    actor.require(Right.KEEP_BOOK, ask)
    row = _held(ask)
    if row.owner_id != actor.party_id(row.partnership_id):
        raise NotAsked
    if not is_yes and not answer.strip():
        raise AnswerMissing
    status = Ask.Status.AGREED if is_yes else Ask.Status.DECLINED
    return _close(actor, row, status, answer.strip(), now)


def withdraw_ask(actor: Actor, *, ask: Ask, now: datetime) -> Ask:
    """Take the own side's question back; raise OthersAsk or AskClosed."""
    actor.require(Right.KEEP_BOOK, ask)
    row = _held(ask)
    if row.party_id != actor.party_id(row.partnership_id):
        raise OthersAsk
    return _close(actor, row, Ask.Status.WITHDRAWN, "", now)


def _same(partnership: PartnershipSeen, own: UUID, said: AskSaid) -> dict[str, object]:
    return {
        "partnership_id": partnership.id,
        "party_id": own,
        "owner_id": said.owner,
        "topic": said.topic.value,
    }


def _require_possible(partnership: PartnershipSeen, own: UUID, said: AskSaid) -> None:
    if partnership.status != "active":
        raise PartnershipEnded
    if partnership.party(said.owner) is None:
        raise WrongSide(field="owner")
    if said.owner == own:
        raise OwnTopic
    if said.topic not in OPENABLE:
        raise NotOpenable
    if not said.because.strip():
        raise BecauseMissing


def _require_return(opened: list[Opened], own: UUID, said: AskSaid, today: date) -> None:
    """Parity: who asks for step n grants at least n − 1 of the paired topic, or offers it with the question."""
    if said.step <= step_in(opened, said.owner, own, said.topic, today=today):
        raise OpenAlready
    pair = pair_of(said.topic)
    if pair is None:
        return
    gives = max(said.gives, step_in(opened, own, said.owner, pair, today=today))
    if gives < said.step - 1:
        sentence = _(
            "For step %(step)s the other side needs “%(pair)s” from you, at step %(needs)s or more. Offer it in return, or"
            " ask for a lower step."
        )
        values = {
            "step": step_named(said.step),
            "pair": topic_label(pair),
            "needs": step_named(said.step - 1),
        }
        raise NothingInReturn(sentence % values)


def _held(ask: Ask) -> Ask:
    """Return the row as it is now, locked; raise AskClosed unless it waits for an answer."""
    rows = Ask.objects.select_for_update().filter(partnership_id=ask.partnership_id, id=ask.id)
    row: Ask = rows.get()
    if row.status != Ask.Status.OPEN:
        raise AskClosed
    return row


def _close(actor: Actor, row: Ask, status: Ask.Status, answer: str, now: datetime) -> Ask:
    row.status, row.answer, row.answered_by_id, row.answered_at = status, answer, actor.person_id, now
    row.save(update_fields=["status", "answer", "answered_by_id", "answered_at"])
    _tell(actor, f"openness.ask_{status.value}", row, now)
    return row


def _tell(actor: Actor, kind: str, row: Ask, now: datetime) -> None:
    record(
        actor,
        kind,
        subject_kind="openness_ask",
        subject_id=row.id,
        partnership=row.partnership_id,
        data={"topic": row.topic, "step": row.step, "owner": str(row.owner_id)},
        at=now,
    )

"""`/partnerships/…/benefit` and `…/benefit-entries`: what each side gains and gives, and another side's word on it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.access import Right
from accounts.queries import PartnershipSeen, partnership_seen
from api.etags import require_match
from api.operation import operation
from api.parameters import PAGING
from api.shapes import Deleted
from api.v1.benefit_shapes import (
    BenefitEntryShape,
    BenefitShape,
    NewBenefitEntry,
    NewWord,
    benefit_record,
    entry_record,
)
from api.view import ResourceView
from projects.openness.gate import steps_for
from projects.pricing.actions.entry_shape import EntrySaid
from projects.pricing.actions.ledger import add_entry, change_entry, confirm_entry, remove_entry
from projects.pricing.queries.entries import entries_seen, entry_seen, own_entry
from projects.pricing.queries.entry_records import EntrySeen
from projects.pricing.queries.ledger import ledger_of

PLACE = "api.benefit"
LOGGED = "Every look at what another party has opened is written down for that party."


class BenefitView(ResourceView):
    tag = "book"

    @operation(
        "get_benefit",
        Right.SEE_BOOK,
        summary="What each party has of the deal, and whether it serves all",
        about=LOGGED,
        answer=BenefitShape,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        seen = partnership_seen(self.actor, partnership)
        found = ledger_of(self.actor, seen, today=self.today, now=self.now, place=PLACE, limit=1)
        return self.one(benefit_record(partnership, found))


class Entries(ResourceView):
    tag = "book"

    def when(self, partnership: UUID) -> dict[str, Any]:
        """What every action takes: the partnership as it is seen, and the time."""
        seen = partnership_seen(self.actor, partnership)
        return {"partnership": seen, "today": self.today, "now": self.now}

    def read(self, when: dict[str, Any], entry_id: UUID) -> EntrySeen:
        return entry_seen(self.actor, entry_id=entry_id, place=PLACE, **when)

    def own(self, when: dict[str, Any], entry_id: UUID) -> EntrySeen:
        return own_entry(self.actor, when["partnership"], entry_id)

    def answer(self, when: dict[str, Any], row: EntrySeen, *, status: int = 200) -> HttpResponse:
        """Answer an entry; its tag changes with the words on it too."""
        steps = steps_for(self.actor, when["partnership"], today=self.today)
        record = entry_record(row, _sides(when["partnership"]), steps)
        return self.one(record, version=_tag(row), status=status)

    def found(self, request: Any, when: dict[str, Any], entry_id: UUID) -> tuple[EntrySeen, int | None]:
        """Return an own entry with the version that the caller has read, None if none was named."""
        row = self.own(when, entry_id)
        matched = require_match(request, _tag(row), needed=False)
        return row, None if matched is None else row.version


class BenefitEntriesView(Entries):
    @operation(
        "list_benefit_entries",
        Right.SEE_BOOK,
        summary="Gains and contributions of all parties as far as they are opened to you, newest day first",
        about=LOGGED,
        answer=BenefitEntryShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        after = self.after()
        place = (date.fromisoformat(after[0]), UUID(after[1])) if after else None
        limit, when = self.query["limit"] + 1, self.when(partnership)
        rows = entries_seen(self.actor, limit=limit, after=place, place=PLACE, **when)
        steps, sides = (
            steps_for(self.actor, when["partnership"], today=self.today),
            _sides(when["partnership"]),
        )
        return self.page(
            rows,
            key=lambda one: [str(one.done_on), str(one.id)],
            shape=lambda one: entry_record(one, sides, steps),
        )

    @operation(
        "create_benefit_entry",
        Right.KEEP_BOOK,
        summary="Write down what your own party gains or gives",
        about="It counts when another party confirms it, which takes that the topic is opened to that party.",
        answer=BenefitEntryShape,
        body=NewBenefitEntry,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        when = self.when(partnership)
        made = add_entry(self.actor, said=_said(self.body()), **when)
        answer = self.answer(when, self.own(when, made.id), status=201)
        answer.headers["Location"] = reverse("api:benefit_entry", args=[partnership, made.id])
        return answer


class BenefitEntryView(Entries):
    @operation(
        "get_benefit_entry",
        Right.SEE_BOOK,
        summary="One entry",
        about=LOGGED,
        answer=BenefitEntryShape,
        conditional=True,
    )
    def get(self, request: Any, partnership: UUID, benefit_entry: UUID) -> HttpResponse:
        when = self.when(partnership)
        return self.answer(when, self.read(when, benefit_entry))

    @operation(
        "change_benefit_entry",
        Right.KEEP_BOOK,
        summary="Change an entry of your own party",
        about="What others have said of it no longer counts. `hourly` without `value` works the amount out anew.",
        answer=BenefitEntryShape,
        body=NewBenefitEntry,
        if_match="possible",
    )
    def patch(self, request: Any, partnership: UUID, benefit_entry: UUID) -> HttpResponse:
        when = self.when(partnership)
        row, version = self.found(request, when, benefit_entry)
        said = _changed(row, self.body(partial=True))
        change_entry(self.actor, entry_id=row.id, said=said, version=version, **when)
        return self.answer(when, self.own(when, row.id))

    @operation(
        "delete_benefit_entry",
        Right.KEEP_BOOK,
        summary="Take an entry of your own party out of the ledger",
        answer=Deleted,
        if_match="possible",
    )
    def delete(self, request: Any, partnership: UUID, benefit_entry: UUID) -> HttpResponse:
        when = self.when(partnership)
        row, version = self.found(request, when, benefit_entry)
        remove_entry(self.actor, entry_id=row.id, version=version, **when)
        return self.deleted(row.id, "benefit_entry")


class ConfirmBenefitEntryView(Entries):
    @operation(
        "confirm_benefit_entry",
        Right.KEEP_BOOK,
        summary="Say whether your own party sees another's entry so too",
        about="409 `entry_passed` if the entry was changed after the `version` that you read. The same again is fine.",
        answer=BenefitEntryShape,
        body=NewWord,
    )
    def post(self, request: Any, partnership: UUID, benefit_entry: UUID) -> HttpResponse:
        when = self.when(partnership)
        confirm_entry(self.actor, entry_id=benefit_entry, place=PLACE, **self.body(), **when)
        return self.answer(when, self.read(when, benefit_entry))


def _tag(row: EntrySeen) -> str:
    return f"{row.version}.{len(row.said)}"


def _sides(seen: PartnershipSeen) -> list[UUID]:
    return [one.id for one in seen.parties]


def _said(body: dict[str, Any]) -> EntrySaid:
    return EntrySaid(**_named(body))


def _changed(row: EntrySeen, body: dict[str, Any]) -> EntrySaid:
    """What stands, with what was sent put in its place; a rate an hour replaces the amount."""
    names = [name for name in EntrySaid.__slots__ if name not in ("hourly", "currency")]
    now = EntrySaid(**{name: getattr(row, name) for name in names})
    if body.get("hourly") is not None and "value" not in body:
        now = replace(now, value=None)
    return replace(now, **_named(body))


def _named(body: dict[str, Any]) -> dict[str, Any]:
    names = {"project": "project_id", "goal": "goal_id"}
    return {names.get(name, name): value for name, value in body.items()}

"""`/feedback-notes`: thanks and friction between your party and another, answered and settled."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.queries import partnership_seen
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices, ids
from api.v1.agreement_versions import NothingMore
from api.v1.feedback_shapes import NewNote, NewNoteAnswer, NoteShape
from api.v1.lists import ListingView
from projects.feedback.actions.notes import NoteSaid, answer_note, say_note, settle_note
from projects.feedback.models import Note
from projects.feedback.queries.listed import NOTES
from projects.feedback.queries.notes import note_row


class Notes(ListingView):
    tag, listing, one_name = "feedback", NOTES, "feedback_note"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | {"answers": json.loads(row["answers"])} for row in rows]

    def row(self, note: UUID) -> Note:
        """Return a note of one's own side in any of the actor's partnerships; raise NotThere."""
        return note_row(partnership_seen(self.actor, self.seen(note)["partnership"]), note)

    def language_of(self, body: dict[str, Any]) -> str:
        return str(body.get("language") or self.facts["language"])


class NotesView(Notes):
    @operation(
        "list_feedback_notes",
        Right.READ,
        summary="Thanks and friction between your party and others, newest first",
        answer=NoteShape,
        listed=True,
        parameters=(
            *PAGING,
            *UPDATED,
            choices("sort", Note.Sort.values, "Only thanks, or only friction."),
            ids("about_id", "Only what is said about these."),
            ids("partnership", "Only in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipNotesView(Notes):
    @operation(
        "say_feedback_note",
        Right.GIVE_FEEDBACK,
        summary="Say thanks for a delivery, a goal or work, or what chafes about it",
        answer=NoteShape,
        body=NewNote,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body = self.body()
        said = NoteSaid(**{**body, "language": self.language_of(body)})
        seen = partnership_seen(self.actor, partnership)
        return self.answer_one(say_note(self.actor, partnership=seen, said=said, now=self.now).id, status=201)


class NoteView(Notes):
    @operation("get_feedback_note", Right.READ, summary="One note with its answers", answer=NoteShape)
    def get(self, request: Any, note: UUID) -> HttpResponse:
        return self.answer_one(note)


class NoteAnswersView(Notes):
    @operation(
        "answer_feedback_note",
        Right.GIVE_FEEDBACK,
        summary="Answer it, from either of its two parties",
        answer=NoteShape,
        body=NewNoteAnswer,
        status=201,
    )
    def post(self, request: Any, note: UUID) -> HttpResponse:
        row, body = self.row(note), self.body()
        language = self.language_of(body)
        answer_note(self.actor, note=row, text=body["text"], language=language, now=self.now)
        return self.answer_one(note, status=201)


class SettleNoteView(Notes):
    @operation(
        "settle_feedback_note",
        Right.GIVE_FEEDBACK,
        summary="Say that a friction is settled",
        answer=NoteShape,
        body=NothingMore,
    )
    def post(self, request: Any, note: UUID) -> HttpResponse:
        row = self.row(note)
        self.body()
        settle_note(self.actor, note=row, now=self.now)
        return self.answer_one(note)

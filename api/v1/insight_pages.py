"""`/insight-pages`: business context in words, read by whom it is for."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import partnership_seen
from api.etags import require_match
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices, ids
from api.v1.agreement_versions import NothingMore
from api.v1.insight_shapes import (
    InsightPageShape,
    InsightUseShape,
    NewArchived,
    NewInsightPage,
    NewInsightUse,
    QuestionShape,
)
from api.v1.lists import ListingView
from projects.insight.actions.pages import (
    CONTENT,
    PageSaid,
    archive_page,
    restore_page,
    save_page,
    write_page,
)
from projects.insight.actions.questions import ask_refresh
from projects.insight.actions.uses import UseSaid, confirm_use
from projects.insight.models import Page, Topic
from projects.insight.queries.listed import PAGES, QUESTIONS, files_by_page
from projects.insight.queries.pages import page_row

FILE = ("id", "name", "media_type", "size")


class Pages(ListingView):
    tag, listing, one_name = "insight", PAGES, "insight_page"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Add the files of a page's rows."""
        found = files_by_page([one["partnership"] for one in rows], [one["id"] for one in rows])
        for one in rows:
            one["files"] = [{name: getattr(file, name) for name in FILE} for file in found.get(one["id"], [])]
        return rows

    def row(self, page: UUID) -> Page:
        """Return a page of any of the actor's partnerships; raise NotThere."""
        return page_row(self.actor, self.seen(page)["partnership"], page)


class InsightPagesView(Pages):
    @operation(
        "list_insight_pages",
        Right.READ,
        summary="Pages of business context that you may read, newest first",
        answer=InsightPageShape,
        listed=True,
        parameters=(
            *PAGING,
            *UPDATED,
            choices("topic", Topic.values, "Only pages about one of these."),
            ids("party", "Only pages of these parties."),
            ids("partnership", "Only pages in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipInsightPagesView(Pages):
    @operation(
        "write_insight_page",
        Right.SHARE_INSIGHT,
        summary="Write a page of your own party's",
        answer=InsightPageShape,
        body=NewInsightPage,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body = {"body": "", **self.body()}
        said = PageSaid(**{**body, "readers": tuple(body.get("readers", ()))})
        seen = partnership_seen(self.actor, partnership)
        row = write_page(self.actor, partnership=seen, said=said, today=self.today, now=self.now)
        return self.answer_one(row.id, status=201)


class InsightPageView(Pages):
    @operation("get_insight_page", Right.READ, summary="One page", answer=InsightPageShape, conditional=True)
    def get(self, request: Any, page: UUID) -> HttpResponse:
        return self.answer_one(page)

    @operation(
        "save_insight_page",
        Right.SHARE_INSIGHT,
        summary="Save a page of your own party's anew",
        about="Every save is a version; the same again changes nothing.",
        answer=InsightPageShape,
        body=NewInsightPage,
        if_match="possible",
    )
    def patch(self, request: Any, page: UUID) -> HttpResponse:
        row = self.row(page)
        version = require_match(request, row.version, needed=False)
        values = {name: getattr(row, name) for name in CONTENT} | self.body(partial=True)
        save_page(
            self.actor,
            partnership=partnership_seen(self.actor, row.partnership_id),
            page=row,
            said=PageSaid(**{**values, "readers": tuple(values["readers"])}),
            version=version,
            today=self.today,
            now=self.now,
        )
        return self.answer_one(page)


class ArchiveInsightPageView(Pages):
    @operation(
        "archive_insight_page",
        Right.SHARE_INSIGHT,
        summary="Archive a page of your own party's, or take it back",
        answer=InsightPageShape,
        body=NewArchived,
    )
    def post(self, request: Any, page: UUID) -> HttpResponse:
        row = self.row(page)
        act = archive_page if self.body()["is_archived"] else restore_page
        act(self.actor, page=row, now=self.now)
        return self.answer_one(page)


class RefreshInsightPageView(Pages):
    @operation(
        "ask_to_refresh",
        Right.SHARE_INSIGHT,
        summary="Ask the owner of a page to refresh it",
        answer=QuestionShape,
        body=NothingMore,
    )
    def post(self, request: Any, page: UUID) -> HttpResponse:
        self.body()
        question = ask_refresh(self.actor, page=self.row(page), now=self.now)
        return self.one(listed_one(QUESTIONS, self.actor, question.id))


class InsightPageUsesView(Pages):
    @operation(
        "confirm_use",
        Right.SHARE_INSIGHT,
        summary="Say what a page of another party's changed",
        answer=InsightUseShape,
        body=NewInsightUse,
        status=201,
    )
    def post(self, request: Any, page: UUID) -> HttpResponse:
        found, body = self.row(page), self.body()
        said = UseSaid(body["text"], body.get("subject_kind", ""), body.get("subject"))
        row = confirm_use(self.actor, page=found, said=said, now=self.now)
        record = {
            "id": row.id,
            "object": "insight_use",
            "party": row.party_id,
            "text": row.text,
            "subject_kind": row.subject_kind,
            "subject": row.subject_id,
            "at": row.at,
        }
        return self._json(record, 201)

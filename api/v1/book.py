"""`/partnerships/…/book` and `/projects/…/book`: prices, and cost and margin as far as they are opened."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import partnership_seen
from api.operation import operation
from api.v1.book_shapes import BookShape, ProjectBookShape, project_record
from api.view import ResourceView
from projects.pricing.queries.bonus import bonus_of
from projects.pricing.queries.book import book_of, project_book
from projects.work.queries.listed import PROJECTS

PLACE = "api.book"


class BookView(ResourceView):
    tag = "book"

    @operation(
        "get_book",
        Right.SEE_BOOK,
        summary="The open book of a partnership",
        about="Every look at what another party has opened is written down for that party.",
        answer=BookShape,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        seen = partnership_seen(self.actor, partnership)
        book = book_of(self.actor, seen, today=self.today, now=self.now, place=PLACE)
        projects = [project_record(one) for one in book.projects]
        return self.one(
            {"id": partnership, "object": "book", "partnership": partnership, "projects": projects}
        )


class ProjectBookView(ResourceView):
    tag = "book"

    @operation(
        "get_project_book",
        Right.SEE_BOOK,
        summary="The open book of a project",
        about="Every look at what another party has opened is written down for that party.",
        answer=ProjectBookShape,
    )
    def get(self, request: Any, project: UUID) -> HttpResponse:
        partnership = listed_one(PROJECTS, self.actor, project)["partnership"]
        seen = partnership_seen(self.actor, partnership)
        _book, one = project_book(self.actor, seen, project, today=self.today, now=self.now, place=PLACE)
        bonus = bonus_of(partnership, one.outturn.terms, today=self.today)
        return self.one(project_record(one, bonus))

"""`/insight-pages/…/files` and `/insight-files`: files of a page, sent and read as their bytes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from api.operation import operation
from api.parameters import Parameter
from api.parsers import FileParser, NotBytes
from api.shapes import Deleted
from api.v1.insight_pages import FILE, Pages
from api.v1.insight_shapes import InsightFileShape
from api.view import ResourceView
from projects.insight.actions.files import add_file, remove_file
from projects.insight.downloads import download
from projects.insight.files.types import MEDIA_TYPES
from projects.insight.models import Attachment
from projects.insight.queries.pages import file_anywhere

LONGEST = 200
KINDS = "What it is, its bytes say: text, CSV, PDF, PNG, JPEG, WebP and Office documents without macros, of at most 10 MB."


def _name(text: str) -> str:
    if not 0 < len(text) <= LONGEST:
        raise ValueError(text)
    return text


NAME = Parameter(
    "name",
    _name,
    _("Give at most 200 characters."),
    {"type": "string", "maxLength": LONGEST},
    "The file's name. It is cleaned, and ends by what the file is.",
    default="file",
)


class InsightPageFilesView(Pages):
    parser_classes = [FileParser]
    sent = b""

    @operation(
        "add_insight_file",
        Right.SHARE_INSIGHT,
        summary="Put a file with a page of your own party",
        about=KINDS,
        answer=InsightFileShape,
        parameters=(NAME,),
        status=201,
        sends_file=True,
    )
    def post(self, request: Any, page: UUID) -> HttpResponse:
        row = self.row(page)
        if request.content_type != FileParser.media_type:
            raise NotBytes
        _read = request.data  # puts the bytes on `sent`
        made = add_file(self.actor, page=row, name=self.query["name"], data=self.sent, now=self.now)
        answer = self._json({name: getattr(made, name) for name in FILE}, 201)
        answer.headers["Location"] = reverse("api:insight_file", args=[made.id])
        return answer


class InsightFileView(ResourceView):
    tag = "insight"

    @operation(
        "get_insight_file",
        Right.READ,
        summary="The bytes of a file, as a download",
        answer=InsightFileShape,
        gives_file=True,
        file_types=MEDIA_TYPES,
    )
    def get(self, request: Any, attachment: UUID) -> HttpResponse:
        return download(self._row(attachment))

    @operation(
        "remove_insight_file",
        Right.SHARE_INSIGHT,
        summary="Take a file of your own party away",
        about="Its bytes are gone for good; its name stays in the page's history.",
        answer=Deleted,
    )
    def delete(self, request: Any, attachment: UUID) -> HttpResponse:
        remove_file(self.actor, attachment=self._row(attachment), now=self.now)
        return self.deleted(attachment, "insight_file")

    def _row(self, attachment: UUID) -> Attachment:
        return file_anywhere(self.actor, attachment)

"""The base of every resource: deny by default, the door around the handler, one way to answer."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.actor import Actor
from accounts.doors import entered, entered_to_ask
from accounts.keys import is_use_due, note_use
from api import paging
from api.errors import Unreadable
from api.etags import etag, not_modified
from api.idempotency import done_once
from api.jsontext import json_bytes
from api.limited import let_in
from api.limits import buckets_of
from api.operation import Operation
from api.parameters import read_query
from api.problems import Fault
from api.renderers import AlwaysJSON
from api.schema import PortalSchema

Shaping = Callable[[Any], dict[str, Any]]
ALWAYS_GIVEN = ("id", "object")


class ResourceView(APIView):
    """Handlers are `get`, `post`, `patch` and `delete`, each marked with its operation (`api.operation`).

    `self.actor` is inside the door, `self.query` holds the checked parameters, `self.body()` the checked body and
    `self.now` the time of the whole request.
    """

    tag: ClassVar[str] = ""
    schema = PortalSchema()
    content_negotiation_class = AlwaysJSON
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Leave the transaction to the door: what a handler raises passes through it and takes everything back."""
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """DRF's own, but for the door: it stands open around the handler and nothing else."""
        self.args, self.kwargs, self.headers = args, kwargs, {"Vary": "Authorization, Accept-Language"}
        self.request = self.initialize_request(request, *args, **kwargs)
        self.now = timezone.now()
        try:
            self.initial(self.request, *args, **kwargs)
            self._count_rows()
            response = self._enter(kwargs)
        except Exception as error:
            response = self.handle_exception(error)
        self.response = self.finalize_response(self.request, response, *args, **kwargs)
        self._say_deprecated()
        return self.response

    def _say_deprecated(self) -> None:
        if self.operation and self.operation.deprecated:
            for name, value in self.operation.deprecated.headers.items():
                before = self.response.headers.get(name) if name == "Link" else None
                self.response.headers[name] = f"{before}, {value}" if before else value

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """DRF's own, without formats, versions and throttles to choose from: there is one way to answer."""
        self.perform_authentication(request)
        self.check_permissions(request)

    def perform_authentication(self, request: Request) -> None:
        """Know who calls, and count the call before anything else is done for it; raises TooMany."""
        super().perform_authentication(request)
        if isinstance(request.user, Actor):
            let_in(request._request, buckets_of(request.user))

    def _count_rows(self) -> None:
        """Count what a body of many rows costs beyond one request; the door is not open yet."""
        more = self.marked.cost(self.request.data) - 1 if self.marked.cost else 0
        if more:
            let_in(self.request._request, buckets_of(self.actor), cost=more)

    def _enter(self, kwargs: dict[str, Any]) -> Any:
        with self._door(kwargs.get("partnership")):
            note_use(self.actor, self.facts, now=self.now)
            self.query = read_query(self.marked.parameters, self.request.query_params)
            self._check_fields()
            return self._answer(kwargs)

    def _door(self, partnership_id: UUID | None) -> AbstractContextManager[Actor]:
        """One for single questions where nothing else is asked and nothing written; else one with a transaction."""
        if self.marked.asks_singly and not is_use_due(self.facts, now=self.now):
            presumption = getattr(self.request._request, "presumption", None)
            return entered_to_ask(self.actor, partnership_id=partnership_id, presumption=presumption)
        return entered(self.actor, partnership_id=partnership_id)

    def _answer(self, kwargs: dict[str, Any]) -> HttpResponse:
        def do() -> HttpResponse:
            return cast(HttpResponse, self._handler()(self.request, **kwargs))  # type: ignore[misc]

        if self.request.method != "POST":
            return do()
        return done_once(self.request, self.actor, now=self.now, do=do)

    def _handler(self) -> Callable[..., Any] | None:
        return getattr(self, (self.request.method or "").lower(), None)

    @cached_property
    def operation(self) -> Operation | None:
        return getattr(self._handler(), "operation", None)

    @property
    def marked(self) -> Operation:
        """The operation, where the permission has made sure that there is one."""
        return cast(Operation, self.operation)

    @cached_property
    def actor(self) -> Actor:
        return cast(Actor, self.request.user)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the database knows of the key."""
        return cast("dict[str, Any]", self.request.auth)

    @property
    def today(self) -> date:
        """The day it is where the key's maker lives."""
        return self.now.astimezone(ZoneInfo(self.facts["time_zone"])).date()

    def body(self, *, partial: bool = False) -> dict[str, Any]:
        """Return the checked body; with `partial` only what was sent."""
        serializer = cast("type[Serializer[Any]]", self.marked.body)(data=self.request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        return cast("dict[str, Any]", serializer.validated_data)

    def one(
        self, record: dict[str, Any], *, version: int | str | None = None, status: int = 200
    ) -> HttpResponse:
        """Answer one record, with its version as a strong ETag; 304 if the reader has it already."""
        if version is None:
            return self._json(record, status)
        unchanged = not_modified(self.request, version) if self.request.method in {"GET", "HEAD"} else None
        if unchanged is not None:
            return unchanged
        return self._json(self.chosen(record), status, {"ETag": etag(version)})

    def page(
        self,
        rows: Sequence[Any],
        *,
        key: Callable[[Any], Sequence[Any]],
        shape: Shaping,
    ) -> HttpResponse:
        """Answer a page; `rows` hold one row more than the limit when there is a next page."""
        fingerprint = self.bound()
        body = paging.page_of(
            rows,
            limit=self.query["limit"],
            shape=self._shaping(shape),
            cursor=lambda row: paging.write_cursor(fingerprint, key(row)),
        )
        return self.ready_page(body)

    def _shaping(self, shape: Shaping) -> Shaping:
        return shape if self.query.get("fields") is None else lambda row: self.chosen(shape(row))

    def ready_page(self, body: dict[str, Any]) -> HttpResponse:
        """Answer a ready page, with the Link header when more follows."""
        following = body["next_cursor"] if body["has_more"] else None
        headers = {"Link": paging.next_link(self.request, following)} if following else {}
        return self._json(body, 200, headers)

    def after(self) -> list[Any] | None:
        """Return the sort values that the cursor says to go on after; None at the beginning."""
        text = self.query["cursor"]
        return None if text is None else paging.read_cursor(text, self.bound())

    def deleted(self, row_id: UUID, kind: str) -> HttpResponse:
        return self._json({"id": row_id, "object": kind, "deleted": True}, 200)

    def bound(self) -> str:
        """Return the fingerprint that ties a cursor to this question."""
        return paging.bound(self.marked.id, [self.actor.organization_id, *self.kwargs.values()], self.query)

    def chosen(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return the record cut down to the fields that were asked for."""
        if self.query.get("fields") is None:
            return record
        kept = {*self.query["fields"], *ALWAYS_GIVEN}
        return {name: value for name, value in record.items() if name in kept}

    def _check_fields(self) -> None:
        wanted = self.query.get("fields")
        if wanted is not None and not set(wanted) <= set(self.marked.answer().fields):
            raise Unreadable(Fault("unknown_field", _("There is no such field here."), parameter="fields"))

    def _json(self, data: Any, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
        return HttpResponse(json_bytes(data), status=status, content_type="application/json", headers=headers)

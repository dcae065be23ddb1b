"""`/…/external/{source}/{external_id}`: a record by what one of the own organization's systems calls it.

PUT makes what is not there and changes what is; with `id` it links a record that is there to the external id. DELETE
takes the external id away and leaves the record.
"""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from api.errors import Unreadable
from api.etags import require_match
from api.links import drop_name, hold_source, record_called, require_far_sight, set_names, tell_link
from api.names import WISH_ID, WISH_SOURCE, Called, plain_external_id, plain_source
from api.operation import operation
from api.problems import Fault
from api.shapes import Shape
from api.v1.external_refusals import AlreadyThere, ExternalIdTaken, NotYetThere, RecordNotHere
from api.view import ResourceView
from partnership.kit.errors import NotThere

View = TypeVar("View", bound=type["ByExternalId"])
PUTTING = """
What is left out stays as it is; where there is nothing yet, everything that making one needs must be said. With `id` the
external id leads to that record from now on (201 the first time), and what else is said changes it. 409
`external_id_taken` when it leads to another record already: take it away there first.
"""
LINKING = """
It can't be made here: say the `id` of the one that you mean, and the external id leads to it from now on (201 the first
time). 409 `external_id_taken` when it leads to another one already: take it away there first.
"""


class UnlinkedShape(Shape):
    """What is left of an external id; the record is as it was."""

    object = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    external_id = serializers.CharField()
    record = serializers.UUIDField(allow_null=True, help_text="Where it led; null if that was gone.")
    deleted = serializers.BooleanField()


class Named:
    """Records as programs with names of their own make and change them: a resource's own view comes first and brings these."""

    def seen(self, row_id: UUID) -> dict[str, Any]:
        """Return the record as it is answered; raise NotThere."""
        raise NotImplementedError

    def make(self, body: dict[str, Any]) -> UUID:
        """Make what a whole body says; return its id."""
        raise NotImplementedError

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change what a body names of a record."""
        raise NotImplementedError

    def version_of(self, row: dict[str, Any]) -> int | str:
        return cast(int, row["version"])


class ByExternalId(Named, ResourceView):
    """One record by its external id; the resource's own view brings `answer_one` too. What is only linked is not made."""

    kind: ClassVar[str]

    def answer_one(self, row_id: UUID, *, status: int = 200) -> HttpResponse:
        """Answer the record as it stands now."""
        raise NotImplementedError

    def answer_called(self, name: Called) -> HttpResponse:
        """Answer the record that is called so; raise NotThere."""
        found = record_called(self.actor, self.kind, name)
        if found is None:
            raise NotThere
        return self.answer_one(found)

    def put_called(self, name: Called) -> HttpResponse:
        """Make, change or link the record that is to be called so."""
        hold_source(self.actor, self.kind, name.source)
        row, body = self._row_called(name), self.body(partial=True)
        self._require_conditions(row)
        wanted = body.pop("id", None)
        if wanted is not None:
            return self._link(name, row, wanted, body)
        if row is None:
            return self._made(name, self.make(self.body()))
        self.change(row, body)
        return self.answer_one(row["id"])

    def drop_called(self, name: Called) -> HttpResponse:
        """Take the external id away; raise NotThere where there is none."""
        hold_source(self.actor, self.kind, name.source)
        record_id = record_called(self.actor, self.kind, name)
        if record_id is None:
            raise NotThere
        row = self._row_called(name)
        drop_name(self.actor, self.kind, name)
        tell_link(self.actor, "removed", self.kind, name, record_id, now=self.now)
        left = {**name._asdict(), "record": row["id"] if row else None, "deleted": True}
        return self.one({"object": "external_id", **left})

    def _row_called(self, name: Called) -> dict[str, Any] | None:
        """Return the record that is called so; None where there is none, or where it is gone: then the id is free.

        Raises OutOfReach where a key that is kept to one partnership can't tell.
        """
        found = record_called(self.actor, self.kind, name)
        try:
            return None if found is None else self.seen(found)
        except NotThere:
            require_far_sight(self.facts)
            return None

    def _require_conditions(self, row: dict[str, Any] | None) -> None:
        headers = self.request.headers
        if row is None and headers.get("If-Match") is not None:
            raise NotYetThere
        if row is not None:
            if headers.get("If-None-Match", "").strip() == "*":
                raise AlreadyThere
            require_match(self.request, str(self.version_of(row)), needed=False)

    def _link(
        self, name: Called, row: dict[str, Any] | None, wanted: UUID, body: dict[str, Any]
    ) -> HttpResponse:
        if row is not None and row["id"] != wanted:
            raise ExternalIdTaken
        try:
            seen = self.seen(wanted)
        except NotThere as error:
            raise RecordNotHere from error
        if body:
            self.change(seen, body)
        if row is not None:
            return self.answer_one(wanted)
        answer = self._made(name, wanted)
        tell_link(self.actor, "linked", self.kind, name, wanted, now=self.now)
        return answer

    def _made(self, name: Called, row_id: UUID) -> HttpResponse:
        set_names(self.actor, self.kind, name.source, {name.external_id: row_id}, now=self.now)
        return self.answer_one(row_id, status=201)


def by_external_id(
    noun: str,
    *,
    answer: Any,
    body: Any,
    right: Right,
    read: Right = Right.READ,
    about: str = PUTTING,
    problems: tuple[int, ...] = (),
) -> Callable[[View], View]:
    """Give a view its three operations; `noun` is the resource in words, as in "work entry"."""
    word = noun.replace(" ", "_")
    putting: dict[str, Any] = {"answer": answer, "body": body, "about": about, "problems": problems}

    def give(view: View) -> View:
        view.get = _get(word, noun, read, answer)  # type: ignore[attr-defined]
        view.put = _put(word, noun, right, putting)  # type: ignore[attr-defined]
        view.delete = _delete(word, noun, right)  # type: ignore[attr-defined]
        return view

    return give


def _get(word: str, noun: str, right: Right, answer: Any) -> Callable[..., HttpResponse]:
    @operation(
        f"get_{word}_by_external_id",
        right,
        summary=f"One {noun} by your own id",
        answer=answer,
        conditional=True,
    )
    def get(self: ByExternalId, request: Any, source: str, external_id: str) -> HttpResponse:
        return self.answer_called(_name(source, external_id))

    return get


def _put(word: str, noun: str, right: Right, putting: dict[str, Any]) -> Callable[..., HttpResponse]:
    @operation(
        f"put_{word}_by_external_id",
        right,
        summary=f"Make, change or link one {noun} by your own id",
        if_match="possible",
        upserts=True,
        **putting,
    )
    def put(self: ByExternalId, request: Any, source: str, external_id: str) -> HttpResponse:
        return self.put_called(_name(source, external_id))

    return put


def _delete(word: str, noun: str, right: Right) -> Callable[..., HttpResponse]:
    @operation(
        f"delete_{word}_external_id",
        right,
        summary=f"Take your own id of one {noun} away; the record stays",
        answer=UnlinkedShape,
    )
    def delete(self: ByExternalId, request: Any, source: str, external_id: str) -> HttpResponse:
        return self.drop_called(_name(source, external_id))

    return delete


def _name(source: str, external_id: str) -> Called:
    faults = []
    for name, read, wish, text in (
        ("source", plain_source, WISH_SOURCE, source),
        ("external_id", plain_external_id, WISH_ID, external_id),
    ):
        try:
            read(text)
        except ValueError:
            faults.append(Fault("invalid_external_id", wish, parameter=name))
    if faults:
        raise Unreadable(*faults)
    return Called(source, external_id)

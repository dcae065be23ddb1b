"""`/search`: what the key's owner could find on the portal's search page, best first by kind."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.access import Right
from accounts.queries import partnerships_seen
from api.errors import Unreadable
from api.operation import operation
from api.parameters import Parameter, choices, ids
from api.problems import Fault
from api.shapes import Record
from api.view import ResourceView
from partnership.kit.fulltext import MOST_CHARACTERS, NO_WORD, Sought, sought
from projects.activity.searching import Hit, search, searched_kinds

MOST, USUAL = 50, 10


def _words(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise ValueError(text)
    return text


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= MOST and len(text) <= 2):
        raise ValueError(text)
    return int(text)


PARAMETERS = (
    Parameter(
        "q",
        _words,
        _("Give at most 200 characters."),
        {"type": "string", "maxLength": MOST_CHARACTERS},
        'Words, "phrases" between quotation marks, and a minus before what to leave out. Needed.',
        default="",
    ),
    choices("kind", [one.name for one in searched_kinds()], "Only these kinds."),
    ids("partnership", "Only in these partnerships."),
    Parameter(
        "limit",
        _limit,
        _("Give a whole number from 1 to 50."),
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        "How many hits of each kind there are at most.",
        default=USUAL,
    ),
)


class HitShape(Record):
    """One thing that was found; `object` is its kind, and `page` the path where it stands in the portal."""

    partnership = serializers.UUIDField()
    title = serializers.CharField()
    text = serializers.CharField(help_text="Some words around what was found; may be empty.")
    place = serializers.CharField(help_text="Where it belongs, such as a project; may be empty.")
    party = serializers.UUIDField(allow_null=True, help_text="Whose it is, if it is one side's.")
    day = serializers.DateField(allow_null=True)
    page = serializers.CharField()


class SearchView(ResourceView):
    tag = "search"

    @operation(
        "search",
        Right.READ,
        summary="What is found in all that you can read, by kind, best first",
        about="At most `limit` hits of each kind. `has_more` says that there are others: ask for one kind, or add a word.",
        answer=HitShape,
        listed=True,
        parameters=PARAMETERS,
    )
    def get(self, request: Any) -> HttpResponse:
        partnerships = partnerships_seen(self.actor, self.query["partnership"] or None)
        groups = search(
            self.actor,
            partnerships,
            self._sought(),
            kinds=self.query["kind"],
            limit=self.query["limit"],
            today=self.today,
        )
        return self.ready_page(
            {
                "data": [shape(hit) for group in groups for hit in group.hits],
                "has_more": any(group.has_more for group in groups),
                "next_cursor": None,
            }
        )

    def _sought(self) -> Sought:
        found = sought(self.query["q"])
        if found is None:
            raise Unreadable(Fault("no_word", NO_WORD, parameter="q"))
        return found


def shape(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "object": hit.kind,
        "partnership": hit.partnership.id,
        "title": hit.name,
        "text": hit.excerpt,
        "place": hit.place,
        "party": hit.party.id if hit.party else None,
        "day": hit.on_day,
        "page": hit.url,
    }

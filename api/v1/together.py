"""`/partnerships/…/together`: hours that the sides have put into knowing each other. All read them, each writes its own."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.queries import partnership_seen
from api.fields import Choice, Day, Hours, Strict, Text
from api.operation import operation
from api.parameters import PAGING
from api.shapes import Deleted, Record, decimal
from api.view import ResourceView
from projects.pricing.actions.together import SharedSaid, add_shared, remove_shared
from projects.pricing.models import Shared
from projects.pricing.queries.together import SharedSeen, shared_on_page


class SharedShape(Record):
    """Hours put in by one side; of the sort `departure`, hours that went when somebody left."""

    created_at = serializers.DateTimeField()
    party = serializers.UUIDField()
    sort = serializers.ChoiceField(Shared.Sort.values)
    text = serializers.CharField()
    done_on = serializers.DateField()
    hours = decimal(2)


class NewShared(Strict):
    sort = Choice(Shared.Sort.values)
    text = Text(max_length=300)
    done_on = Day()
    hours = Hours()


class TogetherView(ResourceView):
    tag = "book"

    @operation(
        "list_built_together",
        Right.READ,
        summary="What the sides have built together, newest day first",
        answer=SharedShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        after = self.after()
        place = (date.fromisoformat(after[0]), UUID(after[1])) if after else None
        rows = shared_on_page(partnership, after=place, limit=self.query["limit"] + 1)
        return self.page(rows, key=lambda one: [str(one.done_on), str(one.id)], shape=_shape)

    @operation(
        "create_built_together",
        Right.LOG_WORK,
        summary="Write down what your own side has put in",
        answer=SharedShape,
        body=NewShared,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        seen = partnership_seen(self.actor, partnership)
        row = add_shared(
            self.actor,
            partnership=seen,
            said=SharedSaid(**self.body()),
            today=self.today,
            now=self.now,
        )
        row.refresh_from_db()
        return self._json(_shape(row), 201)


class SharedView(ResourceView):
    tag = "book"

    @operation(
        "delete_built_together", Right.LOG_WORK, summary="Take a line of your own side away", answer=Deleted
    )
    def delete(self, request: Any, partnership: UUID, shared: UUID) -> HttpResponse:
        seen = partnership_seen(self.actor, partnership)
        remove_shared(self.actor, partnership=seen, shared_id=shared, now=self.now)
        return self.deleted(shared, "built_together")


def _shape(row: Shared | SharedSeen) -> dict[str, Any]:
    return {
        "id": row.id,
        "object": "built_together",
        "created_at": row.created_at,
        "party": row.party_id,
        "sort": row.sort,
        "text": row.text,
        "done_on": row.done_on,
        "hours": f"{row.hours:f}",
    }

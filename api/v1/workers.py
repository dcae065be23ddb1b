"""`/workers`: the people of one's own side as its hours name them, and which of them the other sides see by name."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from api.fields import Strict, YesNo
from api.operation import operation
from api.parameters import PAGING, ids, yes_or_no
from api.shapes import Record
from api.v1.lists import ListingView
from projects.work.actions.workers import name_worker
from projects.work.models import Worker
from projects.work.queries.listed import WORKERS

NAMED = "Whether the person has agreed that the other sides see them by name; else they see the role alone."


class WorkerShape(Record):
    """A person of your own side in one partnership; made by the first hours that name them."""

    partnership = serializers.UUIDField()
    label = serializers.CharField(help_text="As your own hours name the person.")  # type: ignore[assignment]
    is_named = serializers.BooleanField(help_text=NAMED)


class WorkerChange(Strict):
    is_named = YesNo(help_text=NAMED)


class Workers(ListingView):
    tag, listing, one_name = "work entries", WORKERS, "worker"


class WorkersView(Workers):
    @operation(
        "list_workers",
        Right.READ,
        summary="The people of your own side, in all partnerships or in some",
        answer=WorkerShape,
        listed=True,
        parameters=(
            *PAGING,
            ids("partnership", "Only people in these partnerships."),
            yes_or_no("is_named", "Only who is seen by name, or only who is not."),
        ),
        asks_singly=True,
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class WorkerView(Workers):
    @operation("get_worker", Right.READ, summary="One person of your own side", answer=WorkerShape)
    def get(self, request: Any, worker: UUID) -> HttpResponse:
        return self.one(self.seen(worker))

    @operation(
        "name_worker",
        Right.LOG_WORK,
        summary="Let the other sides see a person by name, or by role alone again",
        answer=WorkerShape,
        body=WorkerChange,
    )
    def patch(self, request: Any, worker: UUID) -> HttpResponse:
        seen, body = self.seen(worker), self.body()
        row = Worker.objects.get(partnership_id=seen["partnership"], id=worker)
        name_worker(self.actor, worker=row, now=self.now, **body)
        return self.one(self.seen(worker))

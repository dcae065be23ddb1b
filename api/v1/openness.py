"""`/partnerships/…/openness`, `/openness-grants`, `/openness-asks`, `/openness-readings`: who may see how much."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.listing import listed, listed_one
from accounts.queries import partnership_seen
from api.operation import operation
from api.parameters import PAGING, choices, ids
from api.v1.agreement_versions import NothingMore
from api.v1.lists import ListingView
from api.v1.openness_shapes import (
    TOPICS,
    AskShape,
    GrantShape,
    NewAnswer,
    NewAsk,
    NewStep,
    OpennessReadingShape,
)
from projects.openness.actions.asking import AskSaid, answer_ask, ask, withdraw_ask
from projects.openness.actions.closing import close_topic
from projects.openness.models import Ask
from projects.openness.queries.asks import ask_row
from projects.openness.queries.grants import grant_row
from projects.openness.queries.listed import ASKS, GRANTS, READINGS
from projects.openness.steps import Step, Topic


class OpennessView(ListingView):
    tag, listing, one_name = "openness", GRANTS, ""

    @operation(
        "list_openness",
        Right.READ,
        summary="What the parties have open to each other now",
        about="Opened by what every party signs: POST to `/agreements` with the kind `openness`.",
        answer=GrantShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        rows = listed(
            GRANTS,
            self.actor,
            limit=self.query["limit"] + 1,
            after=self.after(),
            partnerships=[partnership],
            filters={"in_force_on": self.today},
        )
        return self.page(rows, key=lambda row: [str(row[name]) for name in GRANTS.order], shape=dict)


class CloseGrantView(ListingView):
    tag, listing, one_name = "openness", GRANTS, ""

    @operation(
        "close_topic",
        Right.KEEP_BOOK,
        summary="Close what your own party has opened, wholly or to a lower step",
        about="From now on; what was signed stays. Cost and margin close together. Answers what is open after it.",
        answer=GrantShape,
        body=NewStep,
    )
    def post(self, request: Any, grant: UUID) -> HttpResponse:
        row = grant_row(self.seen(grant)["partnership"], grant)
        left = close_topic(self.actor, grant=row, step=Step(self.body()["step"]), now=self.now)
        return self.one(self.seen(left.id))


class Asks(ListingView):
    tag, listing, one_name = "openness", ASKS, "openness_ask"

    def row(self, ask_id: UUID) -> Ask:
        """Return a question of any of the actor's partnerships; raise NotThere."""
        return ask_row(self.seen(ask_id)["partnership"], ask_id)

    def answer_ask(self, ask_id: UUID, *, status: int = 200) -> HttpResponse:
        answer = self.one(listed_one(ASKS, self.actor, ask_id), status=status)
        if status == 201:
            answer.headers["Location"] = f"/api/v1/openness-asks/{ask_id}"
        return answer


class AsksView(Asks):
    @operation(
        "list_openness_asks",
        Right.READ,
        summary="Questions between parties in all your partnerships, newest first",
        answer=AskShape,
        listed=True,
        parameters=(
            *PAGING,
            choices("status", Ask.Status.values, "Only questions with one of these states."),
            ids("owner", "Only questions to these parties."),
            ids("partnership", "Only questions in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipAsksView(Asks):
    @operation(
        "ask_for_openness",
        Right.KEEP_BOOK,
        summary="Ask another party to open a topic",
        answer=AskShape,
        body=NewAsk,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body = self.body()
        said = AskSaid(
            owner=body["owner"],
            topic=Topic(body["topic"]),
            step=Step(body["step"]),
            because=body["because"],
            gives=Step(body.get("gives", 0)),
        )
        seen = partnership_seen(self.actor, partnership)
        row = ask(self.actor, partnership=seen, said=said, today=self.today, now=self.now)
        return self.answer_ask(row.id, status=201)


class AskView(Asks):
    @operation("get_openness_ask", Right.READ, summary="One question", answer=AskShape)
    def get(self, request: Any, ask: UUID) -> HttpResponse:
        return self.answer_ask(ask)


class AnswerAskView(Asks):
    @operation(
        "answer_openness_ask",
        Right.KEEP_BOOK,
        summary="Answer a question to your own party",
        about="A yes opens nothing yet: put the table forward with the kind `openness`.",
        answer=AskShape,
        body=NewAnswer,
    )
    def post(self, request: Any, ask: UUID) -> HttpResponse:
        row, body = self.row(ask), self.body()
        answer_ask(self.actor, ask=row, is_yes=body["is_yes"], answer=body.get("answer", ""), now=self.now)
        return self.answer_ask(ask)


class WithdrawAskView(Asks):
    @operation(
        "withdraw_openness_ask",
        Right.KEEP_BOOK,
        summary="Take your own party's question back",
        answer=AskShape,
        body=NothingMore,
    )
    def post(self, request: Any, ask: UUID) -> HttpResponse:
        row = self.row(ask)
        self.body()
        withdraw_ask(self.actor, ask=row, now=self.now)
        return self.answer_ask(ask)


class OpennessReadingsView(ListingView):
    tag, listing, one_name = "openness", READINGS, ""

    @operation(
        "list_openness_readings",
        Right.READ,
        summary="Who looked at what your own party has opened, newest hour first",
        answer=OpennessReadingShape,
        listed=True,
        parameters=(
            *PAGING,
            choices("topic", TOPICS, "Only looks at these topics."),
            ids("partnership", "Only looks in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()

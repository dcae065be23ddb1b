"""`/questions`: asked between parties, with whose turn it is."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import PartnershipSeen, partnership_seen
from api.operation import operation
from api.parameters import PAGING, ids
from api.v1.agreement_versions import NothingMore
from api.v1.insight_shapes import NewQuestion, NewReply, QuestionShape, QuestionWholeShape
from api.v1.lists import ListingView
from projects.insight.actions.questions import QuestionSaid, ask_question, close_question, reply
from projects.insight.models import Question
from projects.insight.queries.figures import FigureSeen, figure_seen
from projects.insight.queries.listed import QUESTIONS
from projects.insight.queries.pages import page_row
from projects.insight.queries.questions import posts_of, question_row


class Questions(ListingView):
    tag, listing, one_name = "insight", QUESTIONS, "question"

    def row(self, question: UUID) -> Question:
        """Return a question of any of the actor's partnerships; raise NotThere."""
        return question_row(self.actor, self.seen(question)["partnership"], question)

    def answer_question(self, question: UUID, *, status: int = 200) -> HttpResponse:
        """Answer a question with everything that was said."""
        record, row = listed_one(QUESTIONS, self.actor, question), self.row(question)
        posts = [
            {"party": one.party_id, "sort": one.sort, "text": one.text, "at": one.at} for one in posts_of(row)
        ]
        answer = self.one({**record, "posts": posts}, version=row.version, status=status)
        if status == 201:
            answer.headers["Location"] = f"/api/v1/questions/{question}"
        return answer


class QuestionsView(Questions):
    @operation(
        "list_questions",
        Right.READ,
        summary="Questions between parties in all your partnerships, newest first",
        answer=QuestionShape,
        listed=True,
        parameters=(
            *PAGING,
            ids("turn", "Only questions that wait for these parties."),
            ids("page", "Only questions about these pages."),
            ids("partnership", "Only questions in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipQuestionsView(Questions):
    @operation(
        "ask_question",
        Right.SHARE_INSIGHT,
        summary="Ask another party",
        answer=QuestionWholeShape,
        body=NewQuestion,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body, seen = self.body(), partnership_seen(self.actor, partnership)
        page = page_row(self.actor, partnership, body["page"]) if "page" in body else None
        figure = self._figure(seen, body["key_figure"]) if "key_figure" in body else None
        about = page or figure
        said = QuestionSaid(
            owner=about.party_id if about else body["owner"],
            title=body["title"],
            text=body.get("text", ""),
            page=page,
            figure_id=figure.id if figure else None,
            subject_kind=body.get("subject_kind", ""),
            subject_id=body.get("subject"),
        )
        row = ask_question(self.actor, partnership=seen, said=said, now=self.now)
        return self.answer_question(row.id, status=201)

    def _figure(self, seen: PartnershipSeen, figure: UUID) -> FigureSeen:
        """Return a key figure that is open to the caller; raise NotThere for a closed one as for none."""
        return figure_seen(self.actor, seen, figure, today=self.today, now=self.now, place="api.questions")


class QuestionView(Questions):
    @operation(
        "get_question", Right.READ, summary="One question", answer=QuestionWholeShape, conditional=True
    )
    def get(self, request: Any, question: UUID) -> HttpResponse:
        return self.answer_question(question)


class ReplyQuestionView(Questions):
    @operation(
        "reply_to_question",
        Right.SHARE_INSIGHT,
        summary="Answer or ask on, when it is your party's turn",
        answer=QuestionWholeShape,
        body=NewReply,
    )
    def post(self, request: Any, question: UUID) -> HttpResponse:
        reply(self.actor, question=self.row(question), text=self.body()["text"], now=self.now)
        return self.answer_question(question)


class CloseQuestionView(Questions):
    @operation(
        "close_question",
        Right.SHARE_INSIGHT,
        summary="Close a question of your own party's",
        answer=QuestionWholeShape,
        body=NothingMore,
    )
    def post(self, request: Any, question: UUID) -> HttpResponse:
        row = self.row(question)
        self.body()
        close_question(self.actor, question=row, now=self.now)
        return self.answer_question(question)

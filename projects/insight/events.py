"""How the events of insight are told; a title comes from here at reading time, to those who read its page."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording
from projects.insight.models import Audience, Figure, Page, Question


def page_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return titles of pages that both sides read."""
    rows = Page.objects.filter(id__in=list(ids), audience=Audience.PARTNERSHIP, archived_at=None)
    return dict((yield from asked(rows.values_list("id", "title"))))


def page_address(partnership: PartnershipSeen, page_id: UUID) -> str:
    """Return a page."""
    return reverse("insight:page", kwargs={"partnership": partnership.id, "page": page_id})


def question_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return questions that are not about a page of fewer readers."""
    rows = Question.objects.filter(id__in=list(ids)).exclude(
        page__audience__in=[Audience.NAMED, Audience.DRAFT]
    )
    return dict((yield from asked(rows.values_list("id", "title"))))


def question_address(partnership: PartnershipSeen, question_id: UUID) -> str:
    """Return a question."""
    return reverse("insight:question", kwargs={"partnership": partnership.id, "question": question_id})


def figure_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return names of the own organization's figures."""
    return dict((yield from asked(Figure.objects.filter(id__in=list(ids)).values_list("id", "name"))))


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, (sentence, icon) in PAGES.items():
        register_wording(kind, Wording(sentence, icon, page_names, page_address))
    for kind, (sentence, icon) in QUESTIONS.items():
        register_wording(kind, Wording(sentence, icon, question_names, question_address))
    for kind, (sentence, icon) in FIGURES.items():
        register_wording(kind, Wording(sentence, icon, figure_names))
    for kind, (sentence, icon) in APART.items():
        register_wording(f"{kind}_apart", Wording(sentence, icon))


PAGES = {
    "insight.page_written": (_("%(who)s wrote a page of business context: %(what)s"), "plus"),
    "insight.page_saved": (_("%(who)s saved a page of business context anew: %(what)s"), "pencil"),
    "insight.page_withheld": (_("%(who)s keeps a page of business context to fewer readers"), "lock"),
    "insight.page_archived": (_("%(who)s archived a page of business context"), "folder"),
    "insight.page_restored": (_("%(who)s took an archived page back: %(what)s"), "history"),
    "insight.file_added": (_("%(who)s put a file with the page %(what)s"), "upload"),
    "insight.file_removed": (_("%(who)s took a file of the page %(what)s away"), "minus"),
    "insight.used": (_("%(who)s said what the page %(what)s changed"), "circle-check"),
}
QUESTIONS = {
    "insight.question_asked": (_("%(who)s asked: %(what)s"), "send"),
    "insight.question_asked_on": (_("%(who)s asked on: %(what)s"), "send"),
    "insight.question_answered": (_("%(who)s answered: %(what)s"), "circle-check"),
    "insight.question_closed": (_("%(who)s closed the question: %(what)s"), "check"),
    "insight.refresh_asked": (_("%(who)s asked to refresh the page %(what)s"), "send"),
    "insight.refreshed": (_("%(who)s refreshed the page %(what)s"), "circle-check"),
}
FIGURES = {
    "insight.figure_added": (_("%(who)s added the key figure %(what)s"), "plus"),
    "insight.figure_changed": (_("%(who)s changed the key figure %(what)s"), "pencil"),
    "insight.figure_archived": (_("%(who)s archived the key figure %(what)s"), "folder"),
    "insight.figure_restored": (_("%(who)s took the key figure %(what)s back"), "history"),
    "insight.values_recorded": (_("%(who)s wrote down values of the key figure %(what)s"), "pencil"),
}
# About pages that not everybody reads: in the own organization's book, without a title.
APART = {
    "insight.page_written": (_("%(who)s wrote a page of business context for few readers"), "lock"),
    "insight.page_saved": (_("%(who)s saved a page for few readers anew"), "lock"),
    "insight.page_archived": (_("%(who)s archived a page for few readers"), "lock"),
    "insight.page_restored": (_("%(who)s took an archived page for few readers back"), "lock"),
    "insight.file_added": (_("%(who)s put a file with a page for few readers"), "lock"),
    "insight.file_removed": (_("%(who)s took a file of a page for few readers away"), "lock"),
    "insight.used": (_("%(who)s said what a page for few readers changed"), "lock"),
    "insight.question_asked": (_("%(who)s asked about a page for few readers"), "lock"),
    "insight.question_asked_on": (_("%(who)s asked on about a page for few readers"), "lock"),
    "insight.question_answered": (_("%(who)s answered about a page for few readers"), "lock"),
    "insight.question_closed": (_("%(who)s closed a question about a page for few readers"), "lock"),
    "insight.refresh_asked": (_("%(who)s asked to refresh a page for few readers"), "lock"),
    "insight.refreshed": (_("%(who)s refreshed a page for few readers"), "lock"),
}

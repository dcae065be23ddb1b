"""How the events of work are told; names come from here at reading time, as far as the reader may see."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording
from projects.work.models import Deliverable, ImportBatch, Project, WorkEntry


def project_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return projects' names by id."""
    return dict((yield from asked(Project.objects.filter(id__in=list(ids)).values_list("id", "name"))))


def deliverable_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return deliverables' names by id."""
    return dict((yield from asked(Deliverable.objects.filter(id__in=list(ids)).values_list("id", "name"))))


def entry_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return the names of the projects that entries belong to, by the entries' ids."""
    return dict(
        (yield from asked(WorkEntry.objects.filter(id__in=list(ids)).values_list("id", "project__name")))
    )


def import_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return the names of one's own side's files by import; the other side's stay unnamed."""
    return dict(
        (yield from asked(ImportBatch.objects.filter(id__in=list(ids)).values_list("id", "file_name")))
    )


def project_address(partnership: PartnershipSeen, project_id: UUID) -> str:
    """Return the page of a project."""
    return reverse("work:project", kwargs={"partnership": partnership.id, "project": project_id})


def import_address(partnership: PartnershipSeen, batch_id: UUID) -> str:
    """Return the page of an import."""
    return reverse("work:import", kwargs={"partnership": partnership.id, "batch": batch_id})


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, (sentence, icon) in PROJECT_KINDS.items():
        register_wording(kind, Wording(sentence, icon, project_names, project_address))
    for kind, (sentence, icon) in DELIVERABLE_KINDS.items():
        register_wording(kind, Wording(sentence, icon, deliverable_names))
    for kind, (sentence, icon) in ENTRY_KINDS.items():
        register_wording(kind, Wording(sentence, icon, entry_names))
    for kind, (sentence, icon) in IMPORT_KINDS.items():
        register_wording(kind, Wording(sentence, icon, import_names, import_address))


PROJECT_KINDS = {
    "work.project_created": (_("%(who)s began the project %(what)s"), "folder"),
    "work.project_changed": (_("%(who)s changed the project %(what)s"), "pencil"),
    "work.project_finished": (_("%(who)s finished the project %(what)s"), "circle-check"),
    "work.project_reopened": (_("%(who)s took the project %(what)s up again"), "folder"),
    "work.hours_approved": (_("%(who)s approved hours of %(what)s: %(entries)s rows"), "circle-check"),
    "work.approval_withdrawn": (
        _("%(who)s took the approval of hours of %(what)s back: %(entries)s rows"),
        "history",
    ),
    "work.entries_written": (_("%(who)s logged or changed hours on %(what)s: %(entries)s rows"), "clock"),
    "work.terms_agreed": (_("The agreed terms stand in the project %(what)s"), "circle-check"),
}
DELIVERABLE_KINDS = {
    "work.deliverable_added": (_("%(who)s planned the deliverable %(what)s"), "calendar"),
    "work.deliverable_changed": (_("%(who)s changed the deliverable %(what)s"), "pencil"),
    "work.deliverable_delivered": (_("%(who)s handed over %(what)s"), "package-check"),
}
ENTRY_KINDS = {
    "work.entry_logged": (_("%(who)s logged hours on %(what)s"), "clock"),
    "work.entry_changed": (_("%(who)s changed hours on %(what)s"), "pencil"),
    "work.entry_deleted": (_("%(who)s took hours away"), "minus"),
    "work.worker_named": (_("%(who)s shows a person by name"), "user"),
    "work.worker_unnamed": (_("%(who)s shows a person by role again"), "user"),
}
IMPORT_KINDS = {
    "work.entries_imported": (_("%(who)s brought in a work log: %(entries)s rows"), "upload"),
    "work.import_undone": (_("%(who)s undid an import: %(entries)s rows"), "history"),
    "work.import_stopped": (_("An import broke off again and again and was set aside"), "triangle-alert"),
}

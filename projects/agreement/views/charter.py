"""The charter: its page, the five steps in which the sides write it together, and proposing it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import NotThere
from projects.agreement import charter as kind
from projects.agreement.actions.drafts import discard_draft, propose_draft, save_draft
from projects.agreement.charter import STEPS, Step, step_of
from projects.agreement.charter_forms import FieldsForm
from projects.agreement.queries.charter import charter_copy, charter_seen
from projects.agreement.queries.charter_summary import summary_of
from projects.agreement.queries.drafts import WorkingCopy, mark_of
from projects.agreement.refusals import PartnershipEnded
from projects.agreement.send_forms import SendForm, WordForm
from projects.agreement.telling import told


@require_safe
def charter(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """The charter in force; before there is one, how far the sides have come with writing it."""
    context = {
        "charter": charter_seen(request.partnership, today=timezone.localdate()),
        "may_write": request.actor.may(Right.PLAN) and request.partnership.status == "active",
        "step_count": len(STEPS),
    }
    return page(request, "agreement/charter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def charter_step(request: PortalRequest, partnership: UUID, step: int) -> HttpResponse:
    """One of the five steps: what stands in it, whoever wrote it, to write on."""
    here, copy = _open_step(request, step), charter_copy(request.partnership)
    form = FieldsForm(
        request.POST or None,
        fields=here.fields,
        values=copy.values,
        sides=request.partnership.parties,
        split=("contacts",),
    )
    if attempted(form, lambda: _save(request, here, form)):
        return _onward(request, partnership, here)
    return page(request, "agreement/charter_step.html", _step_context(request, here, copy, form))


@require_http_methods(["GET", "HEAD", "POST"])
def charter_summary(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """All that the draft says, what is still missing, and proposing it."""
    request.actor.require(Right.PLAN, request.partnership)
    form = WordForm(request.POST or None)
    sent = SendForm(request.POST or None)
    made = attempted(
        form,
        lambda: propose_draft(
            request.actor,
            partnership=request.partnership,
            kind=kind.NAME,
            subject_id=partnership,
            now=timezone.now(),
            word=form.cleaned_data["word"],
            **sent.read(),
        ),
    )
    if made and made.value:
        return see_other("agreement:agreement", partnership=partnership, agreement=made.value.agreement_id)
    summary = summary_of(request.partnership, today=timezone.localdate())
    if summary.copy.draft is None and not form.errors:
        return see_other("agreement:charter", partnership=partnership)
    return page(
        request, "agreement/charter_summary.html", {"form": form, "summary": summary, "key": sent.carried_key}
    )


@require_POST
def charter_discard(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Let go of the draft and begin again from what is proposed or in force."""
    discard_draft(
        request.actor,
        partnership=request.partnership,
        kind=kind.NAME,
        subject_id=partnership,
        seen=SendForm(request.POST).read()["seen_draft"],
        now=timezone.now(),
    )
    return see_other("agreement:charter", partnership=partnership)


def _open_step(request: PortalRequest, number: int) -> Step:
    request.actor.require(Right.PLAN, request.partnership)
    step = step_of(number)
    if step is None:
        raise NotThere
    # Who was writing when it ended gets the form back with the refusal, and nothing typed is lost.
    if request.method != "POST" and request.partnership.status != "active":
        raise PartnershipEnded
    return step


def _save(request: PortalRequest, step: Step, form: FieldsForm) -> object:
    return save_draft(
        request.actor,
        partnership=request.partnership,
        kind=kind.NAME,
        subject_id=request.partnership.id,
        step=step,
        values=form.values(),
        seen=request.POST.get("seen", ""),
        now=timezone.now(),
    )


def _onward(request: PortalRequest, partnership: UUID, step: Step) -> HttpResponse:
    if request.POST.get("then") == "stop":
        return see_other("agreement:charter", partnership=partnership)
    if step.number == len(STEPS):
        return see_other("agreement:charter_summary", partnership=partnership)
    return see_other("agreement:charter_step", partnership=partnership, step=step.number + 1)


def _step_context(
    request: PortalRequest, step: Step, copy: WorkingCopy, form: FieldsForm
) -> dict[str, object]:
    stands = step.part_of(copy.values)
    mark = mark_of(stands)
    is_passed = request.method == "POST" and request.POST.get("seen") != mark
    return {
        "form": form,
        "step": step,
        "way": [(one, one.is_written(copy.values)) for one in STEPS],
        "copy": copy,
        "mark": mark,
        "beside": told(step.fields, stands) if is_passed else None,
        "is_passed": is_passed,
    }

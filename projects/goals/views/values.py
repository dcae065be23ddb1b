"""Values between check-ins: by hand, or from a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.uploads import LimitedUpload, is_too_large
from projects.goals.actions.files import SENTENCES, BadFile, read_value_file
from projects.goals.actions.readings import record_readings
from projects.goals.forms.checking import FileForm, HandForm
from projects.goals.forms.fields import placed
from projects.goals.models import Goal, Reading
from projects.goals.queries.links import linked_measures
from projects.goals.queries.rows import goal_row
from projects.goals.queries.seen import goal_seen
from projects.goals.views.open import require_in_force

LARGEST = 1024 * 1024
# A file that is too large is told so; what is far larger is not even taken in.
MOST_TAKEN = 25 * LARGEST


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def values(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """Write values down with their source, or bring them in as a file.

    The handlers must stand before anything reads the body, the token's check included.
    """
    row = goal_row(partnership, goal)
    request.actor.require(Right.CHECK_IN, row)
    require_in_force(row)
    request.upload_handlers = [LimitedUpload(request, largest=MOST_TAKEN)]
    return _values(request, row)


@csrf_protect
def _values(request: PortalRequest, row: Goal) -> HttpResponse:
    today = timezone.localdate()
    seen = goal_seen(row.partnership_id, row.id, as_of=today)
    is_file = request.method == "POST" and "what" in request.POST and request.POST["what"] == "file"
    linked = linked_measures(row.partnership_id, [one.id for one in seen.measures])
    hand = HandForm(
        None if is_file else request.POST or None, goal=seen, linked=linked, initial={"read_on": today}
    )
    file = FileForm(request.POST, request.FILES) if is_file else FileForm()
    if is_file and is_too_large(request):
        file.errors.clear()
        file.add_error("log", SENTENCES["too_large"])
    problems: list[object] = []
    done = _brought(request, file, row, problems) if is_file else _written(request, hand, row)
    if done is not None:
        said = ngettext("%(count)s new value.", "%(count)s new values.", done) % {"count": done}
        messages.success(request, said)
        return see_other("goals:goal", partnership=row.partnership_id, goal=row.id)
    context = {"hand": hand, "file": file, "goal": seen, "problems": problems}
    return page(request, "goals/values.html", context)


def _written(request: PortalRequest, form: HandForm, row: Goal) -> int | None:
    made = attempted(
        form,
        lambda: placed(
            form,
            lambda: record_readings(
                request.actor,
                goal=row,
                readings=form.readings(form.cleaned_data["read_on"]),
                source_kind=Reading.Source.HAND,
                source_name=form.cleaned_data["source_name"],
                today=timezone.localdate(),
                now=timezone.now(),
            ),
        ),
    )
    return None if made.value is None else len(made.value)


def _brought(request: PortalRequest, form: FileForm, row: Goal, problems: list[object]) -> int | None:
    def bring() -> list[Reading]:
        file = form.cleaned_data["log"]
        return read_value_file(
            request.actor,
            goal=row,
            data=file.read(LARGEST + 1),
            source_name=form.cleaned_data["file_source"] or file.name,
            today=timezone.localdate(),
            now=timezone.now(),
        )

    def told() -> list[Reading]:
        try:
            return bring()
        except BadFile as bad:
            problems.extend(bad.problems)
            bad.on_field = "log"
            raise

    made = attempted(form, told)
    return None if made.value is None else len(made.value)

"""Files of a page: taken in with a limit, and given out to be kept, never to be shown or run here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, see_other
from partnership.kit.answers import page as answered
from partnership.kit.uploads import LimitedUpload, is_too_large
from projects.insight.actions.files import LARGEST, add_file, remove_file
from projects.insight.downloads import download
from projects.insight.forms.pages import FileForm
from projects.insight.models import Attachment, Page
from projects.insight.queries.pages import file_row, page_row
from projects.insight.refusals import FILE_SENTENCES, NotYourPage


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def file_new(request: PortalRequest, partnership: UUID, page: UUID) -> HttpResponse:
    """Put a file with a page. The handlers must stand before anything reads the body, the token's check included."""
    row = page_row(request.actor, partnership, page)
    request.actor.require(Right.SHARE_INSIGHT, row)
    if row.party_id != request.actor.party_id(partnership):
        raise NotYourPage
    request.upload_handlers = [LimitedUpload(request, largest=LARGEST)]
    return _file_new(request, row)


@csrf_protect
def _file_new(request: PortalRequest, row: Page) -> HttpResponse:
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    if is_sent and is_too_large(request):
        form.errors.clear()
        form.add_error("file", str(FILE_SENTENCES["too_large"]))
    if attempted(form, lambda: _keep(request, form, row)):
        messages.success(request, _("The file is kept."))
        return see_other("insight:page", partnership=row.partnership_id, page=row.id)
    return answered(request, "insight/file_form.html", {"form": form, "row": row})


def _keep(request: PortalRequest, form: FileForm, row: Page) -> Attachment:
    file = form.cleaned_data["file"]
    return add_file(
        request.actor,
        page=row,
        name=file.name,
        data=file.read(LARGEST + 1),
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )


@require_safe
def file(request: PortalRequest, partnership: UUID, attachment: UUID) -> HttpResponse:
    """Give out a file to be kept."""
    row = file_row(request.actor, partnership, attachment)
    return download(row)


@require_POST
def file_remove(request: PortalRequest, partnership: UUID, attachment: UUID) -> HttpResponse:
    """Take a file of the own side's away."""
    row = file_row(request.actor, partnership, attachment)
    page = remove_file(request.actor, attachment=row, now=timezone.now())
    messages.success(request, _("The file is gone."))
    return see_other("insight:page", partnership=partnership, page=page.id)

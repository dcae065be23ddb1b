"""The signed address where a mail provider reports what came back. Whoever holds it may say so of any address."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.requests import OpenRequest
from partnership.kit.returned import LARGEST, Returned, read_returned
from partnership.kit.signing import seal, unseal
from projects.digests.reported import NotReadable, read_report
from projects.digests.returns import NOTED, take_returned
from projects.digests.words import absolute

RETURNS = "letters.returns"
LASTS = timedelta(days=400)


def returns_address(*, now: datetime) -> str:
    """The address to give to a mail provider; it holds until a year and a month from now."""
    return absolute(reverse("digests:returns", args=[seal(RETURNS, "provider", expires_at=now + LASTS)]))


@csrf_exempt  # the token is the proof, and a provider has no cookie
@login_not_required
@require_POST
def returns(request: OpenRequest, token: str) -> HttpResponse:
    """Take what the provider reports: JSON, or one message as it came (message/rfc822)."""
    now = timezone.now()
    unseal(RETURNS, token, now=now)
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return JsonResponse({"code": "too_large", "detail": f"At most {LARGEST} bytes."}, status=413)
    try:
        found = _found(request, body)
    except NotReadable:
        return JsonResponse({"code": "not_readable", "detail": "See docs/running.md."}, status=400)
    outcomes = [take_returned(one, now=now, is_vouched=True) for one in found]
    noted = outcomes.count(NOTED)
    return JsonResponse({"noted": noted, "ignored": len(outcomes) - noted})


def _found(request: OpenRequest, body: bytes) -> list[Returned]:
    if request.content_type == "message/rfc822":
        return list(filter(None, [read_returned(body)]))
    return read_report(body)

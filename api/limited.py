"""What a caller sees of the limits: two headers on every answer, and 429 with the time to wait."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api.buckets import Verdict
from api.limits import Bucket, take
from api.problems import CODES, Fault
from partnership.kit.errors import Refused

USED_UP: dict[str, str | Promise] = {
    "key": _("This key has asked as often as it may."),
    "organization": _("The keys of your organization have together asked as often as they may."),
    "address": _("Too much came without a living key from this address."),
}


class TooMany(Refused):
    message = CODES[429][1]
    code, status = CODES[429][0], 429

    def __init__(self, verdict: Verdict, cost: int) -> None:
        super().__init__()
        self.headers = {"Retry-After": str(verdict.wait_seconds)}
        self.faults = tuple(
            Fault("quota_used_up", USED_UP[policy.name], header="RateLimit") for policy in verdict.short(cost)
        )


def let_in(request: HttpRequest, buckets: Sequence[Bucket], *, cost: int = 1) -> None:
    """Take the request out of its buckets and remember how they stand for the headers; raises TooMany."""
    verdict = take(buckets, cost=cost)
    request.limits = verdict  # type: ignore[attr-defined]
    if verdict.wait:
        raise TooMany(verdict, cost)


def is_counted(request: HttpRequest) -> bool:
    return hasattr(request, "limits")


def headers_of(request: HttpRequest) -> dict[str, str]:
    """Return RateLimit-Policy (the buckets) and RateLimit (what is left, and when they are full again)."""
    verdict: Verdict = request.limits  # type: ignore[attr-defined]
    rules = [f'"{one.policy.name}";q={one.policy.quota};w={one.policy.seconds}' for one in verdict.levels]
    state = [f'"{one.policy.name}";r={one.left};t={one.full_in}' for one in verdict.levels]
    return {"RateLimit-Policy": ", ".join(rules), "RateLimit": ", ".join(state)}

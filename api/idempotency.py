"""A POST that is sent twice is done once: its answer is kept with the business it did, in the same transaction.

The key belongs to the API key that sent it, so nobody else's can collide with it or be answered from it. A refused
request keeps nothing: it did nothing, and may be sent again.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import orjson
from django.db import connection
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from accounts.actor import Actor
from api.errors import Unreadable
from api.models import KeptAnswer
from api.problems import Fault
from partnership.kit.errors import Refused

KEPT_FOR = timedelta(hours=48)
KEPT_HEADERS = ("Location", "ETag")
NAME = re.compile(r"[\x21-\x7e]{1,255}")
A_SWEEP = 100


class StillRunning(Refused):
    message = _(
        "The first request with this Idempotency-Key is still running. Wait a moment, then send it again."
    )
    code = "idempotency_key_in_flight"
    status = 409


class KeyReused(Refused):
    message = _("This Idempotency-Key was sent with another request before. Use a new one for each request.")
    code = "idempotency_key_reused"
    status = 422


def done_once(
    request: Request, actor: Actor, *, now: datetime, do: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return the answer of `do`, or the kept one if this very request was answered before.

    Raises StillRunning, KeyReused, and Unreadable for a name that is none. Without the header it only does.
    """
    name = request.headers.get("Idempotency-Key")
    if name is None:
        return do()
    if not NAME.fullmatch(name):
        wish = _("Give 1 to 255 visible characters without spaces.")
        raise Unreadable(Fault("invalid_header", wish, header="Idempotency-Key"))
    _lock(actor, name)
    fingerprint = _fingerprint(request)
    kept = _kept(actor, name, now)
    if kept is not None:
        return _again(kept, fingerprint)
    answer = do()
    _keep(actor, name, fingerprint, answer, now)
    return answer


def _lock(actor: Actor, name: str) -> None:
    """Hold the name until the transaction ends; a second request at the same time does not wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{actor.key_id} {name}"]
        )
        if not cursor.fetchone()[0]:
            raise StillRunning


def _fingerprint(request: Request) -> bytes:
    said = [request.method, request.path, request.data]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()


def _kept(actor: Actor, name: str, now: datetime) -> KeptAnswer | None:
    found: KeptAnswer | None = KeptAnswer.objects.filter(
        organization_id=actor.organization_id,
        credential_id=actor.key_id,
        name=name,
        created_at__gt=now - KEPT_FOR,
    ).first()
    return found


def _again(kept: KeptAnswer, fingerprint: bytes) -> HttpResponse:
    if bytes(kept.fingerprint) != fingerprint:
        raise KeyReused
    headers = {**kept.headers, "Idempotent-Replayed": "true"}
    return HttpResponse(
        bytes(kept.body), status=kept.status, content_type="application/json", headers=headers
    )


def _keep(actor: Actor, name: str, fingerprint: bytes, answer: HttpResponse, now: datetime) -> None:
    mine = KeptAnswer.objects.filter(organization_id=actor.organization_id)
    old = mine.filter(created_at__lte=now - KEPT_FOR).order_by("created_at")
    mine.filter(id__in=list(old.values_list("id", flat=True)[:A_SWEEP])).delete()
    mine.filter(credential_id=actor.key_id, name=name).delete()
    KeptAnswer.objects.create(
        organization_id=actor.organization_id,
        credential_id=actor.key_id,
        name=name,
        fingerprint=fingerprint,
        status=answer.status_code,
        headers={header: answer.headers[header] for header in KEPT_HEADERS if header in answer.headers},
        # What is shown once is not in what is kept.
        body=getattr(answer, "kept_content", answer.content),
        created_at=now,
    )

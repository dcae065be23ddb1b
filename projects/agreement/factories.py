"""Proposals for tests: they go through the same action as a form, for a kind of their own that any test can sign.

`register()` makes the kind known; the room's tests do so by themselves, others call it once.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.doors import entered
from accounts.queries import partnership_seen
from partnership.kit.errors import Refused
from partnership.kit.ids import new_id
from projects.agreement.actions.proposals import put_forward
from projects.agreement.actions.signing import sign
from projects.agreement.fields import Field, Type, Values
from projects.agreement.kinds import Kind, Put, register_kind
from projects.agreement.models import Agreement, Version
from projects.agreement.queries.seen import newest_number

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLAIN: Values = {
    "text": "Studio Nord builds the checkout.",
    "day": "2026-12-08",
    "hours": "120",
    "price": {"amount": "90000", "currency": "SEK"},
}

taken_effect: list[Put] = []
"""What came into force since `register`, in order: once each, whoever signed last."""


class BadNote(Refused):
    message = "Nobody can agree on that."
    code = "bad_note"
    status = 422


def _check(actor: Actor, put: Put) -> None:
    if put.values["text"] == "impossible":
        raise BadNote


def _home(partnership_id: UUID, subject_id: UUID) -> str:
    return reverse("overview:home", kwargs={"partnership": partnership_id})


def _amount(values: Values) -> Decimal | None:
    return Decimal(values["price"]["amount"]) if values.get("price") else None


NOTE = Kind(
    name="note",
    label=_("Note"),
    fields=(
        Field("text", "Text", Type.PROSE),
        Field("day", _("Day"), Type.DAY),
        Field("hours", _("Hours"), Type.HOURS),
        Field("price", "Price", Type.MONEY),
    ),
    name_of=lambda values: (
        f"{_('Note')}: {(values.get('text') or '-').splitlines()[0][:60]}"
        if values.get("text")
        else str(_("Note"))
    ),
    check=_check,
    put_in_force=lambda actor, put: taken_effect.append(put),
    page=_home,
    form=_home,
    amount=_amount,
)


def register() -> None:
    """Make the kind known and forget what came into force."""
    taken_effect.clear()
    register_kind(NOTE)


def proposed(
    actor: Actor,
    partnership_id: UUID,
    *,
    subject_id: UUID | None = None,
    values: Mapping[str, Any] | None = None,
    now: datetime = NOW,
    word: str = "",
    kind: str = NOTE.name,
    seen: int | None = None,
) -> Version:
    """Put a note forward as the actor; `values` change the plain ones. The same subject again amends or counters."""
    subject_id = subject_id or new_id()
    said = {**PLAIN, **(values or {})} if kind == NOTE.name else (values or {})
    with entered(actor, partnership_id=partnership_id):
        return put_forward(
            actor,
            partnership=partnership_seen(actor, partnership_id),
            kind=kind,
            subject_id=subject_id,
            values=said,
            seen=newest_number(partnership_id, kind, subject_id) if seen is None else seen,
            word=word,
            now=now,
        )


def signed(actor: Actor, version: Version, *, now: datetime = NOW) -> Version:
    """Sign a version as the actor, with the text as it is now."""
    with entered(actor, partnership_id=version.partnership_id):
        row = Version.objects.get(partnership_id=version.partnership_id, id=version.id)
        return sign(actor, version=row, seen_hash=row.content_hash, now=now)


def agreed(actors: Iterable[Actor], partnership_id: UUID, **said: Any) -> Version:
    """Put a note forward as the first actor and sign it as every one of them: it is in force."""
    people = list(actors)
    version = proposed(people[0], partnership_id, **said)
    for actor in people:
        version = signed(actor, version, now=said.get("now", NOW))
    return version


def subject_of(version: Version) -> UUID:
    """Return what a version is about, so that the next one can be about the same (inside an open door)."""
    return Agreement.objects.get(partnership_id=version.partnership_id, id=version.agreement_id).subject_id

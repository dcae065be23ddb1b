"""`/agreements/…/versions`: one proposal whole; sign, decline or withdraw it, change it or answer it with another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import partnership_seen
from api.fields import Strict, Text, Tree, Whole
from api.operation import operation
from api.parameters import whole
from api.problems import Fault
from api.v1.agreement_shapes import AgreementVersionShape, tag_of
from api.v1.agreement_shapes import whole as shape
from api.v1.proposing import proposed
from api.view import ResourceView
from partnership.kit.errors import NotThere, Refused
from projects.agreement.actions.reminding import remind
from projects.agreement.actions.signing import decline, sign, withdraw
from projects.agreement.models import Version
from projects.agreement.queries.listed import AGREEMENTS
from projects.agreement.queries.records import AgreementSeen, VersionSeen
from projects.agreement.queries.seen import agreement_seen, version_row

AGAINST = whole(
    "against", "Say what differs from the version with this number; else from the one it answers or changes."
)


class NextVersion(Strict):
    """`seen` is the number of the newest version that you have read: 409 if there is a newer one."""

    values = Tree(help_text="All of them, as `/agreement-kinds` says.")
    word = Text(required=False, allow_blank=True, max_length=2000, help_text="A word with it, not signed.")
    seen = Whole(min_value=1, max_value=1_000_000)


class NewSignature(Strict):
    content_hash = Text(
        min_length=64, max_length=64, help_text="Of the version as you have read it: 409 if it was changed."
    )


class Refusal(Strict):
    reason = Text(max_length=2000, help_text="The other side reads it.")


class NothingMore(Strict):
    """An empty body: {}."""


class Versions(ResourceView):
    """Finds versions by agreement and number, and answers one as it stands now."""

    tag = "agreements"

    def answer_version(self, version: Version, *, status: int = 200) -> HttpResponse:
        """Answer a version that was just written or changed."""
        found = agreement_seen(version.partnership_id, version.agreement_id)
        seen = _numbered(found, version.number)
        against = _before(found, seen)
        answer = self.one(shape(found, seen, against=against), version=tag_of(seen, against), status=status)
        if status == 201:
            address = reverse("api:agreement_version", args=[found.id, seen.number])
            answer.headers["Location"] = address
        return answer

    def agreement(self, agreement_id: UUID) -> AgreementSeen:
        """Return an agreement of any of the actor's partnerships; raise NotThere."""
        row = listed_one(AGREEMENTS, self.actor, agreement_id)
        return agreement_seen(row["partnership"], agreement_id)

    def row(self, agreement_id: UUID, number: int) -> Version:
        """Return the row that a change is about; raise NotThere."""
        found = self.agreement(agreement_id)
        return version_row(found.partnership_id, _numbered(found, number).id)


class AgreementVersionsView(Versions):
    @operation(
        "put_forward_version",
        Right.READ,  # the action asks for the right of the kind
        summary="Change your own side's proposal, or answer the other's with a counter-proposal",
        about="A slip of the pen is put right in the version itself and keeps its signatures; anything else is a new one.",
        answer=AgreementVersionShape,
        body=NextVersion,
        status=201,
    )
    def post(self, request: Any, agreement: UUID) -> HttpResponse:
        body, found = self.body(), self.agreement(agreement)
        with named_values():
            version = proposed(
                self.actor,
                partnership_seen(self.actor, found.partnership_id),
                found.kind,
                found.subject_id,
                {
                    "values": body["values"],
                    "word": body.get("word", ""),
                    "seen": body["seen"],
                    "now": self.now,
                },
            )
        return self.answer_version(version, status=201)


class AgreementVersionView(Versions):
    @operation(
        "get_agreement_version",
        Right.READ,
        summary="One version: values, text, differences, signatures",
        answer=AgreementVersionShape,
        parameters=(AGAINST,),
        conditional=True,
    )
    def get(self, request: Any, agreement: UUID, number: int) -> HttpResponse:
        found, wanted = self.agreement(agreement), self.query["against"]
        seen = _numbered(found, number)
        against = _before(found, seen) if wanted is None else _numbered(found, wanted)
        return self.one(shape(found, seen, against=against), version=tag_of(seen, against))


class SignVersionView(Versions):
    @operation(
        "sign_version",
        Right.SIGN,
        summary="Sign a version for your side",
        about="With the last side's signature it is in force at once. A key of an organization can't sign: `person_signs`.",
        answer=AgreementVersionShape,
        body=NewSignature,
    )
    def post(self, request: Any, agreement: UUID, number: int) -> HttpResponse:
        seen_hash = self.body()["content_hash"]
        row = self.row(agreement, number)
        return self.answer_version(sign(self.actor, version=row, seen_hash=seen_hash, now=self.now))


class DeclineVersionView(Versions):
    @operation(
        "decline_version",
        Right.SIGN,
        summary="Say no to the other side's proposal, and why",
        answer=AgreementVersionShape,
        body=Refusal,
    )
    def post(self, request: Any, agreement: UUID, number: int) -> HttpResponse:
        reason = self.body()["reason"]
        row = self.row(agreement, number)
        return self.answer_version(decline(self.actor, version=row, reason=reason, now=self.now))


class WithdrawVersionView(Versions):
    @operation(
        "withdraw_version",
        Right.READ,  # the action asks for the right of the kind
        summary="Take your own side's proposal back",
        answer=AgreementVersionShape,
        body=NothingMore,
    )
    def post(self, request: Any, agreement: UUID, number: int) -> HttpResponse:
        self.body()
        row = self.row(agreement, number)
        return self.answer_version(withdraw(self.actor, version=row, now=self.now))


class RemindView(Versions):
    @operation(
        "remind_of_version",
        Right.READ,  # the action asks for the right of the kind
        summary="Remind everybody who may sign a version and has not",
        about="Once a day for each version, whoever asks: 409 `reminded_today`. Silence never counts as consent.",
        answer=AgreementVersionShape,
        body=NothingMore,
    )
    def post(self, request: Any, agreement: UUID, number: int) -> HttpResponse:
        self.body()
        row = self.row(agreement, number)
        remind(self.actor, version=row, today=self.today, now=self.now)
        return self.answer_version(row)


@contextmanager
def named_values(where: str = "/values") -> Iterator[None]:
    """Point a refusal of values at the place in the body: "measures.0.target" stands at /values/measures/0/target."""
    try:
        yield
    except Refused as refusal:
        if refusal.on_field:
            pointer = f"{where}/{refusal.on_field.replace('.', '/')}"
            refusal.faults = (Fault(refusal.code, str(refusal), pointer=pointer),)  # type: ignore[attr-defined]
        raise


def _numbered(agreement: AgreementSeen, number: int) -> VersionSeen:
    found = next((one for one in agreement.versions if one.number == number), None)
    if found is None:
        raise NotThere
    return found


def _before(agreement: AgreementSeen, version: VersionSeen) -> VersionSeen | None:
    """What a version is compared with unless somebody asks otherwise."""
    return agreement.version(version.answers_id or version.changes_id)

"""What agreements and their versions look like to programs."""

from typing import Any, get_args
from uuid import UUID

import orjson
from django.utils.translation import get_language
from rest_framework import serializers

from api.shapes import Record, Shape, Versioned
from projects.agreement.kinds import kind_named
from projects.agreement.models import Status
from projects.agreement.queries.records import AgreementSeen, VersionSeen
from projects.agreement.telling import Difference, How, differences

NEWEST = [Status.OPEN, Status.SIGNED, Status.DECLINED, Status.WITHDRAWN]
"""What the newest version of a subject can be; the others have a newer one."""


class AgreementShape(Versioned):
    """One subject that takes every party's signature: a charter, a goal, a project's terms. `version` counts its steps."""

    partnership = serializers.UUIDField()
    kind = serializers.CharField(help_text="See `/agreement-kinds`.")
    subject = serializers.UUIDField(help_text="What it is about; the partnership itself for a charter.")
    title = serializers.CharField(help_text="Of the newest version, in the caller's language.")
    status = serializers.ChoiceField([one.value for one in NEWEST], help_text="Of the newest version.")
    in_force = serializers.IntegerField(allow_null=True, help_text="Number of the version that holds now.")
    open = serializers.IntegerField(allow_null=True, help_text="Number of the version that waits.")
    newest = serializers.IntegerField(help_text="Number of the newest version: what you have `seen`.")
    waiting = serializers.ListField(
        child=serializers.UUIDField(), help_text="Parties whose signatures are not all there."
    )


class VersionShortShape(Record):
    """One proposal in short."""

    number = serializers.IntegerField()
    status = serializers.ChoiceField(Status.values)
    title = serializers.CharField()
    party = serializers.UUIDField(help_text="Who put it forward.")
    proposed_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    content_hash = serializers.CharField()


class AgreementWholeShape(AgreementShape):
    versions = VersionShortShape(many=True)


class ByShape(Shape):
    """Who did it, for which party; no person where a key of an organization did."""

    party = serializers.UUIDField()
    name = serializers.CharField()


class SignatureShape(ByShape):
    person = serializers.UUIDField()
    signed_at = serializers.DateTimeField()


class CorrectionShape(ByShape):
    """A slip of the pen put right without a new version: what stood there before."""

    corrected_at = serializers.DateTimeField()
    values_before = serializers.DictField()


class NeedShape(Shape):
    """How many people of a party must sign."""

    party = serializers.UUIDField()
    people = serializers.IntegerField()


class DifferenceShape(Shape):
    """One difference in words, in the caller's language."""

    path = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField(help_text="Alone, with the row it stands in.")
    before = serializers.CharField(help_text="Empty where it was added.")
    after = serializers.CharField(help_text="Empty where it was removed.")
    how = serializers.ChoiceField(get_args(How))


class VersionLinkShape(Shape):
    """Where the version stands in the partnership's chain."""

    number = serializers.IntegerField()
    hash = serializers.CharField()


class AgreementVersionShape(VersionShortShape):
    """One proposal, whole. `content_hash` is what one signs."""

    partnership = serializers.UUIDField()
    agreement = serializers.UUIDField()
    kind = serializers.CharField()
    subject = serializers.UUIDField()
    is_in_force = serializers.BooleanField()
    values = serializers.DictField(help_text="As `/agreement-kinds` says; null is not agreed.")
    text = serializers.CharField(help_text="The same to read, in the caller's language.")
    word = serializers.CharField(help_text="A word with the proposal; not part of what is signed.")
    proposed_by = ByShape()
    closed_by = ByShape(allow_null=True)
    reason = serializers.CharField(help_text="Why it was declined.")
    answers = serializers.IntegerField(allow_null=True, help_text="Number of the version it answers.")
    changes = serializers.IntegerField(
        allow_null=True, help_text="Number of the version that was in force then."
    )
    compared_with = serializers.IntegerField(allow_null=True, help_text="Number that `differences` are from.")
    differences = DifferenceShape(many=True)
    needs = NeedShape(many=True)
    waiting = serializers.ListField(child=serializers.UUIDField())
    signatures = SignatureShape(many=True)
    corrections = CorrectionShape(many=True)
    link = VersionLinkShape(allow_null=True, help_text="Once it was in force.")


def short(version: VersionSeen) -> dict[str, Any]:
    return {
        "id": version.id,
        "object": "agreement_version",
        "number": version.number,
        "status": version.status,
        "title": version.title,
        "party": version.party_id,
        "proposed_at": version.proposed_at,
        "closed_at": version.closed_at,
        "content_hash": version.content_hash,
    }


def whole(agreement: AgreementSeen, version: VersionSeen, *, against: VersionSeen | None) -> dict[str, Any]:
    """Return a version as it is read, with its differences from `against`."""
    return {
        **short(version),
        "partnership": version.partnership_id,
        "agreement": version.agreement_id,
        "kind": version.kind,
        "subject": version.subject_id,
        "is_in_force": version.is_in_force,
        "values": version.values,
        "text": version.text,
        "word": version.word,
        "proposed_by": {"party": version.party_id, "name": version.person},
        "closed_by": _closed_by(version),
        "reason": version.reason,
        "answers": _number(agreement, version.answers_id),
        "changes": _number(agreement, version.changes_id),
        "compared_with": against.number if against else None,
        "differences": [_difference(one) for one in _differences(version, against)],
        "needs": [{"party": party, "people": people} for party, people in version.needs.items()],
        "waiting": list(version.waiting),
        "signatures": [
            {"party": one.party_id, "name": one.person, "person": one.person_id, "signed_at": one.signed_at}
            for one in version.signatures
        ],
        "corrections": [
            {
                "party": one.party_id,
                "name": one.person,
                "corrected_at": one.corrected_at,
                "values_before": orjson.loads(one.values_before),
            }
            for one in version.corrections
        ],
        "link": {"number": version.link, "hash": version.link_hash} if version.link else None,
    }


def tag_of(version: VersionSeen, against: VersionSeen | None) -> str:
    """Return what the ETag of a version says: its steps, whether it holds, what it is compared with, the language."""
    steps = 1 + len(version.signatures) + len(version.corrections) + (not version.is_open)
    compared = f"{against.number}.{len(against.corrections)}" if against else "0"
    return f"{steps}-{int(version.is_in_force)}-{compared}-{get_language()}"


def _closed_by(version: VersionSeen) -> dict[str, Any] | None:
    return {"party": version.closed_party_id, "name": version.closed_by} if version.closed_party_id else None


def _number(agreement: AgreementSeen, version_id: UUID | None) -> int | None:
    found = agreement.version(version_id)
    return found.number if found else None


def _differences(version: VersionSeen, against: VersionSeen | None) -> list[Difference]:
    return differences(kind_named(version.kind).fields, against.values, version.values) if against else []


def _difference(one: Difference) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("path", "label", "text", "before", "after", "how")}

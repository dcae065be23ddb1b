"""The letter of a reminder: who gets it, and what stands in it. No amounts: letters are forwarded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation

from accounts.access import RIGHTS, Right
from accounts.mailboxes import silent
from accounts.models import Membership, Party, User
from partnership.kit.formats import date_long
from partnership.kit.mail import Mail, mail_host, rendered
from partnership.kit.spoken import language
from projects.activity.choosing import choices_of_people
from projects.activity.topics import Choice, choice_of, topic_of
from projects.agreement.kinds import kind_named
from projects.agreement.models import Mandate, Reminder, Signature, Version
from projects.agreement.reading import values_of
from projects.agreement.rules import missing_sides, reaches

TOPIC = topic_of("agreement.unsigned")
SIGNING = [role for role, rights in RIGHTS.items() if Right.SIGN in rights]


@dataclass(frozen=True)
class Due:
    """A reminder with all that its letters say, read once; nothing here is asked of the database again."""

    id: UUID
    partnership_id: UUID
    agreement_id: UUID
    kind: str
    values: dict[str, Any]
    proposed_by: str
    proposed_at: datetime
    asked_by: str
    people: tuple[User, ...]


def due(reminder: Reminder, *, using: str) -> Due:
    """Read what the letters of a reminder need; inside a sweep's door."""
    version, asker = reminder.version, reminder.person
    sides = list(
        Party.objects.using(using)
        .filter(partnership_id=reminder.partnership_id)
        .select_related("organization", "partnership")
        .order_by("position")
    )
    names = {one.id: one.organization.name for one in sides}
    by = names[reminder.party_id]
    return Due(
        id=reminder.id,
        partnership_id=reminder.partnership_id,
        agreement_id=version.agreement_id,
        kind=version.agreement.kind,
        values=values_of(version),
        proposed_by=names[version.party_id],
        proposed_at=version.proposed_at,
        asked_by=f"{asker} ({by})" if asker else by,
        people=tuple(_people(version, sides, but=reminder.person_id, using=using)),
    )


def composed(one: Due, person: User) -> Mail:
    """Write the letter to one person, in that person's language and time zone."""
    named = {"partnership": one.partnership_id, "agreement": one.agreement_id}
    with translation.override(person.language):
        since = one.proposed_at.astimezone(ZoneInfo(person.time_zone)).date()
        context = {
            "due": one,
            "what": str(kind_named(one.kind).name_of(one.values)),
            "since": date_long(since, language()),
            "link": settings.PORTAL_URL + reverse("agreement:agreement", kwargs=named),
            "language": person.language,
        }
        parts = rendered("reminder", context)
    return Mail(
        to=person.email,
        **parts,
        language=person.language,
        message_id=f"<reminder.{one.id}.{person.id}@{mail_host()}>",
    )


def _people(version: Version, sides: list[Party], *, but: UUID | None, using: str) -> Iterator[User]:
    """Yield those who may sign for the sides whose signatures are missing, in the sides' order."""
    signatures = list(
        Signature.objects.using(using).filter(partnership_id=version.partnership_id, version=version)
    )
    lacking = missing_sides(version.needs, (one.party_id for one in signatures))
    missing = [one for one in sides if str(one.id) in lacking]
    seats = _seats(missing, using)
    choices = choices_of_people([one.user_id for one in seats], using=using)
    seats = [one for one in seats if choice_of(choices.get(one.user_id, {}), TOPIC) != Choice.OFF]
    limits = {
        (one.organization_id, one.user_id): one.amount_limit
        for one in Mandate.objects.using(using).filter(
            organization_id__in=[side.organization_id for side in missing]
        )
    }
    done = {but, *(one.person_id for one in signatures)}
    for side in missing:
        own = [
            one for one in seats if one.organization_id == side.organization_id and one.user_id not in done
        ]
        able = [
            one
            for one in own
            if _reaches(side, version.amount, limits.get((side.organization_id, one.user_id)))
        ]
        # Nobody's limit reaches: then all of them, who can raise one.
        yield from (one.user for one in able or own)


def _seats(sides: list[Party], using: str) -> list[Membership]:
    address = EmailAddress.objects.filter(
        user_id=OuterRef("user_id"), email=OuterRef("user__email"), verified=True
    )
    rows = Membership.objects.using(using).filter(
        Exists(address),
        ~silent("user_id", "user__email", using=using),
        organization_id__in=[one.organization_id for one in sides],
        role__in=SIGNING,
        user__is_active=True,
    )
    return list(rows.select_related("user").order_by("user_id"))


def _reaches(side: Party, amount: Decimal | None, limit: Decimal | None) -> bool:
    return reaches(limit, amount, own_currency=side.organization.currency, currency=side.partnership.currency)

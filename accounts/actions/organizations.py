"""Founding an organization, and what it and its people say of themselves."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.doors import entered, founding, standings_of
from accounts.models import Membership, Organization, Role, User
from partnership.kit.book import record
from partnership.kit.errors import NotAllowed, NotThere, Refused
from partnership.kit.ids import new_id


class ChangedMeanwhile(Refused):
    message = _(
        "Somebody changed this while you were writing. Here is how it stands now; make your change again."
    )
    code = "changed_meanwhile"
    status = 412


def found_organization(
    actor: Actor,
    *,
    name: str,
    language: str,
    time_zone: str,
    currency: str,
    now: datetime,
) -> Organization:
    """Begin an organization with the person as its owner. Any signed-in person may; twice the same name is one."""
    if actor.person_id is None:
        raise NotAllowed
    User.objects.select_for_update(no_key=True).get(id=actor.person_id)
    for own in standings_of(actor.person_id)[0]:
        if own.name == name and own.role == Role.OWNER:
            with entered(founding(actor, organization_id=own.organization_id)):
                return Organization.objects.get(id=own.organization_id)  # type: ignore[no-any-return]
    organization_id = new_id()
    founder = founding(actor, organization_id=organization_id)
    with entered(founder):
        organization: Organization = Organization.objects.create(
            id=organization_id,
            name=name,
            language=language,
            time_zone=time_zone,
            currency=currency,
        )
        Membership.objects.create(organization=organization, user_id=actor.person_id, role=Role.OWNER)
        record(
            founder,
            "organization.founded",
            subject_kind="organization",
            subject_id=organization.id,
            organization=organization.id,
            at=now,
        )
    return organization


def change_organization(
    actor: Actor,
    *,
    organization: Organization,
    name: str,
    language: str,
    time_zone: str,
    currency: str,
    now: datetime,
    version: int | None = None,
) -> Organization:
    """Change what an organization says of itself; raise ChangedMeanwhile when `version` is no longer the newest."""
    actor.require(Right.MANAGE_ORGANIZATION, organization)
    rows = Organization.objects.filter(id=organization.id)
    if version is not None:
        rows = rows.filter(version=version)
    changed = rows.update(
        name=name,
        language=language,
        time_zone=time_zone,
        currency=currency,
        updated_at=now,
        version=F("version") + 1,
    )
    if not changed:
        raise ChangedMeanwhile
    record(
        actor,
        "organization.changed",
        subject_kind="organization",
        subject_id=organization.id,
        organization=organization.id,
        at=now,
    )
    organization.refresh_from_db()
    return organization


def change_person(
    actor: Actor,
    *,
    person: User,
    name: str,
    language: str,
    time_zone: str,
    now: datetime,
) -> User:
    """Change one's own name, language and time zone (IANA name); raise NotThere for anybody else's."""
    if person.id != actor.person_id:
        raise NotThere
    person.name, person.language, person.time_zone = name, language, time_zone
    person.save(update_fields=["name", "language", "time_zone"])
    if actor.organization_id:
        record(
            actor,
            "person.changed",
            subject_kind="person",
            subject_id=person.id,
            organization=actor.organization_id,
            at=now,
        )
    return person

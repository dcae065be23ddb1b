"""Writing the demo's people, partnerships and work, as the sweep "overview.demo", all or nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from accounts.doors import system_door
from accounts.models import Membership, Organization, Partnership, Party, User
from projects.overview.demo.people import ORGANIZATIONS, PARTNERSHIPS, PASSWORD, PEOPLE, demo_id, party_id
from projects.overview.demo.pulses import write_pulses
from projects.overview.demo.work import write_work

SYSTEM = "system"
LONG_AGO = timedelta(weeks=60)


def is_loaded() -> bool:
    """Whether the demo stands in the database."""
    with system_door("overview.demo"):
        return Organization.objects.using(SYSTEM).filter(id=demo_id(1)).exists()


def load_demo(*, now: datetime) -> None:
    """Write everything but what is computed from it; one transaction."""
    with system_door("overview.demo"):
        _people(now)
        for name in PARTNERSHIPS:
            _partnership(name, now)
        write_work(now=now)
        write_pulses(now=now)


def _people(now: datetime) -> None:
    long_ago = now - LONG_AGO
    password = make_password(PASSWORD)
    _write(
        Organization,
        (Organization(id=key, name=name, language=lang) for key, name, lang in ORGANIZATIONS.values()),
    )
    _write(
        User,
        (
            User(
                id=demo_id(one.number),
                email=one.email,
                name=one.name,
                language=one.language,
                password=password if one.signs_in else f"{UNUSABLE_PASSWORD_PREFIX}{one.number:040}",
                created_at=long_ago,
            )
            for one in PEOPLE
        ),
    )
    _write(EmailAddress, (_address(one.number, one.email) for one in PEOPLE))
    _write(
        Membership,
        (
            Membership(
                id=demo_id(100 + one.number),
                organization_id=ORGANIZATIONS[one.organization][0],
                user_id=demo_id(one.number),
                role=one.role,
            )
            for one in PEOPLE
        ),
    )
    # `auto_now_add` writes today; these people have been here for long, or no letter of last week were theirs.
    Membership.objects.using(SYSTEM).filter(user_id__in=[demo_id(one.number) for one in PEOPLE]).update(
        created_at=long_ago
    )


def _address(number: int, email: str) -> EmailAddress:
    return EmailAddress(user_id=demo_id(number), email=email, verified=True, primary=True)


def _partnership(name: str, now: datetime) -> None:
    key, sides, weeks = PARTNERSHIPS[name]
    began = now - timedelta(weeks=weeks)
    _write(Partnership, [Partnership(id=key, started_on=began.date())])
    Partnership.objects.using(SYSTEM).filter(id=key).update(created_at=began)
    _write(
        Party,
        (
            Party(
                id=party_id(name, side),
                partnership_id=key,
                organization_id=ORGANIZATIONS[side][0],
                position=position,
            )
            for position, side in enumerate(sides, start=1)
        ),
    )


def _write(model: Any, rows: Iterable[Any]) -> None:
    model.objects.using(SYSTEM).bulk_create(rows)

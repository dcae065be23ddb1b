"""Playing the demo's story through the real actions, each at its time in the past, so that chains and logs are real."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.actor import Actor
from accounts.doors import actor_for, entered, system_door
from accounts.queries import PartnershipSeen, partnership_seen
from projects.activity.models import Event
from projects.agreement.actions.proposals import put_forward
from projects.agreement.actions.signing import decline, sign
from projects.agreement.fields import Values
from projects.agreement.models import Status, Version
from projects.agreement.queries.seen import newest_number
from projects.overview.demo.people import PARTNERSHIPS, PEOPLE, demo_id
from projects.overview.demo.plans import workday


@dataclass(frozen=True)
class Scene:
    """Who acts where, and when."""

    actor: Actor
    partnership: PartnershipSeen
    now: datetime


Act = Callable[[Scene], object]


@dataclass(frozen=True)
class Step:
    """One thing that somebody did. `who` is the first name in the address, `where` the partnership's name in the demo."""

    at: datetime
    who: str
    where: str
    act: Act


def play(steps: Iterable[Step]) -> None:
    """Do everything in the order of its time; one transaction. Nobody is told of the demo's past."""
    people = {one.email.split("@")[0]: actor_for(demo_id(one.number)) for one in PEOPLE}
    with transaction.atomic():
        for step in sorted(steps, key=lambda one: one.at):
            actor, key = people[step.who], PARTNERSHIPS[step.where][0]
            with entered(actor, partnership_id=key):
                step.act(Scene(actor, partnership_seen(actor, key), step.at))
        # Told before the commit: the tasks that it wakes find nothing left to tell.
        keys = [key for key, _sides, _weeks in PARTNERSHIPS.values()]
        for actor in people.values():
            with entered(actor):
                Event.objects.filter(partnership_id__in=keys, told_at=None).update(told_at=F("at"))


def is_played() -> bool:
    """Whether anything has been proposed in the demo's partnerships."""
    keys = [key for key, _sides, _weeks in PARTNERSHIPS.values()]
    with system_door("overview.demo"):
        return Version.objects.using("system").filter(partnership_id__in=keys).exists()


def moment(now: datetime, days_ago: int, hour: int, minute: int = 0) -> datetime:
    """A time of a workday so many days ago, never in the future."""
    day: date = (
        workday(now.date()) if days_ago == 0 else workday(now.date().fromordinal(now.toordinal() - days_ago))
    )
    return min(datetime.combine(day, time(hour, minute), tzinfo=now.tzinfo), now)


def forward(kind: str, subject_id: UUID, values: Values | Callable[[Scene], Values], word: str = "") -> Act:
    """Propose, amend or counter, whichever it is by then."""

    def act(scene: Scene) -> Version:
        said: Any = values(scene) if callable(values) else values
        return put_forward(
            scene.actor,
            partnership=scene.partnership,
            kind=kind,
            subject_id=subject_id,
            values=said,
            seen=newest_number(scene.partnership.id, kind, subject_id),
            word=word,
            now=scene.now,
        )

    return act


def signing(kind: str, subject_id: UUID) -> Act:
    """Sign what is open about the subject."""

    def act(scene: Scene) -> Version:
        version = opened(scene, kind, subject_id)
        return sign(scene.actor, version=version, seen_hash=version.content_hash, now=scene.now)

    return act


def declining(kind: str, subject_id: UUID, reason: str) -> Act:
    """Say no to what is open about the subject."""
    return lambda scene: decline(
        scene.actor, version=opened(scene, kind, subject_id), reason=reason, now=scene.now
    )


def opened(scene: Scene, kind: str, subject_id: UUID) -> Version:
    """What waits for signatures about the subject."""
    found: Version = Version.objects.get(
        partnership_id=scene.partnership.id,
        agreement__kind=kind,
        agreement__subject_id=subject_id,
        status=Status.OPEN,
    )
    return found

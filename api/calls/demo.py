"""The demo's keys and what came with them lately: each side has a program of its own. Nobody has the keys: their secrets are let go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.actor import Actor
from accounts.doors import actor_for, entered
from accounts.keys import make_key
from accounts.models import ApiKey
from api.calls.models import Call
from partnership.kit.ids import new_id
from projects.overview.demo.people import PARTNERSHIPS, demo_id

DAYS, MADE_BACK = 6, timedelta(days=40)
HOME = f"/api/v1/partnerships/{PARTNERSHIPS['slipping'][0]}"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that calls: at these hours, UTC, these requests with their usual milliseconds.

    `mishaps` are how a request went otherwise, by the day back, the hour and the request's place.
    """

    name: str
    scopes: tuple[str, ...]
    hours: tuple[int, ...]
    requests: tuple[tuple[str, str, int], ...]
    mishaps: dict[tuple[int, int, int], int]


TIMES = Program(
    name="Time system",
    scopes=("read", "work:write"),
    hours=(2, 11, 17),
    requests=(
        ("GET", "/api/v1/projects", 21),
        ("POST", "/api/v1/work-entries/batch/upsert", 240),
        ("GET", "/api/v1/work-entries", 34),
    ),
    mishaps={(4, 11, 1): 422, (4, 11, 2): 429},
)
CRM = Program(
    name="CRM",
    scopes=("read",),
    hours=(5, 8, 11, 14),
    requests=(
        ("GET", "/api/v1/events", 18),
        ("GET", f"{HOME}/health", 29),
        ("GET", "/api/v1/joint-actions", 24),
        ("GET", f"{HOME}/goals", 26),
    ),
    mishaps={(5, 8, 0): 400, (1, 14, 3): 429},
)


def write_demo(now: datetime) -> None:
    """Write each side's key with its log, in the door of its organization; nothing where it stands already."""
    for person, program in ((11, CRM), (14, TIMES)):
        write_program(actor_for(demo_id(person)), program, now)


def write_program(actor: Actor, program: Program, now: datetime) -> None:
    """Make the organization's key for a program, and the log of its last days."""
    with entered(actor):
        if ApiKey.objects.filter(organization_id=actor.organization_id, name=program.name).exists():
            return
        key, _secret = make_key(
            actor,
            name=program.name,
            kind=ApiKey.Kind.ORGANIZATION,
            scopes=program.scopes,
            expires_at=None,
            now=now - MADE_BACK,
        )
        calls = list(_calls(key, program, now))
        Call.objects.bulk_create(calls)
        key.last_used_at = calls[-1].at
        key.save(update_fields=["last_used_at"])


def _calls(key: ApiKey, program: Program, now: datetime) -> Iterator[Call]:
    """Yield the requests, oldest first."""
    for back in range(DAYS, -1, -1):
        day = (now - timedelta(days=back)).replace(minute=0, second=0, microsecond=0)
        for hour in program.hours:
            at = day.replace(hour=hour)
            for place, (method, path, usual) in enumerate(program.requests):
                took = usual * (90 + (7 * back + 5 * hour + 3 * place) % 40) // 100
                at += timedelta(milliseconds=took + 60)
                if at < now:
                    status = program.mishaps.get((back, hour, place), 200)
                    yield Call(
                        organization_id=key.organization_id,
                        credential_id=key.id,
                        request_id=f"req_{new_id().hex}",
                        method=method,
                        path=path,
                        status=status,
                        milliseconds=took if status == 200 else 9 + place,
                        at=at,
                    )

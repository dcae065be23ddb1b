"""The named world with something in every room, so that whatever can leak is there to leak.

Each text says in its own words who may read it: a partnership's rows both of its sides, an organization's own rows its
people, a letter its reader. `secrets_kept_from(name)` are the words that must never reach that person.
"""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from accounts.models import ApiKey, Invitation, Membership, PartnershipOffer
from accounts.tenancy import Context, held
from accounts.tokens import hash_of, token_for
from api.calls.models import Call
from projects.activity.factories import EventFactory, OrganizationEventFactory
from projects.digests.models import Letter
from projects.health.delivery import DIMENSION, HOURS
from projects.health.models import Contribution, PartyHealth, Snapshot
from projects.work import models as work
from projects.work.factories import (
    DeliverableFactory,
    ProjectFactory,
    TaskFactory,
    WorkEntryFactory,
    WorkerFactory,
)
from projects.work.intake.pieces import store_pieces
from tests.furnishings import (
    agreement,
    between,
    billing,
    book,
    external,
    goals,
    health,
    insight,
    ledger,
    mailboxes,
    openness,
    pulse,
    sharing,
    webhooks,
)
from tests.tenancy import as_creator
from tests.world import MARKER, ORGANIZATIONS, PEOPLE, World, found_world, make_world

# ASCII, so that they are found in any encoding; the last letters of MARKER are foreign to everybody but Olga.
FOREIGN = MARKER.removeprefix("Fjäll")
SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}


def of_organization(key: str) -> str:
    """The word in an organization's own rows; its partners never read it."""
    return f"{key}hemlighet" if key in SIDES["shared"] else f"{key}{FOREIGN}"


def of_person(name: str) -> str:
    return f"{name}brevhemlighet"


def secrets_kept_from(name: str) -> list[str]:
    """Return the words that the person must never see; None of them is part of another's."""
    own = PEOPLE[name][3]
    organizations = [of_organization(key) for key in ORGANIZATIONS if key != own]
    people = [of_person(other) for other in PEOPLE if other != name]
    abroad = [FOREIGN] if own in SIDES["shared"] else []
    return [*abroad, *organizations, *people]


def furnish() -> World:
    """Return the world with a row in every room: ids in `things`, by kind and by partnership, side or person."""
    with held(Context(unbound=True)):
        world = found_world() or make_world()
    with as_creator():
        for key, sides in SIDES.items():
            _partnership(world, key, sides)
            agreement.furnish(world, key, keep)
            goals.furnish(world, key, keep)
            health.furnish(world, key, keep)
            openness.furnish(world, key, keep)
            book.furnish(world, key, keep, of_organization)
            sharing.furnish(world, key, keep)
            between.furnish(world, key, keep)
            ledger.furnish(world, key, keep, of_organization)
            billing.furnish(world, key, keep)
            insight.furnish(world, key, keep, of_organization, of_person)
            pulse.furnish(world, key, keep)
            external.furnish(world, key, keep, of_organization)
        for key in ORGANIZATIONS:
            _organization(world, key)
        for name in PEOPLE:
            _letter(world, name)
            mailboxes.furnish_person(world, name, of_person(name))
    return world


def keep(world: World, kind: str, key: str, row_id: UUID | str) -> None:
    world.things.setdefault(kind, {})[key] = row_id


def _partnership(world: World, key: str, sides: tuple[str, str]) -> None:
    partnership = getattr(world, key)
    commissions, delivers = (world.parties[side] for side in sides)
    word = {"shared": "Ny webbutik", "foreign": MARKER}[key]
    today = timezone.now().date()
    project = ProjectFactory(
        partnership_id=partnership,
        name=word,
        code=f"{key[:3]}-{word}"[:40],
        commissioned_by_id=commissions,
        delivered_by_id=delivers,
        starts_on=today - timedelta(weeks=8),
        delivery_on=today + timedelta(weeks=4),
    )
    rows = _work(world, key, sides[1], project, word)
    person = world.users["sam" if key == "shared" else "olga"].id
    subject = {
        "subject_kind": "project",
        "subject_id": project.id,
        "party_id": delivers,
        "person_id": person,
    }
    EventFactory(partnership_id=partnership, kind="work.project_created", at=timezone.now(), **subject)
    _health(partnership, project, [commissions, delivers])
    for kind, row in {"partnership": partnership, "project": project.id, **rows}.items():
        keep(world, kind, key, row)


def _work(world: World, key: str, side: str, project: work.Project, word: str) -> dict[str, UUID]:
    today = timezone.now().date()
    deliverable = DeliverableFactory(
        project=project, name=f"Kassa {word}", planned_on=today + timedelta(weeks=1)
    )
    task = TaskFactory(project=project, deliverable=deliverable, title=f"Betalning {word}")
    worker = WorkerFactory(
        partnership_id=project.partnership_id,
        organization=world.organizations[side],
        label=f"Arbetare {of_organization(side)}",
    )
    batch = _import(world, key, side, project)
    entry = WorkEntryFactory(
        project=project,
        deliverable=deliverable,
        task=task,
        worker=worker,
        party_id=project.delivered_by_id,
        done_on=today - timedelta(days=3),
        note=f"Byggde {word}",
    )
    return {"deliverable": deliverable.id, "entry": entry.id, "worker": worker.id, "batch": batch}


def _import(world: World, key: str, side: str, project: work.Project) -> UUID:
    secret = of_organization(side)
    own = {"partnership_id": project.partnership_id, "organization": world.organizations[side]}
    batch = work.ImportBatch.objects.create(
        **own,
        party_id=world.parties[side],
        project=project,
        uploaded_by=world.users["sam" if key == "shared" else "olga"],
        file_name=f"{secret}.csv",
        size=10,
        content_hash=project.id,
        dialect={"encoding": "utf-8", "delimiter": ","},
        header=["Day", "Hours", secret],
        mapping={},
        status=work.ImportBatch.Status.REFUSED,
        problem_count=1,
        created_at=timezone.now(),
    )
    store_pieces(batch, work.ImportChunk.File.LOG, [f"Day,Hours,{secret}\n2026-11-02,{secret},x\n".encode()])
    work.ImportProblem.objects.create(
        **own, batch=batch, row=2, column="Hours", code="not_hours", value=secret
    )
    return batch.id


def _health(partnership: UUID, project: work.Project, parties: list[UUID]) -> None:
    monday = timezone.now().date() - timedelta(days=timezone.now().weekday())
    snapshot = Snapshot.objects.create(
        partnership_id=partnership,
        week_on=monday,
        as_of=monday + timedelta(days=1),
        joint=Decimal(70),
        coverage=Decimal("0.35"),
        band="watch",
        formula=1,
        computed_at=timezone.now(),
    )
    for party in parties:
        own = {"partnership_id": partnership, "snapshot": snapshot, "party_id": party}
        PartyHealth.objects.create(**own, score=Decimal(70), coverage=Decimal("0.35"))
        Contribution.objects.create(
            **own,
            subject_id=project.id,
            dimension=DIMENSION,
            part=HOURS,
            weight=Decimal(1),
            freshness=Decimal(1),
            score=Decimal(70),
            points=Decimal(70),
            fact={"percent": 110, "finished": False},
        )


def _organization(world: World, key: str) -> None:
    """A key, an invitation, an offer and an event inside the organization, by its owner."""
    secret, now, organization = of_organization(key), timezone.now(), world.organizations[key]
    book.furnish_organization(world, key, keep, secret)
    owner = next((name for name, person in PEOPLE.items() if person[3] == key), "olga")
    person = world.users[owner]
    api_key = ApiKey.objects.create(
        organization=organization,
        kind="organization",
        name=secret,
        public=secret[:16],
        secret_hash=b"-" * 32,
        scopes=["read"],
        made_by=person,
        created_at=now,
    )
    _log(api_key, secret)
    asked = {
        "from_name": organization.name,
        "created_at": now,
        "expires_at": now + timedelta(days=9),
        "sent_at": now,
    }
    invitation = Invitation(
        organization=organization, email=f"new@{secret}.example", invited_by=person, **asked
    )
    offer = PartnershipOffer(
        organization=organization, email=f"other@{secret}.example", word=secret, offered_by=person, **asked
    )
    for kind, row in (("invitation", invitation), ("offer", offer)):
        row.token_hash = hash_of(token_for(kind, row.id))
        row.save()
        keep(world, kind, key, row.id)
    OrganizationEventFactory(
        organization=organization, subject_id=organization.id, person_id=person.id, at=now
    )
    webhooks.furnish(world, key, keep, secret, person)
    keep(world, "key", key, api_key.id)
    keep(world, "organization", key, organization.id)
    for seat in Membership.objects.filter(organization=organization).select_related("user"):
        keep(world, "member", seat.user.email.split("@")[0], seat.id)


def _log(api_key: ApiKey, secret: str) -> None:
    """A request that came with the key, in the log of its organization alone."""
    Call.objects.create(
        organization_id=api_key.organization_id,
        credential_id=api_key.id,
        request_id="req_1",
        method="GET",
        path=f"/api/v1/{secret}",
        status=200,
        milliseconds=3,
        at=timezone.now(),
    )


def _letter(world: World, name: str) -> None:
    secret, now = of_person(name), timezone.now()
    letter = Letter.objects.create(
        user=world.users[name],
        iso_week="2026-W40",
        status=Letter.Status.SENT,
        closes_at=now,
        message_id=f"<{name}@example.org>",
        language="en",
        subject=secret,
        html=f"<p>{secret}</p>",
        text=secret,
        claimed_at=now,
        sent_at=now,
    )
    keep(world, "letter", name, letter.id)

"""A full letter without a database: everything that a letter may hold, in long words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import translation

from accounts.models import User
from accounts.queries import PartnershipSeen, PartySeen
from projects.activity.queries import EventSeen
from projects.activity.waiting import Waiting
from projects.digests.composing import rendered
from projects.digests.contents import Coming, Contents, ProjectLine, Section
from projects.digests.factories import MONDAY, W47
from projects.health.queries import DriverSeen, HealthSeen

KEY = UUID(int=7)
SIDES = (
    PartySeen(id=UUID(int=1), organization_id=UUID(int=3), name="Havsvik Hem", position=1, is_own=True),
    PartySeen(id=UUID(int=2), organization_id=UUID(int=4), name="Studio Nord", position=2, is_own=False),
)
THEN = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
PARTNERSHIP = PartnershipSeen(
    id=KEY,
    parties=SIDES,
    status="active",
    currency="SEK",
    started_on=date(2024, 3, 1),
    version=1,
    created_at=THEN,
    updated_at=THEN,
)
HEALTH = HealthSeen(
    week=W47,
    score=74,
    change=-4,
    coverage=Decimal("0.2"),
    band="",
    parties={SIDES[0].id: 72, SIDES[1].id: 76},
    drivers=(
        DriverSeen(-7, "Ny webbutik är på väg mot 112 % av timmarna, förut 104 %"),
        DriverSeen(6, "9 av 10 leveranser på överenskommet datum"),
        DriverSeen(-3, "Ny webbutik är på väg mot 17 dec, 2 dagar efter överenskommet datum"),
    ),
    trend=(),
    covered=("delivery",),
    computed_at=THEN,
)
SECTION = Section(
    partnership=PARTNERSHIP,
    health=HEALTH,
    projects=(
        ProjectLine(
            name="Ny webbutik",
            used=Decimal(344),
            budget=Decimal(400),
            forecast=Decimal(448),
            due_on=date(2026, 12, 15),
            forecast_on=date(2026, 12, 17),
            forecast_moved=True,
        ),
    ),
    decided=(
        EventSeen(
            id=KEY,
            kind="work.project_changed",
            text="Elin Berg ändrade projektet Ny webbutik",
            icon="pencil",
            party=SIDES[1],
            person="Elin Berg",
            at=THEN,
            url="",
        ),
    ),
    coming=(Coming(date(2026, 11, 26), "Kassan på mobil", "Ny webbutik"),),
    waiting=tuple(
        Waiting(
            KEY,
            "test",
            f"Besluta om förslag {number}",
            "Förslag från Studio Nord",
            f"/p/{KEY}/",
            "Läs förslaget",
        )
        for number in range(4)
    ),
)


def sample_letter(*, language: str = "sv", form: str = "full", partnerships: int = 1) -> dict[str, str]:
    """Subject, text and html of a made-up letter."""
    user = User(id=UUID(int=9), email="ada@havsvik.example", name="Ada Holm", language=language)
    contents = Contents(W47, (SECTION,) * partnerships, (), "Havsvik Hem")
    with translation.override(language):
        return rendered(user, contents, form=form, missed=True, letter_id=KEY, now=MONDAY)

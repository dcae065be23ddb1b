"""A full letter without a database: everything that a letter may hold, in long words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import translation

from accounts.models import User
from accounts.queries import PartnershipSeen, PartySeen
from projects.activity.queries import EventSeen
from projects.activity.waiting import Waiting
from projects.agreement.queries.records import VersionSeen
from projects.agreement.queries.signed import SignedVersion, signed_of
from projects.digests.composing import rendered
from projects.digests.factories import MONDAY, W47
from projects.digests.goal_lines import GoalLine
from projects.digests.sections import Coming, Contents, ProjectLine, Section
from projects.health.alert_words import AlertSeen
from projects.health.queries import DriverSeen, HealthSeen
from projects.openness.queries.looks import Looks
from projects.work.terms import FIELDS

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
DECIDED = EventSeen(
    id=KEY,
    kind="work.project_finished",
    text="Elin Berg avslutade projektet Kundklubb",
    icon="check",
    party=SIDES[1],
    person="Elin Berg",
    at=THEN,
    url="",
)
PROJECT = ProjectLine(
    name="Ny webbutik",
    used=Decimal(344),
    budget=Decimal(400),
    forecast=Decimal(448),
    due_on=date(2026, 12, 15),
    forecast_on=date(2026, 12, 17),
    forecast_moved=True,
)
GOALS = (
    GoalLine("Fler som handlar igen", Decimal("0.48"), Decimal("0.62"), ((SIDES[0], 8), (SIDES[1], 4)), 4),
    GoalLine("Svar inom en dag", Decimal(1), None, ((SIDES[0], 9), (SIDES[1], None)), 0),
)
WAITING = (
    ("agreement.unsigned", "Villkor för Ny webbutik", "Studio Nord lägger fram; väntar sedan 20\u00a0nov.", "Läs och skriv under"),
    ("agreement.unsigned", "Mål: Svar inom en dag", "Studio Nord lägger fram; väntar sedan 20\u00a0nov.", "Läs och skriv under"),
    ("goals.check_in", "Fler som handlar igen", "Veckans avstämning väntar på er sida.", "Stäm av"),
    ("work.import", "logg-v47.csv", "Arbetsloggen är kontrollerad.", "Se vad den gör"),
)  # fmt: skip


def terms(**changes: Any) -> dict[str, Any]:
    """A project's terms as they are signed."""
    said = {
        "project": {"id": str(KEY), "name": "Ny webbutik"},
        "hours_budget": "400",
        "amount_budget": {"amount": "380000", "currency": "SEK"},
        "delivery_on": "2026-12-08",
    }
    return {**{field.name: None for field in FIELDS}, "deliverables": [], **said, **changes}


def sample_signed(before: dict[str, Any] | None, after: dict[str, Any]) -> SignedVersion:
    """A signed version without a database; call it in the language of the letter."""
    version = VersionSeen(
        id=KEY, partnership_id=KEY, agreement_id=KEY, kind="project", subject_id=KEY, number=3, status="signed",
        values=after, text_en="", text_sv="", word="", needs={}, content_hash="", changes_id=None, answers_id=None,
        party_id=SIDES[0].id, person="Ada Holm", person_id=None, proposed_at=THEN, closed_party_id=None,
        closed_by="", closed_at=THEN, reason="", signatures=(), corrections=(), is_in_force=True, link=12,
        link_hash="3f9a2c1b" * 8,
    )  # fmt: skip
    return signed_of(version, before)


def sample_section() -> Section:
    """A week with everything in it, in the active language."""
    later = terms(
        hours_budget="424",
        delivery_on="2026-12-15",
        amount_budget={"amount": "398000", "currency": "SEK"},
        deliverables=[{"id": "1", "name": "Kassan på mobil", "hours": "40", "day": "2026-12-11"}],
    )
    return Section(
        partnership=PARTNERSHIP,
        health=HEALTH,
        projects=(replace(PROJECT, name="Julkampanj"), replace(PROJECT, name="Kundklubb"), PROJECT),
        goals=GOALS,
        signed=(sample_signed(terms(), later), sample_signed(None, terms())),
        decided=(DECIDED,),
        coming=(Coming(date(2026, 11, 26), "Kassan på mobil", "Ny webbutik"),),
        waiting=tuple(
            Waiting(KEY, kind, title, text, f"/p/{KEY}/", action, since=date(2026, 11, 20))
            for kind, title, text, action in WAITING
        ),
        looks=(Looks(SIDES[0].id, SIDES[1].id, 12), Looks(SIDES[1].id, SIDES[0].id, 7)),
    )


def long_section() -> Section:
    """The same in the longest words that a week had in it: a pulse, two alerts, three projects and goals of long names."""
    section = sample_section()
    names = ("Fastighetsaktiebolaget Havsviks Hem", "Formgivningsbyrån Studio Nordanvind")
    sides = tuple(replace(one, name=name) for one, name in zip(SIDES, names, strict=True))
    projects = (
        "Julkampanjens landningssidor",
        "Kundklubb med medlemserbjudanden",
        "Ny webbutik med självservice",
    )
    texts = ("Banden har skiftat från god till håll ögonen öppna", "Sidorna ser det 23 poäng olika")
    alerts = tuple(AlertSeen("gap", W47.monday, f"{text}.", is_new=True) for text in texts)
    return replace(
        section,
        partnership=replace(PARTNERSHIP, parties=sides),
        health=replace(HEALTH, alerts=alerts),
        projects=tuple(replace(PROJECT, name=name) for name in projects),
        pulse=f"Längst isär: återkoppling på arbetet hos {names[1]}, 2,5 poäng.",
        waiting=tuple(replace(one, title=f"{one.title} och självservice") for one in section.waiting),
    )


def sample_letter(
    *, language: str = "sv", form: str = "full", partnerships: int = 1, make: Any = sample_section
) -> dict[str, str]:
    """Subject, text and html of a made-up letter."""
    user = User(id=UUID(int=9), email="ada@havsvik.example", name="Ada Holm", language=language)
    with translation.override(language):
        contents = Contents(W47, (make(),) * partnerships, (), "Havsvik Hem")
        return rendered(user, contents, form=form, missed=True, letter_id=KEY, now=MONDAY)

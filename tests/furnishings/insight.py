"""Insight: a page of both sides' with a file, a question and a use; drafts, pages for one person, and key figures.

A draft and a key figure say the word of their organization, a page for one person that person's, the rest what both
sides read.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from projects.insight.models import (
    Attachment,
    Audience,
    Figure,
    FigureValue,
    Page,
    PageVersion,
    Post,
    Question,
    Use,
)
from projects.insight.pieces import hash_of, store_pieces
from tests.world import MARKER, PEOPLE, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
Keep = Callable[[World, str, str, UUID | str], None]
Words = Callable[[str], str]


def furnish(world: World, key: str, keep: Keep, secret_of: Words, letter_of: Words) -> None:
    """Plant it; `secret_of` gives the word of an organization's own people, `letter_of` that of one person alone."""
    word = {"shared": "Ny webbutik", "foreign": MARKER}[key]
    owner, asker = SIDES[key]
    page = _page(world, key, owner, f"Säsonger {word}", fresh_until=timezone.now().date() - timedelta(days=3))
    keep(world, "page", key, page.id)
    keep(world, "attachment", key, _file(page, f"plan {word}.txt", f"Planen för {word}").id)
    keep(world, "question", key, _question(world, key, asker, owner, word, page).id)
    keep(world, "figure", key, _figure(world, key, owner, secret_of(owner)).id)
    _figure(world, key, asker, secret_of(asker))
    for side in (owner, asker):
        draft = _page(world, key, side, f"Utkast {secret_of(side)}", audience=Audience.DRAFT)
        _file(draft, f"{secret_of(side)}.txt", secret_of(side))
        for name in (name for name, person in PEOPLE.items() if person[3] == side):
            alone = _page(
                world,
                key,
                side,
                letter_of(name),
                audience=Audience.NAMED,
                readers=[world.users[name].id],
            )
            _question(world, key, side, asker if side == owner else owner, letter_of(name), alone)
            _file(alone, f"{letter_of(name)}.txt", letter_of(name))


def _page(world: World, key: str, side: str, title: str, **said: Any) -> Page:
    now = timezone.now()
    values = {
        "partnership_id": getattr(world, key),
        "organization": world.organizations[side],
        "topic": "seasons",
        "title": title,
        "body": f"# {title}\n\nMer om {title}.",
        "audience": Audience.PARTNERSHIP,
        **said,
    }
    page = Page.objects.create(
        **values, party_id=world.parties[side], created_at=now, updated_at=now, updated_by=None
    )
    PageVersion.objects.create(**values, page=page, number=1, saved_at=now)
    return page


def _file(page: Page, name: str, text: str) -> Attachment:
    data = text.encode()
    row = Attachment.objects.create(
        partnership_id=page.partnership_id,
        organization_id=page.organization_id,
        page=page,
        name=name,
        media_type="text/plain",
        size=len(data),
        content_hash=hash_of(data),
        added_at=timezone.now(),
    )
    store_pieces(row, data)
    return row


def _question(world: World, key: str, asker: str, owner: str, word: str, page: Page) -> Question:
    at = timezone.now() - timedelta(days=3)
    own = {"partnership_id": getattr(world, key), "party_id": world.parties[asker]}
    row = Question.objects.create(
        **own,
        owner_id=world.parties[owner],
        turn_id=world.parties[owner],
        page=page,
        title=f"När börjar {word}?",
        asked_at=at,
        turned_at=at,
    )
    Post.objects.create(**own, question=row, sort=Post.Sort.ASKED, text=f"Vi undrar om {word}", at=at)
    Use.objects.create(**own, page=page, text=f"Vi flyttade starten för {word}", at=at)
    return row


def _figure(world: World, key: str, side: str, secret: str) -> Figure:
    now = timezone.now()
    own = {"partnership_id": getattr(world, key), "organization": world.organizations[side]}
    row = Figure.objects.create(
        **own,
        party_id=world.parties[side],
        name=secret,
        unit="orders",
        target=Decimal("3210.75"),
        band=Decimal(100),
        source=secret,
        created_at=now,
        updated_at=now,
    )
    FigureValue.objects.create(
        **own,
        figure=row,
        value=Decimal("2987.65"),
        read_on=now.date(),
        recorded_at=now,
        source_kind="hand",
        source_name=secret,
    )
    return row

"""A world whose people have been there for long, a week that had something in it, and a folder where mail lands."""

import email
from datetime import date
from email import policy
from pathlib import Path

import pytest
from django.utils import translation

from projects.activity.waiting import Waiting, register_waiting
from projects.digests.composing import rendered
from projects.digests.contents import contents_for
from projects.digests.factories import MONDAY, W47, settle_world
from projects.health.actions import compute_batch
from projects.health.factories import make_deliverable, make_entry, make_running_project
from tests.tenancy import as_creator
from tests.world import MARKER


@pytest.fixture
def nothing_waits(monkeypatch):
    """Of a new partnership much is to be written; here only what a test plants waits."""
    monkeypatch.setattr("projects.activity.waiting._providers", {})


@pytest.fixture
def settled(world, nothing_waits):
    with as_creator():
        settle_world()
    return world


@pytest.fixture
def mailbox(settings, tmp_path):
    """Reads what the file backend kept, by address."""
    settings.EMAIL_BACKEND = "partnership.kit.mail.FileBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    def read():
        files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"))
        found = [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return {letter["To"]: letter for letter in found}

    return read


def count_weeks(world):
    for week in (W47.previous, W47):
        compute_batch([world.shared, world.foreign], week=week, now=MONDAY)


@pytest.fixture
def busy(settled):
    """Two projects of Havsvik Hem and Studio Nord, one past its hours; Olga's partnership is full of marked names."""
    with as_creator():
        shop = make_running_project(settled.shared)
        make_entry(shop, done_on=W47.sunday, hours="48")
        make_running_project(settled.shared, name="Kundklubb")
        make_deliverable(shop, "Kassan", planned_on=date(2026, 11, 18), delivered_on=date(2026, 11, 18))
        make_deliverable(shop, "Sökningen", planned_on=date(2026, 11, 26))
        make_running_project(settled.foreign, name=f"Projekt {MARKER}")
    count_weeks(settled)
    return settled


@pytest.fixture
def asked(busy):
    """Three things wait for Ada and none for Sam, each as long as such a thing gets."""

    def provide(actor, partnerships):
        if actor.person_id != busy.users["ada"].id:
            return []
        text = "Studio Nord har lagt fram ett förslag som väntar på er sida sedan i fredags"
        return [
            Waiting(
                busy.shared,
                "test",
                f"Läs och svara på förslag {n}",
                text,
                f"/p/{busy.shared}/",
                "Läs förslaget",
            )
            for n in range(4)
        ]

    register_waiting("test", provide)
    return busy


@pytest.fixture
def written():
    """Writes a person's letter without sending it: subject, text and html."""

    def write(world, name, language="en", **options):
        with translation.override(language):
            user = world.users[name]
            contents = contents_for(user.id, week=W47, now=MONDAY)
            options = {"form": "full", "missed": False, "letter_id": world.shared, **options}
            return rendered(user, contents, now=MONDAY, **options)

    return write

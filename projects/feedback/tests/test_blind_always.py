"""In whatever order people open, answer, edit, leave, come back and time runs out: nobody reads what is not revealed.

After each step every reader asks every table of the portal by raw SQL under the runtime role, and, in a second test, every
address that a round has. What is revealed stays so, and says for ever what it said then.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.access import SCOPES, rights_of
from accounts.doors import actor_for, entered
from accounts.keys import make_key
from accounts.models import Membership
from accounts.tenancy import Owned
from partnership.kit.errors import Refused
from projects.feedback.actions.sweeping import open_due, reveal_over
from projects.feedback.models import Rating, Round
from projects.feedback.tests.pulses import open_by, say
from tests.tenancy import as_creator
from tests.world import PEOPLE

READERS = ("ada", "sam", "finn", "vera")
WHO = st.sampled_from(READERS[:3])
STEP = st.tuples(
    st.sampled_from(["open", "answer", "answer", "answer", "leave", "back", "sweep", "close"]), WHO
)
QUIET = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


class Play:
    """One random history; `words` are the marks that each person has left in the newest round."""

    def __init__(self, world):
        self.world, self.words, self.said = world, {}, {}

    def do(self, what, who):
        try:
            with transaction.atomic():
                getattr(self, what)(who)
        except Refused:
            pass

    def actor(self, who):
        return actor_for(self.world.users[who].id)

    def newest(self):
        with as_creator():
            return Round.objects.filter(partnership_id=self.world.shared).order_by("-number").first()

    def open(self, who):
        open_by(self.actor(who), self.world.shared)
        self.words = {}

    def answer(self, who):
        if pulse := self.newest():
            word = f"hemligt{uuid4().hex}"
            say(self.actor(who), pulse, 7, word)
            self.words[who] = word

    def leave(self, who):
        with as_creator():
            Membership.objects.filter(user=self.world.users[who]).delete()

    def back(self, who):
        organization = self.world.organizations[PEOPLE[who][3]]
        with as_creator():
            kept = {"organization": organization, "user": self.world.users[who]}
            Membership.objects.get_or_create(**kept, defaults={"role": PEOPLE[who][4]})

    def sweep(self, who):
        now = timezone.now()
        open_due(now=now)
        reveal_over(now=now)
        if (pulse := self.newest()) and not pulse.revealed_at and pulse.opened_at == now:
            self.words = {}

    def close(self, who):
        """Time runs out; as if the round had been opened long ago."""
        if (pulse := self.newest()) and not pulse.revealed_at:
            begun, ended = timezone.now() - timedelta(days=11), timezone.now() - timedelta(seconds=1)
            with as_creator():
                Round.objects.filter(id=pulse.id).update(
                    opened_at=begun, opened_on=begun.date(), closes_at=ended
                )

    def is_open(self, pulse):
        return pulse is not None and pulse.revealed_at is None and pulse.closes_at > timezone.now()

    def others(self, reader):
        return [word for who, word in self.words.items() if who != reader]

    def remember(self, pulse):
        """What a round says once it is over it says for ever."""
        if pulse is not None and not self.is_open(pulse):
            with as_creator():
                now = sorted(Rating.objects.filter(round=pulse).values_list("id", "score", "comment"))
            assert self.said.setdefault(pulse.id, now) == now


def everything(actor, partnership_id):
    """All rows of all owned tables that the reader's door shows, as text."""
    with entered(actor, partnership_id=partnership_id), connection.cursor() as cursor:
        tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, Owned)]
        cursor.execute(" UNION ALL ".join(f"SELECT t::text FROM {table} t" for table in sorted(set(tables))))
        return "\n".join(row for (row,) in cursor.fetchall())


def leaks(text, words):
    return [word for word in words if word in text]


@QUIET
@given(steps=st.lists(STEP, min_size=4, max_size=12))
def test_no_query_of_the_runtime_role_finds_what_is_not_revealed(world, steps):
    with transaction.atomic():
        play = Play(world)
        for what, who in [("open", "ada"), *steps]:
            play.do(what, who)
            pulse = play.newest()
            play.remember(pulse)
            for reader in READERS if play.is_open(pulse) else ():
                actor = play.actor(reader)
                if world.shared in actor.parties:
                    assert leaks(everything(actor, world.shared), play.others(reader)) == [], (
                        what,
                        who,
                        reader,
                    )
        transaction.set_rollback(True)


@settings(QUIET, max_examples=6)
@given(steps=st.lists(STEP, min_size=4, max_size=8))
def test_no_address_tells_what_is_not_revealed(world, steps):
    cache.clear()
    with transaction.atomic():
        play = Play(world)
        for what, who in [("open", "ada"), *steps]:
            play.do(what, who)
        pulse = play.newest()
        for reader in READERS if play.is_open(pulse) else ():
            assert leaks(answers_to(world, play, reader, pulse), play.others(reader)) == []
        transaction.set_rollback(True)


def answers_to(world, play, reader, pulse):
    """Every address of the round, of the room, and those that tell of everything, as one text."""
    browser, found = Client(), []
    browser.force_login(world.users[reader])
    home = {"partnership": world.shared}
    for name in ("pulse", "answer", "talk", "pulse_file"):
        found.append(browser.get(reverse(f"feedback:{name}", kwargs={**home, "pulse": pulse.id})))
    for name in ("feedback:rounds", "overview:home", "activity:events", "health:health", "agreement:log"):
        found.append(browser.get(reverse(name, kwargs=home)))
    headers = key_of(play.actor(reader))
    for path in ("", f"/{pulse.id}", *(f"/{pulse.id}/{part}" for part in ("answer", "result", "talk"))):
        found.append(browser.get(f"/api/v1/pulses{path}", headers=headers))
    found.append(browser.get("/api/v1/events", headers=headers))
    return "\n".join(f"{one.headers}\n{b''.join(one).decode()}" for one in found)


def key_of(actor):
    scopes = [scope for scope, rights in SCOPES.items() if rights <= rights_of(actor.role)]
    if "plan:write" not in scopes:
        return {}
    now = timezone.now()
    with entered(actor):
        _row, shown = make_key(
            actor, name="x", kind="personal", scopes=scopes, expires_at=now + timedelta(days=1), now=now
        )
    return {"Authorization": f"Bearer {shown}"}


def test_the_tables_asked_hold_the_answers(world):
    """The search would find a leak: the writer's own door shows the word."""
    pulse = open_by(world.actor("ada"), world.shared)
    say(world.actor("sam"), pulse, 7, "samshemlighet")
    assert "samshemlighet" in everything(world.actor("sam"), world.shared)
    assert "samshemlighet" not in everything(world.actor("finn"), world.shared)


@pytest.fixture(autouse=True)
def _no_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

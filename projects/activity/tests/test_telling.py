"""Events are written with what they tell of, told after commit, and told by the sweep when a crash came between."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.doors import entered
from partnership.kit.book import record
from partnership.kit.ids import new_id
from projects.activity import actions, listeners, tasks
from projects.activity.factories import EventFactory, OrganizationEventFactory
from projects.activity.models import Event, OrganizationEvent
from projects.activity.tasks import QUARANTINE, tell_event, tell_untold
from tests.tenancy import as_creator
from tests.world import NOW


def write(world, kind="goal.proposed", *, who="ada", at=NOW):
    actor, subject = world.actor(who), new_id()
    with entered(actor):
        record(actor, kind, partnership=world.shared, subject_kind="goal", subject_id=subject, at=at)
    return subject


def book():
    with as_creator():
        return list(Event.objects.order_by("xid", "seq"))


def make(factory=EventFactory, **values):
    with as_creator():
        return factory(**values)


def told(event):
    with as_creator():
        return type(event).objects.get(id=event.id).told_at is not None


def attempts(event):
    with as_creator():
        return type(event).objects.get(id=event.id).attempts


def test_an_event_says_who_for_whom_what_and_when(world):
    subject = write(world)
    (event,) = book()
    assert (event.kind, event.subject_kind, event.subject_id, event.at) == (
        "goal.proposed",
        "goal",
        subject,
        NOW,
    )
    assert (event.partnership_id, event.party_id) == (world.shared, world.parties["havsvik"])
    assert (event.person_id, event.key_id, event.data, event.told_at) == (
        world.users["ada"].id,
        None,
        {},
        None,
    )


def test_an_event_goes_back_with_the_action_that_wrote_it(world):
    def fail():
        write(world)
        assert len(book()) == 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), entered(world.actor("ada")):
        fail()
    assert book() == []


@pytest.mark.parametrize("owners", [{}, {"partnership": "shared", "organization": "havsvik"}])
def test_an_event_has_exactly_one_owner(world, owners):
    ids = {"shared": world.shared, "havsvik": world.organizations["havsvik"].id}
    with entered(world.actor("ada")), pytest.raises(ValueError, match="exactly one"):
        record(
            None,
            "goal.proposed",
            subject_kind="goal",
            subject_id=new_id(),
            at=NOW,
            **{name: ids[owner] for name, owner in owners.items()},
        )


def test_listeners_hear_after_commit_only(world, heard, django_capture_on_commit_callbacks):
    with (
        patch.object(tasks.tell_event, "apply_async") as queued,
        django_capture_on_commit_callbacks(execute=True),
    ):
        write(world)
        assert not queued.called
    (event,) = book()
    queued.assert_called_once_with(["partnership", str(event.id)], retry=False)


def test_a_broker_that_is_away_stops_nobody(world, django_capture_on_commit_callbacks):
    with (
        patch.object(tasks.tell_event, "apply_async", side_effect=ConnectionError),
        django_capture_on_commit_callbacks(execute=True),
    ):
        write(world)
    assert len(book()) == 1


def test_listeners_hear_what_their_prefix_names(world, heard):
    subjects = [write(world, kind) for kind in ("goal.proposed", "goal.agreed", "goals.x", "work.logged")]
    for event in book():
        tell_event("partnership", str(event.id))
    kinds = {prefix: [kind for kind, _ in said] for prefix, said in heard.items()}
    assert kinds == {
        "*": ["goal.proposed", "goal.agreed", "goals.x", "work.logged"],
        "goal": ["goal.proposed", "goal.agreed"],
        "goal.proposed": ["goal.proposed"],
    }
    assert [subject for _, subject in heard["*"]] == subjects
    assert all(event.told_at for event in book())


def test_an_event_is_told_once(world, heard):
    event = make(partnership_id=world.shared)
    for _again in range(3):
        tell_event("partnership", str(event.id))
    assert heard["*"] == [(event.kind, event.subject_id)]


def test_a_listener_registered_twice_hears_once(heard):
    def ear(told):
        pass

    listeners.listen("goal", ear)
    listeners.listen("goal", ear)
    assert listeners.listeners_for("goal.agreed").count(ear) == 1


def test_the_sweep_tells_what_a_crash_left_untold_in_both_books(world, heard):
    lost = [
        make(partnership_id=world.shared, kind="goal.agreed"),
        make(partnership_id=world.foreign),
        make(OrganizationEventFactory, organization_id=world.organizations["fjallbo"].id),
    ]
    done = make(partnership_id=world.shared, told_at=NOW)
    fresh = make(partnership_id=world.shared, at=timezone.now())
    assert tell_untold() == 3
    assert sorted(heard["*"]) == sorted((event.kind, event.subject_id) for event in lost)
    assert [told(event) for event in [*lost, done, fresh]] == [True, True, True, True, False]
    assert tell_untold() == 0


def test_a_listener_that_fails_leaves_the_event_untold_and_the_others_told(world, heard):
    bad, good = make(partnership_id=world.shared, kind="goal.bad"), make(partnership_id=world.shared)
    broken = True

    def hear(event):
        if broken and event.kind == "goal.bad":
            raise RuntimeError("broken listener")

    listeners.listen("*", hear)
    assert tell_untold() == 2
    assert [told(bad), told(good), attempts(bad), attempts(good)] == [False, True, 1, 0]
    broken = False
    assert tell_untold() == 1
    assert told(bad)


def test_what_a_listener_wrote_goes_back_when_the_next_one_fails(world, monkeypatch):
    monkeypatch.setattr(listeners, "_listeners", {})
    event = make(partnership_id=world.shared)

    def note(told_event):
        EventFactory(partnership_id=world.shared, kind="note.made")

    def fail(told_event):
        raise RuntimeError("broken listener")

    listeners.listen("*", note)
    listeners.listen("*", fail)
    tell_event("partnership", str(event.id))
    assert [one.kind for one in book()] == [event.kind]


def test_the_sweep_waits_longer_each_time_and_gives_up_for_a_person_to_look(world, heard):
    def event(tries, age):
        return make(partnership_id=world.shared, attempts=tries, at=timezone.now() - age)

    minutes = timedelta(minutes=1)
    due = [event(1, 2 * minutes), event(4, 9 * minutes), event(QUARANTINE - 1, 1100 * minutes)]
    waiting = [
        event(4, 7 * minutes),
        event(QUARANTINE - 1, 1000 * minutes),
        event(QUARANTINE, 90_000 * minutes),
    ]
    assert tell_untold() == 3
    assert [told(one) for one in due + waiting] == [True] * 3 + [False] * 3


def raw(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


@pytest.mark.parametrize("table", ["activity_event", "activity_organizationevent"])
def test_the_book_is_append_only_for_the_runtime_role(world, table):
    make(partnership_id=world.shared)
    make(OrganizationEventFactory, organization_id=world.organizations["havsvik"].id)
    with entered(world.actor("ada")):
        for change in (
            f"UPDATE {table} SET kind = 'other'",
            f"UPDATE {table} SET at = now()",
            f"UPDATE {table} SET data = '{{}}'",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
        ):
            with pytest.raises(Exception, match="permission denied"):
                raw(change)
        assert raw(f"UPDATE {table} SET told_at = now()") == 1


def test_nobody_writes_in_the_book_of_others(world):
    with entered(world.actor("olga")):
        for model, owner in (
            (Event, {"partnership_id": world.shared}),
            (OrganizationEvent, {"organization_id": world.organizations["havsvik"].id}),
        ):
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                model.objects.create(kind="x", subject_kind="x", subject_id=new_id(), at=NOW, **owner)


def test_the_book_is_open_from_the_start(world):
    from partnership.kit import book as port

    assert port._books == [actions.write]

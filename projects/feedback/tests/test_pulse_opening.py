"""Rounds that open by their rhythm and by hand, once, and what they ask of whom."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Organization, Partnership
from accounts.queries import partnership_seen
from projects.agreement.actions.proposals import put_forward
from projects.agreement.factories import signed
from projects.agreement.refusals import PartnershipEnded
from projects.feedback import pulse_refusals as refusals
from projects.feedback.actions.joint import ActionSaid, agree_action
from projects.feedback.actions.rounds import open_round
from projects.feedback.actions.sweeping import open_due
from projects.feedback.kind_pulse import DEFAULT, KIND, values_of
from projects.feedback.models import PulseTerms, Rating, Round, Seat
from projects.feedback.pulse_factories import pulse_opened
from projects.feedback.queries.rounds import terms_held
from projects.feedback.tests.pulses import open_by, say
from tests.events import events_of
from tests.tenancy import as_creator

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OWN = {"id": "laugh", "sv": "Vi skrattar ihop", "en": "We laugh together"}


def proposed(actor, partnership_id, **said):
    with entered(actor, partnership_id=partnership_id):
        return put_forward(
            actor,
            partnership=partnership_seen(actor, partnership_id),
            kind=KIND,
            subject_id=partnership_id,
            values={**values_of(DEFAULT), **said},
            seen=0,
            now=NOW,
        )


def rows(model, **kept):
    with as_creator():
        return list(model.objects.filter(**kept))


def test_a_month_after_the_start_the_sweep_asks_everybody_who_may_answer_once(world):
    assert open_due(now=NOW) == 2
    assert open_due(now=NOW) == 0
    [row] = rows(Round, partnership_id=world.shared)
    assert (row.number, row.opened_on, row.person_id) == (1, date(2026, 11, 23), None)
    assert row.closes_at == datetime(2026, 12, 3, 23, 0, tzinfo=UTC)
    assert [one["key"] for one in row.questions] == [one["key"] for one in DEFAULT.questions]
    asked = {(one.party_id, one.person_id) for one in rows(Seat, partnership_id=world.shared)}
    users, parties = world.users, world.parties
    assert asked == {
        (parties["havsvik"], users["ada"].id),
        (parties["studionord"], users["sam"].id),
        (parties["studionord"], users["finn"].id),
    }
    assert [event["kind"] for event in events_of(world.shared)] == ["feedback.pulse_opened"]


def test_the_next_one_comes_a_month_after_the_last_whoever_opened_that(world):
    with as_creator():
        pulse_opened(world.shared, {}, opened_at=NOW, revealed_at=NOW + timedelta(days=1))
        Partnership.objects.filter(id=world.foreign).update(status="ended", ends_on=NOW.date())
    assert open_due(now=NOW + timedelta(days=29)) == 0
    assert open_due(now=NOW + timedelta(days=30)) == 1


def test_a_day_has_come_when_it_has_come_for_every_side(world):
    with as_creator():
        Organization.objects.filter(id=world.organizations["studionord"].id).update(
            time_zone="Pacific/Honolulu"
        )
        pulse_opened(world.shared, {}, opened_at=NOW, revealed_at=NOW + timedelta(days=1))
        Partnership.objects.filter(id=world.foreign).update(status="ended", ends_on=NOW.date())
    assert open_due(now=datetime(2026, 12, 23, 9, 0, tzinfo=UTC)) == 0
    assert open_due(now=datetime(2026, 12, 23, 10, 0, tzinfo=UTC)) == 1
    [_first, row] = sorted(rows(Round), key=lambda one: one.number)
    assert row.closes_at == datetime(2027, 1, 3, 10, 0, tzinfo=UTC)


def test_none_is_due_while_one_is_open_nor_when_only_people_open_them(world):
    with as_creator():
        pulse_opened(world.shared, {}, opened_at=NOW, lasts=timedelta(days=90))
        PulseTerms.objects.create(
            partnership_id=world.foreign,
            number=1,
            rhythm="by_hand",
            months=0,
            days=10,
            questions=[],
            signed_at=NOW,
        )
    assert open_due(now=NOW + timedelta(days=60)) == 0


def test_either_side_asks_by_hand_one_round_at_a_time_and_a_double_click_asks_once(world):
    sam, key = world.actor("sam"), uuid4()
    for _click in range(2):
        with entered(sam, partnership_id=world.shared):
            seen = partnership_seen(sam, world.shared)
            first = open_round(sam, partnership=seen, now=timezone.now(), key=key)
    assert first.id == key
    with pytest.raises(refusals.PulseIsOpen):
        open_by(world.actor("ada"), world.shared)
    with as_creator():
        Partnership.objects.filter(id=world.foreign).update(status="ended", ends_on=NOW.date())
    with pytest.raises(PartnershipEnded):
        open_by(world.actor("olga"), world.foreign)


def test_what_both_have_signed_is_asked_from_the_next_round_on(world):
    ada, sam = world.actor("ada"), world.actor("sam")
    said = {"rhythm": "quarterly", "days": "14", "topics": [{"id": "a", "topic": "trust"}], "own": [OWN]}
    version = proposed(ada, world.shared, **said)
    signed(ada, version, now=NOW)
    with entered(sam, partnership_id=world.shared):
        assert terms_held(world.shared).is_signed is False
    signed(sam, version, now=NOW)
    with entered(sam, partnership_id=world.shared):
        held = terms_held(world.shared)
    assert (held.number, held.rhythm, held.months, held.days) == (1, "quarterly", 3, 14)
    pulse = open_by(ada, world.shared)
    assert pulse.questions == [{"key": "trust"}, {"key": "own-laugh", "sv": OWN["sv"], "en": OWN["en"]}]
    assert values_of(held)["own"] == [OWN]
    with pytest.raises(refusals.NoSuchQuestion):
        say(ada, pulse, question="tempo")


@pytest.mark.parametrize(
    ("said", "refusal", "field"),
    [
        ({"own": [{**OWN, "en": ""}]}, refusals.BothLanguagesNeeded, "own.0.en"),
        ({"own": [{**OWN, "sv": " "}]}, refusals.BothLanguagesNeeded, "own.0.sv"),
        ({"rhythm": None}, refusals.RhythmMissing, "rhythm"),
        ({"days": "2"}, refusals.BadWindow, "days"),
        ({"days": "31"}, refusals.BadWindow, "days"),
        ({"days": "10.5"}, refusals.BadWindow, "days"),
        ({"topics": []}, refusals.TooFewQuestions, "topics"),
        ({"own": [OWN]}, refusals.TooFewQuestions, "topics"),
        (
            {"topics": [{"id": str(n), "topic": "trust"} for n in range(2)]},
            refusals.TopicTwice,
            "topics.1.topic",
        ),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_place(world, said, refusal, field):
    with pytest.raises(refusal) as found:
        proposed(world.actor("ada"), world.shared, **said)
    assert found.value.on_field == field


def test_open_actions_are_asked_about_in_the_next_round(world):
    ada, sam = world.actor("ada"), world.actor("sam")
    owners = {world.parties["havsvik"]: ada.person_id, world.parties["studionord"]: sam.person_id}
    with entered(ada, partnership_id=world.shared):
        said = ActionSaid("Vi ses varje måndag", NOW.date() + timedelta(days=30), owners)
        seen = partnership_seen(ada, world.shared)
        action = agree_action(ada, partnership=seen, said=said, today=NOW.date(), now=NOW)
    pulse = open_by(ada, world.shared)
    asked = pulse.questions[-1]
    assert asked == {"key": f"action-{action.id}", "sv": action.text, "en": action.text}
    with pytest.raises(refusals.NoSuchQuestion):
        say(ada, pulse, question=asked["key"])
    open_due(now=NOW)
    assert rows(Round, partnership_id=world.foreign)[0].questions == list(DEFAULT.questions)


def test_a_side_of_one_and_three_sides_work(three):
    pulse = open_by(three.actors[0], three.id)
    for number, actor in enumerate(three.actors):
        assert rows(Round, id=pulse.id)[0].revealed_at is None
        say(actor, pulse, number + 1, about=three.parties[0])
    assert rows(Round, id=pulse.id)[0].revealed_at is not None


def at_once(*tasks):
    def run(task):
        try:
            return task()
        except refusals.PulseIsOpen:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [one.result() for one in [pool.submit(run, task) for task in tasks]]


@pytest.mark.django_db(transaction=True)
def test_the_last_two_in_the_same_second_reveal_once(world):
    sam, finn, ada = (world.actor(name) for name in ("sam", "finn", "ada"))
    pulse = open_by(ada, world.shared)
    say(finn, pulse)
    at_once(lambda: say(ada, pulse, 3), lambda: say(sam, pulse, 9))
    kinds = [event["kind"] for event in events_of(world.shared)]
    assert kinds == ["feedback.pulse_opened", "feedback.pulse_revealed"]
    assert sorted(one.score for one in rows(Rating)) == [3, 7, 9]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_in_the_same_second_open_one_round(world):
    ada, sam = world.actor("ada"), world.actor("sam")
    made = at_once(lambda: open_by(ada, world.shared), lambda: open_by(sam, world.shared))
    assert (made.count(None), len(rows(Round))) == (1, 1)
    assert len(rows(Seat)) == 3


def test_seats_stand_still_when_somebody_joins(world):
    pulse = open_by(world.actor("ada"), world.shared)
    with as_creator():
        late = MembershipFactory(organization=world.organizations["havsvik"], role="member").user
    with pytest.raises(refusals.NotAskedHere):
        say(actor_for(late.id), pulse)


def test_many_partnerships_are_opened_in_one_sweep(world):
    with as_creator():
        for _one in range(3):
            PartnershipFactory(sides=[OrganizationFactory(), OrganizationFactory()])
    assert open_due(now=NOW) == 5
    assert len(rows(Round)) == 5

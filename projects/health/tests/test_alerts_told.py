"""Alerts from the counting of a week to the page, the letter and the API's words."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.doors import entered
from partnership.kit.weeks import Week
from projects.feedback.factories import warned
from projects.health.actions import compute_batch
from projects.health.alert_words import TELLERS, AlertSeen, alerts_seen
from projects.health.alerts import AlertKind
from projects.health.factories import make_running_project
from projects.health.models import Snapshot
from projects.health.queries import health_of_weeks
from tests.tenancy import as_creator
from tests.world import NOW

W47 = Week(2026, 47)


@pytest.fixture
def running(world):
    with as_creator():
        make_running_project(world.shared)
    return world


def stored(world, week=W47):
    compute_batch([world.shared], week=week, now=NOW)
    with as_creator():
        return Snapshot.objects.get(partnership_id=world.shared, week_on=week.monday).alerts


def seen_by(world, name):
    actor = world.actor(name)
    with entered(actor):
        return health_of_weeks(actor, world.shared, W47)


def test_a_partnership_in_which_nobody_says_anything_is_told_so(running):
    assert stored(running) == [
        {
            "kind": "silence",
            "since": "2026-11-16",
            "fact": {"weeks": (W47.sunday - datetime(2024, 3, 1).date()).days // 7},
        }
    ]


def test_an_early_warning_ends_the_silence(running):
    with as_creator():
        warned(
            running.shared, running.parties["havsvik"], "Lagret", created_at=datetime(2026, 11, 2, tzinfo=UTC)
        )
    assert stored(running) == []


def test_what_was_said_after_the_week_does_not_change_it(running):
    with as_creator():
        warned(
            running.shared,
            running.parties["havsvik"],
            "Lagret",
            created_at=datetime(2026, 11, 23, tzinfo=UTC),
        )
    assert [one["kind"] for one in stored(running)] == ["silence"]


def test_an_alert_that_goes_on_keeps_its_first_week_and_is_new_in_that_week_alone(running):
    stored(running, W47.previous)
    assert [one["since"] for one in stored(running)] == ["2026-11-09"]
    assert [one.is_new for one in seen_by(running, "ada").alerts] == [False]


def test_counting_a_week_again_gives_the_same_alerts(running):
    assert stored(running, W47.previous) == stored(running, W47.previous)


def test_a_score_that_falls_over_six_weeks_is_told_with_its_pace(world):
    with as_creator():
        make_running_project(world.shared, overrun=10)
        for back in range(1, 6):
            Snapshot.objects.create(
                partnership_id=world.shared,
                week_on=W47.monday - timedelta(weeks=back),
                as_of=W47.monday,
                joint=Decimal(100),
                coverage=Decimal("0.2"),
                formula=3,
                computed_at=NOW,
            )
    falling = next(one for one in stored(world) if one["kind"] == "falling")
    with as_creator():
        lost = 100 - Snapshot.objects.get(partnership_id=world.shared, week_on=W47.monday).joint
    # Least squares over five weeks at 100 and one below: the last one's lever is 2.5 of 17.5.
    assert falling["since"] == "2026-11-16"
    assert Decimal(falling["fact"]["a_week"]) == round(lost / 7, 1) > Decimal("1.5")


def test_both_sides_are_told_the_same(running):
    stored(running)
    assert seen_by(running, "ada").alerts == seen_by(running, "sam").alerts != ()


def test_the_page_tells_it_in_the_readers_language(running, client):
    stored(running)
    for name, words in (("ada", "Värt ett samtal"), ("sam", "Worth a talk")):
        client.force_login(running.users[name])
        assert words in client.get(f"/p/{running.shared}/health/?week=2026-W47").content.decode()


FACTS = {
    "band": ({"before": "good", "now": "act"}, "Hälsan gick från ”God” till ”Behöver åtgärd”."),
    "falling": ({"a_week": "1.5", "weeks": 6}, "Hälsan har fallit med 1,5 poäng i veckan under 6 veckor."),
    "apart": (
        {"points": 24},
        "Sidornas poäng ligger 24 isär: det fungerar bättre för den ena än för den andra.",
    ),
    "coverage": (
        {"before": "0.8100", "now": "0.6500"},
        "Mindre är känt än förut: 65 % av det som hälsan består av har färska data, var 81 %.",
    ),
    "silence": (
        {"weeks": 7},
        "Ingen har varnat eller gett återkoppling på 7 veckor. Tystnad säger inget: fråga varandra.",
    ),
}


@pytest.mark.parametrize("kind", list(AlertKind))
def test_every_kind_has_its_sentence(kind):
    fact, sentence = FACTS[kind]
    row = {"kind": kind.value, "since": "2026-11-16", "fact": fact}
    with translation.override("sv"):
        told = alerts_seen([row], week_on=W47.monday)
    assert [(one.kind, one.text.replace("\xa0", " "), one.is_new) for one in told] == [
        (kind.value, sentence, True)
    ]
    assert isinstance(told[0], AlertSeen)
    assert TELLERS.keys() == set(AlertKind)

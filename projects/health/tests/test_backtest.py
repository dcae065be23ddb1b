"""`manage.py backtest_health` over rows of many partnerships."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Partnership
from projects.agreement.models import Agreement, Version
from projects.health.factories import make_deliverable, make_project
from projects.health.management.commands import backtest_health
from projects.health.models import Snapshot
from tests.tenancy import as_creator
from tests.world import NOW

MONDAY = date(2026, 6, 1)


def told(*args):
    out = StringIO()
    call_command("backtest_health", *args, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(backtest_health.timezone, "now", lambda: NOW)


def make_week(partnership_id, score, band, week_on=MONDAY):
    Snapshot.objects.create(
        partnership_id=partnership_id,
        week_on=week_on,
        as_of=week_on + timedelta(days=7),
        joint=Decimal(score),
        coverage=Decimal("0.8"),
        band=band,
        formula=3,
        computed_at=NOW,
    )


def make_partnerships(count, *, ends_on=None, score, band):
    for number in range(count):
        status = "ended" if ends_on else "active"
        row = Partnership.objects.create(started_on=date(2024, 1, 1), ends_on=ends_on, status=status)
        make_week(row.id, score + number, band)


def section(text, name):
    return next(part for part in text.split("\n\n") if part.startswith(name))


def test_what_ended_after_low_scores_was_foretold(world):
    with as_creator():
        make_partnerships(12, ends_on=date(2026, 8, 1), score=20, band="act")
        make_partnerships(12, score=70, band="watch")
    assert section(told(), "the end of the partnership").splitlines() == [
        "the end of the partnership: after 12 of 24 weeks, in 12 of 24 partnerships",
        "  of two weeks the one before it had the lower score in 100% (76% to 100%):",
        "  low scores foretold it better than a coin would",
        "  good   no week",
        "  watch  0% of 12 weeks (0% to 24%), 12 partnerships",
        "  act    100% of 12 weeks (76% to 100%), 12 partnerships",
    ]


def test_few_partnerships_are_called_too_few(world):
    with as_creator():
        make_week(world.shared, 40, "act")
    assert section(told(), "a missed date").splitlines() == [
        "a missed date: after 0 of 1 weeks, in 0 of 1 partnerships",
        "  too little to tell: it takes 10 partnerships with it and 10 without, and there are 0 and 1",
    ]


@pytest.mark.parametrize(
    ("due_on", "delivered_on", "missed"),
    [
        (date(2026, 7, 1), None, 1),
        (date(2026, 7, 1), date(2026, 7, 2), 1),
        (date(2026, 7, 1), date(2026, 7, 1), 0),
        (date(2026, 6, 7), None, 1),
        (date(2026, 6, 6), None, 0),
        (date(2026, 9, 5), None, 1),
        (date(2026, 9, 6), None, 0),
    ],
)
def test_a_date_counts_when_it_is_missed_within_the_weeks_ahead(world, due_on, delivered_on, missed):
    with as_creator():
        make_week(world.shared, 40, "act")
        make_deliverable(make_project(world.shared), "Kassa", planned_on=due_on, delivered_on=delivered_on)
    assert f"a missed date: after {missed} of 1 weeks" in told()


@pytest.mark.parametrize(("kind", "declined"), [("project", 1), ("goal", 0)])
def test_a_no_to_what_carries_on_counts_as_a_declined_renewal(world, kind, declined):
    with as_creator():
        make_week(world.shared, 40, "act")
        line = Agreement.objects.create(
            partnership_id=world.shared, kind=kind, subject_id=world.shared, created_at=NOW
        )
        Version.objects.create(
            partnership_id=world.shared,
            agreement=line,
            number=1,
            status="declined",
            title="Nytt år",
            content_hash="",
            party_id=world.parties["havsvik"],
            proposed_at=NOW,
            closed_at=datetime(2026, 7, 1, tzinfo=UTC),
        )
    assert f"a declined renewal: after {declined} of 1 weeks" in told()


def test_weeks_whose_future_is_not_over_or_that_had_no_band_are_left_out(world):
    with as_creator():
        make_week(world.shared, 40, "act", week_on=date(2026, 11, 9))
        make_week(world.foreign, 40, "")
    assert "after 0 of 0 weeks" in told()


@pytest.mark.parametrize("weeks", ["0", "-1", "1000"])
def test_a_number_of_weeks_that_makes_no_sense_is_refused(weeks):
    with pytest.raises(CommandError, match="1 to 104"):
        told("--weeks", weeks)

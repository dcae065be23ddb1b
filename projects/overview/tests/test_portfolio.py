"""The portfolio: the letter's own order, half a year in a line, alerts, and pages for hundreds."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.factories import OrganizationFactory
from accounts.models import Partnership, Party, User
from partnership.kit.weeks import Week
from projects.health.models import Snapshot
from projects.health.need import need
from projects.overview.portfolio import PAGE
from tests.tenancy import as_creator
from tests.world import MARKER

ALERT = {"kind": "apart", "since": "2026-11-16", "fact": {"points": 31}}


def snapshot(partnership, score, *, back=0, band="watch", alerts=()):
    week = Week.of(timezone.localdate()).shifted(-back)
    return Snapshot(
        partnership_id=partnership,
        week_on=week.monday,
        as_of=week.sunday,
        joint=Decimal(score),
        coverage=Decimal("0.8"),
        band=band,
        alerts=list(alerts),
        formula=5,
        computed_at=timezone.now(),
    )


@pytest.fixture
def many(world):
    """Sam's agency with 300 more partnerships, each with two counted weeks."""
    own = world.organizations["studionord"]
    with as_creator():
        partner = OrganizationFactory(name="Alla AB")
        rows = Partnership.objects.bulk_create(
            Partnership(started_on=timezone.localdate() - timedelta(days=400)) for _number in range(300)
        )
        Party.objects.bulk_create(
            Party(partnership=row, organization=side, position=position)
            for row in rows
            for position, side in enumerate((partner, own), start=1)
        )
        Snapshot.objects.bulk_create(
            snapshot(row.id, 30 + number % 60 - back * (number % 7), back=back)
            for number, row in enumerate(rows)
            for back in (0, 1)
        )
    return world


def page(client, world, name, address="/"):
    client.force_login(world.users[name])
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(text):
    return re.findall(r'<h2><a href="/p/([0-9a-f-]+)/"', text)


def test_hundreds_are_listed_page_by_page_each_once(many, client):
    found, address = [], "/"
    while address:
        text = page(client, many, "sam", address)
        assert len(shown(text)) <= PAGE
        found += shown(text)
        older = re.search(r'href="(\?[^"]*after=[^"]*)" rel="next"', text)
        address = "/" + older[1].replace("&amp;", "&") if older else ""
    assert len(found) == len(set(found)) == 301


def test_three_hundred_cost_no_more_questions_than_one(many, client):
    def asked(name):
        page(client, many, name)
        with CaptureQueriesContext(connection) as captured:
            page(client, many, name)
        return len(captured)

    assert asked("sam") <= asked("ada")


@pytest.mark.parametrize(
    "place", ["nonsense", "0_0_0_0_x", "1_2_3", "0_a_0_0_01990000-0000-7000-8000-000000000001"]
)
def test_a_made_up_place_begins_the_list_anew(many, client, place):
    assert shown(page(client, many, "sam", f"/?after={place}")) == shown(page(client, many, "sam"))


def test_a_large_portfolio_is_searched_by_name_and_by_status(many, client):
    assert shown(page(client, many, "sam", "/?name=havsvik")) == [str(many.shared)]
    assert shown(page(client, many, "sam", "/?show=good")) == []
    assert "No partnership like that" in page(client, many, "sam", "/?show=act&name=nowhere")
    assert len(shown(page(client, many, "sam", "/?show=watch"))) == PAGE
    assert len(shown(page(client, many, "sam", "/?show=broken"))) == PAGE
    assert 'role="search" aria-label="Partnerships"' not in page(client, many, "ada")


def test_who_slips_comes_before_who_is_low_and_alerts_are_told(many, client):
    with as_creator():
        Snapshot.objects.bulk_create(
            [snapshot(many.shared, 80, back=1), snapshot(many.shared, 60, alerts=[ALERT])]
        )
    text = page(client, many, "sam")
    assert shown(text)[0] == str(many.shared)
    assert "The sides’ scores are 31 points apart" in text
    assert shown(page(client, many, "sam", "/?show=alerts")) == [str(many.shared)]
    assert MARKER not in text


def test_the_line_says_its_sentence_and_leaves_gaps(world, client):
    with as_creator():
        Snapshot.objects.bulk_create(snapshot(world.shared, 60 + back, back=back) for back in (0, 1, 2, 8, 9))
        User.objects.update(language="en")
    for name in ("ada", "sam"):
        text = page(client, world, name)
        drawn = re.search(r'<figure class="chart spark">(.*?)</figure>', text, re.DOTALL)[1]
        assert "Havsvik Hem × Studio Nord: health over 26 weeks</title>" in drawn
        assert "From 69 to 60, lowest 60 and highest 69. 21 weeks were not counted.</desc>" in drawn
        assert drawn.count("<polyline") + drawn.count("<path") == 2
        assert "style=" not in drawn


def test_need_puts_a_falling_score_first_then_what_waits_then_a_low_score_and_unknown_ones_last():
    rows = {
        "falls": need(change=-4, waiting=0, score=90, title="x"),
        "waits": need(change=5, waiting=3, score=95, title="x"),
        "low": need(change=None, waiting=0, score=20, title="x"),
        "high": need(change=2, waiting=0, score=80, title="a"),
        "unknown": need(change=None, waiting=0, score=None, title="a"),
    }
    assert sorted(rows, key=rows.__getitem__) == list(rows)

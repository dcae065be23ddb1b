"""Weights that every side has signed: they hold from that week on, and never reach back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.doors import entered
from partnership.kit.errors import NotThere, Refused
from partnership.kit.weeks import Week
from projects.agreement.factories import agreed, proposed, signed
from projects.agreement.models import Version
from projects.health.actions import compute_batch
from projects.health.factories import make_running_project
from projects.health.formula import DEFAULT
from projects.health.models import Contribution, PartyHealth, Snapshot, Weights
from projects.health.weights import KIND, values_of, weights_of_week
from tests.tenancy import as_creator

W47 = Week(2026, 47)
WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
OTHER = {
    "goals": "10",
    "delivery": "60",
    "benefit": "10",
    "openness": "5",
    "feedback": "5",
    "answers": "10",
    "spread": "0.5",
}
ENGLISH = {**OTHER, "spread": "0,5"}


def said(world, values=OTHER, name="ada", **options):
    return proposed(
        world.actor(name), world.shared, kind=KIND, subject_id=world.shared, values=values, **options
    )


def settle(world, *, now=WEDNESDAY, values=OTHER):
    people = [world.actor("ada"), world.actor("sam")]
    return agreed(people, world.shared, kind=KIND, subject_id=world.shared, values=values, now=now)


def bytes_of(world, week):
    """Everything that is stored of a week, but for its ids and the moment it was counted."""
    with as_creator():
        where = {"partnership_id": world.shared, "week_on": week.monday}
        snapshot = Snapshot.objects.filter(**where).values().get()
        parts = [
            list(model.objects.filter(snapshot_id=snapshot["id"]).order_by("party_id", *more).values())
            for model, *more in ((PartyHealth,), (Contribution, "dimension", "part", "subject_id"))
        ]
        snapshot.pop("computed_at")
        return repr(
            [snapshot, [[{k: v for k, v in row.items() if k != "id"} for row in rows] for rows in parts]]
        )


@pytest.fixture
def shop(world):
    with as_creator():
        make_running_project(world.shared, overrun=2)
    for week in (W47.previous, W47):
        compute_batch([world.shared], week=week, now=WEDNESDAY)
    return world


def test_signed_weights_hold_from_the_week_of_the_last_signature(shop):
    settle(shop)
    with as_creator():
        row = Weights.objects.get()
        assert (row.partnership_id, row.number, row.from_on) == (shop.shared, 1, W47.next.monday)
    with entered(shop.actor("sam")):
        assert weights_of_week(shop.shared, W47) == DEFAULT
        assert weights_of_week(shop.shared, W47.next).weights["delivery"] == 60


def test_past_weeks_stay_the_same_to_the_byte_when_they_are_counted_again(shop):
    before = [bytes_of(shop, week) for week in (W47.previous, W47)]
    settle(shop)
    for week in (W47.previous, W47, W47.next):
        compute_batch([shop.shared], week=week, now=WEDNESDAY + timedelta(hours=1))
    assert [bytes_of(shop, week) for week in (W47.previous, W47)] == before
    with as_creator():
        snapshot = Snapshot.objects.get(week_on=W47.next.monday)
        assert snapshot.spread_weight == Decimal("0.5")
        rows = Contribution.objects.filter(
            snapshot=snapshot, dimension="delivery", party_id=shop.parties["havsvik"]
        )
        assert sum(row.weight for row in rows) == 60


def test_the_latest_of_two_signed_in_one_week_counts_and_both_are_kept(shop):
    settle(shop)
    settle(shop, values={**OTHER, "goals": "20", "delivery": "50"}, now=WEDNESDAY + timedelta(hours=1))
    with entered(shop.actor("ada")):
        assert weights_of_week(shop.shared, W47.next).weights["delivery"] == 50
        assert Weights.objects.count() == 2


def test_one_signature_changes_nothing(shop):
    signed(shop.actor("ada"), said(shop))
    with entered(shop.actor("ada")):
        assert weights_of_week(shop.shared, W47.next.next) == DEFAULT
        assert not Weights.objects.exists()


def test_weights_of_another_partnership_change_nothing_here(shop):
    with as_creator():
        own = {"partnership_id": shop.foreign, "number": 1, "signed_at": WEDNESDAY}
        Weights.objects.create(**own, from_on=W47.monday, weights={}, spread_weight=0)
    before = bytes_of(shop, W47)
    compute_batch([shop.shared, shop.foreign], week=W47, now=WEDNESDAY)
    assert bytes_of(shop, W47) == before
    with entered(shop.actor("ada")):
        assert not Weights.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"goals": "11"}, "weights_do_not_sum"),
        ({"goals": "-5", "delivery": "75"}, "bad_weight"),
        ({"goals": "110", "delivery": "-40"}, "bad_weight"),
        ({"goals": None}, "bad_weight"),
        ({"goals": "9.999", "delivery": "60.001"}, "bad_weight"),
        ({"spread": "0.51"}, "bad_spread"),
        ({"spread": "-0.1"}, "bad_spread"),
        ({"spread": None}, "bad_spread"),
        ({"goals": "ten"}, "bad_values"),
        ({"margin": "5"}, "bad_values"),
    ],
)
def test_weights_that_can_not_be_are_refused(shop, change, code):
    with pytest.raises(Refused) as refused:
        said(shop, {**OTHER, **change})
    assert refused.value.code == code


def test_weights_are_of_the_partnership_and_of_nothing_else(shop):
    with pytest.raises(NotThere):
        proposed(shop.actor("ada"), shop.shared, kind=KIND, subject_id=shop.foreign, values=OTHER)


def test_the_defaults_are_values_that_can_be_proposed(shop):
    assert values_of(DEFAULT) == {
        "goals": "25", "delivery": "20", "benefit": "20", "openness": "15", "feedback": "15", "answers": "5",
        "spread": "0.25",
    }  # fmt: skip
    said(shop, values_of(DEFAULT))


@pytest.fixture
def page(shop, client):
    def ask(name, **sent):
        client.force_login(shop.users[name])
        url = f"/p/{shop.shared}/health/weights/"
        return client.post(url, sent) if sent else client.get(url)

    return ask


def versions():
    with as_creator():
        return list(Version.objects.order_by("number").values_list("number", "status", "title"))


def test_either_side_proposes_on_the_page_and_a_double_click_makes_one(page):
    key = "0199aaaa-0000-7000-8000-000000000001"
    answers = [page("sam", **ENGLISH, seen=0, key=key) for _turn in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert versions() == [(1, "open", "Weights of the health score")]


def test_what_is_proposed_stands_in_the_form_of_the_other_side(page, shop):
    said(shop)
    answer = page("sam")
    assert 'name="delivery" value="60"' in answer.content.decode()
    assert page("sam", **{**ENGLISH, "goals": "0", "answers": "20"}, seen=1).status_code == 303
    assert [row[:2] for row in versions()] == [(1, "countered"), (2, "open")]


def test_a_refusal_loses_nothing_of_what_was_typed(page):
    answer = page("ada", **{**ENGLISH, "goals": "11"}, seen=0, word="Leverans först")
    text = answer.content.decode()
    assert (answer.status_code, versions()) == (422, [])
    assert "101" in text
    assert "Leverans först" in text


def test_who_wrote_on_an_older_version_is_told_and_can_go_on(page, shop):
    said(shop)
    answer = page("sam", **{**ENGLISH, "goals": "0", "answers": "20"}, seen=0)
    assert answer.status_code == 422
    assert 'name="seen" value="1"' in answer.content.decode()


@pytest.mark.parametrize(("name", "status"), [("vera", 403), ("finn", 403), ("olga", 404)])
def test_who_may_not_plan_may_not_propose(page, name, status):
    assert page(name).status_code == status
    assert page(name, **ENGLISH, seen=0).status_code == status

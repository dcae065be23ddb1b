from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.actions.organizations import ChangedMeanwhile
from accounts.doors import entered
from accounts.models import Membership, Organization
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.pricing.actions.exchange import (
    BadExchangeRate,
    ExchangeSaid,
    SameCurrency,
    StatedOutside,
    delete_exchange_rate,
    state_exchange_rate,
)
from projects.pricing.actions.rates import (
    BadRate,
    BadRole,
    RateBetween,
    RateDayOutside,
    RateEmpty,
    RateHolds,
    RateSaid,
    RatesOverlap,
    UnknownCurrency,
    add_rate,
    change_rate,
    delete_rate,
)
from projects.pricing.models import ExchangeRate, Rate
from projects.pricing.queries.rates import rates_of, stated_rates_of, viewing_rate
from projects.pricing.viewing import viewing_for
from tests.events import events_of
from tests.tenancy import as_creator

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AT = {"today": TODAY, "now": NOW}
TOMORROW = TODAY + timedelta(days=1)


def said(**changed):
    line = {"role": "Designer", "valid_from": TODAY, "currency": "SEK", "hourly_rate": Decimal(1200)}
    return RateSaid(**{**line, "hourly_cost": Decimal("712.50"), **changed})


@pytest.fixture
def sam(world):
    actor = world.actor("sam")
    with entered(actor):
        yield actor


def test_a_line_is_added_once_and_told_without_its_price(sam):
    key = new_id()
    rate = add_rate(sam, said=said(role="  Senior   Designer "), key=key, **AT)
    assert add_rate(sam, said=said(), key=key, **AT) == rate
    [seen] = rates_of(sam.organization_id)
    assert (seen.id, seen.role, seen.role_key) == (key, "Senior Designer", "senior designer")
    assert (seen.hourly_rate, seen.hourly_cost, seen.currency) == (Decimal(1200), Decimal("712.50"), "SEK")
    [event] = [one for one in events_of(sam.organization_id) if one["kind"].startswith("pricing")]
    assert (event["kind"], event["data"]) == ("pricing.rate_added", {})


@pytest.mark.parametrize(
    ("changed", "refusal", "field"),
    [
        ({"role": "  "}, BadRole, "role"),
        ({"role": "x" * 81}, BadRole, "role"),
        ({"hourly_rate": Decimal(-1)}, BadRate, "hourly_rate"),
        ({"hourly_cost": Decimal("-0.0001")}, BadRate, "hourly_cost"),
        ({"hourly_rate": Decimal("1.00001")}, BadRate, "hourly_rate"),
        ({"hourly_rate": Decimal("10000000.01")}, BadRate, "hourly_rate"),
        ({"hourly_cost": Decimal("NaN")}, BadRate, "hourly_cost"),
        ({"hourly_cost": Decimal("Infinity")}, BadRate, "hourly_cost"),
        ({"hourly_rate": None, "hourly_cost": None}, RateEmpty, "hourly_rate"),
        ({"currency": "DEM"}, UnknownCurrency, "currency"),
        ({"currency": "kr"}, UnknownCurrency, "currency"),
        ({"valid_from": date(1904, 1, 1)}, RateDayOutside, "valid_from"),
        ({"valid_from": date(9999, 12, 31)}, RateDayOutside, "valid_from"),
    ],
)
def test_a_line_that_can_not_be_is_refused_at_its_field(sam, changed, refusal, field):
    with pytest.raises(refusal) as raised:
        add_rate(sam, said=said(**changed), **AT)
    assert raised.value.on_field == field
    assert rates_of(sam.organization_id) == []


def test_rates_of_one_role_currency_and_day_overlap(sam):
    add_rate(sam, said=said(), **AT)
    with pytest.raises(RatesOverlap):
        add_rate(sam, said=said(role=" DESIGNER "), **AT)
    add_rate(sam, said=said(currency="eur"), **AT)
    add_rate(sam, said=said(valid_from=TOMORROW), **AT)
    add_rate(sam, said=said(role="Developer"), **AT)
    assert len(rates_of(sam.organization_id)) == 4


def test_a_new_line_never_rewrites_days_between_others(sam):
    for day in (date(2026, 1, 1), date(2026, 6, 1)):
        add_rate(sam, said=said(valid_from=day), **AT)
    with pytest.raises(RateBetween):
        add_rate(sam, said=said(valid_from=date(2026, 3, 1)), **AT)
    add_rate(sam, said=said(valid_from=date(2025, 3, 1)), **AT)
    add_rate(sam, said=said(valid_from=date(2026, 11, 1)), **AT)


def test_a_line_changes_and_goes_until_its_day_has_come(sam):
    rate = add_rate(sam, said=said(valid_from=TOMORROW), **AT)
    changed = change_rate(sam, rate=rate, said=said(valid_from=TOMORROW, hourly_cost=None), version=1, **AT)
    assert (changed.version, changed.hourly_cost) == (2, None)
    with pytest.raises(ChangedMeanwhile):
        change_rate(sam, rate=rate, said=said(valid_from=TOMORROW), version=1, **AT)
    for act in (
        lambda: change_rate(sam, rate=rate, said=said(), today=TOMORROW, now=NOW),
        lambda: delete_rate(sam, rate=rate, today=TOMORROW, now=NOW),
    ):
        with pytest.raises(RateHolds):
            act()
    delete_rate(sam, rate=rate, **AT)
    assert rates_of(sam.organization_id) == []
    with pytest.raises(NotThere):
        delete_rate(sam, rate=rate, **AT)


def test_a_change_can_not_move_onto_another_line(sam):
    add_rate(sam, said=said(), **AT)
    rate = add_rate(sam, said=said(valid_from=TOMORROW), **AT)
    with pytest.raises(RatesOverlap):
        change_rate(sam, rate=rate, said=said(valid_from=TODAY), **AT)


def test_nobody_else_finds_or_changes_the_card(world):
    with entered(world.actor("sam")) as sam:
        rate = add_rate(sam, said=said(valid_from=TOMORROW), **AT)
    for name in ("ada", "olga"):
        actor = world.actor(name)
        with entered(actor):
            assert (rates_of(actor.organization_id), rates_of(rate.organization_id)) == ([], [])
            assert Rate.objects.filter(id=rate.id).count() == 0
            with pytest.raises(NotThere):
                change_rate(actor, rate=rate, said=said(), **AT)
            with pytest.raises(NotThere):
                delete_rate(actor, rate=rate, **AT)


@pytest.mark.parametrize(
    ("role", "may"), [("admin", True), ("finance", True), ("member", False), ("viewer", False)]
)
def test_who_keeps_the_book_keeps_the_rates(world, role, may):
    with as_creator():
        Membership.objects.filter(user=world.users["sam"]).update(role=role)
    with entered(world.actor("sam")) as actor:
        for act in (
            lambda: add_rate(actor, said=said(), **AT),
            lambda: state_exchange_rate(actor, said=exchange(), **AT),
        ):
            if may:
                act()
            else:
                with pytest.raises(NotAllowed):
                    act()


def exchange(**changed):
    line = {"base": "EUR", "quote": "SEK", "rate": Decimal("11.23"), "stated_on": date(2026, 11, 1)}
    return ExchangeSaid(**{**line, "source": "Riksbanken", **changed})


def test_a_rate_is_stated_for_a_day_and_said_anew_on_the_same(sam):
    row = state_exchange_rate(sam, said=exchange(), **AT)
    assert state_exchange_rate(sam, said=exchange(), **AT) == row
    assert state_exchange_rate(sam, said=exchange(rate=Decimal("11.30")), **AT) == row
    [seen] = stated_rates_of(sam.organization_id)
    assert (seen.base, seen.quote, seen.rate, seen.source) == ("EUR", "SEK", Decimal("11.30"), "Riksbanken")
    delete_exchange_rate(sam, rate=row, now=NOW)
    assert stated_rates_of(sam.organization_id) == []
    kinds = [one["kind"] for one in events_of(sam.organization_id) if one["kind"].startswith("pricing")]
    assert kinds == ["pricing.exchange_rate_stated"] * 2 + ["pricing.exchange_rate_deleted"]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"rate": Decimal(0)}, BadExchangeRate),
        ({"rate": Decimal(-1)}, BadExchangeRate),
        ({"rate": Decimal("0.000000001")}, BadExchangeRate),
        ({"rate": Decimal("1E+10")}, BadExchangeRate),
        ({"rate": Decimal("NaN")}, BadExchangeRate),
        ({"quote": "eur"}, SameCurrency),
        ({"quote": "QQQ"}, UnknownCurrency),
        ({"stated_on": TOMORROW}, StatedOutside),
    ],
)
def test_an_exchange_rate_that_can_not_be_is_refused(sam, changed, refusal):
    with pytest.raises(refusal):
        state_exchange_rate(sam, said=exchange(**changed), **AT)
    assert ExchangeRate.objects.count() == 0


def test_amounts_are_seen_at_the_newest_rate_of_the_day_or_earlier(sam, world):
    for day, rate in ((1, "11.00"), (20, "11.50")):
        state_exchange_rate(sam, said=exchange(stated_on=date(2026, 11, day), rate=Decimal(rate)), **AT)
    own = sam.organization_id
    assert viewing_rate(own, "EUR", "SEK", date(2026, 10, 31)) is None
    assert viewing_rate(own, "EUR", "SEK", date(2026, 11, 19)).rate == Decimal("11.00")
    assert viewing_rate(own, "SEK", "EUR", TODAY).rate == Decimal("11.50")
    assert viewing_rate(own, "NOK", "SEK", TODAY) is None


def test_who_reckons_in_another_currency_sees_it_beside(world):
    with as_creator():
        Organization.objects.filter(id=world.organizations["studionord"].id).update(currency="EUR")
    for name, seen in (("sam", "EUR"), ("ada", None)):
        with entered(world.actor(name)) as actor:
            assert viewing_for(actor, world.partnership(name), today=TODAY) is None
            state_exchange_rate(actor, said=exchange(), **AT)
            own = viewing_for(actor, world.partnership(name), today=TODAY)
            assert (own and own.currency) == seen

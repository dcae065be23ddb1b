"""Pain and gain share: the published checks, and what holds for every rule and every outturn."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.pricing.shares import (
    DEFAULT,
    BadRule,
    Band,
    Fault,
    ceiling_of,
    check_rule,
    customer_pays,
    outcome,
    share_of,
)

D = Decimal
FIVE = (
    Band(None, D("0.8"), D("0.15")),
    Band(D("0.8"), D("0.9"), D("0.30")),
    Band(D("0.9"), D("1.1"), D("0.50")),
    Band(D("1.1"), D("1.2"), D("0.75")),
    Band(D("1.2"), None, D(1)),
)
T = D(100_000)


@pytest.mark.parametrize(
    ("outturn", "share", "pays"),
    [
        (70_000, 9_500, 79_500),
        (85_000, 6_500, 91_500),
        (95_000, 2_500, 97_500),
        (100_000, 0, 100_000),
        (104_000, -2_000, 102_000),
        (115_000, -8_750, 106_250),
        (130_000, -22_500, 107_500),
    ],
)
def test_five_bands_give_the_published_table(outturn: int, share: int, pays: int) -> None:
    assert share_of(T, D(outturn), FIVE) == share
    assert customer_pays(T, D(outturn), FIVE) == pays


def test_the_published_saving_in_two_bands_gives_25_000() -> None:
    bands = (Band(None, D("0.8"), D(0)), Band(D("0.8"), D(1), D("0.25")), Band(D(1), None, D("0.5")))
    assert share_of(D(500_000), D(200_000), bands) == 25_000


def test_the_default_offer_is_even_with_a_ceiling_at_a_fifth_above() -> None:
    assert share_of(T, D(80_000), DEFAULT) == 10_000
    assert share_of(T, D(120_000), DEFAULT) == -10_000
    assert [customer_pays(T, D(one), DEFAULT) for one in (120_000, 150_000, 900_000)] == [110_000] * 3
    assert ceiling_of(T, DEFAULT) == 110_000
    assert ceiling_of(T, FIVE) == 107_500


def test_a_ceiling_begins_at_the_target_when_the_last_band_reaches_below_it() -> None:
    assert ceiling_of(T, (Band(None, D("0.8"), D(0)), Band(D("0.8"), None, D(1)))) == 100_000
    assert ceiling_of(T, (Band(None, None, D(1)),)) == 100_000


def test_there_is_no_ceiling_without_a_last_band_of_the_deliverer_alone() -> None:
    assert ceiling_of(T, (Band(None, None, D("0.99")),)) is None


def test_the_order_of_the_bands_means_nothing() -> None:
    assert share_of(T, D(70_000), FIVE[::-1]) == 9_500


def test_both_parts_of_an_odd_saving_are_whole_units_and_sum_to_it() -> None:
    yen = outcome(D(1_000), D(999), DEFAULT, step=D(1))
    assert (yen.saving, yen.deliverer, yen.commissioner, yen.pays) == (1, 1, 0, 1_000)
    cents = outcome(D("100.00"), D("99.995"), DEFAULT)
    assert (cents.outturn, cents.saving, cents.deliverer, cents.commissioner) == (100, 0, 0, 0)


def _fault(*bands: tuple[str | None, str | None, str], target: str = "100") -> tuple[Fault, int | None]:
    made = [Band(D(low) if low else None, D(high) if high else None, D(share)) for low, high, share in bands]
    with pytest.raises(BadRule) as refused:
        check_rule(D(target), made)
    return refused.value.fault, refused.value.row


def test_what_can_be_no_rule_is_named_with_its_band() -> None:
    assert _fault((None, "0.8", "0.5"), ("0.9", None, "1")) == (Fault.HOLE, 1)
    assert _fault((None, "0.9", "0.5"), ("0.8", None, "1")) == (Fault.OVERLAP, 1)
    assert _fault((None, None, "0.5"), ("1.2", None, "1")) == (Fault.OVERLAP, 1)
    assert _fault(("1.2", None, "1"), (None, "1.1", "0.5")) == (Fault.HOLE, 0)
    assert _fault(("0.5", None, "1")) == (Fault.HOLE, 0)
    assert _fault((None, "1.2", "0.5")) == (Fault.HOLE, 0)
    assert _fault((None, "1", "1.01"), ("1", None, "0.5")) == (Fault.SHARE, 0)
    assert _fault((None, "1", "1"), ("1", None, "-0.01")) == (Fault.SHARE, 1)
    assert _fault((None, "1", "NaN"), ("1", None, "0.5")) == (Fault.SHARE, 0)
    assert _fault((None, "1", "0.5"), ("1", "1", "0.5"), ("1", None, "0.5")) == (Fault.EDGE, 1)
    assert _fault(("-0.1", None, "0.5")) == (Fault.EDGE, 0)
    assert _fault((None, "Infinity", "0.5")) == (Fault.EDGE, 0)
    assert _fault() == (Fault.NONE, None)


@pytest.mark.parametrize("target", ["0", "-1", "NaN", "Infinity"])
def test_a_target_is_more_than_nothing(target: str) -> None:
    assert _fault((None, None, "0.5"), target=target) == (Fault.TARGET, None)


@pytest.mark.parametrize("outturn", ["-0.01", "NaN", "Infinity"])
def test_an_outturn_below_nothing_is_refused(outturn: str) -> None:
    with pytest.raises(ValueError):
        share_of(T, D(outturn), DEFAULT)


money = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
targets = st.decimals(min_value=D("0.01"), max_value=10**9, places=2, allow_nan=False)
shares = st.decimals(min_value=0, max_value=1, places=4, allow_nan=False)


@st.composite
def rules(draw: st.DrawFn) -> tuple[Band, ...]:
    places = st.decimals(min_value=D("0.01"), max_value=3, places=4, allow_nan=False)
    edges = [None, *sorted(draw(st.sets(places, max_size=5))), None]
    pairs = pairwise(edges)
    return tuple(Band(low, high, draw(shares)) for low, high in pairs)


@given(target=targets, bands=rules())
def test_at_the_target_nobody_gains_or_loses(target: Decimal, bands: tuple[Band, ...]) -> None:
    assert share_of(target, target, bands) == 0
    assert customer_pays(target, target, bands) == target


@given(target=targets, outturn=money, more=money, bands=rules())
def test_a_step_of_the_outturn_never_moves_the_share_further_than_itself(
    target: Decimal, outturn: Decimal, more: Decimal, bands: tuple[Band, ...]
) -> None:
    # No jump anywhere: the share is Lipschitz continuous, and so is what is paid.
    fall = share_of(target, outturn, bands) - share_of(target, outturn + more, bands)
    assert 0 <= fall <= more


@given(target=targets, outturn=money, more=money, bands=rules(), digits=st.sampled_from([0, 2, 3]))
def test_what_is_paid_never_falls_as_the_outturn_rises_rounded_or_not(
    target: Decimal, outturn: Decimal, more: Decimal, bands: tuple[Band, ...], digits: int
) -> None:
    step = D(1).scaleb(-digits)
    assert customer_pays(target, outturn, bands) <= customer_pays(target, outturn + more, bands)
    if target >= step:
        less, later = (outcome(target, one, bands, step=step) for one in (outturn, outturn + more))
        assert less.pays <= later.pays


@given(target=targets, outturn=money, bands=rules())
def test_a_last_band_of_the_deliverer_alone_is_a_ceiling(
    target: Decimal, outturn: Decimal, bands: tuple[Band, ...]
) -> None:
    last = bands[-1]
    capped = (*bands[:-1], Band(last.low, None, D(1)))
    most = ceiling_of(target, capped)
    assert most is not None
    assert customer_pays(target, outturn, capped) <= most
    edge = max(last.low or D(0), D(1)) * target
    assert customer_pays(target, edge + outturn, capped) == most


@given(target=targets, outturn=money, bands=rules(), digits=st.sampled_from([0, 2, 3]))
def test_both_parts_sum_to_the_saving_and_what_is_paid_follows(
    target: Decimal, outturn: Decimal, bands: tuple[Band, ...], digits: int
) -> None:
    step = D(1).scaleb(-digits)
    if target < step:
        return
    found = outcome(target, outturn, bands, step=step)
    assert found.saving == found.target - found.outturn == found.deliverer + found.commissioner
    assert found.pays == found.outturn + found.deliverer == found.target - found.commissioner
    assert all(one % step == 0 for one in (found.deliverer, found.commissioner, found.pays))
    assert min(found.deliverer, found.commissioner) >= min(found.saving, 0)
    assert max(found.deliverer, found.commissioner) <= max(found.saving, 0)


@given(target=targets, outturn=money, bands=rules(), edge=st.decimals(D("0.01"), 3, places=4))
def test_cutting_a_band_in_two_changes_nothing(
    target: Decimal, outturn: Decimal, bands: tuple[Band, ...], edge: Decimal
) -> None:
    cut: list[Band] = []
    for band in bands:
        inside = (band.low or 0) < edge and (band.high is None or edge < band.high)
        cut += [Band(band.low, edge, band.share), Band(edge, band.high, band.share)] if inside else [band]
    assert share_of(target, outturn, cut) == share_of(target, outturn, bands)

from datetime import date
from decimal import Decimal

import pytest

from accounts.doors import entered
from partnership.kit.ids import new_id
from projects.pricing.basis import Stated, read_lines
from projects.pricing.billing import Sort
from projects.pricing.billing_refusals import (
    BelowNothing,
    ChargingChanges,
    LineAboveAgreed,
    LineNotOfThisKind,
    LineNotPositive,
    LineTooFine,
    ShareTooEarly,
)
from projects.pricing.models import Billing, Sharing
from projects.pricing.queries.billing_start import offered
from projects.pricing.queries.final import final_account
from projects.pricing.queries.sharing_page import sharing_page
from projects.pricing.shares import DEFAULT
from projects.pricing.sharing import bands_kept
from projects.pricing.sheet import Bonus
from projects.pricing.tests.billing import (
    FIRST,
    LAST,
    NOW,
    TODAY,
    agreed,
    approved,
    forward,
    with_sheet,
)
from projects.pricing.tests.bookkeeping import labor, other
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
D = Decimal
DAY = date(2026, 11, 10)


@pytest.fixture
def both(world):
    return [world.actor("sam"), world.actor("ada")]


def lines_of(row):
    return [(one.sort.value, one.text, one.hours, one.rate, one.amount) for one in read_lines(row.values)]


def test_another_way_of_charging_is_another_basis(project, both):
    with_sheet(project, from_on=FIRST)
    with_sheet(project, number=2, from_on=DAY, kind="fixed_price", fixed_price=D(5000), lines=())
    approved(project, FIRST, "1")
    approved(project, DAY, "9")
    with pytest.raises(ChargingChanges) as refused:
        forward(both[0], project)
    assert "2026-11-10" in str(refused.value)
    assert agreed(both, project, FIRST, date(2026, 11, 9)).price == 1000
    row = agreed(both, project, DAY, LAST, stated=[Stated(Sort.INSTALMENT, D(2000), "Half")])
    assert lines_of(row) == [("instalment", "Half", None, None, 2000)]


@pytest.mark.parametrize(
    ("stated", "refusal"),
    [
        ((Sort.INSTALMENT, "0"), LineNotPositive),
        ((Sort.INSTALMENT, "-5"), LineNotPositive),
        ((Sort.INSTALMENT, "0.001"), LineTooFine),
        ((Sort.INSTALMENT, "5000.01"), LineAboveAgreed),
        ((Sort.SHARE, "5"), LineNotOfThisKind),
        ((Sort.BONUS, "5"), LineNotOfThisKind),
        ((Sort.WORK, "5"), LineNotOfThisKind),
    ],
)
def test_lines_that_can_not_be_written(project, both, stated, refusal):
    with_sheet(project, kind="fixed_price", fixed_price=D(5000), lines=())
    with pytest.raises(refusal) as refused:
        forward(
            both[0], project, stated=[Stated(Sort.INSTALMENT, D("0.01")), Stated(stated[0], D(stated[1]))]
        )
    assert refused.value.on_field.startswith("stated.1.")


def test_instalments_never_pass_the_fixed_price_over_all_bases(project, both):
    with_sheet(project, kind="fixed_price", fixed_price=D(5000), lines=())
    agreed(both, project, FIRST, DAY, stated=[Stated(Sort.INSTALMENT, D(3000))])
    with pytest.raises(LineAboveAgreed):
        forward(both[0], project, date(2026, 11, 11), LAST, stated=[Stated(Sort.INSTALMENT, D(2001))])
    forward(both[0], project, date(2026, 11, 11), LAST, stated=[Stated(Sort.INSTALMENT, D(2000))])


def test_cap_and_discount_count_over_all_bases(project, both):
    lines = (labor("Dev", "100", "1000"), other("discount", "10000"))
    with_sheet(project, kind="price_cap", cap=D(12000), lines=lines)
    approved(project, FIRST, "10")
    assert lines_of(agreed(both, project, FIRST, DAY))[1:] == [("discount", "", None, None, -1000)]
    approved(project, LAST, "10")
    row = agreed(both, project, date(2026, 11, 11), LAST)
    assert lines_of(row)[1:] == [("discount", "", None, None, -1000), ("cap", "", None, None, -6000)]
    with as_creator():
        assert sum(Billing.objects.values_list("price", flat=True)) == 12000


def test_a_share_waits_for_the_final_account(project, both):
    with_sheet(project, kind="target_cost")
    approved(project, DAY, "1")
    with pytest.raises(ShareTooEarly):
        forward(both[0], project, stated=[Stated(Sort.SHARE, D(100))])


def test_the_share_of_the_final_account_closes_it(world, project, both):
    sam, _ada = both
    with_sheet(project, kind="target_cost", vat=None)
    approved(project, DAY, "110")
    with as_creator():
        bands = bands_kept(DEFAULT)
        own = {"partnership_id": project.partnership_id, "project": project}
        Sharing.objects.create(**own, number=1, currency="SEK", target=D(100_000), bands=bands, signed_at=NOW)
        project.status, project.finished_on = "finished", LAST
        project.save()
    with entered(sam, partnership_id=world.shared):
        offer = offered(world.partnership("sam"), project, today=TODAY)
    assert offer.stated == (Stated(Sort.SHARE, D(-5000)),)
    with pytest.raises(LineAboveAgreed):
        forward(sam, project, stated=[Stated(Sort.SHARE, D(1))])
    with pytest.raises(BelowNothing):
        forward(sam, project, stated=[Stated(Sort.SHARE, D(-110_001))])
    assert agreed(both, project, stated=offer.stated).price == 105_000
    with entered(sam, partnership_id=world.shared):
        account = final_account(sharing_page(world.partnership("sam"), project, today=TODAY), project)
        assert offered(world.partnership("sam"), project, today=TODAY).stated == ()
    assert (account.billed, account.left) == (105_000, 0)


def test_a_bonus_is_billed_once_and_beside_the_account(project, both):
    goal = Bonus(new_id(), "More visitors", D(1000))
    with_sheet(project, kind="fixed_price", fixed_price=D(5000), lines=(), bonus=goal)
    stated = [Stated(Sort.INSTALMENT, D(5000)), Stated(Sort.BONUS, D(600))]
    assert agreed(both, project, FIRST, DAY, stated=stated).price == 5600
    with pytest.raises(LineAboveAgreed):
        forward(both[0], project, date(2026, 11, 11), LAST, stated=[Stated(Sort.BONUS, D("400.01"))])

from datetime import date
from decimal import Decimal

import pytest

from accounts.doors import entered
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.agreement.actions.signing import decline, withdraw
from projects.agreement.reading import values_of
from projects.agreement.refusals import NothingChanged, VersionPassed
from projects.pricing.actions.outlays import approve_outlay
from projects.pricing.basis import read_lines
from projects.pricing.billing_refusals import (
    BasisAgreed,
    BasisPassed,
    NoPriceSheet,
    NothingToBill,
    OneSideBills,
    PeriodAhead,
    PeriodBackwards,
    PeriodTaken,
    PeriodTooEarly,
)
from projects.pricing.models import Billed, Billing
from projects.pricing.outlay_refusals import OutlayBilled
from projects.pricing.tests.billing import (
    FIRST,
    LAST,
    NOW,
    TODAY,
    agreed,
    approved,
    forward,
    row_of,
    signed,
    with_sheet,
)
from projects.pricing.tests.bookkeeping import bought, worked
from projects.work.actions.approvals import Chosen, HoursBilled, withdraw_approval
from tests.events import events_of
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
D = Decimal
DAY = date(2026, 11, 10)


@pytest.fixture
def both(world):
    return [world.actor("sam"), world.actor("ada")]


def lines_of(row):
    return [(one.sort.value, one.text, one.hours, one.rate, one.amount) for one in read_lines(row.values)]


def test_both_sign_and_the_basis_gets_the_next_number(world, project, both):
    with_sheet(project)
    entries = [
        approved(project, DAY, "8"),
        approved(project, LAST, "2.5"),
        approved(project, FIRST, "4", "Design"),
    ]
    with as_creator():
        worked(project, DAY, "99")
        license_ = bought(project, DAY, "1200.50", is_approved=True)
        bought(project, DAY, "777")
    first = agreed(both, project)
    assert lines_of(first) == [
        ("work", "Design", 4, 900, 3600),
        ("work", "Dev", D("10.5"), 1000, 10500),
        ("outlay", "Photos", None, None, D("1200.5")),
    ]
    assert (first.status, first.number, first.price, first.currency) == ("agreed", 1, D("15300.5"), "SEK")
    assert first.values["vat_amount"] == {"amount": "3825.13", "currency": "SEK"}
    assert first.values["with_vat"] == {"amount": "19125.63", "currency": "SEK"}
    with as_creator():
        held = Billed.objects.filter(billing=first)
        assert {one.work_entry_id for one in held if one.work_entry_id} == {one.id for one in entries}
        assert [one.outlay_id for one in held if one.outlay_id] == [license_.id]
    [told] = [one for one in events_of(world.shared) if one["kind"] == "pricing.billing_agreed"]
    assert told["data"] == {"project": str(project.id), "number": 1}


def test_an_approval_that_is_billed_is_not_taken_back(world, project, both):
    with_sheet(project)
    approved(project, DAY, "8")
    with as_creator():
        license_ = bought(project, DAY, "1200", is_approved=True)
    agreed(both, project)
    ada = world.actor("ada")
    with entered(ada, partnership_id=world.shared):
        with pytest.raises(HoursBilled):
            withdraw_approval(ada, project=project, chosen=Chosen(), now=NOW)
        with pytest.raises(OutlayBilled):
            approve_outlay(ada, outlay=license_, now=NOW, is_approved=False)


def test_hours_approved_after_their_period_come_with_the_next_basis(project, both):
    with_sheet(project)
    approved(project, date(2026, 10, 5), "8")
    agreed(both, project, date(2026, 10, 1), date(2026, 10, 31))
    late = approved(project, date(2026, 10, 6), "3")
    approved(project, date(2026, 9, 1), "50")
    approved(project, DAY, "1")
    row = agreed(both, project)
    assert lines_of(row) == [("work", "Dev", 1, 1000, 1000), ("late", "Dev", 3, 1000, 3000)]
    with as_creator():
        assert Billed.objects.get(work_entry=late).billing_id == row.id
    assert row.number == 2


def test_hours_without_a_rate_are_not_billed_and_not_held(project, both):
    with_sheet(project)
    approved(project, DAY, "1")
    unpriced = approved(project, DAY, "5", "Drone pilot")
    row = agreed(both, project)
    assert row.price == 1000
    with as_creator():
        assert not Billed.objects.filter(work_entry=unpriced).exists()


def test_what_is_approved_meanwhile_is_not_signed_unseen(world, project, both):
    with_sheet(project)
    approved(project, DAY, "1")
    version = forward(both[0], project)
    signed(both[:1], version)
    approved(project, DAY, "2")
    with pytest.raises(BasisPassed):
        signed(both[1:], version)
    row = row_of(version)
    assert (row.status, row.number) == ("open", None)
    again = forward(both[1], project, billing=row)
    assert (again.number, again.agreement_id) == (2, version.agreement_id)
    signed(both, again)
    assert (row_of(again).number, row_of(again).price) == (1, 3000)


def test_a_proposal_that_is_declined_or_withdrawn_frees_its_days(world, project, both):
    sam, ada = both
    with_sheet(project)
    approved(project, DAY, "1")
    version = forward(sam, project)
    with pytest.raises(PeriodTaken):
        forward(ada, project, LAST, TODAY)
    with entered(ada, partnership_id=world.shared):
        decline(ada, version=version, reason="Wait for the designers.", now=NOW)
    assert row_of(version).status == "dropped"
    other_one = forward(ada, project)
    with pytest.raises(PeriodTaken):
        forward(sam, project, billing=row_of(version))
    with entered(ada, partnership_id=world.shared):
        withdraw(ada, version=other_one, now=NOW)
    again = forward(sam, project, billing=row_of(version))
    signed(both, again)
    with as_creator():
        assert sorted(Billing.objects.values_list("status", "number")) == [("agreed", 1), ("dropped", None)]


def test_an_agreed_basis_stays_as_it_is(project, both):
    with_sheet(project)
    approved(project, DAY, "1")
    row = agreed(both, project)
    approved(project, DAY, "1")
    with pytest.raises(BasisAgreed):
        forward(both[0], project, billing=row)


def test_a_form_sent_twice_makes_one_basis_and_an_old_page_is_refused(project, both):
    with_sheet(project)
    approved(project, DAY, "1")
    key = new_id()
    assert forward(both[0], project, key=key).id == forward(both[0], project, key=key).id == key
    with as_creator():
        row = Billing.objects.get()
    with pytest.raises(NothingChanged):
        forward(both[1], project, billing=row)
    approved(project, DAY, "1")
    forward(both[1], project, billing=row)
    with pytest.raises(VersionPassed):
        forward(both[0], project, billing=row, seen=1)


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (LAST, FIRST, PeriodBackwards),
        (FIRST, date(2026, 12, 1), PeriodAhead),
        (date(1812, 1, 1), LAST, PeriodTooEarly),
        (date(2026, 11, 20), LAST, NothingToBill),
    ],
)
def test_days_that_can_not_be_a_period(project, both, first, last, refusal):
    with_sheet(project)
    approved(project, DAY, "1")
    with pytest.raises(refusal):
        forward(both[0], project, first, last)
    with as_creator():
        assert not Billing.objects.exists()


def test_without_a_sheet_nothing_is_charged(project, both):
    approved(project, DAY, "1")
    with pytest.raises(NoPriceSheet):
        forward(both[0], project)


def test_nobody_bills_itself(project, both):
    with_sheet(project)
    with as_creator():
        project.commissioned_by_id = project.delivered_by_id
        project.save()
    with pytest.raises(OneSideBills):
        forward(both[0], project)


def test_only_who_keeps_the_book_puts_one_forward(world, project):
    with_sheet(project)
    approved(project, DAY, "1")
    with pytest.raises(NotAllowed):
        forward(world.actor("vera"), project)


def test_another_partnership_finds_nothing(world, project, foreign_project, both):
    with_sheet(foreign_project)
    with pytest.raises((NotThere, NotAllowed)):
        forward(both[0], foreign_project)
    with_sheet(project)
    approved(project, DAY, "1")
    agreed(both, project)
    with entered(world.actor("olga"), partnership_id=world.foreign):
        assert not Billing.objects.exists()
        assert not Billed.objects.exists()


def test_the_values_that_are_signed_are_the_row(project, both):
    with_sheet(project)
    approved(project, DAY, "1")
    version = forward(both[0], project)
    assert values_of(version) == row_of(version).values
    assert version.amount == 1000

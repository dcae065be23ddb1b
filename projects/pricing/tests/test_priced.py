from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.doors import entered
from projects.pricing.models import Billed, Billing, Sheet, SheetLine
from projects.pricing.queries.priced import priced_in, priced_work
from projects.work.factories import ProjectFactory, WorkEntryFactory
from projects.work.models import Approval, WorkEntry
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def signed(project, number, from_on, **rates):
    """A sheet in force with a labor line for each role: `signed(project, 1, day, Development="800")`."""
    sheet = Sheet.objects.create(
        partnership_id=project.partnership_id,
        project=project,
        number=number,
        kind="time",
        currency="SEK",
        price=0,
        values={},
        from_on=from_on,
        signed_at=AT,
    )
    for place, (role, rate) in enumerate(rates.items()):
        SheetLine.objects.create(
            partnership_id=project.partnership_id,
            sheet=sheet,
            project=project,
            line=f"line-{place}",
            sort="labor",
            role_key=role.lower(),
            text=role,
            hours=10,
            rate=rate,
            price=10 * Decimal(rate),
        )
    return sheet


@pytest.fixture
def project(world):
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )


@pytest.fixture
def worked(world, project):
    """Log hours of Sam's side: `worked(date(…), "4")`."""

    def log(day, hours, role="Development", side="studionord"):
        with as_creator():
            return WorkEntryFactory(
                project=project, party_id=world.parties[side], done_on=day, hours=Decimal(hours), role=role
            )

    return log


@pytest.fixture
def read(world, project):
    def ask(name="sam", **period):
        with entered(world.actor(name), partnership_id=world.shared):
            rows = priced_work(world.shared, project_id=project.id, **period)
        return [(one.month, one.role_key, one.rate, one.hours, one.price) for one in rows]

    return ask


def test_hours_cost_what_the_sheet_of_their_day_said(project, worked, read):
    with as_creator():
        signed(project, 1, date(2026, 9, 10), Development="800")
        signed(project, 2, date(2026, 10, 10), Development="900")
    for day in (date(2026, 9, 1), date(2026, 9, 10), date(2026, 10, 9), date(2026, 10, 10)):
        worked(day, "2")
    assert read() == [
        (date(2026, 9, 1), "development", Decimal(800), Decimal(4), Decimal(3200)),
        (date(2026, 10, 1), "development", Decimal(800), Decimal(2), Decimal(1600)),
        (date(2026, 10, 1), "development", Decimal(900), Decimal(2), Decimal(1800)),
    ]


def test_the_newest_of_two_sheets_of_one_day_holds(project, worked, read):
    with as_creator():
        for number, rate in ((1, "700"), (2, "800"), (3, "850")):
            signed(project, number, date(2026, 9, 10), Development=rate)
    worked(date(2026, 9, 10), "1")
    worked(date(2026, 9, 9), "1")
    assert [row[2] for row in read()] == [Decimal(700), Decimal(850)]


def test_roles_meet_whatever_their_case_and_spaces(project, worked, read):
    with as_creator():
        signed(project, 1, date(2026, 9, 1), **{"Översättning nu": "500"})
    worked(date(2026, 9, 2), "1", role=" ÖVERSÄTTNING  nu ")
    worked(date(2026, 9, 3), "1", role="översättning nu")
    assert read() == [(date(2026, 9, 1), "översättning nu", Decimal(500), Decimal(2), Decimal(1000))]


def test_a_role_without_a_line_has_hours_and_no_rate(project, worked, read):
    with as_creator():
        signed(project, 1, date(2026, 9, 1), Development="800")
    worked(date(2026, 9, 2), "3", role="Photo")
    worked(date(2026, 9, 2), "1", role="")
    month = date(2026, 9, 1)
    assert read() == [
        (month, "", None, Decimal(1), None),
        (month, "photo", None, Decimal(3), None),
    ]


def test_without_a_sheet_hours_have_no_rate_and_no_currency(project, worked, world, read):
    worked(date(2026, 9, 2), "3")
    with entered(world.actor("ada"), partnership_id=world.shared):
        [only] = priced_work(world.shared, project_id=project.id)
    assert (only.rate, only.price, only.currency) == (None, None, "")


def test_hours_of_the_side_that_commissions_have_no_price(project, worked, read):
    with as_creator():
        signed(project, 1, date(2026, 9, 1), Development="800")
    worked(date(2026, 9, 2), "3", side="havsvik")
    assert read() == []


def test_a_period_holds_both_its_days(project, worked, read):
    for day in range(1, 6):
        worked(date(2026, 9, day), "1")
    assert [row[3] for row in read(from_on=date(2026, 9, 2), to_on=date(2026, 9, 4))] == [Decimal(3)]


def test_approved_and_billed_hours_stand_apart(world, project, worked):
    entries = [worked(date(2026, 9, 2), str(hours)) for hours in (1, 2, 4)]
    with as_creator():
        for entry in entries[1:]:
            Approval.objects.create(
                partnership_id=world.shared,
                entry=entry,
                project=project,
                party_id=world.parties["havsvik"],
                approved_at=AT,
            )
        basis = Billing.objects.create(
            partnership_id=world.shared,
            project=project,
            from_on=date(2026, 9, 1),
            to_on=date(2026, 9, 30),
            status="agreed",
            number=1,
            currency="SEK",
            created_at=AT,
            updated_at=AT,
            agreed_at=AT,
        )
        Billed.objects.create(partnership_id=world.shared, billing=basis, work_entry=entries[2])
    with entered(world.actor("ada"), partnership_id=world.shared):
        rows = priced_work(world.shared, project_id=project.id)
    assert [(one.hours, one.is_approved, one.is_billed) for one in rows] == [
        (Decimal(1), False, False),
        (Decimal(2), True, False),
        (Decimal(4), True, True),
    ]


def test_a_strangers_work_is_never_priced(world, project, worked):
    with as_creator():
        signed(project, 1, date(2026, 9, 1), Development="800")
    worked(date(2026, 9, 2), "3")
    with entered(world.actor("olga"), partnership_id=world.foreign):
        assert priced_work(world.shared) == []
        assert priced_in([world.shared, world.foreign]) == []


def test_thirty_thousand_entries_take_one_statement(world, project):
    with as_creator():
        signed(project, 1, date(2025, 1, 1), Development="800")
        rows = (
            WorkEntry(
                partnership_id=world.shared,
                project=project,
                party_id=world.parties["studionord"],
                done_on=date(2026, 1 + n % 10, 1 + n % 28),
                hours=Decimal("0.25"),
                role="Development",
                created_at=AT,
                updated_at=AT,
            )
            for n in range(30_000)
        )
        WorkEntry.objects.bulk_create(rows, batch_size=5000)
    with (
        entered(world.actor("sam"), partnership_id=world.shared),
        CaptureQueriesContext(connection) as asked,
    ):
        found = priced_work(world.shared)
    assert len(asked) == 1
    assert sum(one.price for one in found) == Decimal(30_000) * Decimal("0.25") * 800

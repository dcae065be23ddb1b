"""Whatever is approved when, and however the periods lie: no entry twice, no öre lost, never past the cap."""

import contextlib
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from partnership.kit.money import rounded_money
from projects.pricing.basis import read_lines, read_sums
from projects.pricing.billing import Sort
from projects.pricing.billing_refusals import NothingToBill
from projects.pricing.models import Billed, Billing
from projects.pricing.tests.billing import LAST, agreed, with_sheet
from projects.pricing.tests.bookkeeping import approve, bought, labor, other, worked
from projects.work.models import WorkEntry
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
D = Decimal
DAYS = 60


@pytest.fixture(params=range(4))
def chance(request):
    return Random(request.param)


def test_all_bases_together(world, project, chance):
    start = LAST - timedelta(days=DAYS)
    cap = D(chance.choice([5_000, 60_000, 10_000_000]))
    lines = (labor("Dev", "100", "1012.3755"), labor("Design", "50", "899.99"), other("discount", "7000"))
    with_sheet(project, kind="price_cap", cap=cap, lines=lines, from_on=start + timedelta(days=10))
    with as_creator():
        entries = [
            worked(
                project,
                start + timedelta(days=chance.randrange(DAYS)),
                str(D(chance.randrange(1, 900)) / 100),
                chance.choice(["Dev", "design ", "Pilot"]),
            )
            for _one in range(60)
        ]
        for _one in range(6):
            day = start + timedelta(days=chance.randrange(DAYS))
            bought(project, day, str(D(chance.randrange(90_000)) / 100), is_approved=True)
    both, first = [world.actor("sam"), world.actor("ada")], start
    while first <= LAST:
        last = min(first + timedelta(days=chance.randrange(1, 20)), LAST)
        with as_creator():
            for entry in [one for one in entries if chance.random() < 0.5]:
                entries.remove(entry)
                approve(entry)
        with contextlib.suppress(NothingToBill):
            agreed(both, project, first, last)
        first = last + timedelta(days=1)
    with as_creator():
        bases = list(Billing.objects.order_by("number"))
        held = Counter(Billed.objects.exclude(work_entry=None).values_list("work_entry_id", flat=True))
        billed = WorkEntry.objects.filter(id__in=held).values_list("role", "hours")
        hours = sum(one for role, one in billed)
    assert [one.number for one in bases] == list(range(1, len(bases) + 1))
    assert set(held.values()) == {1}
    assert not any("pilot" in role.lower() for role, _hours in billed)
    of_lines = [line for one in bases for line in read_lines(one.values)]
    assert sum(line.hours or 0 for line in of_lines) == hours
    for one in bases:
        sums = read_sums(one.values)
        assert sums.total == one.price == sum(line.amount for line in read_lines(one.values))
        assert sums.total == rounded_money(sums.total, "SEK")
        assert sums.with_vat == sums.total + sums.vat
    assert sum(one.price for one in bases) <= cap
    assert -sum(line.amount for line in of_lines if line.sort == Sort.DISCOUNT) <= 7000

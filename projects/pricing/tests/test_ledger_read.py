"""The ledger as each reader sees it: sums, lights, evenness, and who reads nothing."""

from decimal import Decimal

import pytest

from accounts.doors import entered
from accounts.models import Organization, Partnership, Party
from partnership.kit.errors import NotAllowed
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing.benefit import Light, Verdict
from projects.pricing.benefit import Step as Mending
from projects.pricing.queries.ledger import ledger_of
from projects.pricing.tests.bookkeeping import labor, put_sheet, rate_card, worked
from projects.pricing.tests.ledgerkeeping import entry_of, project_of, said_to
from tests.tenancy import as_creator
from tests.world import NOW

TODAY = NOW.date()
D = Decimal


@pytest.fixture
def deal(world):
    """Studio Nord has worked 100 hours at 1 000 that cost it 700; Havsvik has said what it gains and gives."""
    with as_creator():
        project = project_of(world)
        put_sheet(project, labor("Dev", 200, 1000), from_on=TODAY.replace(month=1, day=1), corridor=(20, 40))
        rate_card(world.organizations["studionord"], "Dev", "700", valid_from=TODAY.replace(month=1, day=1))
        worked(project, TODAY.replace(month=10, day=5), 60)
        worked(project, TODAY.replace(month=8, day=5), 40)
        value = entry_of(world, "havsvik", value=150_000, done_on=TODAY.replace(month=11, day=2))
        hours = entry_of(
            world, "havsvik", way="contribution", sort="own_hours", hours=20, value=20_000, text="Workshops"
        )
        for one in (value, hours):
            said_to(world, one, "studionord")
    return project


def opened(world, step, owner="havsvik", reader="studionord", topic=Topic.OUTCOME_VALUE):
    with as_creator():
        granted(world.shared, world.parties[owner], world.parties[reader], topic, step)


def both_open(world, step):
    opened(world, step)
    opened(world, step, "studionord", "havsvik", Topic.MARGIN)


def seen(world, name, **said):
    actor = world.actor(name)
    with entered(actor, partnership_id=world.shared):
        return ledger_of(actor, world.partnership(name), today=TODAY, now=NOW, **said)


def test_with_everything_open_both_chairs_read_the_same(world, deal):
    both_open(world, Step.FULL)
    ada, sam = seen(world, "ada"), seen(world, "sam")

    havsvik, studio = ada.sides
    assert (havsvik.sums.benefit.exact, havsvik.sums.ratio.exact) == (30_000, D("0.25"))
    assert (studio.sums.margin.exact, studio.sums.ratio.exact) == (30_000, D("0.4286"))
    assert (ada.verdict, ada.evenness) == (Verdict.UNEVEN, D("0.5833"))
    assert [one.sums for one in ada.sides] == [one.sums for one in sam.sides]
    assert (ada.verdict, ada.evenness, ada.quarters) == (sam.verdict, sam.evenness, sam.quarters)


def test_quarters_sum_to_the_whole_on_every_side(world, deal):
    both_open(world, Step.FULL)

    for side in seen(world, "ada").sides:
        assert sum(one.benefit.exact for one in side.sums.quarters) == side.sums.benefit.exact
        assert [(one.year, one.quarter) for one in side.sums.quarters] == [(2026, 3), (2026, 4)]


def test_without_a_grant_a_side_reads_its_own_numbers_alone(world, deal):
    ada = seen(world, "ada")

    assert [one.sums is None for one in ada.sides] == [False, True]
    assert [len(one.entries) for one in ada.sides] == [2, 0]
    assert (ada.verdict, ada.evenness, [one.name for one in ada.closed]) == (
        Verdict.UNKNOWN,
        None,
        ["Studio Nord"],
    )
    with as_creator():
        assert not Reading.objects.exists()


def test_at_a_light_the_other_side_reads_whether_it_serves_and_how_even_it_is(world, deal):
    both_open(world, Step.EXISTS)
    sam = seen(world, "sam")
    other = sam.sides[0].sums

    assert (other.light, sam.verdict, sam.evenness) == (Light.SERVES, Verdict.UNEVEN, None)
    figures = (other.cost, other.margin, other.gains, other.contributions, other.benefit, other.ratio)
    assert {(one.low, one.high, one.exact) for one in figures} == {(None, None, None)}
    assert (other.quarters, sam.sides[0].entries, sam.quarters) == ((), (), ())


def test_in_bands_the_benefit_is_no_narrower_than_its_parts(world, deal):
    both_open(world, Step.SUMMARY)
    other = seen(world, "ada").sides[1].sums

    assert (other.benefit.low, other.benefit.high) == (
        other.margin.low + other.gains.low - other.contributions.high,
        other.margin.high + other.gains.high - other.contributions.low,
    )
    assert other.benefit.low <= 30_000 <= other.benefit.high
    assert other.ratio.exact is None


@pytest.mark.parametrize(
    ("own", "others", "number"),
    [
        (Step.DETAIL, Step.DETAIL, D("0.5833")),
        (Step.SUMMARY, Step.DETAIL, None),
        (Step.DETAIL, Step.SUMMARY, None),
    ],
)
def test_evenness_is_a_number_only_when_both_are_open_in_both_directions(world, deal, own, others, number):
    opened(world, own)
    opened(world, others, "studionord", "havsvik", Topic.COST)

    assert [seen(world, name).evenness for name in ("ada", "sam")] == [number, number]


def test_a_deal_that_does_not_serve_a_side_says_what_would_mend_it(world, deal):
    with as_creator():
        entry_of(world, "havsvik", way="contribution", sort="own_hours", value=90_000, said_by="studionord")
    opened(world, Step.EXISTS)
    sam, ada = seen(world, "sam"), seen(world, "ada")

    assert sam.verdict is ada.verdict is Verdict.NOT_BOTH
    assert (sam.sides[0].sums.mend.step, sam.sides[0].sums.mend.amount) == (Mending.OWN_HOURS, None)
    assert (ada.sides[0].sums.mend.amount, ada.sides[0].sums.mend.is_enough) == (110_000, True)


def test_every_look_at_another_side_is_one_line_in_its_log(world, deal):
    both_open(world, Step.DETAIL)
    seen(world, "ada", place="benefit")

    with as_creator():
        rows = Reading.objects.values_list("party_id", "topic", "place", "times")
        assert list(rows) == [(world.parties["studionord"], "margin", "benefit", 1)]


def test_who_may_not_see_the_book_reads_no_ledger(world, deal):
    with pytest.raises(NotAllowed):
        seen(world, "vera")


def test_entries_come_page_by_page_newest_first(world, deal):
    both_open(world, Step.FULL)
    first = seen(world, "sam", limit=1)
    second = seen(world, "sam", limit=1, after=first.older)
    texts = [[entry.text for one in page.sides for entry in one.entries] for page in (first, second)]

    assert texts == [["Workshops"], ["Fewer returns"]]
    assert second.older is None


def test_three_sides_are_judged_together_and_a_side_may_do_both(world):
    """The second side delivers to the first and buys from the third."""
    with as_creator():
        third = Organization.objects.create(name="Tredje")
        Party.objects.create(
            partnership=Partnership.objects.get(id=world.shared), organization=third, position=3
        )
        parties = [*Party.objects.filter(partnership_id=world.shared).order_by("position")]
        names = ["havsvik", "studionord"]
        one = project_of(world)
        two = project_of(world, commissioned_by_id=parties[1].id, delivered_by_id=parties[2].id)
        for project, rate in ((one, 1000), (two, 500)):
            put_sheet(project, labor("Dev", 100, rate), from_on=TODAY.replace(month=1, day=1))
        rate_card(world.organizations["studionord"], "Dev", "300")
        worked(one, TODAY, 10)
        worked(two, TODAY, 10)
        for name in names:
            for reader in parties:
                if reader.id != world.parties[name]:
                    for topic in (Topic.MARGIN, Topic.OUTCOME_VALUE):
                        granted(world.shared, world.parties[name], reader.id, topic, Step.FULL)
    found = seen(world, "sam")

    assert [one.topics for one in found.sides] == [
        (Topic.OUTCOME_VALUE,),
        (Topic.MARGIN, Topic.OUTCOME_VALUE),
        (Topic.MARGIN,),
    ]
    # It gets 10 000, pays 5 000 on, and its own hours cost 3 000.
    assert found.sides[1].sums.benefit.exact == 2_000
    assert found.sides[2].sums is None
    assert found.verdict is Verdict.NOT_BOTH

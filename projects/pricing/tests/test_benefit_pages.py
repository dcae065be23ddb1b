"""The pages of the benefit ledger: what each chair sees, writing, answering, and what is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from partnership.kit.ids import new_id
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing.models import Confirmation, Entry
from projects.pricing.tests.bookkeeping import labor, put_sheet, rate_card, worked
from projects.pricing.tests.ledgerkeeping import entry_of, project_of
from tests.chance import without_chance
from tests.tenancy import as_creator

MONEY = "SEK\u00a0150\u00a0000"


@pytest.fixture
def deal(world):
    """Ada's side commissions 20 hours at 1 000 that cost Sam's side 700 an hour; it has confirmed what Ada gained."""
    today = timezone.localdate()
    with as_creator():
        User.objects.update(language="en")
        project = project_of(world)
        put_sheet(project, labor("Dev", 200, 1000), from_on=today - timedelta(days=90), corridor=(20, 40))
        rate_card(world.organizations["studionord"], "Dev", "700", valid_from=today - timedelta(days=90))
        worked(project, today - timedelta(days=3), 20)
        said = {"done_on": today - timedelta(days=2), "now": timezone.now()}
        entry_of(world, "havsvik", value=150_000, said_by="studionord", **said)
    return project


def opened(world, step, owner="havsvik", reader="studionord", topic=Topic.OUTCOME_VALUE):
    with as_creator():
        granted(world.shared, world.parties[owner], world.parties[reader], topic, step)


def address(world, name="benefit", **ids):
    return reverse(f"pricing:{name}", kwargs={"partnership": world.shared, **ids})


def new(**changed):
    said = {
        "way": "gain", "sort": "reference", "text": "Named us to a friend",
        "done_on": timezone.localdate().isoformat(), "value": "", "hours": "", "hourly": "",
    }  # fmt: skip
    return {**said, "key": str(new_id()), **changed}


def test_both_chairs_read_the_same_verdict_and_no_more_than_is_opened(world, deal, sign_in):
    opened(world, Step.DETAIL)
    own = sign_in("ada").get(address(world)).content.decode()
    theirs = sign_in("sam").get(address(world)).content.decode()
    assert (MONEY in own, MONEY in theirs) == (True, True)
    assert "has not opened what it gains and gives" in own
    assert "has not opened what it gains and gives" not in theirs
    opened(world, Step.EXISTS, "studionord", "havsvik", Topic.MARGIN)
    for name in ("ada", "sam"):
        assert (
            "The deal serves both sides, but not evenly" in sign_in(name).get(address(world)).content.decode()
        )


@pytest.mark.parametrize(
    ("step", "shown"),
    [(0, "has not opened"), (1, "has opened a light"), (2, "100\u00a0000–200\u00a0000"), (3, MONEY)],
)
def test_a_number_below_its_step_is_seen_in_its_permitted_form(world, deal, sign_in, step, shown):
    with as_creator():
        entry = entry_of(world, "havsvik", value=1_000, said_by="studionord", text="Small")
        # So that the grid of bands is as wide as the test says.
        worked(deal, timezone.localdate() - timedelta(days=3), 1_000)
    opened(world, step)
    found = sign_in("sam").get(address(world)).content.decode()
    assert shown in found
    assert (MONEY in found, "Small" in found) == (step >= 3, step >= 3)
    answer = sign_in("sam").get(address(world, "benefit_entry", benefit_entry=entry.id))
    assert answer.status_code == (200 if step >= 3 else 404)


def test_a_deal_that_does_not_serve_a_side_is_said_with_the_step_that_would_mend_it(world, deal, sign_in):
    with as_creator():
        entry_of(world, "havsvik", way="contribution", sort="own_hours", value=140_000, said_by="studionord")
    opened(world, Step.EXISTS)
    own = sign_in("ada").get(address(world)).content.decode()
    theirs = sign_in("sam").get(address(world)).content.decode()
    for found in (own, theirs):
        assert "The deal does not serve both sides" in found
        assert "Havsvik Hem puts in many hours of its own" in found
    assert ("140\u00a0000" in own, "140\u00a0000" in theirs) == (True, False)


def test_an_entry_is_written_once_changed_and_taken_out(world, deal, sign_in):
    sam, said = sign_in("sam"), new()
    for _click in range(2):
        assert sam.post(address(world, "benefit_new"), said).status_code == 303
    with as_creator():
        [row] = Entry.objects.filter(party_id=world.parties["studionord"])
    page = address(world, "benefit_entry", benefit_entry=row.id)
    assert "Named us to a friend" in sam.get(address(world)).content.decode()
    changed = new(text="Named us to two friends", value="12 500,50", sort="other", project=str(deal.id))
    assert sam.post(page, {**changed, "version": "1"}).status_code == 303
    found = sam.get(page).content.decode()
    assert "SEK\u00a012\u00a0500.50" in found
    assert 'value="12500.5"' in found
    stale = sam.post(page, {**new(text="Third try"), "version": "1"})
    assert (stale.status_code, "Third try" in stale.content.decode()) == (422, True)
    assert 'name="version" value="2"' in stale.content.decode()
    assert sam.post(address(world, "benefit_remove", benefit_entry=row.id)).status_code == 303
    assert sam.get(page).status_code == 404


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": " "}, "This field is required"),
        ({"value": "-1"}, "Write an amount above zero"),
        ({"value": "1", "hours": "1", "hourly": "1"}, "Write the amount, or hours and an hourly rate"),
        ({"hourly": "900"}, "An hourly rate needs the hours"),
        ({"way": "contribution", "sort": "outcome_value"}, "The value of an outcome is a gain"),
        ({"done_on": "2999-01-01"}, "today or an earlier day"),
        ({"project": str(new_id())}, "Select a valid choice"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_stays_typed(world, deal, sign_in, changed, sentence):
    answer = sign_in("ada").post(address(world, "benefit_new"), new(**{"text": "Kept as typed", **changed}))
    found = answer.content.decode()
    assert (answer.status_code, sentence in found) == (422, True)
    assert "text" in changed or "Kept as typed" in found


def test_another_side_confirms_what_it_has_read_and_nothing_else(world, deal, sign_in):
    with as_creator():
        entry = entry_of(world, "havsvik", value=9_000, text="Quicker checkout", now=timezone.now())
    opened(world, Step.DETAIL)
    sam, ids = sign_in("sam"), {"benefit_entry": entry.id}
    home = sam.get(address(world)).content.decode()
    assert "Waits for your side" in home
    assert "We see it so too" in sam.get(address(world, "benefit_entry", **ids)).content.decode()
    answer = address(world, "benefit_answer", **ids)
    for said, sentence in (
        ({"agrees": "0", "version": "1"}, "Say in a few words how you see it"),
        ({"agrees": "1", "version": "7"}, "changed in the meantime"),
        ({"agrees": "1"}, "changed in the meantime"),
    ):
        refused = sam.post(answer, {"word": "", **said})
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True)
    kept = sam.post(answer, {"agrees": "1", "version": "9", "word": "My own words"})
    assert "My own words" in kept.content.decode()
    for _click in range(2):
        assert sam.post(answer, {"agrees": "1", "version": "1", "word": "Yes"}).status_code == 303
    with as_creator():
        assert Confirmation.objects.filter(entry=entry).count() == 1
    assert "“Yes”" in sign_in("ada").get(address(world, "benefit_entry", **ids)).content.decode()
    assert sign_in("ada").post(answer, {"agrees": "1", "version": "1"}).status_code == 422


def test_the_file_holds_what_the_chart_shows(world, deal, sign_in):
    opened(world, Step.DETAIL)
    lines = sign_in("sam").get(address(world, "benefit_file")).content.decode().splitlines()
    assert lines[0] == "Quarter,Side,Net benefit from,Net benefit to,Ratio R,Evenness"
    assert [line.split(",")[1:4] for line in lines[1:]] == [
        ["Havsvik Hem", "130000.0", "130000.0"],
        ["Studio Nord", "6000.0", "6000.0"],
    ]


def test_who_may_not_see_the_book_reads_nothing_and_no_answer_tells_of_an_entry(world, deal, sign_in):
    with as_creator():
        entry = Entry.objects.get()
    vera = sign_in("vera")
    page = vera.get(address(world))
    assert (page.status_code, "150" in without_chance(page.content.decode())) == (200, False)
    assert vera.get(address(world, "benefit_file")).status_code == 403
    for name in ("benefit_entry", "benefit_remove", "benefit_answer"):
        for method in ("get", "post"):
            answers = [
                getattr(vera, method)(address(world, name, benefit_entry=one)) for one in (entry.id, new_id())
            ]
            assert len({(one.status_code, one.content) for one in map(plain, answers)}) == 1


def plain(answer):
    from types import SimpleNamespace

    return SimpleNamespace(status_code=answer.status_code, content=len(answer.content))


def test_what_is_closed_answers_the_other_side_as_nothing_and_leaves_no_trace(world, deal, sign_in):
    with as_creator():
        entry = Entry.objects.get()
    sam = sign_in("sam")
    for name in ("benefit_entry", "benefit_answer", "benefit_remove"):
        said = {"agrees": "1", "version": "1", "word": "x"}
        found = [sam.post(address(world, name, benefit_entry=one), said) for one in (entry.id, new_id())]
        assert [one.status_code for one in found] == [404, 404]
    olga = sign_in("olga")
    for name in ("benefit", "benefit_file", "benefit_new"):
        assert olga.get(address(world, name)).status_code == 404
    with as_creator():
        assert not Reading.objects.exists()
        assert Entry.objects.get().removed_at is None


def test_the_amount_of_an_own_entry_by_hours_is_worked_out(world, deal, sign_in):
    said = new(way="contribution", sort="own_hours", hours="7,5", hourly="800")
    assert sign_in("ada").post(address(world, "benefit_new"), said).status_code == 303
    with as_creator():
        assert Entry.objects.get(sort="own_hours").value == Decimal(6000)

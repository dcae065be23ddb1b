"""Stating what lines cost on a page: the own side alone, margin and light at once, and what the other side sees of it."""

import pytest
from django.urls import reverse

from accounts.models import User
from projects.agreement.factories import signed
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing.factories import line, sheet_proposed
from projects.pricing.models import LineCost
from projects.pricing.tests.bookkeeping import rate_card
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
INPUTS = {"number": "1", "cost_0": "731,25", "cost_1": "640", "cost_2": "8 100"}
PRIVATE = ("731.25", "73,125", "73 125", "8,100", "8 100", "113 225", "41,775")


@pytest.fixture
def at(world, project):
    return reverse("pricing:costs", kwargs={"partnership": world.shared, "project": project.id})


@pytest.fixture
def visit(world, client):
    with as_creator():
        User.objects.update(language="en")

    def enter(name):
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


@pytest.fixture
def proposed(world, project):
    """100 h Developer at 1000, 50 h Designer at 900, a server at 10 000: 155 000, the corridor 20–30 %."""
    return sheet_proposed(world.actor("sam"), project)


def said(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def rows():
    with as_creator():
        return sorted(str(one.cost) for one in LineCost.objects.all())


def agreed(world, version):
    for name in ("sam", "ada"):
        signed(world.actor(name), version)


def open_margin(world, step):
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.MARGIN, step)


def test_costs_are_stated_and_margin_and_light_stand_there_at_once(proposed, at, visit):
    sam = visit("sam")
    assert "What your lines cost" in said(sam.get(at))
    answer = sam.post(at, INPUTS)
    assert (answer.status_code, answer.headers["Location"]) == (303, at)
    page = said(sam.get(at))
    assert rows() == ["32000.0000", "73125.0000", "8100.0000"]
    for words in ("SEK 113 225", "27%", "Inside the corridor", "SEK 41 775", 'value="731.25"'):
        assert words in page, words


def test_a_double_click_states_once(proposed, at, visit):
    sam = visit("sam")
    assert [sam.post(at, INPUTS).status_code for _turn in range(2)] == [303, 303]
    assert len(rows()) == 3


def test_the_rate_card_gives_a_first_hold(world, proposed, at, visit):
    with as_creator():
        rate_card(world.organizations["studionord"], "Developer", "702.5")
    page = said(visit("sam").get(at))
    assert "By your rate card today: SEK 702.50." in page
    assert 'value="702.5"' in page
    assert rows() == []


@pytest.mark.parametrize(
    ("said_instead", "field", "words"),
    [
        ({"cost_2": "-1"}, "cost_2", "0 or more"),
        ({"cost_2": "0.005"}, "cost_2", "no smaller amount"),
        ({"cost_0": "10000000"}, "cost_0", "larger"),
        ({"cost_0": "many"}, "cost_0", "Enter a number"),
        ({"cost_0": "1e999"}, "cost_0", "digits"),
    ],
)
def test_what_can_be_no_cost_is_refused_and_nothing_typed_is_lost(
    proposed, at, visit, said_instead, field, words
):
    answer = visit("sam").post(at, {**INPUTS, **said_instead})
    page = said(answer)
    assert (answer.status_code, rows()) == (422, [])
    assert words in page
    for value in {**INPUTS, **said_instead}.values():
        assert f'value="{value}"' in page, value


def test_a_signed_cost_stays_and_a_missing_one_follows(world, proposed, at, visit):
    sam = visit("sam")
    sam.post(at, {"number": "1", "cost_0": "731.25"})
    agreed(world, proposed)
    assert "Some lines have no cost yet" in said(sam.get(at))
    assert sam.post(at, {**INPUTS, "cost_0": "1"}).status_code == 303
    assert rows() == ["32000.0000", "73125.0000", "8100.0000"]


def test_a_second_tab_with_a_passed_version_is_told_so(world, project, proposed, at, visit):
    sheet_proposed(world.actor("ada"), project, lines=[line("tools", "Server", "10000")])
    answer = visit("sam").post(at, INPUTS)
    assert (answer.status_code, rows()) == (422, [])
    assert "There is no price sheet to state costs for." in said(answer)


@pytest.mark.parametrize("step", list(Step))
def test_the_other_side_sees_what_is_opened_and_its_look_is_written_down(world, proposed, at, visit, step):
    visit("sam").post(at, INPUTS)
    agreed(world, proposed)
    open_margin(world, step)
    page = said(visit("ada").get(at))
    assert "SEK 155 000" in page
    assert ("Inside the corridor" in page) == (step >= Step.EXISTS)
    assert ("27%" in page, "SEK 113 225" in page) == (step >= Step.DETAIL, step >= Step.DETAIL)
    assert ("100 000–150 000" in page or "110 000–120 000" in page) == (step == Step.SUMMARY)
    assert ("Line by line" in page, "By role" in page) == (step != Step.DETAIL, step == Step.DETAIL)
    assert "What your lines cost" not in page
    assert "731.25" not in page
    with as_creator():
        places = set(Reading.objects.values_list("place", flat=True))
    assert places == ({"costs"} if step else set())


def test_a_sheet_that_waits_shows_the_other_side_no_cost(world, proposed, at, visit):
    visit("sam").post(at, INPUTS)
    open_margin(world, Step.FULL)
    page = said(visit("ada").get(at))
    assert "No price sheet is signed yet" in page
    assert [one for one in PRIVATE if one in page] == []


@pytest.mark.parametrize(("name", "status"), [("ada", 403), ("vera", 403), ("olga", 404)])
def test_nobody_else_states_costs(proposed, at, visit, name, status):
    assert visit(name).post(at, INPUTS).status_code == status
    assert rows() == []


def test_a_viewer_reads_prices_alone(world, proposed, at, visit):
    visit("sam").post(at, INPUTS)
    agreed(world, proposed)
    open_margin(world, Step.FULL)
    page = said(visit("vera").get(at))
    assert "SEK 155 000" in page
    assert [one for one in PRIVATE if one in page] == []


def test_without_a_sheet_the_page_says_the_next_step(at, visit):
    for name in ("ada", "sam"):
        assert "No price sheet is signed yet" in said(visit(name).get(at))

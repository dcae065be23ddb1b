"""The letter says how often opened numbers were looked at, to both sides alike, and never a number of them."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.doors import entered
from projects.digests.factories import W47
from projects.digests.tests.sample import sample_letter
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.queries.book import project_book
from projects.pricing.tests.bookkeeping import bought, labor, put_sheet, rate_card, worked
from projects.work.models import Project
from tests.tenancy import as_creator

WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
SECRETS = ("517", "20680", "4321", "32000", "28.3", "28,3")


@pytest.fixture
def looked(busy):
    """Studio Nord opens its margin by role; Ada looks three times in the week, and once in the week before."""
    with as_creator():
        project = Project.objects.filter(partnership_id=busy.shared, name="Kundklubb").get()
        owner = busy.organizations["studionord"]
        put_sheet(project, labor("Dev", 40, 800), corridor=(20, 40))
        rate_card(owner, "Dev", Decimal("517"))
        worked(project, W47.monday, 40)
        bought(project, W47.monday, 6_000, cost=4_321, owner=owner)
        granted(busy.shared, busy.parties["studionord"], busy.parties["havsvik"], Topic.MARGIN, Step.FULL)
    ada = busy.actor("ada")
    for days, minutes in ((0, 0), (0, 5), (1, 0), (-7, 0)):
        now = WEDNESDAY + timedelta(days=days, minutes=minutes)
        with entered(ada, partnership_id=busy.shared):
            seen = busy.partnership("ada")
            project_book(ada, seen, project.id, today=now.date(), now=now, place="project")
    return busy


@pytest.mark.parametrize("name", ["ada", "sam", "vera", "finn"])
def test_both_sides_read_how_often_one_looked(looked, written, name):
    letter = written(looked, name)
    for part in ("text", "html"):
        plain = letter[part].replace("\u00a0", " ").replace("&nbsp;", " ")
        assert "How often the sides looked at what is opened: ● 3 ◆ 0" in plain
    assert f"See who, and at what: http://127.0.0.1:8000/p/{looked.shared}/openness/" in letter["text"]


def test_it_is_said_in_swedish_too(looked, written):
    told = written(looked, "ada", "sv")["text"].replace("\u00a0", " ")
    assert "Så ofta har sidorna tittat på det som är öppnat: ● 3 ◆ 0" in told


def test_nobody_else_reads_of_it_and_nothing_is_said_without_a_look(looked, written):
    assert "looked" not in written(looked, "olga")["text"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["ada", "sam", "vera", "finn", "olga"])
def test_no_cost_margin_or_price_is_in_any_letter(looked, written, name, language):
    letter = written(looked, name, language)
    words = re.sub(
        r"http\S+|href=\"[^\"]*\"|<style>.*?</style>|#[0-9a-f]{3,6}", "", " ".join(letter.values())
    )
    plain = re.sub(r"(?<=\d)[\s\u00a0](?=\d)", "", words)
    assert [one for one in SECRETS if re.search(rf"(?<!\d){re.escape(one)}(?!\d)", plain)] == []
    assert re.findall(r"\b(?:kr|SEK|EUR)\b|€|marginal|självkostnad", plain, re.IGNORECASE) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_lines_stand_in_a_full_letter_within_its_size(language):
    letter = sample_letter(language=language)
    assert "●\u00a07 ◆\u00a012" in letter["text"]
    assert len(letter["html"].encode()) <= 8192

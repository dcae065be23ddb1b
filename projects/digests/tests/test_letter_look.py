"""The letter in a real browser: axe in both schemes, from a phone to a wide window. A dark button once vanished."""

from dataclasses import replace
from decimal import Decimal

import pytest
from axe_core_python.sync_playwright import Axe

from projects.digests.tests.sample import PROJECT, long_section, sample_letter, sample_section

LINES = """cells => cells.map(cell => {
  const words = document.createRange(); words.selectNodeContents(cell);
  return [cell.textContent, new Set([...words.getClientRects()].map(line => line.top)).size]
})"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [600, 375, 320])
def test_a_letter_is_accessible_in_both_schemes_and_never_wider_than_the_window(browser, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints = []
    for options in ({"partnerships": 2}, {"make": long_section}, {"form": "lines"}):
        page.set_content(sample_letter(**options)["html"])
        broken = Axe().run(page, options={"runOnly": RULES})["violations"]
        complaints += [f"{rule['id']}: {node['html'][:90]}" for rule in broken for node in rule["nodes"]]
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
    assert complaints == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_week_full_of_long_words_stays_within_eight_kilobytes_and_sixty_lines(language):
    letter = sample_letter(language=language, make=long_section)
    assert len(letter["html"].encode()) <= 8192
    assert len(letter["text"].splitlines()) <= 60


def early_section():
    """A week in which the first project is begun and nothing of it is agreed."""
    section = sample_section()
    early = {"budget": None, "forecast": Decimal(56), "used": Decimal(0), "due_on": None, "forecast_on": None}
    first, *others = section.projects
    return replace(section, projects=(replace(first, **early), *others))


def test_a_short_name_is_not_broken_on_a_phone_where_nothing_is_agreed_yet(browser):
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.set_content(sample_letter(language="sv", make=early_section)["html"])
    names = dict(page.eval_on_selector_all("th[scope=row]", LINES))
    page.close()
    assert names == {"Julkampanj": 1, "Kundklubb": 1, PROJECT.name: names[PROJECT.name]}

"""The letter in a real browser: axe in both schemes, from a phone to a wide window. A dark button once vanished."""

import pytest
from axe_core_python.sync_playwright import Axe

from projects.digests.tests.sample import sample_letter

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [600, 320])
def test_a_letter_is_accessible_in_both_schemes_and_never_wider_than_the_window(browser, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints = []
    for options in ({"partnerships": 2}, {"form": "lines"}):
        page.set_content(sample_letter(**options)["html"])
        broken = Axe().run(page, options={"runOnly": RULES})["violations"]
        complaints += [f"{rule['id']}: {node['html'][:90]}" for rule in broken for node in rule["nodes"]]
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
    assert complaints == []

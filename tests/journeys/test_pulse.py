"""Ada and Finn answer the demo's open pulse, nobody reads anything before, and then both sides talk about it.

Each in the own language, Ada on a phone and without scripts.
"""

from datetime import UTC, datetime, timedelta

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody
from tests.journeys.test_accessibility import RULES

HOME = "/p/01990000-0000-7000-9000-00000000001f/"


@pytest.fixture
def people(portal: RunningPortal, browser: Browser):
    phone = {"locale": "sv-SE", "script": False, "width": 360}
    with (
        somebody(portal, browser, **phone) as ada,
        somebody(portal, browser) as sam,
        somebody(portal, browser) as finn,
    ):
        for page, name in ((ada, "ada"), (sam, "sam"), (finn, "finn")):
            enter(page, name)
        yield ada, sam, finn


def test_a_pulse_is_answered_blind_revealed_and_talked_about(people: tuple[Page, Page, Page]):
    ada, sam, finn = people
    ada.goto(f"{HOME}feedback/")
    expect(ada.locator("#open")).to_contain_text("Ditt svar saknas.")
    ada.get_by_role("link", name="Svara på pulsen").click()
    assert_fits(ada)
    ada.check('[name="score-tempo-2"][value="3"]')
    ada.check('[name="score-tempo-1"][value="8"]')
    ada.locator('details:has([name="comment-tempo-2"]) summary').click()
    ada.fill('[name="comment-tempo-2"]', "Kassan kom två veckor sent")
    ada.get_by_role("button", name="Spara ditt svar").click()
    expect(ada.locator("main")).to_contain_text("Du har svarat")
    pulse = ada.url

    sam.goto(pulse)
    expect(sam.locator("main")).to_contain_text("You have answered")
    assert "Kassan kom" not in sam.content()
    sam.goto(f"{pulse}talk/")
    expect(sam.locator("main")).to_contain_text("Answers are shown when every side has answered")

    finn.goto(f"{pulse}answer/")
    assert complaints(finn) == []
    finn.check('[name="score-tempo-2"][value="7"]')
    finn.get_by_role("button", name="Save your answer").click()
    expect(finn.locator("h1")).to_contain_text("Pulse of")

    for page, words in ((ada, "Längst isär"), (sam, "Furthest apart")):
        page.goto(pulse)
        expect(page.locator("main")).to_contain_text(words)
        expect(page.locator("#comments")).to_contain_text("Kassan kom två veckor sent")
        assert_fits(page)
    assert complaints(sam) == []

    talk_about(ada, sam, pulse)


def talk_about(ada: Page, sam: Page, pulse: str) -> None:
    sam.get_by_role("link", name="The talk about it").click()
    assert complaints(sam) == []
    sam.fill('[name="text"]', "We say the day as soon as it moves.")
    sam.get_by_role("button", name="Save the notes").click()
    expect(sam.locator("main")).to_contain_text("The notes are saved.")
    sam.get_by_role("link", name="Agree what you do").click()
    sam.fill('[name="text"]', "A call each Monday at nine")
    sam.fill('[name="due_on"]', (datetime.now(UTC).date() + timedelta(days=14)).isoformat())
    for side, name in ((1, "Ada Holm"), (2, "Sam Berg")):
        sam.select_option(f'[name="owner_{side}"]', label=name)
    sam.locator("main form.form .actions button[type=submit]").click()
    ada.goto(f"{pulse}talk/")
    expect(ada.locator('[name="text"]')).to_have_value("We say the day as soon as it moves.")
    expect(ada.locator("#actions")).to_contain_text("A call each Monday at nine")
    assert_fits(ada)


def assert_fits(page: Page) -> None:
    """Nothing stands out of a narrow window. Asked without scripts of the page's own."""
    assert page.locator("main").bounding_box()["width"] <= page.viewport_size["width"]


def complaints(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES})["violations"]
    return [f"{rule['id']}: {node['html'][:90]}" for rule in found for node in rule["nodes"]]

"""Ada says what chafes about a delivery, Sam makes it an early warning, both name who sees to it, and Sam ticks it off.

Each in the own language, Ada on a phone and without scripts.
"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody

HOME = "/p/01990000-0000-7000-9000-00000000001f/"
CHAFES = "Filerna kommer utan namn, så vi hittar inte rätt bild."
DUE = datetime.now(UTC).date() + timedelta(days=3)


@pytest.fixture
def both(portal: RunningPortal, browser: Browser):
    phone = {"locale": "sv-SE", "script": False, "width": 360}
    with somebody(portal, browser, **phone) as ada, somebody(portal, browser) as sam:
        enter(ada, "ada")
        enter(sam, "sam")
        yield ada, sam


def test_what_chafes_becomes_something_that_two_people_do(both: tuple[Page, Page]):
    ada, sam = both
    ada.goto(f"{HOME}work/")
    ada.locator('main a[href*="/work/projects/"]:not([href$="/new/"])').first.click()
    ada.locator("#deliverables").get_by_role("link", name="Säg vad som skaver").first.click()
    expect(ada.locator('[name="sort"][value="friction"]')).to_be_checked()
    ada.fill('[name="text"]', CHAFES)
    send(ada)
    expect(ada.locator("main")).to_contain_text("Bara Havsvik Hem och Studio Nord läser det här.")
    assert fits(ada)

    sam.goto(f"{HOME}feedback/between/")
    line = sam.locator("#notes li").filter(has_text=CHAFES)
    expect(line).to_contain_text("Your side's turn")
    line.get_by_role("link", name="Read and answer").click()
    sam.get_by_role("link", name="Make it an early warning").click()
    expect(sam.locator('[name="what"]')).to_have_value(CHAFES)
    send(sam)
    expect(sam.locator("h1")).to_have_text("Early warning")
    warning = sam.url
    sam.get_by_role("link", name="Agree what you do").click()
    sam.fill('[name="text"]', "Agree how files are named")
    sam.fill('[name="due_on"]', DUE.isoformat())
    sam.select_option('[name="owner_2"]', label="Sam Berg")
    send(sam)
    expect(sam.locator("#actions")).to_contain_text("nobody named yet")

    ada.goto(warning)
    ada.locator("#actions").get_by_role("link", name="Agree how files are named").click()
    ada.select_option('[name="person"]', label="Ada Holm")
    ada.locator("#name button[type=submit]").click()
    expect(ada.locator("#owners")).to_contain_text("Ada Holm")
    expect(ada.locator("#owners")).to_contain_text("Sam Berg")
    assert fits(ada)

    sam.goto(f"{HOME}feedback/actions/")
    row = sam.locator("#open li").filter(has_text="Agree how files are named")
    expect(row).to_contain_text("Due within a week")
    row.get_by_role("button", name="Tick it off").click()
    expect(sam.locator("#closed")).to_contain_text("Agree how files are named")
    ada.goto(f"{HOME}feedback/actions/")
    expect(ada.locator("#closed li").filter(has_text="Agree how files are named")).to_contain_text("Klart")
    assert fits(ada)


def send(page: Page) -> None:
    page.locator("main form.form .actions button[type=submit]").first.click()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= 360)

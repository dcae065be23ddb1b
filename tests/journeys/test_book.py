"""Sam asks for outcome value and opens cost to step 3 for it; both sign. Ada sees the margin inside its corridor. Then both
agree on a target cost, play the simulator, and sign how a saving and an overrun are shared.

Each in the own language, Ada on a phone and without scripts.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody

HOME = "/p/01990000-0000-7000-9000-00000000001f/"
# The demo's projects: one whose price both have signed, and one whose price is still talked about.
CLUB, CAMPAIGN = (f"{HOME}book/projects/01990000-0000-7000-9000-00000000003{n}/" for n in ("e", "f"))
CLOSED = "är stängda"
LAST_DAY = (datetime.now(UTC) + timedelta(days=180)).date().isoformat()


@pytest.fixture
def both(portal: RunningPortal, browser: Browser):
    phone = {"locale": "sv-SE", "script": False, "width": 360}
    with somebody(portal, browser, **phone) as ada, somebody(portal, browser) as sam:
        enter(ada, "ada")
        enter(sam, "sam")
        yield ada, sam


def test_a_book_is_opened_and_a_target_cost_is_signed(both: tuple[Page, Page]):
    ada, sam = both
    close_what_is_open(ada, sam)
    open_by_asking(ada, sam)
    ada.goto(CLUB)
    expect(ada.locator("#margin")).to_contain_text("Inom korridoren")
    expect(ada.locator("#costs")).to_contain_text("Utveckling")
    sam.goto(f"{HOME}openness/readings/")
    expect(sam.locator("main")).to_contain_text("Ada Holm")

    agree_on_a_target(ada, sam)
    play(ada, "60000", "Havsvik Hem betalar")
    play(sam, "45000", "Havsvik Hem pays")
    sam.locator("#forward button[type=submit]").click()
    sign_both(sam, ada)
    ada.goto(f"{CAMPAIGN}sharing/")
    expect(ada.locator("#held")).to_contain_text("120")


def close_what_is_open(ada: Page, sam: Page) -> None:
    """Sam takes back what the demo has open: from now on Ada sees no cost."""
    sam.goto(f"{HOME}openness/")
    sam.locator('a[href*="/grants/"]').first.click()
    sam.select_option('[name="step"]', "0")
    sam.locator("main form.form button[type=submit]").click()
    ada.goto(CLUB)
    expect(ada.locator("#margin")).to_contain_text(CLOSED)


def open_by_asking(ada: Page, sam: Page) -> None:
    """Sam asks and offers; Ada's yes is a proposal filled in already, which both sign."""
    sam.goto(f"{HOME}openness/ask/")
    sam.select_option('[name="topic"]', "outcome_value")
    sam.select_option('[name="step"]', "4")
    sam.select_option('[name="gives"]', "3")
    sam.fill('[name="because"]', "So that we put the hours where they give most")
    sam.locator("main form.form button[type=submit]").click()

    ada.goto(f"{HOME}openness/")
    ada.locator('main a[href*="/answer/"]').first.click()
    ada.locator('[name="is_yes"]').first.check()
    ada.locator("main form.form button[type=submit]").click()
    for name in ("1-2-outcome_value", "2-1-margin"):
        ada.fill(f'[name="{name}-until"]', LAST_DAY)
        ada.fill(f'[name="{name}-purpose"]', "Så att båda ser det i tid")
    ada.locator("main form.form .actions button[type=submit]").last.click()
    sign_both(ada, sam)


def agree_on_a_target(ada: Page, sam: Page) -> None:
    """Ada answers Sam's fixed price with a target cost; Sam states what the lines cost."""
    ada.goto(f"{CAMPAIGN}sheet/")
    ada.select_option('[name="kind"]', "target_cost")
    ada.fill('[name="fixed_price"]', "")
    ada.locator("main form.form .actions button[type=submit]").last.click()
    sam.goto(f"{CAMPAIGN}costs/")
    sam.fill('[name="cost_0"]', "840")
    sam.locator("#own button[type=submit]").click()
    expect(sam.locator("#whole")).to_contain_text("Inside the corridor")
    ada.goto(ada.url)
    sign_both(ada, sam)


def play(page: Page, outturn: str, words: str) -> None:
    page.goto(f"{CAMPAIGN}sharing/")
    page.fill('[name="outturn"]', outturn)
    page.locator("#play-form .actions button[type=submit]").click()
    expect(page.locator("#simulator")).to_contain_text(words)


def sign_both(first: Page, second: Page) -> None:
    """Sign what the first one has before the eyes, one after the other."""
    address = first.url
    for page in (first, second):
        page.goto(address)
        page.get_by_role("button", name=re.compile("^(Sign version|Skriv under version)")).click()
    expect(second.locator("main")).to_contain_text(re.compile("in force now|Nu gäller det"))

"""Ada proposes a goal, Sam answers with another, both sign, both check in, and their confidence drifts apart.

Each in the own language, Ada on a phone and without scripts.
"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody

HOME = "/p/01990000-0000-7000-9000-00000000001f/"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def both(portal: RunningPortal, browser: Browser):
    phone = {"locale": "sv-SE", "script": False, "width": 360}
    with somebody(portal, browser, **phone) as ada, somebody(portal, browser) as sam:
        enter(ada, "ada")
        enter(sam, "sam")
        yield ada, sam


def test_a_goal_is_set_and_followed_by_both_sides(both: tuple[Page, Page]):
    ada, sam = both
    ada.goto(f"{HOME}goals/")
    ada.click('a[href$="/goals/new/"]')
    write_goal(ada)
    send(ada)
    expect(ada.locator("h1")).to_have_text("Fler väljer abonnemang")
    agreement = ada.url

    sam.goto(HOME)
    expect(sam.locator("#waiting")).to_contain_text("Fler väljer abonnemang")
    sam.goto(agreement)
    sam.get_by_role("link", name="Answer with another proposal").click()
    sam.fill('[name="measures.0.target"]', "350")
    sam.fill('[name="word"]', "Let us reach a little less, and reach it.")
    send(sam)
    expect(sam.locator("main")).to_contain_text("400")
    expect(sam.locator("main")).to_contain_text("350")

    ada.goto(agreement)
    expect(ada.locator("main")).to_contain_text("Let us reach a little less, and reach it.")
    ada.get_by_role("button", name="Skriv under version 2").click()
    sam.goto(agreement)
    sam.get_by_role("button", name="Sign version 2").click()
    expect(sam.get_by_text("Every side has signed. It is in force now.")).to_be_visible()

    check_in(ada, "9", "230", "Det går bra")
    check_in(sam, "5", "230", "The checkout slows us down")
    for page, words in ((ada, "4 poäng isär"), (sam, "4 points apart")):
        page.goto(f"{HOME}goals/")
        expect(page.locator("main")).to_contain_text(words)
        page.get_by_role("link", name="Fler väljer abonnemang").first.click()
        expect(page.locator("main")).to_contain_text("The checkout slows us down")
        expect(page.locator("main")).to_contain_text("Det går bra")


def write_goal(page: Page) -> None:
    page.fill('[name="name"]', "Fler väljer abonnemang")
    page.fill('[name="starts_on"]', (TODAY - timedelta(days=28)).isoformat())
    page.fill('[name="ends_on"]', (TODAY + timedelta(days=56)).isoformat())
    for side, why in enumerate(("Jämnare intäkter", "En längre uppgift")):
        page.fill(f'[name="sides.{side}.why"]', why)
        page.select_option(f'[name="sides.{side}.owner"]', index=1)
        page.fill(f'[name="sides.{side}.contribution"]', "Ett möte i veckan")
    values = {"name": "Abonnemang", "start": "200", "target": "400", "unit": "st", "source": "Kassan"}
    for name, value in values.items():
        page.fill(f'[name="measures.0.{name}"]', value)


def send(page: Page) -> None:
    page.locator("main form.form .actions button[type=submit]").last.click()
    expect(page.locator("h1")).to_contain_text("Fler väljer abonnemang")


def check_in(page: Page, confidence: str, value: str, happened: str) -> None:
    page.goto(f"{HOME}goals/")
    page.get_by_role("link", name="Fler väljer abonnemang").first.click()
    page.locator('a[href$="/check-in/"]').first.click()
    page.check(f'[name="confidence"][value="{confidence}"]')
    page.locator('main form.form input[inputmode="decimal"]').first.fill(value)
    page.fill('[name="happened"]', happened)
    send(page)

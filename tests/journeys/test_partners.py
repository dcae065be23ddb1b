"""Two organizations become partners, import a log, and both get a letter: each side in its own language."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.letters import letter_to, link_in, words_of

SECRET = "fyra glada moln"
EVA, KIM = "eva@albolaget.example", "kim@zenit.example"
LOG = "Datum;Timmar;Projekt;Text\n{days[0]};7,5;WEB;Skiss\n{days[1]};6,25;WEB;Bygge\n{days[2]};25;WEB;För mycket\n"


def person(browser: Browser, portal: RunningPortal, locale: str) -> Page:
    return browser.new_context(base_url=portal.url, locale=locale).new_page()


def sign_up(page: Page, name: str, button: str) -> None:
    page.fill("#id_name", name)
    page.fill("#id_password1", SECRET)
    page.get_by_role("button", name=button, exact=True).click()


def found(page: Page, name: str, button: str) -> None:
    page.fill("#id_name", name)
    page.get_by_role("button", name=button, exact=True).click()


def next_monday_evening() -> str:
    now = datetime.now(UTC)
    monday = now + timedelta(days=7 - now.weekday())
    return monday.replace(hour=18, minute=0).isoformat(timespec="minutes")


def test_two_organizations_become_partners_import_a_log_and_get_their_letters(
    portal: RunningPortal, browser: Browser
):
    eva, kim = person(browser, portal, "sv-SE"), person(browser, portal, "en-GB")

    eva.goto("/accounts/signup/")
    eva.fill("#id_email", EVA)
    sign_up(eva, "Eva Al", "Skapa")
    eva.goto(link_in(letter_to(portal, EVA), "/accounts/confirm-email/"))
    eva.get_by_role("button", name="Ja, bekräfta").click()
    found(eva, "Albolaget", "Lägg till")

    eva.goto("/partnerships/new/")
    eva.fill("#id_email", KIM)
    eva.select_option("#id_language", "en")
    eva.get_by_role("button", name="Skicka förfrågan").click()
    expect(eva.get_by_text(f"Din förfrågan är på väg till {KIM}.")).to_be_visible()

    kim.goto(link_in(letter_to(portal, KIM), "/offers/"))
    kim.get_by_role("button", name="Create your sign-in").click()
    sign_up(kim, "Kim Zen", "Create")
    kim.get_by_role("link", name="Begin an organization").click()
    found(kim, "Zenit", "Begin")
    kim.get_by_role("button", name="Accept").click()
    expect(kim.get_by_text("You are partners now.")).to_be_visible()
    home = kim.url

    import_log(kim, home)
    eva.goto(home)
    expect(eva.locator("h1")).to_contain_text("Albolaget")
    eva.goto(f"{home}work/")
    eva.get_by_role("link", name="WEB").first.click()
    expect(eva.get_by_text("13,75").first).to_be_visible()

    portal.manage("send_letters", "--at", next_monday_evening(), "--to", EVA)
    portal.manage("send_letters", "--at", next_monday_evening(), "--to", KIM)
    swedish, english = letter_to(portal, EVA), letter_to(portal, KIM)
    assert (swedish["Content-Language"], english["Content-Language"]) == ("sv", "en")
    for letter in (swedish, english):
        assert "● Albolaget × ◆ Zenit" in words_of(letter)
    eva.context.close()
    kim.context.close()


def import_log(page: Page, home: str) -> None:
    """Bring in a small log with one row that can't be: it is told, left out, and the rest comes in."""
    days = [(datetime.now(UTC) - timedelta(days=back)).date().isoformat() for back in (3, 2, 1)]
    page.goto(f"{home}work/logs/new/")
    page.set_input_files(
        "#id_log",
        {"name": "log.csv", "mimeType": "text/csv", "buffer": LOG.format(days=days).encode("cp1252")},
    )
    page.get_by_role("button", name="Read the file").click()
    page.get_by_label("Begin the projects that are missing").check()
    page.get_by_role("button", name="Check the whole log").click()
    expect(page.get_by_text("25 hours in one day: a day has 24.")).to_be_visible()
    page.check("#id_leaves_out")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("2 rows were added.")).to_be_visible(timeout=20_000)

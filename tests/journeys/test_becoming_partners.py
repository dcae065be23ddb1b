"""Two organizations become partners, import a work log, and both get a letter about it."""

from datetime import timedelta
from html import unescape

from django.utils import timezone
from playwright.sync_api import Browser, expect

from tests.browser import RunningPortal
from tests.journeys.steps import letters_to, path_in, sign_up, somebody, text_to

TUVA, BEN = "tuva@eken.example", "ben@nordicbuild.example"
LOG = """Datum;Timmar;Projekt;Leverans;Uppgift;Namn;Roll
2026-11-02;7,5;WEBB;Kassan;T-1;Ben;Utveckling
2026-11-03;6;WEBB;Kassan;T-1;Ben;Utveckling
2026-11-04;8,25;WEBB;Sökningen;T-2;Mira;Design
"""


def next_monday_morning() -> str:
    """A quarter to eight on the coming Monday: every letter's window in Stockholm is open."""
    today = timezone.now().date()
    monday = today + timedelta(days=7 - today.weekday())
    return f"{monday.isoformat()}T07:45+01:00"


def test_two_organizations_become_partners_import_a_log_and_both_get_a_letter(
    portal: RunningPortal, browser: Browser
):
    with somebody(portal, browser, locale="sv-SE") as tuva, somebody(portal, browser) as ben:
        _begins_an_organization(portal, tuva)
        _asks(tuva)
        home = _answers(portal, ben)
        _sees_both_sides(tuva, home)
        _imports(ben, home)
        _reads_the_project(tuva, home)
    for who in (TUVA, BEN):
        portal.manage("send_letters", "--at", next_monday_morning(), "--to", who)
    _letters_tell_it(portal)


def _begins_an_organization(portal, page):
    page.goto("/accounts/signup/")
    page.fill("#id_email", TUVA)
    sign_up(page, "Tuva Ek")
    page.goto(path_in(text_to(portal, TUVA), "/accounts/confirm-email/"))
    page.click("main form button[type=submit]")
    if "/login/" in page.url:
        page.fill("#id_login", TUVA)
        page.fill("#id_password", "fyra glada moln")
        page.click('main form[action*="login"] button[type=submit]')
    page.wait_for_url("**/begin/**")
    page.fill("#id_name", "Brf Eken")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/")


def _asks(page):
    page.goto("/partnerships/new/")
    page.fill("#id_email", BEN)
    page.select_option("#id_language", "en")
    page.fill("#id_word", "Ska vi bygga webben ihop?")
    page.click("#ask button[type=submit]")
    expect(page.locator("#asked")).to_contain_text(BEN)


def _answers(portal, page):
    page.goto(path_in(text_to(portal, BEN), "/offers/"))
    expect(page.locator("h1")).to_have_text("Brf Eken asks you to be partners")
    expect(page.locator("blockquote")).to_have_text("Ska vi bygga webben ihop?")
    page.get_by_role("button", name="Create your sign-in").click()
    sign_up(page, "Ben Nord")
    page.get_by_role("link", name="Begin an organization").click()
    page.fill("#id_name", "Nordic Build")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Accept").click()
    page.wait_for_url("**/p/*/")
    return page.url.removeprefix(portal.url)


def _sees_both_sides(page, home):
    page.goto("/")
    page.locator("main").get_by_role("link", name="Brf Eken").first.click()
    page.wait_for_url(f"**{home}")
    expect(page.locator("h1")).to_contain_text("Nordic Build")


def _imports(page, home):
    page.goto(f"{home}work/logs/new/")
    page.set_input_files(
        "input[type=file] >> nth=0",
        {"name": "timmar.csv", "mimeType": "text/csv", "buffer": LOG.encode("cp1252")},
    )
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url("**/columns/")
    page.check("#id_creates_projects")
    page.get_by_role("button", name="Check the whole log").click()
    expect(page.locator("h1")).to_have_text("Check the import")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("main")).to_contain_text("Undo", timeout=30_000)


def _reads_the_project(page, home):
    page.goto(f"{home}work/")
    page.locator("main").get_by_role("link", name="WEBB").first.click()
    expect(page.locator("main")).to_contain_text("21,75")
    # The other side's people are not named before they have agreed.
    assert "Mira" not in page.content()


def _letters_tell_it(portal):
    weekly = [[one for one in letters_to(portal, who) if one["List-Unsubscribe"]] for who in (TUVA, BEN)]
    (swedish,), (english,) = weekly
    assert (swedish["Content-Language"], english["Content-Language"]) == ("sv", "en")
    for letter, words in (
        (swedish, ["Nordic Build", "WEBB", "22 h", "Timmar"]),
        (english, ["Brf Eken", "WEBB", "22 h", "Hours"]),
    ):
        for kind in ("plain", "html"):
            text = unescape(letter.get_body((kind,)).get_content()).replace("\N{NO-BREAK SPACE}", " ")
            assert [word for word in words if word not in text] == []
            assert "Havsvik" not in text

"""The core of the portal on a phone of 320 pixels with JavaScript off."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody

LOG = "Day,Hours,Project,Task,Who\n2026-11-02,7.5,PHONE,T-1,Kim\n2026-11-03,25,PHONE,T-2,Kim\n"


@pytest.fixture
def phone(portal: RunningPortal, browser: Browser):
    with somebody(portal, browser, script=False, width=320, height=640) as page:
        yield page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 320


def home_of(page):
    page.goto("/")
    return page.locator('main a[href^="/p/"]').first.get_attribute("href").rstrip("/") + "/"


@pytest.mark.parametrize("name", ["sam", "vera"])
def test_every_page_in_the_menu_fits_the_phone(phone, name):
    enter(phone, name)
    home = "/".join(home_of(phone).split("/")[:3]) + "/"
    paths = ["/", "/members/", "/settings/", "/letters/", home]
    paths += [
        home + rest for rest in ("people/", "events/", "health/", "health/counted/", "work/", "work/logs/")
    ]
    wide = []
    for path in paths:
        answer = phone.goto(path)
        if answer.status != 200 or not fits(phone):
            wide.append((path, answer.status, phone.evaluate("document.documentElement.scrollWidth")))
    assert wide == []


def test_hours_are_logged_and_the_project_shows_them(phone):
    enter(phone, "sam")
    phone.goto("/".join(home_of(phone).split("/")[:3]) + "/work/")
    phone.locator('main a[href*="/work/projects/"]:not([href$="/new/"])').first.click()
    project = phone.url
    phone.goto(f"{project}hours/new/")
    phone.fill("#id_hours", "3,25")
    phone.fill("#id_note", "Skrev utan skript")
    phone.click("main form.form button[type=submit]")
    expect(phone.locator("main")).to_contain_text("Skrev utan skript")
    assert phone.url == project
    assert fits(phone)


def test_a_log_with_a_bad_row_is_checked_and_the_good_row_imported(phone):
    enter(phone, "sam")
    home = "/".join(home_of(phone).split("/")[:3])
    phone.goto(f"{home}/work/logs/new/")
    phone.set_input_files(
        "input[type=file] >> nth=0", {"name": "phone.csv", "mimeType": "text/csv", "buffer": LOG.encode()}
    )
    phone.click("main form.form button[type=submit]")
    assert fits(phone)
    phone.check("#id_creates_projects")
    phone.click("main form.form button[type=submit]")
    expect(phone.locator("main")).to_contain_text("25")
    assert fits(phone)
    phone.check("#id_leaves_out")
    phone.click('main form[action$="/confirm/"] button[type=submit]')
    page_of_import = phone.url
    for _try in range(60):
        if phone.locator('form[action$="/undo/"]').count():
            break
        phone.wait_for_timeout(500)
        phone.goto(page_of_import)
    phone.click('form[action$="/undo/"] button')
    phone.goto(f"{home}/work/")
    assert fits(phone)

"""Two clicks where one was meant, and two tabs where one was."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody


@pytest.fixture
def ada(portal: RunningPortal, browser: Browser):
    with somebody(portal, browser) as page:
        enter(page, "ada")
        yield page


def home_of(page: Page) -> str:
    page.goto("/")
    return "/".join(page.locator('main a[href^="/p/"]').first.get_attribute("href").split("/")[:3]) + "/"


def sent_twice(page: Page, form: str):
    """Send the form twice at the same moment, as two clicks do before the first answer has come."""
    return page.evaluate(
        """async (form) => {
            const found = document.querySelector(form);
            const send = () => fetch(found.action, {method: "POST", body: new URLSearchParams(new FormData(found))});
            return (await Promise.all([send(), send()])).map((answer) => answer.status);
        }""",
        form,
    )


def test_a_member_is_invited_once(ada: Page):
    ada.goto("/members/")
    ada.fill("#id_email", "twice@havsvik.example")
    ada.dblclick("#invite button[type=submit]")
    ada.wait_for_url("**/members/")
    expect(ada.get_by_text("twice@havsvik.example", exact=True)).to_have_count(1)


def test_a_project_is_begun_once(ada: Page):
    home = home_of(ada)
    ada.goto(f"{home}work/projects/new/")
    ada.fill("#id_name", "Bara en gång")
    ada.fill("#id_code", "EN-GANG")
    ada.select_option("#id_commissioned_by", index=1)
    ada.select_option("#id_delivered_by", index=2)
    statuses = sent_twice(ada, "main form.form")
    assert statuses == [200, 200]
    ada.goto(f"{home}work/")
    assert ada.locator("main a", has_text="Bara en gång").count() == 1


def test_an_offer_is_sent_once(ada: Page):
    ada.goto("/partnerships/new/")
    ada.fill("#id_email", "twice@nordicbuild.example")
    assert sent_twice(ada, "#ask form") == [200, 200]
    ada.goto("/partnerships/new/")
    assert ada.locator("#asked").inner_text().count("twice@nordicbuild.example") == 1


def test_a_second_tab_that_is_older_does_not_undo_what_the_first_saved(
    portal: RunningPortal, browser: Browser
):
    with somebody(portal, browser) as first:
        enter(first, "olga")
        first.goto("/settings/")
        second = first.context.new_page()
        second.goto("/settings/")
        save(first, "Fjällbo Nya")
        expect(first.locator("#organization_name")).to_have_value("Fjällbo Nya")
        save(second, "Skrivet i en gammal flik")
        expect(second.get_by_role("alert")).to_be_visible()
        expect(second.locator("#organization_name")).to_have_value("Skrivet i en gammal flik")
        first.goto("/settings/")
        expect(first.locator("#organization_name")).to_have_value("Fjällbo Nya")


def save(page: Page, name: str):
    field = page.locator("#organization_name")
    field.fill(name)
    page.locator("form", has=field).locator("button[type=submit]").click()
    page.wait_for_load_state()


def test_signing_out_in_one_tab_signs_out_the_other_without_harm(ada: Page):
    second = ada.context.new_page()
    second.goto("/settings/")
    ada.goto("/accounts/logout/")
    ada.click("main form button[type=submit]")
    ada.wait_for_url("**/accounts/login/**")
    second.fill("#me_name", "Nobody")
    second.locator("form", has=second.locator("#me_name")).locator("button[type=submit]").click()
    expect(second.locator("h1")).to_be_visible()
    enter(ada, "ada")
    ada.goto("/settings/")
    expect(ada.locator("#me_name")).not_to_have_value("Nobody")

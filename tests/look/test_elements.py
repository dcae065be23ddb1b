"""Every element in a real browser, under the real content policy: axe, no sideways scroll, no broken rule."""

from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe

from tests.look.stage import sample_page, served

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def stage(settings, tmp_path):
    here = Path(__file__).parent
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], here / "templates"]}
    ]
    settings.ROOT_URLCONF = "tests.look.empty_urls"
    for language in ("sv", "en"):
        for theme in ("light", "dark"):
            (tmp_path / f"{language}-{theme}.html").write_text(sample_page(language, theme))
    with served(tmp_path) as address:
        yield address


@pytest.mark.parametrize(
    ("name", "width"), [("sv-light", 320), ("en-dark", 320), ("en-light", 1180), ("sv-dark", 1180)]
)
def test_all_elements_are_accessible_in_both_schemes_on_phone_and_desk(browser, stage, name, width):
    complaints = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{stage}/{name}.html")
    page.wait_for_load_state("networkidle")
    broken = Axe().run(page, options={"runOnly": RULES})["violations"]
    complaints += [f"{rule['id']}: {node['html'][:90]}" for rule in broken for node in rule["nodes"]]
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_theme_changes_at_once_and_is_kept_for_the_server(browser, stage):
    page = browser.new_page(color_scheme="light")
    page.goto(f"{stage}/en-light.html")
    page.get_by_text("Menu").locator("..").click()
    page.get_by_role("button", name="Light or dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "theme"] == ["dark"]
    assert page.locator("#toast").inner_text() == "Dark colors are on"
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0


def test_a_second_click_on_a_form_sends_nothing(browser, stage):
    page = browser.new_page()
    sent = []
    page.route("**/never", lambda route: (sent.append(route.request.method), route.fulfill(status=204)))
    page.goto(f"{stage}/en-light.html")
    page.evaluate("Object.assign(document.querySelector('form.form'), {noValidate: true, action: '/never'})")
    page.evaluate("for (const _ of [1, 2]) document.querySelector('form.form [type=submit]').click()")
    page.wait_for_timeout(300)
    assert sent == ["POST"]


def test_a_failed_answer_is_told_and_a_succeeded_form_is_emptied(browser, stage):
    page = browser.new_page()
    page.route("**/boom", lambda route: route.fulfill(status=500, body="<p>never shown</p>"))
    page.route("**/fine", lambda route: route.fulfill(status=200, body='<p id="answer">Thanks</p>'))
    page.goto(f"{stage}/en-light.html")
    page.evaluate("""() => {
        const form = '<input name="word"><button>Send</button></form>';
        document.querySelector("main").insertAdjacentHTML("beforeend", `
            <div id="here"></div>
            <form id="bad" hx-post="/boom" hx-target="#here">${form}<form id="good" hx-post="/fine" hx-target="#here">${form}`);
        htmx.process(document.querySelector("main"));
    }""")
    for name in ("bad", "good"):
        page.locator(f"#{name} input").fill("hello")
        page.locator(f"#{name} button").click()
        page.wait_for_timeout(200)
    assert page.locator("#toast").inner_text() == (
        "That did not work. Nothing was changed; try again in a moment."
    )
    assert page.locator("#bad input").input_value() == "hello"
    assert page.locator("#good input").input_value() == ""
    assert page.get_by_text("never shown").count() == 0
    assert page.locator("#answer").inner_text() == "Thanks"

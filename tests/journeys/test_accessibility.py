"""The main pages against axe, in both languages, light and dark, with the demo's data."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
INSIDE = ["", "people/", "events/", "health/", "health/counted/", "work/", "work/logs/", "work/logs/new/"]


def complaints(page, path):
    page.goto(path)
    found = Axe().run(page, options={"runOnly": RULES})["violations"]
    return [f"{path} {rule['id']}: {node['html'][:90]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("name", "theme"), [("ada", "light"), ("sam", "dark")])
def test_the_main_pages_are_accessible(portal: RunningPortal, browser: Browser, name, theme):
    with somebody(portal, browser) as page:
        page.context.add_cookies([{"name": "theme", "value": theme, "url": portal.url}])
        found = complaints(page, "/accounts/login/") + complaints(page, "/accounts/signup/")
        enter(page, name)
        home = page.locator('main a[href^="/p/"]').first.get_attribute("href")
        home = "/".join(home.split("/")[:3]) + "/"
        outside = [
            "/",
            "/members/",
            "/settings/",
            "/settings/keys/",
            "/letters/",
            "/partnerships/new/",
            "/no/such/",
        ]
        for path in [*outside, *(home + rest for rest in INSIDE)]:
            found += complaints(page, path)
        page.goto(f"{home}work/")
        project = page.locator('main a[href*="/work/projects/"]:not([href$="/new/"])').first.get_attribute(
            "href"
        )
        for rest in ("", "edit/", "hours/new/", "deliverables/new/", "finish/"):
            found += complaints(page, f"{project}{rest}")
        assert found == []

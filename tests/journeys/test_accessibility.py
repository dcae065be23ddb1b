"""The pages that test_look does not reach by links as Ada: a stranger's, and the delivering side's forms."""

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def complaints(page, path):
    page.goto(path)
    found = Axe().run(page, options={"runOnly": RULES})["violations"]
    return [f"{path} {rule['id']}: {node['html'][:90]}" for rule in found for node in rule["nodes"]]


def test_a_strangers_pages_and_the_delivering_sides_forms_are_accessible(
    portal: RunningPortal, browser: Browser
):
    with somebody(portal, browser) as page:
        strangers = ["login/", "signup/", "password/reset/"]
        found = [one for path in strangers for one in complaints(page, f"/accounts/{path}")]
        enter(page, "sam")
        home = "/".join(page.locator('main a[href^="/p/"]').first.get_attribute("href").split("/")[:3])
        page.goto(f"{home}/work/")
        project = page.locator('main a[href*="/work/projects/"]:not([href$="/new/"])').first.get_attribute(
            "href"
        )
        for path in (f"{project}hours/new/", f"{home}/work/logs/new/", f"{home}/work/people/", "/no/such/"):
            found += complaints(page, path)
    assert found == []

"""The running portal, looked at: every page a person reaches by links, on a phone and a desk, light and dark."""

import re

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response

from tests.browser import RunningPortal

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NOT_PAGES = re.compile(r"csv|\.xlsx$|\.json$|schema|/file|^/letters/.+|^/api/|/trend/")


def signed_in(browser: Browser, portal: RunningPortal, who: str, **options) -> Page:
    page = browser.new_context(base_url=portal.url, **options).new_page()
    page.goto("/accounts/login/")
    page.locator(f'button[value="{who}"]').click()
    page.wait_for_url(f"{portal.url}/")
    return page


def links_of(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    addresses = [address.split("#")[0].split("?")[0] for address in found]
    return [address for address in addresses if address.startswith("/") and not NOT_PAGES.search(address)]


def wrong_with(page: Page, address: str) -> list[str]:
    """Open a page as a phone in the dark sees it, then give it a desk's width: what does not fit or cannot be read?"""
    status = page.goto(address).status
    found = [f"answers {status}"] * (status != 200) + ["not one h1"] * (page.locator("h1").count() != 1)
    for rule in Axe().run(page, options={"runOnly": RULES})["violations"]:
        found.append(f"{rule['id']} {rule['nodes'][0]['html'][:90]}")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"wider than {width}"] * (page.evaluate("document.documentElement.scrollWidth") > width)
    return [f"{AN_ID.sub('ID', address)}: {fault}" for fault in found]


def test_every_page_is_accessible_and_fits(browser, portal):
    phone = {"width": 320, "height": 800}
    page = signed_in(browser, portal, "ada@havsvik.example", color_scheme="dark", viewport=phone)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    waiting, kinds = ["/"], {"/"}
    while waiting:
        complaints += wrong_with(page, waiting.pop(0))
        for link in links_of(page):
            if AN_ID.sub("ID", link) not in kinds:
                kinds.add(AN_ID.sub("ID", link))
                waiting.append(link)
    page.context.close()
    assert complaints == []
    assert len(kinds) > 15


def test_the_first_page_view_is_light(browser, portal):
    page = browser.new_context(base_url=portal.url).new_page()
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        sent = response.request.sizes()
        kind = response.request.resource_type
        sizes[kind] = sizes.get(kind, 0) + sent["responseBodySize"]

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto("/accounts/login/")
    page.wait_for_load_state("networkidle")
    page.context.close()
    assert sizes["stylesheet"] <= 14_000
    assert sizes["script"] <= 18_000
    assert sum(sizes.values()) <= 120_000


def test_the_way_through_a_partnership_needs_no_script(browser, portal):
    page = signed_in(browser, portal, "sam@studionord.example", java_script_enabled=False)
    page.locator("main .tile a", has_text="Havsvik").first.click()
    assert page.locator("h1").inner_text().split() == ["Havsvik", "Hem", "×", "Studio", "Nord"]
    page.locator("summary", has_text="Show as table").first.click()
    assert page.locator(".chart table").first.is_visible()
    page.get_by_role("link", name="Ny webbutik", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Ny webbutik"
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Svenska").click()
    assert page.locator("html").get_attribute("lang") == "sv"
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="English").click()
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    assert page.url.split("?")[0] == f"{portal.url}/accounts/login/"
    page.context.close()

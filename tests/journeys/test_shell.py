"""The running portal opens in a real browser."""

from playwright.sync_api import Page

from tests.browser import RunningPortal


def test_a_stranger_is_led_to_the_sign_in_page(page: Page) -> None:
    page.goto("/")
    assert page.url.split("?")[0].endswith("/accounts/login/")
    assert page.locator("h1").count() == 1


def test_every_part_lives_and_nothing_else_is_told(portal: RunningPortal, page: Page) -> None:
    answer = page.request.get("/healthz")
    assert answer.status == 200
    assert answer.json() == {
        "status": "lives",
        "parts": dict.fromkeys(["database", "broker", "worker", "beat", "migrations"], "lives"),
    }

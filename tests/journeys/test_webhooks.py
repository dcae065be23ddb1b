"""A webhook in a real browser: made, its secret seen once, tried, sent again, given a new secret, paused and removed."""

import time

from playwright.sync_api import Page, expect

from tests.browser import RunningPortal
from tests.journeys.steps import enter

PLACE, ADDRESS = "/organization/webhooks/", "https://listener.studionord.example/hooks/portal"
PATIENCE_SECONDS = 120


def tries(page: Page, count: int):
    """Load the message's page again until so many tries stand there. Nobody listens at the address: each fails."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while page.locator("#attempts .title").count() < count and time.monotonic() < deadline:
        time.sleep(1)
        page.reload()
    titles = page.locator("#attempts .title").all_inner_texts()
    assert len(titles) == count
    assert set(titles) <= {"It could not be reached, or hung up", "No answer within 15 seconds"}


def click(page: Page, name: str):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def secret_on(page: Page) -> str:
    shown = page.locator("#new-secret").inner_text()
    assert shown.startswith("whsec_")
    page.get_by_role("link", name="Go on to the webhook").click()
    assert shown not in page.content()
    return shown


def test_the_demo_has_webhooks_with_messages_of_each_kind(portal: RunningPortal, page: Page):
    enter(page, "sam")
    page.goto(PLACE)
    expect(page.locator("#webhooks li", has_text="Bookkeeping").get_by_text("Active")).to_be_visible()
    page.get_by_role("link", name="CRM", exact=True).click()
    for word in ("Waiting", "Delivered", "Set aside"):
        expect(page.locator("#messages").get_by_text(word).first).to_be_visible()
    page.locator("#messages li", has_text="Set aside").get_by_role("link").click()
    assert page.locator("#attempts .title").all_inner_texts() == ["Answered 500"] * 10


def test_a_webhook_lives_from_its_first_secret_to_its_removal(portal: RunningPortal, page: Page):
    enter(page, "sam")
    page.goto(PLACE)
    page.fill("#new [name=name]", "Listener")
    page.fill("#new [name=url]", ADDRESS)
    click(page, "Make the webhook")
    first = secret_on(page)
    webhook = page.url

    click(page, "Send a test")
    tries(page, 1)
    page.goto(webhook)
    page.locator("#messages li", has_text="webhook.test").get_by_text("Set aside").wait_for()
    page.locator("#messages a", has_text="webhook.test").click()
    time.sleep(5)  # a second click within seconds is the same one
    click(page, "Send again")
    tries(page, 2)

    page.goto(webhook)
    click(page, "Give it a new secret")
    expect(page.get_by_text("messages are signed with the secret before as well")).to_be_visible()
    assert secret_on(page) != first

    click(page, "Pause")
    expect(page.locator("#state").get_by_text("Paused", exact=True)).to_be_visible()
    click(page, "Let it go on")
    expect(page.locator("#state").get_by_text("Active", exact=True)).to_be_visible()

    page.get_by_text("Remove the webhook").click()
    click(page, "Remove")
    expect(page.get_by_text("The webhook is gone.")).to_be_visible()
    expect(page.get_by_role("link", name="Listener", exact=True)).to_have_count(0)

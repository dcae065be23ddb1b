"""What people do again and again in the journeys."""

import email
import re
import time
from contextlib import contextmanager
from email import policy

from tests.browser import RunningPortal

SECRET = "fyra glada moln"


def letters_to(portal: RunningPortal, address: str) -> list:
    """Return the letters to an address, newest first."""
    read = (email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in portal.letters())
    return [letter for letter in read if address in str(letter["To"])][::-1]


def text_to(portal: RunningPortal, address: str, *, holding: str = "") -> str:
    """Return the text of the newest letter to an address; the worker sends it a moment after the click."""
    for _try in range(150):
        for letter in letters_to(portal, address):
            if holding in (text := letter.get_body(("plain",)).get_content()):
                return text
        time.sleep(0.1)
    raise AssertionError(f"no letter to {address}")


def path_in(text: str, start: str) -> str:
    """Return the portal's path that begins with `start`, as a letter links it."""
    return re.search(rf"http://[^/\s]+({re.escape(start)}\S*)", text)[1]


@contextmanager
def somebody(portal: RunningPortal, browser, *, locale="en-GB", script=True, width=1280, height=800):
    """A page in a browser of one's own; scripts that fail and content that the policy stops fail the journey."""
    context = browser.new_context(
        base_url=portal.url,
        locale=locale,
        java_script_enabled=script,
        viewport={"width": width, "height": height},
        timezone_id="Europe/Stockholm",
    )
    context.set_default_timeout(20_000)
    complaints = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None
    )
    yield context.new_page()
    context.close()
    assert complaints == []


def enter(page, name: str):
    """Sign in by the role card of the demo: ada, sam, vera, finn or olga."""
    page.goto("/accounts/login/")
    page.click(f'button[value^="{name}@"]')
    page.wait_for_url("**/")


def sign_up(page, name: str):
    """Fill in the page that begins a sign-in; the address stands there already or is filled in before."""
    page.fill("#id_name", name)
    page.fill("#id_password1", SECRET)
    page.click('main form[action*="signup"] button[type=submit]')

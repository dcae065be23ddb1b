"""Signing in and out, a forgotten password, and a second step, in a real browser."""

import base64
import hmac
import re
import time

from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.steps import SECRET, path_in, sign_up, somebody, text_to


def sign_in(page: Page, address: str, password: str):
    page.goto("/accounts/login/")
    page.fill("#id_login", address)
    page.fill("#id_password", password)
    page.click('main form[action$="/login/"] button[type=submit]')


def sign_out(page: Page):
    page.goto("/accounts/logout/")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/accounts/login/**")


def new_person(portal: RunningPortal, page: Page, address: str):
    page.goto("/accounts/signup/")
    page.fill("#id_email", address)
    sign_up(page, "Nova Ny")
    page.goto(path_in(text_to(portal, address), "/accounts/confirm-email/"))
    page.click("main form button[type=submit]")


def code_for(secret: str) -> str:
    """What a code app shows (RFC 6238)."""
    counter = (int(time.time()) // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def test_signing_in_and_out_leaves_nothing_behind(portal: RunningPortal, browser: Browser):
    with somebody(portal, browser, locale="en-GB") as page:
        sign_in(page, "ada@havsvik.example", "demo")
        page.wait_for_url("**/")
        expect(page.locator("html")).to_have_attribute("lang", "sv")
        sign_out(page)
        page.goto("/members/")
        assert "/accounts/login/" in page.url
        page.go_back()
        page.reload()
        assert "/accounts/login/" in page.url


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(portal: RunningPortal, browser: Browser):
    with somebody(portal, browser) as page:
        said = []
        for address in ("vera@havsvik.example", "nobody@nowhere.example"):
            sign_in(page, address, "wrong")
            said.append(page.locator("main").inner_text())
        assert said[0] == said[1]


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(portal: RunningPortal, browser: Browser):
    address = "nova@nowhere.example"
    with somebody(portal, browser) as page:
        new_person(portal, page, address)
        sign_out(page)
        page.goto("/accounts/password/reset/")
        page.fill("#id_email", address)
        page.click('main form[action*="reset"] button[type=submit], main form.form button[type=submit]')
        link = path_in(
            text_to(portal, address, holding="/password/reset/key/"), "/accounts/password/reset/key/"
        )
        page.goto(link)
        for field in page.locator("main input[type=password]").all():
            field.fill("sju snabba åsnor")
        page.click("main form.form button[type=submit]")
        page.goto(link)
        expect(page.locator("#id_password1")).to_have_count(0)
        page.context.clear_cookies()
        sign_in(page, address, SECRET)
        assert "/accounts/login/" in page.url
        sign_in(page, address, "sju snabba åsnor")
        page.wait_for_url("**/begin/")


def test_a_code_app_becomes_the_second_step(portal: RunningPortal, browser: Browser):
    address = "mio@nowhere.example"
    with somebody(portal, browser) as page:
        new_person(portal, page, address)
        page.goto("/accounts/2fa/totp/activate/")
        if page.locator("#id_password").count():
            page.fill("#id_password", SECRET)
            page.click("main form.form button[type=submit]")
        secret = page.locator("#totp-secret").inner_text()
        page.fill("#id_code", code_for(secret))
        page.click("main form.form button[type=submit]")
        page.wait_for_url("**/recovery-codes/")
        recovery = re.findall(r"\b[0-9a-f]{8}\b", page.locator("main").inner_text())
        sign_out(page)
        sign_in(page, address, SECRET)
        page.wait_for_url("**/2fa/authenticate/**")
        page.goto("/settings/")
        assert page.url.split("?")[0].endswith("/accounts/2fa/authenticate/")
        page.fill("#id_code", "000000")
        page.click("main form.form button[type=submit]")
        assert "/2fa/authenticate/" in page.url
        page.fill("#id_code", recovery[0])
        page.click("main form.form button[type=submit]")
        page.wait_for_url("**/begin/")

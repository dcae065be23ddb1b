"""Ways in, in a real browser: by invitation on a small phone without script, and by passkey."""

from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.letters import letter_to, link_in

SECRET = "fyra glada moln"


def test_an_invited_person_joins_on_a_small_phone_without_script(portal: RunningPortal, browser: Browser):
    owner = browser.new_context(base_url=portal.url, locale="sv-SE", java_script_enabled=False).new_page()
    owner.goto("/accounts/login/")
    owner.click('button[value="ada@havsvik.example"]')
    owner.goto("/members/")
    owner.fill("#id_email", "nora@havsvik.example")
    owner.click("#invite button")
    expect(owner.get_by_text("En inbjudan är på väg till nora@havsvik.example.")).to_be_visible()
    link = link_in(letter_to(portal, "nora@havsvik.example"), "/invitations/")
    small = browser.new_context(
        base_url=portal.url, locale="en-GB", java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    guest = small.new_page()
    guest.goto(link)
    assert guest.locator("html").get_attribute("lang") == "sv"
    guest.get_by_role("button", name="Skapa din inloggning").click()
    guest.fill("#id_name", "Nora Ny")
    guest.fill("#id_password1", SECRET)
    guest.get_by_role("button", name="Skapa", exact=True).click()
    guest.get_by_role("button", name="Gå med").click()
    expect(guest.get_by_text("Välkommen till Havsvik Hem.")).to_be_visible()
    assert guest.evaluate("document.documentElement.scrollWidth") <= 320
    owner.context.close()
    small.close()


def test_a_passkey_lets_in_without_a_password(portal: RunningPortal, page: Page):
    # A browser keeps passkeys for names, not for numbers.
    home = portal.url.replace("127.0.0.1", "localhost")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    device |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto(f"{home}/accounts/login/")
    page.get_by_label("E-mail").fill("vera@havsvik.example")
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{home}/accounts/2fa/webauthn/add/")
    page.fill("#id_password", "demo")
    page.click("main form.form button[type=submit]")
    page.check("#id_passwordless")
    page.click("main form[data-passkey] button[type=submit]")
    page.wait_for_url("**/recovery-codes/")
    page.goto(f"{home}/accounts/logout/")
    page.click("main form button[type=submit]")
    page.goto(f"{home}/accounts/login/")
    page.click("form[data-options] button")
    page.wait_for_url(f"{home}/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")

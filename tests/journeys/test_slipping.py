"""A slipping partnership: alert, letter, one click, talk, action, and next week's letter says what helped.

Ada reads in Swedish on a phone and without scripts, Sam in English. Weeks and letters are the portal's own: only the clock
is moved on by the commands that send and count.
"""

from datetime import UTC, datetime, time, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from partnership.kit.weeks import Week
from tests.browser import RunningPortal
from tests.journeys.letters import letter_to, words_of
from tests.journeys.steps import enter, path_in, somebody

KEY = "01990000-0000-7000-9000-00000000001f"
HOME = f"/p/{KEY}/"
PEOPLE = {"ada": "ada@havsvik.example", "sam": "sam@studionord.example"}
GOAL, WORRY, DOING = "Fler som handlar igen", "Utskicken når inte fram", "Skriv om utskicken tillsammans"
RUNNING = Week.of(datetime.now(UTC).date())
SLIPPED = RUNNING.previous

# On the Friday of the week that has ended: work that nobody had planned, and customers who do not come back. Its letters
# are taken as not sent yet.
SLIP = f"""
from datetime import date
from decimal import Decimal
from django.utils import timezone
from accounts.doors import system_door
from projects.digests.models import Letter
from projects.goals.models import Measure, Reading
from projects.work.models import Project, WorkEntry
now, friday = timezone.now(), date.fromisoformat("{SLIPPED.monday + timedelta(days=4)}")
with system_door("overview.demo"):
    for one in Project.objects.using("system").filter(partnership_id="{KEY}", name__in=["Ny webbutik", "Kundklubb"]):
        for _day in range(17):
            WorkEntry.objects.using("system").create(partnership_id=one.partnership_id, project_id=one.id,
                party_id=one.delivered_by_id, done_on=friday, hours=Decimal(24), created_at=now, updated_at=now)
    measure = Measure.objects.using("system").get(partnership_id="{KEY}", goal__name="{GOAL}", kind="up")
    Reading.objects.using("system").create(partnership_id="{KEY}", measure_id=measure.id, value=22, read_on=friday,
        recorded_at=now, source_kind="hand", party_id=one.commissioned_by_id)
    Letter.objects.using("system").filter(user__email__in={list(PEOPLE.values())}, iso_week="{SLIPPED}").delete()
"""
COUNT = f"""
from uuid import UUID
from django.utils import timezone
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
compute_batch([UUID("{KEY}")], week=Week.parse("%s"), now=timezone.now())
"""


@pytest.fixture
def both(portal: RunningPortal, browser: Browser):
    phone = {"locale": "sv-SE", "script": False, "width": 360}
    with somebody(portal, browser, **phone) as ada, somebody(portal, browser) as sam:
        enter(ada, "ada")
        enter(sam, "sam")
        yield ada, sam


def test_a_slipping_partnership_is_talked_about_and_the_next_letter_says_what_helped(
    portal: RunningPortal, both: tuple[Page, Page]
):
    ada, sam = both
    portal.manage("shell", "-c", SLIP)
    letters = letters_of(portal, SLIPPED)
    assert "Hälsan gick från ”God” till ”Håll ögonen på”." in letters["ada"]
    assert "Health went from “Good” to “Watch”." in letters["sam"]

    sam.goto(path_in(letters["sam"], f"{HOME}health/?week="))
    expect(sam.locator("#alerts")).to_contain_text("Health went from “Good” to “Watch”.")
    expect(sam.locator(".drivers")).to_contain_text("Ny webbutik is heading for")
    portal.manage("shell", "-c", COUNT % RUNNING)
    sam.goto("/")
    expect(sam.locator("main")).to_contain_text("Watch")
    expect(sam.locator("main")).to_contain_text("Health has fallen by")

    ada.goto(path_in(letters["ada"], f"{HOME}health/?week="))
    ada.locator("#alerts a", has_text="tidig varning").click()
    ada.fill('[name="what"]', WORRY)
    ada.fill('[name="effect"]', "Färre kommer tillbaka")
    ada.check('[name="probability"][value="high"]')
    ada.select_option('[name="about"]', label=ada.locator("option", has_text=GOAL).first.inner_text())
    send(ada)
    ada.goto(f"{HOME}feedback/warnings/")
    ada.get_by_role("link", name=WORRY).first.click()
    warning = ada.url

    agree_what_to_do(sam, warning)
    for one in both:
        stands_for_both_sides(one, warning)

    sam.goto(f"{HOME}feedback/actions/")
    sam.locator("#open li").filter(has_text=DOING).get_by_role("button", name="Tick it off").click()
    check_in(ada)
    letters = letters_of(portal, RUNNING)
    assert f"Hjälpte sedan förra veckan: ”{DOING}” (+" in one_line(letters["ada"])
    assert f"Helped since last week: “{DOING}” (+" in one_line(letters["sam"])

    for one, words in ((ada, "Hjälpte sedan förra veckan"), (sam, "Helped since last week")):
        one.goto(HOME)
        expect(one.locator("#health")).to_contain_text(f"{words}: ")
        one.goto(f"{HOME}health/counted/?week={RUNNING}")
        expect(one.locator("main")).to_contain_text(GOAL)
    assert ada.evaluate("document.documentElement.scrollWidth") <= 360


def agree_what_to_do(sam: Page, warning: str) -> None:
    """Let Sam write down what one person of each side does about the warning."""
    sam.goto(warning)
    sam.get_by_role("link", name="Agree what you do").click()
    sam.fill('[name="text"]', DOING)
    sam.fill('[name="due_on"]', (datetime.now(UTC).date() + timedelta(days=3)).isoformat())
    sam.select_option('[name="owner_1"]', label="Ada Holm")
    sam.select_option('[name="owner_2"]', label="Sam Berg")
    send(sam)


def stands_for_both_sides(one: Page, warning: str) -> None:
    """The warning's page names a person of each side."""
    one.goto(warning)
    for person in ("Ada Holm", "Sam Berg"):
        expect(one.locator("#actions")).to_contain_text(person)


def letters_of(portal: RunningPortal, week: Week) -> dict[str, str]:
    """Count the week and send its letters, on the evening of the Monday after; return their texts."""
    portal.manage("shell", "-c", COUNT % week)
    at = datetime.combine(week.next.monday, time(20), tzinfo=UTC).isoformat()
    for address in PEOPLE.values():
        portal.manage("send_letters", "--at", at, "--to", address)
    found = {name: letter_to(portal, address) for name, address in PEOPLE.items()}
    assert all(f".w{week.year}-{week.number:02}." in one["Message-ID"] for one in found.values())
    return {name: words_of(one) for name, one in found.items()}


def one_line(text: str) -> str:
    return " ".join(text.split())


def check_in(page: Page) -> None:
    """The goal has come nearly all the way."""
    page.goto(f"{HOME}goals/")
    page.get_by_role("link", name=GOAL).first.click()
    page.locator('a[href$="/check-in/"]').first.click()
    page.check('[name="confidence"][value="9"]')
    page.locator('main form.form input[inputmode="decimal"]').first.fill("28")
    page.fill('[name="happened"]', "De nya utskicken går bra")
    send(page)


def send(page: Page) -> None:
    page.locator("main form.form .actions button[type=submit]").first.click()

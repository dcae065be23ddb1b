"""Take the pictures of the documentation: `make screenshots`. Starts a portal of its own and stops it again."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from partnership.launch.places import CHECKOUT
from partnership.launch.ports import free_port
from partnership.launch.processes import start
from tests.browser import ARGUMENTS, BROWSERS

FOLDER = CHECKOUT / "docs" / "screenshots"
DESK, PHONE = (1180, 1), (375, 1.5)
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Picture:
    """What to show, as whom (Ada reads Swedish, Sam English), in which theme and width; `height` cuts a long page."""

    name: str
    person: str
    theme: str
    screen: tuple[int, float]
    page: str
    height: int


PICTURES = [
    Picture("home-sv-light", "ada@havsvik.example", "light", DESK, "home", 1000),
    Picture("home-en-light", "sam@studionord.example", "light", DESK, "home", 1000),
    Picture("home-en-dark", "sam@studionord.example", "dark", DESK, "home", 1000),
    Picture("home-sv-phone", "ada@havsvik.example", "light", PHONE, "home", 1500),
    Picture("project-en-light", "sam@studionord.example", "light", DESK, "project", 1250),
    Picture("project-sv-dark", "ada@havsvik.example", "dark", DESK, "project", 1250),
    Picture("project-en-phone", "sam@studionord.example", "dark", PHONE, "project", 1500),
    Picture("goal-en-light", "sam@studionord.example", "light", DESK, "goal", 1500),
    Picture("goals-sv-phone", "ada@havsvik.example", "dark", PHONE, "goals", 1500),
    Picture("book-en-light", "sam@studionord.example", "light", DESK, "book", 1250),
    Picture("book-sv-light", "ada@havsvik.example", "light", DESK, "book_project", 1250),
    Picture("costs-en-dark", "sam@studionord.example", "dark", DESK, "costs", 1250),
    Picture("sharing-sv-dark", "ada@havsvik.example", "dark", DESK, "sharing", 1500),
    Picture("openness-en-light", "sam@studionord.example", "light", DESK, "openness", 1500),
    Picture("openness-sv-phone", "ada@havsvik.example", "dark", PHONE, "openness", 1500),
    Picture("agreement-sv-light", "ada@havsvik.example", "light", DESK, "agreement", 1250),
    Picture("charter-en-light", "sam@studionord.example", "light", DESK, "charter", 1250),
    Picture("letter-sv-light", "ada@havsvik.example", "light", (600, 1), "letter", 1600),
    Picture("letter-en-dark", "sam@studionord.example", "dark", (600, 1), "letter", 1600),
    Picture("letter-sv-phone", "ada@havsvik.example", "light", PHONE, "letter", 1600),
    Picture("letter-en-phone", "sam@studionord.example", "dark", PHONE, "letter", 1600),
]


@contextmanager
def running_portal() -> Iterator[str]:
    """A portal with fresh demo data; its address."""
    data = Path(tempfile.mkdtemp(prefix="portal-pictures-"))
    address = (
        "DATABASE_URL",
        "SYSTEM_DATABASE_URL",
        "MIGRATE_DATABASE_URL",
        "REDIS_URL",
        "PORTAL_URL",
        "MAKELEVEL",
    )
    env = {name: value for name, value in os.environ.items() if name not in address}
    port = free_port()
    env |= {"DATA_DIR": str(data), "PORT": str(port), "DEMO": "1"}
    log = data.with_suffix(".log")
    child = start(
        "pictures", [sys.executable, "-m", "partnership.launch", "run"], log=log, env=env, folder=CHECKOUT
    )
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while "Portal: http" not in log.read_text() and time.monotonic() < deadline:
            child.check()
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        child.stop(patience=30)
        shutil.rmtree(data, ignore_errors=True)
        log.unlink(missing_ok=True)


def take(browser: Browser, url: str, picture: Picture) -> None:
    """Sign in, walk to the page and keep the picture."""
    width, density = picture.screen
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": 900},
        device_scale_factor=density,
        color_scheme=picture.theme,
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator(f'button[value="{picture.person}"]').click()
    WALKS[picture.page](page)
    page.wait_for_load_state("networkidle")
    tall = min(picture.height, page.locator("html").bounding_box()["height"])
    clip = {"x": 0, "y": 0, "width": width, "height": tall}
    page.screenshot(path=FOLDER / f"{picture.name}.png", full_page=True, clip=clip)
    context.close()


def to_home(page: Page) -> None:
    page.locator("main .tile a", has_text="Studio Nord").first.click()


def to_project(page: Page) -> None:
    to_home(page)
    page.get_by_role("link", name="Ny webbutik", exact=True).first.click()


def to_goals(page: Page) -> None:
    to_home(page)
    page.goto(f"{page.url}goals/")


def to_goal(page: Page) -> None:
    """The goal that the sides are of two minds about stands out by its distance."""
    to_goals(page)
    page.locator("main a[href*='/goals/']:not([href$='/new/']):not([href$='/check-in/'])").first.click()


def to_book(page: Page) -> None:
    to_home(page)
    page.goto(f"{page.url}book/")


def to_book_project(page: Page) -> None:
    """The project with a target cost, whose margin lies in its corridor."""
    to_book(page)
    page.locator("main .card", has_text="Kundklubb").locator("a[href*='/projects/']").first.click()


def to_costs(page: Page) -> None:
    """The build-up of a sheet that waits for signatures: its own side states there what the lines cost."""
    to_book(page)
    page.locator("main .card", has_text="Julkampanj").locator("a[href*='/projects/']").first.click()
    page.goto(f"{page.url}costs/")


def to_sharing(page: Page) -> None:
    to_book_project(page)
    page.goto(f"{page.url}sharing/")


def to_openness(page: Page) -> None:
    to_home(page)
    page.goto(f"{page.url}openness/")


def to_agreement(page: Page) -> None:
    """The first thing that waits for a signature."""
    to_home(page)
    page.locator("#waiting a[href*='/agreements/']").first.click()


def to_charter(page: Page) -> None:
    to_home(page)
    page.goto(f"{page.url}agreements/charter/")


def to_letter(page: Page) -> None:
    page.goto("/letters/")
    page.goto(page.locator("#sent .list a").first.get_attribute("href"))


WALKS = {
    "home": to_home,
    "project": to_project,
    "goal": to_goal,
    "goals": to_goals,
    "book": to_book,
    "book_project": to_book_project,
    "costs": to_costs,
    "sharing": to_sharing,
    "openness": to_openness,
    "agreement": to_agreement,
    "charter": to_charter,
    "letter": to_letter,
}


def main() -> None:
    """Take them all, anew."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        sys.exit("No chromium was found on this machine.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with running_portal() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandbox])
        for picture in PICTURES:
            take(browser, url, picture)
            sys.stdout.write(f"{picture.name}.png\n")
        browser.close()


if __name__ == "__main__":
    main()

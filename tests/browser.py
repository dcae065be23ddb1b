"""Pytest plugin: the whole portal running, and a real browser that walks through it.

Journeys take `portal` (the address, letters, management commands) and `page` (a fresh browser profile). They share one
running portal and stay on one worker. Without a browser they skip with the reason, unless BROWSER_TESTS=required.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from xdist.scheduler import LoadFileScheduling

from partnership.launch.places import CHECKOUT
from partnership.launch.ports import free_port
from partnership.launch.processes import Child, start
from partnership.launch.testing import fresh_database

JOURNEYS = "tests/journeys/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-first-run", "--disable-quic"]  # fmt: skip
PATIENCE_SECONDS = 180


@dataclass(frozen=True)
class RunningPortal:
    """A whole portal: `url` without a slash at its end, `data` with mail/ and log/ inside."""

    url: str
    data: Path

    def manage(self, *arguments: str) -> str:
        """Run a management command against it; return what it printed, fail when it failed."""
        noted = json.loads((self.data / "running.json").read_text())["settings"]
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, env={**os.environ, **noted}, cwd=CHECKOUT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def letters(self) -> list[Path]:
        """Return the letters sent so far, oldest first."""
        return sorted((self.data / "mail").rglob("*.eml"), key=lambda path: path.stat().st_mtime_ns)


class JourneysTogether(LoadFileScheduling):
    """Gives a worker a file at a time, but all journeys to one, so that the portal starts once.

    The marker xdist_group would say it too, but xdist 3.8 loses it with pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> JourneysTogether:
    return JourneysTogether(config, log)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The portal with its demo data, started by the launcher on the tests' servers."""
    data = tmp_path_factory.mktemp("portal")
    port = free_port()
    broker = os.environ["REDIS_URL"].rpartition("/")[0]
    env = {
        **os.environ,
        "DATABASE_URL": fresh_database("journeys"),
        "REDIS_URL": f"{broker}/15",
        "DEMO": "1",
    }
    for name in ("SYSTEM_DATABASE_URL", "MIGRATE_DATABASE_URL", "PORTAL_URL", "MAKELEVEL"):
        env.pop(name, None)
    env |= {"DATA_DIR": str(data), "PORT": str(port)}
    log = data / "launcher.log"
    child = start(
        "launcher", [sys.executable, "-m", "partnership.launch", "run"], log=log, env=env, folder=CHECKOUT
    )
    try:
        _await(child)
        yield RunningPortal(f"http://127.0.0.1:{port}", data)
    finally:
        child.stop(patience=30)


def _await(child: Child) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        child.check()
        if "Portal: http" in child.log.read_text():
            return
        time.sleep(0.1)
    pytest.fail(f"The portal did not start within {PATIENCE_SECONDS} s:\n{child.log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, without a window."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        missing = f"no browser was found: none of {', '.join(BROWSERS)}"
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    # Playwright leaves an event loop in this thread; Django's tests on the same worker use none of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # A busy machine is no fault of a page.
    expect.set_options(timeout=20_000)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandbox])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, portal: RunningPortal) -> Iterator[Page]:
    """A page in a fresh profile, in English; the test fails when a script or the content policy complained."""
    context = browser.new_context(base_url=portal.url, locale="en-GB", timezone_id="Europe/Stockholm")
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console",
        lambda message: (
            complaints.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield context.new_page()
    context.close()
    assert complaints == []

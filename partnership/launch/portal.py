"""The whole portal from one command: servers, roles, preparation, web, worker, beat; and all down again."""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from partnership.launch.keys import Keys
from partnership.launch.places import CHECKOUT, Places, write_private
from partnership.launch.ports import web_port
from partnership.launch.problems import LaunchProblem
from partnership.launch.processes import Child, start, stop_all
from partnership.launch.servers import start_servers

PATIENCE_SECONDS = 120
SIGN_INS = {
    "ada@havsvik.example": "commissions, owner",
    "sam@studionord.example": "delivers, owner",
    "vera@havsvik.example": "reads only",
    "finn@studionord.example": "finance",
    "olga@fjallbo.example": "another partnership",
}
# Nothing but the worker sweeps over all partnerships, and nothing that serves may migrate.
WEB_KEEPS_OUT = ("SYSTEM_DATABASE_URL", "MIGRATE_DATABASE_URL")
WORKER_KEEPS_OUT = ("MIGRATE_DATABASE_URL",)


@dataclass(frozen=True)
class Launch:
    """What every child is started with."""

    places: Places
    env: Mapping[str, str]

    def python(self, name: str, arguments: Sequence[str], *, without: Sequence[str] = ()) -> Child:
        """Start a Python module of the portal as a child named `name`."""
        env = {key: value for key, value in self.env.items() if key not in without}
        command = [sys.executable, "-m", *arguments]
        return start(name, command, log=self.places.log(name), env=env, folder=CHECKOUT)


def run_portal(stack: ExitStack) -> None:
    """Bring the portal up and watch over it until a signal or a dead child ends it; `stack` takes it down."""
    places = Places.from_environment()
    places.make()
    stack.enter_context(places.lock())
    port = web_port(os.environ.get("PORT") or "8000")
    began = time.monotonic()
    keys = Keys.of(places)
    print("Starting the database and the broker …", flush=True)
    addresses, children = start_servers(places, keys, stack)
    launch = Launch(places, {**settings(places, keys, port), **addresses})
    print("Bringing tables, messages, styles and demo data up to date …", flush=True)
    prepare(launch, stack)
    print("Starting web, worker and beat …", flush=True)
    children += start_processes(launch, port, stack)
    remember(places, launch.env, stack)
    await_answer(port, children)
    announce(port, launch.env, time.monotonic() - began)
    watch(children)


def settings(places: Places, keys: Keys, port: int) -> dict[str, str]:
    """Return the environment of every child: the person's own, with what is missing filled in."""
    filled = {
        "SECRET_KEY": keys.secret_key,
        "DEMO": "1",
        "PORTAL_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "partnership.settings",
    }
    given = {name: value for name, value in os.environ.items() if value or name not in filled}
    return {**filled, **given, "DATA_DIR": str(places.data), "PORT": str(port)}


def prepare(launch: Launch, stack: ExitStack) -> None:
    """Run what must be done before anything serves; each of its steps does nothing when it is done already."""
    child = launch.python("prepare", ["django", "prepare"])
    stack.callback(child.stop)
    child.finish()


def start_processes(launch: Launch, port: int, stack: ExitStack) -> list[Child]:
    """Start web, worker and beat; `stack` stops them, all at the same time."""
    celery = ["celery", "--app", "partnership"]
    schedule = launch.places.data / "beat-schedule"
    web = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
           "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--respawn-failed-workers",
           "partnership.wsgi:application"]  # fmt: skip
    plans: list[tuple[str, list[str], Sequence[str]]] = [
        ("web", web, WEB_KEEPS_OUT),
        (
            "worker",
            [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
            WORKER_KEEPS_OUT,
        ),
        ("beat", [*celery, "beat", "--schedule", str(schedule), "--pidfile", ""], WEB_KEEPS_OUT),
    ]
    children: list[Child] = []
    stack.callback(stop_all, children)
    for name, arguments, without in plans:
        children.append(launch.python(name, arguments, without=without))
    return children


def remember(places: Places, env: Mapping[str, str], stack: ExitStack) -> None:
    """Note how to reach what runs, for manage.py; forgotten when it stops."""
    names = ("DATABASE_URL", "SYSTEM_DATABASE_URL", "MIGRATE_DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEMO",
             "PORTAL_URL", "DATA_DIR")  # fmt: skip
    kept = {"pid": os.getpid(), "settings": {name: env[name] for name in names}}
    write_private(places.running, json.dumps(kept, indent=1))
    stack.callback(places.running.unlink, missing_ok=True)


def await_answer(port: int, children: Sequence[Child]) -> None:
    """Wait until every part of the portal lives; raise LaunchProblem when one ends or it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    said = "nothing"
    while time.monotonic() < deadline:
        for child in children:
            child.check()
        status, said = _ask(f"http://127.0.0.1:{port}/healthz")
        if status == 200:
            return
        time.sleep(0.1)
    raise LaunchProblem(
        f"The portal did not come up within {PATIENCE_SECONDS} seconds; /healthz says: {said}"
    )


def _ask(url: str) -> tuple[int, str]:
    # No proxy: the address is this machine's own.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as error:
        return error.code, error.read(500).decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def announce(port: int, env: Mapping[str, str], seconds: float) -> None:
    """Print the address and, in a demo, who can sign in."""
    print(f"Up in {seconds:.1f} s.\n\nPortal: http://127.0.0.1:{port}", flush=True)
    if env["DEMO"] == "1":
        for address, role in SIGN_INS.items():
            print(f"  {address:<26}{role}")
        print("  The password is demo for each of them.")
    print("\nCtrl-C stops it.", flush=True)


def watch(children: Sequence[Child]) -> None:
    """Watch over the children; raise LaunchProblem when one ends, since half a portal serves nobody."""
    while True:
        for child in children:
            child.check()
        time.sleep(0.5)

"""Web servers of the bench, one a program, and what a request to them costs."""

import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from bench.cost import Cost, cost_of
from bench.stage import Stage
from partnership.launch.places import CHECKOUT
from partnership.launch.ports import free_port
from partnership.launch.processes import Child, start

PATIENCE_SECONDS = 60
WARM = 30


@dataclass
class Server:
    """One program behind granian with one worker and one thread, as `make run` starts it otherwise."""

    child: Child
    port: int
    database: int
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> tuple[bytes, Mapping[str, str]]:
        """Return the body and the headers of one answer; raise RuntimeError unless it is 200."""
        link = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            return self._ask(link, path)
        finally:
            link.close()

    def cost(self, path: str, *, count: int) -> Cost:
        """Ask `count` times on one connection; return what one request costs."""
        link = HTTPConnection("127.0.0.1", self.port, timeout=60)

        def ask_all() -> None:
            for _ in range(count):
                self._ask(link, path)

        try:
            cost = cost_of(ask_all, program=self.child.process.pid, database=self.database)
        finally:
            link.close()
        return cost.per(count)

    def cost_of_post(self, path: str, body: bytes, found: dict[str, Any]) -> Cost:
        """Send a JSON body once and put what is answered into `found`; return what the request cost."""
        link = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {**self.headers, "Content-Type": "application/json"}

        def send() -> None:
            link.request("POST", path, body=body, headers=headers)
            answer = link.getresponse()
            text = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}: {text[:300]!r}")
            found.update(json.loads(text))

        try:
            return cost_of(send, program=self.child.process.pid, database=self.database)
        finally:
            link.close()

    def warm(self, *paths: str) -> None:
        """Ask until connections, plans and templates are there."""
        for path in paths:
            self.cost(path, count=WARM)

    def _ask(self, link: HTTPConnection, path: str) -> tuple[bytes, Mapping[str, str]]:
        link.request("GET", path, headers=self.headers)
        answer = link.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {body[:300]!r}")
        return body, dict(answer.headers)


def serve(stage: Stage, name: str, application: str, **env: str) -> Server:
    """Start an application, wait until it answers, and stop it with the stage."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "warning", application,
    ]  # fmt: skip
    child = start(name, command, log=stage.places.log(name), env={**os.environ, **env}, folder=CHECKOUT)
    stage.stack.callback(child.stop)
    _await(child, port)
    return Server(child, port, stage.database)


def _await(child: Child, port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        child.check()
        link = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            link.request("GET", "/healthz")
            link.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            link.close()
    raise RuntimeError(f"{child.name} did not answer within {PATIENCE_SECONDS} seconds")

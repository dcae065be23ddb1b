"""Runs a page of docs/api: each request by a shell as it stands there, each answer held against what the page shows of it."""

import json
import os
import re
import shlex
import subprocess
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from django.core.management import call_command

from partnership.launch.places import CHECKOUT

BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$|^<!-- keep (\w+) ?([\w.]*) -->$", re.DOTALL | re.MULTILINE)
ANY = "…"


@dataclass
class Page:
    """A page and what it has kept on its way: `known` are the shell's variables, `ran` and `compared` how much was done."""

    name: str
    known: dict[str, str]
    ran: int = 0
    compared: int = 0
    answer: Any = field(default=None, repr=False)

    @property
    def text(self) -> str:
        return (CHECKOUT / "docs" / "api" / self.name).read_text(encoding="utf-8")

    def run(self) -> None:
        """Do all that the page says; raises AssertionError where an answer is another than it shows."""
        for kind, text, name, path in BLOCK.findall(self.text):
            if kind == "sh":
                self.answer, self.ran = _answer_of(text, self.known), self.ran + 1
            elif kind == "json":
                assert fits(json.loads(text), self.answer), (text, self.answer)
                self.compared += 1
            else:
                self.known[name] = _picked(self.answer, path)
        assert (self.ran, self.compared) == (self.text.count("```sh"), self.text.count("```json"))


def fits(shown: Any, found: Any) -> bool:
    """Say whether an answer has what the page shows of it; the ellipsis stands for anything but nothing."""
    if isinstance(shown, dict):
        return all(name in found and fits(one, found[name]) for name, one in shown.items())
    if isinstance(shown, list):
        return isinstance(found, list) and (not shown or bool(found)) and all(map(fits, shown, found))
    if isinstance(shown, str) and shown.endswith(ANY):
        return str(found).startswith(shown.removesuffix(ANY)) and found not in (None, "")
    return bool(shown == found)


def _answer_of(command: str, known: dict[str, str]) -> Any:
    """Return what the command answers: a key as text, everything else as JSON."""
    if command.startswith("manage.py"):
        out = StringIO()
        call_command(*shlex.split(command)[1:], stdout=out)
        return out.getvalue().strip()
    done = subprocess.run(
        ["sh", "-eu", "-c", command],
        env={"PATH": os.defpath, **known},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, (command, done.stderr)
    return json.loads(done.stdout)


def _picked(found: Any, path: str) -> str:
    for step in filter(None, path.split(".")):
        found = found[int(step) if step.isdigit() else step]
    return str(found)

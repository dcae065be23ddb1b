"""Every request of the tutorial, run as it stands there, by curl against the running portal."""

import json
import os
import re
import shlex
import shutil
import subprocess
from io import StringIO

import pytest
from django.core.management import call_command

from partnership.kit.weeks import Week
from partnership.launch.places import CHECKOUT
from projects.health.actions import compute_batch
from projects.health.factories import make_running_project
from tests.tenancy import as_creator
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (CHECKOUT / "docs" / "api" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$|^<!-- keep (\w+) ?([\w.]*) -->$", re.DOTALL | re.MULTILINE)
ANY = "…"


@pytest.fixture
def portal(world, live_server):
    with as_creator():
        make_running_project(world.shared)
    compute_batch([world.shared], week=Week(2026, 47), now=NOW)
    return live_server.url


def run(command, known):
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


def fits(shown, found):
    """Say whether an answer has what the page shows of it; the ellipsis stands for anything but nothing."""
    if isinstance(shown, dict):
        return all(name in found and fits(one, found[name]) for name, one in shown.items())
    if isinstance(shown, list):
        return isinstance(found, list) and (not shown or bool(found)) and all(map(fits, shown, found))
    if isinstance(shown, str) and shown.endswith(ANY):
        return str(found).startswith(shown.removesuffix(ANY)) and found not in (None, "")
    return shown == found


def picked(found, path):
    for step in filter(None, path.split(".")):
        found = found[int(step) if step.isdigit() else step]
    return str(found)


@pytest.mark.skipif(shutil.which("curl") is None, reason="the page speaks of curl, and there is none here")
def test_every_request_of_the_tutorial_answers_as_it_says(portal, settings):
    settings.API_LIMITS = {**settings.API_LIMITS, "key": 600}
    known, answer, ran, compared = {"PORTAL": portal}, None, 0, 0
    for kind, text, name, path in BLOCK.findall(TEXT):
        if kind == "sh":
            answer, ran = run(text, known), ran + 1
        elif kind == "json":
            assert fits(json.loads(text), answer), (text, answer)
            compared += 1
        else:
            known[name] = picked(answer, path)

    assert ran == TEXT.count("```sh") >= 10
    assert compared == TEXT.count("```json")


def test_the_comparison_can_fail():
    found = {"id": "1", "parts": [{"score": None}], "more": []}

    assert fits({"id": ANY, "more": []}, found)
    assert not fits({"id": "2"}, found)
    assert not fits({"other": ANY}, found)
    assert not fits({"parts": [{"score": ANY}]}, found)
    assert not fits({"more": [{"x": 1}]}, found)

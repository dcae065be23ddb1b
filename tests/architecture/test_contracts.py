"""What import-linter cannot say: pure cores, one name for every room, nothing of the house in the launcher."""

import ast
import subprocess
import sys
from pathlib import Path

from partnership.launch.places import CHECKOUT

# Each room's core, named after its subject: no Django, no clock, no database.
CORES = (
    "projects/health/formula.py",
    "projects/health/change.py",
    "projects/health/delivery.py",
    "projects/health/answers.py",
    "projects/health/feedback.py",
    "projects/health/warned.py",
    "projects/health/openness.py",
    "projects/health/benefit.py",
    "projects/health/alerts.py",
    "projects/health/helping.py",
    "projects/health/foretelling.py",
    "projects/openness/steps.py",
    "projects/openness/shown.py",
    "projects/pricing/shares.py",
    "projects/pricing/buildup.py",
    "projects/pricing/billing.py",
    "projects/pricing/benefit.py",
    "projects/pricing/capital.py",
    "projects/insight/figures.py",
    "projects/feedback/gaps.py",
    "projects/feedback/rhythm.py",
    "projects/health/goals.py",
    "projects/digests/schedule.py",
    "projects/goals/progress.py",
    "api/webhooks/schedule.py",
    "projects/agreement/canonical.py",
    "projects/agreement/chain.py",
    "projects/agreement/corrections.py",
    "projects/agreement/guarded_words.py",
    "api/buckets.py",
    "api/compatibility.py",
    "api/flattened.py",
    "partnership/kit/weeks.py",
    "partnership/kit/rounding.py",
    "partnership/kit/formats.py",
)
IMPURE = {"django", "celery", "redis", "psycopg", "time", "random"}
CLOCKS = {"now", "today", "utcnow", "localtime", "localdate"}


def _imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def _clocks(tree: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {call.attr for call in calls if isinstance(call, ast.Attribute)} & CLOCKS


def _tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_cores_know_neither_django_nor_the_clock() -> None:
    trees = {name: _tree(CHECKOUT / name) for name in CORES}
    assert {
        name: found for name, tree in trees.items() if (found := (_imports(tree) & IMPURE) | _clocks(tree))
    } == {}


def test_actions_and_queries_are_told_the_time() -> None:
    paths = [
        path
        for pattern in ("actions.py", "actions/*.py", "queries.py", "queries/*.py")
        for folder in ("accounts", "projects/*", "api/webhooks", "api/calls")
        for path in CHECKOUT.glob(f"{folder}/{pattern}")
    ]
    assert len(paths) > 0
    assert {str(path.relative_to(CHECKOUT)): found for path in paths if (found := _clocks(_tree(path)))} == {}


def test_the_launcher_starts_without_settings() -> None:
    code = "import sys, partnership.launch.__main__; print('django.conf' in sys.modules and "
    code += "sys.modules['django.conf'].settings.configured)"
    env = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, env=env, capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("False", 0)

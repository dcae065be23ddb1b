"""Nothing grows past what one can hold in mind: the maxima of files, functions and templates."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnership.launch.places import CHECKOUT

FILE_LINES, TEST_FILE_LINES, FUNCTION_LINES = 230, 300, 45
PAGE_LINES, ELEMENT_LINES = 60, 40


def _tracked(*patterns: str) -> list[Path]:
    """Return the files that belong to the project: known to git, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    try:
        listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("sizes are counted in a git checkout only")
    return [path for line in sorted(set(listed.splitlines())) if (path := CHECKOUT / line).is_file()]


def _python_files() -> list[Path]:
    return [path for path in _tracked("*.py") if "migrations" not in path.parts]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _is_test(path: Path) -> bool:
    return "tests" in path.parts


def _long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{path.relative_to(CHECKOUT)}:{node.lineno} {node.name} has {length} lines"


def test_no_python_file_is_longer_than_one_can_read_at_a_sitting() -> None:
    counted = {
        path.relative_to(CHECKOUT).as_posix(): (_lines(path), _is_test(path)) for path in _python_files()
    }
    assert {
        name: lines
        for name, (lines, test) in counted.items()
        if lines > (TEST_FILE_LINES if test else FILE_LINES)
    } == {}


def test_no_function_is_longer_than_a_screen() -> None:
    assert [found for path in _python_files() for found in _long_functions(path)] == []


def test_no_template_is_longer_than_a_screen() -> None:
    ui = CHECKOUT / "templates" / "ui"
    limits = {
        path: ELEMENT_LINES if ui in path.parents else PAGE_LINES for path in _tracked("templates/*.html")
    }
    assert {
        path.relative_to(CHECKOUT).as_posix(): lines
        for path, limit in limits.items()
        if (lines := _lines(path)) > limit
    } == {}

"""The text of a page: Markdown that can do no harm."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.insight.text import ALLOWED, html_of


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# Seasons", "<h2>Seasons</h2>\n"),
        (
            "### When\n\n# Why\n\n### How\n\n## Who",
            "<h2>When</h2>\n<h2>Why</h2>\n<h3>How</h3>\n<h3>Who</h3>\n",
        ),
        ("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        (
            "[site](https://example.org/a)",
            '<p><a href="https://example.org/a" rel="noopener noreferrer nofollow">site</a></p>\n',
        ),
        (
            "| a |\n|--:|\n| 1 |",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>\n",
        ),
    ],
)
def test_what_may_be_written(markdown, html):
    assert html_of(markdown) == html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://evil.example/pixel.png)",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg onload=alert(1)>",
        "<!-- --><iframe src=//evil.example></iframe>",
        "[x]: javascript:alert(1)\n\n[x]",
        "`<script>`",
        "```\n<script>alert(1)</script>\n```",
        '[x](https://example.org "onmouseover=alert(1)")',
        "<style>body{display:none}</style>",
    ],
)
def test_what_could_harm_is_words_or_nothing(markdown):
    html = html_of(markdown).lower()
    for token in ("<script", "<img", "<svg", "<iframe", "<style", 'href="javascript', 'href="data', "<!--"):
        assert token not in html
    assert " onerror=" not in html.replace("&lt;", "").split("<p>")[0]


@given(st.text(alphabet="<>[]()!#*_`~|-=:/\\\"'&; \nabcjsx0", max_size=200))
def test_nothing_but_what_is_allowed_comes_out(markdown):
    html = html_of(markdown)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= ALLOWED
    assert set(re.findall(r"<[a-z0-9]+ ([a-z]+)=", html)) <= {"href", "start"}


@pytest.mark.parametrize(
    "poison", ["[" * 20_000, "*" * 20_000, "> " * 5_000, "`" * 20_000, "![](" * 5_000, "- " * 8_000]
)
def test_a_text_made_to_take_long_does_not(poison):
    began = time.monotonic()
    html_of(poison)
    assert time.monotonic() - began < 20

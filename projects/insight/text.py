"""The text of a page: Markdown without HTML and images, made into HTML by an allow-list.

Two nets: the reader of Markdown takes no HTML, and what comes out passes a list of what may stand in a page. No Django.
"""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

ALLOWED = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
REL = "noopener noreferrer nofollow"
HIGHEST, LOWEST = 2, 6


def html_of(markdown: str) -> str:
    """Return the text as HTML that is safe to show as it is."""
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    tokens = reader.parse(markdown)
    _rank_headings(tokens)
    html = str(reader.renderer.render(tokens, reader.options, {}))
    return nh3.clean(
        html, tags=ALLOWED, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=SCHEMES, link_rel=REL
    )


def _rank_headings(tokens: list[Token]) -> None:
    """Begin below the page's own heading and leave no step out, whichever levels the writer took."""
    above: list[int] = []
    for token in tokens:
        if token.type not in {"heading_open", "heading_close"}:
            continue
        if token.type == "heading_open":
            level = int(token.tag[1])
            above = [*(one for one in above if one < level), level]
        token.tag = f"h{min(HIGHEST + len(above) - 1, LOWEST)}"

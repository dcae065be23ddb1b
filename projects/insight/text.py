"""The text of a page: Markdown without HTML and images, made into HTML by an allow-list.

Two nets: the reader of Markdown takes no HTML, and what comes out passes a list of what may stand in a page. No Django.
"""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

ALLOWED = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
REL = "noopener noreferrer nofollow"
# A page has its heading and its cards theirs, so that a text's own begin below them.
DOWN = 2
LOWEST = 6


def html_of(markdown: str) -> str:
    """Return the text as HTML that is safe to show as it is."""
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    tokens = reader.parse(markdown)
    for token in tokens:
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(int(token.tag[1]) + DOWN, LOWEST)}"
    html = str(reader.renderer.render(tokens, reader.options, {}))
    return nh3.clean(
        html, tags=ALLOWED, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=SCHEMES, link_rel=REL
    )

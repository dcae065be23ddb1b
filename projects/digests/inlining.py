"""Styles inside the tags, as mail programs need them: worked out by css-inline, once for each tag with its classes.

The style sheet of the letter names tags and classes alone, so what a tag looks like does not depend on where it stands.
"""

import re
from functools import cache

import css_inline

# Once the styles are inlined, only classes that the dark and the narrow block name have work left to do.
NEEDED = {"page", "pad", "part", "card", "soft", "go", "bar", "x", "y"}
CLASS = re.compile(r' class="([^"]*)"')
TBODY = re.compile(r"</?tbody>")
# What the style sheet has rules for outside of media: whatever has a class, and headings.
STYLED = re.compile(r'<(?:(h[12])(?=>)|([a-z][a-z0-9]*)((?: [^<>]*)?) class="([^"]*)")')
AROUND = {"tr": "<table>", "td": "<table><tr>", "th": "<table><tr>"}
STYLE = re.compile(r' style="[^"]*"')


def inlined(page: str) -> str:
    """Return a whole page with the styles of its own style sheet inside its tags."""
    html = TBODY.sub("", CLASS.sub(_needed, _inliner().inline(page)))
    return html.replace(' nowrap=""', " nowrap")


def styled(piece: str, css: str) -> str:
    """Return a piece of a page as it stands in the page when the style sheet is inlined."""

    def attributes(found: re.Match[str]) -> str:
        heading, tag, rest, classes = found.groups()
        return f"<{heading or tag}{rest or ''}{_attributes(css, heading or tag, classes or '')}"

    return STYLED.sub(attributes, piece)


@cache
def _attributes(css: str, tag: str, classes: str) -> str:
    """The kept classes and the style of a tag."""
    page = f'<style>{css}</style>{AROUND.get(tag, "")}<{tag} class="{classes}">'
    opening = re.search(rf"<{tag}[ >][^>]*>?", _inliner().inline(page))
    style = STYLE.search(opening[0]) if opening else None
    return CLASS.sub(_needed, f' class="{classes}"') + (style[0] if style else "")


def _needed(found: re.Match[str]) -> str:
    kept = [name for name in found[1].split() if name in NEEDED]
    return f' class="{" ".join(kept)}"' if kept else ""


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, minify_css=True)

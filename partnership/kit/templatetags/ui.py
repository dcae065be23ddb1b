"""The portal's elements and formats in templates: built in, so no page loads it. See templates/ui/ for the rest."""

from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnership.kit import marks
from partnership.kit.templatetags import filters

register = template.Library()
register.filters.update(filters.register.filters)

STATUS_ICONS = {
    "good": "circle-check",
    "watch": "triangle-alert",
    "act": "octagon-alert",
    "neutral": "circle-dashed",
}


class Side(Protocol):
    """A party as pages show it."""

    name: str
    position: int
    is_own: bool


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon of the sprite; decoration unless a label says what it means."""
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    look = f"icon {size}".strip()
    return format_html('<svg class="{}" {}><use href="{}#{}"/></svg>', look, said, static("icons.svg"), name)


@register.simple_tag
def pill(status: str, text: str, icon_name: str = "") -> SafeString:
    """A status in word and icon: good, watch, act or neutral."""
    drawn = icon(icon_name or STATUS_ICONS[status])
    return format_html('<span class="pill {}">{} {}</span>', status, drawn, text)


@register.simple_tag
def party_mark(position: int, answered: bool = True, label: str = "") -> SafeString:
    """The party's mark, ● for the first and ◆ for the second; outlined while its answer is missing."""
    return SafeString(marks.mark(position, filled=answered, label=label))


@register.simple_tag
def party(side: Side | None, you: bool = True) -> SafeString | str:
    """Mark and name of a party, with the small tag on the reader's own side."""
    if side is None:
        return ""
    tag = format_html('<span class="you">{}</span>', _("you")) if you and side.is_own else ""
    return format_html('<span class="party">{}{}{}</span>', party_mark(side.position), side.name, tag)


@register.simple_tag
def parties(sides: Iterable[Side], you: bool = False) -> SafeString:
    """All parties in their fixed order, joined by ×."""
    between = SafeString('<span class="times" aria-hidden="true">×</span>')
    joined = between.join(str(party(side, you)) for side in sides)
    return format_html('<span class="parties">{}</span>', SafeString(joined))


@register.simple_tag
def meter(value: float, limit: float, label: str) -> SafeString:
    """A bar in joint ink; beyond its limit the scale grows, and the limit stays as a line across it."""
    return SafeString(marks.meter(value, limit, label))


@register.simple_tag
def pace_meter(achieved: float | None, expected: float | None, label: str) -> SafeString:
    """A bar of what is achieved in joint ink, with a tick where the pace expects it to be."""
    return SafeString(marks.pace_meter(float(achieved or 0), expected, label))


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    span: int = 12,
    link: str = "",
    link_text: str = "",
    id: str = "",  # noqa: A002 as HTML calls it
    tile: bool = False,
) -> SafeString:
    """A card: a section with its heading, a link beside it, and what stands between the tags."""
    shape = {"content": content, "title": title, "span": span, "link": link, "link_text": link_text}
    return render_to_string("ui/card.html", {**shape, "id": id, "tile": tile})


@register.simple_block_tag
def table(content: str, label: str) -> SafeString:
    """A table that scrolls sideways in its own frame, reachable by keyboard, on narrow screens."""
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="table">{}</table></div>',
        label,
        content,
    )


@register.simple_block_tag
def empty(content: str, title: str, icon_name: str = "circle-dashed") -> SafeString:
    """What stands where nothing is yet: the next step, for each side, and who can take it."""
    return format_html('<div class="empty">{}<h3>{}</h3>{}</div>', icon(icon_name), title, content)


@register.simple_block_tag
def notice(content: str, kind: str = "neutral", title: str = "") -> SafeString:
    """A framed word in the page: good, watch, act or neutral."""
    drawn = icon("info" if kind == "neutral" else STATUS_ICONS[kind])
    head = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<div class="notice {}">{}{}<div>{}</div></div>', kind, drawn, head, content)


@register.simple_tag
def crumbs(*pairs: str) -> SafeString:
    """Where the page stands: address and text in turn, from the top; the page itself is not repeated."""
    links = zip(pairs[::2], pairs[1::2], strict=True)
    items = format_html_join("", '<li><a href="{}">{}</a></li>', links)
    return format_html('<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', _("You are here"), items)


@register.simple_tag(takes_context=True)
def tabs(context: template.Context, label: str, *pairs: str) -> SafeString:
    """A section's own pages: address and text in turn; the current one is marked."""
    path = getattr(context.get("request"), "path", "")
    rows = (
        (url, SafeString(' aria-current="page"') if url == path else "", text)
        for url, text in zip(pairs[::2], pairs[1::2], strict=True)
    )
    items = format_html_join("", '<li><a href="{}"{}>{}</a></li>', rows)
    return format_html('<nav class="nav tabs" aria-label="{}"><ul>{}</ul></nav>', label, items)


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, name: str, text: str, **kwargs: Any) -> SafeString | str:
    """A link of the main navigation, or nothing while that room is not built; marked inside its room."""
    try:
        url = reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
    match = getattr(context.get("request"), "resolver_match", None)
    is_here = match is not None and match.app_name == name.split(":")[0]
    current = SafeString(' aria-current="true"') if is_here else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, current, text)


@register.simple_tag
def steps(current: int, *names: str) -> SafeString:
    """The steps of a longer task, the current one (from 1) marked, earlier ones done."""
    rows = ((_step(place, current), name) for place, name in enumerate(names, start=1))
    return format_html('<ol class="steps">{}</ol>', format_html_join("", "<li{}>{}</li>", rows))


def _step(place: int, current: int) -> SafeString | str:
    if place == current:
        return SafeString(' aria-current="step"')
    return SafeString(' class="done"') if place < current else ""

"""Every page that needs no more than a partnership, read in Swedish: no English words of ours stand in it."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from partnership.kit import messages

ROOT = Path(__file__).resolve().parents[2]
TEXT = re.compile(r">([^<>]+)<|(?:aria-label|title|alt|data-\w+)=\"([^\"]+)\"")
# Time zones are names, not words: "Port of Spain" is no English sentence.
LEFT_OUT = re.compile(
    r"<(script|style|time)\b.*?</\1>|<!--.*?-->|<option value=\"\w+/[^\"]*\"[^>]*>[^<]*", re.DOTALL
)
PLACEHOLDER = re.compile(r"%\\?\(\w+\\?\)s")


def routes(patterns=None, prefix="", space="", needed=frozenset()):
    """Yield (name, argument names) of every named page of the portal itself."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(one.pattern)
        names = needed | set(one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, route, inner, names)
        elif isinstance(one, URLPattern) and one.name and not route.startswith(("api/", "healthz")):
            yield space + one.name, names


PLAIN = sorted({name for name, needed in routes() if not needed})
OF_A_PARTNERSHIP = sorted({name for name, needed in routes() if needed == {"partnership"}})


def english():
    """Return a pattern for each English message whose Swedish is another."""
    catalogue = messages.read(messages.catalogues(ROOT)[0])
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        for one in ids:
            bare = PLACEHOLDER.sub("", re.escape(one))
            if one and one not in words and len(re.findall(r"[a-z]{2,}", bare)) >= 1:
                yield re.compile(PLACEHOLDER.sub(".+", re.escape(one.replace("%%", "%"))))


ENGLISH = list(english())
NAMED_IN_ITSELF = {"English"}
SWEDISH = {
    word
    for message in messages.read(messages.catalogues(ROOT)[0])
    for word in (message.string if isinstance(message.string, tuple) else (message.string,))
}


def texts(page):
    for plain, attribute in TEXT.findall(LEFT_OUT.sub("", page)):
        text = " ".join(unescape(plain or attribute).split())
        if text and text not in SWEDISH | NAMED_IN_ITSELF:
            yield text


def leaks(page):
    return sorted({text for text in texts(page) if any(one.fullmatch(text) for one in ENGLISH)})


def test_a_page_in_english_would_be_found(world, client):
    client.force_login(world.users["sam"])
    assert "Members" in leaks(client.get(reverse("accounts:members")).text)


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_is_swedish(world, client, name):
    client.force_login(world.users["ada"])
    answer = client.get(reverse(name), follow=True)
    assert leaks(answer.text if "html" in answer.get("Content-Type", "") else "") == []


@pytest.mark.parametrize("name", [name for name in PLAIN if name.startswith("account_")])
def test_a_strangers_page_is_swedish(world, client, name):
    answer = client.get(reverse(name), follow=True, headers={"Accept-Language": "sv"})
    assert leaks(answer.text) == []


@pytest.mark.parametrize("name", OF_A_PARTNERSHIP)
def test_a_page_of_a_partnership_is_swedish(world, client, name):
    client.force_login(world.users["ada"])
    answer = client.get(reverse(name, kwargs={"partnership": world.shared}))
    assert leaks(answer.text if "html" in answer.get("Content-Type", "") else "") == []


def test_every_page_that_links_lead_to_is_swedish(furnished, client):
    client.force_login(furnished.users["ada"])
    home = reverse("overview:home", kwargs={"partnership": furnished.shared})
    found, waiting, seen = {}, [home], {home}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        # Files, such as what hangs on a page of insight, are no pages of ours.
        text = answer.text if "html" in answer.get("Content-Type", "") else ""
        if leaks(text):
            found[address] = leaks(text)
        links = {link.split("#")[0] for link in re.findall(r'href="(/[^"?]*)', text)}
        links = {link for link in links if not link.endswith((".csv", ".css", ".svg", ".woff2"))} - seen
        seen |= links
        waiting += sorted(links)
    assert found == {}
    assert len(seen) > 20

"""What a browser with an empty cache loads for its first page: sent bytes, compressed as the server compresses them."""

import gzip
import re
from collections.abc import Mapping
from urllib.parse import urljoin

import brotli

from bench.parts.pages import cookie_of, signed_in
from bench.parts.sizes import SMALL, grow_homes
from bench.stage import Stage
from bench.table import Row, at_most
from bench.web import Server, serve
from bench.world import PARTNERSHIP, bench_id

KINDS = {"css": "css", "js": "scripts"}
LINKED = re.compile(r'<(?:link|script|img|source|use)\b[^>]*?\b(?:href|src)="([^"#]+)')
WITHIN = re.compile(r"url\(['\"]?([^'\")#]+)")


def measure(stage: Stage) -> list[Row]:
    """Load the sign-in page and a home with all that they name, like a browser that has nothing yet."""
    grow_homes()
    server = serve(stage, "portal", "bench.peers.portal:application")
    server.headers = {"Accept-Encoding": "gzip, br", "Accept": "text/html"}
    first = _weights(server, "/accounts/login/")
    server.headers |= cookie_of(signed_in())
    home = _weights(server, f"/p/{bench_id(PARTNERSHIP, SMALL)}/")
    server.child.stop()
    heavier = max(first, home, key=lambda one: sum(one.values()))
    told = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sorted(heavier.items()))
    return [
        at_most("first page view, everything", sum(heavier.values()) / 1000, 120, "KB", about=told),
        at_most("first page view, CSS", max(first["css"], home["css"]) / 1000, 14, "KB"),
        at_most("first page view, scripts", max(first["scripts"], home["scripts"]) / 1000, 18, "KB"),
    ]


def _weights(server: Server, page: str) -> dict[str, int]:
    """Return the bytes by kind: the page itself, and each thing once that it or its styles name."""
    sizes = {"page": 0, "css": 0, "scripts": 0, "other": 0}
    waiting, seen = [page], {page}
    while waiting:
        path = waiting.pop()
        body, headers = server.get(path)
        kind = "page" if path == page else KINDS.get(path.rpartition(".")[2], "other")
        sizes[kind] += len(body)
        for found in _named(path, _text(body, headers)):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return sizes


def _named(path: str, text: str) -> list[str]:
    pattern = WITHIN if path.endswith(".css") else LINKED
    found = pattern.findall(text) if path.endswith(("/", ".css")) else []
    return [urljoin(path, one) for one in found if urljoin(path, one).startswith("/static/")]


def _text(body: bytes, headers: Mapping[str, str]) -> str:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
        headers.get("Content-Encoding", ""), bytes
    )
    return unpack(body).decode("utf-8", "replace")

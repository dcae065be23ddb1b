import gzip
import re
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
HTMX_4_0_1 = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"


def compressed(path):
    return len(gzip.compress(path.read_bytes(), 9))


def test_htmx_is_the_published_file():
    assert sha256((STATIC / "vendor/htmx-4.0.1.min.js").read_bytes()).hexdigest() == HTMX_4_0_1


def test_the_first_view_is_light():
    # One sheet is sent: collectstatic folds them all into it.
    sheets = b"".join(path.read_bytes() for path in sorted(STATIC.glob("css/**/*.css")))
    styles = len(gzip.compress(sheets, 9))
    scripts = sum(compressed(STATIC / path) for path in ("vendor/htmx-4.0.1.min.js", "js/app.js"))
    others = (STATIC / "fonts/inter-latin.woff2").stat().st_size + compressed(STATIC / "icons.svg")
    assert styles <= 14_000
    assert scripts <= 18_000
    assert (STATIC / "js/app.js").stat().st_size < 5_000
    assert styles + scripts + others <= 100_000


def test_the_sprite_holds_the_icons_that_are_named_and_no_other():
    symbols = {symbol.get("id") for symbol in ElementTree.parse(STATIC / "icons.svg").getroot()}
    root = Path(settings.BASE_DIR)
    pages = "\n".join(path.read_text() for path in root.glob("templates/**/*.html"))
    named = set(re.findall(r'{% icon "([a-z0-9-]+)"', pages))
    named |= set(re.findall(r'icon(?:_name)?="([a-z0-9-]+)"', pages))
    folders = ("partnership", "accounts", "projects")
    code = "\n".join(path.read_text() for folder in folders for path in (root / folder).rglob("*.py"))
    quoted = set(re.findall(r'"([a-z0-9-]+)"', code + pages))
    assert named - symbols == set()
    assert symbols - quoted == set()


def test_every_stylesheet_is_in_the_entry():
    entry = (STATIC / "css/portal.css").read_text()
    named = set(re.findall(r'@import url\("([^"]+)"\)', entry))
    files = {str(path.relative_to(STATIC / "css")) for path in STATIC.glob("css/**/*.css")} - {"portal.css"}
    assert named == files


def test_no_template_has_an_inline_style_or_script():
    forbidden = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|hx-on")
    pages = Path(settings.BASE_DIR).glob("templates/**/*.html")
    found = [str(page) for page in pages if "emails" not in page.parts and forbidden.search(page.read_text())]
    assert found == []

import re

import pytest
from django.core.management import call_command


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    storage = {"BACKEND": "partnership.kit.storage.PortalStaticStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    call_command("collectstatic", verbosity=0, interactive=False)
    return tmp_path


def test_all_styles_come_in_one_hashed_file(collected):
    [entry] = [
        path for path in collected.glob("css/portal.*.css") if re.search(r"\.[0-9a-f]{12}\.css$", path.name)
    ]
    text = entry.read_text()
    assert text.count("@import") == 0
    assert text.index("@layer reset, tokens") < text.index("@layer reset {")
    [font] = re.findall(r'url\("([^"]+woff2)"\)', text)
    assert (entry.parent / font).resolve().exists()
    assert entry.with_suffix(".css.gz").stat().st_size <= 14_000

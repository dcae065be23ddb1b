import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
PAIRS = dict(re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", TOKENS))
TEXT = ["ink", "ink-2", "party-1", "party-2", "good", "watch", "act", "link"]
SHAPES = ["control", "joint", "party-1", "party-2"]
GROUNDS = ["page", "card", "hover"]


def color(name, scheme):
    return PAIRS[name].split(", ")[scheme]


def luminance(color):
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_reaches_aa_and_shapes_can_be_told_from_their_ground(ground, scheme):
    below = color(ground, scheme)
    weak = [name for name in TEXT if contrast(color(name, scheme), below) < 4.5]
    weak += [name for name in SHAPES if contrast(color(name, scheme), below) < 3]
    assert weak == []


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_both_parties_carry_the_same_weight(scheme):
    first, second = (luminance(color(name, scheme)) for name in ("party-1", "party-2"))
    assert abs(first - second) < 0.02

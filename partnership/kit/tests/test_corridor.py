import re

import pytest

from partnership.kit.charts.corridor import CorridorWords, Ranged, corridor

WORDS = CorridorWords("Margin", "Margin now 31.6%.", "Corridor", ("What", "From", "To"))


def draw(*values, low=0.2, high=0.4, language="en"):
    return corridor(values, low=low, high=high, words=WORDS, language=language)


def test_a_value_is_a_dot_and_a_band_is_a_bar():
    chart = draw(Ranged("Now", 0.316), Ranged("At completion", low=0.2, high=0.3))
    assert (chart.svg.count("<circle"), chart.svg.count('class="bar"')) == (1, 1)
    assert chart.rows == (
        ("Corridor", "20%", "40%"),
        ("Now", "31.6%", "31.6%"),
        ("At completion", "20%", "30%"),
    )
    assert chart.data[1] == ("Now", 0.316, 0.316)


def test_an_open_end_reaches_the_edge():
    chart = draw(Ranged("Now", 0.3), high=None)
    assert "20%––" not in chart.svg
    assert re.search(r'class="fan" x="[\d.]+%" y="22" width="[\d.]+%"', chart.svg)
    assert chart.rows[0] == ("Corridor", "20%", "–")


@pytest.mark.parametrize("value", [-3.5, 0.0, 0.2, 0.9999])
def test_every_place_is_inside_the_drawing(value):
    places = [float(one) for one in re.findall(r'(?:x|cx)="(-?[\d.]+)%"', draw(Ranged("Now", value)).svg)]
    assert all(0 <= place <= 100 for place in places)


def test_what_people_write_is_escaped_and_no_style_is_used():
    svg = draw(Ranged("<b>&", 0.3)).svg
    assert ("<b>" in svg, "style=" in svg) == (False, False)

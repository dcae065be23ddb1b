from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from partnership.kit import marks


@dataclass(frozen=True)
class Side:
    name: str
    position: int
    is_own: bool = False


def shown(source, **context):
    with translation.override("en"):
        return Template(source).render(Context(context))


def test_a_name_that_looks_like_markup_stays_words():
    sides = [Side("<script>x</script>", 1), Side('"onload=', 2)]
    page = shown(
        "{% parties sides %}{% card title=name %}{{ name }}{% endcard %}", sides=sides, name="<i>A & B</i>"
    )
    assert page.count("<script>") == 0
    assert page.count("<i>") == 0
    assert page.count("&lt;i&gt;A &amp; B&lt;/i&gt;") == 2


def test_only_the_own_side_has_the_small_tag():
    own, other = Side("Havsvik", 1, is_own=True), Side("Studio Nord", 2)
    assert shown("{% party side %}", side=own).count('<span class="you">you</span>') == 1
    assert shown("{% party side %}", side=other).count("you") == 0
    assert shown("{% party side you=False %}", side=own).count("you") == 0


def test_both_marks_are_drawn_at_the_same_size_and_a_missing_answer_is_outlined():
    first, second = marks.mark(1), marks.mark(2, filled=False)
    assert [drawn.count('viewBox="0 0 16 16"') for drawn in (first, second)] == [1, 1]
    assert [drawn.count("mark-open") for drawn in (first, second)] == [0, 1]


@pytest.mark.parametrize(
    ("value", "limit", "widths"),
    [
        (344, 400, ["86%"]),
        (448, 400, ["89.29%", "10.71%"]),
        (0, 0, ["0%"]),
        (5, 0, ["0%", "100%"]),
        (-3, 10, ["0%"]),
    ],
)
def test_a_bar_never_leaves_its_frame(value, limit, widths):
    drawn = marks.meter(value, limit, "Hours")
    bars = [part.split('"')[1] for part in drawn.split("width=")[1:]]
    assert [width for width in bars[1:] if width.endswith("%")] == widths


def test_a_room_that_is_not_built_has_no_link():
    assert shown('{% nav_link "nowhere:home" "Goals" %}') == ""


def test_crumbs_need_an_address_and_a_text_each():
    with pytest.raises(ValueError, match="zip"):
        shown('{% crumbs "/" %}')


def test_earlier_steps_are_done_and_the_current_one_is_marked():
    page = shown('{% steps 2 "File" "Columns" "Check" %}')
    assert page == (
        '<ol class="steps"><li class="done">File</li><li aria-current="step">Columns</li><li>Check</li></ol>'
    )


@pytest.mark.parametrize(("achieved", "expected"), [(0, 0), (0.4, 0.6), (1.7, 1), (-0.3, None)])
def test_a_bar_of_pace_stays_inside_and_ticks_where_it_is_expected(achieved, expected):
    drawn = ElementTree.fromstring(marks.pace_meter(achieved, expected, "Orders & more"))
    widths = [float(one.get("width").rstrip("%")) for one in drawn if one.get("class") == "fill"]
    assert widths == [min(max(achieved, 0), 1) * 100]
    assert len([one for one in drawn.iter() if one.get("class") == "tick"]) == (expected is not None)
    assert drawn.get("aria-label") == "Orders & more"

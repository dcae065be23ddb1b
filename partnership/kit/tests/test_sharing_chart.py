"""The chart of a sharing rule: what it draws, says and lists."""

import re

import pytest

from partnership.kit.charts.sharing import At, SharingWords, Spot, between, sharing, signed_money
from partnership.kit.charts.sides import Side

WORDS = SharingWords(
    title="What is paid",
    sentence="Ada <pays> 110.",
    outturn="Outturn",
    paid="Ada pays",
    unshared="unshared",
    parts="Parts",
    target="target",
)
BENDS = [At(60, 80, (20, 20)), At(100, 100, (0, 0)), At(120, 110, (-10, -10)), At(140, 110, (-10, -30))]


def drawn(**more):
    sides = [Side("Ada", 1, [20, 0, -10, -10]), Side("Sam & Co", 2, [20, 0, -10, -30])]
    said = {"sides": sides, "target": 100, "spots": (), "words": WORDS, "language": "en", "currency": "SEK"}
    return sharing(BENDS, BENDS, **{**said, **more})


def test_the_drawing_has_its_sentence_and_no_style():
    svg = drawn().svg
    assert "<desc" in svg
    assert "Ada &lt;pays&gt; 110." in svg
    assert "style=" not in svg
    assert "Sam &amp; Co" in svg


def test_sides_keep_their_colors_and_what_is_shared_is_joint_ink():
    svg = drawn().svg
    assert len(re.findall(r'class="line line-1"', svg)) == 1
    assert len(re.findall(r'class="line line-2"', svg)) == 1
    assert len(re.findall(r'class="line"', svg)) == 1


def test_the_table_and_the_file_hold_the_same_numbers():
    chart = drawn()
    assert chart.columns == ("Outturn", "Ada pays", "Ada", "Sam & Co")
    assert chart.rows[3] == ("SEK\u00a0140", "SEK\u00a0110", "\u2212SEK\u00a010", "\u2212SEK\u00a030")
    assert chart.csv().splitlines()[4] == "140,110,-10,-30"


def test_spots_outside_the_drawing_are_left_out():
    spots = [Spot(110, "forecast"), Spot(500, "beyond")]
    svg = drawn(spots=spots).svg
    assert "forecast" in svg
    assert "beyond" not in svg


@pytest.mark.parametrize(
    ("outturn", "paid", "parts"),
    [(60, 80, (20, 20)), (80, 90, (10, 10)), (130, 110, (-10, -20)), (140, 110, (-10, -30))],
)
def test_between_two_bends_every_line_is_straight(outturn, paid, parts):
    found = between(BENDS, outturn)
    assert (found.paid, found.parts) == (paid, parts)


def test_a_single_outturn_is_drawn_too():
    one = [At(100, 100, (0, 0))]
    chart = sharing(
        one,
        one,
        sides=[Side("Ada", 1, [0]), Side("Sam", 2, [0])],
        target=100,
        spots=[Spot(100, "", is_tried=True)],
        words=WORDS,
        language="sv",
        currency="SEK",
    )
    assert "nan" not in chart.svg


def test_a_gain_has_a_plus_and_a_pain_the_true_minus():
    said = [signed_money(amount, "sv", "SEK").replace("\u00a0", " ") for amount in (9500, -2000, 0)]
    assert said == ["+9 500 kr", "−2 000 kr", "0 kr"]

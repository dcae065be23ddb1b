from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.charts import BalanceWords, Period, Side, Span, balance
from partnership.kit.tests.test_charts import assert_drawn_inside

WORDS = BalanceWords(
    "Net benefit by quarter",
    "Both gained.",
    ("Quarter", "Side", "From", "To", "Ratio R", "Evenness"),
    "Evenness",
    "not opened",
)
SIDES = [Side("Havsvik", 1, ()), Side("Studio Nord", 2, ())]
AMOUNTS = st.floats(-1e12, 1e12)
SPANS = st.none() | st.builds(lambda one, other: Span(min(one, other), max(one, other)), AMOUNTS, AMOUNTS)
PERIODS = st.builds(
    lambda label, one, other, even: Period(label, (one, other), even),
    st.text("Q1234 26", max_size=9),
    SPANS,
    SPANS,
    st.none() | st.floats(0, 1),
)


def drawn(*periods, language="en"):
    return balance(periods, sides=SIDES, words=WORDS, language=language, currency="SEK")


@given(st.lists(PERIODS, max_size=10), st.sampled_from(["sv", "en"]))
def test_everything_stands_inside_the_frame(periods, language):
    chart = drawn(*periods, language=language)
    assert_drawn_inside(chart)
    assert len(chart.rows) == len(chart.data) == 2 * len(periods)


def test_an_exact_amount_a_range_and_a_closed_one_are_told_apart():
    chart = drawn(
        Period("Q4", (Span(1000, 1000, 0.5), Span(-500, 500)), 0.58), Period("Q5", (None, Span(-1, -1)))
    )
    assert chart.rows == (
        ("Q4", "Havsvik", "SEK\u00a01\u00a0000", "SEK\u00a01\u00a0000", "50%", "58%"),
        ("Q4", "Studio Nord", "SEK\u00a0\u2212500", "SEK\u00a0500", "–", "58%"),
        ("Q5", "Havsvik", "–", "–", "–", "–"),
        ("Q5", "Studio Nord", "SEK\u00a0\u22121", "SEK\u00a0\u22121", "–", "–"),
    )
    assert chart.csv().splitlines()[2] == "Q4,Studio Nord,-500,500,,0.58"
    assert "not opened" in chart.svg
    assert chart.svg.count("bar-2 range") == 1
    assert "Evenness 58%" in chart.svg


def test_the_longest_bar_reaches_as_far_on_either_side_of_nought():
    chart = drawn(Period("Q4", (Span(10, 10), Span(-10, -10))))
    assert '<rect class="bar-1" x="50%"' in chart.svg
    assert '<rect class="bar-2" x="6%"' in chart.svg
    assert chart.svg.count('width="44%"') == 2

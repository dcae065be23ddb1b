"""Charts drawn on the server: SVG with the sentence it says and the same data as a table and as CSV.

Pure Python: words come from the caller, who translates them. See `partnership/kit/charts/chart.py` for the rules.
"""

from partnership.kit.charts.bars import BarWords, Pair, bars, butterfly
from partnership.kit.charts.burn_up import BurnUpWords, Fan, burn_up
from partnership.kit.charts.chart import Chart
from partnership.kit.charts.trend import Side, TrendWords, trend

__all__ = [
    "BarWords",
    "BurnUpWords",
    "Chart",
    "Fan",
    "Pair",
    "Side",
    "TrendWords",
    "bars",
    "burn_up",
    "butterfly",
    "trend",
]

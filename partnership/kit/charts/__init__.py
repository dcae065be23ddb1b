"""Charts drawn on the server: SVG with the sentence it says and the same data as a table and as CSV.

Pure Python: words come from the caller, who translates them. See `partnership/kit/charts/chart.py` for the rules.
"""

from partnership.kit.charts.balance import BalanceWords, Period, Span, balance
from partnership.kit.charts.bars import BarWords, Pair, bars, butterfly
from partnership.kit.charts.burn_up import BurnUpWords, Fan, burn_up
from partnership.kit.charts.chart import Chart
from partnership.kit.charts.goal_line import GoalLineWords, goal_line
from partnership.kit.charts.goal_panels import GoalWeek
from partnership.kit.charts.series import At, SeriesWords, series
from partnership.kit.charts.sides import Side
from partnership.kit.charts.trend import TrendWords, trend

__all__ = [
    "At",
    "BalanceWords",
    "BarWords",
    "BurnUpWords",
    "Chart",
    "Fan",
    "GoalLineWords",
    "GoalWeek",
    "Pair",
    "Period",
    "SeriesWords",
    "Side",
    "Span",
    "TrendWords",
    "balance",
    "bars",
    "burn_up",
    "butterfly",
    "goal_line",
    "series",
    "trend",
]

from .actuals import Outlay, OutlayCost
from .benefit import Confirmation, Entry, Posted, Replacement, Shared
from .billing import Billed, Billing
from .rates import ExchangeRate, Rate
from .sheets import LineCost, Sharing, Sheet, SheetLine

__all__ = [
    "Billed",
    "Billing",
    "Confirmation",
    "Entry",
    "ExchangeRate",
    "LineCost",
    "Outlay",
    "OutlayCost",
    "Posted",
    "Rate",
    "Replacement",
    "Shared",
    "Sharing",
    "Sheet",
    "SheetLine",
]

"""What the demo's sides charge and what it costs them: rate cards, price sheets and purchases, in SEK without VAT."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from projects.overview.demo.wishes import WISHES

# Rate cards by whoever keeps them: days ago → role → hourly rate and hourly cost.
CARDS = {
    "sam": {
        420: {"Utveckling": (1050, 800), "Design": (980, 755), "Test": (850, 660)},
        62: {"Utveckling": (1090, 870), "Design": (1020, 815), "Test": (880, 705)},
    },
    "ada": {420: {"Projektledning": (980, 800), "Innehåll": (820, 650)}},
    "karin": {420: {"Projektledning": (1020, 760), "Teknik": (940, 690)}},
}


@dataclass(frozen=True)
class Bought:
    """A purchase: its line in the sheet, what the project is charged, and what it cost; days ago it was bought."""

    text: str
    line: str
    price: str
    cost: str
    days_ago: int
    sort: str = "bought_in"
    is_approved: bool = True


@dataclass(frozen=True)
class Priced:
    """A project's sheet as it was put forward. `costs` are the own costs of its lines: of an hour in a role, else whole."""

    code: str
    where: str
    signers: tuple[str, str]
    days_ago: int
    values: Mapping[str, Any]
    costs: Mapping[str, str] = field(default_factory=dict)
    bought: tuple[Bought, ...] = ()
    is_signed: bool = True


def _hours(role: str, hours: float, rate: int) -> dict[str, Any]:
    return {"sort": "labour", "role": role, "text": role, "hours": str(hours), "rate": str(rate)}


def _thing(sort: str, text: str, amount: int) -> dict[str, Any]:
    return {"sort": sort, "text": text, "price": _sek(amount)}


def _sek(amount: int) -> dict[str, str]:
    return {"amount": str(amount), "currency": "SEK"}


STUDIO = {"Utveckling": "800", "Design": "755", "Test": "660"}
SHEETS = (
    Priced(
        "WEBB", "slipping", ("sam", "ada"), 150,
        {
            "kind": "price_cap", "cap": _sek(380000), "vat": "25", "corridor_low": "22", "corridor_high": "30",
            "lines": [
                _hours("Utveckling", 130, 1050), _hours("Design", 120, 980), _hours("Test", 100, 850),
                _thing("bought_in", "Produktfoto", 18000), _thing("tools", "Testmiljö", 4800),
                _thing("risk", "Oförutsett", 18100),
            ],
        },
        {**STUDIO, "Produktfoto": "15500", "Testmiljö": "4800", "Oförutsett": "9000"},
        (
            Bought("Produktfoto, 40 bilder", "Produktfoto", "18000", "15500", 96),
            Bought("Testmiljö, ett halvår", "Testmiljö", "4800", "4800", 118, sort="tools"),
            Bought("Bankens test av kassan, inom taket", "", "0", "24000", 19, sort="other"),
        ),
    ),
    Priced(
        "KLUBB", "slipping", ("sam", "ada"), 66,
        {
            "kind": "target_cost", "vat": "25", "corridor_low": "15", "corridor_high": "25",
            "bonus": {"goal": {"id": str(WISHES[0].key), "name": WISHES[0].name}, "amount": _sek(12000)},
            "lines": [
                _hours("Utveckling", 70, 1050), _hours("Design", 58, 980), _hours("Test", 48, 850),
                _thing("bought_in", "Sms till medlemmar", 11400), _thing("tools", "Mätverktyg", 7460),
            ],
        },
        {**STUDIO, "Sms till medlemmar": "9800", "Mätverktyg": "6900"},
        (
            Bought("Sms, första utskicket", "Sms till medlemmar", "5200", "4480", 24),
            Bought("Mätverktyg, tre månader", "Mätverktyg", "3730", "3450", 6, sort="tools", is_approved=False),
        ),
    ),
    Priced(
        "JUL", "slipping", ("sam", "ada"), 3,
        {
            "kind": "fixed_price", "fixed_price": _sek(53200), "vat": "25", "corridor_low": "15", "corridor_high": "28",
            "lines": [
                _hours("Utveckling", 22, 1090), _hours("Design", 20, 1020), _hours("Test", 12, 880),
                _thing("discount", "Rabatt för återkommande kampanj", 1740),
            ],
        },
        {"Utveckling": "870", "Design": "815", "Test": "705"},
        is_signed=False,
    ),
    Priced(
        "FRAKT", "healthy", ("karin", "ada"), 164,
        {
            "kind": "time_and_materials", "vat": "25", "corridor_low": "20", "corridor_high": "30",
            "lines": [_hours("Projektledning", 100, 1020), _hours("Teknik", 102, 940), _thing("tools", "Skannrar", 14000)],
        },
        {"Projektledning": "760", "Teknik": "690", "Skannrar": "12600"},
        (Bought("Skannrar till lagret", "Skannrar", "14000", "12600", 120, sort="tools"),),
    ),
    Priced(
        "FLYTT", "healthy", ("ada", "karin"), 82,
        {
            "kind": "retainer", "monthly": _sek(31500), "months": "4", "vat": "25",
            "corridor_low": "15", "corridor_high": "35",
            "lines": [_hours("Projektledning", 17.5, 980), _hours("Innehåll", 17.5, 820)],
        },
        {"Projektledning": "800", "Innehåll": "650"},
    ),
)  # fmt: skip

# The sharing rule of the one with a target cost: its target, and bands of it with the share of the side that delivers.
TARGET = "KLUBB", Decimal(190000)
BANDS = (("0", "0.8", "0.3"), ("0.8", "1.2", "0.5"), ("1.2", None, "1"))

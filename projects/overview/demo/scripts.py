"""What the demo's projects are about, and how they go: the story before it becomes rows."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Script:
    """A project's story in days around today.

    `parts` are deliverables with their hours. `overrun` is how much longer tasks take than estimated at the start
    and at the end of the plan; `late_days` how late deliveries come at its end (some at random before).
    """

    partnership: str
    name: str
    code: str
    commissioned_by: str
    delivered_by: str
    began_days_ago: int
    due_in_days: int | None
    parts: tuple[tuple[str, int], ...]
    overrun: tuple[float, float] = (1.0, 1.0)
    late_days: int = 0

    @property
    def budget(self) -> Decimal:
        return Decimal(sum(hours for _name, hours in self.parts))


SCRIPTS = (
    Script(
        "slipping", "Ny webbutik", "WEBB", "havsvik", "studionord", 154, 22,
        (
            ("Behov och flöden", 32), ("Skisser", 40), ("Produktsidor", 44), ("Sök och filter", 36),
            ("Varukorg", 40), ("Betalning", 48), ("Mina sidor", 36), ("Lagerkoppling", 44),
            ("Kassan på mobil", 40), ("Lansering", 40),
        ),
        overrun=(0.94, 1.36), late_days=6,
    ),
    Script(
        "slipping", "Kundklubb", "KLUBB", "havsvik", "studionord", 70, 63,
        (
            ("Medlemsnivåer", 28), ("Inloggning", 36), ("Poäng i kassan", 44), ("Utskick", 32),
            ("Mätning", 24), ("Öppning", 36),
        ),
        overrun=(0.98, 1.06), late_days=1,
    ),
    Script(
        "slipping", "Julkampanj", "JUL", "havsvik", "studionord", 5, None,
        (("Landningssida", 24), ("Erbjudanden", 20), ("Mätning", 12)),
    ),
    Script(
        "healthy", "Spårbar frakt", "FRAKT", "havsvik", "kust", 168, 14,
        (
            ("Etiketter", 30), ("Skanning i lagret", 42), ("Aviseringar", 36), ("Karta för kund", 40),
            ("Returer", 34), ("Rapporter", 28), ("Utbildning", 20),
        ),
        overrun=(1.02, 0.97),
    ),
    Script(
        "healthy", "Lagerflytt", "FLYTT", "kust", "havsvik", 84, 49,
        (("Inventering", 40), ("Ny layout", 32), ("Flytt i etapper", 60), ("Städning av data", 28)),
        overrun=(1.0, 1.0),
    ),
    Script(
        "new", "Bokningssida", "BOKA", "fjallbo", "grafit", 12, None,
        (("Behov", 24), ("Skisser", 36), ("Kalender", 60), ("Betalning", 40)),
    ),
)  # fmt: skip

TASKS = ("Förarbete", "Bygge", "Granskning", "Test", "Rättningar")

# Who works: organization → (name in the log, role, whether that person has agreed to be named).
WORKERS = {
    "studionord": (("Elin Falk", "Utveckling", True), ("Jonas Åkesson", "Design", True), ("Mia Holt", "Test", False)),
    "havsvik": (("Ada Holm", "Projektledning", True), ("Vera Lind", "Innehåll", False)),
    "kust": (("Karin Sjö", "Projektledning", True), ("Olle Grund", "Teknik", False)),
    "grafit": (("Jens Ahl", "Design", True),),
    "fjallbo": (("Olga Ström", "Projektledning", True),),
}  # fmt: skip
COMMISSIONERS_SHARE = Decimal("0.12")

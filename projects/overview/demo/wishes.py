"""The demo's goals in words and numbers: what both sides want, what each week said, and how sure each side was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from projects.overview.demo.people import demo_id


@dataclass(frozen=True)
class Outcome:
    """Each side's own score and word, the one that they agreed on, and what they learned."""

    scores: tuple[tuple[str, str], ...]
    score: str
    learned: str


@dataclass(frozen=True)
class Wish:
    """A goal's story. `values` holds a row a week with one value for each measure, `confidences` a row a side.

    `sides` says why, contribution, amount and unit, in the order of the parties; so do `people`, its owners.
    """

    number: int
    where: str
    name: str
    people: tuple[str, str]
    began_weeks_ago: int
    lasts_weeks: int
    sides: tuple[tuple[str, str, str, str], ...]
    measures: tuple[Mapping[str, str | None], ...]
    values: Sequence[tuple[Decimal, ...]]
    confidences: tuple[Sequence[int], ...]
    weight: str = "1"
    projects: tuple[str, ...] = ()
    words: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    outcome: Outcome | None = None

    @property
    def key(self) -> UUID:
        return demo_id(70 + self.number)

    @property
    def ended_weeks_ago(self) -> int:
        """Whole weeks since its last one; 0 while it lasts."""
        return max(self.began_weeks_ago - self.lasts_weeks, 0)


def _measure(
    name: str, kind: str, start: str | None, target: str, unit: str, weight: str = "1"
) -> dict[str, str | None]:
    source = "Butikens rapport"
    return {
        "name": name,
        "kind": kind,
        "start": start,
        "target": target,
        "unit": unit,
        "source": source,
        "weight": weight,
    }


def _numbers(text: str) -> tuple[tuple[Decimal, ...], ...]:
    """ "22 3.1, 23 2.8": a row a week."""
    return tuple(tuple(Decimal(one) for one in row.split()) for row in text.split(","))


WISHES = (
    Wish(
        1, "slipping", "Fler som handlar igen", ("ada", "sam"), 12, 26,
        (
            ("En kund som kommer tillbaka kostar oss en tiondel av en ny.", "Erbjudanden och kunddata", "6", "timmar i veckan"),
            ("Vi får visa vad en bra kassa betyder.", "Design och utveckling av kassan", "30", "timmar i veckan"),
        ),
        (_measure("Andel som handlar igen", "up", "22", "30", "%", "3"), _measure("Avbrutna köp", "at_most", None, "60", "%")),
        _numbers("22.0 66, 22.2 65, 22.5 64, 22.7 63, 22.9 62, 23.1 61, 23.2 60, 23.3 60, 23.4 59, 23.5 59, 23.5 58, 23.6 58"),
        ((7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8), (8, 8, 8, 8, 8, 7, 7, 6, 6, 5, 5, 4)),
        weight="60",
        projects=("WEBB", "KLUBB"),
        words={
            (6, 1): ("Kassan på mobil är större än vi trodde.", "Betalningen väntar på ett test med banken."),
            (9, 0): ("Erbjudandena går bra, och återköpen stiger.", ""),
            (11, 1): ("", "Utan kassan på mobil når vi knappast 30 %. Vi behöver tala om dagen."),
            (11, 0): ("Bästa veckan hittills i butikens siffror.", ""),
        },
    ),
    Wish(
        2, "slipping", "Svar till kunden samma dag", ("ada", "sam"), 9, 20,
        (
            ("Våra kunder slipper vänta.", "En person i kundtjänst", "8", "timmar i veckan"),
            ("Färre ärenden som väntar på oss.", "Rättningar inom en dag", "4", "timmar i veckan"),
        ),
        (_measure("Svar samma dag", "up", "70", "95", "%"),),
        _numbers("71, 72, 73, 75, 76, 77, 78, 79, 80"),
        ((8, 8, 8, 8, 9, 9, 9, 9, 9), (7, 8, 8, 8, 8, 8, 9, 9, 9)),
        weight="40",
    ),
    Wish(
        3, "slipping", "Kassan utan avhopp", ("ada", "sam"), 18, 14,
        (
            ("Varje avhopp är en kund som redan hade valt.", "Tester med tio kunder", "10", "timmar"),
            ("En kassa som vi kan visa för andra.", "Ny kassa på dator", "60", "timmar"),
        ),
        (_measure("Avhopp i kassan", "down", "38", "25", "%"),),
        _numbers("37, 36, 36, 34, 33, 31, 31, 30, 29, 29, 28, 28, 28, 28"),
        ((7, 7, 7, 7, 8, 8, 8, 8, 8, 7, 7, 7, 7, 7), (8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 7, 7, 7)),
        outcome=Outcome(
            (("0.75", "Nära, och kunderna märker skillnaden."), ("0.8", "Vi lärde oss mer än vi trodde.")),
            "0.75",
            "Tester med riktiga kunder redan i skisserna sparade oss två veckor. Nästa gång bokar vi dem från början.",
        ),
    ),
    Wish(
        4, "healthy", "Paket fram på utlovad dag", ("ada", "karin"), 10, 24,
        (
            ("Löftet i butiken måste hålla.", "Rätt vikt och mått på varje vara", "3", "timmar i veckan"),
            ("Färre omkörningar.", "Skanning i varje led", "20", "timmar i veckan"),
        ),
        (_measure("Fram på utlovad dag", "up", "88", "97", "%"),),
        _numbers("88.6, 89.4, 89.9, 90.5, 90.9, 91.3, 91.6, 92.0, 92.3, 92.6"),
        ((8, 8, 8, 9, 9, 9, 9, 9, 9, 9), (8, 8, 9, 9, 9, 9, 9, 9, 9, 9)),
        projects=("FRAKT",),
    ),
)  # fmt: skip

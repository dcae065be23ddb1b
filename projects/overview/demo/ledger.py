"""The demo's benefit ledger: what each side has got and put in, what the other said of it, and what still waits."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from projects.overview.demo.people import demo_id
from projects.overview.demo.staging import Act, Scene, Step, moment
from projects.overview.demo.terms import project_key
from projects.pricing.actions.entry_shape import EntrySaid
from projects.pricing.actions.ledger import add_entry, confirm_entry
from projects.pricing.actions.together import state_replacement


@dataclass(frozen=True)
class Written:
    """An entry of `who`'s side, so many days ago; `answer` is by whom, days ago, yes or no, and a word."""

    number: int
    where: str
    who: str
    days: int
    way: str
    sort: str
    text: str
    answer: tuple[str, int, bool, str] | None = None
    value: str | None = None
    hours: str | None = None
    hourly: str | None = None
    project: str = ""
    goal: int = 0

    @property
    def key(self) -> UUID:
        return demo_id(900 + self.number)


LEDGER = (
    Written(
        1, "slipping", "ada", 104, "gain", "outcome_value",
        "Färre avhopp i kassan på dator: åtta veckors försäljning efter bytet mot åtta veckor före.",
        ("sam", 102, True, "Vi ser samma siffror i butikens rapport."), "386000", project="WEBB", goal=3,
    ),
    Written(
        2, "slipping", "ada", 83, "contribution", "own_hours", "Tester med tio kunder, och att skriva om alla produkttexter.",
        ("sam", 81, True, ""), hours="64", hourly="520", project="WEBB",
    ),
    Written(
        3, "slipping", "sam", 76, "gain", "reference", "Havsvik har visat kassan på en branschdag och nämnt oss.",
        ("ada", 75, True, "Det gör vi gärna igen."),
    ),
    Written(
        4, "slipping", "sam", 61, "gain", "learning", "Lagerkopplingen går att använda igen i andra butiker.",
        ("ada", 58, False, "Vi tror att halva värdet är rimligt: resten är byggt bara för oss."), "40000", project="WEBB",
    ),
    Written(
        5, "slipping", "ada", 47, "gain", "outcome_value", "Fler som handlar igen: ett kvartals återköp mot kvartalet före.",
        ("sam", 44, True, ""), "248000", goal=1,
    ),
    Written(
        6, "slipping", "sam", 33, "contribution", "own_hours", "Två workshoppar om kundresan som inte står i något pris.",
        ("ada", 32, True, ""), hours="14", hourly="640",
    ),
    Written(
        7, "slipping", "ada", 29, "gain", "learning", "Vi har lärt oss att testa med riktiga kunder redan i skisserna.",
        ("sam", 27, True, ""), goal=3,
    ),
    Written(
        8, "slipping", "sam", 6, "gain", "reference", "Vi får skriva om kundklubben på vår webb, med siffror.",
    ),
    Written(
        9, "slipping", "ada", 4, "contribution", "own_hours", "Bilder och texter till julkampanjen.",
        hours="22", hourly="520", project="JUL",
    ),
    Written(
        10, "healthy", "karin", 90, "gain", "reference", "Havsvik rekommenderade oss till två andra butiker.",
        ("ada", 88, True, ""),
    ),
    Written(
        11, "healthy", "ada", 40, "gain", "learning", "Vi vet numera hur en omkörning uppstår, och vad den kostar.",
        ("karin", 39, True, ""), project="FRAKT",
    ),
    Written(12, "healthy", "karin", 8, "gain", "learning", "Vår skanning håller nu för julveckorna.", project="FRAKT"),
    Written(
        13, "healthy", "ada", 62, "gain", "outcome_value",
        "Färre samtal om försvunna paket: ett halvår mot halvåret före, räknat i kundtjänstens timmar.",
        ("karin", 60, True, "Vi ser det i våra ärenden också."), "286000", project="FRAKT", goal=4,
    ),
    Written(
        14, "healthy", "karin", 35, "gain", "outcome_value", "Kortare plockvägar sedan flytten: fem veckor mot fem.",
        ("ada", 33, True, ""), "118000", project="FLYTT",
    ),
)  # fmt: skip

# Who, partnership, days ago, and what beginning anew would cost the own side.
ANEW = (
    ("ada", "slipping", 70, "search 60000, briefing_hours 90, briefing_rate 520, ramp_up_months 3, ramp_up_fee 95000, productivity 55"),
    ("sam", "slipping", 66, "pursuit 85000, idle_hours 160, idle_cost 640, months_until 3, monthly_margin 21000"),
    ("karin", "healthy", 50, "pursuit 40000, idle_hours 80, idle_cost 480, months_until 2, monthly_margin 15000"),
)  # fmt: skip


def ledger_steps(now: datetime) -> list[Step]:
    """Every entry at its time, and the other side's word on it; one of each side still waits."""
    anew = [Step(moment(now, days, 16), who, where, _beginning(said)) for who, where, days, said in ANEW]
    return [*(step for one in LEDGER for step in _of(one, now)), *anew]


def _beginning(said: str) -> Act:
    pairs = [pair.split() for pair in said.split(", ")]
    inputs = {name: Decimal(amount) for name, amount in pairs}
    return lambda scene: state_replacement(
        scene.actor, partnership=scene.partnership, inputs=inputs, now=scene.now
    )


def _of(one: Written, now: datetime) -> list[Step]:
    written = [Step(moment(now, one.days, 14), one.who, one.where, _writing(one))]
    if one.answer is None:
        return written
    who, days, agrees, word = one.answer
    return [*written, Step(moment(now, days, 15), who, one.where, _answering(one, agrees, word))]


def _writing(one: Written) -> Act:
    def act(scene: Scene) -> object:
        value, hours, hourly = (
            Decimal(said) if said else None for said in (one.value, one.hours, one.hourly)
        )
        said = EntrySaid(
            one.way,
            one.sort,
            one.text,
            scene.now.date(),
            hours=hours,
            value=value,
            hourly=hourly,
            project_id=project_key(one.project) if one.project else None,
            goal_id=demo_id(70 + one.goal) if one.goal else None,
        )
        day = scene.now.date()
        return add_entry(
            scene.actor, partnership=scene.partnership, said=said, today=day, now=scene.now, key=one.key
        )

    return act


def _answering(one: Written, agrees: bool, word: str) -> Act:
    """As the other side reads it; in the demo it is opened so far."""
    return lambda scene: confirm_entry(
        scene.actor,
        partnership=scene.partnership,
        entry_id=one.key,
        agrees=agrees,
        version=1,
        word=word,
        today=scene.now.date(),
        now=scene.now,
    )

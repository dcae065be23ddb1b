"""What the demo's sides open to each other: signed tables, a question that waits, who has looked, what they have built."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from projects.openness.actions.asking import AskSaid, ask
from projects.openness.actions.proposing import propose_openness
from projects.openness.steps import Step as Far
from projects.openness.steps import Topic
from projects.openness.terms import KIND, OpennessTerms, Row
from projects.overview.demo.people import PARTNERSHIPS, party_id
from projects.overview.demo.staging import Act, Scene, Step, moment, signing
from projects.overview.demo.terms import project_key
from projects.pricing.actions.together import SharedSaid, add_shared
from projects.pricing.queries.book import book_of, project_book

MARGIN = "För att se i tid om priset håller, så att vi kan ändra medan det går."
VALUE = "För att veta vad arbetet ger, och lägga timmarna där de ger mest."
FIGURES = "För att mål som vi delar ska följa samma siffror som vi själva styr efter."
LASTS = timedelta(days=210)
# partnership → who proposes and who signs after → topic, side that opens, side that reads, how far, what for.
TABLES = {
    "slipping": (
        ("sam", "ada"),
        (
            (Topic.COST, "studionord", "havsvik", Far.DETAIL, MARGIN),
            (Topic.MARGIN, "studionord", "havsvik", Far.DETAIL, MARGIN),
            (Topic.OUTCOME_VALUE, "havsvik", "studionord", Far.DETAIL, VALUE),
            (Topic.KEY_FIGURES, "havsvik", "studionord", Far.FULL, FIGURES),
            (Topic.KEY_FIGURES, "studionord", "havsvik", Far.SUMMARY, FIGURES),
        ),
    ),
    "healthy": (
        ("karin", "ada"),
        (
            (Topic.COST, "kust", "havsvik", Far.SUMMARY, MARGIN),
            (Topic.MARGIN, "kust", "havsvik", Far.SUMMARY, MARGIN),
            (Topic.COST, "havsvik", "kust", Far.SUMMARY, MARGIN),
            (Topic.MARGIN, "havsvik", "kust", Far.SUMMARY, MARGIN),
            (Topic.OUTCOME_VALUE, "havsvik", "kust", Far.DETAIL, VALUE),
            (Topic.OUTCOME_VALUE, "kust", "havsvik", Far.DETAIL, VALUE),
        ),
    ),
}
BECAUSE = (
    "Vi vill lägga vårens kampanjer när ni har folk. Då räcker det att se ungefär hur full varje månad är."
)
# Days ago, and the project, None for the whole book.
LOOKS = (
    (45, "KLUBB"),
    (31, "WEBB"),
    (17, None),
    (9, "KLUBB"),
    (8, "WEBB"),
    (5, "WEBB"),
    (2, None),
    (1, "KLUBB"),
)
# Who, partnership, days ago, what it was, in words, hours.
BUILT = (
    ("sam", "slipping", 224, "onboarding", "Två dagar i butiken i Varberg, på lager och i kassa", "32"),
    ("ada", "slipping", 221, "insight", "Genomgång av året i butiken, med siffror", "6"),
    ("ada", "slipping", 190, "document", "Produktregistret förklarat, fält för fält", "14"),
    ("sam", "slipping", 150, "document", "Så bygger och testar vi: rutin för båda", "10"),
    ("sam", "slipping", 120, "trained", "Mia Holt kan kassans regler", "24"),
    ("ada", "slipping", 88, "insight", "Besök hos tio kunder, tillsammans", "20"),
    ("sam", "slipping", 40, "departure", "Nils, som byggde lagerkopplingen, har slutat", "18"),
    ("ada", "slipping", 13, "insight", "Vad julen gav förra året", "4"),
    ("karin", "healthy", 400, "onboarding", "En vecka på lagret, alla skift", "40"),
    ("ada", "healthy", 300, "document", "Mått och vikt på varje vara", "30"),
    ("karin", "healthy", 140, "trained", "Tre i kundtjänst kan spåra frakt", "18"),
)  # fmt: skip


def openness_steps(now: datetime) -> list[Step]:
    """Tables signed when the work was young, a question that waits, looks over the weeks, and what was built."""
    looks = [Step(moment(now, days, 10, 15), "ada", "slipping", _looking(code)) for days, code in LOOKS]
    built = [
        Step(moment(now, days, 17), who, where, _building(sort, text, Decimal(hours)))
        for who, where, days, sort, text, hours in BUILT
    ]
    asked = Step(moment(now, 19, 14), "ada", "slipping", _asking)
    return [*(step for where in TABLES for step in _table(where, now)), *looks, *built, asked]


def _table(where: str, now: datetime) -> list[Step]:
    (first, second), rows = TABLES[where]
    days, key = (140, PARTNERSHIPS[where][0])
    return [
        Step(moment(now, days, 9), first, where, _proposing(where, rows, (now + LASTS))),
        Step(moment(now, days, 10), first, where, signing(KIND, key)),
        Step(moment(now, days - 2, 15), second, where, signing(KIND, key)),
    ]


def _proposing(where: str, rows: tuple[tuple[Topic, str, str, Far, str], ...], until: datetime) -> Act:
    table = tuple(
        Row(party_id(where, owner), party_id(where, reader), topic, step, purpose, until.date())
        for topic, owner, reader, step, purpose in rows
    )
    return lambda scene: propose_openness(
        scene.actor, partnership=scene.partnership, terms=OpennessTerms(table), seen=0, now=scene.now
    )


def _asking(scene: Scene) -> object:
    """May we see how full you are, and you see our plans for it."""
    said = AskSaid(
        party_id("slipping", "studionord"), Topic.CAPACITY, Far.SUMMARY, BECAUSE, gives=Far.SUMMARY
    )
    return ask(scene.actor, partnership=scene.partnership, said=said, today=scene.now.date(), now=scene.now)


def _looking(code: str | None) -> Callable[[Scene], object]:
    """Open a page of the book, as far as it is opened: the look stands in its owner's log."""

    def act(scene: Scene) -> object:
        actor, seen, now, day = scene.actor, scene.partnership, scene.now, scene.now.date()
        if code is None:
            return book_of(actor, seen, today=day, now=now, place="book")
        return project_book(actor, seen, project_key(code), today=day, now=now, place="project")

    return act


def _building(sort: str, text: str, hours: Decimal) -> Act:
    def act(scene: Scene) -> object:
        said = SharedSaid(sort, text, scene.now.date(), hours)
        return add_shared(
            scene.actor, partnership=scene.partnership, said=said, today=scene.now.date(), now=scene.now
        )

    return act

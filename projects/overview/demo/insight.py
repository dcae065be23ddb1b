"""What the demo's sides let each other know: pages, one of them no longer fresh, a figure that carries a goal, questions."""

from datetime import datetime, timedelta
from decimal import Decimal

from projects.goals.actions.linking import link_figure
from projects.goals.models import Goal, Measure
from projects.insight.actions.figures import FigureSaid, add_figure
from projects.insight.actions.files import add_file
from projects.insight.actions.pages import PageSaid, write_page
from projects.insight.actions.questions import QuestionSaid, ask_question, reply
from projects.insight.actions.uses import UseSaid, confirm_use
from projects.insight.actions.values import ValueSaid, record_values
from projects.insight.models import Figure, Page, Question
from projects.overview.demo.people import demo_id, party_id
from projects.overview.demo.staging import Act, Scene, Step, moment
from projects.overview.demo.wishes import WISHES

SLIPPING = "slipping"
SEASONS, CUSTOMERS, WHO, PLANS, BRAND = (demo_id(number) for number in range(901, 906))
ANSWERS, ORDERS, BOOKED = (demo_id(number) for number in range(911, 914))
ASKED, WONDERED = demo_id(921), demo_id(922)

# Id, who writes, days ago, topic, title, what for, fresh for so many days (None for good), text.
PAGES = (
    (
        SEASONS, "ada", 96, "seasons", "Vårt år i butiken", "När ni kan släppa nytt utan att störa", 82,
        ("## Toppar\n\n| När | Vad | Order i veckan |\n|---|---|--:|\n| mars–maj | uteplats och kök | 520 |\n| november | julhandel | 610 |\n\n"
        "Från **15 november till 6 januari** ändrar vi inget i kassan.\n\n## Lugnt\n\n- februari\n- augusti"),
    ),
    (
        CUSTOMERS, "ada", 40, "customers", "Vilka som handlar, och varför de slutar", "Rätt ordning i kassan och klubben", 120,
        "Två av tre köper från mobilen. De flesta avbryter när frakten visas.\n\n1. Visa frakten **före** kassan.\n2. Låt gäster handla utan konto.",
    ),
    (
        WHO, "ada", 60, "people", "Vem som bestämmer hos oss", "Rätt person från början", None,
        "Ada beslutar om omfattning, Vera om texter. Belopp över 100 000 kr går till ledningsgruppen, **första tisdagen** i månaden.",
    ),
    (
        PLANS, "sam", 33, "plans", "What we are building next year", "So that you can plan with us", 150,
        "We move to **one release a week** from February. Each release is tested on ten phones.\n\n- payment: January\n- club levels: March",
    ),
    (
        BRAND, "sam", 25, "other", "How we work when something breaks", "So that you know who calls whom", 200,
        "We answer within an hour on weekdays. You always get the *reason*, not only the fix.",
    ),
)  # fmt: skip
PLAN = "Vecka;Order\n10;520\n11;540\n12;560\n47;610\n48;640\n"


def insight_steps(now: datetime) -> list[Step]:
    """Pages of both sides, figures with half a year of values, a use, and an open question each way."""
    written = [
        Step(moment(now, days, 10, 5), who, SLIPPING, _writing(key, topic, title, purpose, fresh, text))
        for key, who, days, topic, title, purpose, fresh, text in PAGES
    ]
    return [
        *written,
        Step(moment(now, 96, 10, 20), "ada", SLIPPING, _filing),
        *_figures(now),
        Step(moment(now, 36, 13), "sam", SLIPPING, _using),
        Step(
            moment(now, 12, 9),
            "sam",
            SLIPPING,
            _asking(WONDERED, "havsvik", "Håller säsongsplanen i år också?"),
        ),
        Step(
            moment(now, 4, 10), "ada", SLIPPING, _asking(ASKED, "studionord", "Which phones do you test on?")
        ),
        Step(moment(now, 3, 11), "sam", SLIPPING, _replying),
        Step(moment(now, 2, 11), "ada", SLIPPING, _asking_on),
        Step(moment(now, 0, 7, 30), "ada", SLIPPING, _linking),
    ]


def _writing(key, topic, title, purpose, fresh, text) -> Act:  # type: ignore[no-untyped-def]
    def act(scene: Scene) -> object:
        until = scene.now.date() + timedelta(days=fresh) if fresh else None
        said = PageSaid(topic, title, text, "partnership", (), purpose, until)
        return write_page(
            scene.actor,
            partnership=scene.partnership,
            said=said,
            today=scene.now.date(),
            now=scene.now,
            key=key,
        )

    return act


def _filing(scene: Scene) -> object:
    page = Page.objects.get(partnership_id=scene.partnership.id, id=SEASONS)
    return add_file(scene.actor, page=page, name="order per vecka.csv", data=PLAN.encode(), now=scene.now)


def _figures(now: datetime) -> list[Step]:
    answers = next(one for one in WISHES if one.number == 2)
    weeks = len(answers.values)
    share = FigureSaid("Svar samma dag", "%", Decimal(95), band=Decimal(5), source="Kundtjänstens rapport")
    orders = FigureSaid(
        "Order i veckan", "order", Decimal(450), monthly="mean", band=Decimal(50), source="Butikens rapport"
    )
    booked = FigureSaid("Booked hours", "hours a week", Decimal(120), "down", "mean", Decimal(20), "Our plan")
    swing = [Decimal(380 + 9 * week - 31 * (week % 3)) for week in range(20)]
    load = [Decimal(96 + 3 * week - 11 * (week % 2)) for week in range(12)]
    return [
        *_figure(now, "ada", ANSWERS, share, [row[0] for row in answers.values], 7 * weeks),
        *_figure(now, "ada", ORDERS, orders, swing, 140),
        *_figure(now, "sam", BOOKED, booked, load, 84),
    ]


def _figure(now, who, key, said, values, days) -> list[Step]:  # type: ignore[no-untyped-def]
    def adding(scene: Scene) -> object:
        return add_figure(scene.actor, partnership=scene.partnership, said=said, now=scene.now, key=key)

    def recording(scene: Scene) -> object:
        figure = Figure.objects.get(partnership_id=scene.partnership.id, id=key)
        first = scene.now.date() - timedelta(days=7 * len(values))
        rows = [
            ValueSaid(first + timedelta(days=7 * week), value) for week, value in enumerate(values, start=1)
        ]
        return record_values(
            scene.actor, figure=figure, values=rows, source_kind="csv", today=scene.now.date(), now=scene.now
        )

    added = Step(moment(now, days, 8), who, SLIPPING, adding)
    return [added, Step(moment(now, 0, 7), who, SLIPPING, recording)]


def _using(scene: Scene) -> object:
    page = Page.objects.get(partnership_id=scene.partnership.id, id=CUSTOMERS)
    said = UseSaid("We show the shipping price before the checkout now.")
    return confirm_use(scene.actor, page=page, said=said, now=scene.now)


def _asking(key, owner, title) -> Act:  # type: ignore[no-untyped-def]
    def act(scene: Scene) -> object:
        page = (
            Page.objects.get(partnership_id=scene.partnership.id, id=SEASONS) if owner == "havsvik" else None
        )
        said = QuestionSaid(party_id(SLIPPING, owner), title, page=page)
        return ask_question(scene.actor, partnership=scene.partnership, said=said, now=scene.now, key=key)

    return act


def _replying(scene: Scene) -> object:
    return _reply(scene, "Ten, from 2019 and on. Shall we add the ones your shop staff use?")


def _asking_on(scene: Scene) -> object:
    return _reply(scene, "Ja gärna. Vad kostar det i tid?")


def _reply(scene: Scene, text: str) -> object:
    question = Question.objects.get(partnership_id=scene.partnership.id, id=ASKED)
    return reply(scene.actor, question=question, text=text, now=scene.now)


def _linking(scene: Scene) -> object:
    """From this week on the goal takes its value from the figure."""
    own = {"partnership_id": scene.partnership.id}
    wish = next(one for one in WISHES if one.number == 2)
    goal, figure = Goal.objects.get(**own, id=wish.key), Figure.objects.get(**own, id=ANSWERS)
    return link_figure(
        scene.actor,
        partnership=scene.partnership,
        goal=goal,
        measure_id=Measure.objects.get(**own, goal=goal).id,
        figure=figure,
        today=scene.now.date(),
        now=scene.now,
    )

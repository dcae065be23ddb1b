"""What the demo's partners have said in between: thanks, what chafed, an early warning, and what they do together."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from projects.feedback.actions.joint import ActionSaid, agree_action, complete_action
from projects.feedback.actions.notes import NoteSaid, answer_note, say_note, settle_note
from projects.feedback.actions.warnings import WarningSaid, raise_warning
from projects.feedback.models import Note
from projects.feedback.queries.joint import action_row
from projects.overview.demo.people import PEOPLE, demo_id, party_id
from projects.overview.demo.staging import Act, Scene, Step, moment
from projects.overview.demo.terms import project_key
from projects.overview.demo.wishes import WISHES
from projects.work.models import Deliverable

PERSON = {one.email.split("@")[0]: demo_id(one.number) for one in PEOPLE}
NOTE = {
    name: demo_id(1300 + place) for place, name in enumerate(("files", "answers", "club", "parcels", "late"))
}
ACTIONS = demo_id(1311), demo_id(1312)
WARNING = demo_id(1321)
SLIPPING = {"havsvik": "ada", "studionord": "sam"}
FIRST_GOAL = WISHES[0].key


def between_steps(now: datetime) -> list[Step]:
    """Said in both languages and by both sides; one friction is settled, another waits for its answer."""
    ada, sam = _for("ada", "slipping"), _for("sam", "slipping")
    return [
        ada(moment(now, 40, 15), _says("club", "thanks", ("KLUBB", "Poäng i kassan"), "Medlemmarna hittar sina poäng utan att fråga oss. Tack för det.")),
        sam(moment(now, 39, 9), _answers("club", "Glad to hear it. Your product list made it easy.", "en")),
        ada(moment(now, 26, 10), _says("files", "friction", ("WEBB", "Skisser"), "Skisserna kom på fredagen, så vi hann inte visa dem i butiken före helgen.")),
        sam(moment(now, 25, 11), _answers("files", "You are right. From now on they are there on Wednesday.", "en")),
        ada(moment(now, 12, 14), _settles("files")),
        sam(moment(now, 9, 16), _says("answers", "thanks", FIRST_GOAL, "Your answers on the offers come the same day. It saves us half a week.", "en")),
        _for("karin", "healthy")(moment(now, 15, 10), _says("parcels", "thanks", ("FRAKT", "Etiketter"), "Vikterna stämmer på varje vara nu.")),
        sam(moment(now, 2, 13), _says("late", "friction", ("WEBB", "Kassan på mobil"), "The texts for the checkout changed after the test. We tested twice.", "en")),
        sam(moment(now, 8, 9), _warns(now)),
        ada(moment(now, 34, 13), _agrees(0, "Visa skisserna i butiken varje onsdag", now - timedelta(days=20))),
        sam(moment(now, 22, 15), _done(0)),
        ada(moment(now, 6, 13), _agrees(1, "Gå igenom kassans texter tillsammans, en gång för alla", now + timedelta(days=5))),
    ]  # fmt: skip


def _for(who: str, where: str) -> Callable[[datetime, Act], Step]:
    return lambda at, act: Step(at, who, where, act)


def _says(name: str, sort: str, about: UUID | tuple[str, str], text: str, language: str = "sv") -> Act:
    def act(scene: Scene) -> Note:
        kind, key = ("goal", about) if isinstance(about, UUID) else ("deliverable", _part(scene, *about))
        said = NoteSaid(sort=sort, about=kind, about_id=key, text=text, language=language)
        return say_note(scene.actor, partnership=scene.partnership, said=said, now=scene.now, key=NOTE[name])

    return act


def _answers(name: str, text: str, language: str) -> Act:
    return lambda scene: answer_note(
        scene.actor, note=_note(scene, name), text=text, language=language, now=scene.now
    )


def _settles(name: str) -> Act:
    return lambda scene: settle_note(scene.actor, note=_note(scene, name), now=scene.now)


def _warns(now: datetime) -> Act:
    said = WarningSaid(
        what="The bank's test of the mobile checkout may come a week later than we planned.",
        probability="high",
        effect="The launch moves closer to the holidays.",
        effect_days=7,
        about="project",
        about_id=project_key("WEBB"),
        language="en",
    )
    action = ActionSaid(
        "Ring banken tillsammans och boka en fast dag", (now + timedelta(days=3)).date(), _people(SLIPPING)
    )
    return lambda scene: raise_warning(
        scene.actor,
        partnership=scene.partnership,
        said=said,
        today=scene.now.date(),
        now=scene.now,
        action=action,
        key=WARNING,
    )


def _agrees(place: int, text: str, due: datetime) -> Act:
    return lambda scene: agree_action(
        scene.actor,
        partnership=scene.partnership,
        said=ActionSaid(text, due.date(), _people(SLIPPING)),
        today=scene.now.date(),
        now=scene.now,
        key=ACTIONS[place],
    )


def _done(place: int) -> Act:
    return lambda scene: complete_action(
        scene.actor, action=action_row(scene.partnership.id, ACTIONS[place]), now=scene.now
    )


def _people(sides: dict[str, str]) -> dict[UUID, UUID | None]:
    return {party_id("slipping", side): PERSON[who] for side, who in sides.items()}


def _note(scene: Scene, name: str) -> Note:
    found: Note = Note.objects.get(partnership_id=scene.partnership.id, id=NOTE[name])
    return found


def _part(scene: Scene, code: str, name: str) -> UUID:
    """A deliverable of a project by its name."""
    rows = Deliverable.objects.filter(partnership_id=scene.partnership.id, project_id=project_key(code))
    found: UUID = rows.values_list("id", flat=True).get(name=name)
    return found

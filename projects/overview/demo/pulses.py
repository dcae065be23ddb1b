"""What the demo's partners have said of themselves and each other: three pulses with their talks, and one half answered.

Written as rows: the database takes no answer to a round of the past from anybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from projects.feedback.models import Answer, JointAction, JointOwner, Origin, Rating, Round, Seat, TalkNote
from projects.feedback.questions import STANDARD, action_row, standard_rows
from projects.feedback.rhythm import closes_at
from projects.overview.demo.people import PARTNERSHIPS, PEOPLE, demo_id, party_id

SYSTEM = "system"
ZONES = ("Europe/Stockholm",)
TOPICS = tuple(STANDARD)
# Trust, openness, goal focus, tempo, quality, fairness, choosing again: of the first side, then of the second.
Said = tuple[str, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Told:
    """A pulse: how many days ago, who said what, comments (who, topic, place of the side), and notes of the talk."""

    number: int
    where: str
    days_ago: int
    said: tuple[Said, ...]
    comments: tuple[tuple[str, str, int, str], ...] = ()
    notes: tuple[str, ...] = ()
    is_open: bool = False
    asks_about_action: bool = False

    @property
    def key(self) -> UUID:
        return demo_id(900 + 20 * list(PARTNERSHIPS).index(self.where) + self.number)


PULSES = (
    Told(
        1, "slipping", 96,
        (
            ("ada", (8, 7, 8, 7, 8, 8, 8), (8, 8, 7, 6, 8, 7, 8)),
            ("sam", (8, 7, 8, 8, 8, 7, 9), (9, 8, 9, 8, 9, 8, 9)),
            ("elin", (8, 6, 8, 7, 8, 8, 8), (8, 8, 8, 8, 9, 8, 9)),
        ),
        comments=(("ada", "tempo", 1, "Vi får ofta vänta på skisserna till slutet av veckan."),),
        notes=("Vi testar att visa skisser redan på tisdagar.",),
    ),
    Told(
        2, "slipping", 66,
        (
            ("ada", (8, 7, 8, 7, 8, 8, 9), (8, 8, 8, 5, 8, 7, 8)),
            ("sam", (8, 5, 8, 6, 8, 7, 8), (8, 8, 9, 8, 9, 8, 9)),
            ("elin", (8, 6, 7, 6, 8, 7, 8), (8, 8, 8, 7, 9, 8, 9)),
        ),
        comments=(
            ("sam", "openness", 0, "We hear of campaigns when they are decided, not when they are planned."),
            ("ada", "tempo", 1, "Kassan på mobil dröjer, och vi vet inte riktigt varför."),
        ),
        notes=(
            "Tempot: kassan väntar på banken, det hade vi kunnat säga tidigare.",
            "Tempot: det kunde vi ha sagt tidigare. Öppenheten: Sam ser kampanjkalendern från och med nu.",
        ),
    ),
    Told(
        3, "slipping", 35,
        (
            ("ada", (8, 8, 8, 7, 8, 8, 8), (8, 8, 8, 4, 8, 7, 8)),
            ("sam", (8, 7, 8, 7, 8, 7, 9), (8, 8, 9, 7, 8, 8, 9)),
            ("elin", (8, 8, 8, 7, 8, 8, 9), (8, 8, 8, 7, 9, 8, 9)),
        ),
        comments=(
            ("ada", "tempo", 1, "Leveranserna kommer, men sällan den dag som vi har sagt."),
            ("sam", "tempo", 1, "We deliver what is asked, but it grows on the way."),
            ("elin", "openness", 0, "Kampanjkalendern hjälper oss varje vecka."),
        ),
        notes=("Dagen flyttas när omfattningen växer: nästa gång säger vi båda delarna samtidigt.",),
        asks_about_action=True,
    ),
    Told(
        4, "slipping", 2,
        (("sam", (9, 8, 8, 8, 8, 8, 9), (8, 8, 9, 6, 9, 8, 9)), ("elin", (8, 8, 8, 7, 8, 8, 9), (8, 8, 8, 6, 9, 8, 9))),
        is_open=True,
        asks_about_action=True,
    ),
    Told(
        1, "healthy", 20,
        (
            ("ada", (9, 8, 9, 8, 9, 8, 9), (9, 9, 9, 9, 9, 8, 9)),
            ("karin", (9, 8, 9, 9, 9, 8, 10), (9, 9, 9, 9, 8, 8, 9)),
        ),
        comments=(("karin", "quality", 0, "Rätt vikt på varje paket. Det märks i bilen."),),
        notes=("Kort samtal: fortsätt så, och ta julen tidigt.",),
    ),
)  # fmt: skip
ACTION = demo_id(980)
ACTION_TEXT = "Säg dag och omfattning samtidigt, varje måndag"


def write_pulses(*, now: datetime) -> None:
    """Write the rounds with their answers and talks, inside the demo's door."""
    _write(JointAction, [_action(now)])
    _write(JointOwner, _owners())
    rounds = {told.key: _round(told, now) for told in PULSES}
    _write(Round, rounds.values())
    for told in PULSES:
        row = rounds[told.key]
        _write(Seat, _seats(told))
        answers = {who: _answer(told, row, who) for who, *_scores in told.said}
        _write(Answer, answers.values())
        _write(Rating, _ratings(told, answers))
        _write(TalkNote, _notes(told, row))


def _action(now: datetime) -> JointAction:
    agreed_at = now - timedelta(days=64)
    return JointAction(
        id=ACTION, partnership_id=PARTNERSHIPS["slipping"][0], text=ACTION_TEXT, language="sv",
        due_on=(now + timedelta(days=9)).date(), origin=Origin.ROUND, origin_id=PULSES[1].key,
        created_at=agreed_at, updated_at=agreed_at,
    )  # fmt: skip


def _owners() -> Iterator[JointOwner]:
    for who in ("ada", "sam"):
        yield JointOwner(
            partnership_id=PARTNERSHIPS["slipping"][0],
            action_id=ACTION,
            party_id=_party("slipping", who),
            person_id=_person(who),
        )


def _round(told: Told, now: datetime) -> Round:
    opened_at = (now - timedelta(days=told.days_ago)).replace(minute=7, second=0, microsecond=0)
    revealed_at = None if told.is_open else opened_at + timedelta(days=4, hours=3)
    extra = [action_row(ACTION, ACTION_TEXT)] if told.asks_about_action else []
    return Round(
        id=told.key,
        partnership_id=PARTNERSHIPS[told.where][0],
        number=told.number,
        questions=[*standard_rows(), *extra],
        opened_on=opened_at.date(),
        opened_at=opened_at,
        closes_at=closes_at(opened_at.date(), 10, ZONES),
        revealed_at=revealed_at,
    )


def _seats(told: Told) -> list[Seat]:
    asked = {who for who, *_scores in told.said} | ({"ada", "finn"} if told.is_open else set())
    return [
        Seat(
            partnership_id=PARTNERSHIPS[told.where][0],
            round_id=told.key,
            party_id=_party(told.where, who),
            person_id=_person(who),
        )
        for who in sorted(asked)
    ]


def _answer(told: Told, row: Round, who: str) -> Answer:
    return Answer(
        partnership_id=row.partnership_id,
        round_id=row.id,
        party_id=_party(told.where, who),
        person_id=_person(who),
        shows_name=who == "sam" and not told.is_open,
        answered_at=row.opened_at + timedelta(days=1),
    )


def _ratings(told: Told, answers: dict[str, Answer]) -> Iterator[Rating]:
    words = {(who, topic, place): text for who, topic, place, text in told.comments}
    sides = [party_id(told.where, side) for side in PARTNERSHIPS[told.where][1]]
    for who, *both in told.said:
        for place, scores in enumerate(both):
            for topic, score in zip(TOPICS, scores, strict=True):
                comment = words.get((who, topic, place), "")
                yield _rating(answers[who], topic, sides[place], score, comment)
        if told.asks_about_action:
            yield _rating(answers[who], f"action-{ACTION}", None, 6 if who == "ada" else 8, "")


def _rating(answer: Answer, question: str, about: UUID | None, score: int, comment: str) -> Rating:
    return Rating(
        partnership_id=answer.partnership_id,
        round_id=answer.round_id,
        answer_id=answer.id,
        party_id=answer.party_id,
        question=question,
        about_id=about,
        score=score,
        comment=comment,
    )


def _notes(told: Told, row: Round) -> Iterator[TalkNote]:
    writers = ("ada", "sam")
    for place, text in enumerate(told.notes):
        who = writers[place]
        yield TalkNote(
            partnership_id=row.partnership_id,
            round_id=row.id,
            number=place + 1,
            text=text,
            language="sv",
            party_id=_party(told.where, who),
            person_id=_person(who),
            written_at=row.opened_at + timedelta(days=6, hours=place),
        )


def _party(where: str, who: str) -> UUID:
    return party_id(where, next(one.organization for one in PEOPLE if one.email.startswith(f"{who}@")))


def _person(who: str) -> UUID:
    return next(demo_id(one.number) for one in PEOPLE if one.email.startswith(f"{who}@"))


def _write(model: Any, rows: Any) -> None:
    found: Sequence[Any] = list(rows)
    model.objects.using(SYSTEM).bulk_create(found)

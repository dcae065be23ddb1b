"""What the pages of a pulse show: charts of both sides' views, what to talk about, gaps over time."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from django.utils.translation import gettext as _

from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.cells import inert
from partnership.kit.charts import BarWords, Chart, Pair, butterfly
from partnership.kit.spoken import language
from projects.feedback.gaps import Gap, closing_rate, promoter_score, widest
from projects.feedback.pulse_words import (
    PILLS,
    WIDTHS,
    gap_sentence,
    gap_text,
    measured_sentence,
    name_of,
    topic_of,
)
from projects.feedback.queries.measured import Measured
from projects.feedback.queries.results import CommentSeen, Result
from projects.feedback.questions import AGAIN

MOST_RATING = 10
MOST_TOPICS = 5
MOST_COLUMNS = 6


@dataclass(frozen=True)
class View:
    """How one side is seen by itself and by one other, as a chart; `sides` are the two who say it, in fixed order."""

    about: PartySeen
    sides: tuple[PartySeen, PartySeen]
    chart: Chart


@dataclass(frozen=True)
class TalkTopic:
    """One thing to talk about: `size` is how far apart, `closing` 0–1 how much of the last round's gap is closed."""

    topic: str
    about: PartySeen | None
    size: Decimal
    status: str
    word: str
    sentence: str
    measured: str
    closing: Decimal | None


@dataclass(frozen=True)
class Said:
    """A comment with its sides and its topic."""

    party: PartySeen | None
    about: PartySeen | None
    topic: str
    text: str
    person: str


@dataclass(frozen=True)
class Followed:
    """An action that was open, and what each side thinks of how far it has come, 1–10."""

    text: str
    means: tuple[tuple[PartySeen, Decimal | None], ...]


@dataclass(frozen=True)
class OverTime:
    """A topic of one side in the newest rounds: gaps in words of numbers, newest last."""

    topic: str
    about: PartySeen | None
    gaps: tuple[str, ...]


def views_of(result: Result, partnership: PartnershipSeen) -> list[View]:
    """Return a chart for each side and each two sides that say something of it."""
    return [
        View(about, pair, _chart(result, partnership, about, pair))
        for pair in combinations(partnership.parties, 2)
        for about in pair
    ]


def talk_topics(
    result: Result, before: Result | None, partnership: PartnershipSeen, measured: Measured
) -> list[TalkTopic]:
    """Return what to talk about, the widest gap first."""
    return [_topic(one, result, before, partnership, measured) for one in widest(result.gaps)[:MOST_TOPICS]]


def comments_shown(result: Result, partnership: PartnershipSeen) -> list[Said]:
    """Return the comments in the order of the questions, the sides in theirs."""
    order = {one.key: place for place, one in enumerate(result.round.questions)}
    places = {side.id: side.position for side in partnership.parties}

    def place(one: CommentSeen) -> tuple[int, int, int]:
        about = places.get(one.about_id, 0) if one.about_id else 0
        return order.get(one.question, len(order)), about, places.get(one.party_id, 0)

    return [
        Said(
            partnership.party(one.party_id),
            partnership.party(one.about_id),
            topic_of(result, one.question),
            one.text,
            one.person,
        )
        for one in sorted(result.comments, key=place)
    ]


def followed(result: Result, partnership: PartnershipSeen) -> list[Followed]:
    """Return the actions that the round asked about."""
    found = []
    for question in result.round.follow_ups:
        means = []
        for side in partnership.parties:
            scores = [
                one.score for one in result.actions if (one.question, one.party) == (question.key, side.id)
            ]
            means.append((side, Decimal(sum(scores)) / len(scores) if scores else None))
        found.append(Followed(question.name, tuple(means)))
    return found


def over_time(results: Sequence[Result], partnership: PartnershipSeen) -> list[OverTime]:
    """Return the gaps of the newest result's topics through the newest rounds; `results` come newest first."""
    if not results:
        return []
    shown = list(reversed(results[:MOST_COLUMNS]))
    return [
        OverTime(
            topic_of(results[0], gap.question),
            partnership.party(gap.about),
            tuple(gap_text(_shown(one.gap(gap.question, gap.about, gap.other))) for one in shown),
        )
        for gap in results[0].gaps
    ]


def promoters(result: Result) -> int | None:
    """Return the net promoter score of choosing each other again; None below 30 answers."""
    scores = [one.score for one in result.scores if one.question == AGAIN and one.party != one.about]
    return promoter_score(scores)


def result_csv(result: Result, partnership: PartnershipSeen) -> str:
    """Return a round's means and gaps as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = (_("Topic"), _("About"), _("Said by"), _("Rating"), _("Answers"), _("Gap"))
    writer.writerow([str(one) for one in heads])
    for (question, party, about), mean in sorted(result.means.items(), key=lambda row: str(row[0])):
        gap = result.gap(question, about, party) if party != about else None
        names = (topic_of(result, question), name_of(partnership, about), name_of(partnership, party))
        writer.writerow([*(inert(name) for name in names), mean.shown, mean.count, _plain(_shown(gap))])
    return out.getvalue()


def _chart(
    result: Result, partnership: PartnershipSeen, about: PartySeen, pair: tuple[PartySeen, PartySeen]
) -> Chart:
    pairs = [
        Pair(one.name, *(_mean(result, one.key, side, about) for side in pair)) for one in result.round.topics
    ]
    other = next(side for side in pair if side.id != about.id)
    gaps = widest(gap for gap in result.gaps if gap.about == about.id and gap.other == other.id)
    sentence = gap_sentence(gaps[0], partnership) if gaps else _("Not every side has answered this.")
    if gaps:
        sentence = _("Furthest apart in %(topic)s. %(sentence)s") % {
            "topic": topic_of(result, gaps[0].question),
            "sentence": sentence,
        }
    words = BarWords(
        title=_("How %(side)s is doing, as both see it") % {"side": about.name},
        sentence=sentence,
        rows=_("Topic"),
        columns=tuple(side.name for side in pair),
    )
    return butterfly(
        pairs,
        most=MOST_RATING,
        words=words,
        language=language(),
        positions=(pair[0].position, pair[1].position),
    )


def _mean(result: Result, question: str, side: PartySeen, about: PartySeen) -> float | None:
    found = result.means.get((question, side.id, about.id))
    return float(found.shown) if found else None


def _topic(
    gap: Gap, result: Result, before: Result | None, partnership: PartnershipSeen, measured: Measured
) -> TalkTopic:
    old = before.gap(gap.question, gap.about, gap.other) if before else None
    is_comparable = old is not None and old.exact is not None and gap.exact is not None
    closing = closing_rate(gap.exact, old.exact) if is_comparable else None  # type: ignore[union-attr,arg-type]
    width = gap.width
    return TalkTopic(
        topic=topic_of(result, gap.question),
        about=partnership.party(gap.about),
        size=abs(gap.shown or Decimal(0)),
        status=PILLS[width] if width else "neutral",
        word=str(WIDTHS[width]) if width else "",
        sentence=gap_sentence(gap, partnership),
        measured=measured_sentence(gap.question, measured),
        closing=closing,
    )


def _shown(gap: Gap | None) -> Decimal | None:
    return gap.shown if gap else None


def _plain(value: Decimal | None) -> str:
    return "" if value is None else str(value)

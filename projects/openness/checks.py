"""What a table of openness can't be: which row, what is missing, and how to mend it, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from partnership.kit import formats
from partnership.kit.errors import NotThere, Refused
from partnership.kit.spoken import language
from projects.agreement.kinds import Put
from projects.agreement.models import Version
from projects.agreement.sides import require_sides
from projects.openness.models import Grant
from projects.openness.refusals import (
    BelowLeast,
    OutOfBalance,
    PurposeMissing,
    RowNotWhole,
    RowTwice,
    SameSide,
    UntilMissing,
    UntilPassed,
    WithdrawnSince,
)
from projects.openness.steps import RULES, SAME, Imbalance, Step, imbalances
from projects.openness.terms import FIELDS, FOR_GOOD, KIND, OpennessTerms, Row, read_row
from projects.openness.words import pair_label, row_label, step_named, topic_label

Names = Mapping[str, str]


def check_openness(actor: Actor, put: Put) -> None:
    """Refuse a table that can't be: RowNotWhole, SameSide, RowTwice, BelowLeast, PurposeMissing, UntilMissing,
    UntilPassed, OutOfBalance without an exception, WrongSide, and WithdrawnSince when it is about to be in force.
    """
    if put.subject_id != put.partnership_id:
        raise NotThere
    names = require_sides(put.partnership_id, FIELDS, put.values)
    rows = tuple(_whole(place, row) for place, row in enumerate(put.values["rows"]))
    today = timezone.localdate(put.now)
    for problem in problems_of(OpennessTerms(rows, put.values["exception"] or ""), names, today=today):
        raise problem
    _check_withdrawn(put, rows, names)


def problems_of(terms: OpennessTerms, names: Names, *, today: date) -> Iterator[Refused]:
    """Give what keeps the table from being signed, in the order of its rows; `names` are the sides' by id."""
    seen = set()
    for place, row in enumerate(terms.rows):
        if row.key in seen:
            sentence = _("%(row)s: this stands in the table twice. Keep one of the rows.")
            yield RowTwice(sentence % {"row": named(row, names)}, field=f"rows.{place}.topic")
        seen.add(row.key)
        yield from _problems_of_row(row, f"rows.{place}", names, today)
    if not terms.exception.strip():
        yield from _out_of_balance(terms.rows, names, today)


def named(row: Row, names: Names) -> str:
    """Return how a row is called in a sentence."""
    return row_label(row.topic, names.get(str(row.party_id), ""), names.get(str(row.reader_id), ""))


def unbalanced(rows: Sequence[Row], *, today: date) -> Iterator[tuple[date, Imbalance]]:
    """Give what parity does not allow, from which day on: today, or the day after another row has ended."""
    pairs: dict[frozenset[UUID], list[Row]] = {}
    for row in rows:
        pairs.setdefault(frozenset({row.party_id, row.reader_id}), []).append(row)
    for some in pairs.values():
        opened = [row.opened for row in some]
        ends = {one.until + timedelta(days=1) for one in opened if today <= one.until < FOR_GOOD}
        told = set()
        for day in sorted({today, *ends}):
            for one in imbalances(opened, today=day):
                if (key := (one.owner, one.reader, one.topic)) not in told:
                    told.add(key)
                    yield day, one


def sentence_of(one: Imbalance, names: Names, *, day: date, today: date) -> str:
    """Say what is out of balance, from when, and the three ways to mend it."""
    values = {
        "row": pair_label(one.topic, names.get(str(one.owner), ""), names.get(str(one.reader), "")),
        "reader": names.get(str(one.reader), ""),
        "step": step_named(one.step),
        "pair": topic_label(one.pair),
        "gives": step_named(one.gives),
        "needs": step_named(one.needs),
        "day": formats.date_long(day, language()),
    }
    if day > today:
        return (
            _(
                "%(row)s: from %(day)s on %(reader)s would see step %(step)s and open “%(pair)s” at step %(gives)s only."
                " It takes at least step %(needs)s. Let both end on the same day, or write why it need not balance."
            )
            % values
        )
    return (
        _(
            "%(row)s: %(reader)s would see step %(step)s and opens “%(pair)s” at step %(gives)s only. It takes at least"
            " step %(needs)s. Open more of that, open less of this, or write why it need not balance."
        )
        % values
    )


def _whole(place: int, row: Mapping[str, object]) -> Row:
    try:
        return read_row(row)
    except (TypeError, ValueError, KeyError) as error:
        missing = next((name for name in ("topic", "party", "reader", "step") if not row.get(name)), "step")
        raise RowNotWhole(field=f"rows.{place}.{missing}") from error


def _problems_of_row(row: Row, path: str, names: Names, today: date) -> Iterator[Refused]:
    what = {"row": named(row, names), "least": step_named(RULES[row.topic].least)}
    if row.party_id == row.reader_id:
        yield SameSide(field=f"{path}.reader")
    if row.step < RULES[row.topic].least:
        sentence = _("%(row)s: this is shared from the start, at least to step %(least)s.")
        yield BelowLeast(sentence % what, field=f"{path}.step")
    if row.opens and not row.purpose.strip():
        sentence = _("%(row)s: say what it is opened for. The side that reads it keeps to that.")
        yield PurposeMissing(sentence % what, field=f"{path}.purpose")
    if row.opens and row.until is None:
        sentence = _("%(row)s: say until when it is open. It can be opened anew before that day.")
        yield UntilMissing(sentence % what, field=f"{path}.until")
    if row.until and row.until < today:
        sentence = _("%(row)s: its last day has passed. Choose today or a day to come, or leave the row out.")
        yield UntilPassed(sentence % what, field=f"{path}.until")


def _out_of_balance(rows: Sequence[Row], names: Names, today: date) -> Iterator[Refused]:
    for day, one in unbalanced(rows, today=today):
        alike = SAME if one.topic in SAME else {one.topic}
        places = [
            place
            for place, row in enumerate(rows)
            if row.key[:2] == (one.owner, one.reader) and row.topic in alike
        ]
        place = max(places, key=lambda place: rows[place].step)
        yield OutOfBalance(sentence_of(one, names, day=day, today=today), field=f"rows.{place}.step")


def _check_withdrawn(put: Put, rows: Sequence[Row], names: Names) -> None:
    """What a side has withdrawn after the proposal was written is not opened again by signatures from before."""
    version = Version.objects.filter(
        partnership_id=put.partnership_id,
        agreement__kind=KIND,
        agreement__subject_id=put.subject_id,
        number=put.number,
    ).first()
    if version is None:
        return
    grants = Grant.objects.filter(partnership_id=put.partnership_id)
    since = grants.filter(is_withdrawn=True, ended_at__gt=version.proposed_at)
    held = {(one.party_id, one.reader_id, one.topic): one.step for one in grants.filter(ended_at=None)}
    withdrawn = {(one.party_id, one.reader_id, one.topic) for one in since}
    for place, row in enumerate(rows):
        if row.key in withdrawn and row.step > held.get(row.key, Step(RULES[row.topic].start)):
            sentence = _("%(row)s: withdrawn after this was proposed. Put the table forward anew.")
            raise WithdrawnSince(sentence % {"row": named(row, names)}, field=f"rows.{place}.step")

"""What the form of the table begins with: what waits or what is open, and what was asked on top of it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from projects.agreement.queries.records import VersionSeen
from projects.openness.queries.records import AskSeen
from projects.openness.steps import OPENABLE, Step, Topic
from projects.openness.terms import OpennessTerms, Row, read

LONGEST_PURPOSE = 300


def basis_of(waiting: VersionSeen | None, held: OpennessTerms) -> OpennessTerms:
    """Return what a change starts from: the open proposal, else what is open today."""
    return read(waiting.values) if waiting else held


def with_ask(terms: OpennessTerms, ask: AskSeen, *, until: date) -> OpennessTerms:
    """Return the table with what was asked and with what the asker offers in return, each for the reason given."""
    asked = _raised(terms, ask.owner_id, ask.party_id, ask.topic, ask.step, ask, until)
    if not ask.gives or ask.pair is None:
        return asked
    return _raised(asked, ask.party_id, ask.owner_id, ask.pair, ask.gives, ask, until)


def a_year_after(day: date) -> date:
    """Return the same day next year; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _raised(
    terms: OpennessTerms, party: UUID, reader: UUID, topic: Topic, step: Step, ask: AskSeen, until: date
) -> OpennessTerms:
    if topic not in OPENABLE:
        return terms
    found = terms.row(party, reader, topic)
    if found is not None and found.step >= step:
        return terms
    row = found or Row(party, reader, topic, step)
    purpose = row.purpose or ask.because[:LONGEST_PURPOSE].replace("\r", " ").replace("\n", " ")
    raised = replace(row, step=step, purpose=purpose, until=row.until or until)
    rows = tuple(one for one in terms.rows if one.key != raised.key)
    return replace(terms, rows=(*rows, raised))

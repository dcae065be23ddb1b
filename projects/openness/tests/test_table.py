"""The table that every side signs: what it can't be, said in words, and what it opens once it is signed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from accounts.doors import entered
from accounts.queries import partnership_seen
from partnership.kit.errors import NotAllowed, Refused
from projects.agreement.factories import signed
from projects.agreement.refusals import NothingChanged, VersionPassed
from projects.agreement.sides import WrongSide
from projects.openness.actions.closing import close_topic
from projects.openness.actions.proposing import propose_openness
from projects.openness.checks import problems_of
from projects.openness.factories import NOW, PURPOSE, row, table_agreed, table_proposed
from projects.openness.models import Grant
from projects.openness.queries.grants import grants_in_force
from projects.openness.refusals import (
    BelowLeast,
    OutOfBalance,
    PurposeMissing,
    RowTwice,
    SameSide,
    UntilMissing,
    UntilPassed,
    WithdrawnSince,
)
from projects.openness.steps import Step, Topic
from projects.openness.terms import OpennessTerms
from tests.events import events_of
from tests.tenancy import as_creator

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def sides(world):
    """Havsvik's and Studio Nord's parties."""
    return world.parties["havsvik"], world.parties["studionord"]


@pytest.fixture
def balanced(sides):
    """Studio Nord opens margin to step 3, Havsvik outcome value to step 2."""
    havsvik, studio = sides
    return (
        row(havsvik, studio, Topic.OUTCOME_VALUE, 2),
        row(studio, havsvik, Topic.MARGIN, 3),
    )


def refused(world, *rows, name="sam", now=NOW, **said):
    """What keeps the table from being put forward: its code, its place and its sentence in English."""
    with translation.override("en"), pytest.raises(Refused) as found:
        table_proposed(world.actor(name), world.shared, *rows, now=now, **said)
    return type(found.value), found.value.on_field, str(found.value)


def held(world):
    with as_creator():
        rows = Grant.objects.filter(partnership_id=world.shared).order_by("opened_at", "topic")
        return [(one.topic, one.step, one.number, one.ended_at is None, one.is_withdrawn) for one in rows]


def test_a_balanced_table_opens_with_the_last_signature(world, both, balanced):
    version = table_proposed(both[1], world.shared, *balanced)
    assert held(world) == []
    signed(both[1], version)
    assert held(world) == []
    signed(both[0], version)
    assert held(world) == [("margin", 3, 1, True, False), ("outcome_value", 2, 1, True, False)]
    assert events_of(world.shared)[-2]["data"] == {"number": 1, "begun": 2, "ended": 0}


def test_its_text_says_each_row_by_topic_and_sides(world, both, balanced):
    version = table_proposed(both[1], world.shared, *balanced)
    assert version.text_en.splitlines()[1:7] == [
        "    Outcome value · Havsvik Hem · Studio Nord:",
        "        How far: 2, a summary",
        f"        What for: {PURPOSE}",
        "        Until: 31\xa0December\xa02099",
        "    Margin · Studio Nord · Havsvik Hem:",
        "        How far: 3, by role",
    ]


def test_signing_anew_ends_what_changed_and_keeps_the_rest(world, both, sides, balanced):
    havsvik, studio = sides
    table_agreed(both, world.shared, *balanced)
    again = (balanced[0], row(studio, havsvik, Topic.MARGIN, 2), row(havsvik, studio, Topic.KEY_FIGURES, 4))
    table_agreed(both, world.shared, *again, now=LATER)
    assert held(world) == [
        ("margin", 3, 1, False, False),
        ("outcome_value", 2, 1, True, False),
        ("key_figures", 4, 2, True, False),
        ("margin", 2, 2, True, False),
    ]


def test_what_a_table_leaves_out_is_open_no_more(world, both, balanced):
    table_agreed(both, world.shared, *balanced)
    table_agreed(both, world.shared, now=LATER)
    assert [one[3] for one in held(world)] == [False, False]
    with as_creator():
        assert grants_in_force([world.shared], today=LATER.date()) == []


def test_a_row_at_its_start_says_nothing_and_is_left_out(world, both, sides):
    version = table_proposed(both[0], world.shared, row(*sides, Topic.COST, 0), row(*sides, Topic.TIME, 4))
    assert '"rows":[]' in version.values


def test_holding_back_what_is_shared_needs_neither_end_nor_purpose(world, both, sides):
    table_agreed(both, world.shared, row(*sides, Topic.TIME, 3, until=None, purpose=""))
    with as_creator():
        [found] = grants_in_force([world.shared], today=date(2030, 1, 1))
    assert (found.topic, found.step, found.until) == (Topic.TIME, Step.DETAIL, None)


def test_too_little_in_return_is_refused_with_the_ways_to_mend_it(world, sides):
    havsvik, studio = sides
    sentence = (
        "Cost and margin, Studio Nord → Havsvik Hem: Havsvik Hem would see step 3 (by role) and opens “Outcome value” at"
        " step 0 (closed) only. It takes at least step 2 (a summary). Open more of that, open less of this, or write why"
        " it need not balance."
    )
    found = refused(world, row(studio, havsvik, Topic.MARGIN, 3))
    assert found == (OutOfBalance, "rows.0.step", sentence)


def test_cost_alone_asks_for_outcome_value_too(world, sides):
    havsvik, studio = sides
    kind, field, _sentence = refused(world, row(studio, havsvik, Topic.COST, 2))
    assert (kind, field) == (OutOfBalance, "rows.0.step")


def test_the_sides_may_sign_an_exception(world, both, sides):
    havsvik, studio = sides
    table_agreed(
        both, world.shared, row(studio, havsvik, Topic.MARGIN, 3), exception="A first month of trust."
    )
    assert held(world) == [("margin", 3, 1, True, False)]


def test_balance_holds_on_the_days_to_come_as_well(world, sides):
    havsvik, studio = sides
    short = row(havsvik, studio, Topic.OUTCOME_VALUE, 2, until=date(2027, 1, 31))
    kind, field, sentence = refused(world, short, row(studio, havsvik, Topic.MARGIN, 3))
    assert (kind, field) == (OutOfBalance, "rows.1.step")
    assert sentence.replace("\xa0", " ").startswith(
        "Cost and margin, Studio Nord → Havsvik Hem: from 1 February 2027 on Havsvik Hem would see step 3"
    )


@pytest.mark.parametrize(
    ("topic", "step", "said", "kind", "field", "sentence"),
    [
        (Topic.KEY_FIGURES, 2, {"purpose": " "}, PurposeMissing, "purpose", "say what it is opened for"),
        (Topic.KEY_FIGURES, 1, {"until": None}, UntilMissing, "until", "say until when it is open"),
        (
            Topic.KEY_FIGURES,
            1,
            {"until": date(2026, 11, 22)},
            UntilPassed,
            "until",
            "its last day has passed",
        ),
        (Topic.TIME, 2, {}, BelowLeast, "step", "shared from the start, at least to step 3 (by role)"),
    ],
)
def test_a_row_is_refused_by_name(world, sides, topic, step, said, kind, field, sentence):
    found = refused(world, row(*sides, topic, step, **said))
    assert found[:2] == (kind, f"rows.0.{field}")
    assert sentence in found[2]
    assert "Havsvik Hem → Studio Nord" in found[2]


def test_today_is_a_last_day_that_can_be(world, both, sides):
    table_agreed(both, world.shared, row(*sides, Topic.KEY_FIGURES, 2, until=NOW.date()))
    assert held(world) == [("key_figures", 2, 1, True, False)]


def test_a_topic_stands_once_for_each_reader(world, sides):
    twice = OpennessTerms(tuple(row(*sides, Topic.KEY_FIGURES, step) for step in (1, 2)))
    names = {str(world.parties[key]): world.organizations[key].name for key in ("havsvik", "studionord")}
    with translation.override("en"):
        [found] = problems_of(twice, names, today=NOW.date())
    assert (type(found), found.on_field) == (RowTwice, "rows.1.topic")
    assert str(found) == (
        "Key figures, Havsvik Hem → Studio Nord: this stands in the table twice. Keep one of the rows."
    )


def test_nobody_opens_anything_to_itself(world, sides):
    assert refused(world, row(sides[0], sides[0], Topic.KEY_FIGURES, 2))[0] == SameSide


def test_strangers_are_no_sides(world, sides):
    olgas = world.parties["fjallbo"]
    assert refused(world, row(sides[0], olgas, Topic.KEY_FIGURES, 2))[0] == WrongSide


def test_a_day_that_passes_before_the_last_signature_opens_nothing(world, both, sides):
    version = table_proposed(both[0], world.shared, row(*sides, Topic.KEY_FIGURES, 2, until=NOW.date()))
    signed(both[0], version)
    with pytest.raises(UntilPassed):
        signed(both[1], version, now=NOW + timedelta(days=2))
    assert held(world) == []


@pytest.mark.parametrize("name", ["vera"])
def test_who_does_not_keep_the_book_proposes_nothing(world, balanced, name):
    with pytest.raises(NotAllowed):
        table_proposed(world.actor(name), world.shared, *balanced)


def test_finance_proposes_and_does_not_sign(world, balanced):
    version = table_proposed(world.actor("finn"), world.shared, *balanced)
    with pytest.raises(NotAllowed):
        signed(world.actor("finn"), version)


def test_who_has_not_read_the_newest_is_told(world, both, balanced):
    table_proposed(both[1], world.shared, *balanced)
    with entered(both[0], partnership_id=world.shared), pytest.raises(VersionPassed):
        propose_openness(
            both[0],
            partnership=partnership_seen(both[0], world.shared),
            terms=OpennessTerms(),
            seen=0,
            now=NOW,
        )


def close(world, actor, topic, step, now=LATER):
    with entered(actor, partnership_id=world.shared):
        grant = Grant.objects.get(partnership_id=world.shared, topic=topic, ended_at=None)
        return close_topic(actor, grant=grant, step=Step(step), now=now)


def test_what_was_withdrawn_can_be_agreed_anew_in_the_same_words(world, both, balanced):
    table_agreed(both, world.shared, *balanced)
    with pytest.raises(NothingChanged):
        table_proposed(both[1], world.shared, *balanced, now=LATER)
    close(world, both[1], "margin", 0)
    table_agreed(both, world.shared, *balanced, now=LATER + timedelta(days=1))
    assert held(world) == [
        ("margin", 3, 1, False, True),
        ("outcome_value", 2, 1, True, False),
        ("margin", 3, 2, True, False),
    ]


def test_a_signature_from_before_opens_nothing_that_was_withdrawn_since(world, both, sides, balanced):
    table_agreed(both, world.shared, *balanced)
    more = (*balanced, row(*sides, Topic.KEY_FIGURES, 2))
    version = table_proposed(both[1], world.shared, *more, now=LATER - timedelta(days=1))
    signed(both[1], version, now=LATER - timedelta(days=1))
    close(world, both[1], "margin", 0)
    with pytest.raises(WithdrawnSince):
        signed(both[0], version, now=LATER + timedelta(days=1))
    assert [one for one in held(world) if one[3]] == [("outcome_value", 2, 1, True, False)]


def test_three_sides_open_each_to_each_and_balance_pair_by_pair(three):
    one, two, third = three.parties
    rows = (
        row(one, two, Topic.CAPACITY, 3),
        row(one, third, Topic.CAPACITY, 1),
        row(two, one, Topic.PLANS, 2),
        row(third, one, Topic.KEY_FIGURES, 4),
    )
    version = table_proposed(three.actors[0], three.id, *rows)
    for actor in three.actors[:2]:
        signed(actor, version)
    with as_creator():
        assert Grant.objects.filter(partnership_id=three.id).count() == 0
    signed(three.actors[2], version)
    with as_creator():
        assert Grant.objects.filter(partnership_id=three.id).count() == 4
    with pytest.raises(OutOfBalance):
        table_proposed(three.actors[0], three.id, rows[0], row(third, one, Topic.PLANS, 4))

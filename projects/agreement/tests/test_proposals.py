"""Putting forward, changing, correcting, answering: what each side may and what comes of it."""

import pytest

from accounts.doors import entered
from accounts.queries import partnership_seen
from partnership.kit.ids import new_id
from projects.agreement.actions.proposals import put_forward
from projects.agreement.actions.signing import sign
from projects.agreement.factories import (
    NOW,
    PLAIN,
    proposed,
    signed,
    subject_of,
    taken_effect,
)
from projects.agreement.models import Correction, Status, Version
from projects.agreement.queries.seen import open_versions
from projects.agreement.refusals import (
    NothingChanged,
    NotOpen,
    VersionPassed,
)
from tests.events import events_of


@pytest.fixture
def ada(world):
    return world.actor("ada")


@pytest.fixture
def sam(world):
    return world.actor("sam")


def kinds_told(world):
    return [event["kind"].removeprefix("agreement.") for event in events_of(world.shared)]


def subject(actor, version):
    with entered(actor, partnership_id=version.partnership_id):
        return subject_of(version)


def rows_of(actor, version):
    """Every version of the same subject, oldest first: (number, status)."""
    with entered(actor, partnership_id=version.partnership_id):
        rows = Version.objects.filter(
            partnership_id=version.partnership_id, agreement_id=version.agreement_id
        )
        return list(rows.order_by("number").values_list("number", "status"))


def test_it_is_in_force_when_both_sides_have_signed_and_not_before(world, ada, sam):
    version = proposed(ada, world.shared, word="As we said on Monday.")
    assert signed(ada, version).status == Status.OPEN
    assert taken_effect == []
    assert signed(sam, version).status == Status.SIGNED
    assert [(put.number, put.values) for put in taken_effect] == [(1, PLAIN)]
    assert kinds_told(world) == ["proposed", "signed", "signed", "in_force"]


def test_whose_turn_it_is_follows_the_signatures(world, ada, sam):
    version = proposed(ada, world.shared)
    turns = []
    for actor in (None, sam, ada):
        if actor:
            signed(actor, version)
        with entered(ada, partnership_id=world.shared):
            turns.append([set(one.waiting) for one in open_versions([world.shared])])
    havsvik, studionord = world.parties["havsvik"], world.parties["studionord"]
    assert turns == [[{havsvik, studionord}], [{havsvik}], []]


def test_a_counter_proposal_closes_what_it_answers(world, ada, sam):
    first = proposed(ada, world.shared)
    signed(ada, first)
    second = proposed(sam, world.shared, subject_id=subject(ada, first), values={"day": "2026-12-15"})
    assert rows_of(ada, first) == [(1, "countered"), (2, "open")]
    assert (second.answers_id, second.party_id) == (first.id, world.parties["studionord"])
    with pytest.raises(NotOpen, match="counter-proposal"):
        signed(sam, first)
    signed(sam, second)
    assert signed(ada, second).status == Status.SIGNED


def test_a_material_change_makes_a_new_version_that_nobody_has_signed(world, ada, sam):
    first = proposed(ada, world.shared)
    signed(sam, first)
    second = proposed(ada, world.shared, subject_id=subject(ada, first), values={"hours": "140"})
    assert rows_of(ada, first) == [(1, "replaced"), (2, "open")]
    signed(ada, second)
    assert taken_effect == []
    assert kinds_told(world) == ["proposed", "signed", "amended", "signed"]


def test_a_slip_of_the_pen_is_put_right_and_signatures_stay(world, ada, sam):
    first = proposed(ada, world.shared, values={"text": "Studio Nord bulds the checkout."})
    signed(sam, first)
    second = proposed(ada, world.shared, subject_id=subject(ada, first), values={"text": PLAIN["text"]})
    assert (second.id, rows_of(ada, first)) == (first.id, [(1, "open")])
    with pytest.raises(VersionPassed), entered(ada, partnership_id=world.shared):
        sign(ada, version=first, seen_hash=first.content_hash, now=NOW)
    assert signed(ada, second).status == Status.SIGNED
    with entered(ada, partnership_id=world.shared):
        assert Correction.objects.get().hash_before == first.content_hash
    assert taken_effect[0].values == PLAIN


def test_small_corrections_do_not_add_up_to_another_meaning(world, ada, sam):
    first = proposed(ada, world.shared, values={"text": "We build the stable."})
    signed(sam, first)
    states = []
    for text in ("We build the stables.", "We build the tables.", "We build the stable."):
        proposed(ada, world.shared, subject_id=subject(ada, first), values={"text": text})
        states.append([status for _number, status in rows_of(ada, first)])
    assert states == [["open"], ["replaced", "open"], ["replaced", "replaced", "open"]]


def test_the_other_side_can_not_correct_it_only_answer(world, ada, sam):
    first = proposed(ada, world.shared, values={"text": "Studio Nord bulds the checkout."})
    proposed(sam, world.shared, subject_id=subject(ada, first), values={"text": PLAIN["text"]})
    assert rows_of(ada, first) == [(1, "countered"), (2, "open")]


def test_a_page_that_is_one_version_old_changes_nothing(world, ada, sam):
    first = proposed(ada, world.shared)
    about = subject(ada, first)
    proposed(sam, world.shared, subject_id=about, values={"hours": "100"})
    with pytest.raises(VersionPassed):
        proposed(ada, world.shared, subject_id=about, values={"hours": "130"}, seen=1)
    assert rows_of(ada, first) == [(1, "countered"), (2, "open")]


def test_the_same_again_is_refused(world, ada, sam):
    first = proposed(ada, world.shared)
    for actor in (ada, sam):
        with pytest.raises(NothingChanged):
            proposed(actor, world.shared, subject_id=subject(ada, first), values={"hours": "120.00"})
    signed(ada, first), signed(sam, first)
    with pytest.raises(NothingChanged):
        proposed(ada, world.shared, subject_id=subject(ada, first))


def test_a_double_click_proposes_once(world, ada):
    key, about = new_id(), new_id()
    with entered(ada, partnership_id=world.shared):
        said = {"partnership": partnership_seen(ada, world.shared), "kind": "note", "subject_id": about}
        twice = [put_forward(ada, **said, values=PLAIN, seen=0, now=NOW, key=key) for _ in range(2)]
    assert (twice[0].id, twice[1].id) == (key, key)

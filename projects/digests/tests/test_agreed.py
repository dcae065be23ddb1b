"""What a letter tells of signatures and goals: differences in words, the chain, and never an amount of money."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from projects.activity.waiting import Waiting, register_waiting, waiting_for
from projects.agreement import factories as notes
from projects.digests.agreed import goal_line, signed_line
from projects.digests.goal_lines import GoalLine
from projects.digests.schedule import Stir, is_quiet
from projects.digests.tests.sample import GOALS, KEY, PARTNERSHIP, SIDES, sample_letter, sample_signed, terms

WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
DEARER = {"amount": "398000", "currency": "SEK"}
CHAIN = "(no. 12, 3f9a2c1b)"


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"delivery_on": "2026-12-15"}, "delivery date 8 → 15 December 2026"),
        ({"hours_budget": "424", "amount_budget": DEARER}, "+24 hours; see the agreement"),
        ({"amount_budget": DEARER}, "changed: see the agreement"),
    ],
)
def test_differences_stand_in_words_and_money_on_the_page(changes, text):
    assert plain(signed_line(sample_signed(terms(), terms(**changes))).text) == f"{text} {CHAIN}"


def test_an_amount_that_somebody_wrote_into_a_text_stays_on_the_page_too():
    row = {"id": "1", "name": "Kassan för 90 000 kr", "hours": "40", "day": None}
    line = signed_line(sample_signed(terms(), terms(deliverables=[row], delivery_on="2026-12-15")))
    assert plain(line.text) == f"delivery date 8 → 15 December 2026; see the agreement {CHAIN}"


def test_the_first_agreement_about_a_subject_is_told_by_its_title():
    line = signed_line(sample_signed(None, terms()))
    assert (line.title, plain(line.text)) == ("Terms of Ny webbutik", f"signed by every side {CHAIN}")


def test_a_goal_is_told_against_its_pace_with_every_confidence():
    assert [goal_line(goal).text for goal in GOALS] == [
        "48% achieved, the pace expects 62% · confidence ●\u00a08 ◆\u00a04 · 4 apart: talk about it",
        "100% achieved · confidence ●\u00a09 ◆\u00a0–",
    ]


def test_a_goal_without_a_value_says_so():
    new = GoalLine("Ny", None, Decimal("0.1"), ((SIDES[0], None), (SIDES[1], None)), 0)
    assert goal_line(new).text == "no value yet · confidence ●\u00a0– ◆\u00a0–"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_letter_with_everything_in_it_stays_under_eight_kilobytes_and_names_no_money(language):
    letter = sample_letter(language=language)
    assert len(letter["html"].encode()) <= 8192
    assert not {"kr", "SEK"} & set("".join(letter.values()).replace("\u00a0", " ").split())
    for part in ("text", "html"):
        assert letter[part].count("3f9a2c1b") == 2
        assert "Fler som handlar igen" in letter[part]


def test_a_signature_is_asked_for_first_then_a_check_in(monkeypatch):
    monkeypatch.setattr("projects.activity.waiting._providers", {})
    kinds = ("work.import", "goals.check_in", "agreement.unsigned")
    register_waiting(
        "test",
        lambda actor, partnerships: [
            Waiting(KEY, kind, kind, "", "/", "Go", since=WEDNESDAY.date().replace(day=day))
            for day, kind in enumerate(kinds, start=1)
        ],
    )
    assert [one.kind for one in waiting_for(None, [PARTNERSHIP])] == [*reversed(kinds)]


def test_something_signed_or_sides_that_are_apart_are_not_quiet():
    assert is_quiet(Stir())
    assert not is_quiet(Stir(apart=1))
    assert not is_quiet(Stir(decided=1))


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_what_was_signed_in_the_week_stands_in_both_letters_and_what_is_only_proposed_does_not(
    busy, written, name
):
    notes.register()
    people = [busy.actor("ada"), busy.actor("sam")]
    notes.agreed(people, busy.shared, values={"text": "Kassan"}, now=WEDNESDAY)
    notes.proposed(people[0], busy.shared, values={"text": "Sökningen"}, now=WEDNESDAY)
    text = written(busy, name)["text"]
    told = text.split("Decided and signed this week")[1].split("Next week")[0]
    assert "Note: Kassan: signed by every side (no.\u00a01,\u00a0" in told
    assert "Sökningen" not in told
    assert "Kassan" not in written(busy, "olga")["text"]

import pytest
from django.db import transaction

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Partnership, Role
from accounts.queries import partnership_seen
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.activity.models import Event
from projects.agreement.actions.drafts import (
    DraftPassed,
    NothingDrafted,
    discard_draft,
    propose_draft,
)
from projects.agreement.charter import CharterIncomplete
from projects.agreement.factories import proposed, signed
from projects.agreement.models import Draft, Version
from projects.agreement.queries.charter import charter_copy
from projects.agreement.queries.drafts import mark_of
from projects.agreement.refusals import PartnershipEnded, VersionPassed
from projects.agreement.shape import TooLong
from projects.agreement.sides import WrongSide
from projects.agreement.tests.charters import NOW, charter_in_force, charter_values, side, wrote
from tests.tenancy import as_creator


def copy_of(actor, partnership_id):
    with entered(actor, partnership_id=partnership_id):
        return charter_copy(partnership_seen(actor, partnership_id))


def put(actor, partnership_id, **said):
    with entered(actor, partnership_id=partnership_id):
        copy = charter_copy(partnership_seen(actor, partnership_id))
        carried = {"seen": copy.newest, "seen_draft": copy.draft.version if copy.draft else 0, **said}
        return propose_draft(
            actor,
            partnership=partnership_seen(actor, partnership_id),
            kind="charter",
            subject_id=partnership_id,
            now=NOW,
            **carried,
        )


def whole_draft(world):
    """Ada writes the first two steps, Sam the rest."""
    values = charter_values(world)
    for name, step, fields in (
        ("ada", 1, ("vision",)),
        ("ada", 2, ("principles", "ways")),
        ("sam", 3, ("contacts",)),
        ("sam", 4, ("meetings", "review_on")),
        ("sam", 5, ("notice_days", "exit_plan", "handover")),
    ):
        wrote(world.actor(name), world.shared, step, **{one: values[one] for one in fields})


def test_both_sides_write_in_the_same_draft_and_each_step_says_who_wrote_last(world):
    wrote(world.actor("ada"), world.shared, 1, vision="One kitchen.")
    wrote(world.actor("sam"), world.shared, 4, review_on="2027-05-01")
    wrote(world.actor("sam"), world.shared, 1, vision="One good kitchen.")
    for name in ("ada", "sam"):
        draft = copy_of(world.actor(name), world.shared).draft
        assert (draft.values["vision"], draft.values["review_on"]) == ("One good kitchen.", "2027-05-01")
        assert {number: last.person for number, last in draft.steps.items()} == {1: "Sam Berg", 4: "Sam Berg"}
        assert draft.version == 3


def test_who_writes_over_what_was_written_meanwhile_is_told_and_the_draft_stays(world):
    nothing = mark_of({"vision": None})
    wrote(world.actor("ada"), world.shared, 1, seen=nothing, vision="Ada's vision")
    with pytest.raises(DraftPassed):
        wrote(world.actor("sam"), world.shared, 1, seen=nothing, vision="Sam's vision")
    assert copy_of(world.actor("sam"), world.shared).values["vision"] == "Ada's vision"


def test_two_who_write_in_different_steps_do_not_disturb_each_other(world):
    nothing = mark_of({"meetings": [], "review_on": None})
    wrote(world.actor("ada"), world.shared, 1, vision="One kitchen.")
    wrote(world.actor("sam"), world.shared, 4, seen=nothing, review_on="2027-05-01")
    found = copy_of(world.actor("ada"), world.shared).values
    assert (found["vision"], found["review_on"]) == ("One kitchen.", "2027-05-01")


def test_the_same_save_twice_writes_once(world):
    nothing = mark_of({"vision": None})
    for _ in range(2):
        wrote(world.actor("ada"), world.shared, 1, seen=nothing, vision="One kitchen.")
    assert copy_of(world.actor("ada"), world.shared).draft.version == 1
    with entered(world.actor("ada")):
        kinds = list(Event.objects.filter(partnership_id=world.shared).values_list("kind", "data"))
    assert kinds == [("agreement.draft_saved", {"kind": "charter", "step": 1})]


def test_a_step_saved_empty_begins_no_draft(world):
    assert wrote(world.actor("ada"), world.shared, 1) is None
    assert copy_of(world.actor("ada"), world.shared).draft is None


def test_a_refused_first_save_leaves_no_draft(world):
    with pytest.raises(DraftPassed), transaction.atomic():
        wrote(world.actor("ada"), world.shared, 1, seen="made up", vision="One kitchen.")
    assert copy_of(world.actor("ada"), world.shared).draft is None


def test_a_text_of_more_than_8000_characters_is_refused(world):
    with pytest.raises(TooLong):
        wrote(world.actor("ada"), world.shared, 1, vision="a" * 10_001)


@pytest.mark.parametrize("name", ["vera", "finn"])
def test_who_only_reads_writes_nothing(world, name):
    with pytest.raises(NotAllowed):
        wrote(world.actor(name), world.shared, 1, vision="One kitchen.")
    with entered(world.actor(name)) as actor:
        seen = partnership_seen(actor, world.shared)
    with pytest.raises(NotAllowed):
        discard_draft(actor, partnership=seen, kind="charter", subject_id=world.shared, seen=1, now=NOW)


def test_a_stranger_reaches_no_draft(world):
    wrote(world.actor("ada"), world.shared, 1, vision="Fjällbohemlighet is theirs")
    with entered(world.actor("ada")) as ada:
        shared = partnership_seen(ada, world.shared)
    with entered(world.actor("olga")) as olga:
        assert list(Draft.objects.filter(partnership_id=world.shared)) == []
        with pytest.raises(NotThere):
            discard_draft(olga, partnership=shared, kind="charter", subject_id=world.shared, seen=1, now=NOW)


def test_the_draft_is_proposed_as_it_stands_and_is_gone_then(world):
    whole_draft(world)
    version = put(world.actor("sam"), world.shared, word="Please read.")
    assert (version.number, version.word, version.party_id) == (
        1,
        "Please read.",
        world.parties["studionord"],
    )
    copy = copy_of(world.actor("ada"), world.shared)
    assert copy.draft is None
    assert copy.open.values == charter_values(world)


def test_a_double_click_on_propose_makes_one_proposal(world):
    whole_draft(world)
    key = new_id()
    first = put(world.actor("sam"), world.shared, key=key)
    second = put(world.actor("sam"), world.shared, key=key, seen=0, seen_draft=5)
    assert (first.id, second.id) == (key, key)


def test_who_proposes_has_read_the_draft_as_it_stands(world):
    whole_draft(world)
    read = copy_of(world.actor("sam"), world.shared).draft.version
    wrote(world.actor("ada"), world.shared, 1, vision="Another vision.")
    with pytest.raises(DraftPassed):
        put(world.actor("sam"), world.shared, seen_draft=read)


def test_nothing_is_proposed_without_a_draft(world):
    with pytest.raises(NothingDrafted):
        put(world.actor("sam"), world.shared)


def test_a_draft_that_began_before_a_proposal_says_so_and_needs_it_read(world):
    whole_draft(world)
    proposed(
        world.actor("sam"),
        world.shared,
        kind="charter",
        subject_id=world.shared,
        values=charter_values(world, vision="By the API."),
    )
    assert copy_of(world.actor("ada"), world.shared).is_behind
    with pytest.raises(VersionPassed):
        put(world.actor("ada"), world.shared, seen=0)
    assert put(world.actor("ada"), world.shared).number == 2


@pytest.mark.parametrize(("name", "became"), [("ada", "replaced"), ("sam", "countered")])
def test_a_draft_on_an_open_proposal_changes_the_own_one_and_answers_the_others(world, name, became):
    first = proposed(
        world.actor("ada"),
        world.shared,
        kind="charter",
        subject_id=world.shared,
        values=charter_values(world),
    )
    assert copy_of(world.actor(name), world.shared).values == charter_values(world)
    wrote(world.actor(name), world.shared, 5, notice_days="30")
    second = put(world.actor(name), world.shared)
    with entered(world.actor(name)):
        assert Version.objects.get(id=first.id).status == became
    assert (second.number, second.status) == (2, "open")


def test_letting_go_of_the_draft_begins_again_from_what_is_in_force(world):
    charter_in_force(world)
    wrote(world.actor("ada"), world.shared, 1, vision="Something else.")
    with entered(world.actor("sam")) as sam:
        seen = partnership_seen(sam, world.shared)
        about = {"partnership": seen, "kind": "charter", "subject_id": world.shared, "now": NOW}
        with pytest.raises(DraftPassed):
            discard_draft(sam, seen=7, **about)
        discard_draft(sam, seen=1, **about)
    assert copy_of(world.actor("ada"), world.shared).values == charter_values(world)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"vision": None}, "vision"),
        ({"contacts": []}, "contacts"),
        ({"review_on": "2026-11-22"}, "review_on"),
        ({"notice_days": "-1"}, "notice_days"),
        ({"notice_days": "1.5"}, "notice_days"),
        ({"notice_days": "3651"}, "notice_days"),
    ],
)
def test_a_charter_that_can_not_be_is_refused_at_its_field(world, changed, field):
    with pytest.raises(CharterIncomplete) as refused:
        proposed(
            world.actor("ada"),
            world.shared,
            kind="charter",
            subject_id=world.shared,
            values=charter_values(world, **changed),
        )
    assert refused.value.on_field == field


def test_every_side_needs_somebody_to_turn_to(world):
    contacts = [one for one in charter_values(world)["contacts"] if one["person"] == "Sam Berg"]
    with pytest.raises(CharterIncomplete) as refused:
        proposed(
            world.actor("sam"),
            world.shared,
            kind="charter",
            subject_id=world.shared,
            values=charter_values(world, contacts=contacts),
        )
    assert str(refused.value) == "Name at least one person at Havsvik Hem to turn to."


def test_three_sides_write_and_sign_one_charter(world):
    with as_creator():
        third = OrganizationFactory(name="Tredje Part")
        sides = [world.organizations[key] for key in ("havsvik", "studionord")]
        shared = PartnershipFactory(sides=[*sides, third]).id
        person = MembershipFactory(organization=third, role=Role.OWNER).user_id
    actors = [world.actor("ada"), world.actor("sam"), actor_for(person)]
    with entered(actors[0], partnership_id=shared):
        parties = partnership_seen(actors[0], shared).parties
    contacts = [
        {"id": str(one.position), "party": {"id": str(one.id), "name": one.name}, "person": f"At {one.name}"}
        for one in parties
    ]
    wrote(actors[0], shared, 1, vision="Three of us.")
    wrote(actors[1], shared, 3, contacts=contacts[:2])
    with pytest.raises(CharterIncomplete):
        put(actors[0], shared)
    wrote(actors[2], shared, 3, contacts=contacts)
    version = put(actors[2], shared)
    assert [signed(actor, version, now=NOW).status for actor in actors] == ["open", "open", "signed"]


def test_a_side_of_another_partnership_is_none_here(world):
    contacts = [
        *charter_values(world)["contacts"],
        {"id": "x", "party": side(world, "fjallbo"), "person": "Olga"},
    ]
    with pytest.raises(WrongSide):
        proposed(
            world.actor("ada"),
            world.shared,
            kind="charter",
            subject_id=world.shared,
            values=charter_values(world, contacts=contacts),
        )


def test_after_the_end_nobody_writes_in_a_draft(world):
    with as_creator():
        Partnership.objects.filter(id=world.shared).update(status="ended", ends_on=NOW.date())
    with pytest.raises(PartnershipEnded):
        wrote(world.actor("ada"), world.shared, 1, vision="Too late.")

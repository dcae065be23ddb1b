"""Joint actions: one person of each side, a day, ticked off by either."""

from datetime import timedelta

import pytest

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.models import Membership
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.activity.models import Event
from projects.feedback.actions.joint import (
    ActionSaid,
    agree_action,
    change_action,
    complete_action,
    drop_action,
    name_owner,
    reopen_action,
)
from projects.feedback.models import JointAction, Origin
from projects.feedback.queries.joint import action_row, action_seen, actions_of, actions_seen
from projects.feedback.refusals import (
    ActionClosed,
    DroppedWithoutReason,
    DueDayPassed,
    OwnerOfAnotherSide,
    OwnersMissing,
    TextMissing,
    TextTooLong,
)
from projects.feedback.writing import LONGEST
from tests.tenancy import as_creator
from tests.world import NOW

TODAY = NOW.date()
LATER = TODAY + timedelta(days=14)


def owners(world, ada="ada", sam="sam"):
    people = {"havsvik": ada, "studionord": sam}
    return {
        world.parties[side]: world.users[who].id if who else None for side, who in people.items() if who != ""
    }


def agree(at, world, *, who=None, text="Boka tider för granskning", due_on=LATER, **options):
    said = ActionSaid(text, due_on, owners(world) if who is None else who, "sv")
    return agree_action(at.actor, partnership=at.partnership, said=said, today=TODAY, now=NOW, **options)


def test_both_sides_see_the_same_action_with_a_person_of_each(world, door):
    with door("ada") as at:
        row = agree(at, world)
    for name in ("ada", "sam", "vera"):
        with door(name) as at:
            seen = action_seen(at.actor, at.partnership, row.id, today=TODAY)
            assert [(one.party, one.name) for one in seen.owners] == [
                ("Havsvik Hem", "Ada Holm"),
                ("Studio Nord", "Sam Berg"),
            ]
            assert (seen.is_open, seen.has_all_owners, seen.language) == (True, True, "sv")
    with door("ada"):
        event = Event.objects.get(kind="feedback.action_agreed")
        assert (event.subject_id, event.data) == (row.id, {"origin": "hand"})


def test_what_is_no_action_is_refused_with_its_field(world, door):
    with door("sam") as at:
        for refusal, change in [
            (TextMissing, {"text": "  "}),
            (TextTooLong, {"text": "x" * (LONGEST + 1)}),
            (DueDayPassed, {"due_on": TODAY - timedelta(days=1)}),
            (DueDayPassed, {"due_on": TODAY + timedelta(days=4000)}),
            (OwnersMissing, {"who": owners(world, ada=None)}),
            (OwnersMissing, {"who": owners(world, ada="")}),
            (OwnersMissing, {"who": {}}),
            (OwnerOfAnotherSide, {"who": owners(world, ada="sam")}),
            (OwnerOfAnotherSide, {"who": owners(world, ada="vera")}),
            (OwnerOfAnotherSide, {"who": owners(world, ada="olga")}),
            (OwnerOfAnotherSide, {"who": {**owners(world), new_id(): world.users["sam"].id}}),
        ]:
            with pytest.raises(refusal) as found:
                agree(at, world, **change)
            assert found.value.field in {"text", "due_on", "owners"}
        assert not JointAction.objects.exists()


def test_a_double_click_makes_one_action_and_tells_once(world, door):
    key = new_id()
    with door("ada") as at:
        assert agree(at, world, key=key).id == agree(at, world, key=key).id == key
        assert JointAction.objects.count() == 1
        assert Event.objects.filter(kind="feedback.action_agreed").count() == 1


def test_the_other_side_may_name_its_person_later_and_only_its_own(world, door):
    with door("ada") as at:
        row = agree(at, world, who=owners(world, sam=None), others_name_later=True)
        with pytest.raises(OwnersMissing):
            agree(at, world, who=owners(world, ada=None), others_name_later=True)
        seen = action_seen(at.actor, at.partnership, row.id, today=TODAY)
        assert [one.party for one in seen.unnamed] == ["Studio Nord"]
    with door("sam") as at:
        for stranger in ("ada", "olga"):
            with pytest.raises(OwnerOfAnotherSide):
                name_owner(
                    at.actor, partnership=at.partnership, action=row, person_id=world.users[stranger].id,
                    now=NOW,
                )  # fmt: skip
        name_owner(
            at.actor, partnership=at.partnership, action=row, person_id=world.users["finn"].id, now=NOW
        )
        seen = action_seen(at.actor, at.partnership, row.id, today=TODAY)
        assert ([one.name for one in seen.owners], seen.version) == (["Ada Holm", "Finn Ek"], 2)


def test_somebody_who_leaves_has_to_be_replaced_by_the_own_side(world, door):
    with door("ada") as at:
        row = agree(at, world, who=owners(world, sam="finn"))
    with as_creator():
        Membership.objects.filter(user=world.users["finn"]).delete()
    with door("sam") as at:
        seen = action_seen(at.actor, at.partnership, row.id, today=TODAY)
        assert [(one.party, one.name) for one in seen.unnamed] == [("Studio Nord", "Finn Ek")]
        said = ActionSaid(row.text, LATER, {world.parties["studionord"]: world.users["sam"].id}, "sv")
        change_action(at.actor, partnership=at.partnership, action=row, said=said, today=TODAY, now=NOW)
        assert action_seen(at.actor, at.partnership, row.id, today=TODAY).has_all_owners


def test_either_side_ticks_it_off_once_and_it_can_be_taken_up_again(world, door):
    with door("ada") as at:
        row = agree(at, world)
    with door("sam") as at:
        complete_action(at.actor, action=row, now=NOW)
        complete_action(at.actor, action=row, now=NOW)
        assert Event.objects.filter(kind="feedback.action_done").count() == 1
        seen = action_seen(at.actor, at.partnership, row.id, today=TODAY)
        assert (seen.status, seen.closed_by, seen.is_overdue) == ("done", "Sam Berg", False)
        with pytest.raises(ActionClosed):
            drop_action(at.actor, action=row, reason="Behövs inte", now=NOW)
        assert reopen_action(at.actor, action=row, now=NOW).status == "open"


def test_letting_it_go_needs_a_reason_and_a_second_tab_is_told(world, door):
    with door("ada") as at:
        row = agree(at, world)
        with pytest.raises(DroppedWithoutReason):
            drop_action(at.actor, action=row, reason=" ", now=NOW)
        said = ActionSaid("Boka fler tider", LATER, {}, "sv")
        options = {"partnership": at.partnership, "action": row, "said": said, "today": TODAY, "now": NOW}
        assert change_action(at.actor, **options, version=1).version == 2
        for again in (
            lambda: change_action(at.actor, **options, version=1),
            lambda: drop_action(at.actor, action=row, reason="Gjort", now=NOW, version=1),
            lambda: complete_action(at.actor, action=row, now=NOW, version=1),
        ):
            with pytest.raises(ChangedMeanwhile):
                again()
        drop_action(at.actor, action=row, reason="Gjort på annat sätt", now=NOW, version=2)
        assert action_seen(at.actor, at.partnership, row.id, today=TODAY).reason == "Gjort på annat sätt"


def test_a_viewer_and_a_stranger_change_nothing(world, door):
    with door("ada") as at:
        row = agree(at, world)
    with door("vera") as at:
        assert not at.actor.may(Right.GIVE_FEEDBACK)
        for attempt in (
            lambda: agree(at, world),
            lambda: complete_action(at.actor, action=row, now=NOW),
            lambda: drop_action(at.actor, action=row, reason="Nej", now=NOW),
        ):
            with pytest.raises(NotAllowed):
                attempt()
    with door("olga") as at:
        with pytest.raises(NotThere):
            complete_action(at.actor, action=row, now=NOW)
        with pytest.raises(NotThere):
            action_row(at.partnership.id, row.id)
        assert actions_seen(at.actor, at.partnership, today=TODAY) == []


def test_open_ones_come_by_day_closed_ones_last_and_a_rounds_own_are_found(world, door):
    talk = new_id()
    with door("sam") as at:
        late = agree(at, world, text="Late", due_on=LATER)
        done = agree(at, world, text="Done")
        complete_action(at.actor, action=done, now=NOW)
        soon = agree(
            at, world, text="Soon", due_on=TODAY + timedelta(days=3), origin=Origin.ROUND, origin_id=talk
        )
        seen = actions_seen(at.actor, at.partnership, today=TODAY + timedelta(days=5))
        assert [one.id for one in seen] == [soon.id, late.id, done.id]
        assert [one.is_overdue for one in seen] == [True, False, False]
        found = actions_of(at.actor, at.partnership, origin=Origin.ROUND, origin_ids=[talk], today=TODAY)
        assert [(one.id, one.is_due_soon) for one in found] == [(soon.id, True)]


def test_three_sides_name_three_people(three):
    with three.enter(0) as at:
        people = dict(zip(three.parties, [one.id for one in three.people], strict=True))
        said = ActionSaid("Träffas", LATER, people, "sv")
        two = ActionSaid("Träffas", LATER, dict(list(people.items())[:2]), "sv")
        options = {"partnership": at.partnership, "today": TODAY, "now": NOW}
        with pytest.raises(OwnersMissing):
            agree_action(at.actor, said=two, **options)
        row = agree_action(at.actor, said=said, **options)
        assert len(action_seen(at.actor, at.partnership, row.id, today=TODAY).owners) == 3

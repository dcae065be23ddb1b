"""Early warnings: raised by either side, with something done about it, and closed with a word."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from accounts.actions.organizations import ChangedMeanwhile
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from partnership.kit.rounds import read
from projects.activity.models import Event
from projects.feedback.actions.joint import ActionSaid, complete_action, drop_action, name_owner
from projects.feedback.actions.notes import NoteSaid, say_note
from projects.feedback.actions.warnings import (
    WarningSaid,
    act_on_warning,
    change_warning,
    close_warning,
    raise_warning,
)
from projects.feedback.models import EarlyWarning, JointAction
from projects.feedback.pulse_factories import pulse_answered, pulse_opened
from projects.feedback.queries.facts import warnings_for_health
from projects.feedback.queries.notes import note_of_warning, note_seen
from projects.feedback.queries.warnings import versions_seen, warning_row, warning_seen, warnings_seen
from projects.feedback.refusals import (
    EffectOutOfRange,
    NothingSuchHere,
    OnlyFriction,
    OthersWarning,
    OwnersMissing,
    TextMissing,
    WarnedAlready,
    WarningClosed,
    WordMissing,
)
from projects.feedback.waiting import waiting_between
from projects.work.factories import ProjectFactory
from tests.tenancy import acting_as, as_creator
from tests.world import NOW

TODAY = NOW.date()
SAID = WarningSaid("Granskningen kan dra över", "high", "En vecka senare", Decimal(20), 5)


def warn(at, said=SAID, **rest):
    return raise_warning(at.actor, partnership=at.partnership, said=said, today=TODAY, now=NOW, **rest)


def what_to_do(world, *, due_on=TODAY + timedelta(days=30), **owners):
    sides = {"havsvik": "ada", "studionord": "sam", **owners}
    people = {world.parties[side]: who and world.users[who].id for side, who in sides.items()}
    return ActionSaid("Boka granskningen nu", due_on, people)


def act(at, row, said):
    return act_on_warning(at.actor, partnership=at.partnership, warning=row, said=said, today=TODAY, now=NOW)


def test_either_side_raises_one_and_all_read_it(world, door):
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
            name="Ny webbutik",
        )
    said = WarningSaid("Granskningen kan dra över", "high", about="project", about_id=project.id)
    with door("ada") as at:
        row = warn(at, said)
    with door("sam") as at:
        warn(at)
    for name in ("ada", "sam", "vera"):
        with door(name) as at:
            seen = warning_seen(at.actor, at.partnership, row.id, today=TODAY)
            assert (seen.party.name, seen.subject.name, seen.is_open) == ("Havsvik Hem", "Ny webbutik", True)
            assert len(warnings_seen(at.actor, at.partnership, today=TODAY)) == 2
    with door("olga") as at, pytest.raises(NotThere):
        warning_row(at.partnership.id, row.id)


def test_what_is_no_warning_is_refused(world, door):
    with door("vera") as at, pytest.raises(NotAllowed):
        warn(at)
    with door("ada") as at:
        for refusal, said in [
            (TextMissing, WarningSaid(" ", "low")),
            (EffectOutOfRange, WarningSaid("Sent", "low", effect_hours=Decimal(-1))),
            (EffectOutOfRange, WarningSaid("Sent", "low", effect_days=99999)),
            (NothingSuchHere, WarningSaid("Sent", "low", about="project", about_id=world.shared)),
            (NothingSuchHere, WarningSaid("Sent", "low", about="party", about_id=world.shared)),
        ]:
            with pytest.raises(refusal):
                warn(at, said)
        with pytest.raises(OwnersMissing), transaction.atomic():
            warn(at, action=what_to_do(world, havsvik=None))
        key = new_id()
        assert warn(at, key=key).id == warn(at, key=key).id == key
        assert EarlyWarning.objects.count() == 1


def test_it_waits_for_the_other_side_until_both_have_a_person(world, door):
    with door("ada") as at:
        row = warn(at)
        assert read(waiting_between(at.actor, [at.partnership])) == []
    with door("sam") as at:
        assert [one.kind for one in read(waiting_between(at.actor, [at.partnership]))] == ["feedback.warning"]
        action = act(at, row, what_to_do(world, havsvik=None))
        assert read(waiting_between(at.actor, [at.partnership])) == []
        seen = warning_seen(at.actor, at.partnership, row.id, today=TODAY)
        assert seen.waits_for == ("Havsvik Hem",)
    with door("vera") as at:
        assert read(waiting_between(at.actor, [at.partnership])) == []
    with door("ada") as at:
        [waits] = read(waiting_between(at.actor, [at.partnership]))
        assert (waits.kind, waits.title) == ("feedback.unnamed", "Boka granskningen nu")
        ada = world.users["ada"].id
        name_owner(at.actor, partnership=at.partnership, action=action, person_id=ada, now=NOW)
        assert read(waiting_between(at.actor, [at.partnership])) == []
        assert warning_seen(at.actor, at.partnership, row.id, today=TODAY).waits_for == ()


def test_what_is_due_waits_for_its_two_people_alone(world, door, monkeypatch):
    with door("ada") as at:
        row = warn(at, action=what_to_do(world, due_on=TODAY + timedelta(days=9), studionord="finn"))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_any: TODAY + timedelta(days=2))
    waits = {}
    for name in ("ada", "sam", "finn"):
        with door(name) as at:
            waits[name] = [one.kind for one in read(waiting_between(at.actor, [at.partnership]))]
    assert waits == {"ada": ["feedback.due"], "sam": [], "finn": ["feedback.due"]}
    with door("sam") as at:
        complete_action(at.actor, action=JointAction.objects.get(origin_id=row.id), now=NOW)
    with door("ada") as at:
        assert read(waiting_between(at.actor, [at.partnership])) == []


def test_saying_it_anew_keeps_what_it_said_and_a_second_tab_is_told(door):
    with door("ada") as at:
        row = warn(at)
        anew = WarningSaid("Granskningen drar över", "middle", "Två veckor")
        assert change_warning(at.actor, warning=row, said=anew, now=NOW, version=1).version == 2
        assert change_warning(at.actor, warning=row, said=anew, now=NOW).version == 2
        with pytest.raises(ChangedMeanwhile):
            change_warning(at.actor, warning=row, said=SAID, now=NOW, version=1)
        [before] = versions_seen(at.partnership.id, row.id)
        assert (before.number, before.what, before.effect_days) == (1, SAID.what, 5)
        assert (before.probability, before.person) == ("high", "Ada Holm")
    with door("sam") as at, pytest.raises(OthersWarning):
        change_warning(at.actor, warning=row, said=SAID, now=NOW)


@pytest.mark.parametrize("status", ["happened", "averted", "closed"])
def test_either_side_says_how_it_went_in_a_sentence(world, door, status):
    with door("ada") as at:
        row = warn(at)
    with door("sam") as at:
        with pytest.raises(WordMissing):
            close_warning(at.actor, warning=row, status=status, word=" ", now=NOW)
        close_warning(at.actor, warning=row, status=status, word="Så gick det", now=NOW, version=1)
        seen = warning_seen(at.actor, at.partnership, row.id, today=TODAY)
        assert (seen.status, seen.word, seen.closed_by) == (status, "Så gick det", "Sam Berg")
        with pytest.raises(WarningClosed):
            close_warning(at.actor, warning=row, status="closed", word="Igen", now=NOW)
        with pytest.raises(WarningClosed):
            act(at, row, what_to_do(world))
        assert Event.objects.filter(kind=f"feedback.warning_{status}").count() == 1
        assert read(waiting_between(at.actor, [at.partnership])) == []


def test_a_friction_becomes_a_warning_once(world, door):
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
        deliverable = project.deliverables.create(
            partnership_id=world.shared, name="Kassa", created_at=NOW, updated_at=NOW
        )

    def say(at, sort):
        said = NoteSaid(sort, "deliverable", deliverable.id, "Filerna kom sent")
        return say_note(at.actor, partnership=at.partnership, said=said, now=NOW)

    with door("ada") as at:
        friction, thanks = say(at, "friction"), say(at, "thanks")
    with door("sam") as at:
        with pytest.raises(OnlyFriction):
            warn(at, note=thanks)
        row = warn(at, note=friction)
        with pytest.raises(WarnedAlready):
            warn(at, note=friction)
        seen = note_seen(at.partnership, friction.id)
        assert (seen.warning_id, seen.turn) == (row.id, None)
        assert note_of_warning(at.partnership, row.id) == friction.id


def test_a_third_side_reads_the_warning_and_not_what_it_came_of(three):
    with as_creator():
        project = ProjectFactory(
            partnership_id=three.id, commissioned_by_id=three.parties[0], delivered_by_id=three.parties[1]
        )
        goal = project.deliverables.create(
            partnership_id=three.id, name="Kassa", created_at=NOW, updated_at=NOW
        )
    with three.enter(0) as at:
        said = NoteSaid("friction", "deliverable", goal.id, "Filerna kom sent", to=three.parties[1])
        friction = say_note(at.actor, partnership=at.partnership, said=said, now=NOW)
    with three.enter(2) as at, pytest.raises(NotThere):
        warn(at, note=friction)
    with three.enter(1) as at:
        row = warn(at, note=friction)
    with three.enter(2) as at:
        assert warning_seen(at.actor, at.partnership, row.id, today=TODAY).says.what == SAID.what
        assert note_of_warning(at.partnership, row.id) is None


def test_health_is_told_days_and_sides_and_whether_something_is_done(world, door):
    with door("ada") as at:
        row = warn(at, action=what_to_do(world))
        warn(at)

    def facts(as_of):
        with acting_as("portal_system"), door("ada"):
            return warnings_for_health([world.shared, world.foreign], as_of=as_of)

    assert facts(TODAY - timedelta(days=1)) == {}
    found = facts(TODAY)[world.shared]
    assert (found.latest, found.latest_thanks) == (TODAY, None)
    assert sorted(one.is_acted_on for one in found.warnings) == [False, True]
    assert len(list(found.acted_on_since(TODAY))) == 1
    assert list(found.acted_on_since(TODAY + timedelta(days=1))) == []
    with door("ada") as at:
        action = JointAction.objects.get(origin_id=row.id)
        drop_action(at.actor, action=action, reason="Behövs inte", now=NOW)
    assert not any(one.is_acted_on for one in facts(date(2026, 12, 24))[world.shared].warnings)


def test_a_pulse_breaks_the_silence_once_it_is_revealed(world, door):
    party, person = world.parties["havsvik"], world.users["ada"].id
    other = world.parties["studionord"]
    with as_creator():
        pulse = pulse_opened(world.shared, {party: [person]}, opened_at=NOW - timedelta(days=12))
        pulse_answered(pulse, party, person, {("tempo", other): (7, "")})
    with acting_as("portal_system"), door("ada"):
        assert warnings_for_health([world.shared], as_of=TODAY) == {}
    with as_creator():
        type(pulse).objects.filter(id=pulse.id).update(revealed_at=NOW)
    with acting_as("portal_system"), door("ada"):
        assert warnings_for_health([world.shared], as_of=TODAY)[world.shared].latest == TODAY

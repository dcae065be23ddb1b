"""Nobody reads an answer of another before the round is revealed: not by raw SQL, not by writing, not by leaving."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.access import RIGHTS, Right
from accounts.doors import entered
from accounts.models import Membership
from accounts.tenancy import Context, held
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.feedback import pulse_refusals as refusals
from projects.feedback.actions.sweeping import reveal_over
from projects.feedback.models import Answer, Rating, Round
from projects.feedback.pulse_factories import pulse_answered, pulse_opened
from projects.feedback.tests.pulses import open_by, read_all, say
from tests.events import events_of
from tests.tenancy import as_creator

NAMES = ("ada", "sam", "vera", "finn")


def kinds(partnership_id):
    return [event["kind"] for event in events_of(partnership_id)]


def run(actor, partnership_id, sql, values=()):
    with entered(actor, partnership_id=partnership_id), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def test_an_answer_is_its_persons_alone_until_the_last_one_has_answered(world):
    actors = {name: world.actor(name) for name in NAMES}
    pulse = open_by(actors["ada"], world.shared)
    say(actors["sam"], pulse, 3, "samshemlighet")
    for name in ("ada", "finn", "vera"):
        assert read_all(actors[name], world.shared) == []
    assert len(read_all(actors["sam"], world.shared)) == 2
    say(actors["ada"], pulse, 9, "adashemlighet")
    assert "hemlighet" not in "".join(read_all(actors["finn"], world.shared))
    assert "samshemlighet" not in "".join(read_all(actors["ada"], world.shared))
    say(actors["finn"], pulse, 5)
    for name in NAMES:
        text = "".join(read_all(actors[name], world.shared, ["feedback_rating"]))
        assert "samshemlighet" in text
        assert "adashemlighet" in text
    assert kinds(world.shared) == ["feedback.pulse_opened", "feedback.pulse_revealed"]
    assert read_all(world.actor("olga"), world.foreign) == []


def test_who_said_it_stays_hidden_unless_the_person_chose_otherwise(world):
    ada, sam, finn = (world.actor(name) for name in ("ada", "sam", "finn"))
    pulse = open_by(ada, world.shared)
    say(ada, pulse, 7, "Med namn", shows_name=True)
    say(sam, pulse, 7, "Utan namn")
    assert len(read_all(sam, world.shared, ["feedback_answer"])) == 1
    say(finn, pulse)
    [mine, hers] = sorted(read_all(sam, world.shared, ["feedback_answer"]), key=lambda row: ",t," in row)
    assert str(sam.person_id) in mine
    assert str(ada.person_id) in hers
    rows = read_all(ada, world.shared, ["feedback_rating"])
    assert not any(str(person.person_id) in row for person in (ada, sam, finn) for row in rows)


def test_an_answer_is_changed_until_the_round_is_over_and_never_after(world):
    ada, sam, finn = (world.actor(name) for name in ("ada", "sam", "finn"))
    pulse = open_by(ada, world.shared)
    say(ada, pulse, 2)
    changed = say(ada, pulse, 8)
    assert changed.version == 2
    say(sam, pulse)
    say(finn, pulse)
    with pytest.raises(refusals.PulseIsOver):
        say(ada, pulse, 1)
    for table in ("feedback_answer", "feedback_rating"):
        assert run(ada, world.shared, f"UPDATE {table} SET round_id = round_id") == 0
        assert run(ada, world.shared, f"DELETE FROM {table}") == 0
    with pytest.raises(DatabaseError, match="keeps what is closed"), transaction.atomic():
        run(ada, world.shared, "UPDATE feedback_round SET revealed_at = NULL")


def test_nobody_reveals_a_round_before_it_is_over(world):
    ada, sam = world.actor("ada"), world.actor("sam")
    pulse = open_by(ada, world.shared)
    say(ada, pulse)
    say(sam, pulse)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        run(ada, world.shared, "UPDATE feedback_round SET revealed_at = now()")
    for column in ("closes_at", "opened_at", "questions"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run(ada, world.shared, f"UPDATE feedback_round SET {column} = {column}")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(ada, world.shared, "DELETE FROM feedback_seat")
    with entered(world.actor("olga"), partnership_id=world.foreign), connection.cursor() as cursor:
        cursor.execute("SELECT app.pulse_is_answered(%s, %s)", [world.shared, pulse.id])
        assert cursor.fetchone() == (False,)


def test_nobody_answers_in_anothers_name_even_past_the_portal(world):
    ada, sam = world.actor("ada"), world.actor("sam")
    pulse = open_by(ada, world.shared)
    said = say(sam, pulse, 4)
    own, other = world.parties["havsvik"], world.parties["studionord"]
    for party, person in ((other, sam.person_id), (own, sam.person_id), (other, ada.person_id)):
        row = Answer(id=new_id(), partnership_id=world.shared, round=pulse, party_id=party, person_id=person)
        row.answered_at = timezone.now()
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
            entered(ada, partnership_id=world.shared),
        ):
            row.save(force_insert=True)
    with held(Context(unbound=True)):
        planted = Rating(
            partnership_id=world.shared, round=pulse, answer=said, party_id=own, question="trust"
        )
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        entered(ada, partnership_id=world.shared),
    ):
        planted.save(force_insert=True)


def test_when_the_window_closes_what_is_there_is_read_and_nothing_more_is_written(world):
    ada, sam = world.actor("ada"), world.actor("sam")
    seats = {world.parties["havsvik"]: [ada.person_id], world.parties["studionord"]: [sam.person_id]}
    with as_creator():
        pulse = pulse_opened(world.shared, seats, lasts=timedelta(days=1))
        about = {("trust", world.parties["studionord"]): (3, "samshemlighet")}
        pulse_answered(pulse, world.parties["studionord"], sam.person_id, about)
    assert "samshemlighet" in "".join(read_all(ada, world.shared))
    for actor in (ada, sam):
        with pytest.raises(refusals.PulseIsOver):
            say(actor, pulse)
    assert run(sam, world.shared, "UPDATE feedback_rating SET score = 9") == 0
    assert (reveal_over(now=timezone.now()), reveal_over(now=timezone.now())) == (1, 0)
    assert kinds(world.shared) == ["feedback.pulse_revealed"]


def test_who_leaves_keeps_nobody_waiting_but_a_side_without_a_word_is_waited_for(world):
    ada, sam, finn = (world.actor(name) for name in ("ada", "sam", "finn"))
    pulse = open_by(ada, world.shared)
    say(ada, pulse, 9, "adashemlighet")
    with as_creator():
        Membership.objects.filter(user_id__in=[sam.person_id, finn.person_id]).update(role="viewer")
    assert reveal_over(now=timezone.now()) == 0
    with as_creator():
        Membership.objects.filter(user_id=sam.person_id).update(role="owner")
    say(sam, pulse, 4)
    with as_creator():
        assert Round.objects.get(id=pulse.id).revealed_at is not None
        Membership.objects.filter(user_id=finn.person_id).update(role="finance")
    with pytest.raises(refusals.PulseIsOver):
        say(world.actor("finn"), pulse)
    assert "adashemlighet" in "".join(read_all(world.actor("finn"), world.shared))


def test_the_last_missing_person_who_leaves_reveals_the_round_by_the_sweep(world):
    ada, sam, finn = (world.actor(name) for name in ("ada", "sam", "finn"))
    pulse = open_by(ada, world.shared)
    say(ada, pulse)
    say(sam, pulse, 4, "samshemlighet")
    assert reveal_over(now=timezone.now()) == 0
    with as_creator():
        Membership.objects.filter(user_id=finn.person_id).delete()
    assert "samshemlighet" not in "".join(read_all(ada, world.shared))
    assert reveal_over(now=timezone.now()) == 1
    assert "samshemlighet" in "".join(read_all(ada, world.shared))


def test_the_roles_that_keep_a_round_waiting_are_those_that_may_answer():
    assert {role for role, rights in RIGHTS.items() if Right.GIVE_FEEDBACK not in rights} == {"viewer"}


def test_strangers_find_nothing_and_viewers_only_read(world):
    pulse = open_by(world.actor("ada"), world.shared)
    with pytest.raises(NotAllowed):
        say(world.actor("vera"), pulse)
    with pytest.raises(NotThere):
        say(world.actor("olga"), pulse, about=world.parties["fjallbo"])

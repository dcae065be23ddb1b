"""Thanks and friction: between two sides, answered, settled, and never read by a third."""

import pytest
from django.db import ProgrammingError, connection, transaction

from accounts.actions.organizations import ChangedMeanwhile
from accounts.doors import entered
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from partnership.kit.rounds import read
from projects.activity.feed import START, feed_after
from projects.activity.models import Event
from projects.activity.queries import events_on_page
from projects.feedback.actions.notes import NoteSaid, answer_note, say_note, settle_note
from projects.feedback.models import Note, NoteAnswer
from projects.feedback.queries.notes import Wanted, note_row, note_seen, notes_on_page, thanks_for
from projects.feedback.refusals import (
    NotesSettled,
    NothingSuchHere,
    NotToAnotherSide,
    OnlyFriction,
    TextMissing,
    TextTooLong,
)
from projects.feedback.waiting import waiting_between
from projects.work.factories import DeliverableFactory, ProjectFactory, WorkEntryFactory
from tests.tenancy import as_creator
from tests.world import NOW

WORD = "Filerna kom utan namn"


@pytest.fixture
def kassa(world):
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
        return DeliverableFactory(project=project, partnership_id=world.shared, name="Kassa")


def say(at, about, *, sort="friction", text=WORD, key=None, **rest):
    said = NoteSaid(sort=sort, about="deliverable", about_id=about.id, text=text, **rest)
    return say_note(at.actor, partnership=at.partnership, said=said, now=NOW, key=key)


def answer(at, row, text="Vi skickar om dem"):
    return answer_note(at.actor, note=row, text=text, language="sv", now=NOW)


def test_what_chafes_is_read_by_both_sides_and_it_is_the_others_turn(door, kassa):
    with door("ada") as at:
        row = say(at, kassa)
    for name, turn in (("ada", False), ("sam", True), ("vera", False)):
        with door(name) as at:
            seen = note_seen(at.partnership, row.id)
            assert (seen.text, seen.person, seen.subject.name) == (WORD, "Ada Holm", "Kassa")
            assert (seen.turn.is_own, seen.turn.name) == (turn, "Studio Nord")


def test_the_turn_goes_back_and_forth_until_it_is_settled(door, kassa):
    with door("ada") as at:
        row = say(at, kassa)
        assert read(waiting_between(at.actor, [at.partnership])) == []
    with door("sam") as at:
        [waits] = read(waiting_between(at.actor, [at.partnership]))
        assert (waits.kind, WORD in f"{waits.title}{waits.text}") == ("feedback.turn", False)
        answer(at, row)
        assert read(waiting_between(at.actor, [at.partnership])) == []
    with door("ada") as at:
        assert [one.kind for one in read(waiting_between(at.actor, [at.partnership]))] == ["feedback.turn"]
        settle_note(at.actor, note=row, now=NOW, version=2)
        settle_note(at.actor, note=row, now=NOW)
        assert read(waiting_between(at.actor, [at.partnership])) == []
        assert [one.text for one in note_seen(at.partnership, row.id).answers] == ["Vi skickar om dem"]
        with pytest.raises(NotesSettled):
            answer(at, row)
    with door("sam") as at:
        kinds = [event.kind for event in Event.objects.filter(subject_id=row.id).order_by("xid", "seq")]
        assert kinds == ["feedback.friction_said", "feedback.note_answered", "feedback.friction_settled"]


def test_thanks_wait_for_nobody_and_show_on_their_subject(door, kassa):
    with door("sam") as at:
        row = say(at, kassa, sort="thanks", text="Tydligt svar, tack")
        with pytest.raises(OnlyFriction):
            settle_note(at.actor, note=row, now=NOW)
    with door("ada") as at:
        assert read(waiting_between(at.actor, [at.partnership])) == []
        assert answer(at, row, "Kul att höra")
        assert note_seen(at.partnership, row.id).turn is None
        assert [one.id for one in thanks_for(at.partnership, "deliverable", [kassa.id])] == [row.id]


def test_what_is_no_note_is_refused_with_its_field(world, door, kassa):
    with door("ada") as at:
        for refusal, change in [
            (TextMissing, {"text": " "}),
            (TextTooLong, {"text": "x" * 1_000_000}),
            (NotToAnotherSide, {"to": world.parties["havsvik"]}),
            (NotToAnotherSide, {"to": world.parties["fjallbo"]}),
        ]:
            with pytest.raises(refusal):
                say(at, kassa, **change)
        for about, about_id in (("goal", kassa.id), ("deliverable", new_id()), ("party", kassa.id)):
            said = NoteSaid("thanks", about, about_id, "Tack")
            with pytest.raises(NothingSuchHere):
                say_note(at.actor, partnership=at.partnership, said=said, now=NOW)
        assert not Note.objects.exists()
    with door("olga") as at, pytest.raises(NothingSuchHere):
        say(at, kassa)


def test_a_double_click_says_it_once(door, kassa):
    key, other = new_id(), new_id()
    with door("ada") as at:
        row = say(at, kassa, key=key)
        assert say(at, kassa, key=key).id == row.id == key
        for _click in range(2):
            answer_note(at.actor, note=row, text="Ja", language="sv", now=NOW, key=other)
        assert (Note.objects.count(), NoteAnswer.objects.count()) == (1, 1)
        with pytest.raises(ChangedMeanwhile):
            settle_note(at.actor, note=row, now=NOW, version=1)


def test_a_viewer_reads_and_says_nothing_and_a_stranger_finds_nothing(door, kassa):
    with door("ada") as at:
        row = say(at, kassa)
    with door("vera") as at:
        for attempt in (lambda: say(at, kassa), lambda: answer(at, row)):
            with pytest.raises(NotAllowed):
                attempt()
    with door("olga") as at:
        with pytest.raises(NotThere):
            answer(at, row)
        with pytest.raises(NotThere):
            note_row(at.partnership, row.id)


def test_work_is_named_by_its_role_and_never_by_who_did_it(world, door, kassa):
    with as_creator():
        entry = WorkEntryFactory(
            project=kassa.project,
            partnership_id=world.shared,
            party_id=world.parties["studionord"],
            role="Design",
        )
    with door("ada") as at:
        said = NoteSaid("thanks", "work_entry", entry.id, "Snyggt")
        row = say_note(at.actor, partnership=at.partnership, said=said, now=NOW)
        assert "Design" in note_seen(at.partnership, row.id).subject.name
    with as_creator():
        type(entry).objects.filter(id=entry.id).delete()
    with door("sam") as at:
        seen = note_seen(at.partnership, row.id)
        assert (seen.subject.name, seen.subject.title, seen.text) == ("", "Work entry", "Snyggt")


def test_pages_go_by_sort_and_side_and_on_to_older_ones(world, door, kassa):
    with door("ada") as at:
        frictions = [say(at, kassa, text=f"Skav {number}").id for number in range(3)]
    with door("sam") as at:
        thanks = say(at, kassa, sort="thanks").id
        first, older = notes_on_page(at.partnership, wanted=Wanted("friction"), limit=2)
        assert [one.id for one in first] == frictions[:0:-1]
        rest, end = notes_on_page(at.partnership, wanted=Wanted("friction"), before=older, limit=2)
        assert ([one.id for one in rest], end) == (frictions[:1], "")
        of_nord, _none = notes_on_page(at.partnership, wanted=Wanted("", world.parties["studionord"]))
        assert [one.id for one in of_nord] == [thanks]
        for made_up in ("nonsense", str(new_id())):
            with pytest.raises(NotThere):
                notes_on_page(at.partnership, wanted=Wanted(), before=made_up)


@pytest.fixture
def between_two(three):
    """Of three sides Alm writes to Bok, and Bok answers; Ceder is the third."""
    with as_creator():
        project = ProjectFactory(
            partnership_id=three.id, commissioned_by_id=three.parties[0], delivered_by_id=three.parties[1]
        )
        thing = DeliverableFactory(project=project, partnership_id=three.id)
    with three.enter(0) as at:
        with pytest.raises(NotToAnotherSide):
            say(at, thing)
        row = say(at, thing, to=three.parties[1])
    with three.enter(1) as at:
        answer(at, row)
    return row


def rows(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_a_third_side_reads_and_writes_nothing_even_by_raw_sql(three, between_two):
    counts = "SELECT (SELECT count(*) FROM feedback_note), (SELECT count(*) FROM feedback_noteanswer)"
    for place, seen in ((0, (1, 1)), (1, (1, 1)), (2, (0, 0))):
        with three.enter(place):
            assert rows(counts) == [seen]
    with three.enter(2):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE feedback_note SET settled_at = now(), turn_id = NULL")
            assert cursor.rowcount == 0
        insert = (
            "INSERT INTO feedback_noteanswer (id, partnership_id, note_id, party_id, organization_id,"
            " to_party_id, to_organization_id, text, language, created_at)"
            " SELECT %s, %s, %s, %s, %s, %s, %s, 'x', 'sv', now()"
        )
        note = between_two
        forged = [note.party_id, note.organization_id, note.to_party_id, note.to_organization_id]
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows(insert, new_id(), three.id, note.id, *forged)
    for change in ("UPDATE feedback_note SET text = 'x'", "DELETE FROM feedback_note"):
        with three.enter(0), pytest.raises(ProgrammingError), transaction.atomic():
            rows(change)


def test_a_third_side_does_not_learn_that_anything_was_said(three, between_two):
    for place, count in ((0, 2), (1, 2), (2, 0)):
        with three.enter(place) as at:
            assert rows("SELECT count(*) FROM activity_event") == [(count,)]
            assert len(events_on_page(at.partnership)) == count
            assert notes_on_page(at.partnership, wanted=Wanted())[0] == [] or count
            assert [one for one in read(waiting_between(at.actor, [at.partnership])) if count == 0] == []


def test_the_feed_of_a_third_side_leaves_it_out_without_the_databases_help(three, between_two):
    with as_creator():
        Event.objects.filter(partnership_id=three.id).update(xid=1)
    found = {}
    for place, actor in enumerate(three.actors):
        with entered(actor):
            found[place] = len(feed_after(actor, START, limit=9))
    assert found == {0: 2, 1: 2, 2: 0}

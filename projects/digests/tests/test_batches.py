"""Letters that are written and sent many at a time: the same as alone, and each its own."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.digests import contents, sending, writing
from projects.digests.factories import MONDAY
from projects.digests.inlining import inlined
from projects.digests.models import Letter
from projects.digests.pen import STYLES
from projects.digests.planning import claim_due, letters_to_send
from projects.digests.sending import PATIENCE_SECONDS, send_batch
from projects.digests.tests.sample import sample_letter
from projects.digests.writing import composed_for, written
from tests.tenancy import as_creator
from tests.world import MARKER


def claimed():
    claim_due(now=MONDAY)
    with as_creator():
        return list(Letter.objects.select_related("user").order_by("user__language", "id"))


def test_a_letter_of_a_batch_is_the_letter_that_is_written_alone(busy, mailbox):
    letters = claimed()
    together = {one.letter.id: one.made for one in written(letters, now=MONDAY)}
    assert {one.user.language for one in letters} == {"sv", "en"}
    assert together == {letter.id: composed_for(letter, now=MONDAY) for letter in letters}


def test_nothing_of_one_letter_of_a_batch_stands_in_another(busy, mailbox):
    mails = {one.letter.user_id: f"{one.made.mail}" for one in written(claimed(), now=MONDAY)}
    with_marker = {person for person, mail in mails.items() if MARKER in mail}
    assert with_marker == {busy.users["olga"].id}
    links = [set(re.findall(r"/letters/(?:stop|read)/[^/]+/", mail)) for mail in mails.values()]
    assert all(len(own) == 2 for own in links)
    assert len(set.union(*links)) == 2 * len(links)


def test_people_of_a_partnership_stand_together(busy, mailbox):
    claimed()
    with as_creator():
        whose = dict(Letter.objects.values_list("id", "user__email"))
    found = [whose[key] == "olga@fjallbo.example" for key in letters_to_send(now=MONDAY)]
    assert (sum(found), found.index(True) in (0, 4)) == (1, True)


def test_twice_the_people_of_a_partnership_cost_no_question_more(busy, mailbox):
    own = [one for one in claimed() if MARKER not in one.user.email and not one.user.email.startswith("olga")]
    counts = []
    for some in ([own[0], own[-1]], own):
        with CaptureQueriesContext(connection) as asked:
            written(some, now=MONDAY)
        counts.append(len([one for one in asked.captured_queries if " ROLE " not in one["sql"]]))
    assert (len(own), len({one.user.language for one in (own[0], own[-1])})) == (4, 2)
    assert counts[0] == counts[1] > 10


def test_a_fault_in_the_facts_of_many_lets_each_be_written_alone(busy, mailbox, monkeypatch):
    class Gathering(contents.Gathering):
        def __init__(self, people, *rest, **named):
            if busy.users["olga"].id in people:
                raise RuntimeError("a fault")
            super().__init__(people, *rest, **named)

    monkeypatch.setattr(writing, "Gathering", Gathering)
    found = written(claimed(), now=MONDAY)
    assert {one.letter.user.email.split("@")[0]: one.trouble for one in found if not one.made} == {
        "olga": "RuntimeError"
    }
    assert len(found) == 5


def test_who_kills_senders_again_and_again_is_taken_on_alone(busy, mailbox, monkeypatch):
    letters, sizes, whole = claimed(), [], sending.written
    with as_creator():
        Letter.objects.filter(id=letters[0].id).update(attempts=2)
        Letter.objects.filter(id=letters[1].id).update(attempts=2, trouble="451 try again later")
    monkeypatch.setattr(
        sending, "written", lambda some, **rest: (sizes.append(len(some)), whole(some, **rest))[1]
    )
    done = send_batch([one.id for one in letters], now=MONDAY)
    assert (sizes, set(done.values())) == ([4, 1], {"sent"})


def test_a_batch_that_takes_too_long_leaves_the_rest_as_it_was(busy, mailbox, monkeypatch):
    letters, clock = claimed(), iter([0, 1, 1, *[PATIENCE_SECONDS + 1] * 9])
    monkeypatch.setattr(sending, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sending, "UNDER_WAY", 1)
    assert list(send_batch([one.id for one in letters], now=MONDAY).values()) == ["sent", "sent"]
    with as_creator():
        rows = Letter.objects.order_by("user__language", "id").values_list("status", "attempts")
        assert list(rows) == [("sent", 1)] * 2 + [("claimed", 0)] * 3
    assert len(mailbox()) == 2


def test_a_kill_leaves_only_the_few_that_were_under_way_in_doubt(busy, mailbox, monkeypatch):
    letters, deliver, left = claimed(), sending.deliver, []

    def killed_at_the_fourth(mail, **named):
        left.append(mail.to)
        if len(left) == 4:
            raise SystemExit
        deliver(mail, **named)

    monkeypatch.setattr(sending, "UNDER_WAY", 2)
    monkeypatch.setattr(sending, "deliver", killed_at_the_fourth)
    monkeypatch.setattr(sending._Round, "_step", dying_with_its_process(sending._Round._step))
    with pytest.raises(SystemExit):
        send_batch([one.id for one in letters], now=MONDAY)
    with as_creator():
        rows = Letter.objects.order_by("user__language", "id").values_list("status", flat=True)
        assert list(rows) == ["sent"] * 2 + ["sending"] * 2 + ["claimed"]
    assert len(mailbox()) == 3


def dying_with_its_process(step):
    """A killed process writes nothing at its end."""
    return lambda round_, begin: step(round_, begin) if begin else set()


@pytest.mark.parametrize("form", ["full", "lines"])
def test_styles_stand_in_tags_as_css_inline_puts_them(form):
    """Pieces are styled tag by tag; the same sheet inlined into the whole letter anew changes nothing."""
    html = sample_letter(form=form)["html"]
    whole = html.replace("<style>", f"<style>{STYLES}", 1)
    tags, again = (re.findall(r"<[a-z][^>]*>", one) for one in (html, inlined(whole)))
    bare = [sorted(re.findall(r'[a-z-]+(?:="[^"]*")?', tag)) for tag in tags]
    assert bare == [sorted(re.findall(r'[a-z-]+(?:="[^"]*")?', tag)) for tag in again]

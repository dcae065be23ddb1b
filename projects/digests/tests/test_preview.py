"""What my letter would say now: the real words, for oneself alone, and nothing is left behind."""

import pytest

from partnership.kit.weeks import Week
from projects.activity.models import TopicChoice
from projects.activity.waiting import Waiting, register_waiting
from projects.digests.factories import W47
from projects.digests.models import Letter
from projects.digests.planning import claim_due
from projects.digests.preview import preview_of
from projects.digests.tests.test_sending import MONDAY, SAM
from projects.digests.views import LETTER_POLICY
from projects.digests.writing import composed_for
from tests.tenancy import as_creator
from tests.world import MARKER


@pytest.mark.parametrize("query", ["", "?week=last", "?week=last&language=sv", "?week=x&language=de"])
def test_a_person_reads_what_it_would_say_and_nothing_is_claimed_or_sent(busy, client, mailbox, query):
    client.force_login(busy.users["sam"])
    page = client.get(f"/letters/preview/{query}")
    assert page.status_code == 200
    language = "sv" if "language=sv" in query else "en"
    assert f'<pre class="letter-text" lang="{language}">' in page.content.decode()
    letter = client.get(f"/letters/preview/letter/{query}")
    assert letter["Content-Security-Policy"] == LETTER_POLICY
    assert f'<html lang="{language}">' in letter.content.decode()
    assert MARKER not in page.content.decode() + letter.content.decode()
    with as_creator():
        assert not Letter.objects.exists()
    assert mailbox() == {}


def test_it_is_the_letter_that_is_sent(busy, mailbox):
    claim_due(now=MONDAY, email=SAM)
    with as_creator():
        letter = Letter.objects.select_related("user").get()
    sent = composed_for(letter, now=MONDAY).mail
    made = preview_of(letter.user, week=Week.parse(letter.iso_week), language="en", now=MONDAY)
    assert made.subject == sent.subject
    assert [line for line in made.text.splitlines() if "/read/" not in line] == [
        line for line in sent.text.splitlines() if "/read/" not in line
    ]


def test_it_keeps_to_the_topics_that_the_person_has_chosen(asked):
    person, kinds = asked.users["ada"], ("test", "goals.check_in")
    before = preview_of(person, week=W47, language="sv", now=MONDAY)
    assert "(4)" in before.text

    def provide(actor, partnerships):
        return [Waiting(asked.shared, kind, f"Mer {kind}", "Nu", "/p/", "Gör") for kind in kinds]

    register_waiting("more", provide)
    with as_creator():
        TopicChoice.objects.create(user=person, topic="goals", choice="off", changed_at=MONDAY)
    assert "(5)" in preview_of(person, week=W47, language="sv", now=MONDAY).text


def test_a_newcomer_reads_that_no_letter_comes(world, client):
    from accounts.models import User

    with as_creator():
        person = User.objects.create_user("ny@example.org", language="en")
    client.force_login(person)
    assert b"so no letter comes" in client.get("/letters/preview/").content

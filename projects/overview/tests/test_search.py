"""The search page: what was found by kind, what was typed kept, and a sentence for what can't be looked for."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.activity.searching import searched_kinds
from projects.goals.factories import goal_agreed, goal_proposed
from projects.work.factories import DeliverableFactory, ProjectFactory, WorkEntryFactory
from tests.tenancy import as_creator

UNASKABLE = ["och", "-leverans", ":*", "'", "\\", "%", "och att -x"]


@pytest.fixture
def project(world):
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared, name="Leverans & <script>alert(1)</script>",
            commissioned_by_id=world.parties["havsvik"], delivered_by_id=world.parties["studionord"],
        )  # fmt: skip


def page(client, world, name, query, *, everywhere=False, status=200):
    client.force_login(world.users[name])
    answer = client.get("/search/" if everywhere else f"/p/{world.shared}/search/", query)
    assert answer.status_code == status
    return answer.text


@pytest.mark.parametrize("everywhere", [False, True])
@pytest.mark.parametrize("name", ["ada", "sam", "vera", "finn"])
def test_both_sides_find_it_with_the_word_marked_and_all_else_escaped(
    world, project, client, name, everywhere
):
    text = page(client, world, name, {"q": "leveranser"}, everywhere=everywhere)
    assert "<mark>Leverans</mark> &amp; &lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert f'href="/p/{world.shared}/work/projects/{project.id}/"' in text
    assert ("Havsvik Hem × Studio Nord</p>" in re.sub(r"\s*</p>", "</p>", text)) == everywhere


def test_strangers_find_nothing(world, project, client):
    assert "<mark>" not in page(client, world, "olga", {"q": "leveranser"}, everywhere=True)


def test_goals_what_each_side_gives_and_what_was_said_of_them_are_found(world, client):
    actors = [world.actor("ada"), world.actor("sam")]
    now = timezone.now() - timedelta(days=1)
    with as_creator():
        goal = goal_agreed(actors, world.shared, now=now, values={"name": "Fler ordrar i butiken"})
    for asked in ("ordrar", "grow ordrar", "contribution or people", "reports"):
        assert f'href="/p/{world.shared}/goals/{goal.id}/"' in page(client, world, "ada", {"q": asked}), asked


def test_agreements_are_found_once_by_their_newest_version(world, client):
    ada, sam = world.actor("ada"), world.actor("sam")
    with as_creator():
        goal = goal_agreed([ada, sam], world.shared, values={"name": "Fler ordrar"})
        goal_proposed(sam, world.shared, goal=goal, values={"name": "Ännu fler ordrar"})
    text = page(client, world, "ada", {"q": "ordrarna", "kind": "agreement"})
    assert text.count('<p class="title">') == 1
    assert "Ännu fler <mark>ordrar</mark>" in text
    assert "Gemensamt mål · Väntar på underskrifter" in text


def test_more_of_a_kind_is_a_link_away(world, project, client):
    with as_creator():
        for _number in range(12):
            WorkEntryFactory(project=project, party_id=world.parties["studionord"], note="Ritade knappar")
    text = page(client, world, "sam", {"q": "knappar"})
    assert text.count("<mark>") == 10
    assert 'href="?q=knappar&amp;kind=work_entry"' in text
    more = page(client, world, "sam", {"q": "knappar", "kind": "work_entry"})
    assert more.count("<mark>") == 12
    assert 'href="?q=knappar"' in more


@pytest.mark.parametrize("asked", UNASKABLE)
def test_without_a_word_a_sentence_says_so_and_what_was_typed_stays(world, client, asked):
    text = page(client, world, "sam", {"q": asked}, status=422)
    assert "Write at least one word to look for." in text
    assert "Nothing found" not in text


def test_too_long_and_unprintable_questions_are_refused_with_a_sentence(world, client):
    assert "at most 200 characters" in page(client, world, "sam", {"q": "x" * 10_000}, status=422)
    assert "characters are not allowed" in page(client, world, "sam", {"q": "x\x00"}, status=422)


def test_nothing_asked_nothing_found_and_a_kind_that_there_is_not(world, client):
    assert "Nothing found" not in page(client, world, "sam", {})
    assert "Nothing found" not in page(client, world, "sam", {"q": ""})
    assert "Nothing found" in page(client, world, "sam", {"q": "zzyxq"})
    page(client, world, "sam", {"q": "x", "kind": "secret"}, status=404)


def test_the_field_stands_in_the_head_of_every_page_of_a_partnership(world, client):
    client.force_login(world.users["ada"])
    text = client.get(f"/p/{world.shared}/").text
    assert f'<form class="find" method="get" action="/p/{world.shared}/search/" role="search"' in text
    assert '<label class="visually-hidden" for="find">Sök i det här partnerskapet</label>' in text


@pytest.mark.parametrize("path", ["/p/{shared}/search/", "/search/"])
def test_a_search_asks_as_often_for_many_hits_as_for_none(world, project, client, path):
    """One statement reads the question, and one each kind, beside what every page asks.

    Which pages and questions are the reader's, what is opened, and which pulses are over is asked besides.
    """
    client.force_login(world.users["sam"])

    def asked(text):
        with CaptureQueriesContext(connection) as captured:
            client.get(path.format(shared=world.shared), {"q": text} if text else {})
        return len(captured)

    bare, none = asked(""), asked("zzyxq")
    with as_creator():
        for number in range(12):
            part = DeliverableFactory(project=project, name=f"Knappar {number}")
            WorkEntryFactory(
                project=project, deliverable=part, party_id=world.parties["studionord"], note="Knappar"
            )
    assert asked("knappar") == none == bare + 1 + len(searched_kinds()) + 4

"""The delta feed: nothing lost, nothing twice, nothing of others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.doors import entered
from partnership.kit.book import record
from partnership.kit.ids import new_id
from tests.world import MARKER, NOW


@pytest.fixture(autouse=True)
def _all_is_settled(monkeypatch):
    """See one's own transaction too; test_feed_order.py is about the real horizon."""
    monkeypatch.setattr("projects.activity.feed.HORIZON", "'9223372036854775807'::xid8")


def happen(world, who="ada", kind="goal.proposed", number=0, data=None):
    """Write one event of the person's partnership; return its subject."""
    actor, subject = world.actor(who), new_id()
    with entered(actor):
        record(
            actor,
            kind,
            partnership=next(iter(actor.parties)),
            subject_kind="goal",
            subject_id=subject,
            at=NOW + timedelta(minutes=number),
            data=data,
        )
    return str(subject)


def subjects(page):
    return [event["subject"]["id"] for event in page["data"] if event["type"] != "key.made"]


def test_an_event_says_what_when_who_and_where(world, ada):
    subject = happen(world, data={"goal": "1"})
    found = ada.get("/events")["data"][-1]

    assert found.pop("id")
    assert found == {
        "object": "event",
        "type": "goal.proposed",
        "created_at": "2026-11-23T09:00:00Z",
        "partnership": str(world.shared),
        "organization": None,
        "subject": {"id": subject, "object": "goal"},
        "author": {
            "person": str(world.users["ada"].id),
            "key": None,
            "party": str(world.parties["havsvik"]),
        },
        "tombstone": None,
        "data": {"goal": "1"},
    }


def test_both_sides_read_what_happens_between_them(world, ada, sam):
    subject = happen(world)

    assert subjects(ada.get("/events")) == [subject]
    assert subjects(sam.get("/events")) == [subject]


def test_strangers_read_nothing_of_it(world, ada, olga):
    happen(world, data={"note": MARKER})
    own = happen(world, "olga", data={"note": MARKER})

    assert subjects(olga.get("/events")) == [own]
    assert subjects(ada.get(f"/events?partnership={world.foreign}")) == []


def test_what_happens_inside_an_organization_stays_there(world, ada, sam):
    types = {event["type"] for event in ada.get("/events")["data"]}

    assert types == {"key.made"}
    assert {event["organization"] for event in ada.get("/events")["data"]} == {
        str(world.organizations["havsvik"].id)
    }


def test_the_feed_is_read_on_from_its_cursor(world, ada):
    wanted = [happen(world, number=number) for number in range(5)]
    query, read = "/events?limit=2&type=goal.proposed", []
    page = ada.get(query)
    while page["data"]:
        read += subjects(page)
        page = ada.get(f"{query}&cursor={page['next_cursor']}")

    assert read == wanted
    assert page["has_more"] is False
    later = happen(world)
    assert subjects(ada.get(f"{query}&cursor={page['next_cursor']}")) == [later]


def test_the_key_of_the_other_side_stays_unknown(world, ada, caller):
    with_key = caller("sam")
    actor = world.actor("sam")
    key = with_key.get("/me")["key"]["id"]
    with entered(actor):
        acting = replace(actor, key_id=key)
        record(
            acting,
            "goal.proposed",
            partnership=world.shared,
            subject_kind="goal",
            subject_id=new_id(),
            at=NOW,
        )

    assert with_key.get("/events?type=goal.proposed")["data"][0]["author"]["key"] == key
    assert ada.get("/events?type=goal.proposed")["data"][0]["author"]["key"] is None


@pytest.mark.parametrize("wrong", ["%00", "Work", "a.b.c", "work.%ED%A0%80"])
def test_a_type_that_is_none_is_400(ada, wrong):
    assert ada.get(f"/events?type={wrong}", status=400)["errors"][0]["parameter"] == "type"

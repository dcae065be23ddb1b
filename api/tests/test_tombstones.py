"""What is gone is told in the feed, to whom it is gone, and a copy that slept too long is made anew."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.doors import entered
from api.paging import SIGNER
from api.v1.events import FULL_LISTS
from api.v1.tombstones import CLOSED_TO_OTHERS, GONE
from partnership.launch.places import CHECKOUT
from projects.health.factories import make_entry, make_project
from projects.insight.actions.pages import PageSaid, archive_page, save_page, write_page
from tests.furnished import keep
from tests.furnishings import openness
from tests.tenancy import as_creator
from tests.world import NOW

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _all_is_settled(monkeypatch):
    monkeypatch.setattr("projects.activity.feed.HORIZON", "'9223372036854775807'::xid8")


def told(caller, subject):
    events = caller.get("/events?limit=200")["data"]
    return [(one["type"], one["tombstone"]) for one in events if one["subject"]["id"] == str(subject)]


def test_deleted_hours_leave_a_tombstone_for_every_side(world, ada, sam):
    with as_creator():
        project = make_project(world.shared)
        entry = make_entry(project, done_on=TODAY, hours="2")
    by = {"havsvik": ada, "studionord": sam}
    owner = next(caller for side, caller in by.items() if world.parties[side] == entry.party_id)
    owner("DELETE", f"/work-entries/{entry.id}", If_Match="*")

    assert told(ada, entry.id) == told(sam, entry.id) == [("work.entry_deleted", "deleted")]
    ada.get(f"/work-entries/{entry.id}", status=404)


def page_of_ada(world, **rest):
    actor = world.actor("ada")
    said = {"topic": "seasons", "title": "Ours", "body": "", "audience": "partnership", **rest}
    with entered(actor, partnership_id=world.shared):
        return write_page(
            actor, partnership=world.partnership("ada"), said=PageSaid(**said), today=TODAY, now=NOW
        )


def test_a_page_that_the_other_side_reads_no_longer_is_revoked_for_it_alone(world, ada, sam):
    page, archived = page_of_ada(world), page_of_ada(world)
    actor = world.actor("ada")
    with entered(actor, partnership_id=world.shared):
        said = PageSaid("seasons", "Ours", "", "draft")
        save_page(
            actor,
            partnership=world.partnership("ada"),
            page=page,
            said=said,
            version=None,
            today=TODAY,
            now=NOW,
        )
        archive_page(actor, page=archived, now=NOW)

    for one, kind in ((page, "insight.page_withheld"), (archived, "insight.page_archived")):
        assert told(sam, one.id) == [("insight.page_written", None), (kind, "access_revoked")]
        assert told(ada, one.id)[-1] == (kind, None)
        sam.get(f"/insight-pages/{one.id}", status=404)
        ada.get(f"/insight-pages/{one.id}")


def test_closed_openness_is_revoked_for_whoever_read_alone(world, ada, sam):
    """The grant of the furnishings: capacity, opened by Nord to Havsvik."""
    keep_openness(world)
    grant = world.things["grant"]["shared"]
    sam.post(f"/openness-grants/{grant}/close", {"step": 0}, status=200)

    assert told(ada, grant) == [("openness.closed", "access_revoked")]
    assert told(sam, grant) == [("openness.closed", None)]


def keep_openness(world):
    with as_creator():
        openness.furnish(world, "shared", keep)


def test_a_cursor_of_thirty_days_is_good_and_an_older_one_is_gone(world, ada):
    fingerprint, xid, seq, given_at = SIGNER.unsign_object(ada.get("/events")["next_cursor"])
    day = timedelta(days=1).total_seconds()

    def kept(days):
        return SIGNER.sign_object([fingerprint, xid, seq, given_at - days * day])

    assert ada.get(f"/events?cursor={kept(29.9)}")["data"] == []
    found = ada.get(f"/events?cursor={kept(30.1)}", status=410, Accept_Language="en")
    links = re.findall(r"<http://[^/]+/api/v1(/[^>]+)>; rel=\"(\w+)\"", ada.last.headers["Link"])
    assert found["code"] == "cursor_expired"
    assert links[0] == ("/events?cursor=latest", "start")
    assert [rel for _path, rel in links[1:]] == ["collection"] * len(FULL_LISTS)
    for path, _rel in links:
        ada.get(path)


def test_a_reader_from_the_start_may_take_a_year_of_events(world, ada):
    """Not how old an event is counts, but how long a cursor was kept."""
    page = ada.get("/events?limit=1")

    assert datetime.now(UTC).timestamp() - SIGNER.unsign_object(page["next_cursor"])[3] < 60
    ada.get(f"/events?limit=1&cursor={page['next_cursor']}")


def test_every_kind_of_removal_in_the_house_is_a_tombstone():
    """A room that lets something go says so here too: what is written down as deleted, removed or undone."""
    known = GONE | CLOSED_TO_OTHERS | {"insight.file_removed", "member.removed"}
    found = set()
    for path in [*CHECKOUT.glob("projects/**/*.py"), *CHECKOUT.glob("accounts/**/*.py")]:
        if "tests" not in path.parts:
            found |= set(re.findall(r'"(\w+\.\w*(?:_deleted|removed|undone|withheld))"', path.read_text()))

    assert {kind for kind in GONE if not kind.startswith("openness")} <= found
    assert found <= known

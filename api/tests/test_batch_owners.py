"""Whose rows a batch may name: what one's own systems call things, one's own side's hours, and nobody else's."""

from datetime import date

from api.models import ExternalId
from api.tests.test_batch import RANDOM, faults, send, shop, statuses
from projects.health.factories import make_deliverable, make_entry, make_project
from projects.work.models import Approval
from tests.tenancy import as_creator
from tests.world import MARKER, NOW

__all__ = ["send", "shop"]


def test_rows_name_projects_and_deliverables_by_external_id(sam, ada, world, shop, send):
    with as_creator():
        part = make_deliverable(shop, "Kassan", planned_on=date(2026, 12, 1))
    deal, kassan = ({"source": "crm", "external_id": name} for name in ("Deal-7", "K"))
    sam.put("/projects/external/crm/Deal-7", {"id": str(shop.id)}, status=201)
    sam.put("/deliverables/external/crm/K", {"id": str(part.id)}, status=201)
    named = {"project": deal, "deliverable": kassan}

    assert send(sam, {"external_id": "A", **named})["created"] == 1
    found = sam.get("/work-entries/external/time/A")
    assert (found["project"], found["deliverable"]) == (str(shop.id), str(part.id))
    assert send(sam, {"external_id": "A", **named})["unchanged"] == 1
    assert send(sam, {"external_id": "A", **named, "deliverable": None})["updated"] == 1
    # What Sam's systems call things means nothing in Ada's.
    assert faults(send(ada, {"external_id": "A", **named})) == [[("other_project", "/rows/0/deliverable")]]


def test_projects_of_others_are_like_unknown_ones(sam, world, send):
    with as_creator():
        foreign = make_project(world.foreign, name=MARKER)
        entry = make_entry(foreign, done_on=date(2026, 11, 20), hours="3")
        ExternalId.objects.create(
            organization=world.organizations["studionord"], kind="work_entry", source="time",
            external_id="X", record_id=entry.id, created_at=NOW,
        )  # fmt: skip

    answer = send(
        sam,
        {"external_id": "A", "project": str(foreign.id)},
        {"external_id": "B", "project": RANDOM},
        {"external_id": "X", "hours": "1"},
    )

    problems = [one["problem"] for one in answer["data"][:2]]
    for problem in problems:
        problem["errors"][0].pop("pointer")
    assert problems[0] == problems[1]
    # A link that leads out of sight leads nowhere: the row is new.
    assert statuses(answer)[2] == "created"
    assert answer["data"][2]["id"] != str(entry.id)


def test_both_sides_send_the_same_external_ids_and_see_their_own(sam, ada, send):
    mine, theirs = (send(caller, {"external_id": "A"}) for caller in (sam, ada))

    assert [answer["created"] for answer in (mine, theirs)] == [1, 1]
    for caller, other in ((sam, theirs), (ada, mine)):
        found = {one["id"]: one["external_ids"] for one in caller.get("/work-entries")["data"]}
        assert found[other["data"][0]["id"]] == []


def test_the_other_sides_hours_and_approved_ones_stay_as_they_are(sam, ada, world, shop, send):
    with as_creator():
        theirs = make_entry(shop, done_on=date(2026, 11, 20), hours="3")
    ada.put("/work-entries/external/time/A", {"id": str(theirs.id)}, status=201)
    assert faults(send(ada, {"external_id": "A"})) == [[("not_your_hours", "/rows/0")]]
    made = send(sam, {"external_id": "A"}, {"external_id": "B"})
    with as_creator():
        Approval.objects.create(
            partnership_id=world.shared, entry_id=made["data"][0]["id"], project=shop,
            party_id=world.parties["havsvik"], approved_at=NOW,
        )  # fmt: skip

    answer = send(sam, {"external_id": "A", "hours": "1"}, {"external_id": "B", "hours": "1"})
    assert (statuses(answer), faults(answer)) == (["failed", "updated"], [[("hours_approved", "/rows/0")]])


def test_nothing_is_moved_to_another_project(sam, world, send):
    with as_creator():
        other = make_project(world.shared, name="Other")
    send(sam, {"external_id": "A"})

    answer = send(sam, {"external_id": "A", "project": str(other.id)})
    assert faults(answer) == [[("stays_where_it_is", "/rows/0/project")]]


def test_one_record_under_two_names_is_written_once(sam, send):
    made = send(sam, {"external_id": "A"})["data"][0]["id"]
    sam.put("/work-entries/external/time/alias", {"id": made}, status=201)

    answer = send(sam, {"external_id": "A", "hours": "1"}, {"external_id": "alias", "hours": "2"})
    assert (statuses(answer), faults(answer)) == (
        ["updated", "failed"],
        [[("twice_in_batch", "/rows/1/external_id")]],
    )

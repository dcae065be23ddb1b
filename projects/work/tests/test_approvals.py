from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Organization, Party
from partnership.kit.errors import NotAllowed, NotThere
from projects.activity.models import Event
from projects.work.actions.approvals import (
    Chosen,
    Group,
    HoursBilled,
    OthersApprove,
    approve_hours,
    withdraw_approval,
)
from projects.work.actions.entries import ApprovedAlready, EntryValues, change_entry, delete_entry
from projects.work.actions.importing import ImportApproved, undo_import
from projects.work.approving import approves
from projects.work.factories import NOW, WorkEntryFactory
from projects.work.holding import _holders, register_holder
from projects.work.models import Approval, ImportBatch, WorkEntry
from projects.work.queries.approvals import hours_by_side
from projects.work.queries.pages import entries_waiting
from projects.work.tests.steps import imported
from tests.tenancy import as_creator

NOVEMBER, TODAY = date(2026, 11, 1), date(2026, 11, 23)
ALL = Chosen()


@pytest.fixture
def hours(world, project):
    """Three entries of Studio Nord and one of Havsvik, by name."""

    def make(side, **values):
        with as_creator():
            return WorkEntryFactory(project=project, party_id=world.parties[side], **values)

    return {
        "nov": make("studionord", hours=Decimal("7.5")),
        "oct": make("studionord", hours=Decimal(3), done_on=date(2026, 10, 30)),
        "design": make("studionord", hours=Decimal(2), role="Design"),
        "own": make("havsvik", hours=Decimal(1)),
    }


@pytest.mark.parametrize(
    ("reader", "worked", "commissioned", "delivered", "expected"),
    [
        ("A", "B", "A", "B", True),
        ("B", "A", "A", "B", True),
        ("A", "A", "A", "B", False),
        ("A", "C", "A", "B", True),
        ("B", "C", "A", "B", False),
        ("C", "B", "A", "B", False),
        ("C", "A", "A", "B", False),
        ("C", "C", "A", "B", False),
        ("B", "A", "A", "A", True),
        ("C", "A", "A", "A", True),
        ("A", "A", "A", "A", False),
    ],
)
def test_the_commissioner_approves_all_others_and_the_deliverer_the_commissioner(
    reader, worked, commissioned, delivered, expected
):
    found = approves(reader, worked=worked, commissioned_by=commissioned, delivered_by=delivered)
    assert found is expected


def test_each_side_approves_the_others_hours_and_never_its_own(door, project, hours):
    for name, expected in (("ada", {"nov", "oct", "design"}), ("sam", {"own"})):
        with door(name) as at:
            found = approve_hours(at.actor, project=project, chosen=ALL, now=NOW)
            assert set(found.ids) == {hours[one].id for one in expected}
            assert approve_hours(at.actor, project=project, chosen=ALL, now=NOW).entries == 0
    with as_creator():
        assert Approval.objects.count() == 4
        events = list(Event.objects.order_by("seq").values_list("kind", "data"))
    assert events == [("work.hours_approved", {"entries": 3}), ("work.hours_approved", {"entries": 1})]


def test_hours_are_chosen_by_day_by_id_and_by_month_and_role(door, world, project, hours):
    by = {
        "oct": Chosen(until=date(2026, 10, 31)),
        "design": Chosen(groups=(Group(world.parties["studionord"], NOVEMBER, "Design"),)),
        "nov": Chosen(ids=(hours["nov"].id,)),
    }
    with door("ada") as at:
        for name, chosen in by.items():
            assert approve_hours(at.actor, project=project, chosen=chosen, now=NOW).ids == (hours[name].id,)
        assert approve_hours(at.actor, project=project, chosen=Chosen(groups=()), now=NOW).entries == 0


def test_ones_own_hours_named_by_id_are_refused_and_a_strangers_are_not_found(door, project, hours):
    with door("sam") as at, pytest.raises(OthersApprove):
        approve_hours(at.actor, project=project, chosen=Chosen(ids=(hours["nov"].id,)), now=NOW)
    with door("olga") as at, pytest.raises(NotThere):
        approve_hours(at.actor, project=project, chosen=ALL, now=NOW)
    with door("vera") as at, pytest.raises(NotAllowed):
        approve_hours(at.actor, project=project, chosen=ALL, now=NOW)
    with as_creator():
        assert not Approval.objects.exists()


def test_what_changed_after_it_was_read_is_left_waiting(door, project, hours):
    with as_creator():
        WorkEntry.objects.filter(id=hours["nov"].id).update(updated_at=NOW + timedelta(minutes=1))
    with door("ada") as at:
        found = approve_hours(at.actor, project=project, chosen=Chosen(seen_at=NOW), now=NOW)
        assert set(found.ids) == {hours["oct"].id, hours["design"].id}


def test_approved_hours_are_neither_changed_nor_deleted_until_it_is_taken_back(door, project, hours):
    only = Chosen(ids=(hours["nov"].id,))
    values = EntryValues(done_on=TODAY, hours=Decimal(1))
    with door("ada") as at:
        approve_hours(at.actor, project=project, chosen=only, now=NOW)
    with door("sam") as at:
        with pytest.raises(ApprovedAlready):
            change_entry(at.actor, entry=hours["nov"], values=values, today=TODAY, now=NOW)
        with pytest.raises(ApprovedAlready):
            delete_entry(at.actor, entry=hours["nov"], now=NOW)
        assert withdraw_approval(at.actor, project=project, chosen=ALL, now=NOW).entries == 0
    with door("ada") as at:
        assert withdraw_approval(at.actor, project=project, chosen=ALL, now=NOW).ids == (hours["nov"].id,)
    with door("sam") as at:
        assert change_entry(at.actor, entry=hours["nov"], values=values, today=TODAY, now=NOW).version == 2


def test_what_a_room_above_holds_keeps_its_approval(door, project, hours):
    with door("ada") as at:
        approve_hours(at.actor, project=project, chosen=ALL, now=NOW)
        register_holder("test", lambda partnership, ids: {hours["oct"].id} & set(ids))
        try:
            with pytest.raises(HoursBilled):
                withdraw_approval(at.actor, project=project, chosen=ALL, now=NOW)
            only = Chosen(ids=(hours["nov"].id,))
            assert withdraw_approval(at.actor, project=project, chosen=only, now=NOW).entries == 1
        finally:
            del _holders["test"]


def test_an_import_with_approved_hours_is_not_undone(door, project):
    with door("sam") as at:
        batch = imported(at)
    with door("ada") as at:
        assert approve_hours(at.actor, project=project, chosen=ALL, now=NOW).entries > 0
    with door("sam") as at:
        with pytest.raises(ImportApproved):
            undo_import(at.actor, batch=batch, now=NOW)
        assert ImportBatch.objects.get(id=batch.id).status == "done"
    with door("ada") as at:
        withdraw_approval(at.actor, project=project, chosen=ALL, now=NOW)
    with door("sam") as at:
        assert undo_import(at.actor, batch=batch, now=NOW).status == "undone"


def test_with_three_sides_the_commissioner_approves_both_others(world, door, project, hours):
    with as_creator():
        third = Organization.objects.create(name="Tredje Sidan")
        side = Party.objects.create(partnership_id=world.shared, organization=third, position=3)
        extra = WorkEntryFactory(project=project, party_id=side.id)
    with door("sam") as at:
        assert approve_hours(at.actor, project=project, chosen=ALL, now=NOW).ids == (hours["own"].id,)
    with door("ada") as at:
        by = {one.side.id: [side.name for side in one.by] for one in hours_by_side(at.partnership, project)}
        assert by == {
            world.parties["havsvik"]: ["Studio Nord"],
            world.parties["studionord"]: ["Havsvik Hem"],
            side.id: ["Havsvik Hem"],
        }
        assert extra.id in approve_hours(at.actor, project=project, chosen=ALL, now=NOW).ids


def test_hours_stand_by_side_month_and_role_with_what_waits(door, world, project, hours):
    with door("ada") as at:
        approve_hours(at.actor, project=project, chosen=Chosen(ids=(hours["design"].id,)), now=NOW)
        own, other = hours_by_side(at.partnership, project)
        assert (own.is_ours, own.waiting, other.is_ours) == (False, Decimal(1), True)
        assert [(one.month, one.role, one.waiting, one.approved_by_own) for one in other.groups] == [
            (NOVEMBER, "Design", 0, 2),
            (NOVEMBER, "Development", Decimal("7.5"), 0),
            (date(2026, 10, 1), "Development", 3, 0),
        ]
        first, place = entries_waiting(at.partnership, project, before=None, limit=1)
        rest, end = entries_waiting(at.partnership, project, before=place, limit=1)
        assert [one.id for one in (*first, *rest)] == [hours["nov"].id, hours["oct"].id]
        assert end is None


def test_thirty_thousand_rows_are_approved_at_once(door, world, project, django_assert_max_num_queries):
    with as_creator():
        WorkEntry.objects.bulk_create(
            WorkEntryFactory.build_batch(
                30_000, project=project, party_id=world.parties["studionord"], partnership_id=world.shared
            ),
            batch_size=5000,
        )
    with door("ada") as at, django_assert_max_num_queries(8):
        assert approve_hours(at.actor, project=project, chosen=ALL, now=NOW).entries == 30_000

from decimal import Decimal

import pytest

from projects.work.factories import WorkEntryFactory
from projects.work.models import Approval
from projects.work.tests.steps import rows, text
from tests.tenancy import as_creator

SEEN = "2100-01-01T00:00:00.000000+0000"


@pytest.fixture
def hours(world, project, foreign_project):
    with as_creator():
        WorkEntryFactory(project=foreign_project, party_id=world.parties["grafit"], role="Fjällbohemlighet")
        return [
            WorkEntryFactory(project=project, party_id=world.parties["studionord"], hours=Decimal("7.5")),
            WorkEntryFactory(
                project=project, party_id=world.parties["studionord"], role="", hours=Decimal(2)
            ),
        ]


def key(world, role):
    return f"{world.parties['studionord']}~2026-11-01~{role}"


def test_each_chair_sees_who_approves_what_and_only_the_other_side_gets_boxes(sign_in, at, project, hours):
    for name, boxes in (("ada", 2), ("sam", 0), ("vera", 0)):
        page = text(sign_in(name).get(at("approve", project=project.id)))
        assert page.count('name="group"') == boxes
        assert "9,5" in page or "9.5" in page
        assert "Fjällbohemlighet" not in page


def test_ticked_hours_are_approved_and_taken_back_again(sign_in, at, world, project, hours):
    client, address = sign_in("ada"), at("approve", project=project.id)
    sent = {"seen_at": SEEN, "party": str(world.parties["studionord"]), "group": [key(world, "")]}

    assert client.post(address, sent).status_code == 303
    assert [one.entry_id for one in rows(Approval)] == [hours[1].id]
    assert client.post(at("unapprove", project=project.id), sent).status_code == 303
    assert rows(Approval) == []


def test_all_hours_of_a_side_are_approved_by_one_button_and_a_second_click_adds_none(
    sign_in, at, world, project, hours
):
    client, address = sign_in("ada"), at("approve", project=project.id)
    sent = {"seen_at": SEEN, "party": str(world.parties["studionord"]), "all": "1"}

    for _click in range(2):
        assert client.post(address, sent).status_code == 303
    assert len(rows(Approval)) == 2


@pytest.mark.parametrize(
    "sent", [{"seen_at": SEEN}, {"group": ["nonsense"]}, {"seen_at": "soon", "all": "1"}]
)
def test_a_sending_without_hours_or_with_nonsense_is_refused_and_approves_nothing(
    sign_in, at, project, hours, sent
):
    assert sign_in("ada").post(at("approve", project=project.id), sent).status_code == 422
    assert rows(Approval) == []


def test_who_only_reads_approves_nothing_and_a_stranger_finds_no_page(sign_in, at, world, project, hours):
    sent = {"seen_at": SEEN, "party": str(world.parties["studionord"]), "all": "1"}
    for name, status in (("vera", 403), ("finn", 403), ("olga", 404)):
        assert sign_in(name).post(at("approve", project=project.id), sent).status_code == status
    assert rows(Approval) == []


def test_approved_hours_are_marked_on_the_projects_page_and_offer_no_change(
    sign_in, at, project, hours, world
):
    sam = sign_in("sam")
    edit = [at("edit_entry", entry=one.id) for one in hours]
    assert all(one in text(sam.get(at("project", project=project.id))) for one in edit)
    sign_in("ada").post(
        at("approve", project=project.id),
        {"seen_at": SEEN, "party": str(world.parties["studionord"]), "all": "1"},
    )
    page = text(sign_in("sam").get(at("project", project=project.id)))
    assert not any(one in page for one in edit)
    assert at("approve", project=project.id) in page
    refused = sign_in("sam").post(at("delete_entry", entry=hours[0].id))
    assert refused.status_code == 409

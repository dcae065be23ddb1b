"""Terms in the portal: written, answered from the other chair, never lost."""

from datetime import date
from decimal import Decimal

import pytest

from partnership.kit.ids import new_id
from projects.agreement.factories import signed
from projects.agreement.models import Version
from projects.agreement.reading import values_of
from projects.work.factories import DeliverableFactory
from projects.work.models import Project
from projects.work.tests.steps import rows, text
from tests.tenancy import as_creator


@pytest.fixture
def part(project):
    with as_creator():
        return DeliverableFactory(
            project=project, name="Cabinets", planned_on=date(2026, 12, 20), agreed_on=None
        )


@pytest.fixture
def form(project):
    """The project's terms as the form shows them, before anybody writes in it."""
    return {
        "seen": "0",
        "commissioned_by": project.commissioned_by_id,
        "delivered_by": project.delivered_by_id,
        "hours_budget": "100",
        "starts_on": "2026-09-01",
        "delivery_on": "2026-12-31",
    }


def newest():
    return sorted(rows(Version), key=lambda one: one.number)[-1]


def plain(response):
    return text(response).replace("\xa0", " ")


def test_terms_are_put_forward_once_and_the_way_on_is_their_agreement(sign_in, at, project, part, form):
    client = sign_in("ada")
    said = {**form, "key": new_id(), "hours_budget": "124", f"day_{part.id}": "2026-12-08"}
    answers = [client.post(at("terms", project=project.id), said) for _ in range(2)]
    [version] = rows(Version)
    assert {(one.status_code, one.url) for one in answers} == {
        (303, f"/p/{project.partnership_id}/agreements/{version.agreement_id}/")
    }
    values = values_of(version)
    assert (values["hours_budget"], values["deliverables"][0]["day"]) == ("124", "2026-12-08")
    assert rows(Project)[0].hours_budget == Decimal(100)


def test_both_sides_see_the_proposal_on_the_project_and_what_holds_meanwhile(sign_in, at, project, form):
    sign_in("ada").post(at("terms", project=project.id), {**form, "hours_budget": "124"})
    address = f'/agreements/{newest().agreement_id}/"'
    for name, step in (("ada", "Se ditt förslag"), ("sam", "Read it and answer")):
        shown = plain(sign_in(name).get(at("project", project=project.id)))
        assert "+24" in shown
        assert address in shown
        assert name == "ada" or step in shown
        assert "100 h" in shown.replace("100 tim", "100 h")


def test_a_form_that_the_other_side_overtook_is_refused_and_keeps_what_was_typed(sign_in, at, project, form):
    sign_in("ada").post(at("terms", project=project.id), {**form, "hours_budget": "124"})
    client = sign_in("sam")
    typed = {**form, "hours_budget": "177", "word": "Typed by Sam"}
    refused = client.post(at("terms", project=project.id), typed)
    assert refused.status_code == 422
    for kept in ("177", "Typed by Sam", "This has changed since you opened it.", 'name="seen" value="1"'):
        assert kept in text(refused)
    assert client.post(at("terms", project=project.id), {**typed, "seen": "1"}).status_code == 303
    assert values_of(newest())["hours_budget"] == "177"


def test_a_refused_form_keeps_every_field(sign_in, at, project, part, form):
    typed = {**form, "delivery_on": "2026-08-01", f"hours_{part.id}": "77", "word": "Typed"}
    answer = sign_in("sam").post(at("terms", project=project.id), typed)
    assert answer.status_code == 422
    for kept in ("The delivery date lies before the start.", 'value="77"', "Typed", 'value="2026-08-01"'):
        assert kept in text(answer)


def test_the_plan_goes_forward_with_one_button_and_a_stale_page_does_not_answer_by_mistake(
    sign_in, at, project, part
):
    client = sign_in("sam")
    assert "Propose the plan" in text(client.get(at("project", project=project.id)))
    assert client.post(at("propose_plan", project=project.id), {"seen": "0"}).status_code == 303
    assert values_of(newest())["deliverables"][0]["day"] == "2026-12-20"
    assert "Propose the plan" not in text(client.get(at("project", project=project.id)))
    for stale in ("0", "", "x"):
        assert client.post(at("propose_plan", project=project.id), {"seen": stale}).status_code == 409


def test_what_is_only_planned_says_so_and_what_is_signed_says_when(sign_in, at, world, project, part, form):
    client = sign_in("sam")
    shown = plain(client.get(at("project", project=project.id)))
    assert "planned" in shown
    assert "not agreed" in shown
    client.post(at("terms", project=project.id), {**form, f"day_{part.id}": "2026-12-20"})
    for name in ("sam", "ada"):
        signed(world.actor(name), newest())
    shown = plain(client.get(at("project", project=project.id)))
    assert "Terms: version 1, signed by every side" in shown
    assert "not agreed" not in shown


def test_who_only_reads_and_strangers_put_nothing_forward(sign_in, at, project, foreign_project, form):
    answers = {
        "vera": sign_in("vera").post(at("terms", project=project.id), form).status_code,
        "plan": sign_in("vera").post(at("propose_plan", project=project.id), {"seen": "0"}).status_code,
        "olga": sign_in("olga").post(at("terms", project=project.id), form).status_code,
        "foreign": sign_in("sam").get(at("terms", project=foreign_project.id)).status_code,
    }
    assert answers == {"vera": 403, "plan": 403, "olga": 404, "foreign": 404}
    assert rows(Version) == []

"""The pages in between: what is typed stays, who may do what, and nothing of a person is counted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.kit.ids import new_id
from projects.feedback.factories import acted, noted, warned
from projects.feedback.models import EarlyWarning, JointAction, Note
from projects.work.factories import DeliverableFactory, ProjectFactory
from tests.tenancy import as_creator

HUGE = "x" * 1_000_000


@pytest.fixture
def thing(world):
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
        return DeliverableFactory(project=project, partnership_id=world.shared, name="Kassa")


@pytest.fixture
def at(world):
    """Return the address of a page of the shared partnership."""
    return lambda name, **ids: reverse(f"feedback:{name}", kwargs={"partnership": world.shared, **ids})


@pytest.fixture
def rows(world, thing):
    """A friction of Havsvik's, a warning of Havsvik's, and an action for which Studio Nord has nobody yet."""
    one, other = world.parties["havsvik"], world.parties["studionord"]
    due_on = timezone.localdate() + timedelta(days=5)
    with as_creator():
        note = noted(world.shared, one, other, thing.id, "Kom sent", person=world.users["ada"])
        warning = warned(world.shared, one, "Kan dra över")
        owners = {one: world.users["ada"].id, other: None}
        action = acted(world.shared, "Boka granskning", due_on, owners)
    return {"note": note.id, "warning": warning.id, "action": action.id}


def count(model):
    with as_creator():
        return model.objects.count()


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(sign_in, at, thing):
    client, url = sign_in("ada", "sv"), at("say_deliverable", deliverable=thing.id)
    page = client.get(f"{url}?sort=friction")
    assert 'value="friction"' in page.content.decode()
    for text in ("", "  ", HUGE):
        answer = client.post(url, {"sort": "friction", "text": text, "key": new_id()})
        assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == HUGE
    assert count(Note) == 0
    said = {"sort": "friction", "text": "Kom sent", "key": new_id()}
    first, second = client.post(url, said), client.post(url, said)
    assert (first.status_code, first.url) == (303, second.url)
    assert count(Note) == 1
    assert client.get(at("say_deliverable", deliverable=new_id())).status_code == 404


def test_one_click_from_what_chafes_to_a_warning_changes_nothing_before_it_is_confirmed(sign_in, at, rows):
    client, url = sign_in("sam"), at("warn", note=rows["note"])
    form = client.get(url).context["form"]
    assert (form["what"].value(), count(EarlyWarning)) == ("Kom sent", 1)
    said = {"what": "Kom sent", "probability": "middle", "about": form["about"].value(), "key": new_id()}
    answer = client.post(url, said)
    assert (answer.status_code, count(EarlyWarning)) == (303, 2)
    with as_creator():
        warning = EarlyWarning.objects.latest("created_at")
        assert (warning.language, warning.about) == ("sv", "deliverable")
    assert client.get(url).url == at("warning", warning=warning.id)
    assert client.post(at("settle", note=rows["note"])).status_code == 303


def test_an_owner_of_the_wrong_side_a_missing_one_and_a_past_day_are_refused(world, sign_in, at):
    client, url, today = sign_in("sam"), at("new_action"), timezone.localdate()
    ada, sam = (world.users[name].id for name in ("ada", "sam"))
    good = {"text": "Boka", "due_on": today.isoformat(), "owner_1": ada, "owner_2": sam, "key": new_id()}
    for field, value in [
        ("owner_1", sam),
        ("owner_1", ""),
        ("owner_2", world.users["olga"].id),
        ("due_on", (today - timedelta(days=1)).isoformat()),
        ("text", HUGE),
    ]:
        answer = client.post(url, {**good, field: value})
        assert (answer.status_code, field in answer.context["form"].errors) == (422, True), field
    assert count(JointAction) == 0
    for _click in range(2):
        assert client.post(url, good).status_code == 303
    assert count(JointAction) == 1


def test_the_own_side_names_its_person_and_a_second_tab_is_told(world, sign_in, at, rows):
    client, url = sign_in("sam"), at("action", action=rows["action"])
    assert "Your side names a person" in client.get(url).content.decode()
    person = world.users["finn"].id
    assert client.post(url, {"person": world.users["ada"].id}).status_code == 422
    assert client.post(url, {"person": person, "version": 1}).status_code == 303
    assert client.post(url, {"person": world.users["sam"].id, "version": 1}).status_code == 422
    dropped = client.post(at("drop_action", action=rows["action"]), {"reason": ""})
    assert (dropped.status_code, "Let it go" in dropped.content.decode()) == (422, True)


def test_a_warning_is_said_anew_by_its_own_side_and_closed_by_either(sign_in, at, rows):
    ada = sign_in("ada")
    change = at("change_warning", warning=rows["warning"])
    said = {"what": "Drar över", "probability": "high", "effect_hours": "12,5", "effect_days": "5"}
    assert ada.post(change, {**said, "about": "", "version": 1}).status_code == 303
    assert ada.post(change, {**said, "what": "Igen", "about": "", "version": 1}).status_code == 422
    page = ada.get(at("warning", warning=rows["warning"])).content.decode()
    assert ("Drar över" in page, "Kan dra över" in page, "12.5" in page) == (True, True, True)
    sam = sign_in("sam")
    assert sam.get(change).status_code == 403
    url = at("warning", warning=rows["warning"])
    assert sam.post(url, {"status": "averted", "word": ""}).status_code == 422
    assert sam.post(url, {"status": "averted", "word": "Klart", "version": 2}).status_code == 303


def test_a_viewer_sees_what_the_sides_see_without_a_button(sign_in, at, rows):
    client = sign_in("vera")
    for name, ids in [
        ("between", {}), ("warnings", {}), ("actions", {}),
        ("note", {"note": rows["note"]}), ("warning", {"warning": rows["warning"]}),
        ("action", {"action": rows["action"]}),
    ]:  # fmt: skip
        page = client.get(at(name, **ids))
        text = page.content.decode()
        assert page.status_code == 200
        assert any(word in text for word in ("Kom sent", "Kan dra över", "Boka granskning"))
        assert text.partition("<main")[2].partition("</main>")[0].count("<form") == (
            1 if name == "between" else 0
        ), name


def test_pages_show_only_what_is_asked_for(world, sign_in, at, rows):
    client = sign_in("sam")
    url = at("between")
    assert "Kom sent" in client.get(f"{url}?sort=friction&side={world.parties['havsvik']}").content.decode()
    for nothing in ("sort=thanks", f"side={world.parties['studionord']}"):
        assert "Nothing like that has been said." in client.get(f"{url}?{nothing}").content.decode()
    assert client.get(f"{url}?before={new_id()}").status_code == 404
    assert "Kom sent" in client.get(f"{url}?sort=nonsense&side=nonsense").content.decode()


def test_thanks_stand_on_the_page_of_what_they_are_for(world, sign_in, thing):
    sides = world.parties["havsvik"], world.parties["studionord"]
    with as_creator():
        noted(world.shared, *sides, thing.id, "Fint gjort", sort="thanks")
        noted(world.shared, *sides, thing.id, "Skavet är vårt")
    url = reverse("work:project", kwargs={"partnership": world.shared, "project": thing.project_id})
    for name, links in (("sam", True), ("vera", False)):
        page = sign_in(name).get(url).content.decode()
        assert ("Fint gjort" in page, "Skavet är vårt" in page) == (True, False)
        assert ("?sort=friction" in page) is links


def test_a_link_that_says_what_a_warning_is_about_is_no_riddle(world, sign_in, at, thing):
    client, url = sign_in("sam"), at("new_warning")
    form = client.get(f"{url}?about=deliverable&id={thing.id}").context["form"]
    assert form["about"].value() == f"deliverable:{thing.id}"
    for made_up in (f"about=goal&id={thing.id}", "about=deliverable&id=x", f"about=party&id={thing.id}"):
        assert client.get(f"{url}?{made_up}").context["form"]["about"].value() == ""

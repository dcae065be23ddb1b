"""Thanks, friction, early warnings and joint actions by key."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.kit.ids import new_id
from projects.feedback.models import EarlyWarning, JointAction, Note
from projects.work.factories import DeliverableFactory, ProjectFactory
from tests.tenancy import as_creator


@pytest.fixture
def thing(world):
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
        return DeliverableFactory(project=project, partnership_id=world.shared)


def friction(thing, **more):
    return {"sort": "friction", "about": "deliverable", "about_id": thing.id, "text": "Kom sent", **more}


def joint(world, **more):
    people = (("havsvik", "ada"), ("studionord", "sam"))
    owners = [{"party": world.parties[side], "person": world.users[who].id} for side, who in people]
    day = timezone.localdate() + timedelta(days=9)
    return {"text": "Boka granskning", "due_on": day, "owners": owners, **more}


def test_a_friction_is_said_answered_and_becomes_a_warning_that_is_acted_on(world, thing, ada, sam, olga):
    base = f"/partnerships/{world.shared}"
    note = ada.post(f"{base}/feedback-notes", friction(thing))
    assert (note["turn"], note["language"]) == (str(world.parties["studionord"]), "sv")
    sam.post(f"/feedback-notes/{note['id']}/answers", {"text": "We send them again"})
    [seen] = ada.get("/feedback-notes?sort=friction")["data"]
    assert [(one["text"], one["language"]) for one in seen["answers"]] == [("We send them again", "en")]
    assert seen["turn"] == str(world.parties["havsvik"])
    said = {"what": "Files may come late again", "probability": "high", "effect_hours": "12.50"}
    warning = sam.post(f"{base}/early-warnings", {**said, "feedback_note": note["id"]})
    assert (warning["effect_hours"], warning["joint_actions"]) == ("12.50", [])
    assert ada.get(f"/feedback-notes/{note['id']}")["early_warning"] == warning["id"]
    body = joint(world)
    body["owners"][0]["person"] = None
    action = sam.post(f"/early-warnings/{warning['id']}/actions", body)
    assert [one["person"] for one in action["owners"]] == [None, str(world.users["sam"].id)]
    ada.post(f"/joint-actions/{action['id']}/owner", {"person": world.users["ada"].id}, status=200)
    done = sam.post(f"/joint-actions/{action['id']}/complete", {}, status=200)
    assert (done["status"], done["origin_id"]) == ("done", warning["id"])
    closed = ada.post(
        f"/early-warnings/{warning['id']}/close", {"status": "averted", "word": "Klart"}, status=200
    )
    assert (closed["status"], closed["joint_actions"]) == ("averted", [action["id"]])
    for path in ("feedback-notes", "early-warnings", "joint-actions"):
        assert olga.get(f"/{path}")["data"] == []
    for path in (f"feedback-notes/{note['id']}", f"early-warnings/{warning['id']}"):
        olga.get(f"/{path}", status=404)


def test_bad_bodies_are_refused_by_name_and_leave_nothing(world, thing, ada):
    base = f"/partnerships/{world.shared}"
    for path, body, code in [
        ("feedback-notes", friction(thing, text="x" * 1_000_000), None),
        ("feedback-notes", friction(thing, text=""), None),
        ("feedback-notes", friction(thing, about="goal"), "subject_not_here"),
        ("feedback-notes", friction(thing, to=world.parties["fjallbo"]), "not_to_another_side"),
        ("early-warnings", {"what": "Sent", "probability": "surely"}, None),
        ("early-warnings", {"what": "Sent", "probability": "low", "feedback_note": new_id()}, "not_found"),
        ("joint-actions", joint(world, due_on="2020-01-01"), "due_day_passed"),
        ("joint-actions", joint(world, owners=[]), "owners_missing"),
        ("joint-actions", joint(world, owners=joint(world)["owners"][:1]), "owners_missing"),
    ]:
        status = {None: 400, "not_found": 404}.get(code, 422)
        answer = ada.post(f"{base}/{path}", body, status=status)
        assert code is None or answer["code"] == code
    wrong = joint(world)
    wrong["owners"][0]["person"] = world.users["sam"].id
    assert ada.post(f"{base}/joint-actions", wrong, status=422)["code"] == "owner_of_another_side"
    with as_creator():
        assert not any(model.objects.exists() for model in (Note, EarlyWarning, JointAction))


def test_a_stale_tag_is_refused_and_a_repeated_key_makes_one(world, ada, sam):
    base = f"/partnerships/{world.shared}"
    key = {"Idempotency_Key": "one-click"}
    first = ada.post(f"{base}/joint-actions", joint(world), **key)
    assert ada.post(f"{base}/joint-actions", joint(world), **key)["id"] == first["id"]
    with as_creator():
        assert JointAction.objects.count() == 1
    path = f"/joint-actions/{first['id']}"
    changed = sam.patch(path, {"text": "Boka två"}, If_Match='"1"')
    assert (changed["text"], changed["version"], changed["owners"]) == ("Boka två", 2, first["owners"])
    ada.patch(path, {"text": "Boka tre"}, If_Match='"1"', status=412)
    assert ada.post(f"{path}/drop", {"reason": "Behövs inte"}, status=200)["reason"] == "Behövs inte"
    assert sam.post(f"{path}/reopen", {}, status=200)["status"] == "open"


def test_a_reading_key_reads_and_says_nothing(world, thing, ada, caller, viewer):
    base = f"/partnerships/{world.shared}"
    note = ada.post(f"{base}/feedback-notes", friction(thing))
    for key in (caller("finn", scopes=["read"]), viewer):
        assert key.get(f"/feedback-notes/{note['id']}")["text"] == "Kom sent"
        key.post(f"{base}/feedback-notes", friction(thing), status=403)
        key.post(f"{base}/early-warnings", {"what": "Sent", "probability": "low"}, status=403)
        key.post(f"{base}/joint-actions", joint(world), status=403)

"""Whatever one does about openness, it comes to the same through a page and through the API."""

import pytest
from django.test import Client
from django.urls import reverse

from api.tests.faces import newest
from partnership.kit.ids import new_id
from projects.agreement.factories import signed
from projects.openness.models import Ask, Grant
from projects.openness.steps import OPENABLE, RULES
from tests.events import events_of
from tests.tenancy import as_creator

FAR = "2099-12-31"
DONE = {200, 201, 303}


class Portal:
    """One person in a browser; each step says whether it was done."""

    def __init__(self, world, name):
        self.world, self.client = world, Client()
        self.client.force_login(world.users[name])

    def propose(self, *rows, seen=0):
        table = {
            f"{pair}-{topic}-step": int(RULES[topic].start) for pair in ("1-2", "2-1") for topic in OPENABLE
        }
        places = {"havsvik": "1-2", "studionord": "2-1"}
        for side, topic, step in rows:
            named = {"step": step, "until": FAR, "purpose": "To plan"}
            table |= {f"{places[side]}-{topic}-{name}": value for name, value in named.items()}
        return self._post("propose", {**table, "seen": seen, "exception": "", "word": "", "key": new_id()})

    def ask(self, owner, topic, step, gives=0):
        said = {"owner": self.world.parties[owner], "topic": topic, "step": step, "because": "To plan"}
        return self._post("ask", {**said, "gives": gives or "", "key": new_id()})

    def answer(self, row, is_yes, answer=""):
        return self._post("answer", {"is_yes": "yes" if is_yes else "no", "answer": answer}, ask=row.id)

    def withdraw(self, row):
        return self._post("withdraw_ask", {}, ask=row.id)

    def close(self, grant, step):
        return self._post("close", {"step": step}, grant=grant.id)

    def _post(self, page, said, **ids):
        url = reverse(f"openness:{page}", kwargs={"partnership": self.world.shared, **ids})
        return self.client.post(url, said).status_code in DONE


class Program:
    """The same person's API key."""

    def __init__(self, world, caller):
        self.world, self.caller = world, caller

    def propose(self, *rows, seen=0):
        others = {"havsvik": "studionord", "studionord": "havsvik"}
        said = [
            {
                "id": f"{side}-{topic}",
                "party": self._side(side),
                "reader": self._side(others[side]),
                "topic": topic,
                "step": str(step),
                "purpose": "To plan",
                "until": FAR,
            }
            for side, topic, step in rows
        ]
        body = {"kind": "openness", "values": {"rows": said}, "seen": seen}
        return self._post(f"/partnerships/{self.world.shared}/agreements", body)

    def ask(self, owner, topic, step, gives=0):
        said = {"owner": str(self.world.parties[owner]), "topic": topic, "step": step, "because": "To plan"}
        return self._post(f"/partnerships/{self.world.shared}/openness-asks", {**said, "gives": gives})

    def answer(self, row, is_yes, answer=""):
        return self._post(f"/openness-asks/{row.id}/answer", {"is_yes": is_yes, "answer": answer})

    def withdraw(self, row):
        return self._post(f"/openness-asks/{row.id}/withdraw", {})

    def close(self, grant, step):
        return self._post(f"/openness-grants/{grant.id}/close", {"step": step})

    def _side(self, key):
        return {"id": str(self.world.parties[key]), "name": ""}

    def _post(self, path, said):
        headers = {"Authorization": f"Bearer {self.caller.key}"}
        answer = self.caller.client.post(
            f"/api/v1{path}", said, content_type="application/json", headers=headers
        )
        return answer.status_code in DONE


@pytest.fixture(params=["portal", "api"])
def people(request, world, caller):
    """Ada and Sam, each in a browser or by a key."""
    make = Portal if request.param == "portal" else lambda world, name: Program(world, caller(name))
    return [make(world, name) for name in ("ada", "sam")]


def asks():
    with as_creator():
        return list(Ask.objects.order_by("asked_at", "id"))


def open_grants():
    with as_creator():
        rows = Grant.objects.filter(ended_at=None)
        return sorted((one.topic, one.step) for one in rows)


def told(world):
    kinds = [one["kind"] for one in events_of(world.shared)]
    return [one.removeprefix("openness.") for one in kinds if one.startswith("openness.")]


def test_a_table_is_put_forward_signed_and_closed_again(people, world):
    ada, sam = people

    assert not sam.propose(("studionord", "margin", 3))
    assert sam.propose(("havsvik", "outcome_value", 2), ("studionord", "margin", 3))
    version = newest(world)
    for name in ("ada", "sam"):
        signed(world.actor(name), version)
    assert open_grants() == [("margin", 3), ("outcome_value", 2)]
    with as_creator():
        margin = Grant.objects.get(topic="margin")
    assert not ada.close(margin, 0)
    assert not sam.close(margin, 3)
    assert sam.close(margin, 1)
    assert open_grants() == [("margin", 1), ("outcome_value", 2)]
    assert told(world) == ["agreed", "closed"]


def test_a_question_is_put_and_answered(people, world):
    ada, sam = people

    assert not ada.ask("studionord", "margin", 3)
    assert ada.ask("studionord", "margin", 3, gives=2)
    assert not ada.ask("studionord", "margin", 2, gives=2)
    [row] = asks()
    assert (row.step, row.gives, row.because) == (3, 2, "To plan")
    assert not ada.answer(row, True)
    assert not sam.answer(row, False)
    assert sam.answer(row, True)
    assert not sam.answer(row, False, "After all not")
    assert [one.status for one in asks()] == ["agreed"]
    assert open_grants() == []
    assert told(world) == ["asked", "ask_agreed"]


def test_a_question_is_taken_back(people, world):
    ada, sam = people

    assert ada.ask("studionord", "key_figures", 4)
    [row] = asks()
    assert not sam.withdraw(row)
    assert ada.withdraw(row)
    assert not sam.answer(row, True)
    assert told(world) == ["asked", "ask_withdrawn"]

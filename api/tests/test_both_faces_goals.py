"""Whatever one does with a goal, it comes to the same through a page and through the API."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.tests.faces import newest
from api.tests.goals import body_of_goal, make_goals
from projects.agreement.models import Version
from projects.goals.models import CheckIn, Goal, Measure, Reading, Score
from projects.goals.tests.steps import form_of
from tests.events import events_of
from tests.tenancy import as_creator


class Portal:
    """One person in a browser; each step says whether it was done."""

    def __init__(self, world, name):
        self.world, self.client = world, Client()
        self.client.force_login(world.users[name])

    def propose(self):
        return self._post("new_goal", form_of(self.world))

    def rename(self, goal, name, *, seen):
        return self._post("change", form_of(self.world, name=name, seen=seen), goal)

    def check_in(self, goal, measure, *, confidence, value):
        said = {"confidence": str(confidence), "happened": "Started", f"value.{measure.id}": value}
        return self._post("check_in", said, goal)

    def report(self, goal, measure, value, source):
        day = timezone.localdate().isoformat()
        said = {"what": "hand", f"value.{measure.id}": value, "read_on": day, "source_name": source}
        return self._post("values", said, goal)

    def score(self, goal, score):
        return self._post("score", {"score": score, "word": "So we see it"}, goal)

    def propose_result(self, goal, score):
        return self._post("result", {"score": score, "learned": "Begin earlier", "seen": "0"}, goal)

    def _post(self, page, said, goal=None):
        named = {"partnership": self.world.shared, **({"goal": goal.id} if goal else {})}
        return self.client.post(reverse(f"goals:{page}", kwargs=named), said).status_code == 303


class Program:
    """The same person's API key."""

    def __init__(self, world, caller):
        self.world, self.caller = world, caller

    def propose(self):
        return self._send("post", f"/partnerships/{self.world.shared}/goals", body_of_goal(self.world))

    def rename(self, goal, name, *, seen):
        return self._send("patch", f"/goals/{goal.id}", {"name": name, "seen": seen})

    def check_in(self, goal, measure, *, confidence, value):
        values = [{"measure": str(measure.id), "value": value}]
        said = {"confidence": confidence, "happened": "Started", "values": values}
        return self._send("post", f"/goals/{goal.id}/check-ins", said)

    def report(self, goal, measure, value, source):
        row = {"value": value, "read_on": timezone.localdate().isoformat()}
        said = {"source": source, "readings": [row]}
        return self._send("post", f"/measures/{measure.id}/readings", said)

    def score(self, goal, score):
        return self._send("post", f"/goals/{goal.id}/scores", {"score": score, "word": "So we see it"})

    def propose_result(self, goal, score):
        values = {"score": score, "learned": "Begin earlier"}
        body = {"kind": "goal_result", "subject": str(goal.id), "values": values}
        return self._send("post", f"/partnerships/{self.world.shared}/agreements", body)

    def _send(self, method, path, said):
        answer = getattr(self.caller.client, method)(
            f"/api/v1{path}",
            said,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.caller.key}"},
        )
        return answer.status_code in {200, 201}


@pytest.fixture(params=["portal", "api"])
def people(request, world, caller):
    """Ada and Sam, each in a browser or by a key."""
    make = Portal if request.param == "portal" else lambda world, name: Program(world, caller(name))
    return [make(world, name) for name in ("ada", "sam")]


@pytest.fixture
def goal(world):
    return make_goals(world)


@pytest.fixture
def ended(world):
    return make_goals(world, ends_on=timezone.localdate().isoformat())


@pytest.fixture
def told(world):
    """What the goals have told so far, in order."""
    goals = "goals."

    def read():
        kinds = [one["kind"] for one in events_of(world.shared)]
        return [one.removeprefix(goals) for one in kinds if one.startswith(goals)]

    return read


def rows(model, *names):
    with as_creator():
        return sorted(model.objects.values_list(*names))


def measure_of(goal):
    with as_creator():
        return Measure.objects.get(goal=goal)


def test_a_goal_is_proposed(people, world):
    ada, _sam = people

    assert ada.propose()
    assert rows(Goal, "name", "status") == [("More orders", "proposed")]
    assert newest(world).status == "open"


def test_other_terms_are_proposed_and_answered(people, world, goal):
    ada, sam = people

    assert ada.rename(goal, "Many more orders", seen=1)
    assert sam.rename(goal, "Some more orders", seen=2)
    assert not ada.rename(goal, "Few more orders", seen=2)
    with as_creator():
        found = list(Version.objects.filter(partnership_id=world.shared).order_by("number"))
    assert [(one.number, one.status) for one in found] == [(1, "signed"), (2, "countered"), (3, "open")]
    assert found[-1].title == "Some more orders"


def test_each_side_checks_in_once_a_week(people, world, goal, told):
    ada, sam = people
    measure = measure_of(goal)

    assert ada.check_in(goal, measure, confidence=9, value="40")
    assert sam.check_in(goal, measure, confidence=5, value="41")
    assert sam.check_in(goal, measure, confidence=4, value="41")
    confidences = [(world.parties["havsvik"], 9), (world.parties["studionord"], 4)]
    assert rows(CheckIn, "party_id", "confidence") == sorted(confidences)
    assert rows(Reading, "value", "source_kind") == [(Decimal(40), "checkin"), (Decimal(41), "checkin")]
    assert told() == ["checked_in", "checked_in", "apart", "checked_in"]
    assert not ada.check_in(goal, measure, confidence=11, value="40")


def test_values_come_with_their_source(people, goal, told):
    ada, _sam = people
    measure = measure_of(goal)

    assert ada.report(goal, measure, "40", "The shop")
    assert not ada.report(goal, measure, "41", "")
    assert rows(Reading, "value", "source_name") == [(Decimal(40), "The shop")]
    assert told() == ["value_recorded"]


def test_both_score_apart_and_then_agree(people, world, ended, told):
    ada, sam = people

    assert ada.score(ended, "0.7")
    assert not ada.propose_result(ended, "0.6")
    assert sam.score(ended, "0.5")
    assert rows(Score, "score", "word") == [
        (Decimal("0.5"), "So we see it"),
        (Decimal("0.7"), "So we see it"),
    ]
    assert sam.propose_result(ended, "0.6")
    assert told() == ["scored", "scored"]
    with as_creator():
        assert Version.objects.filter(agreement__kind="goal_result", status="open").count() == 1


def test_a_goal_under_way_is_not_judged(people, goal):
    ada, _sam = people

    assert not ada.score(goal, "0.7")
    assert rows(Score, "score") == []

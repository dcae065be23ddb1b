"""The benefit ledger through the API: the same for both chairs, no more than is opened, one word on each version."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing.models import Confirmation, Entry
from projects.pricing.tests.bookkeeping import labor, put_sheet, rate_card, worked
from projects.pricing.tests.ledgerkeeping import entry_of, project_of
from tests.chance import without_chance
from tests.tenancy import as_creator

RANDOM = "01990000-0000-7000-8000-ffffffffffff"


@pytest.fixture
def deal(world):
    """20 hours at 1 000 that cost Sam's side 700 each; Ada's side has gained 50 000, as Sam's has confirmed."""
    day = timezone.localdate() - timedelta(days=3)
    with as_creator():
        project = project_of(world)
        put_sheet(project, labor("Dev", 200, 1000), from_on=day - timedelta(days=90))
        rate_card(world.organizations["studionord"], "Dev", "700", valid_from=day - timedelta(days=90))
        worked(project, day, 20)
        entry_of(world, "havsvik", value=50_000, said_by="studionord", done_on=day, now=timezone.now())
        entry_of(
            world,
            "fjallbo",
            partnership=world.foreign,
            value=1,
            done_on=day,
            text="Foreign",
            now=timezone.now(),
        )
    return project


def opened(world, step, owner="havsvik", reader="studionord", topic=Topic.OUTCOME_VALUE):
    with as_creator():
        granted(world.shared, world.parties[owner], world.parties[reader], topic, step)


def new(**changed):
    said = {"way": "gain", "sort": "outcome_value", "text": "Fewer returns", "done_on": "2026-11-02"}
    return {**said, "value": "1200.5", **changed}


def told(problem):
    return {name: value for name, value in problem.items() if name not in ("instance", "request_id")}


def test_both_chairs_read_the_same_when_all_is_open(ada, sam, world, deal):
    opened(world, Step.FULL)
    opened(world, Step.FULL, "studionord", "havsvik", Topic.MARGIN)
    path = f"/partnerships/{world.shared}/benefit"
    found = ada.get(path)
    assert found == sam.get(path)
    assert (found["object"], found["verdict"], found["evenness"]) == ("benefit", "uneven", "0.2857")
    havsvik, studio = (side["sums"] for side in found["sides"])
    assert (havsvik["benefit"]["exact"], havsvik["ratio"]["exact"]) == ("30000.00", "1.5000")
    assert (studio["received"], studio["cost"]["exact"], studio["light"]) == (
        "20000.00",
        "14000.00",
        "serves",
    )


@pytest.mark.parametrize("step", [Step.CLOSED, Step.EXISTS, Step.SUMMARY])
def test_below_detail_no_number_is_told(sam, world, deal, step):
    opened(world, step)
    found = sam.get(f"/partnerships/{world.shared}/benefit")["sides"][0]
    assert found["step"] == step
    assert "50000" not in without_chance(str(found)) or step == Step.SUMMARY
    if step == Step.CLOSED:
        assert found["sums"] is None
        return
    figures = ("gains", "contributions", "benefit", "ratio", "waiting")
    assert {found["sums"][name]["exact"] for name in figures} == {None}
    assert (found["sums"]["gains"]["low"] is None) is (step < Step.SUMMARY)
    assert sam.get(f"/partnerships/{world.shared}/benefit-entries")["data"] == []


def test_an_entry_is_answered_as_it_is_read_later(ada, world, deal):
    path = f"/partnerships/{world.shared}/benefit-entries"
    made = ada.post(path, new(project=str(deal.id)))
    assert ada.last.headers["Location"] == f"/api/v1{path}/{made['id']}"
    assert ada.get(f"{path}/{made['id']}") == made
    assert ada.last.headers["ETag"] == '"1.0"'
    assert (made["value"], made["answer"], made["waits_for"]) == ("1200.50", "waits", [])
    assert made["id"] in [one["id"] for one in ada.get(path)["data"]]


def test_an_entry_is_changed_and_taken_out_by_its_own_side(ada, sam, world, deal):
    path = f"/partnerships/{world.shared}/benefit-entries"
    made = ada.post(path, new())
    one = f"{path}/{made['id']}"
    said = {"way": "contribution", "sort": "own_hours", "hours": "7.50", "hourly": "800"}
    changed = ada.patch(one, said, If_Match='"1.0"')
    assert (changed["value"], changed["hours"], changed["version"]) == ("6000.00", "7.50", 2)
    ada.patch(one, {"text": "Late"}, status=412, If_Match='"1.0"')
    opened(world, Step.FULL)
    assert sam.get(one)["text"] == "Fewer returns"
    sam.patch(one, {"text": "Not mine"}, status=404)
    sam("DELETE", one, status=404)
    assert ada("DELETE", one)["deleted"] is True
    ada.get(one, status=404)


def test_another_side_says_its_word_once_on_what_it_has_read(ada, sam, world, deal):
    opened(world, Step.DETAIL)
    path = f"/partnerships/{world.shared}/benefit-entries"
    made = ada.post(path, new())
    word = f"{path}/{made['id']}/confirm"
    assert made["waits_for"] == [str(world.parties["studionord"])]
    assert sam.post(word, {"agrees": True, "version": 2}, status=409)["code"] == "entry_passed"
    assert sam.post(word, {"agrees": False, "version": 1}, status=422)["code"] == "reason_missing"
    assert ada.post(word, {"agrees": True, "version": 1}, status=409)["code"] == "own_entry"
    for _twice in range(2):
        found = sam.post(word, {"agrees": True, "version": 1, "word": "Yes"}, status=200)
        assert (found["answer"], found["waits_for"]) == ("confirmed", [])
    assert (
        sam.post(word, {"agrees": False, "version": 1, "word": "No"}, status=409)["code"]
        == "answered_already"
    )
    assert sam.get(f"{path}/{made['id']}", If_None_Match='"1.0"')["words"][0]["word"] == "Yes"
    with as_creator():
        assert Confirmation.objects.filter(entry_id=made["id"]).count() == 1


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"value": "-1"}, 422, "bad_amount"),
        ({"value": 12}, 400, "invalid"),
        ({"hours": "0"}, 422, "bad_hours"),
        ({"currency": "EUR"}, 422, "other_currency"),
        ({"sort": "own_hours"}, 422, "sort_not_possible"),
        ({"sort": "gold"}, 400, "invalid_choice"),
        ({"hours": "1", "hourly": "1"}, 422, "amount_or_rate"),
        ({"text": ""}, 400, "blank"),
        ({"done_on": "9999-12-31"}, 422, "day_not_possible"),
        ({"project": RANDOM}, 422, "project_not_here"),
        ({"goal": RANDOM}, 422, "goal_not_here"),
        ({"party": RANDOM}, 400, "unknown_field"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(ada, world, changed, status, code):
    found = ada.post(f"/partnerships/{world.shared}/benefit-entries", new(**changed), status=status)
    assert code in (found["code"], *(one["code"] for one in found.get("errors", [])))
    with as_creator():
        assert not Entry.objects.exists()


def test_a_closed_entry_answers_as_one_that_is_not_there(sam, olga, world, deal):
    with as_creator():
        entry = Entry.objects.get(partnership_id=world.shared)
        foreign = Entry.objects.get(partnership_id=world.foreign)
    path = f"/partnerships/{world.shared}/benefit-entries"
    for method, rest, body in (
        ("GET", "", None),
        ("PATCH", "", {"text": "x"}),
        ("DELETE", "", None),
        ("POST", "/confirm", {"agrees": True, "version": 1}),
    ):
        answers = [
            told(sam(method, f"{path}/{one}{rest}", body, status=404))
            for one in (entry.id, foreign.id, RANDOM)
        ]
        assert answers[0] == answers[1] == answers[2]
        olga(method, f"{path}/{entry.id}{rest}", body, status=404)
    with as_creator():
        assert not Reading.objects.exists()
        assert not Confirmation.objects.filter(party_id=world.parties["havsvik"]).exists()


def test_roles_and_scopes_decide_and_never_tell_of_an_entry(caller, world, deal):
    with as_creator():
        entry = Entry.objects.get(partnership_id=world.shared)
    path = f"/partnerships/{world.shared}/benefit-entries"
    for scopes, reads, writes in (
        (["read"], 403, 403),
        (["book:read"], 200, 403),
        (["book:write"], 403, 201),
    ):
        one = caller("ada", scopes=scopes)
        one.get(path, status=reads)
        one.get(f"/partnerships/{world.shared}/benefit", status=reads)
        one.post(path, new(), status=writes)
    key = caller("ada")
    with as_creator():
        Membership.objects.filter(user=world.users["ada"]).update(role="viewer")
    problems = [told(key.get(f"{path}/{one}", status=403)) for one in (entry.id, RANDOM)]
    assert problems[0] == problems[1]


def test_pages_go_on_where_the_one_before_ended(ada, world, deal):
    path = f"/partnerships/{world.shared}/benefit-entries"
    for number in range(3):
        ada.post(path, new(text=f"Number {number}"))
    whole = [one["id"] for one in ada.get(path)["data"]]
    found, cursor = [], ""
    while cursor is not None:
        page = ada.get(f"{path}?limit=1" + (f"&cursor={cursor}" if cursor else ""))
        found += [one["id"] for one in page["data"]]
        cursor = page["next_cursor"]
    assert found == whole
    assert len(whole) == 4

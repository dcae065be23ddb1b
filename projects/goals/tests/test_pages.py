from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from partnership.kit.ids import new_id
from projects.agreement.queries.seen import open_versions
from projects.goals.factories import goal_agreed, goal_proposed, measure
from projects.goals.models import Goal
from projects.goals.queries.home import home_goals
from projects.goals.queries.seen import goals_on_page
from projects.goals.tests.steps import form_of, text
from projects.work.tests.steps import rows
from tests.tenancy import as_creator

PAGES = ("goal", "weeks_file", "change", "check_in", "values", "score", "result")


def test_both_chairs_read_the_same_list_in_the_same_order(sign_in, at, agreed, said):
    goal = agreed()
    said("ada", goal, 8)
    said("sam", goal, 4, happened="The supplier is late")
    seen = [
        text(sign_in(name).get(at("goals"), HTTP_ACCEPT_LANGUAGE="en")) for name in ("ada", "sam", "vera")
    ]
    for shown in seen:
        assert "More orders" in shown
        assert "The supplier is late" in shown
        assert shown.index("Havsvik Hem</span>") < shown.rindex("Studio Nord</span>")


def test_confidences_three_apart_ask_for_a_talk_on_list_and_goal(sign_in, at, agreed, said):
    goal = agreed()
    said("ada", goal, 8)
    said("sam", goal, 6)
    client = sign_in("sam")
    pages = [at("goals"), at("goal", goal=goal.id)]
    assert ["talk about it" in text(client.get(page)) for page in pages] == [False, False]
    said("sam", goal, 4)
    assert ["4 points apart: talk about it" in text(client.get(page)) for page in pages] == [True, True]


def test_a_goal_that_waits_for_signatures_stands_apart_and_leads_to_its_text(sign_in, at, world, both):
    version = goal_proposed(both[0], world.shared)
    client = sign_in("sam")
    shown = text(client.get(at("goals")))
    assert "Proposed, waiting for signatures" in shown
    assert f"/agreements/{version.agreement_id}/" in shown
    assert "No goal is agreed yet" in shown
    proposed = text(client.get(at("goal", goal=version.agreement.subject_id)))
    assert "It becomes a goal when every side has signed." in proposed


def test_no_goal_says_the_next_step_of_each_side(sign_in, at):
    shown = text(sign_in("sam").get(at("goals")))
    assert "Either side can propose the first" in shown
    assert shown.count("owners and admins sign") == 2


def test_a_goal_of_another_partnership_is_not_there(sign_in, at, foreign_goal):
    client = sign_in("sam")
    assert {client.get(at(name, goal=foreign_goal)).status_code for name in PAGES} == {404}
    assert {client.post(at(name, goal=foreign_goal)).status_code for name in PAGES[2:]} == {404}


def test_a_viewer_reads_and_changes_nothing(sign_in, at, agreed):
    goal, client = agreed(), sign_in("vera")
    readable = [at("goals"), at("goal", goal=goal.id), at("weeks_file", goal=goal.id)]
    assert [client.get(page).status_code for page in readable] == [200, 200, 200]
    closed = [at("new_goal"), *(at(name, goal=goal.id) for name in PAGES[2:])]
    assert {client.get(page).status_code for page in closed} == {403}
    assert {client.post(page).status_code for page in closed} == {403}


def test_a_goal_tells_its_story_to_both_chairs(sign_in, at, agreed, said, project):
    goal = agreed(projects=[{"project": {"id": str(project.id)}}])
    said("ada", goal, 8, happened="Opened the shop", blockers="Photos are missing", given=Decimal(12))
    for name in ("ada", "sam"):
        shown = text(sign_in(name).get(at("goal", goal=goal.id)))
        for word in ("Both of us grow with it.", "Opened the shop", "Photos are missing", project.name):
            assert word in shown
        assert "<svg" in shown


def test_the_chart_comes_as_csv(sign_in, at, agreed, said):
    goal = agreed()
    said("ada", goal, 8)
    answer = sign_in("sam").get(at("weeks_file", goal=goal.id))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = text(answer).splitlines()
    assert lines[0] == "Week to,Achieved (%),Expected (%),Havsvik Hem,Studio Nord,Points apart"
    assert lines[-1].endswith(",8,,")


def test_a_proposal_of_the_form_leads_to_the_text_that_is_signed(sign_in, at, world):
    client = sign_in("sam")
    assert client.get(at("new_goal")).status_code == 200
    made = client.post(at("new_goal"), form_of(world))
    assert made.status_code == 303, text(made)
    [goal] = rows(Goal)
    assert (goal.name, goal.status) == ("More orders", "proposed")
    shown = text(client.get(made.url))
    assert "orders a week" in shown


def test_a_double_click_makes_one_goal(sign_in, at, world):
    client, form = sign_in("sam"), form_of(world, key=new_id())
    assert [client.post(at("new_goal"), form).status_code for _ in range(2)] == [303, 303]
    assert len(rows(Goal)) == 1


@pytest.mark.parametrize(
    ("change", "sentence", "place"),
    [
        ({"name": ""}, "This field is required.", "id_name"),
        ({"measures.1.target": "40"}, "The target is the same as the start", "id_measures.0.target"),
        ({"measures.1.unit": ""}, "A number needs a unit", "id_measures.0.unit"),
        ({"ends_on": "2026-01-01"}, "The last day lies before the first.", "id_ends_on"),
        ({"sides.1.why": "x" * 10_000}, "at most 8000 characters", "id_sides.1.why"),
        ({"sides.0.owner": "0199"}, "Select a valid choice", "id_sides.0.owner"),
        ({"weight": "-1"}, "A weight is more than 0.", "id_weight"),
    ],
)
def test_a_refused_goal_keeps_what_was_typed_and_says_where(sign_in, at, world, change, sentence, place):
    form = form_of(world) | {"sides.0.contribution": "<script>alert(1)</script> typed"} | change
    answer = sign_in("sam").post(at("new_goal"), form)
    shown = text(answer)
    assert answer.status_code == 422
    assert sentence in shown
    assert f'href="#{place}"' in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; typed" in shown
    assert "<script>alert" not in shown
    assert rows(Goal) == []


def test_another_measure_comes_without_losing_what_was_typed(sign_in, at, world):
    answer = sign_in("sam").post(at("new_goal"), form_of(world, more="measures", name="", projects=[]))
    shown = text(answer)
    assert answer.status_code == 200
    assert "Not done yet" not in shown
    assert 'value="Orders"' in shown
    assert "Measure 2" in shown
    assert rows(Goal) == []


def test_a_change_begins_with_what_holds_and_a_stale_one_loses_nothing(sign_in, at, agreed, world):
    goal, client = agreed(), sign_in("sam")
    shown = text(client.get(at("change", goal=goal.id)))
    assert 'value="Measure up"' in shown
    assert 'name="seen" value="1"' in shown
    form = form_of(world, name="Even more orders", seen=1)
    assert client.post(at("change", goal=goal.id), form).status_code == 303
    stale = sign_in("ada").post(at("change", goal=goal.id), form_of(world, name="Typed by Ada", seen=1))
    assert stale.status_code == 422
    for word in ("Typed by Ada", "Version 2 by Studio Nord came while you wrote", "Even more orders"):
        assert word in text(stale)
    assert 'name="seen" value="2"' in text(stale)
    form = form_of(world, name="Typed by Ada", seen=2)
    assert sign_in("ada").post(at("change", goal=goal.id), form).status_code == 303
    assert "Typed by Ada" in text(client.get(at("change", goal=goal.id)))


def test_a_measure_is_taken_away(sign_in, at, agreed, world):
    goal = agreed(measures=[measure(), measure("yes_no")])
    client = sign_in("sam")
    shown = text(client.get(at("change", goal=goal.id)))
    assert shown.count("Take this measure away") == 2
    form = form_of(world, seen=1) | {
        "measures.1.drop": "1",
        "measures.0.name": "Only this",
        "measures.0.kind": "yes_no",
    }
    assert client.post(at("change", goal=goal.id), form).status_code == 303


def test_home_shows_the_goals_that_need_somebody_most(world, agreed, door):
    goal = agreed()
    with door("sam") as here:
        goals = goals_on_page(here.partnership.id, as_of=datetime.now(UTC).date())
        home = home_goals(here.partnership, goals, open_versions([here.partnership.id]))
    assert [one.goal.id for one in home.goals] == [goal.id]
    assert (home.count, home.proposed) == (1, 0)


def test_pages_ask_the_same_number_of_questions_with_one_row_and_with_thirty(sign_in, at, agreed, said):
    goal, client = agreed(measures=[measure(), measure("steps")]), sign_in("sam")
    said("ada", goal, 8)
    said("sam", goal, 4)
    addresses = [at("goals"), at("goal", goal=goal.id), at("check_in", goal=goal.id), at("new_goal")]

    def count():
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as found:
                client.get(address)
            counts.append(len(found))
        return counts

    few = count()
    for number in range(5):
        one = agreed(name=f"Goal {number}", measures=[measure(), measure("steps"), measure("yes_no")])
        said("ada", one, 8)
        said("sam", one, 4)
    assert count() == few
    assert max(few) <= 40


def test_three_sides_stand_in_one_order_with_one_part_each(three, client):
    goal = goal_agreed(three.actors, three.id, now=datetime(2026, 9, 1, tzinfo=UTC))
    with as_creator():
        person = User.objects.get(id=three.actors[1].person_id)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    named = {"partnership": three.id}
    names = ("Alm", "Bok", "Ceder")
    for address in (
        reverse("goals:goals", kwargs=named),
        reverse("goals:goal", kwargs={**named, "goal": goal.id}),
    ):
        shown = text(client.get(address))
        places = [shown.index(f">{name}<") for name in names]
        assert places == sorted(places)
    form = text(client.get(reverse("goals:new_goal", kwargs=named)))
    assert [f'name="sides.{place}.why"' in form for place in range(4)] == [True, True, True, False]

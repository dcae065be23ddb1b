"""What can be agreed about a goal, what can't, and what the last signature does."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.doors import entered
from accounts.queries import partnership_seen
from partnership.kit.errors import NotAllowed, NotThere
from projects.agreement.factories import signed
from projects.agreement.models import Version
from projects.agreement.refusals import NothingChanged, VersionPassed
from projects.agreement.shape import BadValues, TooLong
from projects.goals import refusals
from projects.goals.actions.proposing import propose_goal, propose_goal_change
from projects.goals.factories import NOW, goal_agreed, goal_proposed, goal_values, measure
from projects.goals.models import Goal, GoalSide, Measure, MeasureTerms, Step, Terms
from projects.goals.queries.values import values_of_goal
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator


def refused(actor, world, **values):
    with pytest.raises(refusals.BadGoal) as caught:
        goal_proposed(actor, world.shared, values=values)
    return type(caught.value), caught.value.on_field


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_either_side_proposes_a_goal_and_it_is_proposed_only(world, name):
    version = goal_proposed(world.actor(name), world.shared)
    with as_creator():
        goal = Goal.objects.get()
        assert (goal.name, goal.status, Terms.objects.count()) == ("More orders", "proposed", 0)
        assert Version.objects.get(id=version.id).agreement.subject_id == goal.id


def test_a_double_click_proposes_one_goal(world):
    key = uuid4()
    first, second = (goal_proposed(world.actor("ada"), world.shared, key=key) for _ in range(2))
    assert first.id == second.id
    with as_creator():
        assert [goal.id for goal in Goal.objects.all()] == [key]


def test_the_last_signature_writes_the_terms(world, agreed):
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
    goal = agreed(measures=[measure(), measure("steps")], projects=[{"project": {"id": str(project.id)}}])
    with as_creator():
        terms = Terms.objects.get()
        assert (goal.status, terms.number, terms.from_on.isoformat()) == ("active", 1, "2026-09-01")
        owners = GoalSide.objects.order_by("party__position").values_list("owner_name", "amount", "unit")
        assert list(owners) == [("Ada Holm", 20, "hours a week"), ("Sam Berg", 20, "hours a week")]
        rows = MeasureTerms.objects.order_by("position")
        assert [(row.measure.kind, row.target, len(row.step_ids)) for row in rows] == [
            ("up", 100, 0),
            ("steps", None, 3),
        ]
        assert [one.project_id for one in terms.projects.all()] == [project.id]


def test_new_terms_keep_measures_whose_ids_stay_and_older_terms_keep_their_time(world, both, agreed):
    goal = agreed(measures=[measure(), measure("steps")])
    with entered(both[1], partnership_id=world.shared):
        values = values_of_goal(world.shared, goal.id)
    values["measures"][0]["target"] = "200"
    values["measures"][1]["steps"].append({"name": "Celebrate"})
    values["measures"].append(measure("yes_no"))
    agreed(goal=goal, now=NOW, **values)
    with as_creator():
        first, second = Terms.objects.order_by("number")
        assert (first.until_on, second.from_on, second.until_on) == (NOW.date(), NOW.date(), None)
        assert (Measure.objects.count(), Step.objects.count()) == (3, 4)
        targets = MeasureTerms.objects.filter(measure_id=values["measures"][0]["id"]).order_by(
            "terms__number"
        )
        assert [row.target for row in targets] == [100, 200]


def test_a_period_that_ends_before_it_begins_is_refused(world):
    found = refused(world.actor("ada"), world, starts_on="2026-12-11", ends_on="2026-12-10")
    assert found == (refusals.PeriodOutOfOrder, "ends_on")


@pytest.mark.parametrize(
    ("row", "refusal", "field"),
    [
        (measure(start="100"), refusals.TargetIsStart, "target"),
        (measure(start="100", target="100.00"), refusals.TargetIsStart, "target"),
        (measure(start="100", target="50"), refusals.WrongDirection, "target"),
        (measure("down", start="5", target="10"), refusals.WrongDirection, "target"),
        (measure(unit=" "), refusals.UnitMissing, "unit"),
        (measure("at_most", unit=None), refusals.UnitMissing, "unit"),
        (measure(target=None), refusals.Missing, "target"),
        (measure(start=None), refusals.Missing, "start"),
        (measure(name=None), refusals.Missing, "name"),
        (measure(weight="0"), refusals.WeightNotPositive, "weight"),
        (measure(weight="-1"), refusals.WeightNotPositive, "weight"),
        (measure("steps", steps=[]), refusals.Missing, "steps"),
        (measure("steps", steps=[{"name": None}]), refusals.Missing, "steps.0.name"),
        (measure("steps", steps=[{"name": "A"}, {"name": "a"}]), refusals.SameName, "steps.1.name"),
    ],
)
def test_a_measure_that_can_not_be_is_refused_with_its_field(world, row, refusal, field):
    assert refused(world.actor("sam"), world, measures=[row]) == (refusal, f"measures.0.{field}")


def test_yes_or_no_and_steps_need_no_unit(world):
    goal_proposed(
        world.actor("ada"), world.shared, values={"measures": [measure("yes_no"), measure("steps")]}
    )


def test_two_measures_have_two_names(world):
    found = refused(world.actor("ada"), world, measures=[measure(), measure(name="MEASURE UP")])
    assert found == (refusals.SameName, "measures.1.name")


@pytest.mark.parametrize("field", ["why", "owner", "contribution"])
def test_each_side_says_why_who_and_what(world, field):
    with as_creator():
        sides = goal_values(world.shared)["sides"]
    sides[1][field] = None
    assert refused(world.actor("ada"), world, sides=sides) == (refusals.Missing, f"sides.1.{field}")


def test_no_side_is_left_out_named_twice_or_brought_in(world):
    with as_creator():
        sides = goal_values(world.shared)["sides"]
        foreign = goal_values(world.foreign)["sides"]
    for wrong in ([], sides[:1], [*sides, foreign[0]]):
        assert refused(world.actor("ada"), world, sides=wrong) == (refusals.SideMissing, "sides")
    with pytest.raises(BadValues):
        goal_proposed(world.actor("ada"), world.shared, values={"sides": [sides[0], sides[0]]})


def test_an_owner_is_a_person_of_that_side(world):
    with as_creator():
        sides = goal_values(world.shared)["sides"]
    for name in ("sam", "olga"):
        sides[0]["owner"] = {"id": str(world.users[name].id)}
        assert refused(world.actor("ada"), world, sides=sides) == (refusals.NotOfThatSide, "sides.0.owner")


def test_a_contribution_in_numbers_has_a_unit(world):
    with as_creator():
        sides = goal_values(world.shared)["sides"]
    sides[0]["unit"] = None
    assert refused(world.actor("ada"), world, sides=sides) == (refusals.UnitMissing, "sides.0.unit")


def test_projects_and_parents_of_others_are_as_if_they_were_not_there(world, agreed):
    with as_creator():
        foreign = ProjectFactory(
            partnership_id=world.foreign,
            commissioned_by_id=world.parties["fjallbo"],
            delivered_by_id=world.parties["grafit"],
        )
        goal = Goal.objects.create(
            partnership_id=world.foreign, name="Secret", created_at=NOW, updated_at=NOW
        )
    for strange in (foreign.id, uuid4()):
        found = refused(world.actor("ada"), world, projects=[{"project": {"id": str(strange)}}])
        assert found == (refusals.ProjectNotHere, "projects")
    for strange in (goal.id, uuid4()):
        found = refused(world.actor("ada"), world, parent={"id": str(strange)})
        assert found == (refusals.ParentNotHere, "parent")


def test_a_goal_is_never_part_of_itself_or_of_one_below_it(world, both, agreed):
    top = agreed()
    middle = agreed(parent={"id": str(top.id)})
    below = agreed(parent={"id": str(middle.id)})
    for parent in (top, middle, below):
        with pytest.raises(refusals.ParentInCircle):
            goal_proposed(both[0], world.shared, goal=top, values={"parent": {"id": str(parent.id)}})


def test_a_circle_that_two_open_proposals_would_make_is_refused_at_the_signature(world, both, agreed):
    one, two = agreed(), agreed()
    goal_proposed(both[0], world.shared, goal=one, values={"parent": {"id": str(two.id)}})
    goal_agreed(both, world.shared, goal=two, values={"parent": {"id": str(one.id)}})
    with as_creator():
        version = Version.objects.get(agreement__subject_id=one.id, status="open")
    signed(both[0], version)
    with pytest.raises(refusals.ParentInCircle):
        signed(both[1], version)


def test_a_measure_keeps_its_kind(world, both, agreed):
    goal = agreed()
    with entered(both[0], partnership_id=world.shared):
        values = values_of_goal(world.shared, goal.id)
    values["measures"] = [{**measure("at_least"), "id": values["measures"][0]["id"]}]
    with pytest.raises(refusals.KindChanged):
        goal_proposed(both[0], world.shared, goal=goal, values=values)


def test_ten_thousand_characters_are_refused_with_a_sentence(world):
    with as_creator():
        sides = goal_values(world.shared)["sides"]
    sides[0]["why"] = "x" * 10_000
    with pytest.raises(TooLong) as caught:
        goal_proposed(world.actor("ada"), world.shared, values={"sides": sides})
    assert caught.value.on_field == "sides.0.why"


def test_scripts_are_text_like_any_other(world, agreed):
    goal = agreed(name="<script>alert(1)</script>")
    assert goal.name == "<script>alert(1)</script>"


def test_a_viewer_and_a_stranger_propose_nothing(world, door):
    with door("ada") as at:
        values = goal_values(world.shared)
        partnership = at.partnership
    for name, refusal in (("vera", NotAllowed), ("finn", NotAllowed), ("olga", NotThere)):
        with door(name) as at, pytest.raises(refusal):
            propose_goal(at.actor, partnership=partnership, values=values, now=NOW)
    with as_creator():
        assert Goal.objects.count() == 0


def test_what_was_seen_before_is_not_overwritten(world, both, agreed):
    goal = agreed()
    goal_proposed(both[0], world.shared, goal=goal, values={"name": "Many more orders"})
    with entered(both[1], partnership_id=world.shared):
        seen = partnership_seen(both[1], world.shared)
        values = goal_values(world.shared)
        with pytest.raises(VersionPassed):
            propose_goal_change(both[1], partnership=seen, goal=goal, values=values, seen=1, now=NOW)


def test_saying_the_same_again_proposes_nothing(world, both, agreed):
    goal = agreed()
    with entered(both[1], partnership_id=world.shared):
        values = values_of_goal(world.shared, goal.id)
    with pytest.raises(NothingChanged):
        goal_proposed(both[1], world.shared, goal=goal, values=values)


def test_three_parties_all_sign(three):
    goal = goal_agreed(three.actors, three.id)
    with as_creator():
        assert (goal.status, GoalSide.objects.filter(terms__goal=goal).count()) == ("active", 3)
    half = goal_proposed(
        three.actors[0], three.id, goal=goal, values={"weight": "2"}, now=NOW + timedelta(days=1)
    )
    for actor in three.actors[:2]:
        signed(actor, half)
    with as_creator():
        assert Terms.objects.get(goal=goal).weight == Decimal(1)
    signed(three.actors[2], half)
    with as_creator():
        assert Terms.objects.get(goal=goal, until_on=None).weight == Decimal(2)

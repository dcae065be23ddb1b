"""Budgets, days and roles of a project come true by every party's signature, and by nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Organization, Party
from partnership.kit.errors import NotAllowed, NotThere
from projects.activity.waiting import waiting_for
from projects.agreement.actions.proposals import put_forward
from projects.agreement.factories import signed
from projects.agreement.models import Status, Version
from projects.agreement.queries.seen import newest_number, open_version
from projects.agreement.reading import values_of
from projects.agreement.refusals import NothingChanged, VersionPassed
from projects.work.actions.deliverables import DeliverableValues, add_deliverable
from projects.work.actions.projects import ProjectFacts, create_project
from projects.work.actions.terms import NothingPlanned, propose_part, propose_plan, propose_terms
from projects.work.actions.terms_in_force import (
    AmountNotPositive,
    BudgetNotPositive,
    DeliverableNotHere,
    DeliveryBeforeStart,
    OtherCurrency,
    PartyNotHere,
    ProjectRenamed,
)
from projects.work.factories import NOW, DeliverableFactory
from projects.work.models import Deliverable, Project
from projects.work.queries.facts import read_projects
from projects.work.queries.letters import deliverables_due
from projects.work.queries.terms import basis_of
from projects.work.terms import KIND, Part, Terms, written
from tests.events import events_of
from tests.tenancy import as_creator

D = Decimal
TODAY = date(2026, 11, 23)
LATER = date(2027, 1, 15)


def proposed(at, project, *, parts=None, seen=None, **changes):
    """Put the project's terms forward with some of them changed."""
    terms = replace(basis_of(at.partnership, project), **changes)
    terms = terms if parts is None else replace(terms, parts=parts)
    number = newest_number(project.partnership_id, KIND, project.id) if seen is None else seen
    return propose_terms(
        at.actor, partnership=at.partnership, project=project, terms=terms, seen=number, now=NOW
    )


def stands(project):
    with as_creator():
        row = Project.objects.get(id=project.id)
        return (row.hours_budget, row.amount_budget, row.delivery_on, row.version)


@pytest.fixture
def part(project):
    with as_creator():
        return DeliverableFactory(
            project=project,
            name="Cabinets",
            hours_budget=D(60),
            planned_on=date(2026, 11, 20),
            agreed_hours=None,
            agreed_on=None,
        )


def test_terms_hold_with_the_last_signature_and_not_before(door, world, project):
    before = stands(project)
    with door("ada") as at:
        version = proposed(at, project, hours_budget=D(124), amount_budget=D(90000), delivery_on=LATER)
    assert stands(project) == before
    signed(world.actor("sam"), version)
    assert stands(project) == before
    signed(world.actor("ada"), version)
    assert stands(project) == (D(124), D(90000), LATER, 2)
    [told] = [one for one in events_of(world.shared) if one["kind"] == "work.terms_agreed"]
    assert (told["subject"][1], told["data"]) == (project.id, {"number": 1})


def test_a_new_project_states_its_roles_and_proposes_the_rest(door, world):
    with door("sam") as at:
        sides = {
            "commissioned_by_id": world.parties["havsvik"],
            "delivered_by_id": world.parties["studionord"],
        }
        bare = Terms(**sides)
        made = create_project(
            at.actor,
            partnership=at.partnership,
            facts=ProjectFacts("Bath", "BATH"),
            terms=replace(bare, hours_budget=D(80)),
            now=NOW,
        )
        assert (made.commissioned_by_id, made.hours_budget) == (world.parties["havsvik"], None)
        assert open_version(world.shared, KIND, made.id).values["hours_budget"] == "80"
        plain = create_project(
            at.actor, partnership=at.partnership, facts=ProjectFacts("Hall", "HALL"), terms=bare, now=NOW
        )
        assert open_version(world.shared, KIND, plain.id) is None


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"delivery_on": date(2026, 8, 1)}, DeliveryBeforeStart, "delivery_on"),
        ({"hours_budget": D(0)}, BudgetNotPositive, "hours_budget"),
        ({"hours_budget": D(10) ** 7}, BudgetNotPositive, "hours_budget"),
        ({"hours_budget": D("1.125")}, BudgetNotPositive, "hours_budget"),
        ({"amount_budget": D(-1)}, AmountNotPositive, "amount_budget"),
        ({"amount_budget": D(1), "currency": "EUR"}, OtherCurrency, "amount_budget"),
    ],
)
def test_impossible_terms_are_refused_at_their_field(door, project, changes, refusal, field):
    with door("ada") as at:
        with pytest.raises(refusal) as refused:
            proposed(at, project, **changes)
        assert refused.value.on_field == field


def test_a_side_of_another_partnership_and_a_foreign_deliverable_are_refused(
    door, world, project, foreign_project
):
    with as_creator():
        foreign = DeliverableFactory(project=foreign_project, name="Fjällbohemlighet")
    with door("ada") as at:
        with pytest.raises(PartyNotHere):
            proposed(at, project, delivered_by_id=world.parties["fjallbo"])
        with pytest.raises(DeliverableNotHere):
            proposed(at, project, parts=(Part(foreign.id, foreign.name, D(1)),))
        with pytest.raises(NotThere):
            proposed(at, foreign_project, hours_budget=D(1))


def test_no_value_calls_a_thing_by_another_name(door, project, part):
    """Whoever writes exact values may not let the others sign a name that stands for something else."""
    with door("ada") as at:
        values = written(basis_of(at.partnership, project), project, at.partnership)
        values["delivered_by"]["name"] = "Havsvik Hem"
        said = {"partnership": at.partnership, "kind": KIND, "subject_id": project.id, "now": NOW}
        version = put_forward(at.actor, **said, values=values, seen=0)
        assert values_of(version)["delivered_by"]["name"] == "Studio Nord"
        values["deliverables"] = [{"id": str(part.id), "name": "Drawings", "hours": "1", "day": None}]
        with pytest.raises(DeliverableNotHere):
            put_forward(at.actor, **said, values=values, seen=1)
        with pytest.raises(ProjectRenamed):
            put_forward(
                at.actor, **said, values={**values, "project": {"id": str(project.id), "name": "X"}}, seen=1
            )


def test_who_only_reads_proposes_nothing(door, project):
    with door("vera") as at, pytest.raises(NotAllowed):
        proposed(at, project, hours_budget=D(1))


def test_a_proposal_that_passed_by_is_refused_and_the_same_again_is_none(door, project):
    with door("ada") as at:
        proposed(at, project, hours_budget=D(124))
        with pytest.raises(NothingChanged):
            proposed(at, project)
    with door("sam") as at, pytest.raises(VersionPassed):
        proposed(at, project, hours_budget=D(110), seen=0)


def test_the_other_side_answers_with_a_counter_proposal_and_that_one_holds(door, world, project):
    with door("ada") as at:
        first = proposed(at, project, hours_budget=D(124))
    with door("sam") as at:
        second = proposed(at, project, hours_budget=D(140))
    for name in ("ada", "sam"):
        signed(world.actor(name), second)
    with as_creator():
        assert Version.objects.get(id=first.id).status == Status.COUNTERED
    assert stands(project)[0] == D(140)


def test_a_plan_counts_for_nothing_until_it_is_signed_and_is_put_forward_with_one_step(
    door, world, project, part
):
    with door("sam") as at:
        assert read_projects([world.shared], as_of=TODAY)[0].clocks.due == 0
        assert deliverables_due([world.shared], first_on=date(2026, 11, 1), last_on=TODAY) == []
        version = propose_plan(at.actor, partnership=at.partnership, project=project, seen=0, now=NOW)
        with pytest.raises(NothingPlanned):
            propose_plan(at.actor, partnership=at.partnership, project=project, seen=1, now=NOW)
    for name in ("sam", "ada"):
        signed(world.actor(name), version)
    with door("ada"):
        row = Deliverable.objects.get(id=part.id)
        assert (row.agreed_hours, row.agreed_on, row.version) == (D(60), date(2026, 11, 20), 2)
        read = read_projects([world.shared], as_of=TODAY)[0]
        assert (read.clocks.due, read.clocks.on_the_day, read.work.is_plan_agreed) == (1, 0, True)
        due = deliverables_due([world.shared], first_on=date(2026, 11, 1), last_on=TODAY)
        assert [one.name for one in due] == ["Cabinets"]


def test_one_deliverables_day_changes_that_one_alone_and_leaving_it_out_ends_what_was_agreed(
    door, world, project, part
):
    with as_creator():
        kept = DeliverableFactory(project=project, name="Drawings", planned_on=date(2026, 10, 1))
    with door("ada") as at:
        both = {"partnership": at.partnership, "deliverable": part, "now": NOW}
        version = propose_part(at.actor, **both, hours=None, day=LATER, seen=0)
        days = [(row["name"], row["day"]) for row in values_of(version)["deliverables"]]
        assert days == [("Drawings", "2026-10-01"), ("Cabinets", "2027-01-15")]
    agree(world, version)
    with door("sam") as at:
        both = {"partnership": at.partnership, "deliverable": part, "now": NOW}
        version = propose_part(at.actor, **both, hours=None, day=None, seen=1)
    agree(world, version)
    with as_creator():
        found = {row.name: row.agreed_on for row in Deliverable.objects.filter(project=project)}
    assert found == {kept.name: date(2026, 10, 1), part.name: None}


def agree(world, version):
    for name in ("ada", "sam"):
        signed(world.actor(name), version)


def test_what_is_renamed_meanwhile_is_not_signed_under_its_old_name(door, world, project, part):
    with door("sam") as at:
        version = propose_plan(at.actor, partnership=at.partnership, project=project, seen=0, now=NOW)
    signed(world.actor("sam"), version)
    with as_creator():
        Deliverable.objects.filter(id=part.id).update(name="Drawers")
    with pytest.raises(DeliverableNotHere):
        signed(world.actor("ada"), version)
    assert stands(project)[3] == 1
    with door("sam") as at:
        again = proposed(at, project)
        assert values_of(again)["deliverables"][0]["name"] == "Drawers"


def test_three_parties_sign_before_terms_hold(door, world, project):
    with as_creator():
        third = Organization.objects.create(name="Tredje Part")
        Party.objects.create(partnership_id=world.shared, organization=third, position=3)
    with door("ada") as at:
        version = proposed(at, project, hours_budget=D(124))
    agree(world, version)
    assert stands(project)[0] == D(100)


def test_a_project_without_a_budget_waits_for_a_proposal_until_one_is_open(door, world):
    def waits(at):
        return [
            str(one.action) for one in waiting_for(at.actor, [at.partnership]) if one.kind == "work.unagreed"
        ]

    sides = {"commissioned_by_id": world.parties["havsvik"], "delivered_by_id": world.parties["studionord"]}
    with door("sam") as at:
        made = create_project(
            at.actor,
            partnership=at.partnership,
            facts=ProjectFacts("Bath", "BATH"),
            terms=Terms(**sides),
            now=NOW,
        )
        assert waits(at) == ["Propose terms"]
        proposed(at, made, hours_budget=D(80))
        assert waits(at) == []
    with door("ada") as at:
        assert waits(at) == []


def test_what_is_planned_by_hand_agrees_nothing(door, project):
    with door("ada") as at:
        planned = DeliverableValues("Tiles", hours_budget=D(10), planned_on=TODAY)
        made = add_deliverable(at.actor, project=project, values=planned, today=TODAY, now=NOW)
        assert (made.agreed_hours, made.agreed_on) == (None, None)

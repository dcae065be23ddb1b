"""A measure that follows a key figure: its value is the figure's, in the same second, and nobody else's."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from projects.goals.actions.linking import (
    FigureNotOpen,
    FigureNotYours,
    MeasureHasNoNumber,
    UnitsDiffer,
    link_figure,
    unlink_figure,
)
from projects.goals.actions.readings import FollowsFigure, ReadingSaid, record_readings
from projects.goals.factories import measure
from projects.goals.models import FigureLink, Reading
from projects.goals.queries.seen import goal_seen
from projects.insight.actions.figures import FigureSaid, add_figure
from projects.insight.actions.values import ValueSaid, record_values
from projects.openness.factories import granted
from projects.openness.models import Grant
from projects.openness.steps import Step, Topic
from tests.tenancy import as_creator

TODAY, NOW = date(2026, 11, 23), timezone.now()


@pytest.fixture
def goal(agreed):
    return agreed(measures=[measure(), measure("steps")])


@pytest.fixture
def figure(door):
    return make(door)


def make(door, name="ada", unit="Orders"):
    with door(name) as at:
        said = FigureSaid("Orders a week", unit, band=Decimal(50))
        row = add_figure(at.actor, partnership=at.partnership, said=said, now=NOW)
    record(door, row, (date(2026, 11, 2), "20"), name=name)
    return row


def record(door, figure, *values, name="ada"):
    with door(name) as at:
        said = [ValueSaid(day, Decimal(value)) for day, value in values]
        return record_values(at.actor, figure=figure, values=said, source_kind="hand", today=TODAY, now=NOW)


def measures(world, goal):
    with as_creator():
        return list(goal.measures.order_by("terms__position").values_list("id", flat=True))


def opened(world, step=Step.DETAIL):
    with as_creator():
        return granted(
            world.shared, world.parties["havsvik"], world.parties["studionord"], Topic.KEY_FIGURES, step
        )


def link(door, world, goal, figure, place=0, name="ada"):
    with door(name) as at:
        return link_figure(
            at.actor,
            partnership=at.partnership,
            goal=goal,
            measure_id=measures(world, goal)[place],
            figure=figure,
            today=TODAY,
            now=NOW,
        )


def value(door, goal, name="sam"):
    with door(name) as at:
        return goal_seen(at.partnership.id, goal.id, as_of=TODAY).measures[0].value


def test_the_goal_follows_the_figure_for_both_sides(door, world, goal, figure):
    opened(world)
    assert link(door, world, goal, figure).id == link(door, world, goal, figure).id
    assert value(door, goal) == 20
    record(door, figure, (date(2026, 11, 9), "35"), (date(2026, 11, 2), "22"))
    assert value(door, goal) == value(door, goal, "ada") == 35
    with door("sam"):
        rows = Reading.objects.order_by("recorded_at", "read_on", "id").values_list(
            "read_on", "value", "source_kind"
        )
        assert list(rows) == [
            (date(2026, 11, 2), 20, "figure"),
            (date(2026, 11, 2), 22, "figure"),
            (date(2026, 11, 9), 35, "figure"),
        ]


def test_while_it_follows_nobody_writes_a_value_by_hand(door, world, goal, figure):
    opened(world)
    row = link(door, world, goal, figure)
    said = [ReadingSaid(measures(world, goal)[0], Decimal(99), TODAY)]

    def write(name="sam"):
        with door(name) as at:
            values = {"source_kind": "hand", "source_name": "me", "today": TODAY, "now": NOW}
            return record_readings(at.actor, goal=goal, readings=said, **values)

    with pytest.raises(FollowsFigure):
        write()
    with door("sam") as at, pytest.raises(FigureNotYours):
        unlink_figure(at.actor, goal=goal, link_id=row.id, now=NOW)
    with door("ada") as at:
        unlink_figure(at.actor, goal=goal, link_id=row.id, now=NOW)
    assert len(write()) == 1
    record(door, figure, (TODAY, "1"))
    assert value(door, goal) == 99


@pytest.mark.parametrize("step", [None, Step.EXISTS, Step.SUMMARY])
def test_a_figure_that_the_other_side_does_not_see_cannot_carry_a_goal(door, world, goal, figure, step):
    if step is not None:
        opened(world, step)
    with pytest.raises(FigureNotOpen):
        link(door, world, goal, figure)
    with door("ada"):
        assert not FigureLink.objects.exists()


def test_closed_again_the_goal_keeps_what_it_has_and_follows_no_further(door, world, goal, figure):
    grant = opened(world)
    link(door, world, goal, figure)
    with as_creator():
        Grant.objects.filter(id=grant.id).update(ended_at=NOW, is_withdrawn=True)
    record(door, figure, (date(2026, 11, 9), "35"))
    assert value(door, goal) == 20
    opened(world)
    record(door, figure, (date(2026, 11, 10), "36"))
    assert value(door, goal) == 36
    with door("sam"):
        assert Reading.objects.filter(read_on=TODAY - timedelta(days=14)).get().value == 35


def test_units_kinds_and_owners_must_fit(door, world, goal, figure):
    opened(world)
    with pytest.raises(MeasureHasNoNumber):
        link(door, world, goal, figure, place=1)
    with pytest.raises(UnitsDiffer):
        link(door, world, goal, make(door, unit="SEK"))
    with pytest.raises(FigureNotYours):
        link(door, world, goal, make(door, name="sam"))


def test_both_pages_link_and_end(door, world, goal, figure, sign_in):
    opened(world)
    path = f"/p/{world.shared}/goals/{goal.id}/figures/"
    sign_in("ada")
    client = sign_in("ada")
    assert client.post(path, {"measure": measures(world, goal)[0], "figure": figure.id}).status_code == 303
    assert "Follows a key figure" in client.get(f"/p/{world.shared}/goals/{goal.id}/").content.decode()
    with as_creator():
        row = FigureLink.objects.get()
    assert client.post(path, {"end": row.id}).status_code == 303
    with as_creator():
        assert FigureLink.objects.get().ended_at is not None

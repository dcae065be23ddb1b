"""The end of a goal: each party scores apart, nobody reads before all have, and then they agree."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.doors import entered
from accounts.queries import partnership_seen
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.agreement.factories import signed
from projects.goals import refusals
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.actions.following import TextTooLong
from projects.goals.actions.proposing import propose_goal_change, propose_result
from projects.goals.actions.scoring import NotOver, ScoresFrozen, score_goal
from projects.goals.factories import ENDS_ON, NOW, goal_agreed, goal_proposed, goal_values
from projects.goals.models import Goal, Score
from projects.goals.queries.seen import goals_on_page
from projects.goals.queries.story import goal_story
from tests.events import events_of
from tests.tenancy import as_creator

D = Decimal
END = NOW + timedelta(days=20)


def scored(actor, goal, score, word="Because", today=ENDS_ON):
    with entered(actor, partnership_id=goal.partnership_id):
        return score_goal(actor, goal=goal, score=D(score), word=word, today=today, now=END)


def read(actor, partnership_id):
    with entered(actor, partnership_id=partnership_id), connection.cursor() as cursor:
        cursor.execute("SELECT score FROM goals_score ORDER BY score")
        return [score for (score,) in cursor.fetchall()]


def proposed(actor, goal, score="0.7", learned="Begin earlier", seen=0):
    with entered(actor, partnership_id=goal.partnership_id):
        return propose_result(
            actor,
            partnership=partnership_seen(actor, goal.partnership_id),
            goal=goal,
            values={"score": score, "learned": learned},
            seen=seen,
            now=END,
        )


def test_no_side_reads_the_others_score_before_it_has_said_its_own(world, both, agreed):
    goal = agreed()
    ada, sam = both
    scored(ada, goal, "0.80")
    assert (read(ada, world.shared), read(sam, world.shared), read(world.actor("finn"), world.shared)) == (
        [D("0.8")],
        [],
        [],
    )
    with entered(sam, partnership_id=world.shared):
        story = goal_story(world.shared, goal.id, as_of=ENDS_ON)
    assert (story.scores, story.waits_for_score) == ((), (world.parties["studionord"],))
    scored(sam, goal, "0.35")
    for name in ("ada", "sam", "vera", "finn"):
        assert read(world.actor(name), world.shared) == [D("0.35"), D("0.8")]
    assert read(world.actor("olga"), world.foreign) == []


def test_a_score_can_be_changed_until_all_have_scored_and_never_after(world, both, agreed):
    goal = agreed()
    ada, sam = both
    scored(ada, goal, "0.8")
    scored(ada, goal, "0.6")
    scored(sam, goal, "0.35")
    with pytest.raises(ScoresFrozen):
        scored(ada, goal, "1")
    assert read(ada, world.shared) == [D("0.35"), D("0.6")]
    for name in ("ada", "sam"):
        with entered(world.actor(name), partnership_id=world.shared), connection.cursor() as cursor:
            cursor.execute("UPDATE goals_score SET score = 1")
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM goals_score")
            assert cursor.rowcount == 0


def test_nobody_scores_in_the_others_name_even_past_the_portal(world, both, agreed):
    goal = agreed()
    ada, sam = both
    scored(sam, goal, "0.35")
    with entered(ada, partnership_id=world.shared):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE goals_score SET score = 1")
            assert cursor.rowcount == 0
        for organization, party in (
            ("studionord", "studionord"),
            ("havsvik", "studionord"),
            ("studionord", "havsvik"),
        ):
            row = Score(
                id=new_id(),
                partnership_id=world.shared,
                organization=world.organizations[organization],
                party_id=world.parties[party],
                goal=goal,
                score=D(0),
                scored_at=END,
            )
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                row.save(force_insert=True)
    with entered(world.actor("olga"), partnership_id=world.foreign), connection.cursor() as cursor:
        cursor.execute("SELECT app.goal_is_judged(%s, %s)", [world.shared, goal.id])
        assert cursor.fetchone() == (False,)


def test_three_parties_read_when_the_third_has_scored(three):
    goal = goal_agreed(three.actors, three.id)
    for number, actor in enumerate(three.actors):
        assert [read(one, three.id) for one in three.actors[number:]] == [[]] * (3 - number)
        scored(actor, goal, "0.5")
    assert [len(read(one, three.id)) for one in three.actors] == [3, 3, 3]


@pytest.mark.parametrize("score", ["-0.05", "1.05", "0.07", "NaN", "Infinity"])
def test_a_score_is_from_0_to_1_in_steps_of_a_twentieth(world, agreed, score):
    goal = agreed()
    with pytest.raises(refusals.BadScore):
        scored(world.actor("ada"), goal, score)


def test_a_goal_is_judged_from_its_last_day_on_and_by_who_may(world, agreed):
    goal = agreed()
    with pytest.raises(NotOver):
        scored(world.actor("ada"), goal, "0.5", today=ENDS_ON - timedelta(days=1))
    with pytest.raises(TextTooLong):
        scored(world.actor("ada"), goal, "0.5", word="x" * 10_001)
    for name, refusal in (("vera", NotAllowed), ("olga", NotThere)):
        with entered(world.actor(name)), pytest.raises(refusal):
            score_goal(world.actor(name), goal=goal, score=D(1), word="", today=ENDS_ON, now=END)


def test_the_outcome_is_agreed_after_both_have_scored_and_closes_the_goal(world, both, agreed):
    goal = agreed()
    ada, sam = both
    scored(ada, goal, "0.8")
    with pytest.raises(refusals.ScoresMissing):
        proposed(sam, goal)
    scored(sam, goal, "0.6")
    with pytest.raises(refusals.BadScore):
        proposed(sam, goal, score="0.71")
    version = proposed(sam, goal)
    signed(ada, version, now=END)
    with as_creator():
        assert Goal.objects.get(id=goal.id).status == "active"
    signed(sam, version, now=END)
    with as_creator():
        row = Goal.objects.get(id=goal.id)
        assert (row.status, row.score, row.closed_on) == ("closed", D("0.7"), END.date())
    with entered(ada, partnership_id=world.shared):
        (seen,) = goals_on_page(world.shared, as_of=END.date())
        (before,) = goals_on_page(world.shared, as_of=date(2026, 12, 11))
    assert (seen.stage, seen.score, seen.missing, seen.is_over) == ("closed", D("0.7"), (), False)
    assert (before.stage, before.score, before.is_over) == ("active", None, True)
    kinds = [event["kind"] for event in events_of(world.shared) if event["kind"].startswith("goals.")]
    assert kinds == ["goals.scored", "goals.scored", "goals.closed"]


def test_terms_do_not_move_any_more_once_every_side_has_scored(world, both, agreed):
    goal = agreed()
    scored(both[0], goal, "1")
    waiting = goal_proposed(both[0], world.shared, goal=goal, values={"ends_on": "2027-03-01"})
    signed(both[0], waiting, now=END)
    scored(both[1], goal, "1")
    with pytest.raises(refusals.GoalJudged):
        signed(both[1], waiting, now=END)
    with pytest.raises(refusals.GoalJudged):
        goal_proposed(both[1], world.shared, goal=goal, values={"ends_on": "2027-04-01"})


def test_a_closed_goal_is_neither_changed_nor_followed_up(world, both, agreed):
    goal = agreed()
    for actor in both:
        scored(actor, goal, "1")
    version = proposed(both[0], goal)
    for actor in both:
        signed(actor, version, now=END)
    with entered(both[0], partnership_id=world.shared):
        seen = partnership_seen(both[0], world.shared)
        with pytest.raises(refusals.GoalClosed):
            propose_goal_change(
                both[0], partnership=seen, goal=goal, values=goal_values(world.shared), seen=1, now=END
            )
        with pytest.raises(refusals.GoalClosed):
            check_in(both[0], goal=goal, said=CheckInSaid(8), today=ENDS_ON, now=END)
        with pytest.raises(refusals.GoalClosed):
            score_goal(both[0], goal=goal, score=D(1), word="", today=ENDS_ON, now=END)
        with pytest.raises(refusals.GoalClosed):
            proposed(both[0], goal, score="0.9", seen=1)

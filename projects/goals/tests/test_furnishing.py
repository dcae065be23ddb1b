"""What is planted for the whole-house tests is there to be read, and to be kept."""

from django.utils import timezone

from accounts.doors import entered
from projects.goals.queries.story import goal_story
from tests.furnished import keep, of_organization
from tests.furnishings.goals import furnish
from tests.tenancy import as_creator
from tests.world import MARKER


def test_each_side_reads_its_own_story_and_nobody_the_others_score(world):
    with as_creator():
        for key in ("shared", "foreign"):
            furnish(world, key, keep)
    stories = {}
    for name, key in (("ada", "shared"), ("sam", "shared"), ("olga", "foreign")):
        with entered(world.actor(name), partnership_id=getattr(world, key)):
            stories[name] = goal_story(
                getattr(world, key), world.things["goal"][key], as_of=timezone.now().date()
            )
    assert MARKER in str(stories["olga"])
    assert MARKER not in str(stories["ada"]) + str(stories["sam"])
    assert of_organization("studionord") in str(stories["sam"])
    assert of_organization("studionord") not in str(stories["ada"])
    assert of_organization("grafit") not in str(stories["olga"])
    assert len(stories["ada"].check_ins) == 2

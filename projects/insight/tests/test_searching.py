"""Search finds of insight what its reader reads: no drafts, no page for others, no figure that is not opened."""

import pytest
from django.utils import timezone

from accounts.doors import entered
from accounts.queries import partnerships_seen
from partnership.kit.fulltext import sought
from projects.activity.searching import search
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from tests.furnished import of_organization, of_person
from tests.tenancy import as_creator


def found(world, name, text, **narrowed):
    with entered(world.actor(name)) as actor:
        groups = search(
            actor, partnerships_seen(actor), sought(text), limit=10, today=timezone.localdate(), **narrowed
        )
        return {one.kind.name: [(hit.name, hit.excerpt) for hit in one.hits] for one in groups}


def opened(world, step):
    with as_creator():
        granted(
            world.shared, world.parties["havsvik"], world.parties["studionord"], Topic.KEY_FIGURES, step,
        )  # fmt: skip


def looks(world):
    with as_creator():
        return Reading.objects.filter(partnership_id=world.shared, place="search").count()


@pytest.mark.parametrize("name", ["ada", "vera", "sam", "finn"])
def test_pages_and_questions_of_both_sides_are_found(furnished, name):
    hits = found(furnished, name, "webbutik", kinds=["page", "question"])
    assert list(hits) == ["page", "question"]
    assert hits["page"][0][0] == "Säsonger Ny webbutik"


def test_drafts_are_their_sides_and_pages_for_one_person_that_persons(furnished):
    assert list(found(furnished, "ada", of_organization("havsvik"), kinds=["page"])) == ["page"]
    assert found(furnished, "sam", of_organization("havsvik"), kinds=["page"]) == {}
    assert list(found(furnished, "vera", of_person("vera"))) == ["page", "question"]
    for other in ("ada", "sam", "finn", "olga"):
        assert found(furnished, other, of_person("vera")) == {}


def test_a_key_figure_is_found_from_the_step_at_which_it_is_shown(furnished):
    word = of_organization("havsvik")
    assert list(found(furnished, "ada", word, kinds=["figure"])) == ["figure"]
    assert found(furnished, "sam", word, kinds=["figure"]) == {}
    assert looks(furnished) == 0
    opened(furnished, Step.EXISTS)
    [(name, excerpt)] = found(furnished, "sam", word, kinds=["figure"])["figure"]
    assert word in name
    assert excerpt == ""
    assert looks(furnished) == 1


def test_looking_for_what_is_not_there_is_no_look(furnished):
    opened(furnished, Step.FULL)
    assert found(furnished, "sam", "zzyxq") == {}
    assert looks(furnished) == 0

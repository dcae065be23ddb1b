"""Words between two sides are found by those two; warnings and actions by every side."""

import pytest
from django.utils import timezone

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory
from accounts.models import Party
from accounts.queries import partnerships_seen
from partnership.kit.fulltext import sought
from projects.activity.searching import search
from tests.tenancy import as_creator

KINDS = ["note", "early_warning", "joint_action"]


def found(actor, text):
    with entered(actor):
        seen = partnerships_seen(actor)
        groups = search(actor, seen, sought(text), kinds=KINDS, limit=10, today=timezone.localdate())
        return {one.kind.name: [hit.url for hit in one.hits] for one in groups}


@pytest.mark.parametrize("name", ["ada", "vera", "sam", "finn"])
def test_both_sides_find_what_was_said_in_between(furnished, client, name):
    hits = found(furnished.actor(name), "webbutik")
    assert set(hits) == set(KINDS)
    client.force_login(furnished.users[name])
    assert [client.get(url).status_code for urls in hits.values() for url in urls] == [
        200 for urls in hits.values() for _url in urls
    ]


def test_a_third_side_finds_no_words_between_two_others(furnished):
    with as_creator():
        third = MembershipFactory()
        Party.objects.create(partnership_id=furnished.shared, organization=third.organization, position=3)
    assert set(found(actor_for(third.user_id), "webbutik")) == {"early_warning", "joint_action"}


def test_strangers_find_nothing(furnished):
    assert found(furnished.actor("olga"), "webbutik") == {}

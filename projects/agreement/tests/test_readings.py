"""What the page of an agreement is made of: whole texts as they were signed, at the same cost for any history."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.doors import entered
from accounts.queries import partnership_seen
from partnership.kit.errors import NotThere
from projects.agreement.factories import agreed, proposed, subject_of
from projects.agreement.models import Agreement
from projects.agreement.queries.page import agreement_page
from tests.tenancy import as_creator
from tests.world import NOW


def page_for(world, who, agreement_id):
    with entered(world.actor(who), partnership_id=world.shared) as actor:
        partnership = partnership_seen(actor, world.shared)
        with CaptureQueriesContext(connection) as asked:
            found = agreement_page(actor, partnership, agreement_id, today=NOW.date())
    return found, len(asked)


@pytest.fixture
def held(world):
    """A note that is in force: its agreement's id and its subject."""
    version = agreed([world.actor("ada"), world.actor("sam")], world.shared)
    with as_creator():
        return version.agreement_id, subject_of(version)


def test_every_value_is_told_in_the_order_of_the_fields(world, held):
    found, _queries = page_for(world, "sam", held[0])
    lines = [(one.label, one.text.replace("\u00a0", " "), one.level) for one in found.in_force.lines]
    assert lines == [
        ("Text", "Studio Nord builds the checkout.", 0),
        ("Day", "8 December 2026", 0),
        ("Hours", "120 h", 0),
        ("Price", "SEK 90 000", 0),
    ]
    assert (found.open, found.in_force.kept, found.in_force.version.link) == (None, "", 1)


def test_the_text_as_it_was_signed_stands_where_the_portal_has_other_words_for_it_today(
    world, held, monkeypatch
):
    before, _queries = page_for(world, "sam", held[0])
    monkeypatch.setattr("projects.agreement.queries.readings.text_of", lambda fields, values: "other words")
    found, _queries = page_for(world, "sam", held[0])
    assert found.in_force.kept == before.in_force.version.text_en


def test_each_reader_has_the_text_in_the_own_language(world, held):
    with translation.override("sv"):
        found, _queries = page_for(world, "ada", held[0])
    assert "8\u00a0december\u00a02026" in [one.text for one in found.in_force.lines]
    assert found.in_force.kept == ""


def test_a_long_history_costs_the_queries_of_a_short_one(world, held):
    agreement_id, subject = held
    proposed(world.actor("ada"), world.shared, subject_id=subject, values={"hours": "130"})
    _found, queries = page_for(world, "sam", agreement_id)
    for number in range(6):
        who = "sam" if number % 2 == 0 else "ada"
        proposed(world.actor(who), world.shared, subject_id=subject, values={"hours": str(140 + number)})
    found, more = page_for(world, "sam", agreement_id)
    assert (len(found.versions), more) == (8, queries)


def test_an_agreement_of_others_is_not_there(world):
    foreign = proposed(world.actor("olga"), world.foreign)
    with pytest.raises(NotThere):
        page_for(world, "ada", foreign.agreement_id)
    with as_creator():
        assert Agreement.objects.filter(id=foreign.agreement_id).exists()

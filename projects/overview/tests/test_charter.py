"""The charter's line in the head of a home, from nothing to signed."""

from datetime import UTC, date, datetime

import pytest

from accounts.doors import entered
from projects.agreement import charter
from projects.agreement.models import Agreement, Draft, Version
from projects.agreement.queries.charter import charter_states
from projects.overview.charter import CharterLine, charter_line
from tests.tenancy import as_creator

WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def agreement(world):
    own = {"partnership_id": world.shared, "kind": charter.NAME, "subject_id": world.shared}
    with as_creator():
        return Agreement.objects.create(**own, created_at=WEDNESDAY)


def version(world, agreement, **changes):
    with as_creator():
        row = Version.objects.create(
            partnership_id=world.shared, agreement=agreement, number=1, title="Charter", values="{}", text_en="",
            text_sv="", content_hash="0" * 64, party_id=world.parties["havsvik"], proposed_at=WEDNESDAY, **changes,
        )  # fmt: skip
        if changes:
            Agreement.objects.filter(id=agreement.id).update(in_force=row)


def line(world, name="sam"):
    with entered(world.actor(name)):
        return charter_line(charter_states([world.shared])[world.shared])


def test_before_anybody_has_written_the_first_step_comes_next(world):
    assert line(world) == CharterLine(None, False, 1, 5)


def test_a_draft_says_the_step_that_comes_next(world):
    with as_creator():
        values = {"values": {"vision": "Ett bättre kök"}, "steps": {}}
        Draft.objects.create(
            partnership_id=world.shared, kind=charter.NAME, subject_id=world.shared, values=values,
            party_id=world.parties["havsvik"], updated_at=WEDNESDAY,
        )  # fmt: skip
    assert line(world).step == 2


def test_a_proposed_charter_waits_for_signatures(world, agreement):
    version(world, agreement)
    assert line(world).is_open


def test_a_signed_charter_says_its_day(world, agreement):
    version(world, agreement, status="signed", closed_at=WEDNESDAY)
    assert line(world).signed_on == date(2026, 11, 18)


def test_nobody_sees_the_charter_of_others(world, agreement):
    version(world, agreement, status="signed", closed_at=WEDNESDAY)
    assert line(world, "olga").signed_on is None

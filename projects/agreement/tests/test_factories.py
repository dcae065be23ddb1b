"""The notes of tests go the way of every proposal."""

from projects.agreement.factories import agreed, proposed, signed, subject_of, taken_effect
from projects.agreement.models import Status, Version
from tests.tenancy import as_creator


def test_a_note_takes_effect_with_the_last_signature_and_once(world):
    version = proposed(world.actor("ada"), world.shared)
    signed(world.actor("ada"), version)
    assert taken_effect == []
    signed(world.actor("sam"), version)
    assert [put.number for put in taken_effect] == [1]


def test_the_same_subject_again_is_answered_by_the_other_side_and_amended_by_the_own(world):
    first = proposed(world.actor("ada"), world.shared)
    with as_creator():
        subject = subject_of(first)
    proposed(world.actor("ada"), world.shared, subject_id=subject, values={"hours": "144"})
    proposed(world.actor("sam"), world.shared, subject_id=subject, values={"hours": "160"})
    with as_creator():
        rows = Version.objects.filter(agreement_id=first.agreement_id).order_by("number")
        assert [row.status for row in rows] == [Status.REPLACED, Status.COUNTERED, Status.OPEN]


def test_a_note_that_all_have_signed_is_in_force(world):
    version = agreed([world.actor("ada"), world.actor("sam")], world.shared)
    with as_creator():
        assert Version.objects.get(id=version.id).status == Status.SIGNED

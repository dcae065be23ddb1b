"""Whatever one does with a proposal, it comes to the same through a page and through the API."""

import pytest

from accounts.models import Partnership
from api.tests.faces import Portal, Program, newest
from projects.agreement.models import Link, Signature, Version
from tests.events import events_of
from tests.tenancy import as_creator

DONE = {"portal": {303}, "api": {200, 201}}
REFUSED = {"portal": {409, 422}, "api": {409, 422}}
DAY, LATER = "2099-06-30", "2099-09-30"


@pytest.fixture(params=["portal", "api"])
def face(request):
    return request.param


@pytest.fixture
def people(face, world, caller):
    """Ada and Sam, each in a browser or by a key."""
    names = ("ada", "sam")
    return [Portal(world, one) if face == "portal" else Program(world, caller(one)) for one in names]


@pytest.fixture
def rows(world):
    def read():
        with as_creator():
            found = Version.objects.filter(partnership_id=world.shared).order_by("number")
            return list(found.values_list("number", "status"))

    return read


@pytest.fixture
def told(world):
    return lambda: [one["kind"].partition(".")[2] for one in events_of(world.shared)]


def test_a_proposal_waits_for_everybody(people, face, rows, told):
    ada, _sam = people

    assert ada.put(seen=0, ends_on=DAY, why="We part as friends.") in DONE[face]
    assert (rows(), told()) == ([(1, "open")], ["proposed"])


def test_the_same_side_changes_its_proposal(people, face, rows, told):
    ada, _sam = people
    ada.put(seen=0, ends_on=DAY)

    assert ada.put(seen=1, ends_on=LATER) in DONE[face]
    assert (rows(), told()) == ([(1, "replaced"), (2, "open")], ["proposed", "amended"])


def test_the_other_side_answers_with_another(people, face, rows, told):
    ada, sam = people
    ada.put(seen=0, ends_on=DAY)

    assert sam.put(seen=1, ends_on=LATER) in DONE[face]
    assert (rows(), told()) == ([(1, "countered"), (2, "open")], ["proposed", "countered"])


def test_who_has_not_read_the_newest_changes_nothing(people, face, rows):
    ada, sam = people
    ada.put(seen=0, ends_on=DAY)
    ada.put(seen=1, ends_on=LATER)

    assert sam.put(seen=1, ends_on=DAY) in REFUSED[face]
    assert rows() == [(1, "replaced"), (2, "open")]


def test_it_takes_effect_with_the_last_signature_and_once(people, face, world, rows, told):
    ada, sam = people
    ada.put(seen=0, ends_on=DAY)
    version = newest(world)

    assert sam.sign(version) in DONE[face]
    assert (rows(), _ends_on(world)) == ([(1, "open")], None)
    assert ada.sign(version) in DONE[face]
    assert (rows(), _ends_on(world)) == ([(1, "signed")], DAY)
    assert ada.sign(version) in REFUSED[face]
    assert told().count("in_force") == 1
    with as_creator():
        assert (Link.objects.count(), Signature.objects.count()) == (1, 2)


def test_a_no_is_kept_with_its_reason(people, face, world, rows, told):
    ada, sam = people
    ada.put(seen=0, ends_on=DAY)
    version = newest(world)

    assert sam.decline(version, "Too soon.") in DONE[face]
    assert (rows(), told()) == ([(1, "declined")], ["proposed", "declined"])
    assert newest(world).reason == "Too soon."
    assert ada.sign(version) in REFUSED[face]


def test_a_no_without_a_reason_is_none(people, face, world, rows):
    ada, sam = people
    ada.put(seen=0, ends_on=DAY)

    assert sam.decline(newest(world), " ") in {400, 422}
    assert rows() == [(1, "open")]


def test_ones_own_proposal_is_taken_back_and_nobody_elses(people, face, world, rows, told):
    ada, sam = people
    ada.put(seen=0, ends_on=DAY)
    version = newest(world)

    assert sam.withdraw(version) in REFUSED[face]
    assert ada.withdraw(version) in DONE[face]
    assert (rows(), told()) == ([(1, "withdrawn")], ["proposed", "withdrawn"])
    assert sam.sign(version) in REFUSED[face]


def test_what_can_not_be_is_not_proposed(people, face, rows):
    ada, _sam = people

    assert ada.put(seen=0, ends_on="2001-01-01") in REFUSED[face]
    assert rows() == []


def test_one_face_goes_on_where_the_other_left_off(world, caller, rows):
    Portal(world, "ada").put(seen=0, ends_on=DAY)
    Program(world, caller("sam")).sign(newest(world))
    Portal(world, "ada").sign(newest(world))

    assert (rows(), _ends_on(world)) == ([(1, "signed")], DAY)


def _ends_on(world):
    with as_creator():
        day = Partnership.objects.get(id=world.shared).ends_on
    return day.isoformat() if day else None

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.doors import entered
from accounts.models import Membership
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.openness.models import Grant, Reading
from projects.openness.steps import Topic
from projects.pricing.actions.together import (
    BadInput,
    NotYourLine,
    SharedDay,
    SharedHours,
    SharedSaid,
    SharedSort,
    SharedText,
    add_shared,
    remove_shared,
    state_replacement,
)
from projects.pricing.models import Replacement, Shared
from projects.pricing.queries.together import place_of, shared_months, shared_on_page
from projects.work.factories import ProjectFactory
from tests.events import events_of
from tests.tenancy import as_creator

TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AT = {"today": TODAY, "now": NOW}
PURSUIT = {"pursuit": Decimal(91234)}


def said(**changed):
    line = {"sort": "onboarding", "text": "A week in the shop", "done_on": TODAY, "hours": Decimal(40)}
    return SharedSaid(**{**line, **changed})


@pytest.fixture
def act(world):
    """Do something as a person in the shared partnership: `act("sam", add_shared, said=…, **AT)`."""

    def do(name, action, **rest):
        actor = world.actor(name)
        with entered(actor, partnership_id=world.shared):
            return action(actor, partnership=world.partnership(name), **rest)

    return do


@pytest.fixture
def shop(world):
    """Ada's side commissions, Sam's side delivers."""
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )


def opened(world, owner, reader, topic, step):
    with as_creator():
        Grant.objects.create(
            partnership_id=world.shared,
            party_id=world.parties[owner],
            reader_id=world.parties[reader],
            topic=topic,
            step=step,
            purpose="To mend first",
            until=timezone.now().date() + timedelta(days=90),
            number=1,
            opened_at=timezone.now(),
        )


def address(world, name="together", **rest):
    return reverse(f"pricing:{name}", kwargs={"partnership": world.shared, **rest})


def test_lines_of_all_sides_count_alike(act, world):
    key = new_id()
    first = act("sam", add_shared, said=said(), key=key, **AT)
    assert act("sam", add_shared, said=said(), key=key, **AT) == first
    act("ada", add_shared, said=said(hours=Decimal("2.5"), done_on=date(2026, 10, 2)), **AT)
    act("ada", add_shared, said=said(sort="departure", hours=Decimal(8)), **AT)
    with entered(world.actor("vera"), partnership_id=world.shared):
        months = [(one.month.month, one.invested, one.lost) for one in shared_months(world.shared)]
        rows = shared_on_page(world.shared, limit=2)
        rest = shared_on_page(world.shared, after=place_of(world.shared, rows[-1].id))
    assert months == [(10, Decimal("2.5"), 0), (11, 40, 8)]
    assert [one.hours for one in (*rows, *rest)] == [8, 40, Decimal("2.5")]
    assert [one["kind"] for one in events_of(world.shared)] == ["pricing.shared_added"] * 3


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"hours": Decimal(0)}, SharedHours),
        ({"hours": Decimal(-1)}, SharedHours),
        ({"hours": Decimal("0.001")}, SharedHours),
        ({"hours": Decimal("NaN")}, SharedHours),
        ({"hours": Decimal(100_001)}, SharedHours),
        ({"text": " "}, SharedText),
        ({"text": "x" * 301}, SharedText),
        ({"done_on": TODAY + timedelta(days=1)}, SharedDay),
        ({"done_on": date(1900, 1, 1)}, SharedDay),
        ({"sort": "gossip"}, SharedSort),
    ],
)
def test_a_line_that_can_not_be_is_refused(act, changed, refusal):
    with pytest.raises(refusal):
        act("sam", add_shared, said=said(**changed), **AT)


def test_each_side_takes_away_its_own_lines_only(act, world):
    row = act("sam", add_shared, said=said(), **AT)
    with pytest.raises(NotYourLine):
        act("ada", remove_shared, shared_id=row.id, now=NOW)
    with pytest.raises(NotThere):
        act("sam", remove_shared, shared_id=new_id(), now=NOW)
    act("sam", remove_shared, shared_id=row.id, now=NOW)
    with as_creator():
        assert Shared.objects.count() == 0
    for action, rest in (
        (add_shared, {"said": said(), **AT}),
        (state_replacement, {"inputs": {}, "now": NOW}),
    ):
        with pytest.raises(NotAllowed):
            act("vera", action, **rest)


@pytest.mark.parametrize(
    "inputs",
    [
        {"pursuit": Decimal(-1)},
        {"productivity": Decimal(101)},
        {"bribe": Decimal(1)},
        {"exit": Decimal("NaN")},
    ],
)
def test_an_input_that_can_not_be_is_refused(act, inputs):
    with pytest.raises(BadInput) as raised:
        act("sam", state_replacement, inputs=inputs, now=NOW)
    assert raised.value.on_field == next(iter(inputs))


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (0, "Not shown"),
        (1, "Not shown"),
        (2, "SEK\u00a00 – SEK\u00a0100\u00a0000"),
        (3, "SEK\u00a091\u00a0234"),
    ],
)
def test_the_other_sides_number_is_seen_as_far_as_it_is_opened(act, world, client, shop, step, shown):
    act("sam", state_replacement, inputs=PURSUIT, now=NOW)
    opened(world, "studionord", "havsvik", Topic.MARGIN, step)
    client.force_login(world.users["ada"])
    with as_creator():
        world.users["ada"].__class__.objects.filter(id=world.users["ada"].id).update(language="en")
    found = client.get(address(world)).content.decode()
    assert shown in found
    assert ("91\u00a0234" in found) is (step >= 3)
    with as_creator():
        assert Reading.objects.count() == (step > 0)


def test_the_own_number_is_seen_in_full_and_never_without_the_book(act, world, client, shop):
    act("sam", state_replacement, inputs=PURSUIT, now=NOW)
    client.force_login(world.users["sam"])
    assert "SEK\u00a091\u00a0234" in client.get(address(world)).content.decode()
    opened(world, "studionord", "havsvik", Topic.MARGIN, 4)
    client.force_login(world.users["vera"])
    assert "91\u00a0234" not in client.get(address(world)).content.decode()
    with as_creator():
        Membership.objects.filter(user=world.users["sam"]).update(role="member")
    client.force_login(world.users["sam"])
    assert "91\u00a0234" not in client.get(address(world)).content.decode()


def test_a_line_and_the_own_numbers_are_written_on_the_page(world, client, shop):
    client.force_login(world.users["sam"])
    line = {"sort": "insight", "text": "Their autumn plan", "done_on": "2026-11-02", "hours": "2,5"}
    for _click in range(2):
        client.post(address(world), {**line, "key": str(world.shared)})
    with as_creator():
        [row] = Shared.objects.all()
    assert "Their autumn plan" in client.get(address(world)).content.decode()
    refused = client.post(address(world), {**line, "hours": "0"})
    assert (refused.status_code, "Their autumn plan" in refused.content.decode()) == (422, True)
    assert client.post(address(world, "replacement"), {"pursuit": "90 000"}).status_code == 303
    assert client.post(address(world, "replacement"), {"pursuit": "-1"}).status_code == 422
    with as_creator():
        assert Replacement.objects.get().inputs == {"pursuit": "90000"}
    client.force_login(world.users["ada"])
    assert client.post(address(world, "remove_shared", shared=row.id)).status_code == 403
    client.force_login(world.users["sam"])
    assert client.post(address(world, "remove_shared", shared=row.id)).status_code == 303


def test_strangers_and_odd_places_find_nothing(world, client):
    client.force_login(world.users["olga"])
    assert client.get(address(world)).status_code == 404
    client.force_login(world.users["sam"])
    for before in ("x", str(new_id())):
        assert client.get(address(world), {"before": before}).status_code == 404

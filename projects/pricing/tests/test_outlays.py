from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.actions.organizations import ChangedMeanwhile
from partnership.kit.errors import NotAllowed, NotThere
from projects.activity.models import Event
from projects.pricing.actions.outlays import (
    OutlayValues,
    add_outlay,
    approve_outlay,
    change_outlay,
    remove_outlay,
)
from projects.pricing.models import Outlay, OutlayCost
from projects.pricing.outlay_refusals import (
    BadOutlay,
    NotYourOutlay,
    OutlayApproved,
    OutlayCurrency,
    OutlayDay,
    PriceBelowZero,
    PriceTooFine,
)
from projects.pricing.queries.outlays import outlays_on_page, own_costs
from projects.pricing.tests.bookkeeping import bought
from projects.work.actions.approvals import OthersApprove
from projects.work.factories import NOW
from tests.chance import without_chance
from tests.tenancy import as_creator

TODAY = date(2026, 11, 23)
D = Decimal


def said(**changed):
    plain = {"done_on": TODAY, "sort": "travel", "text": "Train", "price": D(500), "currency": "SEK"}
    return OutlayValues(**{**plain, **changed})


def add(at, project, **changed):
    return add_outlay(at.actor, project=project, values=said(**changed), today=TODAY, now=NOW)


def test_a_purchases_cost_is_read_by_its_own_side_alone(door, project):
    with door("sam") as at:
        made = add(at, project, cost=D("412.50"))
        assert own_costs(project.partnership_id, [made.id]) == {made.id: D("412.5")}
    with door("ada") as at:
        assert own_costs(project.partnership_id, [made.id]) == {}
        [seen], _older = outlays_on_page(at.partnership, project)
        assert (seen.price, seen.is_ours_to_approve, seen.party.name) == (500, True, "Studio Nord")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"price": D(-1)}, PriceBelowZero),
        ({"cost": D(-1)}, BadOutlay),
        ({"price": D("0.001")}, PriceTooFine),
        ({"price": D(10) ** 11}, PriceTooFine),
        ({"currency": "EUR"}, OutlayCurrency),
        ({"done_on": date(1904, 1, 1)}, OutlayDay),
        ({"sort": "bribe"}, BadOutlay),
        ({"line": "nowhere"}, BadOutlay),
    ],
)
def test_what_can_not_be_is_refused_and_leaves_nothing(door, project, changed, refusal):
    with door("sam") as at:
        with pytest.raises(refusal):
            add(at, project, **changed)
        assert not Outlay.objects.exists()


def test_another_side_approves_and_then_nothing_changes(door, project):
    with door("sam") as at:
        made = add(at, project, cost=D(1))
        with pytest.raises(OthersApprove):
            approve_outlay(at.actor, outlay=made, now=NOW)
    with door("ada") as at:
        with pytest.raises(NotYourOutlay):
            change_outlay(at.actor, outlay=made, values=said(), today=TODAY, now=NOW)
        with pytest.raises(ChangedMeanwhile):
            approve_outlay(at.actor, outlay=made, now=NOW, version=7)
        for _click in range(2):
            found = approve_outlay(at.actor, outlay=made, now=NOW, version=1)
        assert (found.version, found.approved_by_id) == (2, at.partnership.own_party.id)
    with door("sam") as at:
        with pytest.raises(OutlayApproved):
            change_outlay(at.actor, outlay=made, values=said(), today=TODAY, now=NOW)
        with pytest.raises(OutlayApproved):
            remove_outlay(at.actor, outlay=made, now=NOW)
    with door("ada") as at:
        approve_outlay(at.actor, outlay=made, now=NOW, is_approved=False)
    with door("sam") as at:
        remove_outlay(at.actor, outlay=made, now=NOW)
        assert not Outlay.objects.exists()
        assert not OutlayCost.objects.exists()
        kinds = list(Event.objects.order_by("seq").values_list("kind", flat=True))
    assert [one.removeprefix("pricing.outlay_") for one in kinds] == [
        "added",
        "approved",
        "unapproved",
        "removed",
    ]


def test_who_keeps_no_book_and_a_stranger_write_nothing(door, project):
    for name, refusal in (("vera", NotAllowed), ("olga", NotThere)):
        with door(name) as at, pytest.raises(refusal):
            add(at, project)


def test_purchases_page_by_day(door, project):
    with as_creator():
        made = [bought(project, date(2026, 11, day), 10) for day in (1, 2, 2, 3)]
    wanted = [one.id for one in sorted(made, key=lambda one: (one.done_on, one.id), reverse=True)]
    with door("ada") as at:
        read, place = [], None
        while True:
            rows, place = outlays_on_page(at.partnership, project, before=place, limit=1)
            read += [one.id for one in rows]
            if place is None:
                break
    assert read == wanted


def test_a_purchase_is_written_and_approved_on_its_pages(sign_in, world, project):
    own = {"partnership": world.shared}
    new = reverse("pricing:outlay_new", kwargs={**own, "project": project.id})
    sent = {
        "text": "Train",
        "sort": "travel",
        "done_on": "2026-11-20",
        "price": "1 250,50",
        "cost": "98765.43",
    }
    sam = sign_in("sam")
    assert b'name="price"' in sam.get(new).content
    assert sam.post(new, {**sent, "price": "-1"}).status_code == 422
    assert sam.post(new, sent).status_code == 303
    with as_creator():
        [made] = Outlay.objects.all()
    address = reverse("pricing:outlay", kwargs={**own, "outlay": made.id})
    page = sam.get(address).content.decode()
    assert 'value="1250.5"' in page
    assert 'value="98765.43"' in page
    for name in ("ada", "vera"):
        page = without_chance(sign_in(name).get(address).content.decode())
        assert "98765" not in page
        assert "Train" in page
    assert sign_in("finn").post(address, {**sent, "price": "7"}).status_code == 303
    approve = reverse("pricing:outlay_approve", kwargs={**own, "outlay": made.id})
    for name, status in (("vera", 403), ("sam", 403), ("olga", 404), ("ada", 412)):
        assert sign_in(name).post(approve, {"version": "1"}).status_code == status
    assert sign_in("ada").post(approve, {"version": "2"}).status_code == 303
    assert sign_in("sam").post(address, sent).status_code == 422
    remove = reverse("pricing:outlay_remove", kwargs={**own, "outlay": made.id})
    assert sign_in("sam").post(remove).status_code == 409

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Party, User
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing.tests.bookkeeping import bought, labor, line_cost, other, put_sheet, rate_card, worked
from projects.work.factories import ProjectFactory, TaskFactory
from projects.work.models import WorkEntry
from tests.tenancy import as_creator
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(world):
    return lambda name, **ids: reverse(f"pricing:{name}", kwargs={"partnership": world.shared, **ids})


@pytest.fixture
def sign_in(world, client):
    """Sign a person in; everybody reads English here."""

    def enter(name):
        with as_creator():
            User.objects.update(language="en")
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


def said(response):
    """The page's text with plain spaces."""
    return " ".join(response.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def kept(world, project):
    own, day = world.organizations["studionord"], timezone.localdate() - timedelta(days=20)
    with as_creator():
        put_sheet(project, labor("Dev", 100, 800), other("bought_in", 20_000), corridor=(20, 40))
        rate_card(own, "Dev", 500, valid_from=date(2024, 1, 1))
        line_cost(project, own, "labor-Dev", 50_000, hourly=500)
        line_cost(project, own, "bought_in-bought_in", 15_000)
        worked(project, day, 40)
        bought(project, day, 6_000, cost=4_000, owner=own)
        TaskFactory(project=project, hours_estimate=Decimal(60))
    return project


def test_both_sides_and_every_role_read_the_same_prices(kept, sign_in, at):
    for name in ("ada", "vera", "sam", "finn"):
        page = said(sign_in(name).get(at("book")))
        assert ("SEK 100 000" in page, "SEK 38 000" in page) == (True, True), name
        page = said(sign_in(name).get(at("project", project=kept.id)))
        assert ("SEK 100 000" in page, "SEK 38 000 of it not approved yet" in page) == (True, True), name


def test_the_own_side_sees_its_margin_inside_the_corridor(kept, sign_in, at):
    page = said(sign_in("sam").get(at("project", project=kept.id)))
    assert ("36.8%" in page, "Inside the corridor" in page, "SEK 24 000" in page) == (True, True, True)
    assert "What the other side sees" not in page


def test_what_is_closed_is_not_in_the_page_and_can_be_asked_for(kept, sign_in, at):
    for name in ("book", "project"):
        ids = {"project": kept.id} if name == "project" else {}
        page = said(sign_in("ada").get(at(name, **ids)))
        found = [hidden in page for hidden in ("36.8%", "24 000", "corridor</", "SEK 500")]
        assert found == [False] * 4
        assert "Studio Nord has not opened them" in page
        assert reverse("openness:ask", kwargs={"partnership": kept.partnership_id}) in page


def test_a_viewer_reads_the_same_whatever_is_opened(world, kept, sign_in, at):
    before = said(sign_in("vera").get(at("book")))
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.COST, Step.FULL)
    assert _body(said(sign_in("vera").get(at("book")))) == _body(before)
    assert "Cost and margin are for owners, admins and finance" in before


def test_a_reading_is_written_down_and_shown_as_a_band(world, kept, sign_in, at):
    with as_creator():
        granted(
            world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.MARGIN, Step.SUMMARY
        )
    page = said(sign_in("ada").get(at("project", project=kept.id)))
    assert ("SEK 20 000–30 000" in page, "SEK 24 000" in page, "36.8%" in page) == (True, False, False)
    assert "<svg" in page
    csv = sign_in("ada").get(at("margin_file", project=kept.id)).content.decode()
    assert "0.2105,0.4737" in csv
    with as_creator():
        assert set(Reading.objects.values_list("place", flat=True)) == {"project"}


def test_the_own_side_sees_what_it_has_opened(world, kept, sign_in, at):
    with as_creator():
        granted(
            world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.MARGIN, Step.SUMMARY
        )
    page = said(sign_in("sam").get(at("project", project=kept.id)))
    assert ("SEK 20 000–30 000" in page, "2, a summary" in page) == (True, True)


def test_an_empty_book_says_the_next_step_to_each_side(world, sign_in, at):
    for name in ("ada", "sam"):
        page = sign_in(name).get(at("book"))
        assert (page.status_code, "No project under way" in said(page)) == (200, True)


def test_a_project_without_a_sheet_says_the_next_step(project, sign_in, at):
    for name in ("ada", "sam", "vera"):
        page = sign_in(name).get(at("project", project=project.id))
        assert (page.status_code, "No price sheet yet" in said(page)) == (200, True)


def test_strangers_and_guessed_ids_get_the_same_404(kept, foreign_project, sign_in, at):
    olga = sign_in("olga")
    assert olga.get(at("book")).status_code == 404
    assert olga.get(at("project", project=kept.id)).status_code == 404
    ada = sign_in("ada")
    guessed = ada.get(at("project", project=foreign_project.id))
    none = ada.get(at("project", project="01990000-0000-7000-8000-0000000fffff"))
    assert (guessed.status_code, none.status_code) == (404, 404)
    assert _body(said(guessed)) == _body(said(none))
    assert ada.get(at("margin_file", project=kept.id)).status_code == 404


@pytest.mark.parametrize("before", ["x", "2026-13-01~", "~", "2026-11-01~not-an-id", "\x00"])
def test_a_place_that_cannot_be_read_shows_the_first_page(kept, sign_in, at, before):
    page = sign_in("ada").get(at("project", project=kept.id), {"outlays_before": before})
    assert (page.status_code, "Photos" in said(page)) == (200, True)


def test_of_three_sides_each_sees_what_is_opened_to_it(client):
    with as_creator():
        User.objects.update(language="en")
        sides = [OrganizationFactory(name=name) for name in ("Alm", "Bok", "Ceder")]
        people = {one.name: MembershipFactory(organization=one).user for one in sides}
        whole = PartnershipFactory(sides=sides)
        parties = {one.organization.name: one for one in Party.objects.filter(partnership=whole)}
        made = ProjectFactory(
            partnership_id=whole.id,
            commissioned_by_id=parties["Alm"].id,
            delivered_by_id=parties["Ceder"].id,
        )
        put_sheet(made, labor("Dev", 100, 800), corridor=(20, 40))
        rate_card(sides[2], "Dev", 500, valid_from=date(2024, 1, 1))
        worked(made, timezone.localdate() - timedelta(days=3), 10)
        granted(whole.id, parties["Ceder"].id, parties["Bok"].id, Topic.MARGIN, Step.DETAIL)
        User.objects.update(language="en")
    address = reverse("pricing:project", kwargs={"partnership": whole.id, "project": made.id})
    told = {}
    for name, person in people.items():
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        told[name] = said(client.get(address))
    assert {name: "SEK 5 000" in text for name, text in told.items()} == {
        "Alm": False,
        "Bok": True,
        "Ceder": True,
    }
    assert all("SEK 8 000" in text for text in told.values())


@pytest.mark.parametrize("name", ["book", "project"])
def test_a_page_asks_as_often_with_thirty_thousand_entries(world, kept, sign_in, at, name):
    address = at(name, **({"project": kept.id} if name == "project" else {}))
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.MARGIN, Step.FULL)
    client = sign_in("ada")
    client.get(address)
    counts = [_asked(client, address)]
    with as_creator():
        ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=kept.delivered_by_id,
            delivered_by_id=kept.delivered_by_id,
        )
        rows = (
            WorkEntry(
                partnership_id=world.shared,
                project=kept,
                party_id=kept.delivered_by_id,
                done_on=date(2026, 1 + n % 10, 1 + n % 28),
                hours=Decimal("0.25"),
                role="Dev",
                created_at=NOW,
                updated_at=NOW,
            )
            for n in range(30_000)
        )
        WorkEntry.objects.bulk_create(rows, batch_size=5000)
    counts.append(_asked(client, address))
    assert counts[0] == counts[1]
    assert counts[0] <= 30


def _asked(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def _body(page):
    """Without tokens and times of the request."""
    import re

    main = page[page.index("<main") :] if "<main" in page else page
    return re.sub(
        r'value="[A-Za-z0-9]{64}"', "", main[: main.index("</main>")] if "</main>" in main else main
    )

"""The simulator and the final account in the portal, from both chairs and from a third."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Party
from projects.agreement.models import Version
from projects.pricing.models import Sharing
from projects.pricing.tests.bookkeeping import START, labor, put_sheet, worked
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator

FIVE = {
    "target": "100000",
    **{f"to_{place}": to for place, to in enumerate(("80", "90", "110", "120", ""))},
    **{f"share_{place}": share for place, share in enumerate(("15", "30", "50", "75", "100"))},
}


@pytest.fixture
def project(world):
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared,
            name="New kitchens",
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )


@pytest.fixture
def sign_in(world, client):
    def enter(name):
        world.users[name].language = "en"
        with as_creator():
            world.users[name].save(update_fields=["language"])
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


def address(project, name="sharing"):
    return reverse(f"pricing:{name}", args=[project.partnership_id, project.id])


def words(response):
    return response.content.decode().replace("\u00a0", " ")


def put_rule(project, target="100000"):
    kept = [{"low": None, "high": "1.2", "share": "0.5"}, {"low": "1.2", "high": None, "share": "1"}]
    return Sharing.objects.create(
        partnership_id=project.partnership_id,
        project=project,
        number=1,
        currency="SEK",
        target=Decimal(target),
        bands=kept,
        signed_at="2026-09-01T09:00:00Z",
    )


@pytest.mark.parametrize("name", ["ada", "vera", "sam", "finn"])
def test_anybody_of_either_side_plays_and_reads_the_same(sign_in, project, name):
    response = sign_in(name).get(address(project), {**FIVE, "outturn": "115000"})

    said = words(response)
    assert response.status_code == 200
    assert "At an outturn of SEK 115 000, Havsvik Hem pays SEK 106 250." in said
    assert (
        "Of the SEK 15 000 above the target, Studio Nord bears SEK 8 750 and Havsvik Hem SEK 6 250." in said
    )
    assert "Havsvik Hem never pays more than SEK 107 500." in said


def test_the_table_holds_the_published_numbers(sign_in, project):
    shown = sign_in("ada").get(address(project), {**FIVE, "outturn": "85000"}).context

    found = {int(one.outcome.outturn): (one.outcome.deliverer, one.outcome.pays) for one in shown["steps"]}
    assert found[70_000] == (9_500, 79_500)
    assert found[85_000] == (6_500, 91_500)
    assert found[130_000] == (-22_500, 107_500)
    assert sorted(found) == [60_000, 70_000, 80_000, 85_000, *range(90_000, 150_000, 10_000)]


def test_a_slider_that_was_moved_counts_and_one_that_was_not_does_not(sign_in, project):
    ada = sign_in("ada")
    moved = {**FIVE, "outturn": "100000", "was": "100000", "drag": "115", "drag_was": "100"}
    typed = {**FIVE, "outturn": "104000", "was": "100000", "drag": "100", "drag_was": "100"}
    assert ada.get(address(project), moved).context["form"].tried == 115_000
    assert ada.get(address(project), typed).context["form"].tried == 104_000
    assert 'value="104"' in words(ada.get(address(project), typed))


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"target": "0"}, "target", "A target is more than 0."),
        ({"target": "-5"}, "target", "A target is more than 0."),
        ({"target": "12,345"}, "target", "more decimals than its currency"),
        ({"target": "many"}, "target", "Enter a number."),
        ({"target": ""}, "target", "This field is required."),
        ({"target": "NaN"}, "target", "Enter a number."),
        ({"share_1": "101"}, "share_1", "Band 2: a share lies between 0 and 100 percent."),
        ({"share_1": "-1"}, "share_1", "Band 2: a share lies between 0 and 100 percent."),
        ({"share_1": ""}, "share_1", "Say how much of it"),
        ({"to_1": "70"}, "to_1", "Band 2: a band begins at 0 or above, and ends above where it begins"),
        ({"to_1": ""}, "to_1", "Only the last band has no end."),
        ({"to_4": "150"}, "to_4", "Leave the end of the last band empty"),
        ({"to_3": "99999"}, "to_3", "at 10,000 percent at most"),
        ({"outturn": "-1"}, "outturn", "greater than or equal to 0"),
        ({"outturn": "\x00"}, "outturn", "Enter a number."),
        ({"drag": "500", "outturn": "1", "was": "1", "drag_was": "3"}, "drag", "less than or equal to 140"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(sign_in, project, wrong, field, sentence):
    response = sign_in("ada").get(address(project), {**FIVE, **wrong})

    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    typed = {**FIVE, **wrong}
    assert {name: response.context["form"].data[name] for name in typed} == typed


def test_any_other_address_shows_the_page(sign_in, project):
    ada = sign_in("ada")
    for query in ({"x": "1"}, {"to_99": "5"}, {"to_x": "5"}, {"share_": "1"}, {"drag": "a"}):
        assert ada.get(address(project), query).status_code in (200, 422)
    assert ada.get(address(project)).context["form"].is_bound is bool(project.amount_budget)


def test_what_is_shown_is_put_forward_once(sign_in, world, project):
    said = {**FIVE, "seen": "0", "key": "01990000-0000-7000-8000-0000000abcde", "word": "Fair?"}
    ada = sign_in("ada")
    first, again = (ada.post(address(project), said) for _turn in range(2))

    assert first.status_code == again.status_code == 303
    with as_creator():
        [version] = Version.objects.filter(partnership_id=world.shared, agreement__kind="sharing")
    assert first["Location"] == reverse("agreement:agreement", args=[world.shared, version.agreement_id])
    text = version.text_en.replace("\u00a0", " ")
    assert "Target, excl. VAT: SEK 100 000" in text
    assert "Up to: no end" in text
    assert "Share of the side that delivers: 15%" in text
    page = words(sign_in("sam").get(address(project)))
    assert "Havsvik Hem proposes how to share" in page


@pytest.mark.parametrize("name", ["vera"])
def test_a_viewer_plays_and_puts_nothing_forward(sign_in, project, name):
    client = sign_in(name)
    assert "Put this forward" not in words(client.get(address(project), FIVE))
    assert client.post(address(project), FIVE).status_code == 403
    with as_creator():
        assert not Version.objects.filter(agreement__kind="sharing").exists()


def test_a_passed_version_keeps_what_was_typed(sign_in, project):
    ada = sign_in("ada")
    ada.post(address(project), {**FIVE, "seen": "0"})
    late = ada.post(address(project), {**FIVE, "target": "90000", "seen": "0", "word": "Rather so"})

    assert late.status_code == 422
    assert "This has changed since you opened it." in words(late)
    assert "Rather so" in words(late)
    assert 'name="seen" value="1"' in words(late)


def test_strangers_find_nothing(sign_in, project):
    for name in ("sharing", "sharing_file", "final"):
        assert sign_in("olga").get(address(project, name)).status_code == 404


def test_the_file_holds_the_same_numbers(sign_in, project):
    response = sign_in("ada").get(address(project, "sharing_file"), {**FIVE, "outturn": "115000"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "115000.0,106250.0,-6250.0,-8750.0" in response.content.decode()
    assert sign_in("ada").get(address(project, "sharing_file"), {"target": "0"}).status_code == 422


def test_the_rule_in_force_meets_the_forecast(sign_in, world, project):
    with as_creator():
        put_sheet(project, labor("Dev", "100", "1000"), kind="target_cost")
        put_rule(project)
        worked(project, START, "110")
    page = sign_in("ada").get(address(project))

    assert (page.context["shown"].now, page.context["shown"].in_force.target) == (110_000, 100_000)
    assert "The rule in force" in words(page)


def test_a_finished_project_has_a_final_account(sign_in, world, project):
    with as_creator():
        put_sheet(project, labor("Dev", "100", "1000"), kind="target_cost")
        put_rule(project)
        worked(project, START, "110")
        project.status, project.finished_on = "finished", START
        project.save()
    seen = [sign_in(name).get(address(project, "final")) for name in ("ada", "sam", "vera")]

    account = seen[0].context["account"]
    assert (account.outcome.saving, account.outcome.deliverer, account.outcome.pays) == (
        -10_000,
        -5_000,
        105_000,
    )
    assert (account.billed, account.left) == (0, 105_000)
    assert all("SEK 105 000" in words(one) for one in seen)


def test_an_unfinished_project_has_no_final_account(sign_in, project):
    page = sign_in("sam").get(address(project, "final"))

    assert page.context["account"] is None
    assert "No final account yet" in words(page)


def test_a_signed_rule_and_a_waiting_one_stay_inside_their_partnership(sign_in, furnished):
    own, foreign = (
        reverse("pricing:sharing", args=[getattr(furnished, key), furnished.things["project"][key]])
        for key in ("shared", "foreign")
    )

    page = sign_in("ada").get(own)
    assert "345 678" in words(page)
    assert page.context["form"].data["target"] == "345679"
    assert "876 543" not in words(page)
    assert sign_in("ada").get(foreign).status_code == 404
    assert "876 543" in words(sign_in("olga").get(foreign))


def test_three_sides_read_one_rule_and_two_of_them_share(world, client):
    with as_creator():
        sides = [OrganizationFactory(name=name) for name in ("Alm", "Bok", "Ceder")]
        people = [MembershipFactory(organization=side).user for side in sides]
        partnership = PartnershipFactory(sides=sides)
        parties = list(Party.objects.filter(partnership=partnership).order_by("position"))
        project = ProjectFactory(
            partnership_id=partnership.id, commissioned_by_id=parties[2].id, delivered_by_id=parties[0].id
        )
        for one in people:
            one.language = "en"
            one.save(update_fields=["language"])
    pages = []
    for one in people:
        client.force_login(one, backend="allauth.account.auth_backends.AuthenticationBackend")
        pages.append(client.get(address(project), {**FIVE, "outturn": "115000"}))

    for page in pages:
        assert "Of the SEK 15 000 above the target, Alm bears SEK 8 750 and Ceder SEK 6 250." in words(page)
        assert [side.name for side in page.context["roles"].both] == ["Alm", "Ceder"]
    assert client.post(address(project), {**FIVE, "seen": "0"}).status_code == 303
    with as_creator():
        version = Version.objects.get(partnership_id=partnership.id, agreement__kind="sharing")
    assert set(version.needs) == {str(one.id) for one in parties}

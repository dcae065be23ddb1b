from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Organization, Partnership, Role
from accounts.queries import partnership_seen
from projects.activity.models import Event
from projects.agreement.actions.endings import end_due
from projects.agreement.actions.signing import withdraw
from projects.agreement.ending import EndingDayPassed, NoEndingDay, has_come
from projects.agreement.factories import agreed, proposed, signed
from projects.agreement.refusals import PartnershipEnded
from projects.agreement.tests.charters import address, charter_in_force, side, text
from tests.tenancy import as_creator

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def values(day, **said):
    return {"ends_on": day, "why": "We are done.", "handover": [], **said}


def ended(world, day, *, now=NOW, **said):
    actors = [world.actor("ada"), world.actor("sam")]
    return agreed(
        actors, world.shared, kind="ending", subject_id=world.shared, values=values(day, **said), now=now
    )


def standing(world):
    with as_creator():
        row = Partnership.objects.get(id=world.shared)
        return row.status, row.ends_on, row.version


def told(world):
    with as_creator():
        return Event.objects.filter(partnership_id=world.shared, kind="partnership.ended").count()


def test_an_ending_today_takes_effect_with_the_last_signature_and_once(world):
    version = proposed(
        world.actor("sam"), world.shared, kind="ending", subject_id=world.shared, values=values("2026-11-23")
    )
    signed(world.actor("sam"), version)
    assert standing(world) == ("active", None, 1)
    signed(world.actor("ada"), version)
    assert standing(world) == ("ended", TODAY, 2)
    assert (end_due(now=NOW), told(world)) == (0, 1)


def test_a_later_ending_takes_effect_on_its_day_and_once(world):
    ended(world, "2026-12-31")
    assert standing(world) == ("active", date(2026, 12, 31), 2)
    for at in (NOW, datetime(2026, 12, 30, 22, 59, tzinfo=UTC)):
        assert end_due(now=at) == 0
    at = datetime(2026, 12, 30, 23, 0, tzinfo=UTC)  # midnight in Stockholm
    assert [end_due(now=at), end_due(now=at)] == [1, 0]
    assert standing(world) == ("ended", date(2026, 12, 31), 3)
    assert told(world) == 1


def test_the_day_comes_when_it_is_that_day_where_every_side_is(world):
    with as_creator():
        Organization.objects.filter(id=world.organizations["studionord"].id).update(
            time_zone="America/New_York"
        )
    ended(world, "2026-12-31")
    assert end_due(now=datetime(2026, 12, 31, 4, 59, tzinfo=UTC)) == 0
    assert end_due(now=datetime(2026, 12, 31, 5, 0, tzinfo=UTC)) == 1


@pytest.mark.parametrize(("hour", "come"), [(14, False), (15, True)])
def test_a_day_has_come_when_it_has_for_all(hour, come):
    at = datetime(2026, 12, 30, hour, tzinfo=UTC)
    assert has_come(date(2026, 12, 31), at, ["Asia/Tokyo"]) == come
    assert not has_come(date(2026, 12, 31), at, ["Asia/Tokyo", "Europe/Stockholm"])


def test_a_sweep_leaves_other_partnerships_alone(world):
    ended(world, "2026-12-31")
    end_due(now=datetime(2027, 1, 1, tzinfo=UTC))
    with as_creator():
        assert Partnership.objects.get(id=world.foreign).status == "active"


def test_a_day_that_has_passed_is_refused_also_at_the_last_signature(world):
    with pytest.raises(EndingDayPassed):
        ended(world, "2026-11-22")
    version = proposed(
        world.actor("ada"), world.shared, kind="ending", subject_id=world.shared, values=values("2026-11-30")
    )
    signed(world.actor("ada"), version)
    with pytest.raises(EndingDayPassed), transaction.atomic():
        signed(world.actor("sam"), version, now=datetime(2026, 12, 2, tzinfo=UTC))
    assert standing(world) == ("active", None, 1)


def test_without_a_day_nothing_ends_and_an_agreed_end_is_taken_back(world):
    with pytest.raises(NoEndingDay):
        ended(world, None)
    ended(world, "2026-12-31")
    ended(world, None)
    assert standing(world) == ("active", None, 3)
    assert end_due(now=datetime(2027, 1, 1, tzinfo=UTC)) == 0


def test_an_agreed_day_is_moved_by_another_agreement(world):
    ended(world, "2026-12-31")
    ended(world, "2027-03-31")
    assert end_due(now=datetime(2027, 1, 1, tzinfo=UTC)) == 0
    assert standing(world)[:2] == ("active", date(2027, 3, 31))


def test_what_has_ended_does_not_begin_again_by_a_late_signature(world):
    ended(world, "2026-12-31")
    version = proposed(
        world.actor("ada"), world.shared, kind="ending", subject_id=world.shared, values=values(None)
    )
    signed(world.actor("ada"), version)
    end_due(now=datetime(2027, 1, 1, tzinfo=UTC))
    with pytest.raises(PartnershipEnded), transaction.atomic():
        signed(world.actor("sam"), version, now=datetime(2027, 1, 2, tzinfo=UTC))
    assert standing(world)[0] == "ended"


def test_after_the_end_nothing_new_is_proposed(world):
    ended(world, "2026-11-23")
    with pytest.raises(PartnershipEnded):
        ended(world, "2027-01-01")


def test_what_was_open_at_the_end_is_not_signed_any_more_but_can_be_withdrawn(world):
    version = proposed(world.actor("ada"), world.shared)
    ended(world, "2026-11-23")
    with pytest.raises(PartnershipEnded):
        signed(world.actor("ada"), version)
    with entered(world.actor("ada")) as ada:
        assert withdraw(ada, version=version, now=NOW).status == "withdrawn"


def test_three_sides_end_together_or_not_at_all(world):
    with as_creator():
        third = OrganizationFactory(name="Tredje Part")
        shared = PartnershipFactory(
            sides=[world.organizations["havsvik"], world.organizations["studionord"], third]
        ).id
        person = MembershipFactory(organization=third, role=Role.OWNER).user_id
    version = proposed(
        world.actor("ada"), shared, kind="ending", subject_id=shared, values=values("2026-11-23")
    )
    found = []
    for actor in (world.actor("ada"), world.actor("sam"), actor_for(person)):
        signed(actor, version)
        with entered(actor):
            found.append(partnership_seen(actor, shared).status)
    assert found == ["active", "active", "ended"]


def test_the_web_changes_nothing_else_of_a_partnership(world):
    with entered(world.actor("ada")), connection.cursor() as cursor:
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE accounts_partnership SET currency = 'EUR' WHERE id = %s", [world.shared])
        cursor.execute(
            "UPDATE accounts_partnership SET ends_on = '2026-12-31' WHERE id = %s", [world.foreign]
        )
        assert cursor.rowcount == 0


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_either_side_proposes_the_end_and_the_charters_handover_list_comes_along(sign_in, world, name):
    charter_in_force(world)
    client, url = sign_in(name), address(world, "ending")
    page = client.get(url)
    assert page.context["form"]["handover-0-what"].value() == "Source code"
    sent = {**step_form_of(client, url), "ends_on": "2099-12-31", "handover-0-done_on": "2099-12-01"}
    answers = [client.post(url, sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    row = {"what": "Source code", "party": side(world, "studionord"), "done_on": "2099-12-01"}
    shown = sign_in("ada").get(url)
    assert shown.context["ending"].open.values["handover"] == [
        {"id": shown.context["form"].rows_of["handover"][0], **row}
    ]
    assert "A proposal waits for signatures" in text(sign_in("sam").get(url))


def step_form_of(client, url, **typed):
    page = client.get(url)
    sent = {"key": page.context["key"], "seen": page.context["ending"].newest}
    for bound in page.context["form"]:
        sent[bound.html_name] = bound.value() or ""
    for part in page.context["form"].parts:
        for rows in part if isinstance(part, list) else ():
            sent |= {rows.count_name: rows.count, **{row.id_name: row.id for row in rows.rows}}
    return {**sent, **typed}


def test_a_refused_ending_keeps_what_was_typed(sign_in, world):
    client, url = sign_in("sam"), address(world, "ending")
    refused = client.post(url, step_form_of(client, url, ends_on="2020-01-01", why="Because we are done."))
    assert refused.status_code == 422
    assert "That day has passed." in text(refused)
    assert "Because we are done." in text(refused)


def test_who_had_not_read_the_newest_proposal_sees_it_beside_what_was_typed(sign_in, world):
    client, url = sign_in("sam"), address(world, "ending")
    sent = step_form_of(client, url, ends_on="2099-12-31", why="Sam's words")
    proposed(
        world.actor("ada"),
        world.shared,
        kind="ending",
        subject_id=world.shared,
        values=values("2099-06-30", why="Ada's words"),
    )
    refused = client.post(url, sent)
    assert refused.status_code == 422
    for said in ("Sam&#x27;s words", "Ada&#x27;s words"):
        assert said in text(refused)
    again = client.post(url, {**sent, "seen": refused.context["ending"].newest})
    assert again.status_code == 303


def test_who_only_reads_proposes_no_end_and_a_stranger_sees_none(sign_in, world):
    ended(world, "2099-12-31", why="Hemligt skäl")
    client = sign_in("vera")
    shown = client.get(address(world, "ending"))
    assert (shown.status_code, "Hemligt skäl" in text(shown), "<textarea" in text(shown)) == (
        200,
        True,
        False,
    )
    assert client.post(address(world, "ending"), {"ends_on": "2099-11-30"}).status_code == 403
    assert sign_in("olga").get(address(world, "ending")).status_code == 404


def test_after_the_end_every_page_says_so_and_everything_stays_readable(sign_in, world):
    charter_in_force(world)
    ended(world, "2026-11-23")
    for name, said in (
        ("sam", "23 November 2026</time>. Everything can be read"),
        ("ada", "23 november 2026</time>"),
    ):
        client = sign_in(name)
        for url in (
            address(world, "charter"),
            address(world, "ending"),
            address(world, "log"),
            f"/p/{world.shared}/",
        ):
            page = client.get(url)
            assert (page.status_code, said in text(page)) == (200, True)
        assert client.get(address(world, "charter_step", step=1)).status_code == 409
        assert "<textarea" not in text(client.get(address(world, "ending")))


def test_who_was_writing_when_it_ended_loses_nothing_typed(sign_in, world):
    client = sign_in("sam")
    pages = {
        address(world, "charter_step", step=1): {"vision": "Typed before the end.", "seen": ""},
        address(world, "ending"): {"ends_on": "2099-12-31", "why": "Typed before the end."},
    }
    ended(world, "2026-11-23")
    for url, typed in pages.items():
        refused = client.post(url, typed)
        assert refused.status_code == 422
        for said in ("Typed before the end.", "The partnership has ended: everything can be read"):
            assert said in text(refused)


def test_the_list_of_partnerships_says_when_one_ended_and_puts_it_last(sign_in, world):
    with as_creator():
        PartnershipFactory(sides=[world.organizations["studionord"], OrganizationFactory(name="Öppen Part")])
    ended(world, "2026-11-23")
    shown = text(sign_in("sam").get("/"))
    assert 'Ended on <time datetime="2026-11-23">23 November 2026</time>' in shown
    assert shown.index("Öppen Part") < shown.index("Havsvik Hem")

from datetime import UTC, datetime, time, timedelta

import pytest

from accounts.models import User
from projects.digests.models import Letter, LetterSetting
from projects.digests.planning import claim_due, letters_to_send, note_missed, preview_due
from tests.tenancy import as_creator
from tests.world import fixed_id

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # 07:30 in Stockholm
EVERYBODY = ["ada", "finn", "olga", "sam", "vera"]


def rows(**filters):
    with as_creator():
        found = Letter.objects.filter(**filters).order_by("user__email", "iso_week")
        return [
            (row.user.email.split("@")[0], row.iso_week, row.status, row.reason)
            for row in found.select_related("user")
        ]


def setting(world, name, **values):
    with as_creator():
        return LetterSetting.objects.create(user=world.users[name], **values)


def test_everybody_in_a_partnership_gets_one_claim_when_the_hour_has_come(settled):
    assert claim_due(now=MONDAY - timedelta(seconds=1)) == []
    assert len(claim_due(now=MONDAY)) == 5
    assert rows() == [(name, "2026-W47", "claimed", "") for name in EVERYBODY]


def test_a_second_run_claims_nothing(settled):
    first = claim_due(now=MONDAY)
    assert claim_due(now=MONDAY + timedelta(minutes=15)) == []
    assert sorted(letters_to_send(now=MONDAY)) == sorted(first)


def test_the_message_id_is_the_same_on_every_try(settled):
    claim_due(now=MONDAY, email="sam@studionord.example")
    with as_creator():
        letter = Letter.objects.get()
    assert letter.message_id == f"<digest.w2026-47.u{fixed_id(3).hex}@127.0.0.1>"
    assert letter.closes_at == datetime(2026, 11, 25, 23, 0, tzinfo=UTC)


def test_each_gets_it_at_their_own_day_and_hour(settled):
    setting(settled, "sam", weekday=5, at=time(16, 0))
    with as_creator():
        User.objects.filter(id=settled.users["vera"].id).update(time_zone="America/New_York")
    claim_due(now=MONDAY)
    assert [row[0] for row in rows()] == ["ada", "finn", "olga"]
    claim_due(now=datetime(2026, 11, 23, 12, 30, tzinfo=UTC))
    assert [row[0] for row in rows()] == ["ada", "finn", "olga", "vera"]
    claim_due(now=datetime(2026, 11, 27, 15, 0, tzinfo=UTC))
    assert [row for row in rows() if row[0] == "sam"] == [("sam", "2026-W47", "claimed", "")]


def test_who_has_stopped_has_no_verified_address_or_left_gets_none(settled):
    setting(settled, "ada", stopped_at=MONDAY - timedelta(days=3))
    with as_creator():
        settled.users["finn"].emailaddress_set.update(verified=False)
        User.objects.filter(id=settled.users["vera"].id).update(is_active=False)
    claim_due(now=MONDAY)
    assert [row[0] for row in rows()] == ["olga", "sam"]


def test_who_came_after_the_hour_waits_for_the_next_week(settled):
    with as_creator():
        User.objects.filter(id=settled.users["sam"].id).update(created_at=MONDAY + timedelta(hours=1))
    claim_due(now=MONDAY + timedelta(hours=2))
    assert "sam" not in [row[0] for row in rows()]
    claim_due(now=MONDAY + timedelta(days=7))
    assert rows(user=settled.users["sam"]) == [("sam", "2026-W48", "claimed", "")]


def test_after_wednesday_the_week_is_skipped_and_the_row_says_why(settled):
    claim_due(now=MONDAY - timedelta(days=7))
    thursday = MONDAY + timedelta(days=3)
    assert (note_missed(now=thursday), claim_due(now=thursday)) == (5, [])
    assert rows(iso_week="2026-W47") == [(name, "2026-W47", "skipped", "late") for name in EVERYBODY]
    assert note_missed(now=thursday) == 0


def test_who_changed_the_day_after_the_hour_has_not_missed_anything(settled):
    claim_due(now=MONDAY - timedelta(days=7))
    setting(settled, "sam", changed_at=MONDAY + timedelta(days=2))
    note_missed(now=MONDAY + timedelta(days=3))
    assert "sam" not in [row[0] for row in rows(iso_week="2026-W47")]


def test_who_never_had_a_letter_has_not_missed_one(settled):
    assert note_missed(now=MONDAY + timedelta(days=3)) == 0


def test_a_dry_run_names_people_and_changes_nothing(settled):
    found = preview_due(now=MONDAY)
    assert found == [(settled.users[name].email, "2026-W47") for name in EVERYBODY]
    assert rows() == []
    claim_due(now=MONDAY, email="ada@havsvik.example")
    with as_creator():
        Letter.objects.update(status="sent")
    assert [address for address, _week in preview_due(now=MONDAY)] == [row[0] for row in found[1:]]


@pytest.mark.parametrize("hour", [0, 6, 12, 18])
def test_runs_all_week_claim_each_person_once(settled, hour):
    for turn in range(8):
        claim_due(now=MONDAY + timedelta(days=turn, hours=hour))
    assert [row[:2] for row in rows(iso_week="2026-W47")] == [(name, "2026-W47") for name in EVERYBODY]

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from projects.agreement.models import Version
from projects.goals.factories import goal_proposed, measure
from projects.goals.models import CheckIn, Reading, Score
from projects.goals.tests.steps import text
from projects.goals.views import values
from projects.work.tests.steps import rows


@pytest.fixture
def goal(agreed):
    return agreed(measures=[measure(), measure("yes_no"), measure("steps")], **period(-30, 60))


@pytest.fixture
def ended(agreed):
    return agreed(now=datetime(2026, 1, 5, tzinfo=UTC), **period(-60, 0))


def period(first, last):
    day = timezone.localdate()
    return {
        "starts_on": (day + timedelta(days=first)).isoformat(),
        "ends_on": (day + timedelta(days=last)).isoformat(),
    }


def inputs(client, address):
    """The names of the inputs for values, in order."""
    shown = text(client.get(address))
    return [part.split('"')[0] for part in shown.split('name="')[1:] if part.startswith("value.")]


def test_a_check_in_writes_what_was_said_and_tells_what_the_other_side_said(sign_in, at, goal, said):
    said("ada", goal, 9)
    client, address = sign_in("sam"), at("check_in", goal=goal.id)
    number, yes, steps = list(dict.fromkeys(inputs(client, address)))
    step = text(client.get(address)).split(f'name="{steps}" value="')[1].split('"')[0]
    form = {
        number: "45,5",
        yes: "1",
        steps: step,
        "confidence": "7",
        "happened": "We <b>sold</b>",
        "given": "8",
    }
    done = client.post(address, form, follow=True)
    assert done.redirect_chain[0][1] == 303
    assert "Havsvik Hem 9" in text(done)
    assert "We &lt;b&gt;sold&lt;/b&gt;" in text(done)
    [mine] = [one for one in rows(CheckIn) if one.confidence == 7]
    assert (mine.given, mine.happened) == (Decimal(8), "We <b>sold</b>")
    assert sorted(one.value for one in rows(Reading)) == [Decimal(1), Decimal(1), Decimal("45.5")]


def test_a_check_in_is_corrected_the_same_week_and_sent_twice_counts_once(sign_in, at, goal):
    client, address = sign_in("sam"), at("check_in", goal=goal.id)
    assert client.post(address, {"confidence": "7", "happened": "First"}).status_code == 303
    assert "First" in text(client.get(address))
    for _ in range(2):
        assert client.post(address, {"confidence": "5", "happened": "Second"}).status_code == 303
    assert [(one.confidence, one.happened) for one in rows(CheckIn)] == [(5, "Second")]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"confidence": ""}, "Choose a number from 1 to 10."),
        ({"confidence": "11"}, "Select a valid choice"),
        ({"happened": "x" * 10_000}, "at most 8000 characters"),
        ({"given": "much"}, "Enter a number."),
    ],
)
def test_a_refused_check_in_keeps_what_was_typed(sign_in, at, goal, change, sentence):
    form = {"confidence": "7", "happened": "ok", "blockers": "typed <script>", "given": "1"} | change
    answer = sign_in("ada").post(at("check_in", goal=goal.id), form)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "typed &lt;script&gt;" in text(answer)
    assert rows(CheckIn) == []


def test_nobody_checks_in_on_what_is_not_signed(sign_in, at, foreign_goal, world, both):
    version = goal_proposed(both[0], world.shared)
    answer = sign_in("sam").get(at("check_in", goal=version.agreement.subject_id))
    assert answer.status_code == 409
    assert "not signed by every side yet" in text(answer)


def test_values_by_hand_keep_their_source(sign_in, at, goal):
    client, address = sign_in("sam"), at("values", goal=goal.id)
    number = inputs(client, address)[0]
    day = timezone.localdate().isoformat()
    form = {"what": "hand", number: "41", "read_on": day, "source_name": "The shop"}
    assert client.post(address, form).status_code == 303
    assert [(one.value, one.source_name, one.source_kind) for one in rows(Reading)] == [
        (Decimal(41), "The shop", "hand")
    ]
    shown = text(client.get(at("goal", goal=goal.id)))
    assert "By hand: The shop" in shown
    for change, sentence in (
        ({number: ""}, "Write a value for at least one measure."),
        ({"source_name": ""}, "This field is required."),
        ({"read_on": "2099-01-01"}, "A value is of today or an earlier day."),
    ):
        answer = client.post(address, form | change)
        assert answer.status_code == 422
        assert sentence in text(answer)


def test_a_file_with_bad_rows_names_each_and_writes_nothing(sign_in, at, goal):
    client, address = sign_in("sam"), at("values", goal=goal.id)
    day = timezone.localdate().isoformat()
    lines = f"measure,day,value\nMeasure up,{day},41\nNobody,{day},1\nMeasure up,soon,2\n"
    answer = client.post(address, {"what": "file", "log": SimpleUploadedFile("shop.csv", lines.encode())})
    assert answer.status_code == 422
    assert "The goal has no measure of that name." in text(answer)
    assert "Write the day as 2026-11-23." in text(answer)
    assert rows(Reading) == []
    good = SimpleUploadedFile("shop.csv", f"measure,day,value\nMeasure up,{day},41\n".encode())
    assert client.post(address, {"what": "file", "log": good}).status_code == 303
    assert [(one.value, one.source_kind, one.source_name) for one in rows(Reading)] == [
        (Decimal(41), "csv", "shop.csv")
    ]


def test_a_file_that_is_far_too_large_is_stopped_while_it_comes(sign_in, at, goal, monkeypatch):
    monkeypatch.setattr(values, "MOST_TAKEN", 10)
    sent = {"what": "file", "log": SimpleUploadedFile("shop.csv", b"measure,day,value" * 100)}
    answer = sign_in("sam").post(at("values", goal=goal.id), sent)
    assert answer.status_code == 422
    assert "The file is larger than 1 MB." in text(answer)


def test_values_need_the_token_of_the_page(world, at, goal):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["sam"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(at("values", goal=goal.id), {"what": "hand"}).status_code == 403


def test_nothing_sent_as_a_file_is_said(sign_in, at, goal):
    answer = sign_in("sam").post(at("values", goal=goal.id), {"what": "file"})
    assert answer.status_code == 422


def test_a_score_is_unread_until_all_have_scored_and_then_both_stand_side_by_side(sign_in, at, ended):
    address = at("score", goal=ended.id)
    assert sign_in("ada").post(address, {"score": "0.7", "word": "Adas hemlighet"}).status_code == 303
    client = sign_in("sam")
    for page in (address, at("goal", goal=ended.id), at("goals"), at("weeks_file", goal=ended.id)):
        assert "Adas hemlighet" not in text(client.get(page))
    assert client.get(at("result", goal=ended.id)).status_code == 303
    done = client.post(address, {"score": "0.4", "word": "Too few"}, follow=True)
    shown = text(done)
    assert [place for place, _status in done.redirect_chain] == [address, at("result", goal=ended.id)]
    for word in ("Adas hemlighet", "Too few", "0.3 apart"):
        assert word in shown
    assert len(rows(Score)) == 2


def test_the_outcome_is_proposed_once_and_read_at_its_agreement(sign_in, at, ended):
    for name, number in (("ada", "0.7"), ("sam", "0.4")):
        assert sign_in(name).post(at("score", goal=ended.id), {"score": number}).status_code == 303
    client, address = sign_in("sam"), at("result", goal=ended.id)
    form = {"score": "0.55", "learned": "Begin with the photos", "seen": 0}
    refused = client.post(address, form | {"score": "7"})
    assert refused.status_code == 422
    assert "Begin with the photos" in text(refused)
    assert client.post(address, form).status_code == 303
    stale = client.post(address, form | {"learned": "Other words"})
    assert stale.status_code == 422
    for word in ("Other words", "Version 1 by Studio Nord came while you wrote"):
        assert word in text(stale)
    assert [one.number for one in rows(Version) if one.agreement_id != rows(Version)[0].agreement_id] == [1]


def test_a_goal_under_way_is_not_judged(sign_in, at, goal):
    client = sign_in("sam")
    assert [client.get(at(name, goal=goal.id)).status_code for name in ("score", "result")] == [409, 409]

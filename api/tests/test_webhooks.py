"""Webhooks through the API: on the same actions as the portal, with a scope of their own, the own organization's alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.refusals import MOST_ENDPOINTS
from partnership.kit.ids import new_id
from tests.events import events_of
from tests.tenancy import as_creator

NEW = {"name": "Our CRM", "url": "https://crm.example.com/hook"}
SCOPES = ["read", "webhooks:write"]


@pytest.fixture
def crm(caller):
    return caller("ada", scopes=SCOPES)


def test_a_webhook_is_made_read_changed_and_removed(crm, world):
    made = crm.post("/webhook-endpoints", {**NEW, "types": ["work.*"], "partnerships": [str(world.shared)]})
    assert crm.last["Location"] == f"/api/v1/webhook-endpoints/{made['id']}"
    assert made["secret"].startswith("whsec_")
    path = f"/webhook-endpoints/{made['id']}"
    read = crm.get(path)
    assert read == {**made, "secret": None}
    assert (read["status"], read["types"], read["skip_own"]) == ("active", ["work.*"], False)
    changed = crm.patch(path, {"skip_own": True}, If_Match=crm.last["ETag"])
    assert (changed["skip_own"], changed["version"], changed["url"]) == (True, 2, NEW["url"])
    crm.patch(path, {"skip_own": False}, status=412, If_Match='"1"')
    assert [one["id"] for one in crm.get("/webhook-endpoints")["data"]] == [made["id"]]
    assert crm("DELETE", path) == {"id": made["id"], "object": "webhook_endpoint", "deleted": True}
    crm.get(path, status=404)
    kinds = [one["kind"] for one in events_of(world.organizations["havsvik"].id)]
    assert [one for one in kinds if one.startswith("webhook.")] == [
        "webhook.made", "webhook.changed", "webhook.removed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"url": "http://crm.example.com/"}, "webhook_address_refused", "/url"),
        ({"url": "https://169.254.169.254/latest/"}, "webhook_address_refused", "/url"),
        ({"url": "https://localhost/"}, "webhook_address_refused", "/url"),
        ({"url": "https://0x7f.1/"}, "webhook_address_refused", "/url"),
        ({"types": ["work.project_created", "work.nothing", "*"]}, "unknown_event_type", "/types"),
        ({"name": "  "}, "blank", "/name"),
        ({"types": "work.*"}, "not_a_list", "/types"),
        ({"types": [7]}, "invalid", "/types/0"),
        ({"skip_own": "yes"}, "invalid", "/skip_own"),
        ({"secret": "whsec_mine"}, "unknown_field", "/secret"),
        ({"partnerships": ["x"]}, "invalid", "/partnerships/0"),
    ],
)
def test_what_does_not_fit_is_named(crm, body, code, pointer):
    problem = crm.post("/webhook-endpoints", {**NEW, **body}, status=None or _status(code))
    assert [(one["code"], one["pointer"]) for one in problem["errors"]] == [(code, pointer)]


def _status(code):
    return 422 if code in ("webhook_address_refused", "unknown_event_type") else 400


def test_unknown_types_are_named_in_words(crm):
    problem = crm.post("/webhook-endpoints", {**NEW, "types": ["goals.closed", "work.nothing"]}, status=422)
    assert "work.nothing" in problem["detail"]
    assert "goals.closed" not in problem["detail"]


def test_a_partnership_of_others_is_refused_as_one_that_is_not_there(crm, world):
    found = [
        crm.post("/webhook-endpoints", {**NEW, "partnerships": [str(one)]}, status=422)
        for one in (world.foreign, new_id())
    ]
    assert [one["code"] for one in found] == ["unknown_partnership"] * 2


def test_an_organization_has_twenty_at_most(crm):
    for _ in range(MOST_ENDPOINTS):
        crm.post("/webhook-endpoints", NEW)
    assert crm.post("/webhook-endpoints", NEW, status=422)["code"] == "too_many_webhooks"


def test_a_request_sent_again_makes_one_and_its_secret_is_kept_nowhere(crm):
    first = crm.post("/webhook-endpoints", NEW, Idempotency_Key="one")
    second = crm.post("/webhook-endpoints", NEW, Idempotency_Key="one")
    assert second == {**first, "secret": None}
    from api.models import KeptAnswer

    with as_creator():
        assert first["secret"].encode() not in b"".join(bytes(one.body) for one in KeptAnswer.objects.all())
        [row] = Endpoint.objects.all()
    assert first["secret"].removeprefix("whsec_") not in row.secret


def test_a_new_secret_is_shown_once(crm):
    made = crm.post("/webhook-endpoints", NEW)
    path = f"/webhook-endpoints/{made['id']}"
    rotated = crm.post(f"{path}/rotate-secret", {}, status=200)
    assert rotated["secret"] not in (None, made["secret"])
    assert rotated["old_secret_until"] is not None
    assert crm.get(path)["secret"] is None


def test_pausing_and_letting_go_on_twice_is_once(crm, world):
    path = f"/webhook-endpoints/{crm.post('/webhook-endpoints', NEW)['id']}"
    found = [
        crm.post(f"{path}/{step}", {}, status=200)["status"]
        for step in ("pause", "pause", "resume", "resume")
    ]
    assert found == ["paused", "paused", "active", "active"]
    kinds = [one["kind"] for one in events_of(world.organizations["havsvik"].id)]
    assert [kinds.count(f"webhook.{one}") for one in ("paused", "resumed")] == [1, 1]


def test_a_test_is_a_delivery_that_can_be_read_and_sent_again(crm):
    path = f"/webhook-endpoints/{crm.post('/webhook-endpoints', NEW)['id']}"
    sent = crm.post(f"{path}/test", {}, status=200)
    assert (sent["type"], sent["status"], sent["tries"]) == ("webhook.test", "waiting", 0)
    whole = crm.get(f"/webhook-deliveries/{sent['id']}")
    assert whole["body"]["id"] == sent["message"]
    assert whole["attempts"] == []
    crm.post(f"/webhook-deliveries/{sent['id']}/send-again", {}, status=200)
    assert [one["id"] for one in crm.get("/webhook-deliveries?status=waiting")["data"]] == [sent["id"]]
    assert crm.get("/webhook-deliveries?type=work.project_created")["data"] == []
    assert crm.get("/webhook-deliveries?status=lost", status=400)["code"] == "invalid_parameter"


def test_deliveries_go_on_from_page_to_page(crm):
    made = crm.post("/webhook-endpoints", NEW)["id"]
    with as_creator():
        endpoint = Endpoint.objects.get(id=made)
        rows = [
            Delivery.objects.create(
                organization_id=endpoint.organization_id,
                endpoint=endpoint,
                message_id=new_id(),
                type="work.project_created",
                body="{}",
                created_at=timezone.now(),
            )
            for _ in range(5)
        ]
    read, cursor = [], ""
    while cursor is not None:
        page = crm.get(
            f"/webhook-deliveries?limit=2&endpoint={made}" + (f"&cursor={cursor}" if cursor else "")
        )
        read, cursor = read + [one["id"] for one in page["data"]], page["next_cursor"]
    assert read == [str(row.id) for row in reversed(rows)]


def test_a_window_of_the_past_is_asked_for(crm):
    path = f"/webhook-endpoints/{crm.post('/webhook-endpoints', NEW)['id']}/replay"
    old = (timezone.now() - timedelta(days=40)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert crm.post(path, {"since": old}, status=422)["code"] == "bad_window"
    assert crm.post(path, {"since": "yesterday"}, status=400)["errors"][0]["pointer"] == "/since"
    recent = (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    crm.post(path, {"since": recent}, status=200)


def test_another_organization_sees_nothing_and_a_partner_neither(crm, caller):
    path = f"/webhook-endpoints/{crm.post('/webhook-endpoints', NEW)['id']}"
    sent = crm.post(f"{path}/test", {}, status=200)["id"]
    for name in ("sam", "olga"):
        other = caller(name, scopes=SCOPES)
        assert (other.get("/webhook-endpoints")["data"], other.get("/webhook-deliveries")["data"]) == ([], [])
        other.get(path, status=404)
        other.get(f"/webhook-deliveries/{sent}", status=404)
        other.patch(path, {"name": "Mine"}, status=404)
        for step in ("rotate-secret", "pause", "resume", "test"):
            other.post(f"{path}/{step}", {}, status=404)
        other("DELETE", path, status=404)


def test_a_key_needs_the_scope_and_its_maker_the_role(crm, caller, world):
    assert caller("ada", scopes=["read"]).get("/webhook-endpoints", status=403)["code"] == "scope_missing"
    with as_creator():
        Membership.objects.filter(user=world.users["ada"]).update(role="member")
    assert crm.get("/webhook-endpoints", status=403)["code"] == "not_allowed"

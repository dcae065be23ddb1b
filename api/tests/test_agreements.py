"""Agreements, their versions and the chain through the API."""

import hashlib
import json

import pytest

from projects.agreement import factories
from projects.agreement.tests.charters import charter_values
from tests.events import events_of
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"
ENGLISH = {"Accept_Language": "en"}


@pytest.fixture(autouse=True)
def note():
    factories.register()


@pytest.fixture
def foreign(world):
    return factories.proposed(world.actor("olga"), world.foreign, values={"text": MARKER})


@pytest.fixture
def proposal(world, foreign):
    """Ada's proposal to Sam, beside one of Olga's that could leak."""
    return factories.proposed(world.actor("ada"), world.shared, word="As we said")


def path(version, rest="", number=None):
    return f"/agreements/{version.agreement_id}/versions/{number or version.number}{rest}"


def signing(version):
    return {"content_hash": version.content_hash}


def test_a_version_reads_the_same_from_both_sides(ada, sam, world, proposal):
    found = ada.get(path(proposal), **ENGLISH)

    assert found == sam.get(path(proposal), **ENGLISH)
    assert (found["title"], found["word"], found["values"]["hours"], found["differences"]) == (
        "Note: Studio Nord builds the checkout.",
        "As we said",
        "120",
        [],
    )
    assert found["waiting"] == [str(world.parties["havsvik"]), str(world.parties["studionord"])]
    assert "8\N{NO-BREAK SPACE}december" in ada.get(path(proposal), Accept_Language="sv")["text"]


def test_lists_hold_ones_own_partnerships_only(ada, world, proposal, foreign):
    own = f"/partnerships/{world.shared}/agreements"
    for where in ("/agreements", own, f"/agreements?partnership={world.shared}&partnership={world.foreign}"):
        assert [one["id"] for one in ada.get(where)["data"]] == [str(proposal.agreement_id)]
        assert MARKER not in ada.last.text
    assert ada.get(f"/agreements?partnership={world.foreign}")["data"] == []
    for rest in ("agreements", "chain", "chain/links", "charter"):
        ada.get(f"/partnerships/{world.foreign}/{rest}", status=404)


def test_filters_say_whose_turn_it_is(ada, sam, proposal):
    sam.post(path(proposal, "/sign"), signing(proposal), status=200)

    def found(caller, query):
        return len(caller.get(f"/agreements?{query}")["data"])

    assert (found(ada, "waiting_for_me=true"), found(sam, "waiting_for_me=true")) == (1, 0)
    assert (found(ada, "waiting_for_me=false"), found(sam, "waiting_for_me=false")) == (0, 1)
    assert (found(ada, "status=open"), found(ada, "status=signed")) == (1, 0)
    assert (found(ada, "kind=note"), found(ada, "kind=charter")) == (1, 0)
    at = ada.get("/agreements")["data"][0]["updated_at"]
    assert (found(ada, f"updated_since={at}"), found(ada, f"updated_until={at}")) == (1, 0)
    assert found(ada, f"subject={RANDOM}") == 0
    for wrong in ("waiting_for_me=yes", "kind=wish", "status=replaced", "seen=1"):
        ada.get(f"/agreements?{wrong}", status=400)


def test_pages_go_on_where_they_ended(ada, world, proposal):
    more = [factories.proposed(world.actor("sam"), world.shared, values={"text": f"N{n}"}) for n in range(3)]
    first = ada.get("/agreements?limit=3&kind=note")
    second = ada.get(f"/agreements?limit=3&kind=note&cursor={first['next_cursor']}")

    wanted = [str(one.agreement_id) for one in [*reversed(more), proposal]]
    assert [one["id"] for one in first["data"] + second["data"]] == wanted


def test_every_step_gives_an_agreement_another_tag(ada, sam, proposal):
    where = f"/agreements/{proposal.agreement_id}"
    ada.get(where, **ENGLISH)
    tag = ada.last.headers["ETag"]
    ada.get(where, status=304, If_None_Match=tag, **ENGLISH)
    ada.get(where, If_None_Match=tag, Accept_Language="sv")
    ada.get(path(proposal), **ENGLISH)
    of_version = ada.last.headers["ETag"]
    sam.post(path(proposal, "/sign"), signing(proposal), status=200)

    found = ada.get(where, If_None_Match=tag, **ENGLISH)
    assert (found["version"], [one["number"] for one in found["versions"]]) == (2, [1])
    ada.get(path(proposal), If_None_Match=of_version, **ENGLISH)


def test_a_counter_says_in_words_what_it_changes(ada, sam, proposal):
    values = {**ada.get(path(proposal))["values"], "day": "2026-12-15", "hours": "144"}
    made = sam.post(f"/agreements/{proposal.agreement_id}/versions", {"values": values, "seen": 1}, **ENGLISH)

    assert sam.last.headers["Location"] == f"/api/v1{path(proposal, number=2)}"
    assert [(one["path"], one["how"]) for one in made["differences"]] == [
        ("day", "changed"),
        ("hours", "changed"),
    ]
    assert (made["answers"], made["compared_with"], made["number"]) == (1, 1, 2)
    assert ada.get(path(proposal, number=2), **ENGLISH)["differences"] == made["differences"]
    assert ada.get(path(proposal, "?against=2", number=1))["compared_with"] == 2
    ada.get(path(proposal, "?against=3"), status=404)


@pytest.mark.parametrize(
    ("changed", "status", "code", "pointer"),
    [
        ({"value": {}}, 400, "unknown_field", "/value"),
        ({"values": []}, 400, "invalid", "/values"),
        ({"seen": "1"}, 400, "invalid", "/seen"),
        ({"seen": True}, 400, "invalid", "/seen"),
        ({"subject": 7}, 400, "invalid", "/subject"),
        ({"word": "x" * 2001}, 400, "max_length", "/word"),
        ({"values": {"text": "x" * 10_000}}, 422, "text_too_long", "/values/text"),
        ({"values": {"price": {"amount": 5, "currency": "SEK"}}}, 422, "bad_values", "/values/price"),
        ({"values": {"wish": "1"}}, 422, "bad_values", "/values/wish"),
        ({"values": {"hours": 120}}, 422, "bad_values", "/values/hours"),
    ],
)
def test_what_does_not_fit_is_refused_by_pointer(ada, world, changed, status, code, pointer):
    body = {"kind": "note", "values": factories.PLAIN, "seen": 0, **changed}
    found = ada.post(f"/partnerships/{world.shared}/agreements", body, status=status)

    assert [(one["code"], one["pointer"]) for one in found["errors"]] == [(code, pointer)]
    assert ada.get("/agreements")["data"] == []


def test_a_kind_that_nobody_knows_is_not_there(ada, world):
    body = {"kind": "wish", "values": {}}

    assert ada.post(f"/partnerships/{world.shared}/agreements", body, status=404)["code"] == "not_found"


def test_a_text_that_was_changed_meanwhile_is_not_signed(ada, sam, proposal):
    ada.post(path(proposal, "/sign"), {"content_hash": "0" * 64}, status=409)
    ada.post(path(proposal, "/sign"), {}, status=400)
    ada.post(path(proposal, "/sign"), {**signing(proposal), "party": RANDOM}, status=400)
    ada.post(path(proposal, "/sign", number=2), signing(proposal), status=404)
    assert ada.get(path(proposal))["signatures"] == []


def test_a_request_sent_twice_signs_once(ada, world, proposal):
    first, again = (
        ada.post(path(proposal, "/sign"), signing(proposal), status=200, Idempotency_Key="one")
        for _time in range(2)
    )

    assert first == again
    assert [one["kind"] for one in events_of(world.shared)].count("agreement.signed") == 1


def test_strangers_change_nothing_and_learn_nothing(proposal, foreign, viewer, olga, ada):
    viewer.post(path(proposal, "/sign"), signing(proposal), status=403)
    viewer.post(path(proposal, "/withdraw"), {}, status=403)
    assert viewer.get(path(proposal))["status"] == "open"
    for rest, body in (("/sign", signing(proposal)), ("/decline", {"reason": "No"}), ("/withdraw", {})):
        olga.post(path(proposal, rest), body, status=404)
        seen = [
            ada.post(f"/agreements/{one}/versions/1{rest}", body, status=404)
            for one in (foreign.agreement_id, RANDOM)
        ]
        assert len({(one["code"], one["detail"]) for one in seen}) == 1
    assert ada.get(path(proposal))["status"] == "open"


def test_a_key_without_the_scope_does_not_sign(caller, proposal):
    found = caller("ada", scopes=["read", "plan:write"])

    assert found.post(path(proposal, "/sign"), signing(proposal), status=403)["code"] == "scope_missing"
    assert found.post(path(proposal, "/withdraw"), {}, status=200)["status"] == "withdrawn"


def test_everybody_can_recompute_the_chain(ada, sam, world, proposal):
    assert ada.get(f"/partnerships/{world.shared}/chain")["number"] == 0
    for _round in range(2):
        version = factories.agreed([world.actor("ada"), world.actor("sam")], world.shared)
    chain = sam.get(f"/partnerships/{world.shared}/chain")
    links = sam.get(f"/partnerships/{world.shared}/chain/links")["data"]

    assert (chain["verified"], chain["faults"], chain["number"], chain["hash"]) == (
        True,
        [],
        2,
        links[0]["hash"],
    )
    for link in links:
        hashed = f"{link['previous_hash']}\n{link['content']}".encode()
        assert hashlib.sha256(hashed).hexdigest() == link["hash"]
    assert [one["previous_hash"] for one in links] == [links[1]["hash"], ""]
    assert json.loads(links[0]["content"])["content_hash"] == version.content_hash
    newer = sam.get(f"/partnerships/{world.shared}/chain/links?above=1")["data"]
    assert [one["number"] for one in newer] == [2]
    assert ada.get(path(version))["link"] == {"number": 2, "hash": chain["hash"]}


def test_the_charter_is_there_once_everybody_has_signed_it(ada, sam, world):
    where = f"/partnerships/{world.shared}/charter"
    made = ada.post(
        f"/partnerships/{world.shared}/agreements", {"kind": "charter", "values": charter_values(world)}
    )
    ada.get(where, status=404)
    for caller in (sam, ada):
        caller.post(
            f"/agreements/{made['agreement']}/versions/1/sign",
            {"content_hash": made["content_hash"]},
            status=200,
        )

    assert ada.get(where)["values"]["vision"] == "Every kitchen is drawn once."
    assert {"charter", "ending", "goal", "goal_result", "project", "weights"} <= {
        one["name"] for one in ada.get("/agreement-kinds")["data"]
    }


def test_who_has_not_signed_is_reminded_once_a_day(ada, sam, olga, viewer, world, proposal):
    reminded = ada.post(path(proposal, "/remind"), {}, status=200)
    assert reminded["waiting"] == [str(world.parties["havsvik"]), str(world.parties["studionord"])]
    assert events_of(world.shared)[-1]["kind"] == "agreement.reminded"
    ada.post(path(proposal, "/remind"), {}, status=200)  # the same person twice is a double click
    olga.post(path(proposal, "/remind"), {}, status=404)
    viewer.post(path(proposal, "/remind"), {}, status=403)


def test_somebody_elses_reminder_today_is_enough(ada, sam, proposal):
    sam.post(path(proposal, "/remind"), {}, status=200)
    assert ada.post(path(proposal, "/remind"), {}, status=409)["code"] == "reminded_today"
    ada.post(path(proposal, "/withdraw"), {}, status=200)
    assert ada.post(path(proposal, "/remind"), {}, status=409)["code"] == "not_open"

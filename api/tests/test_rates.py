import pytest

from accounts.models import Membership
from projects.pricing.models import Rate, Shared
from tests.events import events_of
from tests.tenancy import as_creator

RANDOM = "01990000-0000-7000-8000-ffffffffffff"
BOOK = ["read", "book:read", "book:write", "work:write"]
EURO = {"base": "EUR", "quote": "SEK", "rate": "11.23", "stated_on": "2026-11-01", "source": "Riksbanken"}


@pytest.fixture
def sam(caller):
    return caller("sam", scopes=BOOK)


@pytest.fixture
def ada(caller):
    return caller("ada", scopes=BOOK)


def new(**changed):
    return {
        "role": "Designer",
        "valid_from": "2030-01-01",
        "currency": "SEK",
        "hourly_rate": "1200.5",
        **changed,
    }


def test_a_line_is_answered_as_it_is_read_later(sam):
    made = sam.post("/rates", new())
    assert sam.last.headers["Location"] == f"/api/v1/rates/{made['id']}"
    assert sam.get(f"/rates/{made['id']}") == made
    assert sam.get("/rates")["data"] == [made]
    assert (made["hourly_rate"], made["hourly_cost"], made["version"]) == ("1200.5000", None, 1)


def test_a_coming_line_is_changed_and_deleted(sam):
    made = sam.post("/rates", new())
    changed = sam.patch(f"/rates/{made['id']}", {"hourly_cost": "700"}, If_Match='"1"')
    assert (changed["hourly_cost"], changed["hourly_rate"], changed["version"]) == (
        "700.0000",
        "1200.5000",
        2,
    )
    sam.patch(f"/rates/{made['id']}", {"hourly_cost": "1"}, status=412, If_Match='"1"')
    sam("DELETE", f"/rates/{made['id']}")
    sam.get(f"/rates/{made['id']}", status=404)


def test_a_line_that_holds_stays(sam):
    made = sam.post("/rates", new(valid_from="2026-01-01"))
    assert sam.patch(f"/rates/{made['id']}", {"role": "X"}, status=409)["code"] == "rate_holds"
    assert sam("DELETE", f"/rates/{made['id']}", status=409)["code"] == "rate_holds"


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"hourly_rate": "-1"}, 422, "bad_rate"),
        ({"hourly_rate": 1200}, 400, "invalid"),
        ({"hourly_rate": None}, 422, "rate_empty"),
        ({"currency": "DEM"}, 422, "unknown_currency"),
        ({"role": ""}, 400, "blank"),
        ({"valid_from": "9999-12-31"}, 422, "rate_day_outside"),
        ({"organization": RANDOM}, 400, "unknown_field"),
    ],
)
def test_a_line_that_can_not_be_is_refused_by_name(sam, changed, status, code):
    found = sam.post("/rates", new(**changed), status=status)
    assert code in (found["code"], *(one["code"] for one in found.get("errors", [])))
    assert sam.get("/rates")["data"] == []


def test_overlapping_lines_are_refused(sam):
    sam.post("/rates", new())
    assert sam.post("/rates", new(role=" designer "), status=409)["code"] == "rates_overlap"


def test_anothers_line_answers_as_one_that_is_not_there(sam, ada, olga, caller):
    made = sam.post("/rates", new())
    stated = sam.post("/exchange-rates", EURO)
    for one in (ada, caller("olga", scopes=BOOK)):
        assert one.get("/rates")["data"] == one.get("/exchange-rates")["data"] == []
        for method, body in (("GET", None), ("PATCH", {"role": "X"}), ("DELETE", None)):
            answers = []
            for found in (made["id"], RANDOM):
                said = one(method, f"/rates/{found}", body, status=404)
                answers.append(
                    {name: value for name, value in said.items() if name not in ("instance", "request_id")}
                )
            assert answers[0] == answers[1]
        one("DELETE", f"/exchange-rates/{stated['id']}", status=404)
    with as_creator():
        assert Rate.objects.count() == 1


def test_reading_and_keeping_take_their_scopes_and_roles(caller, world):
    for scopes, reads, writes in (
        (["read"], 403, 403),
        (["book:read"], 200, 403),
        (["book:write"], 403, 201),
    ):
        one = caller("sam", scopes=scopes)
        one.get("/rates", status=reads)
        one.post("/rates", new(role=scopes[0]), status=writes)
    key = caller("sam", scopes=BOOK)
    with as_creator():
        Membership.objects.filter(user=world.users["sam"]).update(role="viewer")
    for path in ("/rates", "/exchange-rates"):
        assert key.get(path, status=403)["code"] == "not_allowed"


def test_an_exchange_rate_is_stated_and_taken_away(sam):
    made = sam.post("/exchange-rates", EURO)
    assert sam.get("/exchange-rates")["data"] == [made]
    assert made["rate"] == "11.23000000"
    again = sam.post("/exchange-rates", {**EURO, "rate": "11.5"})
    assert (again["id"], again["rate"]) == (made["id"], "11.50000000")
    assert sam.post("/exchange-rates", {**EURO, "rate": "0"}, status=422)["code"] == "bad_exchange_rate"
    sam("DELETE", f"/exchange-rates/{made['id']}")
    assert sam.get("/exchange-rates")["data"] == []


def line(**changed):
    return {"sort": "insight", "text": "Their plan", "done_on": "2026-11-02", "hours": "2.50", **changed}


def test_what_was_built_together_is_written_by_each_and_read_by_all(sam, ada, world):
    path = f"/partnerships/{world.shared}/together"
    made = [sam.post(path, line(done_on=f"2026-11-0{day}")) for day in (1, 2, 3)]
    first = ada.get(f"{path}?limit=2")
    rest = ada.get(f"{path}?limit=2&cursor={first['next_cursor']}")
    assert [*first["data"], *rest["data"]] == list(reversed(made))
    assert ada("DELETE", f"{path}/{made[0]['id']}", status=403)["code"] == "not_your_line"
    sam("DELETE", f"{path}/{made[0]['id']}")
    sam("DELETE", f"{path}/{made[0]['id']}", status=404)
    assert sam.post(path, line(hours="0"), status=422)["code"] == "shared_hours"
    assert [one["kind"] for one in events_of(world.shared)].count("pricing.shared_added") == 3


def test_strangers_read_nothing_of_it(sam, caller, world):
    path = f"/partnerships/{world.shared}/together"
    made = sam.post(path, line())
    olga = caller("olga", scopes=BOOK)
    olga.get(path, status=404)
    olga.post(path, line(), status=404)
    olga("DELETE", f"{path}/{made['id']}", status=404)
    olga("DELETE", f"/partnerships/{world.foreign}/together/{made['id']}", status=404)
    with as_creator():
        assert Shared.objects.count() == 1

import pytest

from tests.world import MARKER


def test_the_list_holds_ones_own_and_partners_only(ada):
    found = ada.get("/organizations")

    assert [one["name"] for one in found["data"]] == ["Studio Nord", "Havsvik Hem"]
    assert found["has_more"] is False
    assert found["next_cursor"] is None
    assert MARKER not in ada.last.text


def test_of_a_partner_only_the_name_is_shown(ada):
    partner, own = ada.get("/organizations")["data"]

    assert (partner["is_own"], partner["language"], partner["time_zone"], partner["currency"]) == (
        False,
        None,
        None,
        None,
    )
    assert (own["is_own"], own["language"], own["currency"]) == (True, "sv", "SEK")


def test_one_organization_has_its_version_as_etag(ada, world):
    own = world.organizations["havsvik"]
    found = ada.get(f"/organizations/{own.id}")

    assert found["version"] == 1
    assert ada.last.headers["ETag"] == '"1"'


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', '"0", "1"', "*"])
def test_a_known_version_is_304_without_a_body(ada, world, tag):
    ada.get(f"/organizations/{world.organizations['havsvik'].id}", status=304, If_None_Match=tag)

    assert ada.last.content == b""


def test_strangers_are_as_good_as_nothing(ada, world):
    random = "01990000-0000-7000-8000-ffffffffffff"
    stranger = str(world.organizations["fjallbo"].id)
    problems = [ada.get(f"/organizations/{one}", status=404) for one in (random, stranger)]

    for problem, one in zip(problems, (random, stranger), strict=True):
        assert problem.pop("instance") == f"/api/v1/organizations/{one}"
        del problem["request_id"]
    assert problems[0] == problems[1]


def test_pages_follow_each_other_without_gap_or_overlap(ada):
    first = ada.get("/organizations?limit=1&fields=name")
    link = ada.last.headers["Link"]
    second = ada.get(f"/organizations?limit=1&fields=name&cursor={first['next_cursor']}")

    assert [one["name"] for one in first["data"] + second["data"]] == ["Studio Nord", "Havsvik Hem"]
    assert (first["has_more"], second["has_more"]) == (True, False)
    assert link.endswith('rel="next"')
    assert "/api/v1/organizations?limit=1&fields=name&cursor=" in link
    assert set(first["data"][0]) == {"id", "object", "name"}


def test_a_cursor_is_good_for_its_own_question_only(ada, sam):
    cursor = ada.get("/organizations?limit=1")["next_cursor"]

    assert ada.get(f"/partnerships?cursor={cursor}", status=400)["code"] == "bad_cursor"
    assert sam.get(f"/organizations?cursor={cursor}", status=400)["code"] == "bad_cursor"
    later = f"/organizations?updated_since=2020-01-01T00:00:00Z&cursor={cursor}"
    assert ada.get(later, status=400)["code"] == "bad_cursor"


def test_only_what_has_changed_in_a_time(ada):
    assert ada.get("/organizations?updated_since=2100-01-01T00:00:00Z")["data"] == []
    assert ada.get("/organizations?updated_until=2000-01-01T00:00:00%2B01:00")["data"] == []


@pytest.mark.parametrize("time", ["2026-11-23", "2026-11-23T09:00:00", "now", "9999-12-31T23:59:59-12:00"])
def test_a_time_without_its_offset_is_400(ada, time):
    found = ada.get(f"/organizations?updated_since={time}", status=400)

    assert found["errors"][0]["parameter"] == "updated_since"


def change(caller, organization, body, **rest):
    return caller.patch(f"/organizations/{organization.id}", body, **rest)


def test_ones_own_organization_is_changed_in_parts(caller, world):
    ada, own = caller("ada", scopes=["read", "organization:write"]), world.organizations["havsvik"]
    found = change(ada, own, {"time_zone": "Europe/Helsinki", "currency": "EUR"}, If_Match='"1"')

    assert (found["name"], found["time_zone"], found["currency"], found["version"]) == (
        "Havsvik Hem",
        "Europe/Helsinki",
        "EUR",
        2,
    )
    assert change(ada, own, {"name": "X"}, status=412, If_Match='"1"')["code"] == "stale_version"
    for wrong in ({"time_zone": "Mars/Base"}, {"currency": "XXX"}, {"language": "de"}, {"name": ""}):
        assert change(ada, own, wrong, status=400)["errors"][0]["pointer"] == f"/{next(iter(wrong))}"


def test_a_partner_is_seen_and_not_changed_and_a_stranger_not_seen(caller, world):
    ada = caller("ada", scopes=["read", "organization:write"])

    assert change(ada, world.organizations["studionord"], {"name": "X"}, status=403)["code"] == "not_allowed"
    assert change(ada, world.organizations["fjallbo"], {"name": "X"}, status=404)["code"] == "not_found"


def test_changing_an_organization_takes_its_scope(caller, world):
    found = change(caller("ada", scopes=["read"]), world.organizations["havsvik"], {"name": "X"}, status=403)

    assert found["code"] == "scope_missing"

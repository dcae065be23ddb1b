"""Seeing every page as the other side sees it: both ways, reading only, and never more than both may see."""

import pytest
from django.urls import reverse

from accounts.middleware import LOOKS_AS
from tests.architecture.addresses import addresses, browsers, own_values
from tests.furnished import FOREIGN, of_organization

PAGES = [one for one in addresses() if one.route.startswith("p/<uuid:partnership>/")]
OTHER = {"ada": "studionord", "sam": "havsvik"}


@pytest.fixture
def looking(furnished):
    """Return a browser that looks at the shared partnership as the other side."""

    def begin(name):
        client = browsers(furnished)[name]
        client.raise_request_exception = True
        answer = client.post(
            reverse("openness:look", kwargs={"partnership": furnished.shared}),
            {"party": furnished.parties[OTHER[name]], "next": f"/p/{furnished.shared}/health/"},
        )
        assert (answer.status_code, answer.url) == (303, f"/p/{furnished.shared}/health/")
        return client

    return begin


@pytest.mark.parametrize("name", OTHER)
def test_no_page_shows_what_either_side_keeps_to_itself(furnished, looking, name):
    client, values = looking(name), own_values(furnished)
    kept = [of_organization("havsvik"), of_organization("studionord"), FOREIGN]
    found = {}
    for page in PAGES:
        answer = client.get(page.filled(values))
        body = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code >= 500 or any(word in body.decode(errors="ignore") for word in kept):
            found[page.route] = answer.status_code
    assert found == {}


@pytest.mark.parametrize("name", OTHER)
def test_nothing_can_be_changed_while_looking(furnished, looking, name):
    client, values = looking(name), own_values(furnished)
    taken = {}
    for page in PAGES:
        if page.route != "p/<uuid:partnership>/openness/look/":
            taken[page.route] = client.post(page.filled(values)).status_code
    assert set(taken.values()) <= {403, 404, 405}, taken


def test_the_page_says_so_and_the_other_sides_tag_is_on_it(furnished, looking):
    client = looking("sam")
    text = client.get(f"/p/{furnished.shared}/").content.decode()
    assert "You see this as Havsvik Hem sees it" in text
    client.post(f"/p/{furnished.shared}/openness/look/", {})
    assert "You see this as" not in client.get(f"/p/{furnished.shared}/").content.decode()
    assert client.session[LOOKS_AS] == {}


def test_a_stranger_and_ones_own_side_are_no_other_side(furnished):
    client = browsers(furnished)["ada"]
    path = f"/p/{furnished.shared}/openness/look/"
    for party in (furnished.parties["havsvik"], furnished.parties["fjallbo"], "nothing"):
        assert client.post(path, {"party": party}).status_code == 404
    assert browsers(furnished)["olga"].post(path, {}).status_code == 404

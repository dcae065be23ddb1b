import pytest

from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.factories import make_entry, make_running_project
from tests.tenancy import as_creator
from tests.world import NOW

W47 = Week(2026, 47)
PAGES = ["", "counted/", "trend.csv"]


@pytest.fixture
def counted(world):
    with as_creator():
        shop = make_running_project(world.shared)
        make_entry(shop, done_on=W47.sunday, hours="40")
    for week in (W47.previous, W47):
        compute_batch([world.shared], week=week, now=NOW)
    return world


def get(client, world, name, page, **query):
    client.force_login(world.users[name])
    return client.get(f"/p/{world.shared}/health/{page}", query)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["ada", "vera", "sam", "finn"])
def test_people_of_both_sides_see_health(counted, client, name, page):
    assert get(client, counted, name, page, week="2026-W47").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_nothing(counted, client, page):
    assert get(client, counted, "olga", page).status_code == 404


def test_the_page_says_honestly_that_there_is_too_little_evidence(counted, client):
    page = get(client, counted, "sam", "", week="2026-W47").content.decode()
    assert "Too little evidence yet" in page
    assert "is heading for 110% of its hours, was 100%" in page


def test_before_anything_is_counted_the_page_says_the_next_step(world, client):
    assert "Nothing to count yet" in get(client, world, "sam", "").content.decode()


def test_how_it_is_counted_names_every_part_with_points_that_sum_to_the_score(counted, client):
    page = get(client, counted, "sam", "counted/", week="2026-W47").content.decode()
    assert page.count('<span class="small muted">Ny webbutik is heading for 110% of its hours') == 2
    assert page.count("Ny webbutik is heading for 110% of its hours, was 100%") == 1
    assert page.count('<th scope="row">Together') == 2


def test_the_trend_is_a_file_too(counted, client):
    answer = get(client, counted, "sam", "trend.csv", week="2026-W47")
    rows = answer.content.decode().splitlines()
    assert (answer["Content-Type"], rows[0], len(rows)) == (
        "text/csv; charset=utf-8",
        "Week,Havsvik Hem,Studio Nord",
        3,
    )


@pytest.mark.parametrize("week", ["2026-W54", "yesterday"])
def test_a_week_that_is_none_is_not_found(counted, client, week):
    assert get(client, counted, "ada", "", week=week).status_code == 404

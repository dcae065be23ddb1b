"""Every topic × step × role × face: what is hidden is nowhere in the answer, and the permitted form is there."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.doors import entered
from accounts.models import Membership, Role, User
from partnership.kit.weeks import Week
from projects.digests.composing import rendered
from projects.digests.contents import contents_for
from projects.health.actions import compute_batch
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.queries.book import project_book
from projects.pricing.tests.bookkeeping import (
    bought,
    labor,
    line_cost,
    other,
    put_sheet,
    rate_card,
    worked,
)
from projects.work.factories import TaskFactory
from tests.chance import without_chance
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
D = Decimal
MONEY_ROLES = (Role.OWNER, Role.ADMIN, Role.FINANCE)
# Hourly costs, costs of purchases and of lines: no two of them, and no sum of them, share their digits with a price.
RATES = ("517.31", "523.71", "641.17")
PURCHASES = ("4327.19", "1913.57")
LINES = ("51731.37", "32058.53", "15017.39")
OF_THE_BOOK = ("book", "project", "csv", "costs", "api", "api_book", "api_costs")
BY_ROLE = ("costs", "api_costs")  # here step 3 tells what each role of the sheet was planned to cost


@pytest.fixture
def planted(world, project):
    """Sam's side delivers; every private number of it has digits of its own. In two months, two roles, two purchases."""
    own, today = world.organizations["studionord"], timezone.localdate()
    old, new = today - timedelta(days=75), today - timedelta(days=15)
    with as_creator():
        User.objects.update(language="en")
        put_sheet(
            project,
            labor("Dev", 100, 800),
            labor("Ux", 50, 1000),
            other("bought_in", 20_000),
            from_on=old,
            corridor=(20, 45),
        )
        rate_card(own, "Dev", RATES[0], valid_from=date(2024, 1, 1))
        rate_card(own, "Dev", RATES[1], valid_from=today - timedelta(days=40))
        rate_card(own, "Ux", RATES[2], valid_from=date(2024, 1, 1))
        for line, cost in zip(("labor-Dev", "labor-Ux", "bought_in-bought_in"), LINES, strict=True):
            line_cost(project, own, line, cost)
        worked(project, old, 31)
        worked(project, new, 17)
        worked(project, new, 13, "Ux")
        bought(project, old, 6_000, cost=PURCHASES[0], owner=own)
        bought(project, new, 3_000, cost=PURCHASES[1], owner=own, text="Server")
        TaskFactory(project=project, hours_estimate=D(60))
    return project


def full(world, project):
    """What the own side sees, the measure of what may be hidden from another."""
    sam = world.actor("sam")
    with entered(sam, partnership_id=world.shared):
        day = timezone.localdate()
        return project_book(
            sam, world.partnership("sam"), project.id, today=day, now=timezone.now(), place="test"
        )[1].costs


def exact_numbers(costs):
    """Whole, months and roles as they may be written, exact from step 3 on."""
    figures = [figure for point in (costs.now, costs.forecast, costs.planned) for figure in point_of(point)]
    figures += [one.cost for one in (*costs.months, *costs.roles)] + [costs.bought]
    shares = [point.share.exact for point in (costs.now, costs.forecast, costs.planned)]
    percents = [f"{share * 100:.1f}%" for share in shares]
    return [*(format(one.exact, "f") for one in figures), *percents, *(format(one, "f") for one in shares)]


def point_of(point):
    return [point.cost, point.margin]


def bands(costs):
    """The bands of whole and months: the permitted form at step 2."""
    assert costs.width
    return [f"{one.low:f}" for one in (costs.now.cost, *(month.cost for month in costs.months))]


def hidden_at(step, costs):
    """Everything that may not be said at a step."""
    found = [] if step >= Step.FULL else [*RATES, *PURCHASES, *LINES]
    return found if step >= Step.DETAIL else [*found, *exact_numbers(costs)]


def read_role(world, role):
    """Ada in that role."""
    with as_creator():
        Membership.objects.filter(user=world.users["ada"]).update(role=role)


def faces(world, project, client, caller, *, all_of_them=True):
    """Every face that tells of the project, by name: plain text, without what parts digits; or the book's own alone."""
    client.force_login(world.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    ids = {"partnership": world.shared}
    pages = {
        "book": reverse("pricing:book", kwargs=ids),
        "project": reverse("pricing:project", kwargs={**ids, "project": project.id}),
        "csv": reverse("pricing:margin_file", kwargs={**ids, "project": project.id}),
        "costs": reverse("pricing:costs", kwargs={**ids, "project": project.id}),
        "sharing": reverse("pricing:sharing", kwargs={**ids, "project": project.id}),
        "together": reverse("pricing:together", kwargs=ids),
        "search": reverse("overview:search", kwargs=ids) + "?q=Dev",
        "events": reverse("activity:events", kwargs=ids),
        "health": reverse("health:health", kwargs=ids),
        "work": reverse("work:project", kwargs={**ids, "project": project.id}),
        "home": reverse("overview:home", kwargs=ids),
        "openness": reverse("openness:openness", kwargs=ids),
    }
    programs = {
        "api": f"projects/{project.id}/book",
        "api_book": f"partnerships/{world.shared}/book",
        "api_costs": f"projects/{project.id}/costs",
        "api_sheet": f"projects/{project.id}/price-sheet",
        "api_search": "search?q=Dev",
        "api_events": "events",
        "api_health": "health",
        "api_sharing": f"projects/{project.id}/sharing",
    }
    asked = [name for name in (*pages, *programs) if all_of_them or name in OF_THE_BOOK]
    found = {name: client.get(pages[name]) for name in asked if name in pages}
    for name in asked:
        if name in programs:
            key = {"Authorization": f"Bearer {caller}"}
            found[name] = client.get(f"/api/v1/{programs[name]}", headers=key)
    plain = {name: text_of(answer.content.decode()) for name, answer in found.items()}
    statuses = {name: one.status_code for name, one in found.items()}
    return ({**plain, "letter": letter_of(world)} if all_of_them else plain), statuses


def letter_of(world):
    now = timezone.now()
    with translation.override("en"):
        user = world.users["ada"]
        contents = contents_for(user.id, week=Week.of(now.date()), now=now)
        made = rendered(user, contents, now=now, form="full", missed=False, letter_id=world.shared)
    return text_of(" ".join(str(part) for part in made.values()))


def text_of(content):
    """Without what is so by chance, and spaces between digits away: 25 001.37 and 25001.37 are the same."""
    plain = without_chance(content)
    return re.sub(r"(?<=\d)[\s\xa0](?=\d)", "", plain.replace("&nbsp;", " ").replace("\u202f", " "))


@pytest.fixture
def key(world):
    from datetime import UTC, datetime

    from accounts.keys import make_key
    from accounts.models import ApiKey

    ada = world.actor("ada")
    with entered(ada):
        fitting = {"now": datetime.now(UTC), "kind": ApiKey.Kind.PERSONAL, "expires_at": None}
        return make_key(ada, name="Test", scopes=["read", "book:read"], **fitting)[1]


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("topic", [Topic.COST, Topic.MARGIN])
def test_what_is_hidden_is_nowhere_and_what_is_permitted_is_there(
    world, planted, client, key, topic, step, role
):
    own = full(world, planted)
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], topic, step)
    read_role(world, role)
    sees = step if role in MONEY_ROLES else Step.CLOSED
    # Cost and margin open each other: the faces beyond the book are read once for both.
    if topic == Topic.COST:
        compute_batch([world.shared], week=Week.of(timezone.localdate()), now=timezone.now())
    told, statuses = faces(world, planted, client, key, all_of_them=topic == Topic.COST)

    hidden, by_role = hidden_at(sees, own), set(LINES) if sees == Step.DETAIL else set()
    leaks = [
        (name, one)
        for name, text in told.items()
        for one in hidden
        if one in text and not (name in BY_ROLE and one in by_role)
    ]
    assert leaks == []
    for name in BY_ROLE:
        assert (LINES[0] in told[name]) == (sees >= Step.DETAIL)
    assert statuses["project"] == statuses["book"] == 200
    assert statuses["costs"] == 200
    assert (
        statuses["api"]
        == statuses["api_book"]
        == statuses["api_costs"]
        == (200 if role in MONEY_ROLES else 403)
    )
    assert statuses["csv"] == (200 if sees >= Step.SUMMARY else 404)
    assert forms_in(told) == forms_of(sees)
    exact = f"{own.now.cost.exact:f}"
    assert (exact in told["project"], exact in told["api"]) == (sees >= Step.DETAIL, sees >= Step.DETAIL)
    assert bands_in(told, own) == (sees == Step.SUMMARY)


def forms_in(told):
    """What the project's page and the API tell: a light, exact sums, rates."""
    page, program = told["project"], told["api"]
    return [
        ("Inside the corridor" in page, '"light":"inside"' in program.replace(": ", ":")),
        ("Cost by role" in page, '"role":"Ux"' in program.replace(": ", ":")),
        (f"SEK\xa0{RATES[1]}" in page, PURCHASES[1] in program),
    ]


def forms_of(step):
    return [(step >= one, step >= one) for one in (Step.EXISTS, Step.DETAIL, Step.FULL)]


def bands_in(told, own):
    """Whether the page gives the cost as the band that holds it."""
    width = D(10_000)
    low = own.now.cost.exact // width * width
    return f"{low:f}".split(".")[0] + "–" + f"{low + width:f}".split(".")[0] in told["project"]


def test_the_reader_of_a_light_alone_reads_no_digit_of_cost(world, planted, client, key):
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.COST, Step.EXISTS)
    told, _statuses = faces(world, planted, client, key)
    costs = json.loads(told["api"])["costs"]
    points = [costs[name] for name in ("now", "forecast", "planned")]
    numbers = {
        value for point in points for part in ("cost", "margin", "share") for value in point[part].values()
    }
    assert numbers == {None}


def test_events_carry_no_number_of_the_book(world, planted, client, key):
    told, statuses = faces(world, planted, client, key)
    assert (statuses["api_events"], statuses["events"]) == (200, 200)
    assert [one for one in (*RATES, *PURCHASES, *LINES) if one in told["api_events"] + told["events"]] == []

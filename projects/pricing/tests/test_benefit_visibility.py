"""For every topic × step × role × face of the benefit ledger: what is hidden is nowhere, what is permitted is there."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.doors import entered
from accounts.keys import make_key
from accounts.models import ApiKey, Membership, Role, User
from partnership.kit.weeks import Week
from projects.digests.composing import rendered
from projects.digests.contents import contents_for
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.queries.ledger import ledger_of
from projects.pricing.tests.bookkeeping import labor, put_sheet, rate_card, worked
from projects.pricing.tests.ledgerkeeping import entry_of, project_of
from projects.pricing.tests.test_visibility import text_of
from tests.tenancy import as_creator

D = Decimal
MONEY_ROLES = (Role.OWNER, Role.ADMIN, Role.FINANCE)
# The digits of every amount, and of their sums, are its own.
CONFIRMED, HOURS_WORTH, WAITS = "151327.43", "23171.89", "47713.57"
TEXTS = ("Fewer returns since the move", "Workshops on the returns", "More baskets, not yet seen")
IN_WORDS = "We learned to test with sketches"
CHAIRS = {
    Topic.OUTCOME_VALUE: ("havsvik", "studionord", "sam", "ada"),
    Topic.MARGIN: ("studionord", "havsvik", "ada", "sam"),
}
"""Topic → its owner, the side that reads, the reader, the owner's own eyes."""


@pytest.fixture
def planted(world):
    """Both sides' ledgers with the same amounts; the one of the topic is read by the other side."""
    today = timezone.localdate()
    with as_creator():
        User.objects.update(language="en")
        project = project_of(world)
        put_sheet(project, labor("Dev", 200, 1000), from_on=today - timedelta(days=150), corridor=(20, 40))
        rate_card(world.organizations["studionord"], "Dev", "517.31", valid_from=today - timedelta(days=150))
        worked(project, today - timedelta(days=120), 31)
        worked(project, today - timedelta(days=3), 17)
    return today


def plant(world, owner, other, today):
    said = {"now": timezone.now()}
    with as_creator():
        entry_of(
            world,
            owner,
            value=CONFIRMED,
            text=TEXTS[0],
            said_by=other,
            done_on=today - timedelta(days=110),
            **said,
        )
        entry_of(
            world, owner, way="contribution", sort="own_hours", value=HOURS_WORTH, hours="41.25", text=TEXTS[1],
            said_by=other, done_on=today, **said,
        )  # fmt: skip
        entry_of(world, owner, value=WAITS, text=TEXTS[2], done_on=today, **said)
        entry_of(world, owner, sort="learning", text=IN_WORDS, done_on=today, **said)


def read_as(world, name, today):
    actor = world.actor(name)
    with entered(actor, partnership_id=world.shared):
        return ledger_of(actor, world.partnership(name), today=today, now=timezone.now(), place="test")


def hidden_numbers(world, topic, today):
    """Every amount of the owner's side that only its own eyes, or step 3, may see."""
    owner, _reader, _name, own = CHAIRS[topic]
    position = ("havsvik", "studionord").index(owner)
    sums = read_as(world, own, today).sides[position].sums
    figures = [sums.benefit, sums.margin, sums.cost, sums.gains, sums.contributions, sums.ratio, sums.waiting]
    figures += [one.benefit for one in sums.quarters]
    # A commissioner's margin and cost are nought, as everybody knows who delivers.
    exact = {abs(one.exact) for one in figures if one.exact}
    written = {f"{one:f}".rstrip("0").rstrip(".") for one in exact}
    return sorted({CONFIRMED, HOURS_WORTH, WAITS, "41.25", *written})


def faces(world, client, name, caller):
    """Everything that tells of the ledger, by name, as plain text; with the home, the letter and the events."""
    client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    ids = {"partnership": world.shared}
    pages = {
        "page": "pricing:benefit",
        "file": "pricing:benefit_file",
        "home": "overview:home",
        "events": "activity:events",
        "book": "pricing:book",
        "together": "pricing:together",
        "openness": "openness:openness",
    }
    found = {key: client.get(reverse(address, kwargs=ids)) for key, address in pages.items()}
    headers = {"Authorization": f"Bearer {caller}"}
    for rest in ("benefit", "benefit-entries", "together/replacement"):
        found[f"api {rest}"] = client.get(f"/api/v1/partnerships/{world.shared}/{rest}", headers=headers)
    found["api events"] = client.get("/api/v1/events", headers=headers)
    found["portfolio"] = client.get("/", follow=True)
    statuses = {key: one.status_code for key, one in found.items()}
    told = {key: text_of(one.content.decode()) for key, one in found.items()}
    return {**told, "letter": letter_of(world, name)}, statuses


def letter_of(world, name):
    now, user = timezone.now(), world.users[name]
    with translation.override("en"):
        contents = contents_for(user.id, week=Week.of(now.date()), now=now)
        made = rendered(user, contents, now=now, form="full", missed=False, letter_id=world.shared)
    return text_of(" ".join(str(part) for part in made.values()))


def key_of(world, name):
    actor = world.actor(name)
    with entered(actor):
        fitting = {"now": datetime.now(UTC), "kind": ApiKey.Kind.PERSONAL, "expires_at": None}
        return make_key(actor, name="Test", scopes=["read", "book:read"], **fitting)[1]


@pytest.mark.parametrize("role", [Role.OWNER, Role.FINANCE, Role.MEMBER, Role.VIEWER])
@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("topic", list(CHAIRS))
def test_what_is_hidden_is_nowhere_and_what_is_permitted_is_there(world, planted, client, topic, step, role):
    owner, reader, name, _own = CHAIRS[topic]
    plant(world, owner, reader, planted)
    hidden = hidden_numbers(world, topic, planted)
    caller = key_of(world, name)
    with as_creator():
        granted(world.shared, world.parties[owner], world.parties[reader], topic, step)
        Membership.objects.filter(user=world.users[name]).update(role=role)
    sees = step if role in MONEY_ROLES else Step.CLOSED
    told, statuses = faces(world, client, name, caller)

    kept = [] if sees >= Step.DETAIL else [*hidden, *TEXTS]
    kept += [] if sees >= Step.EXISTS else [IN_WORDS]
    assert [(face, one) for face, text in told.items() for one in kept if found(one, text)] == []
    everywhere = ("home", "events", "book", "openness", "api events", "portfolio", "letter")
    assert [
        (face, one) for face in everywhere for one in [*hidden, *TEXTS, IN_WORDS] if found(one, told[face])
    ] == []
    assert (statuses["page"], statuses["api benefit"]) == (200, 200 if role in MONEY_ROLES else 403)
    assert permitted(told) == forms_of(sees)


def found(one, text):
    """Whether a number stands there by itself, or a text at all."""
    plain = text.replace(",", ".") if one[0].isdigit() else text
    return bool(re.search(rf"(?<![\d.]){re.escape(one)}(?!\d)", plain)) if one[0].isdigit() else one in text


def permitted(told):
    """What the page and the API tell: an entry in words, a band, an amount."""
    page, program = told["page"], told["api benefit"].replace(": ", ":")
    return [
        (IN_WORDS in page, IN_WORDS in told["api benefit-entries"]),
        bool(re.search(r"SEK\s?\d+–−?\d", page)),
        (TEXTS[0] in page, f'"exact":"{CONFIRMED}"' in program),
    ]


def forms_of(step):
    return [(step >= Step.EXISTS,) * 2, step == Step.SUMMARY, (step >= Step.DETAIL,) * 2]


@pytest.mark.parametrize("more", ["1.00", "4999.99", "9000.00"])
def test_bands_tell_no_more_of_one_entry_than_its_own_band(world, planted, more):
    """The band before and the band after an entry was confirmed leave it anywhere within two widths."""
    with as_creator():
        granted(
            world.shared,
            world.parties["havsvik"],
            world.parties["studionord"],
            Topic.OUTCOME_VALUE,
            Step.SUMMARY,
        )
        entry_of(world, "havsvik", value=CONFIRMED, said_by="studionord", done_on=planted, now=timezone.now())
    before = read_as(world, "sam", planted).sides[0].sums
    with as_creator():
        entry_of(world, "havsvik", value=more, said_by="studionord", done_on=planted, now=timezone.now())
    after = read_as(world, "sam", planted).sides[0].sums
    width = before.gains.high - before.gains.low
    for one in (before, after):
        assert (one.gains.low % width, one.gains.high - one.gains.low) == (0, width)
        # What is made of bands is as wide as they are together.
        assert one.benefit.high - one.benefit.low >= width
        assert one.ratio.exact is None
    narrowest = after.gains.high - before.gains.low - (after.gains.low - before.gains.high)
    assert narrowest == 2 * width

from contextlib import nullcontext
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.models import Count, F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.doors import actor_for, entered
from accounts.models import Organization, User
from accounts.queries import partnerships_seen
from accounts.tenancy import Owned
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.schedule import MOST_TRIES
from projects.activity.models import Event
from projects.activity.waiting import waiting_for
from projects.agreement.models import Link, Version
from projects.goals.queries.seen import goals_on_page
from projects.health.models import Snapshot
from projects.overview.demo.clear import BY_ORGANIZATION, BY_PARTNERSHIP, BY_PERSON
from projects.overview.demo.people import ORGANIZATIONS, PARTNERSHIPS, PEOPLE, demo_id
from projects.overview.demo.plans import parts_of
from projects.overview.demo.scripts import SCRIPTS
from projects.work.models import Project, WorkEntry
from tests.tenancy import as_creator

TODAY = date(2026, 11, 23)
SIGN_INS = {
    "ada@havsvik.example",
    "sam@studionord.example",
    "vera@havsvik.example",
    "finn@studionord.example",
    "olga@fjallbo.example",
}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.code)
def test_a_story_is_the_same_for_the_same_day_and_ends_today(script):
    parts = parts_of(script, today=TODAY)
    assert parts == parts_of(script, today=TODAY)
    booked = [row for part in parts for task in part.tasks for row in task.booked]
    assert all(row.done_on <= TODAY for row in booked)
    assert all(0 < row.hours <= 24 for row in booked)
    assert [sum(task.estimate for task in part.tasks) for part in parts] == [part.hours for part in parts]


def test_a_story_moves_with_today():
    first, later = (parts_of(SCRIPTS[0], today=TODAY + timedelta(weeks=turn)) for turn in (0, 10))
    assert [part.planned_on + timedelta(weeks=10) for part in first] == [part.planned_on for part in later]


def test_the_slipping_story_takes_more_hours_than_it_was_to():
    def overrun(script):
        done = [t for part in parts_of(script, today=TODAY) if part.delivered_on for t in part.tasks]
        return sum(row.hours for t in done for row in t.booked) / sum(t.estimate for t in done)

    assert overrun(SCRIPTS[0]) > Decimal("1.05") > overrun(next(s for s in SCRIPTS if s.code == "FRAKT"))


def test_outside_the_demo_nobody_can_load_it(world, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demo"):
        call_command("demo")
    with as_creator():
        assert not User.objects.filter(id__in=[demo_id(one.number) for one in PEOPLE]).exists()


@pytest.fixture
def demo(world, settings, tmp_path, monkeypatch):
    """Runs the command in the test's own transaction; the named world's people step aside, for the addresses are theirs."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "partnership.kit.mail.FileBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    with as_creator():
        User.objects.update(email=Concat(Value("other-"), F("email")))
        EmailAddress.objects.update(email=Concat(Value("other-"), F("email")))
    own, connections["migrate"] = connections["migrate"], connections["default"]

    def run(*words):
        with as_creator() if "--reset" in words else nullcontext():
            call_command("demo", *words, stdout=StringIO())
        return counts()

    yield run
    connections["migrate"] = own


def counts():
    keys = [key for key, _sides, _weeks in PARTNERSHIPS.values()]
    with as_creator():
        return {
            "people": User.objects.filter(id__in=[demo_id(one.number) for one in PEOPLE]).count(),
            "organizations": Organization.objects.filter(
                id__in=[one[0] for one in ORGANIZATIONS.values()]
            ).count(),
            "entries": WorkEntry.objects.filter(partnership_id__in=keys).count(),
            "weeks": Snapshot.objects.filter(partnership_id__in=keys).count(),
            "letters": apps.get_model("digests.Letter")
            .objects.filter(user_id__in=[demo_id(one.number) for one in PEOPLE])
            .count(),
        }


def test_the_demo_is_loaded_once_and_a_reset_begins_it_anew(demo):
    first = demo()
    assert (first["people"], first["organizations"], first["weeks"]) == (9, 5, 3 * 27)
    assert first["letters"] == 9
    assert demo() == first
    with as_creator():
        Project.objects.filter(id=demo_id(61)).update(name="Något annat")
    assert demo("--reset") == first
    with as_creator():
        assert Project.objects.get(id=demo_id(61)).name == "Ny webbutik"


def test_the_signs_in_work_and_the_reader_of_letters_has_none(demo):
    demo()
    with as_creator():
        people = {
            user.email: user.check_password("demo")
            for user in User.objects.filter(id__gte=demo_id(0), id__lte=demo_id(99))
        }
    assert {email for email, works in people.items() if works} >= SIGN_INS
    assert not people["margareta@havsvik.example"]


def test_one_partnership_slips_one_is_well_and_one_is_new(demo):
    demo()
    with as_creator():
        newest = {
            name: Snapshot.objects.filter(partnership_id=key).latest("week_on").joint
            for name, (key, _sides, _weeks) in PARTNERSHIPS.items()
        }
    assert newest["slipping"] < 75 < 90 < newest["healthy"]


def test_everything_signed_in_the_demo_is_whole_in_its_chain(demo, capsys):
    demo()
    call_command("verify_agreements")
    with as_creator():
        links = dict(Link.objects.values_list("partnership_id").annotate(count=Count("id")))
    signed = {name: links.get(key) for name, (key, _sides, _weeks) in PARTNERSHIPS.items()}
    # A charter, the terms of two projects, three goals and an outcome; a charter, two projects and a goal. Of the book
    # a table of openness, two sheets and a basis for billing each, and a sharing rule.
    assert signed == {"slipping": 7 + 5, "healthy": 4 + 4, "new": None}


def test_one_proposal_was_declined_and_others_wait_for_each_side(demo):
    demo()
    key = PARTNERSHIPS["slipping"][0]
    with as_creator():
        rows = Version.objects.filter(partnership_id=key).exclude(status="signed")
        found = sorted(rows.values_list("agreement__kind", "status", "person__name"))
    assert found == [
        ("billing", "open", "Sam Berg"),
        ("price_sheet", "open", "Sam Berg"),
        ("project", "countered", "Ada Holm"),
        ("project", "declined", "Sam Berg"),
        ("project", "open", "Sam Berg"),
        ("project", "open", "Sam Berg"),
        ("weights", "open", "Ada Holm"),
    ]
    ada, sam = (actor_for(demo_id(number)) for number in (11, 14))
    for actor, count in ((ada, 4), (sam, 1)):
        with entered(actor):
            kinds = [one.kind for one in waiting_for(actor, partnerships_seen(actor))]
            assert kinds.count("agreement.unsigned") == count
            assert "goals.check_in" in kinds


def test_the_goals_are_followed_up_and_the_sides_drift_apart_on_one(demo):
    demo()
    ada = actor_for(demo_id(11))
    with entered(ada):
        goals = goals_on_page(PARTNERSHIPS["slipping"][0], as_of=timezone.localdate())
    found = {one.name: (one.is_apart, one.score, one.closed_on is not None) for one in goals}
    assert found == {
        "Fler som handlar igen": (True, None, False),
        "Kassan utan avhopp": (False, Decimal("0.75"), True),
        "Svar till kunden samma dag": (False, None, False),
    }


def test_nobody_is_told_of_the_demos_past(demo):
    demo()
    with as_creator():
        assert not Event.objects.filter(told_at=None).exists()


def test_a_reset_leaves_the_guards_standing(demo):
    demo()
    demo("--reset")
    with as_creator(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgenabled FROM pg_trigger WHERE tgname LIKE '%%_stays'")
        assert cursor.fetchall() == [("O",)]


def test_webhooks_show_messages_of_each_kind_that_nobody_was_sent(demo):
    demo()
    assert demo()
    sam = actor_for(demo_id(14))
    with entered(sam):
        hosts = {one.url.split("/")[2] for one in Endpoint.objects.all()}
        found = set(Delivery.objects.values_list("endpoint__status", "status"))
        tries = Attempt.objects.filter(delivery__status="set_aside").count()
    assert hosts == {"crm.studionord.example", "books.studionord.example"}
    assert found == {
        ("active", "delivered"),
        ("paused", "delivered"),
        ("paused", "waiting"),
        ("paused", "set_aside"),
    }
    assert tries == MOST_TRIES


def test_a_reset_knows_every_table_that_somebody_owns():
    listed = {*BY_PARTNERSHIP, *BY_ORGANIZATION, *BY_PERSON, "accounts_partnership", "accounts_organization"}
    owned = {model._meta.db_table for model in apps.get_models() if issubclass(model, Owned)}
    assert owned <= listed

"""The decision log: what is found, in which order, on which pages, and what never is."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.html import escape

from accounts.doors import entered
from projects.agreement.actions.signing import decline, withdraw
from projects.agreement.factories import NOW, agreed, proposed, signed, subject_of
from projects.agreement.queries.log import OUTCOMES, Wanted, log_entries, log_on_page
from projects.agreement.views import log
from tests.tenancy import as_creator
from tests.world import MARKER


@pytest.fixture
def people(world):
    return [world.actor("ada"), world.actor("sam")]


@pytest.fixture
def changed(world, people):
    """An agreement in its second version, and a foreign one that says the same."""
    first = agreed(people, world.shared, values={"text": "Studio Nord builds the checkout."})
    with entered(people[0], partnership_id=world.shared):
        subject = subject_of(first)
    values = {
        "text": "Studio Nord builds the checkout.",
        "day": "2026-12-15",
        "hours": "144",
        "price": {"amount": "108000", "currency": "SEK"},
    }
    second = agreed(people, world.shared, subject_id=subject, values=values, now=NOW + timedelta(days=2))
    _abroad(world)
    return second


def _abroad(world):
    olga = world.actor("olga")
    version = proposed(olga, world.foreign, values={"text": f"The checkout of {MARKER}"})
    with entered(olga, partnership_id=world.foreign):
        withdraw(olga, version=version, now=NOW)


def found(world, name="ada", **wanted):
    with entered(world.actor(name), partnership_id=world.shared):
        return [one.version for one in log_on_page(world.partnership(name), Wanted(**wanted))[0]]


def at(world, name, **ids):
    return reverse(f"agreement:{name}", kwargs={"partnership": world.shared, **ids})


@pytest.fixture
def read(world, client):
    """The text of a page as a person reads it, no-break spaces as plain ones."""

    def get(name, page, query="", **ids):
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(f"{at(world, page, **ids)}{query}")
        assert answer.status_code == 200
        return answer.content.decode().replace("\u00a0", " ")

    return get


def test_a_decision_says_what_it_changed_who_signed_and_its_link(world, changed, read):
    shown = read("sam", "log")
    assert "day 8 → 15 December 2026" in shown
    assert "+24 hours" in shown
    assert "+SEK 18 000" in shown
    assert "link 2 in the chain" in shown
    assert [shown.count(name) > 0 for name in ("Ada Holm", "Sam Berg", MARKER)] == [True, True, False]


def test_the_first_of_a_kind_has_nothing_to_differ_from(world, changed):
    with entered(world.actor("sam"), partnership_id=world.shared):
        second, first = log_on_page(world.partnership("sam"), Wanted())[0]
    assert (first.changed, first.differences, second.changed) == (None, (), 1)
    assert [one.party.name for one in second.signatures] == ["Havsvik Hem", "Studio Nord"]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [2, 1]),
        ({"words": "checkout NORD"}, [2, 1]),
        ({"words": "december 15"}, [2]),
        ({"words": "checkout bicycles"}, []),
        ({"words": "100%"}, []),
        ({"words": "note"}, [2, 1]),
        ({"kind": "note"}, [2, 1]),
        ({"outcome": "declined"}, []),
        ({"first_on": NOW.date() + timedelta(days=1)}, [2]),
        ({"last_on": NOW.date() + timedelta(days=1)}, [1]),
        ({"first_on": NOW.date(), "last_on": NOW.date()}, [1]),
    ],
)
def test_the_log_finds_what_fits(world, changed, wanted, numbers):
    assert [one.number for one in found(world, **wanted)] == numbers


def test_both_sides_find_the_same(world, changed):
    assert found(world, "ada") == found(world, "sam")


def test_each_outcome_is_found_by_its_name(world, people):
    ada, sam = people
    agreed(people, world.shared)
    no = proposed(ada, world.shared)
    with entered(sam, partnership_id=world.shared):
        decline(sam, version=no, reason="Too soon", now=NOW)
    back = proposed(sam, world.shared)
    with entered(sam, partnership_id=world.shared):
        withdraw(sam, version=back, now=NOW)
    first = proposed(ada, world.shared)
    with entered(ada, partnership_id=world.shared):
        subject = subject_of(first)
    proposed(sam, world.shared, subject_id=subject, values={"day": "2026-12-20"})
    assert {name: sorted(one.status for one in found(world, outcome=name)) for name in OUTCOMES} == {
        "signed": ["signed"],
        "declined": ["declined"],
        "withdrawn": ["withdrawn"],
        "all": ["countered", "declined", "signed", "withdrawn"],
    }
    assert [one.reason for one in found(world, outcome="declined", words="soon")] == ["Too soon"]
    own = world.parties["studionord"]
    assert [one.status for one in found(world, outcome="all", party_id=own)] == ["withdrawn"]


def test_a_slip_of_the_pen_is_told_of(world, people, read):
    ada, sam = people
    version = signed(sam, proposed(ada, world.shared, values={"text": "We build kithcens."}))
    with entered(ada, partnership_id=world.shared):
        subject = subject_of(version)
    right = proposed(ada, world.shared, subject_id=subject, values={"text": "We build kitchens."})
    signed(ada, right)
    shown = read("sam", "log")
    assert "Note: We build kitchens." in shown
    assert "Ada Holm put a slip of the pen right" in shown


def test_pages_of_the_log_show_every_decision_once(world, people):
    made = [agreed(people, world.shared, now=NOW + timedelta(minutes=number // 3)) for number in range(7)]
    seen, place = [], ""
    with entered(people[0], partnership_id=world.shared):
        partnership = world.partnership("ada")
        while True:
            rows, place = log_on_page(partnership, Wanted(), before=place, limit=2)
            seen += [one.version for one in rows]
            if not place:
                break
        assert len(list(log_entries(partnership, Wanted(), most=5))) == 5
    expected = sorted(((one.closed_at, one.id) for one in made), reverse=True)
    assert [(one.closed_at, one.id) for one in seen] == expected


@pytest.mark.parametrize("name", ["log", "log_file", "log_print", "chain"])
def test_strangers_find_no_such_page(world, client, changed, name):
    client.force_login(world.users["olga"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(at(world, name)).status_code == 404


@pytest.mark.parametrize("query", ["?before=nonsense", "?before=01990000-0000-7000-8000-00000000ffff"])
def test_a_made_up_place_is_not_there(world, client, changed, query):
    client.force_login(world.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(at(world, "log") + query).status_code == 404


def test_days_the_wrong_way_round_are_refused_and_stay_written(world, client, changed):
    client.force_login(world.users["sam"], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(at(world, "log") + "?words=nord&first_on=2026-12-02&last_on=2026-12-01")
    assert answer.status_code == 422
    assert all(text in answer.content.decode() for text in ("nord", "2026-12-02", "before the first one"))


def test_what_waits_says_for_whom(world, people, read):
    proposed(people[0], world.shared, values={"text": "Open one"})
    shown = read("sam", "log")
    assert "Note: Open one" in shown
    assert "Proposed by Havsvik Hem" in shown
    assert shown.index("Waits for") < shown.index("Decision log")


def test_the_file_holds_every_decision_and_runs_no_formula(world, people, read):
    agreed(people, world.shared, values={"text": "Fine"}, word="=HYPERLINK(1)")
    rows = list(csv.DictReader(io.StringIO(read("sam", "log_file").lstrip("\ufeff"))))
    assert [(row["Title"], row["Version"], row["A word with it"]) for row in rows] == [
        ("Note: Fine", "1", "'=HYPERLINK(1)")
    ]
    assert rows[0]["Signed by"].count("(") == 2
    assert datetime.fromisoformat(rows[0]["Decided at"]) == NOW


def test_a_file_that_is_full_says_what_it_leaves_out(world, people, read, monkeypatch):
    monkeypatch.setattr(log, "MOST_IN_A_FILE", 1)
    for _number in range(3):
        agreed(people, world.shared)
    rows = read("sam", "log_file").splitlines()
    assert (len(list(csv.reader(rows))) > 2, rows[-1]) == (
        True,
        "Only the newest 1 of 3 decisions stand here.",
    )


def test_the_printed_log_holds_texts_and_hashes(world, changed, read):
    shown = read("ada", "log_print")
    assert changed.content_hash in shown
    assert escape(changed.text_sv).replace("\u00a0", " ") in shown
    assert MARKER not in shown


def test_any_two_versions_are_compared(world, people, changed, read):
    with entered(people[0], partnership_id=world.shared):
        subject = subject_of(changed)
    evil = {"text": "Studio Nord builds <script>alert(1)</script>."}
    proposed(people[0], world.shared, subject_id=subject, values=evil)
    shown = read("sam", "compare", "?from=1&to=3", agreement=changed.agreement_id)
    assert "<script>alert" not in shown
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;.</ins>" in shown
    assert "<del>the checkout.</del>" in shown


def test_a_single_version_has_nothing_beside_it(world, people, read):
    version = proposed(people[0], world.shared)
    assert "nothing to compare it with" in read("sam", "compare", agreement=version.agreement_id)


def test_versions_that_are_not_there_are_not_compared(world, client, changed):
    client.force_login(world.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = at(world, "compare", agreement=changed.agreement_id)
    assert [client.get(page + query).status_code for query in ("", "?from=1&to=9", "?from=x&to=1")] == [
        200,
        404,
        404,
    ]


def test_another_partnership_s_agreement_is_not_compared(world, client, changed):
    client.force_login(world.users["olga"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = reverse(
        "agreement:compare", kwargs={"partnership": world.foreign, "agreement": changed.agreement_id}
    )
    assert client.get(page).status_code == 404


def test_an_unbroken_chain_says_so(world, changed, read):
    assert "All 2 links are unbroken" in read("sam", "chain")


def test_a_broken_chain_names_the_link_and_how(world, changed, read):
    with as_creator(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE agreement_link DISABLE TRIGGER USER")
        cursor.execute("UPDATE agreement_link SET content = '{}' WHERE version_id = %s", [changed.id])
        cursor.execute("ALTER TABLE agreement_link ENABLE TRIGGER USER")
    shown = read("sam", "chain")
    assert "2 things in the chain do not fit" in shown
    assert "Link 2 was altered" in shown
    assert "unbroken" not in shown


def test_the_book_names_agreements(world, changed, client):
    client.force_login(world.users["sam"], backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(reverse("activity:events", kwargs={"partnership": world.shared})).content.decode()
    assert "Note: Studio Nord builds the checkout. is in force: every side has signed" in shown
    assert "Ada Holm signed Note: Studio Nord builds the checkout." in shown

"""The chain: altered history is found and named, by pure recomputing and over the real tables."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.doors import entered
from partnership.kit.ids import new_id
from projects.agreement.canonical import canonical, link_hash
from projects.agreement.chain import Break, Fault, LinkRead, faults_of
from projects.agreement.factories import agreed, subject_of
from projects.agreement.queries.chained import chain_seen
from tests.tenancy import as_creator


def chain_of(*contents):
    links, before = [], ""
    for number, content in enumerate(contents, start=1):
        text = canonical({"what": content})
        links.append(LinkRead(number, new_id(), text, before, link_hash(before, text), text, True))
        before = links[-1].hash
    return links, {"last_number": len(links), "last_hash": before}


@given(st.lists(st.text(max_size=20), max_size=8))
def test_an_untouched_chain_has_no_faults(contents):
    links, end = chain_of(*contents)
    assert faults_of(links, **end) == []


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6), st.data())
def test_a_link_that_is_taken_out_is_named(contents, data):
    links, end = chain_of(*contents)
    gone = data.draw(st.integers(0, len(links) - 1))
    found = faults_of(links[:gone] + links[gone + 1 :], **end)
    assert found == [Fault(gone + 1, Break.CUT if gone == len(links) - 1 else Break.MISSING)]


def test_content_that_was_edited_is_named():
    links, end = chain_of("one", "two", "three")
    other = canonical({"what": "2"})
    links[1] = LinkRead(2, links[1].version_id, other, links[1].previous_hash, links[1].hash, other, True)
    assert faults_of(links, **end) == [Fault(2, Break.ALTERED)]


def test_a_link_that_was_written_anew_does_not_fit_the_next():
    links, end = chain_of("one", "two", "three")
    other = canonical({"what": "2"})
    hashed = link_hash(links[1].previous_hash, other)
    links[1] = LinkRead(2, links[1].version_id, other, links[1].previous_hash, hashed, other, True)
    assert faults_of(links, **end) == [Fault(3, Break.UNBOUND)]


def test_a_link_beyond_the_end_is_named():
    links, _end = chain_of("one", "two")
    assert faults_of(links, last_number=1, last_hash=links[0].hash) == [Fault(2, Break.UNBOUND)]


@pytest.fixture
def three_links(world):
    people = [world.actor("ada"), world.actor("sam")]
    first = agreed(people, world.shared)
    with entered(people[0], partnership_id=world.shared):
        subject = subject_of(first)
    second = agreed(people, world.shared, subject_id=subject, values={"day": "2026-12-15"})
    return [first, second, agreed(people, world.shared, values={"text": "Another thing."})]


def faults(world):
    with entered(world.actor("sam"), partnership_id=world.shared):
        return list(chain_seen(world.shared).faults)


def tamper(statement, *values):
    """Change history as nobody may: with the guard taken off, as the creator of the database."""
    with as_creator(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_three_signed_versions_make_an_unbroken_chain(world, three_links):
    assert faults(world) == []


@pytest.mark.parametrize(
    ("statement", "number", "what"),
    [
        ("UPDATE agreement_link SET content = replace(content, '120', '999') WHERE number = 2", 2, [Break.ALTERED, Break.VERSION]),
        ("UPDATE agreement_version SET values = replace(values, '120', '999') WHERE id = %(second)s", 2, [Break.VERSION]),
        ("UPDATE agreement_version SET text_sv = 'Något annat' WHERE id = %(second)s", 2, [Break.VERSION]),
        ("UPDATE agreement_signature SET signed_at = now() WHERE version_id = %(second)s", 2, [Break.VERSION]),
        ("DELETE FROM agreement_signature WHERE version_id = %(second)s", 2, [Break.VERSION, Break.UNSIGNED]),
        ("DELETE FROM agreement_link WHERE number = 2", 2, [Break.MISSING]),
        ("DELETE FROM agreement_link WHERE number = 3", 3, [Break.CUT]),
    ],
)  # fmt: skip
def test_altered_history_is_found_and_named(world, three_links, statement, number, what):
    parts = statement.split("%(second)s")
    tamper("%s".join(parts), *([three_links[1].id] * (len(parts) - 1)))
    assert faults(world) == [Fault(number, one) for one in what]


def test_a_chain_whose_end_was_cut_with_its_record_is_shorter_and_says_so_by_its_number(world, three_links):
    """What recomputing alone can't find: letters and webhooks carry number and hash for that."""
    tamper("DELETE FROM agreement_link WHERE number = 3")
    tamper(
        "UPDATE agreement_chain c SET number = 2, hash = l.hash FROM agreement_link l"
        " WHERE l.number = 2 AND l.partnership_id = c.partnership_id"
    )
    with entered(world.actor("sam"), partnership_id=world.shared):
        chain = chain_seen(world.shared)
    assert (chain.faults, chain.number) == ((), 2)


def test_the_command_says_ok_and_then_what_is_broken(world, three_links):
    out, err = StringIO(), StringIO()
    call_command("verify_agreements", stdout=out)
    assert "1 chains, 0 broken" in out.getvalue()
    tamper("DELETE FROM agreement_link WHERE number = 2")
    with pytest.raises(CommandError, match=str(world.shared)):
        call_command("verify_agreements", partnership=world.shared, stdout=out, stderr=err)
    assert err.getvalue() == f"{world.shared} link 2: missing\n"

"""The finished letter, as people of both sides get it."""

import re
from datetime import timedelta

import pytest

from accounts.models import PartnershipOffer
from projects.digests.factories import MONDAY, W47
from projects.digests.models import Letter, LetterSetting
from projects.digests.planning import claim_due
from projects.digests.tasks import plan, send_all
from projects.health.actions import compute_batch
from projects.health.factories import make_project
from tests.tenancy import as_creator
from tests.world import MARKER


def test_the_letter_tells_the_week_in_its_fixed_order(busy, written):
    lines = [line.strip() for line in written(busy, "sam")["text"].splitlines() if line.strip()]
    assert lines[:4] == [
        "● Havsvik Hem × ◆ Studio Nord · week\u00a047",
        "Hours and delivery day are slipping",
        "Ny webbutik is heading for 448\u00a0h against the agreed 400\u00a0h, and for 20\u00a0Dec, 5\u00a0days after the agreed day.",
        "Nothing waits for you.",
    ]
    heads = ["Relationship health", "Projects", "Next week", "--"]
    assert [head for line in lines for head in heads if line.startswith(head)] == heads
    assert "Thursday 26\u00a0Nov: Sökningen (Ny webbutik)" in lines


def test_both_sides_get_the_same_facts(asked, written):
    ada, sam = (written(asked, name)["text"] for name in ("ada", "sam"))
    (ada_head, ada_facts), (sam_head, sam_facts) = (
        text.split("\n--\n")[0].split("Relationship health") for text in (ada, sam)
    )
    assert ada_facts == sam_facts
    assert ada_head.split("\n\n")[0] == sam_head.split("\n\n")[0]
    assert ada_head != sam_head


def test_at_most_three_things_are_asked_and_the_subject_counts_them_all(asked, written):
    letter = written(asked, "ada", "sv")
    assert letter["subject"].startswith("v. 47: 4 ")
    assert letter["html"].count("Läs förslaget") == 3


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_whole_letter_about_one_partnership_stays_under_eight_kilobytes(asked, language, written):
    assert len(written(asked, "ada", language)["html"].encode()) <= 8192


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_money_stands_anywhere(asked, language, written):
    letter = written(asked, "ada", language)
    words = re.sub(r"http\S+", "", letter["subject"] + letter["text"])
    assert re.findall(r"\b(?:kr|SEK|EUR)\b|€|margin|självkostnad", words, re.IGNORECASE) == []


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_nothing_of_another_partnership_leaks_into_a_letter(busy, name, written):
    letter = written(busy, name)
    assert MARKER not in "".join(letter.values())
    assert MARKER in "".join(written(busy, "olga").values())


def test_the_html_is_tables_with_a_language_and_one_dark_block(busy, written):
    html = written(busy, "sam")["html"]
    assert html.startswith('<!DOCTYPE html><html lang="en">')
    assert html.count("<style>") == html.count("prefers-color-scheme:dark") == 1
    bare = [tag for tag in re.findall(r"<table[^>]*>", html) if 'role="presentation"' not in tag]
    assert len(bare) == 1  # the projects: real data with real headings
    assert html.count('scope="col"') == 3
    assert re.findall(r"<(?:img|svg|script|form|link)\b|url\(", html) == []


def test_every_link_leads_into_the_portal_and_a_get_changes_nothing(busy, client, written):
    links = set(re.findall(r'href="([^"]+)"', written(busy, "sam")["html"]))
    assert {link.split("/", 3)[2] for link in links} == {"127.0.0.1:8000"}
    stop = next(link for link in links if "/stop/" in link)
    assert client.get(stop.removeprefix("http://127.0.0.1:8000")).status_code == 200
    with as_creator():
        assert not LetterSetting.objects.exists()


def test_an_offer_to_the_persons_address_waits_first(busy, written):
    with as_creator():
        PartnershipOffer.objects.create(
            organization=busy.organizations["grafit"],
            email="sam@studionord.example",
            from_name="Grafit",
            token_hash=b"x" * 32,
            offered_by=busy.users["olga"],
            created_at=MONDAY,
            expires_at=MONDAY + timedelta(days=14),
        )
    letter = written(busy, "sam")
    assert "* Grafit wants to be your partner\n  The answer is open until 7\u00a0Dec." in letter["text"]
    assert "Grafit" not in written(busy, "ada")["text"]


def test_a_missed_week_is_said(busy, written):
    assert (
        "There was no letter about week\u00a046: it would have come too late."
        in written(busy, "sam", missed=True)["text"]
    )


def test_what_people_write_is_escaped_in_html_and_left_alone_in_text(settled, written):
    with as_creator():
        make_project(settled.shared, name="<b>Hyllor & kök</b>")
    letter = written(settled, "sam")
    assert "&lt;b&gt;Hyllor &amp; kök&lt;/b&gt;" in letter["html"]
    assert "<b>Hyllor & kök</b>" in letter["text"]


def test_a_quiet_week_is_three_lines_or_nothing_and_every_fourth_is_told(settled, mailbox):
    for week in (W47.previous, W47):
        compute_batch([settled.shared, settled.foreign], week=week, now=MONDAY)
    with as_creator():
        LetterSetting.objects.create(user=settled.users["sam"], quiet="nothing")
    for turn in range(4):
        now = MONDAY + timedelta(weeks=turn)
        send_all(plan(now=now), now=now)
    with as_creator():
        rows = Letter.objects.filter(user=settled.users["sam"]).order_by("iso_week")
        assert list(rows.values_list("status", "reason", "is_quiet")) == [
            *[("skipped", "quiet", True)] * 3,
            ("sent", "", True),
        ]
        ada = Letter.objects.filter(user=settled.users["ada"])
        assert set(ada.values_list("status", "is_quiet")) == {("sent", True)}
    assert mailbox()["sam@studionord.example"]["Subject"] == "Week 50: a quiet week, nothing waits"


def test_each_is_written_to_in_their_own_language(busy, mailbox):
    claim_due(now=MONDAY)
    send_all(plan(now=MONDAY), now=MONDAY)
    assert {address.split("@")[0]: letter["Content-Language"] for address, letter in mailbox().items()} == {
        "ada": "sv",
        "vera": "sv",
        "olga": "sv",
        "sam": "en",
        "finn": "en",
    }

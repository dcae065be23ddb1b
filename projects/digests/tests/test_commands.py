from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.digests.models import Letter
from projects.digests.planning import claim_due
from tests.tenancy import as_creator

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SAM = "sam@studionord.example"


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def statuses():
    with as_creator():
        return sorted(Letter.objects.values_list("user__email", "status"))


def test_a_dry_run_says_who_would_get_a_letter_and_changes_nothing(settled, mailbox):
    assert run("send_letters", "--at", "2026-11-23T07:30+01:00", "--dry-run").splitlines()[-1] == (
        "5 letters would be sent. Nothing was changed."
    )
    assert (statuses(), mailbox()) == ([], {})


def test_one_persons_letter_is_sent_alone(settled, mailbox):
    run("send_letters", "--at", "2026-11-23T07:30+01:00", "--to", SAM)
    assert (statuses(), list(mailbox())) == ([(SAM, "sent")], [SAM])


def test_an_hour_too_early_sends_nothing(settled, mailbox):
    run("send_letters", "--at", "2026-11-23T06:30+01:00")
    assert (statuses(), mailbox()) == ([], {})


def test_an_unknown_person_is_said(settled):
    with pytest.raises(CommandError, match="nobody"):
        run("send_letters", "--to", "nobody@nowhere.example")


@pytest.mark.parametrize(("choice", "after"), [("--sent", "sent"), ("--again", "claimed")])
def test_a_letter_in_doubt_is_listed_and_settled_by_its_message_id(settled, choice, after):
    claim_due(now=MONDAY, email=SAM)
    with as_creator():
        Letter.objects.update(status="unknown", trouble="SMTPServerDisconnected: gone")
        message_id = Letter.objects.get().message_id
    assert run("settle_letters").splitlines() == [
        f"{message_id}  2026-W47  SMTPServerDisconnected: gone",
        "1 letters in doubt.",
    ]
    assert run("settle_letters", choice, message_id).splitlines() == ["0 letters in doubt."]
    assert statuses() == [(SAM, after)]
    with pytest.raises(CommandError, match="Message-ID"):
        run("settle_letters", choice, message_id)


@pytest.mark.parametrize(("language", "word"), [("sv", "Relationshälsa"), ("en", "Relationship health")])
def test_a_letter_can_be_seen_unsent_for_any_week_and_language(settled, tmp_path, language, word):
    file = tmp_path / "letter.html"
    run("preview_letter", SAM, "--week", "2026-W40", "--language", language, "--file", str(file))
    assert f'<html lang="{language}">' in file.read_text()
    assert word in file.read_text()
    assert statuses() == []


def test_without_a_file_the_text_is_printed(settled):
    assert "Studio Nord" in run("preview_letter", SAM, "--quiet-week")
    with pytest.raises(CommandError, match="nobody"):
        run("preview_letter", "nobody@nowhere.example")


def test_a_log_that_cannot_be_read_is_said(settled, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("settle_letters", "--log", str(tmp_path / "none.log"))

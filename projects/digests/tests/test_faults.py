"""Senders that race and senders that are killed: every letter once, whatever happens."""

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from projects.digests import sending
from projects.digests.models import Letter
from projects.digests.tasks import plan, send_all
from projects.digests.tests.sink import mail_server
from tests.tenancy import as_creator

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def statuses():
    with as_creator():
        return Counter(Letter.objects.values_list("status", flat=True))


def test_two_senders_at_once_send_each_letter_once(settled, mailbox, monkeypatch):
    sent, whole = [], sending.deliver
    monkeypatch.setattr(
        sending, "deliver", lambda mail, **rest: (sent.append(mail.message_id), whole(mail, **rest))
    )

    def run(_number):
        connections["system"] = connections["default"]
        try:
            return send_all(plan(now=MONDAY), now=MONDAY)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(3) as pool:
        taken = sum(pool.map(run, range(3)))
    assert (taken, len(sent), len(set(sent))) == (5, 5, 5)
    assert statuses() == {"sent": 5}


def sender(port, *words):
    """Begin `manage.py send_letters` as a process of its own, on the test's database and its mail server."""
    found = connection.settings_dict
    url = f"postgresql://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
    env = {
        **os.environ,
        "DATABASE_URL": url,
        "SYSTEM_DATABASE_URL": url,
        "MIGRATE_DATABASE_URL": url,
        "SECRET_KEY": settings.SECRET_KEY,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }
    command = [sys.executable, "manage.py", *words]
    return subprocess.Popen(
        command,
        cwd=Path(settings.BASE_DIR),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_sender_killed_in_the_middle_of_a_mail_loses_no_letter_and_sends_none_twice(settled):
    with mail_server() as sink:
        port = sink.server_address[1]
        process = sender(port, "send_letters", "--at", MONDAY.isoformat())
        sink.on_mail = lambda count: process.kill() if count == 3 else None
        process.communicate(timeout=60)
        sink.on_mail = lambda count: None
        assert (process.returncode, len(sink.received)) == (-9, 3)
        assert statuses() == {"sent": 2, "sending": 1, "claimed": 2}

        later = MONDAY + timedelta(minutes=11)
        output, _ = sender(port, "send_letters", "--at", later.isoformat()).communicate(timeout=60)
        assert statuses() == {"sent": 4, "unknown": 1}, output
        assert max(Counter(sink.received).values()) == 1

        output, _ = sender(port, "settle_letters").communicate(timeout=60)
        assert sink.received[2] in output
        sender(port, "settle_letters", "--sent", sink.received[2]).communicate(timeout=60)
        assert statuses() == {"sent": 5}
        assert len(sink.received) == 5

"""Senders that race and senders that are killed: every letter once, whatever happens."""

import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.core.management import call_command
from django.db import connection, connections

from partnership.launch.databases import Address
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
    url = Address(os.environ["DATABASE_URL"]).to(connection.settings_dict["NAME"]).url
    env = {
        **os.environ,
        "DATABASE_URL": url,
        "SYSTEM_DATABASE_URL": url,
        "MIGRATE_DATABASE_URL": url,
        "SECRET_KEY": conf.SECRET_KEY,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }
    command = [sys.executable, "manage.py", *words]
    return subprocess.Popen(
        command,
        cwd=Path(conf.BASE_DIR),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def send_to(sink, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.server_address


def test_a_server_that_hangs_up_after_each_mail_gets_every_letter(settled, settings):
    with mail_server() as sink:
        send_to(sink, settings)
        sink.hangs_up = True
        assert send_all(plan(now=MONDAY), now=MONDAY) == 5
        assert (statuses(), len(set(sink.received))) == ({"sent": 5}, 5)


def test_a_sender_killed_in_the_middle_of_a_mail_loses_no_letter_and_sends_none_twice(settled, settings):
    with mail_server() as sink:
        process = sender(sink.server_address[1], "send_letters", "--at", MONDAY.isoformat())
        sink.on_mail = lambda count: process.kill() if count == 3 else None
        process.communicate(timeout=90)
        sink.on_mail = lambda count: None
        assert (process.returncode, len(sink.received)) == (-9, 3)
        assert statuses() == {"sent": 2, "sending": 1, "claimed": 2}

        send_to(sink, settings)
        for _try in range(50):  # PostgreSQL notices the dead session within a moment
            call_command("send_letters", at=MONDAY, stdout=StringIO())
            if not statuses()["sending"]:
                break
            time.sleep(0.1)
        assert statuses() == {"sent": 4, "unknown": 1}
        assert max(Counter(sink.received).values()) == 1

        call_command("settle_letters", "--sent", sink.received[2], stdout=StringIO())
        assert statuses() == {"sent": 5}
        assert len(sink.received) == 5

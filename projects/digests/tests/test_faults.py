"""Senders that race or are killed and mail servers that refuse or keep silent: every letter once, whatever happens.

The same at full size, with worker, beat and servers that are cut: `make faults`.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.core.management import call_command
from django.db import connection, connections

from faults.post import Post, post_office
from faults.scenarios import OCTOBER, put_off, refuse
from faults.world import populate, spread
from partnership.launch.databases import Address
from projects.digests import sending
from projects.digests.models import Letter
from projects.digests.sending import UNDER_WAY, unknown_letters
from projects.digests.tasks import plan, send_all
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


def database_url():
    return Address(os.environ["DATABASE_URL"]).to(connection.settings_dict["NAME"]).url


def sender(port, *words):
    """Begin `manage.py send_letters` as a process of its own, on the test's database and its mail server."""
    url = database_url()
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


@pytest.fixture
def crowd():
    populate(database_url(), people=20)


@pytest.fixture
def post(settings, tmp_path):
    with post_office(Post(log=tmp_path / "mail.log")) as post:
        settings.EMAIL_BACKEND = "partnership.kit.wire.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        yield post


def send(at=MONDAY):
    call_command("send_letters", at=at, stdout=StringIO())


def settle(*words):
    call_command("settle_letters", *map(str, words), stdout=StringIO())


def send_for(hours, *, begin=MONDAY, step=timedelta(minutes=15)):
    for number in range(int(timedelta(hours=hours) / step) + 1):
        send(begin + number * step)


def each_once(post, count):
    ids, addresses = {one for one, _to in post.taken}, {to for _one, to in post.taken}
    return len(post.taken) == len(ids) == len(addresses) == count


def test_a_server_that_hangs_up_after_each_mail_gets_every_letter(crowd, post):
    post.hangs_up = True
    send()
    assert statuses() == {"sent": 20}
    assert each_once(post, 20)


@pytest.mark.parametrize("moment", ["before_answer", "after_answer"])
def test_a_killed_sender_loses_no_letter_and_sends_none_twice(crowd, post, moment):
    process = sender(post.port, "send_letters", "--at", MONDAY.isoformat())
    setattr(post, moment, lambda count: process.kill() if count == 7 else None)
    process.communicate(timeout=90)
    assert process.returncode == -9
    # After a yes the next ones may be on their way before the kill comes.
    assert len(post.taken) == 7 if moment == "before_answer" else 7 <= len(post.taken) < 20
    for _try in range(50):  # PostgreSQL notices the dead session within a moment
        send()
        if not statuses()["sending"]:
            break
        time.sleep(0.1)
    found = statuses()
    assert found["sent"] + found["unknown"] == 20
    assert found["unknown"] == UNDER_WAY if moment == "before_answer" else found["unknown"] <= UNDER_WAY
    settle("--log", post.log)
    for letter in unknown_letters():  # the kill came before the server had it
        settle("--again", letter.message_id)
    send()
    assert statuses() == {"sent": 20}
    assert each_once(post, 20)


def test_a_letter_whose_answer_never_comes_is_in_doubt_until_the_servers_log_is_asked(crowd, post, settings):
    settings.EMAIL_TIMEOUT = 1
    post.keeps_silent = lambda address: address == "person3@faults.example"
    send_for(1)
    assert statuses() == {"sent": 19, "unknown": 1}
    settle("--log", post.log)
    assert statuses() == {"sent": 20}
    assert each_once(post, 20)


def test_who_is_put_off_gets_the_letter_later_or_is_named_as_failed(crowd, post):
    put_off(None, None, post)
    send_for(3)
    assert statuses() == {"sent": 16, "failed": 4}
    assert each_once(post, 16)


def test_who_is_refused_for_good_is_named_as_failed_and_never_tried_again(crowd, post):
    refuse(None, None, post)
    send_for(1)
    assert statuses() == {"sent": 16, "failed": 4}
    assert each_once(post, 16)


def test_each_person_gets_one_letter_when_the_clocks_are_changed(crowd, post):
    spread(database_url())
    send_for(76, begin=OCTOBER - timedelta(hours=16), step=timedelta(hours=2))
    assert statuses() == {"sent": 20}
    assert each_once(post, 20)

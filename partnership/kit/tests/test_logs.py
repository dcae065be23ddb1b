import logging
from uuid import UUID

import pytest
from django.conf import settings

from partnership.kit.logs import WithoutSecrets

ID = UUID("01990000-0000-7000-8000-000000000001")
TOKEN = "oZW8CFMGRMEFDK70G1sHYJmApKc5TNbGgnyr3A9oW1I"


def line(path):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Forbidden", path), None)
    assert WithoutSecrets().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "path",
    [f"/offers/{TOKEN}/", f"/letters/read/6d1c736c.{TOKEN}.{TOKEN}/", f"/x/{TOKEN}", f"/x/{TOKEN}?a=1"],
)
def test_the_secret_of_a_link_is_not_in_the_log(path):
    assert TOKEN not in line(path)
    assert line(path).startswith(f"Forbidden: /{path.split('/')[1]}/")


def test_ids_and_words_stay():
    assert line(f"/p/{ID}/work/projects/{ID}/") == f"Forbidden: /p/{ID}/work/projects/{ID}/"


def test_every_handler_of_the_portal_shortens_them():
    assert [one["filters"] for one in settings.LOGGING["handlers"].values()] == [["without_secrets"]]

"""A signed-in person's browser for the parts that ask pages."""

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.world import person

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def signed_in() -> Client:
    """Return Django's own browser, signed in as the first organization's owner."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person(), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def cookie_of(client: Client) -> dict[str, str]:
    """Return the headers that let another program ask as the same person."""
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}


def queries_of(client: Client, path: str) -> int:
    """Return how many queries a page asks, the door's included; beginning and ending transactions is no question."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return sum(not one["sql"].startswith(CONTROL) for one in captured.captured_queries)

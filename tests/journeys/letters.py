"""Reading the letters that the running portal has sent."""

import email
import re
import time
from email import policy
from email.message import EmailMessage

from tests.browser import RunningPortal


def letter_to(portal: RunningPortal, address: str) -> EmailMessage:
    """Return the newest letter to an address; the worker sends it a moment after the click."""
    for _try in range(150):
        for path in reversed(portal.letters()):
            letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            if address in str(letter["To"]):
                return letter
        time.sleep(0.1)
    raise AssertionError(f"no letter to {address}")


def words_of(letter: EmailMessage) -> str:
    """Return the letter's text."""
    return letter.get_body(("plain",)).get_content()


def link_in(letter: EmailMessage, start: str) -> str:
    """Return the path of the first link that begins so."""
    return re.search(rf"http://[^/\s]+({start}\S+)", words_of(letter))[1]

"""A world whose people have been there for long, and a folder where their mail lands."""

import email
from email import policy
from pathlib import Path

import pytest

from projects.digests.factories import settle_world
from tests.tenancy import as_creator


@pytest.fixture
def settled(world):
    with as_creator():
        settle_world()
    return world


@pytest.fixture
def mailbox(settings, tmp_path):
    """Reads what the file backend kept, by address."""
    settings.EMAIL_BACKEND = "partnership.kit.mail.FileBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    def read():
        files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"))
        found = [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return {letter["To"]: letter for letter in found}

    return read

"""The catalogues: what is in code and templates is in them, whole, and the words keep the house's voice."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from partnership.kit import messages

ROOT = Path(__file__).resolve().parents[2]
EXTRACTED = messages.extracted(ROOT)
CATALOGUES = messages.catalogues(ROOT)
AGAINST_THE_VOICE = re.compile(r"!|\bmotpart", re.IGNORECASE)


def test_swedish_is_a_language_of_the_house():
    assert [path.parent.parent.name for path in CATALOGUES] == ["sv"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_the_catalogue_is_complete(path):
    assert messages.faults(EXTRACTED, messages.read(path)) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_the_catalogue_is_written_as_the_command_writes_it(path):
    assert path.read_bytes() == messages.written(path, EXTRACTED, messages.read(path))


def test_no_words_shout_or_make_the_other_side_an_opponent():
    spoken = [str(message.id) for message in EXTRACTED if message.id]
    spoken += [str(message.string) for path in CATALOGUES for message in messages.read(path) if message.id]
    assert [words for words in spoken if AGAINST_THE_VOICE.search(words)] == []


def test_compiled_words_are_spoken():
    with translation.override("sv"):
        assert translation.gettext("Sign out") == "Logga ut"

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.signing import LinkBroken, LinkExpired, long, seal, short, unseal

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=14)


def test_a_token_gives_back_its_words_until_its_last_moment():
    token = seal("letters.stop", "ada", "weekly", expires_at=LATER)
    assert unseal("letters.stop", token, now=LATER - timedelta(seconds=1)) == ["ada", "weekly"]
    with pytest.raises(LinkExpired):
        unseal("letters.stop", token, now=LATER)


def test_a_token_is_good_for_its_own_purpose_alone():
    token = seal("letters.stop", "ada", expires_at=LATER)
    with pytest.raises(LinkBroken):
        unseal("letters.read", token, now=NOW)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: f"f{t}", lambda t: t.replace("ada", "sam"), lambda t: ""]
)
def test_a_changed_token_is_broken(change):
    token = seal("letters.stop", "ada", expires_at=LATER)
    with pytest.raises(LinkBroken):
        unseal("letters.stop", change(token), now=NOW)


def test_another_key_makes_other_tokens(settings):
    token = seal("letters.stop", "ada", expires_at=LATER)
    settings.SECRET_KEY = "another-key-0123456789-0123456789-abcdef"
    with pytest.raises(LinkBroken):
        unseal("letters.stop", token, now=NOW)
    settings.SECRET_KEY_FALLBACKS = []


@pytest.mark.parametrize("word", ["", "a.b", "å", "a b", "a/b"])
def test_a_word_that_would_blur_the_token_is_refused(word):
    with pytest.raises(ValueError, match="letters"):
        seal("letters.stop", word, expires_at=LATER)


@given(st.uuids())
def test_an_id_comes_back_from_its_short_form(key):
    assert (long(short(key)), len(short(key))) == (key, 22)


@pytest.mark.parametrize("word", ["", "x", "a" * 23, str(UUID(int=1))])
def test_a_word_that_is_no_id_is_broken(word):
    with pytest.raises(LinkBroken):
        long(word)

import pytest
from django.utils import translation

from partnership.kit.spoken import gettext, language, ngettext, speaking


@pytest.mark.parametrize("code", ["sv", "en"])
def test_the_quick_way_says_what_djangos_own_says(code):
    with translation.override(code):
        own = [translation.gettext("Good"), translation.gettext("No such words")]
        days = [translation.ngettext("%(count)s day", "%(count)s days", count) for count in (1, 2)]
        assert (language(), gettext("Good")) == (code, own[0])
    with speaking(code):
        assert [gettext("Good"), gettext("No such words")] == own
        assert [ngettext("%(count)s day", "%(count)s days", count) for count in (1, 2)] == days
        assert (language(), translation.get_language()) == (code, code)


def test_swedish_and_english_are_told_apart():
    said = {}
    for code in ("sv", "en"):
        with speaking(code):
            said[code] = gettext("Good")
    assert said["sv"] != said["en"] == "Good"


def test_the_language_before_is_spoken_again_after_the_block_also_when_it_fails():
    with translation.override("en"):
        with speaking("sv"):
            with pytest.raises(ValueError, match="halfway"), speaking("en"):
                raise ValueError("halfway")
            assert language() == "sv"
        assert (language(), translation.get_language()) == ("en", "en")

"""The message tool on a small house of its own."""

import gettext

import pytest

from partnership.kit import messages

PAGE = """
    {% translate "Sign in" %}
  {% card title=_("Both sides") %}{{ name|default:_("nobody") }}{% endcard %}
{% blocktranslate trimmed count days=days %}
  {{ days }} day left
{% plural %}
  {{ days }} days left
{% endblocktranslate %}
{% translate "May" context "month" %} it's 5 > 3 and "so" on
"""
CODE = (
    'from x import _, ngettext\nA = _("Both sides")\nB = ngettext("%(n)s row", "%(n)s rows", 2)\nC = f"{A}"\n'
)
FULL = """
msgid "Both sides"
msgstr "Båda sidor"

msgid "%(n)s row"
msgid_plural "%(n)s rows"
msgstr[0] "%(n)s rad"
msgstr[1] "%(n)s rader"

msgid "Sign in"
msgstr "Logga in"

msgid "nobody"
msgstr "ingen"

msgid "%(days)s day left"
msgid_plural "%(days)s days left"
msgstr[0] "%(days)s dag kvar"
msgstr[1] "%(days)s dagar kvar"

msgctxt "month"
msgid "May"
msgstr "maj"
"""


@pytest.fixture
def house(tmp_path):
    (tmp_path / "accounts" / "tests").mkdir(parents=True)
    (tmp_path / "accounts" / "views.py").write_text(CODE)
    (tmp_path / "accounts" / "tests" / "test_views.py").write_text('_("of tests alone")')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    catalogue = tmp_path / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(FULL)
    return tmp_path


def faults(house):
    return messages.faults(messages.extracted(house), messages.read(messages.catalogues(house)[0]))


def replace(house, old, new):
    path = messages.catalogues(house)[0]
    path.write_text(path.read_text().replace(old, new))


def test_code_and_templates_are_read_with_plurals_and_contexts(house):
    assert [(message.id, message.context) for message in messages.extracted(house) if message.id] == [
        ("Both sides", None),
        (("%(n)s row", "%(n)s rows"), None),
        ("Sign in", None),
        ("nobody", None),
        (("%(days)s day left", "%(days)s days left"), None),
        ("May", "month"),
    ]


def test_a_full_catalogue_has_no_faults(house):
    assert faults(house) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Logga in"', 'msgstr ""', "empty: 'Sign in'"),
        ('msgstr[1] "%(n)s rader"', 'msgstr[1] ""', "empty: '%(n)s row'"),
        ('msgid "Sign in"', '#, fuzzy\nmsgid "Sign in"', "fuzzy: 'Sign in'"),
        ('"%(n)s rader"', '"%(m)s rader"', "other placeholders: '%(n)s row'"),
        ('"%(n)s rader"', '"rader"', "other placeholders: '%(n)s row'"),
        ('msgstr "ingen"', 'msgstr "ingen av %(n)s"', "other placeholders: 'nobody'"),
        ('msgid "nobody"\nmsgstr "ingen"', "", "missing: 'nobody'"),
        ('msgid "nobody"', 'msgid "old"\nmsgstr "g"\n\nmsgid "nobody"', "left over: 'old'"),
        ('msgctxt "month"\n', "", "missing: 'May' (month)"),
        ('msgid "nobody"', '#~ msgid "old"\n#~ msgstr "g"\n\nmsgid "nobody"', "obsolete: 'old'"),
    ],
)
def test_a_fault_is_told(house, old, new, fault):
    replace(house, old, new)
    assert faults(house)[0] == fault


def test_writing_keeps_words_drops_what_is_gone_and_is_the_same_a_second_time(house):
    path = messages.catalogues(house)[0]
    replace(house, 'msgid "nobody"', 'msgid "old"\nmsgstr "gammal"\n\nmsgid "nobody"')
    once = messages.written(path, messages.extracted(house), messages.read(path))
    path.write_bytes(once)
    assert faults(house) == []
    assert messages.written(path, messages.extracted(house), messages.read(path)) == once
    assert b"POT-Creation-Date" not in once


def test_a_compiled_catalogue_speaks(house):
    with messages.compiled(messages.catalogues(house)[0]).open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("Sign in") == "Logga in"
    assert [spoken.ngettext("%(n)s row", "%(n)s rows", n) for n in (1, 2)] == ["%(n)s rad", "%(n)s rader"]
    assert spoken.pgettext("month", "May") == "maj"

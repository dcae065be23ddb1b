"""What is typed becomes a question that never fails, and what was found is shown without trusting a letter of it."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.fulltext import BEGIN, END, marked, plain, sought, with_either_stem

NOTHING = ["", " ", "och", "the", "och att", "-leverans", "-och", '-"en leverans"', "'", "\\", "%", ":*", "&|!()", "\x00", '"', "or", "-"]  # fmt: skip


def finds(text, asked):
    found = sought(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (to_tsvector('swedish', %s) || to_tsvector('english', %s)) @@ %s::tsquery",
            [text, text, found.query],
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("En leverans till kassan", "leveranser"),
        ("Tre leveranser till kassan", "leverans"),
        ("Leveransernas kvalitet", "leverans kvalitet"),
        ("Kursen börjar", "kurser"),
        ("Three deliveries", "delivery"),
        ("One delivery", "deliveries"),
        ("Avstämning i månaden", "månad"),
        ("Månadsavstämning", "månadsavst"),
        ("Tre leveranser till kassan", "leverans deliver or kassa"),
        ("Tre leveranser till kassan", '"leveranser till kassan"'),
        ("Tre leveranser till kassan", "leverans -butik"),
        ("Tre leveranser och en delivery", "delivery leverans"),
        ("Mötet med Nord", "mötet med nord"),
        ("Kassan öppnar", "kassa öppnar"),
        ("En kassa öppnar", "kassan öppnar"),
    ],
)
def test_every_form_of_a_word_is_found(text, asked):
    assert finds(text, asked)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Avstämning i månaden", "manad"),
        ("En ide", "idö"),
        ("Tre leveranser till kassan", "leveranser -kassan"),
        ("Tre leveranser till kassan", '"kassan leveranser"'),
        ("Tre leveranser till kassan", '-"leveranser till" tre'),
        ("Tre leveranser", "lev xyz"),
    ],
)
def test_other_words_are_not(text, asked):
    assert not finds(text, asked)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", NOTHING)
def test_without_a_word_to_look_for_nothing_is_asked(asked):
    assert sought(asked) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    ["it's kassa", "o'clock\\", "a:b*", "<script>alert</script>", "100%", "x" * 200, "leverans\x00", "((kassa", 'kassa "', "kassa -", "kassa or", "e-post-", "_x_", "\ud7ff kassa", "🙂 kassa", "http://kassa.example/?q=1&b"],
)  # fmt: skip
def test_anything_typed_can_be_asked(asked):
    assert finds(asked.replace("\x00", ""), asked) in (True, False)


@pytest.mark.django_db
def test_what_is_left_out_is_not_marked():
    assert "kass" not in sought("leverans -kassan").marks
    assert "kass" not in sought('leverans -"till kassan"').marks


def test_a_query_asks_for_both_stems():
    assert with_either_stem("'leverans' & !'hus'") == (
        "('leverans' | 'leveransan' | 'leveran') & !('hus' | 'husan')"
    )
    assert with_either_stem("'kassan'") == "('kassan' | 'kass' | 'kassans')"
    assert with_either_stem("'kas':*") == "'kas':*"
    assert with_either_stem("'it''s'") == "'it''s'"


def test_what_was_found_stands_in_mark_and_everything_is_escaped():
    shown = f"<b>{BEGIN}a & b{END}</b> {END}{BEGIN} {BEGIN}c"
    assert marked(shown) == "&lt;b&gt;<mark>a &amp; b</mark>&lt;/b&gt;  c"
    assert plain(shown) == "<b>a & b</b>  c"


@given(st.text(alphabet=f"<>&\"'a {BEGIN}{END}"))
def test_no_text_opens_a_tag_of_its_own(text):
    bare = marked(text).replace("<mark>", "").replace("</mark>", "")
    assert not {"<", ">"} & set(bare)
    assert marked(text).count("<mark>") == marked(text).count("</mark>")

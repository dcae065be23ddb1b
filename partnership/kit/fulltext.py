"""Full text in Swedish and English: what is asked for, and how a place that was found is shown.

Words are reduced by PostgreSQL's snowball stemmers of both languages, since either is written in any text. Nothing
is folded: ö is a letter of its own, and "månad" is not "manad".
"""

import re
from dataclasses import dataclass
from typing import Final, NewType
from unicodedata import normalize

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS: Final = 200
SHORTEST_BEGINNING: Final = 3
"""The last word is also looked for as a beginning, from so many letters on."""

NO_WORD: Final = _(
    "Write at least one word to look for. Small words such as “and” don’t count, nor words with a minus before them."
)

Query = NewType("Query", str)
"""A tsquery as PostgreSQL writes it."""

# Control characters that no form lets through; PostgreSQL puts them around what was found.
BEGIN, END = "\x02", "\x03"
SHOWN: Final = f"StartSel={BEGIN}, StopSel={END}"
WHOLE: Final = f"{SHOWN}, HighlightAll=true"
EXCERPT: Final = f'{SHOWN}, MaxFragments=2, MaxWords=24, MinWords=10, ShortWord=0, FragmentDelimiter=" … "'

# A small word of either language is none to look for: it stands in every text.
PARSED: Final = """
WITH asked AS (
    SELECT websearch_to_tsquery(config, %(head)s) && CASE
        WHEN numnode(websearch_to_tsquery(config, %(last)s)) = 0 THEN ''::tsquery
        ELSE websearch_to_tsquery(config, %(last)s) || to_tsquery('simple', %(beginning)s)
    END AS query
    FROM unnest(ARRAY['swedish', 'english']::regconfig[]) WITH ORDINALITY AS both_of (config, number) ORDER BY number
)
SELECT array_agg(query::text), bool_and(numnode(query) > 0 AND querytree(query) NOT IN ('', 'T')) FROM asked
"""
LAST: Final = re.compile(r"(?:^|\s)(\w+)$")
LEXEME: Final = re.compile(r"(!?)('(?:[^']|'')*')(:\*)?")
LEFT_OUT: Final = re.compile(r"!\( [^)]* \)")
BEFORE_S: Final = "bcdfghjklmnoprtvy"
"""The letters after which the Swedish stemmer takes an s away."""
FOUND: Final = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")
UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Sought:
    """What is looked for: `query` finds the rows, `marks` is every word of it, to show where it stands."""

    query: Query
    marks: Query


def sought(text: str) -> Sought | None:
    """Read what somebody typed: words, "phrases", -without, or. None when no word is left to look for; one query.

    Never raises, whatever is typed.
    """
    head, last = _parts(normalize("NFC", UNSEEN.sub(" ", text)).strip())
    long_enough = len(last) >= SHORTEST_BEGINNING
    named = {"head": head, "last": last, "beginning": f"{last}:*" if long_enough else ""}
    with connection.cursor() as cursor:
        cursor.execute(PARSED, named)
        (swedish, english), finds = cursor.fetchone()
    if not finds:
        return None
    query = f"({with_either_stem(swedish)}) | ({english})"
    return Sought(Query(query), Query(" | ".join(_looked_for(f"{swedish} | {english}"))))


def with_either_stem(swedish: str) -> str:
    """Return a query that finds what the Swedish stemmer keeps apart though it is one word.

    It takes the s of "leverans" for an ending, but not that of "leveranser"; and it leaves "kassan" as it is.
    """

    def either(found: re.Match[str]) -> str:
        minus, word, begins = found.groups()
        forms = [] if begins else _forms(word)
        return f"{minus}({' | '.join(forms)})" if len(forms) > 1 else found[0]

    return LEXEME.sub(either, swedish)


def _forms(word: str) -> list[str]:
    """Return a stem in its quotes, and the others that the same word may have."""
    bare = word.strip("'")
    if len(bare) < SHORTEST_BEGINNING or not bare.isalpha():
        return [word]
    found = [bare, bare[:-2] if bare.endswith("an") else f"{bare}an"]
    if bare[-1] in BEFORE_S:
        found.append(f"{bare}s")
    elif bare[-1] == "s" and bare[-2] in BEFORE_S:
        found.append(bare[:-1])
    return [f"'{one}'" for one in found if one]


def _looked_for(query: str) -> list[str]:
    """Return every word of a query that it does not leave out."""
    wanted = LEXEME.findall(LEFT_OUT.sub("", query))
    forms = [[f"{word}{begins}"] if begins else _forms(word) for minus, word, begins in wanted if not minus]
    return list(dict.fromkeys(form for each in forms for form in each))


def _parts(text: str) -> tuple[str, str]:
    """Return what is taken as it stands, and the last word when it is a plain one."""
    last = LAST.search(text)
    if last is None or '"' in text or re.search(r"\bor\b", text, re.IGNORECASE):
        return text, ""
    return text[: last.start()], last[1]


def shown(sql: str, options: str) -> str:
    """Return the SQL of a text with what was found marked, in the language in which it was; %(marks)s is its parameter."""
    bare = f"translate({sql}, E'\\x02\\x03', '')"
    config = (
        f"CASE WHEN to_tsvector('swedish', {bare}) @@ %(marks)s::tsquery THEN 'swedish' ELSE 'english' END"
    )
    return f"ts_headline(({config})::regconfig, {bare}, %(marks)s::tsquery, '{options}')"


def marked(text: str) -> SafeString:
    """Return a shown text as HTML: everything escaped, what was found in <mark>."""
    pieces, end = [], 0
    for one in FOUND.finditer(text):
        pieces += [
            (format_html("{}", plain(text[end : one.start()])),),
            (format_html("<mark>{}</mark>", one[1]),),
        ]
        end = one.end()
    return format_html_join("", "{}", [*pieces, (plain(text[end:]),)])


def shown_alike(text: str, other: str) -> str:
    """Return a text with the words marked that are marked in `other`: the same thing told in another language."""
    words = {one for one in FOUND.findall(other) if one}
    if not words:
        return text
    return re.sub("|".join(map(re.escape, words)), lambda one: f"{BEGIN}{one[0]}{END}", plain(text))


def plain(text: str) -> str:
    """Return a shown text without its marks."""
    return text.replace(BEGIN, "").replace(END, "")

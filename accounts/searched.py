"""What a row says, kept beside it for search: a column that PostgreSQL keeps itself and that no model knows of.

The column stands in the row, so the row's own policies hold for it, and whatever a room lets nobody read it lets
nobody find.
"""

from collections.abc import Sequence
from typing import Any

from accounts.rls import Statements

BOTH = ("swedish", "english")


def words_of(column: str, weight: str, languages: Sequence[str] = BOTH) -> str:
    """Return the SQL of a column's words, reduced by the stemmer of each language."""
    return " || ".join(
        f"setweight(to_tsvector('{one}'::regconfig, {column}), '{weight}')" for one in languages
    )


class KeepWords(Statements):
    """Keep `words` beside each row, by weight: titles A, bodies B; of a text that is kept in both languages, C and D.

    A reader of such a text asks `ts_filter` for their own language's.
    """

    def __init__(
        self,
        table: str,
        *,
        titles: Sequence[str] = (),
        bodies: Sequence[str] = (),
        swedish: Sequence[str] = (),
        english: Sequence[str] = (),
    ) -> None:
        self.table = table
        self.columns = {"titles": titles, "bodies": bodies, "swedish": swedish, "english": english}
        parts = [
            *(words_of(one, "A") for one in titles),
            *(words_of(one, "B") for one in bodies),
            *(words_of(one, "C") for one in swedish),
            *(words_of(one, "D") for one in english),
        ]
        super().__init__(
            [
                f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({' || '.join(parts)}) STORED"
            ],
            [f"ALTER TABLE {table} DROP COLUMN words"],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (
            self.__class__.__qualname__,
            [self.table],
            {name: list(of) for name, of in self.columns.items()},
        )

    def describe(self) -> str:
        return f"Keep the words of {self.table}"

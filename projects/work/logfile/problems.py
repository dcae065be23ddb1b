"""What can be wrong with a log, as codes: the faces put the words, in the reader's language."""

from dataclasses import dataclass


class FileRefused(ValueError):
    """The whole file can't be read; `code` says why, `params` go into the sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one row; `row` counts as a spreadsheet does, the header being row 1."""

    row: int
    column: str
    code: str
    value: str = ""
    limit: str = ""

    @classmethod
    def of(cls, row: int, column: str, code: str, value: object = "", limit: object = "") -> "Problem":
        """Cut the value so that a report of a broken file stays readable."""
        text = str(value)
        return cls(row, column, code, text if len(text) <= 80 else text[:79] + "…", str(limit))

"""ISO weeks: Monday first, and week 1 is the week of the year's first Thursday (ISO 8601)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

WRITTEN = re.compile(r"(\d{4})-?[Ww](\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week. Raises ValueError when the year has no such week."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that holds the day; a datetime counts by its own clock's date."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-W47" (what `str` writes). Raises ValueError on anything else."""
        match = WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not an ISO week: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def next(self) -> Week:
        return self.shifted(1)

    @property
    def previous(self) -> Week:
        return self.shifted(-1)

    def shifted(self, weeks: int) -> Week:
        """The week that many weeks later, or earlier when negative."""
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

"""Which column means what: chosen once for a file, kept as JSON, the same for preview, dry run and import."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .dates import DateOrder

TARGETS = (
    "done_on",
    "hours",
    "project",
    "deliverable",
    "task",
    "title",
    "worker",
    "role",
    "note",
    "started_on",
    "finished_on",
    "estimate",
    "status",
)
DATE_TARGETS = ("done_on", "started_on", "finished_on")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column names by target; `done_on` may fall back on further columns, in order.

    `join` names the shared key: (column of the log, column of the file with dates).
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fall_backs: tuple[str, ...] = ()
    join: tuple[str, str] | None = None
    decimal: str = "."
    date_order: DateOrder | None = None

    @property
    def is_single_day(self) -> bool:
        """Say whether each row is work of one day: nothing tells of a span."""
        return not self.fall_backs and not self.columns.get("started_on")

    @property
    def missing(self) -> list[str]:
        """List what must be chosen before a row can be read."""
        return [
            *(target for target in ("done_on", "hours") if not self.columns.get(target)),
            *(["date_order"] if self.date_order is None else []),
        ]

    def names(self) -> set[str]:
        """Return every column that is used."""
        return {name for name in (*self.columns.values(), *self.fall_backs) if name}

    def as_json(self) -> dict[str, Any]:
        return {
            "columns": dict(self.columns),
            "fall_backs": list(self.fall_backs),
            "join": list(self.join) if self.join else None,
            "decimal": self.decimal,
            "date_order": self.date_order.value if self.date_order else None,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Columns":
        join = raw.get("join")
        order = raw.get("date_order")
        return cls(
            columns={key: str(value) for key, value in raw.get("columns", {}).items() if key in TARGETS},
            fall_backs=tuple(raw.get("fall_backs", ())),
            join=(join[0], join[1]) if join else None,
            decimal=raw.get("decimal", "."),
            date_order=DateOrder(order) if order else None,
        )


def joined_header(log: list[str], dates: list[str], join: tuple[str, str] | None) -> list[str]:
    """Name the columns of a joined row: the log's, then the other file's without its key; no name twice."""
    if join is None:
        return log
    taken = set(log)
    extra = [name for name in dates if name != join[1]]
    return [*log, *(f"{name} (2)" if name in taken else name for name in extra)]


def unknown_columns(mapping: Columns, header: Iterable[str]) -> list[str]:
    """List the columns that the mapping names and the file lacks, sorted."""
    return sorted(mapping.names() - set(header))

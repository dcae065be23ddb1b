"""Guess what each column means from its name (English and Swedish) and its values; a person corrects it."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from .dates import possible_orders
from .mapping import Columns
from .numbers import guess_decimal, parse_hours

MISSING = frozenset({"", "na", "n/a", "null", "none", "nan", "-", "\u2013", "\u2014"})

_WORD = re.compile(r"[A-ZÅÄÖ]+(?![a-zåäö])|[A-ZÅÄÖ]?[a-zåäö]+|\d+")

# For each target: words that a name must have one of, words that make it likelier, words that rule it out.
_WORDS: dict[str, tuple[str, str, str]] = {
    "hours": (
        "hours hour hrs h tid timmar timme time duration timantal",
        "actual spent worked logged developer employee person arbetade nedlagd nedlagda utförda",
        "estimate estimated budget planned remaining rate price start end started date datum uppskattad planerad",
    ),
    "estimate": (
        "estimate estimated budget planned uppskattad uppskattning uppskattade planerad planerade estimat",
        "hours hour hrs h timmar tid",
        "on date datum by at person developer",
    ),
    "project": ("project projekt uppdrag engagement", "code id key kod nr", "breakdown sub name del"),
    "deliverable": (
        "breakdown deliverable milestone package wp epic phase leverans leverabel delmål etapp arbetspaket fas",
        "code id key project kod",
        "hours date on",
    ),
    "task": (
        "task ticket issue key ref ärende ärendenr uppgift aktivitetsnr",
        "number id key no nr nummer",
        "performance name title type status hours estimate date on at summary",
    ),
    "title": ("summary title subject rubrik titel benämning description beskrivning", "task", "project"),
    "worker": (
        "developer employee user person worker consultant resource who utförare konsult medarbetare resurs anställd",
        "id name namn",
        "hours performance role type on date timmar rate",
    ),
    "role": (
        "role category roll kategori activity aktivitet type typ discipline",
        "role roll",
        "sub id status",
    ),
    "note": ("note notes comment comments kommentar anteckning notering memo", "", ""),
    "status": ("status state läge", "code", ""),
}
_DONE = {
    "completed",
    "finished",
    "closed",
    "done",
    "resolved",
    "slut",
    "klar",
    "klart",
    "avslutad",
    "slutförd",
}
_BEGUN = {"started", "start", "begun", "påbörjad", "startad"}
_PLAIN = {"date", "datum", "day", "dag", "worked", "spent", "arbetsdag"}


def words_of(name: str) -> set[str]:
    """Split a column's name into lower-case words: DeveloperHoursActual → developer, hours, actual."""
    return {word.lower() for word in _WORD.findall(name)}


def guess_columns(header: Sequence[str], sample: Sequence[Sequence[str]], *, as_of: date) -> Columns:
    """Guess the mapping from the header and some rows; a target without a likely column stays out of it.

    Where the sample's dates can be read in several orders, the order stays None: a person must choose.
    """
    values = {name: _values(sample, place) for place, name in enumerate(header)}
    dates = [name for name in header if possible_orders(values[name], as_of=as_of)]
    columns = _guess_dates(dates)
    for target in _WORDS:
        fits = _is_hours if target in {"hours", "estimate"} else None
        _choose(target, [name for name in header if name not in dates], values, columns, fits)
    fall_backs = _fall_backs(dates, columns)
    used = [columns[target] for target in columns if target.endswith("_on")] + list(fall_backs)
    orders = possible_orders([text for name in used for text in values[name]], as_of=as_of) if used else []
    return Columns(
        columns=columns,
        fall_backs=fall_backs,
        decimal=guess_decimal(values.get(columns.get("hours", ""), [])),
        date_order=orders[0] if len(orders) == 1 else None,
    )


def guess_join(log: Sequence[str], dates: Sequence[str]) -> tuple[str, str] | None:
    """Guess the shared key of the two files: the first column of both that has the same name."""
    names = {name.casefold(): name for name in dates}
    return next(((name, names[name.casefold()]) for name in log if name.casefold() in names), None)


def _values(sample: Sequence[Sequence[str]], place: int) -> list[str]:
    found = (row[place].strip() for row in sample if place < len(row))
    return [text for text in found if text.casefold() not in MISSING]


def _is_hours(values: list[str]) -> bool:
    return all(
        parse_hours(text, ".") is not None or parse_hours(text, ",") is not None for text in values[:50]
    )


def _choose(
    target: str,
    names: list[str],
    values: dict[str, list[str]],
    columns: dict[str, str],
    fits: Callable[[list[str]], bool] | None,
) -> None:
    free = [name for name in names if name not in columns.values() and (fits is None or fits(values[name]))]
    scored = [(score, name) for name in free if (score := _score(target, name)) > 0]
    if scored:
        columns[target] = max(scored, key=lambda pair: pair[0])[1]


def _score(target: str, name: str) -> int:
    must, likelier, never = (set(words.split()) for words in _WORDS[target])
    words = words_of(name)
    if not words & must or words & never:
        return 0
    return 10 + 3 * len(words & likelier) - len(words - must - likelier)


def _guess_dates(dates: list[str]) -> dict[str, str]:
    plain = [name for name in dates if words_of(name) & _PLAIN and not words_of(name) & (_DONE | _BEGUN)]
    done = [name for name in dates if words_of(name) & _DONE]
    begun = [name for name in dates if words_of(name) & _BEGUN]
    columns = {"done_on": (plain or done or begun or dates or [""])[0]}
    if done and not plain:
        columns |= {"finished_on": done[0], "started_on": begun[0] if begun else ""}
    return {target: name for target, name in columns.items() if name}


def _fall_backs(dates: list[str], columns: dict[str, str]) -> tuple[str, ...]:
    """Give further date columns only where the first one says when a task was finished: open tasks lack it."""
    if "finished_on" not in columns:
        return ()
    later = [columns["started_on"]] if "started_on" in columns else []
    return (*later, *(name for name in dates if name not in {columns["done_on"], *later}))

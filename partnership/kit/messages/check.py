"""What is wrong with a catalogue: said as lines, one fault each."""

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
Key = tuple[str, str]


def faults(messages: Catalog, catalogue: Catalog) -> list[str]:
    """Return what keeps the catalogue from being complete: messages missing, left over, empty, fuzzy or with other placeholders."""
    wanted, held = _by_key(messages), _by_key(catalogue)
    found = [f"missing: {_name(key)}" for key in wanted if key not in held]
    found += [f"left over: {_name(key)}" for key in held if key not in wanted]
    found += [f"obsolete: {message.id!r}" for message in catalogue.obsolete.values()]
    for key, message in held.items():
        found += [f"{fault}: {_name(key)}" for fault in _faults_of(message)]
    return found


def _by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context or "", _first(message.id)): message for message in catalogue if message.id}


def _faults_of(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    ids, words = _forms(message.id), _forms(message.string)
    if len(words) != len(ids) or not all(word and word.strip() for word in words):
        yield "empty"
    elif not all(map(_fits, ids, words)):
        yield "other placeholders"


def _fits(text: str, word: str) -> bool:
    return _placeholders(word) == _placeholders(text)


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text.replace("%%", "")))


def _forms(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (str(value or ""),)


def _first(value: object) -> str:
    return _forms(value)[0]


def _name(key: Key) -> str:
    context, text = key
    return f"{text!r} ({context})" if context else repr(text)

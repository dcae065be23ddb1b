"""Whether a description of the API breaks one that was published: the rules of docs/api/versions.md, and nothing else.

What a client sends must still be taken; what it reads must still come as it was promised.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.flattened import Flat, Schema, flat

LOWER_IS_NARROWER = ("maxLength", "maximum", "exclusiveMaximum", "maxItems")
HIGHER_IS_NARROWER = ("minLength", "minimum", "exclusiveMinimum", "minItems")


@dataclass(frozen=True, order=True)
class Break:
    """Where something breaks (`GET /api/v1/projects 200.data[].name`), and what."""

    where: str
    what: str


@dataclass(frozen=True)
class _Pair:
    """The two descriptions, and what was compared already: a schema may hold itself."""

    old: Schema
    new: Schema
    seen: set[tuple[str, str, bool]]


Comparing = Callable[[_Pair, str, Any, Any], Iterator[Break]]


def breaks(old: Schema, new: Schema) -> list[Break]:
    """Return everything in `new` that breaks a client made for `old`, in the order of where."""
    pair = _Pair(old, new, set())
    return sorted(set(_paths(pair)))


def _paths(pair: _Pair) -> Iterator[Break]:
    for path, methods in pair.old["paths"].items():
        if path not in pair.new["paths"]:
            yield Break(path, "the address is gone")
            continue
        for method, was in methods.items():
            where = f"{method.upper()} {path}"
            now = pair.new["paths"][path].get(method)
            if now is None:
                yield Break(where, "the method is gone")
            else:
                yield from _operation(pair, where, was, now)


def _operation(pair: _Pair, where: str, was: Schema, now: Schema) -> Iterator[Break]:
    if was.get("operationId") != now.get("operationId"):
        yield Break(where, "the operation has another id")
    yield from _parameters(pair, where, was.get("parameters", ()), now.get("parameters", ()))
    yield from _body(pair, where, was.get("requestBody"), now.get("requestBody"))
    for status, answer in was.get("responses", {}).items():
        if status.startswith("2"):
            yield from _answer(pair, f"{where} {status}", answer, now.get("responses", {}).get(status))


def _parameters(pair: _Pair, where: str, was: Any, now: Any) -> Iterator[Break]:
    before, after = ({(one["in"], one["name"]): one for one in found} for found in (was, now))
    for key, one in before.items():
        place = f"{where} ?{key[1]}"
        if key not in after:
            yield Break(place, "the parameter is gone")
            continue
        if after[key].get("required") and not one.get("required"):
            yield Break(place, "the parameter is demanded now")
        yield from _sent(pair, place, one.get("schema", {}), after[key].get("schema", {}))
    for key, one in after.items():
        if one.get("required") and key not in before:
            yield Break(f"{where} ?{key[1]}", "a new parameter is demanded")


def _body(pair: _Pair, where: str, was: Schema | None, now: Schema | None) -> Iterator[Break]:
    place = f"{where} body"
    if was is None:
        if now is not None and now.get("required"):
            yield Break(place, "a body is demanded now")
        return
    if now is None:
        yield Break(place, "a body is no longer taken")
        return
    if now.get("required") and not was.get("required"):
        yield Break(place, "the body is demanded now")
    yield from _contents(pair, place, was["content"], now["content"], _sent)


def _answer(pair: _Pair, where: str, was: Schema, now: Schema | None) -> Iterator[Break]:
    if now is None:
        yield Break(where, "the answer has another status")
        return
    yield from _contents(pair, where, was.get("content", {}), now.get("content", {}), _read)


def _contents(
    pair: _Pair, where: str, was: Mapping[str, Any], now: Mapping[str, Any], compare: Comparing
) -> Iterator[Break]:
    for media, content in was.items():
        if media not in now:
            yield Break(where, f"{media} is gone")
        else:
            yield from compare(pair, where, content.get("schema", {}), now[media].get("schema", {}))


def _sent(pair: _Pair, where: str, was: Schema, now: Schema) -> Iterator[Break]:
    """What may be sent: everything that was taken must still be."""
    if _is_known(pair, was, now, is_sent=True):
        return
    before, after = flat(was, pair.old), flat(now, pair.new)
    yield from _taken(where, before, after)
    for name in sorted(before.fields.keys() - after.fields.keys()):
        yield Break(f"{where}.{name}", "the field is no longer taken")
    for name in sorted(after.required - before.required):
        yield Break(f"{where}.{name}", "the field is demanded now")
    yield from _inner(pair, where, before, after, _sent)


def _read(pair: _Pair, where: str, was: Schema, now: Schema) -> Iterator[Break]:
    """What may be read: everything that was promised must still come, and nothing that was ruled out."""
    if _is_known(pair, was, now, is_sent=False):
        return
    before, after = flat(was, pair.old), flat(now, pair.new)
    if before.types and not (after.types and after.types <= _wider(before.types)):
        yield Break(where, f"reads as {_names(after.types)}, was {_names(before.types)}")
    if before.format and before.format != after.format:
        yield Break(where, f"reads as {after.format or 'no format'}, was {before.format}")
    for name in sorted(before.fields.keys() - after.fields.keys()):
        yield Break(f"{where}.{name}", "the field is gone")
    for name in sorted((before.required - after.required) & after.fields.keys()):
        yield Break(f"{where}.{name}", "the field may be missing now")
    yield from _inner(pair, where, before, after, _read)


def _taken(where: str, before: Flat, after: Flat) -> Iterator[Break]:
    if after.types and not (before.types and before.types <= _wider(after.types)):
        yield Break(where, f"takes {_names(after.types)}, was {_names(before.types)}")
    if after.format and after.format != before.format:
        yield Break(where, f"takes {after.format}, was {before.format or 'no format'}")
    if after.enum is not None and (before.enum is None or not before.enum <= after.enum):
        gone = sorted(map(str, (before.enum or frozenset()) - after.enum))
        yield Break(where, f"no longer takes {', '.join(gone) or 'any value'}")
    for name, limit in after.limits.items():
        if _is_narrower(name, before.limits.get(name), limit):
            yield Break(where, f"{name} is {limit}, was {before.limits.get(name, 'not set')}")


def _is_narrower(name: str, before: Any, after: Any) -> bool:
    if before is None or before == after:
        return before is None
    if name in LOWER_IS_NARROWER:
        return bool(after < before)
    return bool(after > before) if name in HIGHER_IS_NARROWER else True


def _inner(pair: _Pair, where: str, before: Flat, after: Flat, compare: Comparing) -> Iterator[Break]:
    for name in sorted(before.fields.keys() & after.fields.keys()):
        yield from compare(pair, f"{where}.{name}", before.fields[name], after.fields[name])
    for place, was, now in (
        (f"{where}[]", before.items, after.items),
        (f"{where}{{}}", before.values, after.values),
    ):
        if was is not None and now is not None:
            yield from compare(pair, place, was, now)


def _is_known(pair: _Pair, was: Schema, now: Schema, *, is_sent: bool) -> bool:
    """Say whether these two named schemas were compared already; remember them otherwise."""
    names = was.get("$ref"), now.get("$ref")
    if names[0] is None or names[1] is None:
        return False
    key = (names[0], names[1], is_sent)
    known = key in pair.seen
    pair.seen.add(key)
    return known


def _wider(types: frozenset[str]) -> frozenset[str]:
    """Whoever takes numbers takes whole ones too."""
    return types | {"integer"} if "number" in types else types


def _names(types: frozenset[str]) -> str:
    return " or ".join(sorted(types)) or "anything"

"""A schema of OpenAPI 3.1 with its references, unions and joins taken apart: what two of them can be compared by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Schema = Mapping[str, Any]
LIMITS = (
    "maxLength",
    "minLength",
    "maximum",
    "minimum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "minItems",
    "pattern",
)
JOINS = ("oneOf", "anyOf")


@dataclass(frozen=True)
class Flat:
    """`types` is empty where anything goes, `enum` None where every value of the types does."""

    types: frozenset[str] = frozenset()
    format: str | None = None
    enum: frozenset[Any] | None = None
    fields: Mapping[str, Schema] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Schema | None = None
    values: Schema | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)


def resolved(schema: Schema, root: Schema) -> Schema:
    """Return what a reference leads to."""
    while "$ref" in schema:
        found: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def flat(schema: Schema, root: Schema) -> Flat:
    """Return a schema flattened: `allOf` merged, unions of scalars as one set of types and values."""
    schema = resolved(schema, root)
    parts = [_own(schema), *(flat(one, root) for one in schema.get("allOf", ()))]
    parts += [_union([flat(one, root) for one in schema[join]]) for join in JOINS if join in schema]
    whole = parts[0]
    for part in parts[1:]:
        whole = _joined(whole, part)
    return whole


def _own(schema: Schema) -> Flat:
    said = schema.get("type", ())
    types = frozenset([said] if isinstance(said, str) else said)
    values = schema.get("additionalProperties")
    words = [schema["const"]] if "const" in schema else schema.get("enum")
    return Flat(
        types=types,
        format=schema.get("format"),
        enum=None if words is None else frozenset(words),
        fields=schema.get("properties", {}),
        required=frozenset(schema.get("required", ())),
        items=schema.get("items"),
        values=values if isinstance(values, Mapping) and values else None,
        limits={name: schema[name] for name in LIMITS if name in schema},
    )


def _joined(one: Flat, other: Flat) -> Flat:
    """Return what holds when both do."""
    return Flat(
        types=one.types | other.types,
        format=one.format or other.format,
        enum=one.enum if other.enum is None else other.enum | (one.enum or frozenset()),
        fields={**one.fields, **other.fields},
        required=one.required | other.required,
        items=one.items or other.items,
        values=one.values or other.values,
        limits={**one.limits, **other.limits},
    )


def _union(variants: Iterable[Flat]) -> Flat:
    """Return what one of them holds for: a field is required only if it is in all that have fields."""
    found = list(variants)
    with_fields = [one for one in found if one.fields]
    enums = [one.enum for one in found if one.enum is not None]
    is_closed = enums and all(one.enum is not None or one.types == {"null"} for one in found)
    whole = Flat()
    for one in found:
        whole = _joined(whole, one)
    required = frozenset.intersection(*(one.required for one in with_fields)) if with_fields else frozenset()
    enum = frozenset().union(*enums) if is_closed else None
    return replace(whole, enum=enum, required=required)

"""Every kind of break is found, everything else is let pass; and nothing that was published is broken."""

from copy import deepcopy

import pytest
from django.core.management import CommandError, call_command

from api.compatibility import breaks
from api.management.commands import publish_api
from api.management.commands.publish_api import refuse
from api.published import current, published, text_of

THING = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string", "maxLength": 80},
        "count": {"type": "integer"},
        "status": {"$ref": "#/components/schemas/Status"},
        "note": {"type": ["string", "null"]},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
        "more": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["id", "name", "count", "status"],
}
NEW = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 80},
        "count": {"type": "integer", "minimum": 0},
        "status": {"oneOf": [{"$ref": "#/components/schemas/Status"}, {"type": "null"}]},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 9},
    },
    "required": ["name"],
}


def api():
    """A small API, made up."""

    def content(name):
        return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}

    words = {"name": "state", "in": "query", "schema": {"type": "string", "enum": ["open", "done"]}}
    return deepcopy(
        {
            "openapi": "3.1.1",
            "info": {"version": "1.4.0"},
            "paths": {
                "/things": {
                    "get": {
                        "operationId": "list_things",
                        "parameters": [
                            words,
                            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                        ],
                        "responses": {"200": {"content": content("Thing")}, "400": {}},
                    },
                    "post": {
                        "operationId": "create_thing",
                        "requestBody": {"content": content("NewThing"), "required": True},
                        "responses": {"201": {"content": content("Thing")}},
                    },
                },
                "/things/{thing}": {"delete": {"operationId": "delete_thing", "responses": {"200": {}}}},
            },
            "components": {
                "schemas": {
                    "Thing": THING,
                    "NewThing": NEW,
                    "Status": {"type": "string", "enum": ["open", "done"]},
                }
            },
        }
    )


def at(schema, path):
    for part in path:
        schema = schema[part]
    return schema


LIST, POST = ("paths", "/things", "get"), ("paths", "/things", "post")
READ = ("components", "schemas", "Thing", "properties")
SENT = ("components", "schemas", "NewThing", "properties")
MUST_READ = ("components", "schemas", "Thing", "required")
MUST_SEND = ("components", "schemas", "NewThing", "required")
DROP = object()

BREAKS = {
    "an address": (("paths",), "/things/{thing}", DROP, "the address is gone"),
    "a method": (("paths", "/things"), "post", DROP, "the method is gone"),
    "an operation's id": (LIST, "operationId", "all_things", "the operation has another id"),
    "a parameter": ((*LIST, "parameters"), 1, DROP, "the parameter is gone"),
    "a demanded parameter": ((*LIST, "parameters", 1), "required", True, "the parameter is demanded now"),
    "a parameter's word": ((*LIST, "parameters", 0, "schema"), "enum", ["open"], "no longer takes done"),
    "a parameter's type": ((*LIST, "parameters", 1, "schema"), "type", "boolean", "takes boolean, was integer"),
    "a demanded body": (("paths", "/things/{thing}", "delete"), "requestBody", {"required": True}, "a body is demanded now"),
    "a kind of body": ((*POST, "requestBody", "content"), "application/json", DROP, "application/json is gone"),
    "a body": (POST, "requestBody", DROP, "a body is no longer taken"),
    "a field to send": (SENT, "tags", DROP, "the field is no longer taken"),
    "a field demanded": (MUST_SEND, 0, ["name", "count"], "the field is demanded now"),
    "a type to send": ((*SENT, "count"), "type", "string", "takes string, was integer"),
    "a type inside a list": ((*SENT, "tags", "items"), "type", "integer", "takes integer, was string"),
    "a format to send": ((*SENT, "name"), "format", "email", "takes email, was no format"),
    "null to send": (SENT, "status", {"$ref": "#/components/schemas/Status"}, "takes string, was null or string"),
    "a word to send": (("components", "schemas", "Status"), "enum", ["open"], "no longer takes done"),
    "a shorter text": ((*SENT, "name"), "maxLength", 40, "maxLength is 40, was 80"),
    "a higher least": ((*SENT, "count"), "minimum", 1, "minimum is 1, was 0"),
    "fewer in a list": ((*SENT, "tags"), "maxItems", 3, "maxItems is 3, was 9"),
    "a pattern": ((*SENT, "name"), "pattern", "[a-z]+", "pattern is [a-z]+, was not set"),
    "a status": ((*POST, "responses"), "201", DROP, "the answer has another status"),
    "a field to read": (READ, "count", DROP, "the field is gone"),
    "a promised field": (MUST_READ, 0, ["id", "name", "count"], "the field may be missing now"),
    "a type to read": ((*READ, "count"), "type", "number", "reads as number, was integer"),
    "null to read": ((*READ, "name"), "type", ["string", "null"], "reads as null or string, was string"),
    "a format to read": ((*READ, "id"), "format", DROP, "reads as no format, was uuid"),
    "a type inside a map": ((*READ, "more", "additionalProperties"), "type", "integer", "reads as integer, was string"),
}  # fmt: skip


def changed(path, key, value):
    found = api()
    holder = at(found, path)
    if value is DROP:
        del holder[key]
    elif path in (MUST_READ, MUST_SEND):
        holder[:] = value
    else:
        holder[key] = value
    return found


@pytest.mark.parametrize("kind", BREAKS)
def test_every_kind_of_break_is_found(kind):
    path, key, value, what = BREAKS[kind]

    assert what in {one.what for one in breaks(api(), changed(path, key, value))}


def test_a_break_says_where_it_is():
    found = breaks(api(), changed((*READ, "parts", "items"), "$ref", "#/components/schemas/Status"))

    assert next(one.where for one in found if "string" in one.what).endswith("200.parts[]")


ADDITIONS = {
    "an address": (("paths",), "/others", {"get": {"operationId": "list_others", "responses": {"200": {}}}}),
    "a method": (("paths", "/things"), "put", {"operationId": "put_thing", "responses": {"200": {}}}),
    "an optional parameter": ((*LIST, "parameters"), slice(2, 2), [{"name": "new", "in": "query", "schema": {}}]),
    "a parameter's word": ((*LIST, "parameters", 0, "schema"), "enum", ["open", "done", "late"]),
    "an optional field to send": (SENT, "colour", {"type": "string"}),
    "a word everywhere": (("components", "schemas", "Status"), "enum", ["open", "done", "late"]),
    "a longer text": ((*SENT, "name"), "maxLength", 200),
    "a limit lifted": ((*SENT, "count"), "minimum", DROP),
    "a wider number": ((*SENT, "count"), "type", "number"),
    "null to send": ((*SENT, "name"), "type", ["string", "null"]),
    "a field no longer demanded": (MUST_SEND, 0, []),
    "a field to read": (READ, "colour", {"type": "string"}),
    "a new promise": (MUST_READ, 0, ["id", "name", "count", "status", "note"]),
    "a closer promise": ((*READ, "note"), "type", "string"),
    "a shorter text to read": ((*READ, "name"), "maxLength", 10),
    "a problem": ((*LIST, "responses"), "429", {}),
    "words": ((*READ, "name"), "description", "Other words."),
    "one's own word for a null": (SENT, "status", {"anyOf": [{"$ref": "#/components/schemas/Status"}, {"type": "null"}]}),
}  # fmt: skip


@pytest.mark.parametrize("kind", ADDITIONS)
def test_what_is_only_added_or_widened_passes(kind):
    assert breaks(api(), changed(*ADDITIONS[kind])) == []


def test_a_schema_that_holds_itself_is_compared_once():
    assert breaks(api(), api()) == []


def test_nothing_that_was_published_is_broken():
    found = [f"{one.where}: {one.what}" for one in breaks(published(), current())]

    assert found == [], "see docs/api/versions.md"


def test_what_is_stored_reads_back_as_it_was(tmp_path):
    place = tmp_path / "openapi.json"
    place.write_text(text_of(current()), encoding="utf-8")

    assert published(place) == current()


@pytest.mark.parametrize(
    ("version", "change", "says"),
    [
        ("1.4.0", "a parameter's word", "major"),
        ("1.5.0", "a parameter's word", "major"),
        ("2.0.0", "a parameter's word", None),
        ("1.4.0", None, "Raise VERSION"),
        ("1.5.0", None, None),
        ("1.5", None, "is no version"),
    ],
)
def test_a_version_says_what_changed(version, change, says):
    now = changed(*BREAKS[change][:3]) if change else changed(*ADDITIONS["a field to read"])
    now["info"]["version"] = version

    if says is None:
        refuse(api(), now)
        return
    with pytest.raises(CommandError, match=says):
        refuse(api(), now)


def test_the_command_tells_whether_the_file_is_behind(monkeypatch, tmp_path, capsys):
    place, ahead = tmp_path / "openapi.json", changed(*ADDITIONS["a field to read"])
    ahead["info"]["version"] = "1.5.0"
    place.write_text(text_of(api()), encoding="utf-8")
    monkeypatch.setattr(publish_api, "PLACE", place)
    monkeypatch.setattr(publish_api, "published", lambda: published(place))
    monkeypatch.setattr(publish_api, "current", lambda: ahead)

    with pytest.raises(CommandError, match="is behind"):
        call_command("publish_api", "--check")
    assert published(place) == api()
    call_command("publish_api")
    call_command("publish_api", "--check")
    assert published(place) == ahead

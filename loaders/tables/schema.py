"""The JSON Schema of mappings, made from the records of a dossier: ``python -m actagraph.loaders.tables.schema``.

An editor that knows the schema completes a mapping and marks what is wrong in it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
from msgspec.structs import fields

from .mapping import FORMATS, SOURCE
from .records import BUCKETS, LEFT, choices, part_type

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_TEXTS: dict[str, Any] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_MADE: dict[str, Any] = {
    "column": _TEXT,
    "from": _TEXT,
    "match": {"type": "string"},
    "split": {"type": "string", "minLength": 1},
    "lookup": {"anyOf": [{"type": "object"}, {"type": "string"}]},
    "else": {"enum": ["keep", "drop"]},
    "date": _TEXTS,
    "default": _TEXT,
}


def schema() -> dict[str, Any]:
    """The schema (2020-12)."""
    tests = {"column": _TEXT, "is": _TEXTS, "not": _TEXTS, "filled": {"type": "boolean"}, "matches": _TEXTS}
    condition = _object(tests, required=("column",))
    definitions = {
        "value": {"anyOf": [_TEXT, _object(_MADE), {"type": "array", "items": {"$ref": "#/$defs/value"}}]},
        "condition": {"anyOf": [condition, {"type": "array", "items": condition}]},
    }
    settings = {
        "format": {"enum": list(FORMATS)},
        "delimiter": {"type": "string", "minLength": 1, "maxLength": 1},
        "quote": {"enum": ['"', "'", "none"]},
        "sheet": _TEXT,
        "header": {"type": "integer", "minimum": 1, "maximum": 1_000},
        "records": {"type": "string"},
        "block": {"type": "integer", "minimum": 1, "maximum": 100_000},
        "source": _object(dict.fromkeys(SOURCE, _TEXT)),
        "when": {"$ref": "#/$defs/condition"},
    }
    records = {name: {"type": "array", "items": _record(kind)} for name, kind in BUCKETS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/actagraph/mapping.schema.json",
        "title": "Mapping of a table to the records of a dossier",
        "$defs": definitions,
        **_object(settings | records),
    }


def _record(kind: type[msgspec.Struct]) -> dict[str, Any]:
    own = {
        "as": {"type": "string", "pattern": r"^[A-Za-z_][\w-]*$"},
        "each": {"$ref": "#/$defs/value"},
        "key": {"$ref": "#/$defs/value"},
    }
    return _fields(kind, own)


def _fields(kind: type[msgspec.Struct], own: Mapping[str, Any]) -> dict[str, Any]:
    filled = {field.name: _field(field.type) for field in fields(kind) if field.name not in LEFT}
    needed = tuple(field.name for field in fields(kind) if field.required)
    return _object(dict(own) | {"when": {"$ref": "#/$defs/condition"}} | filled, needed)


def _field(type_: Any) -> dict[str, Any]:
    if part := part_type(type_):
        one = _fields(part, {})
        return {"anyOf": [one, {"type": "array", "items": one}]}
    if get_origin(type_) is dict:
        return {"type": "object", "additionalProperties": {"$ref": "#/$defs/value"}}
    words = choices(type_)
    known = {"anyOf": [{"enum": list(words)}, {"type": "object"}, {"type": "string", "pattern": r"\{"}]}
    return known if words and get_origin(get_args(type_)) is None else {"$ref": "#/$defs/value"}


def _object(properties: Mapping[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return made | ({"required": list(required)} if required else {})


def text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    target = Path(__file__).with_name("mapping.schema.json")
    target.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{target.name}\n")

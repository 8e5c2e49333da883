"""YAML or JSON, read strictly: no duplicate keys, no anchors, no guessed types."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any, Final

from ...errors import BadSource

MOST_JSON: Final = 64_000_000
MOST_YAML: Final = 4_000_000


def parse(path: str, data: bytes) -> dict[str, Any]:
    """The top-level mapping of a dossier file.

    YAML scalars stay the strings that they are written as (``number: 0152``, ``date: 2026-02-26``),
    but for ``true``, ``false`` and ``null``. Raises BadSource for whatever cannot be read.
    """
    text = _decoded(path, data)
    is_json = text.lstrip()[:1] in ("{", "[")
    most = MOST_JSON if is_json else MOST_YAML
    if len(data) > most:
        raise BadSource(f"is larger than {most // 1_000_000} MB; split it by source", path=path)
    try:
        found = _json(path, text) if is_json else _yaml(path, text)
        json.dumps(found, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise BadSource("holds half of a character (an unpaired surrogate); write it whole", path=path) from error
    except RecursionError as error:
        raise BadSource("is nested too deeply for a dossier", path=path) from error
    if not isinstance(found, dict):
        raise BadSource(
            "is no dossier: it must be a mapping with source, actors, instruments, …", path=path, value=found
        )
    return found


def _decoded(path: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSource(f"is not UTF-8 at byte {error.start}; save it as UTF-8", path=path) from error
    if not text.strip():
        raise BadSource("is empty", path=path)
    return text


def _json(path: str, text: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise BadSource("the key stands twice in one record; keep one", path=path, field=twice)
        return found

    try:
        return json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise BadSource(f"is no JSON: {error.msg}", path=path, record=f"line {error.lineno}") from error


def _yaml(path: str, text: str) -> Any:
    import yaml

    try:
        return yaml.load(text, Loader=_strict_loader())
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else None
        raise BadSource(f"is no YAML: {error.problem or error.context}", path=path, record=line) from error
    except yaml.YAMLError as error:
        raise BadSource(f"is no YAML: {error}", path=path) from error


def _strict_loader() -> type[Any]:
    import yaml

    class Strict(yaml.SafeLoader):
        """Safe, and strict where YAML guesses: see ``parse``."""

        yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

        def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):
                mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
                raise yaml.composer.ComposerError(None, None, "aliases (*) are not allowed", mark)
            return super().compose_node(parent, index)

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
            seen: set[str] = set()
            for key, _ in node.value:
                name = key.value if isinstance(key, yaml.ScalarNode) else repr(key)
                if name in seen:
                    problem = f"the key {name!r} stands twice; keep one"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                seen.add(name)
            return super().construct_mapping(node, deep)

    return Strict

"""What a mapping's author wrote, and what is wrong with it: each mistake with its line, and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ...errors import BadSource
from ..dossiers.validate import hint
from ..nodes import Node, yaml_node

_MOST_BYTES = 4_000_000


class Draft:
    """A mapping as written; ``mistakes`` grows while it is compiled."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.mistakes: list[BadSource] = []

    @classmethod
    def read(cls, path: str) -> tuple[Draft, Node]:
        """The mapping in a file, and its root. Raises BadSource if it cannot be read or is no YAML."""
        try:
            with Path(path).open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
            draft = cls(path, data.decode("utf-8-sig"))
        except OSError as error:
            raise BadSource(f"the mapping cannot be read: {error.strerror}", path=path) from error
        except UnicodeDecodeError as error:
            raise BadSource("the mapping is not UTF-8; save it as UTF-8", path=path) from error
        if len(data) > _MOST_BYTES:
            raise BadSource("the mapping is larger than 4 MB; move its lookups to files beside it", path=path)
        try:
            return draft, yaml_node(draft.text)
        except BadSource as error:
            raise BadSource(error.reason, path=path, record=error.record, value=error.value) from error

    def wrong(self, node: Node, field: str, reason: str, value: object = None) -> None:
        """Note a mistake."""
        line = f"line {self.text.count(chr(10), 0, node.start) + 1}"
        self.mistakes.append(BadSource(reason, path=self.path, record=line, field=field or None, value=value))

    def fields(self, node: Node, where: str, known: Iterable[str], what: str) -> dict[str, Node]:
        """The entries of a mapping node that are known; the others are mistakes, as is any other node."""
        names = sorted(known)
        if not isinstance(node.value, dict):
            self.wrong(node, where, f"must be {what} with fields such as {', '.join(names[:4])}", plain(node))
            return {}
        for name in sorted(set(node.value) - set(names)):
            self.wrong(node.value[name], inside(where, name), f"is no field of {what}{_meant(name, names)}")
        return {name: one for name, one in node.value.items() if name in names and one.value is not None}

    def items(self, node: Node, where: str) -> list[tuple[str, Node]]:
        """The entries of a list with what messages call them; anything else is a list of one."""
        listed = node.value if isinstance(node.value, list) else [node]
        return [(f"{where}[{at}]" if len(listed) > 1 else where, one) for at, one in enumerate(listed)]

    def word(self, node: Node, where: str, choices: Sequence[str] = ()) -> str | None:
        """A text, perhaps one of some choices."""
        if isinstance(node.value, dict | list):
            self.wrong(node, where, f"must be a text{self.quotes(node)}", plain(node))
            return None
        text = str(plain(node)).strip() if not isinstance(node.value, bool) else str(node.value).lower()
        if choices and text not in choices:
            self.wrong(node, where, f"must be one of {', '.join(choices)}{hint(text, choices)}", text)
            return None
        return text

    def number(self, node: Node, where: str, least: int, most: int) -> int | None:
        """A whole number within bounds."""
        if isinstance(node.value, int) and not isinstance(node.value, bool) and least <= node.value <= most:
            return node.value
        self.wrong(node, where, f"must be a whole number from {least:,} to {most:,}", plain(node))
        return None

    def quotes(self, node: Node) -> str:
        """The advice for ``name: {first}``, which YAML takes for a mapping."""
        if isinstance(node.value, dict) and node.value and all(one.value is None for one in node.value.values()):
            return f'; did you mean "{{{next(iter(node.value))}}}", in quotation marks?'
        return ""


def inside(where: str, name: str) -> str:
    """The path of a field within another."""
    return f"{where}.{name}" if where else name


def plain(node: Node) -> Any:
    """A node's value for a message."""
    return node.plain()


def _meant(name: str, names: Sequence[str]) -> str:
    found = hint(name, names)
    return found or f"; it has {', '.join(names)}"

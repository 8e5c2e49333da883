"""The loaders there are, and which of them reads a given file.

A loader is a folder beside this module with a ``loader.yml``, whose fields are those of
:class:`Loader`. Its function is called with the path, the bytes (or the open file, if it streams)
and the caller's SourceInfo, and yields readings and what it refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import msgspec

from ..errors import BadSource, UnknownName
from ..ontology.dossier import Reading
from .packed import HEAD

Load = Callable[..., Iterator[Reading | BadSource]]
"""``(path, data, info)``, data being bytes or, if the loader streams, an open file; its options come by name."""

MAPPING_SUFFIXES = (".map.yml", ".map.yaml")
"""How the names of mappings end, which stand beside what they map and are no sources."""
_SNIFFED = 4096
_ABOUT = ("publisher", "licence", "address", "format")
_BINARY = (
    (b"%PDF", "a PDF; save its text as a .txt file"),
    (b"PK\x03\x04", "a ZIP archive or office document; unpack it, or save it as plain text or HTML"),
    (b"\x1f\x8b", "compressed within its compression; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an office document; save it as plain text or HTML"),
    (b"\x89PNG", "an image, not text"),
    (b"\xff\xd8\xff", "an image, not text"),
    (b"GIF8", "an image, not text"),
)
_JSON_KEY = re.compile(r'"((?:[^"\\\n]|\\.){1,80})"\s*:')
_YAML_KEY = re.compile(r"^[ \t-]*([\w@:.-]{1,80}?):(?=\s)", re.MULTILINE)


class Loader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a loader's ``loader.yml`` says.

    ``load`` is its function as ``module:function``, which gets an open file instead of bytes if it
    ``streams``; ``options`` are the names of what else it takes, such as ``mapping``. Each of ``keys``
    is a set of JSON or YAML keys that only its files have together, ``sniff`` are words near the
    beginning that give its files away, both under any name; ``unnamed`` is true if it reads text
    that has no suffix and no such words.

    ``publisher``, ``licence``, ``address`` and ``format`` tell of the records themselves; ``counts`` what
    a known copy of them holds, ``omits`` what the loader leaves out of them and why.
    """

    name: str
    title: str
    load: str
    suffixes: tuple[str, ...]
    description: str = ""
    media_types: tuple[str, ...] = ()
    sniff: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    unnamed: bool = False
    streams: bool = False
    options: tuple[str, ...] = ()
    max_bytes: int = 50_000_000
    publisher: str | None = None
    licence: str | None = None
    address: str | None = None
    format: str | None = None
    counts: dict[str, Any] = {}
    omits: dict[str, str] = {}

    def function(self) -> Load:
        """The function that reads this loader's files; imports the loader."""
        module, _, name = self.load.partition(":")
        found: Load = getattr(import_module(module), name)
        return found


@cache
def loaders() -> Mapping[str, Loader]:
    """Every loader by its name."""
    import yaml

    found = {}
    for folder in sorted(resources.files(__package__).iterdir(), key=lambda entry: entry.name):
        about = folder.joinpath("loader.yml")
        if about.is_file():
            loader = msgspec.convert(yaml.safe_load(about.read_text(encoding="utf-8")), Loader)
            found[loader.name] = loader
    return found


def named(kind: str) -> Loader:
    """The loader of a name. Raises UnknownName with the closest ones."""
    if kind not in loaders():
        raise UnknownName("loader", kind, get_close_matches(kind, loaders()) or sorted(loaders()))
    return loaders()[kind]


def described(kind: str) -> list[tuple[str, str]]:
    """What is known of a loader and of the records that it reads, for people. Raises UnknownName."""
    loader = named(kind)
    told = {field: getattr(loader, field) for field in ("name", "title", "description", *_ABOUT)}
    told["files"] = ", ".join((*loader.suffixes, *loader.media_types))
    told |= {f"left out: {field}": reason for field, reason in loader.omits.items()}
    return [(field, value) for field, value in told.items() if value]


def suffixes() -> frozenset[str]:
    """The suffixes, with their dots, of the files that some loader reads."""
    return frozenset(suffix for loader in loaders().values() for suffix in loader.suffixes)


def recognise(path: str, data: bytes, options: Collection[str] = ()) -> Loader:
    """The loader for a file of this name that begins with these bytes. Raises BadSource if there is none.

    With a mapping, given or beside the file, it is one that takes a mapping: that of the suffix, else
    tables. Without, the most keys that are all there decide, then words at the beginning among the loaders of the
    suffix, then the suffix; a publisher's records are read as such only by their keys or words, if others
    read the suffix too.
    """
    suffix = Path(path).suffix.lower()
    of_suffix = (loader for loader in loaders().values() if suffix in loader.suffixes)
    named = sorted(of_suffix, key=lambda loader: loader.publisher is not None)
    for magic, what in _BINARY:
        if data.startswith(magic) and not (named and magic == _BINARY[1][0]):
            raise BadSource(f"the file is {what}", path=path)
    if "mapping" in options or mapping_beside(path) is not None:
        mapped = [one for one in loaders().values() if "mapping" in one.options]
        return next((one for one in mapped if one in named), loaders()["tables"])
    keyed = _by_keys(data[:HEAD].decode("utf-8", "replace"))
    beginning = data[:_SNIFFED].decode("utf-8", "replace").lower()
    shown = [one for one in named or loaders().values() if any(word in beginning for word in one.sniff)]
    unnamed = [one for one in loaders().values() if one.unnamed and not suffix]
    for loader in keyed or shown or named or unnamed:
        return loader
    raise BadSource(f"the kind of this file is not known; say which it is: {' or '.join(loaders())}", path=path)


def mapping_beside(path: str) -> str | None:
    """The mapping beside a file: ``orders.map.yml`` of ``orders.csv``."""
    file = Path(path)
    stems = dict.fromkeys((file.stem, file.name.partition(".")[0], file.name))
    names = (file.with_name(f"{stem}{suffix}") for stem in stems if stem for suffix in MAPPING_SUFFIXES)
    return next((str(name) for name in names if name != file and name.is_file()), None)


def _by_keys(head: str) -> list[Loader]:
    """The loader of which the most keys stand in JSON objects or at YAML lines' beginnings, if there is any."""
    opening = head.lstrip("\ufeff \t\r\n")[:1]
    found = set(re.findall(_JSON_KEY if opening in ("{", "[") else _YAML_KEY, head))
    fits = {one.name: len(keys) for one in loaders().values() for keys in sorted(one.keys, key=len) if found >= {*keys}}
    return [loaders()[max(fits, key=lambda name: fits[name])]] if fits else []

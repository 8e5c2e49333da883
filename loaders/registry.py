"""The loaders there are, and which of them reads a given file.

A loader is a folder beside this module with a ``loader.yml``, whose fields are those of
:class:`Loader`. Its function is called with the path, the bytes and the caller's SourceInfo,
and yields readings and what it refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module, resources
from pathlib import Path

import msgspec

from ..errors import BadSource
from ..ontology.dossier import Reading, SourceInfo

Load = Callable[[str, bytes, SourceInfo], Iterator[Reading | BadSource]]

_SNIFFED = 4096
_BINARY = (
    (b"%PDF", "a PDF; save its text as a .txt file"),
    (b"PK\x03\x04", "a ZIP archive or office document; unpack it, or save it as plain text or HTML"),
    (b"\x1f\x8b", "compressed; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an office document; save it as plain text or HTML"),
    (b"\x89PNG", "an image, not text"),
    (b"\xff\xd8\xff", "an image, not text"),
    (b"GIF8", "an image, not text"),
)


class Loader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a loader's ``loader.yml`` says.

    ``load`` is its function as ``module:function``; ``sniff`` are words near the beginning that
    give its files away under any name; ``unnamed`` is true if it reads text that has no suffix
    and no such words.
    """

    name: str
    title: str
    load: str
    suffixes: tuple[str, ...]
    description: str = ""
    media_types: tuple[str, ...] = ()
    sniff: tuple[str, ...] = ()
    unnamed: bool = False
    max_bytes: int = 50_000_000

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


def suffixes() -> frozenset[str]:
    """The suffixes, with their dots, of the files that some loader reads."""
    return frozenset(suffix for loader in loaders().values() for suffix in loader.suffixes)


def recognise(path: str, data: bytes) -> Loader:
    """The loader for a file of this name that holds these bytes. Raises BadSource if there is none."""
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise BadSource(f"the file is {what}", path=path)
    suffix = Path(path).suffix.lower()
    named = [loader for loader in loaders().values() if suffix in loader.suffixes]
    beginning = data[:_SNIFFED].decode("utf-8", "replace").lower()
    shown = [one for one in named or loaders().values() if any(word in beginning for word in one.sniff)]
    unnamed = [one for one in loaders().values() if one.unnamed and not suffix]
    for loader in shown or named or unnamed:
        return loader
    raise BadSource(f"the kind of this file is not known; say which it is: {' or '.join(loaders())}", path=path)

"""Names and ids within one dossier: minting ids, resolving references, finding dead ones."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

import msgspec
from msgspec.structs import fields, replace

from ...ontology.dossier import Dossier, Record
from .validate import Problems

ACTOR_FIELDS: Final = frozenset(
    {"part_of", "party", "of", "issuer", "jurisdiction", "bearer", "court", "plaintiffs", "defendants", "judges"}
    | {"by", "place", "actor", "speaker", "according_to", "succeeds", "territory", "signers", "beneficiary", "counsel"}
    | {"against", "filed_by", "protects", "restrains", "addressees", "represents"}
)
MATTER_FIELDS: Final = frozenset(
    {"responds_to", "challenges", "about", "on", "subject", "object", "authority", "version_of", "basis", "ruling"}
    | {"order", "appeal_of", "consolidated_with", "related", "transferred_from", "lawsuit", "part_of_event", "made_at"}
)
BUCKETS: Final = ("actors", "instruments", "lawsuits", "events", "statements", "relations")
Places = dict[str, tuple[int, ...]]
_Names = tuple[dict[str, set[str]], ...]
S = TypeVar("S", bound=msgspec.Struct)


def identified(dossier: Dossier) -> Dossier:
    """The dossier with a readable, unique id for every record that has none."""
    taken = {record.id for record in _all_records(dossier) if getattr(record, "id", None)}

    def named(record: S, base: str) -> S:
        if getattr(record, "id", None):
            return record
        slug = found = _slug(base)
        number = 2
        while found in taken:
            found, number = f"{slug}-{number}", number + 1
        taken.add(found)
        return replace(record, id=found)

    def whole(record: S, base: str) -> S:
        """The record and the records within it, these named after it."""
        record = named(record, base) if hasattr(record, "id") else record
        inner: dict[str, Any] = {}
        for field, parts in nested(record):
            key = getattr(record, "id", base)
            inner[field] = tuple(whole(part, f"{key} {_kind(part, field)}") for part in parts)
        return replace(record, **inner) if inner else record

    return replace(
        dossier,
        actors=tuple(whole(a, a.name) for a in dossier.actors),
        instruments=tuple(whole(i, i.label) for i in dossier.instruments),
        lawsuits=tuple(whole(suit, suit.label) for suit in dossier.lawsuits),
        events=tuple(whole(e, e.label) for e in dossier.events),
        statements=tuple(whole(s, "statement") for s in dossier.statements),
    )


def nested(record: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The fields of a record that hold records."""
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            yield field, value


def _kind(part: Any, field: str) -> str:
    """What a record within a record is called: a provision by its modality, a ruling by its kind …"""
    words = (getattr(part, name, None) for name in ("modality", "kind", "role", "number"))
    return next(filter(None, words), None) or field.removesuffix("s")


def without_duplicates(dossier: Dossier, places: Places, problems: Problems) -> tuple[Dossier, Places]:
    """The dossier without records whose id stands before; each is noted in ``problems``."""
    first: dict[str, str] = {}

    def unique(bucket: str, place: int, record: Any) -> bool:
        where = f"{bucket}[{place}]"
        for part in with_parts(record):
            if (key := getattr(part, "id", None)) is None:
                continue
            if key in first:
                problems.add(f"is also the id of {first[key]}; ids must differ", where, "id", key)
                return False
            first[key] = where
        return True

    return filtered(dossier, places, unique)


def resolved(dossier: Dossier, places: Places, rejected: Mapping[str, str], problems: Problems) -> Dossier:
    """The dossier with every reference that names a record replaced by that record's id.

    References that name no record stay as written: groups, places and topics in plain words.
    A reference that names several records, is a misspelt id or name, or names a record in
    ``rejected`` (name → where it stood) is noted and left out; so is a record that is nothing without it.
    """
    index = _Index(dossier, rejected)

    def target(where: str, field: str, ref: str) -> str | None:
        if reason := index.fault(field, ref):
            problems.add(f"{reason}; the reference is left out", where, field, ref)
            return None
        return index.target(field, ref)

    kept: dict[str, Any] = {}
    for bucket in BUCKETS:
        pairs = zip(places.get(bucket, ()), getattr(dossier, bucket), strict=True)
        rewritten = (_rewritten(record, f"{bucket}[{place}]", target) for place, record in pairs)
        kept[bucket] = tuple(record for record in rewritten if record is not None)
    return replace(dossier, **kept)


def references(record: msgspec.Struct, *, parts: bool = True) -> Iterator[tuple[str, str]]:
    """Every reference in a record, and in the records within it, with the field that holds it."""
    for part in with_parts(record) if parts else _itself(record):
        for field in part.__struct_fields__:
            if field in ACTOR_FIELDS | MATTER_FIELDS:
                value = getattr(part, field)
                yield from ((field, ref) for ref in ((value,) if isinstance(value, str) else value or ()))


def raw_names(raw: Mapping[str, Any], places: Places) -> dict[str, str]:
    """The names of the records of a file that did not become typed, and where they stand."""
    found: dict[str, str] = {}
    for bucket in BUCKETS:
        given = raw.get(bucket)
        for place, item in enumerate(given if isinstance(given, list) else ()):
            if isinstance(item, Mapping) and place not in places.get(bucket, ()):
                names = [item.get("id"), item.get("name"), item.get("label")]
                found |= {name: f"{bucket}[{place}]" for name in names if isinstance(name, str)}
    return found


class _Index:
    """Which record each id and name of a dossier stands for."""

    def __init__(self, dossier: Dossier, rejected: Mapping[str, str]) -> None:
        self.rejected = rejected
        self.ids = {record.id: record for record in _all_records(dossier) if getattr(record, "id", None)}
        self.actors = _by_name(dossier.actors)
        self.matters = _by_name((*dossier.instruments, *dossier.lawsuits, *dossier.events))

    def candidates(self, field: str, ref: str) -> set[str]:
        """The ids that a reference in a field can mean."""
        if ref in self.ids:
            return {ref}
        for table in self._tables(field):
            for ranked in table:
                if found := ranked.get(ref) or ranked.get(ref.casefold()):
                    return found
        return set()

    def _tables(self, field: str) -> tuple[_Names, ...]:
        if field in MATTER_FIELDS:
            return self.matters, self.actors
        return (self.actors, self.matters) if field == "speaker" else (self.actors,)

    def target(self, field: str, ref: str) -> str:
        """The id that a sound reference means, or the reference as written."""
        return next(iter(self.candidates(field, ref)), ref)

    def fault(self, field: str, ref: str) -> str | None:
        """What is wrong with a reference, if anything."""
        found = self.candidates(field, ref)
        if len(found) > 1:
            return f"names {len(found)} records ({', '.join(sorted(found))}); refer by id"
        if found:
            return None
        if ref in self.rejected:
            return f"names {self.rejected[ref]}, which was rejected"
        return self._misspelt(ref)

    def _misspelt(self, ref: str) -> str | None:
        from rapidfuzz import fuzz, process

        if len(ref) < 6:
            return None
        known = [*self.ids, *self.actors[0], *self.matters[0]]
        for name, _, _ in process.extract(ref, known, scorer=fuzz.ratio, score_cutoff=92, limit=3):
            if re.findall(r"\d+", name) == re.findall(r"\d+", ref):
                return f"names no record; did you mean {name}?"
        return None


def _by_name(records: tuple[Any, ...]) -> _Names:
    """Names → ids, in order of preference: names, aliases, both without regard to case."""
    names: dict[str, set[str]] = defaultdict(set)
    aliases: dict[str, set[str]] = defaultdict(set)
    folded: dict[str, set[str]] = defaultdict(set)
    for record in records:
        names[record.name if hasattr(record, "name") else record.label].add(record.id)
        for alias in getattr(record, "aliases", ()):
            aliases[alias].add(record.id)
    for table in (names, aliases):
        for name, ids in table.items():
            folded[name.casefold()] |= ids
    return names, aliases, folded


def _names(record: Any) -> list[str]:
    return [n for n in (getattr(record, f, None) for f in ("id", "name", "label")) if n]


def _all_records(dossier: Dossier) -> Iterator[Any]:
    for bucket in BUCKETS:
        for record in getattr(dossier, bucket):
            yield from with_parts(record)


def with_parts(record: Any) -> Iterator[Any]:
    """A record and the records within it."""
    yield record
    for _, parts in nested(record):
        for part in parts:
            yield from with_parts(part)


def _itself(record: Any) -> Iterator[Any]:
    """A record and what says who takes part in it, which are no records of their own."""
    yield record
    for _, parts in nested(record):
        yield from (part for part in parts if not isinstance(part, Record))


def filtered(dossier: Dossier, places: Places, keep: Callable[[str, int, Any], bool]) -> tuple[Dossier, Places]:
    """The records, and their places in the file, that ``keep`` accepts by bucket, place and record."""
    kept: dict[str, list[tuple[int, Any]]] = {}
    for bucket in BUCKETS:
        pairs = zip(places.get(bucket, ()), getattr(dossier, bucket), strict=True)
        kept[bucket] = [(place, record) for place, record in pairs if keep(bucket, place, record)]
    changed = replace(dossier, **{bucket: tuple(r for _, r in pairs) for bucket, pairs in kept.items()})
    return changed, {bucket: tuple(place for place, _ in pairs) for bucket, pairs in kept.items()}


def _rewritten(record: S, where: str, target: Callable[[str, str, str], str | None]) -> S | None:
    changes: dict[str, Any] = {}
    for field in fields(type(record)):
        name, value = field.name, getattr(record, field.name)
        if name in ACTOR_FIELDS | MATTER_FIELDS and isinstance(value, str):
            changes[name] = target(where, name, value)
            if changes[name] is None and field.required:
                return None
        elif name in ACTOR_FIELDS | MATTER_FIELDS and value:
            changes[name] = tuple(found for ref in value if (found := target(where, name, ref)))
        elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            parts = (_rewritten(part, f"{where}.{name}[{n}]", target) for n, part in enumerate(value))
            changes[name] = tuple(part for part in parts if part is not None)
    return replace(record, **changes)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "record"

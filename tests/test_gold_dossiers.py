"""The ten hand-made dossiers: every field finds its place in the graph, and every damage its check."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import actagraph
import pytest
from actagraph import KnowledgeGraph
from actagraph.graph.assemble import assemble
from actagraph.graph.check import check
from actagraph.graph.claims import claims
from actagraph.graph.fields import fields_of, values
from actagraph.graph.snapshots import Admitted
from actagraph.graph.store import Store
from actagraph.loaders.dossiers import load
from actagraph.loaders.dossiers.references import with_parts
from actagraph.ontology.dossier import Dossier, Reading, Record, SourceInfo
from msgspec.structs import replace

SHARED = Path(__file__).parents[2] / "shared"
NAMES = sorted(path.name.partition(".")[0] for path in (SHARED / "gold").glob("*.dossier.json"))
Raw = dict[str, Any]
pytestmark = pytest.mark.skipif(not NAMES, reason="the gold dossiers are not here")
each = pytest.mark.parametrize("name", NAMES)


def raw(name: str) -> Raw:
    found: Raw = json.loads((SHARED / "gold" / f"{name}.dossier.json").read_text("utf-8"))
    return found


@cache
def text(name: str) -> str:
    return next(path for path in SHARED.glob(f"*/{name}.txt")).read_text("utf-8")


def loaded(name: str, dossier: Raw, folder: Path) -> KnowledgeGraph:
    """A graph of one dossier; what was rejected is in ``folder/rejected``."""
    (folder / f"{name}.txt").write_text(text(name), "utf-8")
    (folder / "d.json").write_text(
        json.dumps(dossier | {"source": dossier["source"] | {"file": f"{name}.txt"}}), "utf-8"
    )
    kg = actagraph.open(folder / "one.kg")
    report = kg.load(folder / "d.json")
    lines = [f"{one.record} {one.field} {one.value}: {one.reason}" for one in report.rejected]
    (folder / "rejected").write_text("\n".join(lines), "utf-8")
    return kg


@each
def test_every_field_is_kept_and_the_graph_is_sound(name: str) -> None:
    dossier = completed(name)
    stated = claims(name, text(name), dossier)
    said = {(claim.predicate, getattr(claim.object, "value", "")) for claim in stated}
    predicates = {predicate for predicate, _ in said}
    for record in records(dossier):
        for field in fields_of(record):
            for value in values(record, field) if field.value in ("text", "date") else ():
                assert (field.predicate, value) in said, (record, field)
            assert not getattr(record, field.name) or field.predicate in predicates or field.scheme, (record, field)
    found = check(Store.memory(assemble([Admitted(name, text(name), dossier)]).nquads))
    assert [one for one in found if one.severity == "error"] == []


def completed(name: str) -> Dossier:
    """The dossier with its completed passages; the whole text where nothing shorter is certain."""
    path = SHARED / "gold" / f"{name}.dossier.json"
    info = SourceInfo(file=f"{name}.txt")
    found = load(str(path), path.read_bytes(), info, folders=[SHARED / "seeds", SHARED / "dev"])
    (reading,) = (one for one in found if isinstance(one, Reading))
    whole = ((0, len(reading.text)),)
    buckets = ("actors", "instruments", "lawsuits", "events", "statements")
    filled = {
        bucket: tuple(replace(one, passages=one.passages or whole) for one in getattr(reading.dossier, bucket))
        for bucket in buckets
    }
    return replace(reading.dossier, **filled)


def records(dossier: Dossier) -> Iterator[Record]:
    for bucket in ("actors", "instruments", "lawsuits", "events", "statements"):
        for record in getattr(dossier, bucket):
            yield from (part for part in with_parts(record) if isinstance(part, Record))


@each
def test_wrong_type_impossible_date_and_dangling_reference_are_named(name: str, tmp_path: Path) -> None:
    dossier = raw(name)
    dossier["actors"][0]["kind"] = "persn"
    bucket, field = next((b, f) for b, f in (("instruments", "issuer"), ("events", "place")) if dossier.get(b))
    first, last = dossier[bucket][0], dossier[bucket][-1]
    last |= {field: "Quintus Fabius Maximus", "passages": [[0, len(text(name))]]}
    dossier[bucket] = [*dossier[bucket], first | {"id": "late", "date": "2026-02-31"}]
    loaded(name, dossier, tmp_path)
    rejected = (tmp_path / "rejected").read_text("utf-8")
    assert "actors[0] kind persn: must be one of person, agency" in rejected
    assert "date 2026-02-31: 2026-02-31 is an impossible date" in rejected
    assert f"{field} Quintus Fabius Maximus: is not mentioned in the passages" in rejected


def damaged(name: str, damage: Callable[[Raw], bool], folder: Path) -> list[str]:
    """What the checks find once ``damage`` has changed a dossier."""
    dossier = raw(name)
    assert damage(dossier)
    return [f"{one.severity}: {one.label} {one.message}" for one in loaded(name, dossier, folder).check()]


def having(part: Callable[[Raw], object]) -> list[str]:
    return [name for name in NAMES if part(raw(name))]


@pytest.mark.parametrize("name", having(lambda one: [p for i in one["instruments"] for p in i.get("provisions", ())]))
def test_a_provision_without_bearer_is_found(name: str, tmp_path: Path) -> None:
    def unbound(dossier: Raw) -> bool:
        for instrument in dossier["instruments"]:
            for provision in instrument.get("provisions", ()):
                provision["bearer"] = None
        return True

    assert any("has no bearer" in found for found in damaged(name, unbound, tmp_path))


@pytest.mark.parametrize("name", having(lambda one: one["lawsuits"]))
def test_a_ruling_before_the_filing_is_found(name: str, tmp_path: Path) -> None:
    def early(dossier: Raw) -> bool:
        suit = dossier["lawsuits"][0]
        suit |= {"filed": "2025-06-01", "passages": [[0, len(text(name))]]}
        suit["rulings"] = [{"kind": "dismissal", "date": "2025-05-01"}]
        return True

    assert any("was made by 2025-05-01 but" in found for found in damaged(name, early, tmp_path))


@pytest.mark.parametrize("name", having(lambda one: one["lawsuits"]))
def test_a_court_that_is_a_person_is_found(name: str, tmp_path: Path) -> None:
    def person(dossier: Raw) -> bool:
        someone = next(one["name"] for one in dossier["actors"] if one["kind"] == "person")
        dossier["lawsuits"][0] |= {"court": someone, "passages": [[0, len(text(name))]]}
        return True

    assert any("must be before a court" in found for found in damaged(name, person, tmp_path))

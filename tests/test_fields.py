"""The table of a dossier's fields: each names a field, a property and a check that exist, and gives a claim."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from actagraph.graph import evidence
from actagraph.graph.claims import claims
from actagraph.graph.fields import Field, fields_of
from actagraph.loaders.dossiers import read_dossier
from actagraph.loaders.dossiers.references import ACTOR_FIELDS, MATTER_FIELDS, with_parts
from actagraph.ontology import dossier, terms, vocabulary
from actagraph.ontology.dossier import Dossier, Record

RECORDS = [
    one
    for one in vars(dossier).values()
    if isinstance(one, type) and issubclass(one, Record) and one not in (Record, dossier.Relation)
]
SUIT = Path(__file__).parents[1] / "docs" / "harbor-suit.yaml"
KNOWN = vocabulary.OBJECT_PROPERTIES | vocabulary.DATA_PROPERTIES
CHECKS = {"none", "part", "joined", "mentioned", "concept", *evidence._SINGLE}
# What claims.py treats alone: identity, wording of statements, offices, participants, effects.
ALONE = {
    "Record": {"passages", "claim", "according_to", "confidence", "note", "id"},
    "Actor": {"kind", "name", "aliases", "identifiers", "offices"},
    "Instrument": {"kind", "label", "effects"},
    "Effect": {"on", "effect"},
    "Provision": {"modality"},
    "Lawsuit": {"label"},
    "PartyRole": {"office", "of"},
    "Event": {"kind", "label", "participants"},
    "Statement": {"speaker", "speaker_mention", "direct", "about", "stance", "quote_start"},
    "OfficeHeld": {"title", "of", "start", "end", "status", "represents", "seat"},
}


def rows(kind: Any) -> tuple[Field, ...]:
    given = {field.name: "x" for field in msgspec.structs.fields(kind) if field.required}
    given |= {"modality": "obligation"} if kind is dossier.Provision else {}
    return fields_of(kind(**given))


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_record_becomes_facts(kind: type[Record]) -> None:
    listed = {field.name for field in rows(kind)}
    own = {field.name for field in msgspec.structs.fields(kind)} - ALONE["Record"] - ALONE.get(kind.__name__, set())
    assert listed == own


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_row_names_what_exists(kind: type[Record]) -> None:
    for field in rows(kind):
        assert field.predicate in KNOWN or field.value == "player", field
        assert field.check in CHECKS, field
        if field.value == "ref":
            assert field.name in ACTOR_FIELDS | MATTER_FIELDS, field
            assert field.predicate in vocabulary.OBJECT_PROPERTIES, field
        if field.scheme:
            assert isinstance(getattr(vocabulary, field.scheme), dict), field


def test_every_field_that_a_dossier_fills_is_claimed() -> None:
    reading = read_dossier(str(SUIT), SUIT.read_bytes())
    admitted, rejected = evidence.admit(reading)
    assert rejected == ()
    said = {claim.predicate for claim in claims("suit", reading.text, admitted)}
    for bucket in ("actors", "instruments", "lawsuits", "events", "statements"):
        for record in getattr(admitted, bucket):
            for part in with_parts(record):
                filled = [
                    one for one in (fields_of(part) if isinstance(part, Record) else ()) if getattr(part, one.name)
                ]
                assert {one.predicate for one in filled if one.value != "player"} <= said, part


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("disposition: granted in part", "disposition: granted-ish", "disposition", "granted-ish"),
        ("scope: parties only", "scope: everywhere and nowhere", "scope", "everywhere and nowhere"),
        ("capacity: official", "capacity: officious", "capacity", "officious"),
        (
            "deadline: within 30 days",
            "deadline: before the next full moon rises",
            "deadline",
            "before the next full moon rises",
        ),
        ("form: charter", "form: napkin", "form", "napkin"),
    ],
)
def test_a_word_that_the_ontology_or_the_text_lacks_is_reported(old: str, new: str, field: str, value: str) -> None:
    text = SUIT.read_text("utf-8")
    assert old in text
    admitted, rejected = evidence.admit(read_dossier("suit.yaml", text.replace(old, new).encode()))
    assert [(one.field, one.value) for one in rejected] == [(field, value)]
    assert isinstance(admitted, Dossier) and len(admitted.lawsuits) == 2


def test_a_slip_in_a_word_of_a_scheme_is_told_what_was_meant() -> None:
    told = SUIT.read_text("utf-8").replace("scope: parties only", "scope: partys only")
    (one,) = evidence.admit(read_dossier("suit.yaml", told.encode()))[1]
    assert one.reason == "is no word of the ontology for this; did you mean parties only?"


def test_two_sources_of_one_docket_entry_give_one() -> None:
    from actagraph.graph.assemble import assemble
    from actagraph.graph.snapshots import Admitted
    from actagraph.graph.store import Store

    readings = [read_dossier("suit.yaml", SUIT.read_bytes())]
    told = SUIT.read_text("utf-8").replace("Entry 14 of April 10", "Number 14 of April 10")
    readings.append(read_dossier("again.yaml", told.replace("Harbor Post", "Harbor Mail").encode()))
    sources = [Admitted(f"s{n}", one.text, evidence.admit(one)[0]) for n, one in enumerate(readings)]
    store = Store.memory(assemble(sources).nquads)
    for kind, count in (("DocketEntry", 2), ("Docket", 1), ("PartyRole", 3), ("Section", 2)):
        assert len(store.select(f"SELECT ?x WHERE {{ ?x a <{terms.NS}{kind}> }}").rows) == count, kind

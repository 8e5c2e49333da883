"""Graphs that several tests ask. ``two_reports`` is small, hand-made, and never changes with the loaders."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import actagraph
import pytest
import yaml
from actagraph.graph.inference import infer
from actagraph.graph.inference_nodes import InferenceNodes
from actagraph.graph.store import PREFIXES, Store
from actagraph.ontology import terms
from actagraph.ontology.dates import bounds
from actagraph.ontology.vocabulary import SUPERCLASSES
from actagraph.queries.catalogue import Question
from hypothesis import settings
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]
ID, ACTA, RDF, RDFS = "https://w3id.org/actagraph/id/", terms.NS, PREFIXES["rdf"], PREFIXES["rdfs"]
STATUS = {"~": "alleged", "!": "denied"}


def term(text: str) -> NamedNode | Literal:
    if text.startswith('"'):
        return Literal(text.strip('"'))
    if text.startswith("@"):
        return Literal(text[1:], datatype=NamedNode(f"{PREFIXES['edtf']}EDTF"))
    if text == "a":
        return NamedNode(f"{RDF}type")
    prefix, _, local = text.partition(":")
    return NamedNode(PREFIXES[prefix] + local if local else ID + text)


def node(text: str) -> NamedNode:
    found = term(text)
    assert isinstance(found, NamedNode)
    return found


def quads(table: str) -> list[Quad]:
    found: list[Quad] = []
    facts: list[Fact] = []
    for number, line in enumerate(each for each in table.splitlines() if not each.startswith("#")):
        *parts, stated = line.split("\t")
        fact = node(parts[0]), node(parts[1]), term(parts[2])
        for where in stated.split():
            status = STATUS.get(where[0], "asserted")
            found += claim(f"{number}-{where.strip('~!')}", fact, status, where.strip("~!"))
            if status == "asserted":
                facts.append(fact)
    return found + [Quad(s, p, o, DefaultGraph()) for s, p, o in derived(facts)] + conflict()


def claim(key: str, fact: Fact, status: str, where: str) -> list[Quad]:
    source, _, span = where.partition(":")
    start, end = span.split("-")
    me, graph = NamedNode(f"{ID}claim/{key.replace(':', '-')}"), NamedNode(f"{ID}source/{source}")
    passage = NamedNode(f"{ID}passage/{source}-{span}")
    said: dict[str, NamedNode | Literal] = dict(
        zip((f"{RDF}subject", f"{RDF}predicate", f"{RDF}object"), fact, strict=True)
    )
    said |= {f"{RDF}type": NamedNode(f"{ACTA}Claim"), f"{ACTA}claimStatus": NamedNode(ACTA + status)}
    said |= {f"{ACTA}passage": passage, f"{ACTA}source": graph}
    spans = {"start": Literal(int(start)), "end": Literal(int(end)), "exact": Literal(f"{source} at {span}")}
    about: dict[str, NamedNode | Literal] = {"title": Literal(f"The {source} report")}
    about |= {
        "publisher": Literal(source.title()),
        "origin": NamedNode(f"{ID}origin/{source}"),
        "uri": Literal(f"https://example.org/{source}"),
    }
    day = date_literal(date(2026, 2, 26))
    about |= {"published": term("@2026-02-26"), "earliest": day, "latest": day}
    return [
        *(Quad(me, NamedNode(name), value, graph) for name, value in said.items()),
        *(Quad(passage, NamedNode(ACTA + name), value, graph) for name, value in spans.items()),
        *(Quad(graph, NamedNode(ACTA + name), value, graph) for name, value in about.items()),
        Quad(graph, NamedNode(f"{RDFS}label"), Literal(f"The {source} report"), graph),
        Quad(graph, NamedNode(f"{RDF}type"), NamedNode(f"{ACTA}Source"), graph),
    ]


def derived(facts: list[Fact]) -> list[Fact]:
    found, names = list(facts), dict[NamedNode, str]()
    days: dict[NamedNode, list[tuple[date, date]]] = {}
    for subject, predicate, obj in facts:
        if predicate.value == f"{RDF}type":
            found += [(subject, predicate, NamedNode(each)) for each in SUPERCLASSES[obj.value]]
            names.setdefault(subject, subject.value.rpartition("/")[2].replace("-", " "))
        if predicate.value == f"{ACTA}name":
            names[subject] = max((obj.value, names.get(subject, "")), key=lambda name: (name[:1].isupper(), len(name)))
        if isinstance(obj, Literal) and obj.datatype.value.endswith("EDTF"):
            days.setdefault(subject, []).append(bounds(obj.value))
    found += [(subject, NamedNode(f"{RDFS}label"), Literal(name)) for subject, name in names.items()]
    for subject, spans in days.items():
        for name, day in (("earliest", min(first for first, _ in spans)), ("latest", max(last for _, last in spans))):
            found.append((subject, NamedNode(ACTA + name), date_literal(day)))
    return found


def date_literal(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=NamedNode(f"{PREFIXES['xsd']}date"))


def conflict() -> list[Quad]:
    me, graph = NamedNode(f"{ID}conflict/1"), NamedNode(f"{ID}graph/assembly")
    about = {"subject": term("lawsuit/united-states-v-denver"), "predicate": term("acta:dateFiled")}
    filed = [line for line in TABLE.splitlines() if not line.startswith("#")]
    claims = [
        NamedNode(f"{ID}claim/{number}-{line.split()[-1].replace(':', '-')}")
        for number, line in enumerate(filed)
        if "acta:dateFiled" in line
    ]
    return [
        Quad(me, NamedNode(f"{RDF}type"), NamedNode(f"{ACTA}Conflict"), graph),
        *(Quad(me, NamedNode(ACTA + name), value, graph) for name, value in about.items()),
        *(Quad(me, NamedNode(f"{ACTA}claim"), each, graph) for each in claims),
    ]


HERE = Path(__file__).parent
WESTLAND = (HERE.parent / "docs" / "harbor-suit.yaml", HERE / "data" / "westland.yaml")
IN_WESTLAND = yaml.safe_load((HERE / "data" / "westland-answers.yaml").read_text("utf-8"))
TABLE = (Path(__file__).parent / "graphs" / "two-reports.tsv").read_text("utf-8")


@pytest.fixture(scope="session")
def two_reports() -> Store:
    """Two reports about one order, a killing, two statements, a lawsuit with two filing dates and a docket."""
    stated = serialize(quads(TABLE), format=RdfFormat.N_QUADS) or b""
    return Store.memory(stated + "".join(InferenceNodes().lines(infer(stated), support(TABLE))).encode())


@pytest.fixture(scope="session")
def westland(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two dossiers about places that do not exist: parties, dockets, an appeal, orders that change orders, stances."""
    kg = actagraph.open(tmp_path_factory.mktemp("westland") / "westland.kg")
    assert kg.load(*WESTLAND).rejected == ()
    return kg.store


def answering(asked: Question, two_reports: Store, westland: Store) -> tuple[Store, dict[str, str]]:
    """A graph that has an answer to a question, and the parameters to ask it with there."""
    if asked.name in IN_WESTLAND:
        return westland, IN_WESTLAND[asked.name]["given"]
    return two_reports, {"source": "wire report"} if asked.name == "sources-of" else dict(asked.example)


def support(table: str) -> dict[tuple[str, str, str], list[str]]:
    """The claims that assert each fact of a table."""
    found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads(table):
        if "/claim/" in str(quad.subject):
            parts[str(quad.subject)][quad.predicate.value] = str(quad.object)
    for claim, said in parts.items():
        found[said[f"{RDF}subject"], said[f"{RDF}predicate"], said[f"{RDF}object"]].append(claim[1:-1])
    return found

"""The ontology as one file: the same bytes every time, the same triples in every format and engine."""

import os
import subprocess
import sys
from io import BytesIO

import pytest
from actagraph.cli.app import run
from actagraph.ontology import terms
from actagraph.ontology.whole import FORMATS, PARTS, Format, parts, whole
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

READ = {
    "turtle": (RdfFormat.TURTLE, "turtle"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
    "ntriples": (RdfFormat.N_TRIPLES, "nt"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
}


def canonical(text: str, format: RdfFormat) -> set[Quad]:
    dataset = Dataset(parse(text.encode(), format=format))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_holds_the_same_triples_in_pyoxigraph_and_rdflib(format: Format) -> None:
    from rdflib import Graph

    here, there = READ[format]
    expected = canonical(whole("turtle"), RdfFormat.TURTLE)
    again = Graph().parse(data=whole(format), format=there).serialize(format="nt")
    assert canonical(whole(format), here) == expected == canonical(again, RdfFormat.N_TRIPLES)
    assert len(expected) == sum(len(list(parse(text.encode(), format=RdfFormat.TURTLE))) for text in parts())


@pytest.mark.parametrize("format", ["rdfxml", "ntriples"])
def test_owlready2_reads_it_whole(format: Format) -> None:
    import owlready2

    world = owlready2.World()
    world.get_ontology(terms.NS.rstrip("#")).load(fileobj=BytesIO(whole(format).encode()))
    again = world.as_rdflib_graph().serialize(format="nt")
    again = "".join(line for line in again.splitlines(True) if not line.startswith("<http://anonymous>"))
    if format == "rdfxml":  # owlready2 takes the last slash off IRIs that stand in RDF/XML
        again = again.replace("/licenses/by/4.0>", "/licenses/by/4.0/>")
    assert canonical(again, RdfFormat.N_TRIPLES) == canonical(whole(), RdfFormat.TURTLE)


@pytest.mark.parametrize("format", FORMATS)
def test_every_run_prints_the_same_bytes(format: Format) -> None:
    code = f"from actagraph.cli.app import run; run(['ontology', '--format', '{format}'])"
    for seed in ("1", "2"):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], env=surroundings, check=True, capture_output=True)
        assert done.stdout.decode() == whole(format)


@pytest.mark.parametrize("format", FORMATS)
def test_the_header_is_first(format: Format) -> None:
    text = whole(format)
    assert text.index("The actagraph ontology") < text.index("A name under which a source speaks")
    assert text.count("ns/0.1.0") == 1


def test_turtle_keeps_every_part_with_its_comments(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ontology"]) == 0
    printed = capsys.readouterr().out
    comments = [line for text in parts() for line in text.splitlines() if line.startswith("# ")]
    assert len(PARTS) == len(parts())
    assert all(comment in printed for comment in comments)
    assert printed.rindex("@prefix") < printed.index("# ")

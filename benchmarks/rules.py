"""Times the rules of inference beside owlrl and reasonable on the same facts and the same conclusions.

    python benchmarks/rules.py                 100,000 facts
    python benchmarks/rules.py --facts 1000000 --without owlrl

The facts are agencies in hierarchies, orders and their provisions. The conclusions are those that all
three can draw: inverses, subproperties and a transitive property (the others read them as OWL axioms).
The rules keep the premises of each conclusion besides; the others keep none. Needs ``pip install owlrl reasonable``;
what is not installed is left out.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from actagraph.graph.inference import infer
from actagraph.ontology.rules import rules

ACTA, ID = "https://w3id.org/actagraph/ns#", "https://example.org/id/"
RDF, OWL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
AXIOMS = f"""
<{ACTA}partOf> <{RDFS}subPropertyOf> <{ACTA}within> .
<{ACTA}within> <{RDF}type> <{OWL}TransitiveProperty> .
<{ACTA}hasPart> <{OWL}inverseOf> <{ACTA}partOf> .
<{ACTA}issued> <{OWL}inverseOf> <{ACTA}issuedBy> .
<{ACTA}provisionOf> <{OWL}inverseOf> <{ACTA}hasProvision> .
"""
WANTED = tuple(f"<{ACTA}{name}>" for name in ("within", "hasPart", "issued", "provisionOf"))
RULES = ("inverses", "within-part", "within-step")
Triple = tuple[str, str, str]


def facts(most: int) -> Iterator[str]:
    """Hierarchies of some eight levels, and two orders with three provisions for each agency, as N-Triples."""
    chance = random.Random(7)
    agencies = most // 9
    for number in range(agencies):
        me = f"<{ID}agency/{number}>"
        if number % 400:
            above = number - number % 400 + int((number % 400) * chance.random() ** 2)
            yield f"{me} <{ACTA}partOf> <{ID}agency/{above}> .\n"
        for order in range(2):
            yield f"<{ID}order/{number}-{order}> <{ACTA}issuedBy> {me} .\n"
            for provision in range(3):
                part = f"<{ID}provision/{number}-{order}-{provision}>"
                yield f"<{ID}order/{number}-{order}> <{ACTA}hasProvision> {part} .\n"


def by_rules(path: Path) -> set[Triple]:
    """The rules of the ontology, with premises."""
    found = infer(path.read_bytes(), [rule for rule in rules() if rule.name in RULES])
    return {fact for fact in found.derivations if fact[1] in WANTED}


def by_reasonable(path: Path) -> set[Triple]:
    """The Rust reasoner for OWL 2 RL."""
    from reasonable import PyReasoner

    reasoner = PyReasoner()
    with tempfile.NamedTemporaryFile("w", suffix=".ttl") as file:
        file.write(path.read_text() + AXIOMS)
        file.flush()
        reasoner.load_file(file.name)
        return _wanted(reasoner.reason())


def by_owlrl(path: Path) -> set[Triple]:
    """The OWL 2 RL closure over rdflib."""
    import owlrl
    from rdflib import Graph

    graph = Graph().parse(data=path.read_text() + AXIOMS, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return _wanted(graph)


def _wanted(triples: Iterable[Any]) -> set[Triple]:
    return {(_n3(s), _n3(p), _n3(o)) for s, p, o in triples if _n3(p) in WANTED}


def _n3(term: object) -> str:
    text = str(term)
    return text if text.startswith("<") else f"<{text}>"


REASONERS: dict[str, Callable[[Path], set[Triple]]] = {
    "rules": by_rules,
    "reasonable": by_reasonable,
    "owlrl": by_owlrl,
}


def main() -> None:
    """Time each reasoner once and compare what they conclude."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--without", nargs="*", default=[], choices=REASONERS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.nt"
        path.write_text("".join(facts(given.facts)))
        print(f"{path.read_bytes().count(b'.' + bytes([10])):,} facts")
        expected = by_rules(path)  # also lets each pay for its own imports only
        for name, reason in REASONERS.items():
            if name in given.without or (name != "rules" and find_spec(name) is None):
                print(f"{name:12} left out")
                continue
            clock, processor = time.perf_counter(), time.process_time()
            found = reason(path)
            clock, processor = time.perf_counter() - clock, time.process_time() - processor
            same = "the same" if found == expected else f"{len(found ^ expected):,} unlike the rules'"
            print(f"{name:12} {clock:8.1f} s {processor:8.1f} CPU s   {len(found):,} conclusions, {same}")


if __name__ == "__main__":
    main()

"""What `acta check` finds: nothing in a sound graph, and each kind of damage by name."""

from functools import cache

import pytest
from actagraph.graph.assemble import assemble
from actagraph.graph.check import Finding, check
from actagraph.graph.snapshots import Admitted
from actagraph.graph.store import Store
from actagraph.loaders.dossiers import read_dossier

DOSSIER = """
source:
  publisher: The Harbor Post
  published: 2026-03-12
  text: "Mayor Ana Ruiz signed Executive Order 152 on March 3. It bars city police from using the harbor lot for raids.
    The order answers the March 1 killing of Leo Park in Port Alder.
    The Port Alder Police Union sued Port Alder on March 9 over the order. Judge Kim Lee stayed it on March 11."
actors:
- {kind: person, name: Ana Ruiz, aliases: [Ruiz], offices: [{title: Mayor, of: Port Alder, start: 2024}]}
- {kind: person, name: Leo Park}
- {kind: person, name: Kim Lee}
- {kind: jurisdiction, name: Port Alder}
- {kind: organization, name: Port Alder Police Union}
instruments:
- kind: executive order
  label: Executive Order 152
  number: 152
  issuer: Ana Ruiz
  date: 2026-03-03
  passages: [[0, 53]]
  responds_to: [killing of Leo Park]
  provisions: [{modality: prohibition, bearer: city police, action: using the harbor lot for raids}]
lawsuits:
- label: Police Union v. Port Alder
  plaintiffs: [Port Alder Police Union]
  defendants: [Port Alder]
  filed: 2026-03-09
  challenges: [Executive Order 152]
  rulings: [{kind: stay, date: 2026-03-11, by: Kim Lee}]
  passages: [[176, 245]]
events:
- kind: killing
  label: killing of Leo Park
  date: 2026-03-01
  place: Port Alder
  participants: [{actor: Leo Park, role: victim}]
"""

ACTA = "https://w3id.org/actagraph/ns#"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"


@cache
def graph() -> str:
    reading = read_dossier("d.yaml", DOSSIER.encode())
    return assemble([Admitted("harbor", reading.text, reading.dossier)]).nquads.decode()


def findings(nquads: str) -> list[Finding]:
    return check(Store.memory(nquads.encode()))


def messages(nquads: str) -> list[str]:
    return [f"{found.severity}: {found.label}: {found.message}" for found in findings(nquads)]


def test_a_sound_graph_has_no_findings() -> None:
    assert findings(graph()) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2026-03-01", "2026-04-01", "error: Executive Order 152: was issued by 2026-03-03 but responds to"),
        ("2026-03-11", "2026-02-11", "was made by 2026-02-11 but “Police Union v. Port Alder” was filed on or after"),
        ("2026-03-09", "2026-01-09", "warning: Police Union v. Port Alder: was filed by 2026-01-09 but challenges"),
        ("ns#defendant", "ns#plaintiff", "warning: Police Union v. Port Alder: has no defendant"),
        ("ns#Prohibition", "ns#Provision", "must be one of obligation, permission and prohibition"),
        ("ns#bearer", "ns#condition", "has no bearer: no source says whom it binds"),
        ("ns#passage>", "ns#source>", "must have a passage that states it"),
        ("ns#asserted", "ns#rumoured", "must have exactly one status"),
        ("ns#holder>", "ns#office>", "must have exactly one holder, an actor"),
        ('"2024"^^', '"2024-02-31"^^', "2024-02-31 is an impossible date"),
        ("ns#sha256", "ns#uri", "must have the SHA-256 of its text"),
        ("rdf-schema#label", "rdf-schema#comment", "must have exactly one label"),
    ],
)
def test_each_damage_is_found(old: str, new: str, expected: str) -> None:
    assert old in graph()
    found = messages(graph().replace(old, new))
    assert any(expected in message for message in found), found


def test_a_fact_without_a_source_is_found() -> None:
    fact = '<urn:a> <https://w3id.org/actagraph/ns#name> "A" .\n'
    assert "error: urn:a: has a fact that no source asserts: https://w3id.org/actagraph/ns#name A" in messages(fact)


def test_a_cycle_of_parts_and_a_double_are_found() -> None:
    facts = "".join(
        f"<urn:{one}> <{predicate}> {value} .\n"
        for one, other in ("ab", "ba")
        for predicate, value in (
            (f"{RDF}type", f"<{ACTA}Actor>"),
            (f"{RDFS}label", '"A"'),
            (f"{ACTA}partOf", f"<urn:{other}>"),
        )
    )
    found = messages(facts)
    assert "error: A: is part of itself" in found
    assert "warning: A: has the label of urn:b; are they the same?" in found


def test_a_finding_in_evidence_quotes_the_claim_that_it_is_about() -> None:
    found = findings(graph().replace("ns#asserted", "ns#rumoured"))
    (one,) = [each for each in found if each.label == "Executive Order 152 · issued by · Ana Ruiz"]
    assert (one.check, one.severity) == ("claim-claim-status", "error")
    assert one.message.endswith("(it is https://w3id.org/actagraph/ns#rumoured)")
    assert one.passage == "Mayor Ana Ruiz signed Executive Order 152 on March 3."


def test_a_finding_quotes_a_passage_that_states_the_fact() -> None:
    found = findings(graph().replace("2026-03-01", "2026-04-01"))
    (late,) = [finding for finding in found if "responds to" in finding.message]
    assert isinstance(late, Finding)
    assert late.passage == "Mayor Ana Ruiz signed Executive Order 152 on March 3."

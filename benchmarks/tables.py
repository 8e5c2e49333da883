"""How fast tables become N-Quads, beside morph-kgc on the same file to the same number of quads.

    python benchmarks/tables.py                        the loader, blocks to N-Quads, and a whole load
    python benchmarks/tables.py --rows 10000000 --load 0
    python benchmarks/tables.py --morph PYTHON         and morph-kgc, by an interpreter that has it

Each stage runs in a process of its own; rates are by its seconds of CPU, start of Python included, which
other work on the machine leaves nearly as they are; memory is the most that its process held. The table is
generated from a fixed seed: orders with issuer, office, agency and dates.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from actagraph.graph.assemble import assemble
from actagraph.graph.evidence import admit
from actagraph.graph.evidence_nodes import EvidenceNodes
from actagraph.graph.folder import GraphFolder
from actagraph.graph.identity.profiles import World
from actagraph.graph.identity.resolve import Identity
from actagraph.graph.iris import Naming
from actagraph.graph.snapshots import Admitted
from actagraph.graph.stated import stated
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Dossier, Reading

MAPPING = """
source: {title: Orders, publisher: A benchmark}
actors:
- {as: mayor, kind: person, name: "{issuer}", offices: [{title: Mayor, of: "{city}"}]}
- {as: agency, kind: agency, name: "{agency}"}
instruments:
- {kind: executive order, label: "{title}", number: "{number}", issuer: $mayor, date: "{signed}"}
"""
COLUMNS = ("number", "title", "signed", "agency", "issuer", "city")
SAMPLE = 5_000


def generate(path: Path, rows: int) -> None:
    """Write the table and its mapping; one in twenty rows repeats an issuer of a hundred."""
    chance = random.Random(8)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(COLUMNS) + "\n")
        for number in range(rows):
            day = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
            who = int(100 * chance.random() ** 2)
            what = chance.choice(("Harbors", "Parks", "Streets", "Water"))
            row = (str(number), f"Order {number} on {what}", day, f"Department of {what}")
            file.write(",".join((*row, f"Ana {chr(65 + who % 26)}{who}son", f"Port {who}")) + "\n")
    path.with_suffix(".map.yml").write_text(MAPPING, encoding="utf-8")


def readings(path: Path) -> Iterator[Reading]:
    """The blocks of the table; anything refused would be a fault of the benchmark."""
    for one in read(path):
        if not isinstance(one, Reading):
            raise one
        yield one


def stage_read(path: Path) -> int:
    """Rows to dossiers."""
    return sum(len(one.dossier.instruments) for one in readings(path))


def stage_claims(path: Path) -> int:
    """Rows to dossiers, evidence, claims and the N-Quads of these, nothing joined or concluded; the lines."""
    lines = 0
    for number, one in enumerate(readings(path)):
        key = f"block-{number}"
        said = stated(Admitted(key, one.text, admitted(one)))
        world = World(said.profiles)
        for profile in world.profiles.values():
            world.settle(profile)
        names = {name: list(profile.names) for name, profile in world.profiles.items()}
        alone = Identity(dict(zip(names, names, strict=True)), world.profiles, names, [])
        lines += len(EvidenceNodes(Naming(alone), {key: key}).lines(said, one.text))
    return lines


def admitted(reading: Reading) -> Dossier:
    """What the text bears out, which must be all."""
    dossier, rejected = admit(reading)
    if rejected:
        raise SystemExit(f"not admitted: {rejected[0]}")
    return dossier


def stage_quads(path: Path) -> int:
    """Rows to dossiers, evidence, claims and N-Quads, each block as a graph of its own; the lines."""
    lines = 0
    for number, one in enumerate(readings(path)):
        lines += assemble([Admitted(f"block-{number}", one.text, admitted(one))]).nquads.count(b"\n")
    return lines


def stage_load(path: Path) -> int:
    """The whole of ``acta load``: evidence, snapshots, identity over all blocks, inference, a release; its quads."""
    with tempfile.TemporaryDirectory() as folder:
        graph = GraphFolder.create(Path(folder) / "acta.kg")
        graph.load(readings(path))
        return len(graph.store())


STAGES = {"read": stage_read, "claims": stage_claims, "quads": stage_quads, "load": stage_load}


def morph(python: str, path: Path, per_row: int) -> None:
    """The same table by morph-kgc, with as many triples per row."""
    folder = path.parent
    objects = "".join(
        f' ; rr:predicateObjectMap [ rr:predicate ex:p{number} ; rr:objectMap [ rml:reference "{column}" ] ]'
        for number, column in zip(range(per_row), COLUMNS * (per_row // len(COLUMNS) + 1), strict=False)
    )
    (folder / "morph.ttl").write_text(
        "@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> . @prefix ex: <http://example.org/> .\n"
        f'ex:m a rr:TriplesMap ; rml:logicalSource [ rml:source "{path}" ; rml:referenceFormulation ql:CSV ] ;\n'
        f'rr:subjectMap [ rr:template "http://example.org/order/{{number}}" ]{objects} .\n',
        encoding="utf-8",
    )
    config = folder / "morph.ini"
    config.write_text(
        f"[CONFIGURATION]\noutput_file: {folder / 'morph.nq'}\noutput_format: N-QUADS\nnumber_of_processes: 1\n"
        f"[Table]\nmappings: {folder / 'morph.ttl'}\n",
        encoding="utf-8",
    )
    started = time.perf_counter()
    subprocess.run([python, "-m", "morph_kgc", str(config)], check=True, capture_output=True)
    seconds = time.perf_counter() - started
    worked = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    with (folder / "morph.nq").open("rb") as file:
        quads = sum(1 for _ in file)
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    line = f"{quads:>11,} quads {seconds:9.1f} s {worked:9.1f} s of CPU {quads / worked:>10,.0f}/s {held:>7,.0f} MB"
    print(f"{'morph-kgc, one process':32} {line}", flush=True)


def measure(stage: str, path: Path, rows: int) -> None:
    """Run one stage in this process and print its line."""
    started = time.perf_counter()
    made = STAGES[stage](path)
    seconds = time.perf_counter() - started
    worked = time.process_time()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = {
        "read": "read() alone",
        "claims": "to claims as N-Quads",
        "quads": "to a graph, block by block",
        "load": "acta load, all of it",
    }[stage]
    unit = "rows " if stage == "read" else "quads"
    line = f"{made:>11,} {unit} {seconds:9.1f} s {worked:9.1f} s of CPU {made / worked:>10,.0f}/s {held:>7,.0f} MB"
    print(f"{what:32} {line}   {rows / worked:,.0f} rows/s", flush=True)


def head(path: Path, rows: int) -> Path:
    """The first rows of a table as a table of its own."""
    part = path.with_name(f"first-{rows}.csv")
    with path.open("rb") as whole, part.open("wb") as file:
        file.writelines(islice(whole, rows + 1))
    part.with_suffix(".map.yml").write_text(MAPPING, encoding="utf-8")
    return part


def main() -> None:
    """Generate the table, run each stage in a process of its own, then morph-kgc."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--quads", type=int, help="rows that become N-Quads (default: all)")
    parser.add_argument("--load", type=int, default=10_000, help="rows of the whole load; 0 for none")
    parser.add_argument("--morph", metavar="PYTHON", help="an interpreter that has morph-kgc")
    parser.add_argument("--stage", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stage and given.stage[0].startswith("morph:"):
        morph(given.stage[0].removeprefix("morph:"), Path(given.stage[1]), int(given.stage[2]))
        return
    if given.stage:
        measure(given.stage[0], Path(given.stage[1]), int(given.stage[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        generate(path, given.rows)
        print(f"{given.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        part = head(path, given.quads or given.rows)
        runs = [("read", path, given.rows)]
        runs += [(stage, part, given.quads or given.rows) for stage in ("claims", "quads")]
        runs += [("load", head(path, given.load), given.load)] if given.load else []
        for stage, file, rows in runs:
            subprocess.run([sys.executable, __file__, "--stage", stage, str(file), str(rows)], check=True)
        if given.morph:
            arguments = ["--stage", f"morph:{given.morph}", str(part), str(per_row(path))]
            subprocess.run([sys.executable, __file__, *arguments], check=True)


def per_row(path: Path) -> int:
    """The claims' quads that a row becomes, by the first blocks."""
    return round(stage_claims(head(path, SAMPLE)) / SAMPLE)


if __name__ == "__main__":
    main()

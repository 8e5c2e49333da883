"""Files, folders, patterns and standard input, each read by its loader or refused with a reason."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from actagraph.errors import BadSource, UnknownName
from actagraph.graph.folder import GraphFolder
from actagraph.loaders.reading import read
from actagraph.loaders.registry import loaders, recognise
from actagraph.ontology.dossier import Reading, SourceInfo
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DOSSIER = """
source: {text: "The Justice Department sued Denver on May 2, 2025."}
actors:
  - {kind: agency, name: Justice Department}
  - {kind: jurisdiction, name: Denver}
lawsuits:
  - {label: Justice Department v. Denver, filed: "2025-05-02", plaintiffs: [Justice Department], defendants: [Denver]}
"""
ARTICLE = " date 2026-02-26 Denver Mayor Mike Johnston signed an executive order Thursday."


def only_reading(found: Iterator[Reading | BadSource]) -> Reading:
    (reading,) = found
    assert isinstance(reading, Reading), reading
    return reading


def refusal(path: str | Path, kind: str | None = None) -> str:
    (refused,) = read(path, kind=kind)
    assert isinstance(refused, BadSource), refused
    assert refused.path == str(path)
    return refused.reason


@pytest.mark.parametrize("name", sorted(loaders()))
def test_a_loader_is_its_folder_and_can_be_imported(name: str) -> None:
    loader = loaders()[name]
    assert loader.load.startswith(f"actagraph.loaders.{name}")
    assert callable(loader.function())
    assert all(suffix.startswith(".") for suffix in loader.suffixes)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"The mayor signed it.", "news"),
        ("a.HTML", b"<p>The mayor", "news"),
        ("a.yaml", b"actors: []", "dossiers"),
        ("a.json", b'{"actors": []}', "dossiers"),
        ("-", b"The mayor signed it.", "news"),
        ("-", b"<!doctype html><p>The mayor", "news"),
        ("-", b'{"source": {}, "actors": []}', "dossiers"),
        ("article", b" date 2026-02-26 The mayor", "news"),
    ],
)
def test_suffix_and_first_words_show_the_kind(name: str, data: bytes, kind: str) -> None:
    assert recognise(name, data).name == kind


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("order.pdf", b"%PDF-1.7", "PDF"),
        ("order.txt", b"%PDF-1.7", "PDF"),
        ("order.docx", b"PK\x03\x04", "ZIP"),
        ("photo.txt", b"\x89PNG\r\n", "image"),
        ("order.xyz", b"The mayor", "kind of this file is not known"),
        ("order.txt", b"\x00\x01\x02order", "binary"),
        ("order.txt", "décret".encode("cp1252"), "not UTF-8"),
        ("order.html", b"<html><title>404 Not Found</title><h1>Not Found</h1></html>", "404 not found"),
        ("order.yaml", b"actors: [", ""),
        ("order.json", b'{"actors": [', ""),
        ("order.txt", b" date 2026-02-30 Denver", "year-month-day"),
    ],
)
def test_a_bad_file_is_one_clear_refusal(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in refusal(path)


def test_missing_files_are_named_with_their_neighbours(tmp_path: Path) -> None:
    (tmp_path / "denver-order.txt").write_text(ARTICLE)
    assert refusal(tmp_path / "denver-oder.txt").endswith(f"did you mean {tmp_path / 'denver-order.txt'}?")
    assert "no file matches" in refusal(tmp_path / "*.html")
    assert "no such file" in refusal(tmp_path / "nowhere" / "a.txt")
    assert "cannot be read" in refusal("a" * 5000)
    assert "cannot be read" in refusal("a\0b.txt") or "no such file" in refusal("a\0b.txt")


def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(ARTICLE)
    path.chmod(0)
    me = os.geteuid()
    os.seteuid(me or 65534)  # root may read everything
    try:
        assert "permissions" in refusal(path)
    finally:
        os.seteuid(me)


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.write(b"The mayor signed it. ")
        stream.truncate(loaders()["news"].max_bytes + 1)
    assert "larger than 10,000,000 bytes" in refusal(path)


def test_an_unknown_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(UnknownName, match="did you mean news"):
        read("article.txt", kind="new")


def test_a_folder_is_read_in_order_without_what_is_hidden_or_unknown(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(DOSSIER)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").write_text("")
    (tmp_path / ".hidden.txt").write_text(ARTICLE)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    good, bad = read(tmp_path)
    assert isinstance(good, Reading)
    assert isinstance(bad, BadSource)
    assert bad.path == str(tmp_path / "inner" / "a.txt")


def test_a_folder_is_read_without_the_graphs_in_it(tmp_path: Path) -> None:
    graph = GraphFolder.create(tmp_path / "acta.kg")
    (tmp_path / "a.yaml").write_text(DOSSIER)
    graph.load(read(tmp_path / "a.yaml"))
    assert list(graph.path.glob("sources/*/dossier.json"))
    assert only_reading(read(tmp_path)).text.endswith("2025.")
    assert "is a graph" in refusal(graph.path)
    (tmp_path / "graph.json").write_text('{"nodes": [], "links": []}')
    assert any(isinstance(one, BadSource) for one in read(tmp_path))


def test_a_folder_without_sources_is_refused(tmp_path: Path) -> None:
    assert "no file of a known kind (.csv, " in refusal(tmp_path)


def test_a_pattern_reads_each_match(tmp_path: Path) -> None:
    for name in ("2.yaml", "1.yaml"):
        (tmp_path / name).write_text(DOSSIER)
    assert [type(one) for one in read(tmp_path / "*.yaml")] == [Reading, Reading]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(DOSSIER.encode())))
    assert only_reading(read("-", kind="dossiers")).dossier.lawsuits[0].filed == "2025-05-02"


def test_an_article_tells_its_day_and_the_caller_knows_better(tmp_path: Path) -> None:
    path = tmp_path / "order.txt"
    path.write_text(ARTICLE)
    reading = only_reading(read(path))
    assert reading.text == ARTICLE
    assert (reading.dossier.source.published, reading.dossier.source.file) == ("2026-02-26", "order.txt")
    known = only_reading(read(path, info=SourceInfo(published="2026-02-27", publisher="The Example"))).dossier.source
    assert (known.published, known.publisher) == ("2026-02-27", "The Example")


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.html", "a.json", "a.yaml", "a", "a.bin"]))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_crash_the_reading(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for one in read(path):
        assert isinstance(one, Reading) or one.reason

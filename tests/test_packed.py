"""Packed files, archives and standard input come to the loaders as the files that they hold."""

import gzip
import io
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Reading

ARTICLE = b"date 2026-02-26\n\nDenver Mayor Mike Johnston signed an executive order Thursday.\n"
DOSSIER = b'source: {text: "Denver has a mayor."}\nactors: [{kind: jurisdiction, name: Denver}]\n'


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return path


def outcome(path: str | Path) -> list[str]:
    found = read(path)
    return [one.dossier.extractor or "" if isinstance(one, Reading) else str(one) for one in found]


def test_what_gzip_packed_is_read_as_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(ARTICLE))
    (tmp_path / "b.yaml.gz").write_bytes(gzip.compress(DOSSIER))
    kinds = [one.partition("/")[0] for one in outcome(tmp_path)]
    assert kinds == ["news", "dossiers"]


def test_each_file_of_an_archive_is_read_and_what_is_of_no_kind_is_passed_over(tmp_path: Path) -> None:
    path = zipped(tmp_path / "all.zip", a_txt=ARTICLE, in__b_yaml=DOSSIER, c_bin=b"\0", in__d_yml=b"actors: [")
    found = outcome(path)
    assert [one.partition("/")[0] for one in found[:2]] == ["news", "dossiers"]
    assert found[2].startswith(f"{path}/in/d.yml: ")
    assert len(found) == 3


@pytest.mark.parametrize("pack", [gzip.compress, None])
def test_standard_input_may_be_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: object) -> None:
    data = gzip.compress(DOSSIER) if pack else zipped(tmp_path / "a.zip", b_yaml=DOSSIER).read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert outcome("-") == ["dossiers/1"]


def test_a_truncated_packed_file_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(ARTICLE * 2000)[:-20])
    (said,) = outcome(path)
    assert "what gzip packed is damaged or ends too early" in said


def test_a_damaged_archive_and_a_bomb_are_one_error_each(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(zipped(tmp_path / "x.zip", a_txt=ARTICLE).read_bytes()[:60])
    assert "the ZIP archive is damaged" in outcome(tmp_path / "bad.zip")[0]
    bomb = zipped(tmp_path / "bomb.zip", a_txt=b"0" * 3_000_000)
    assert "grows a thousandfold" in outcome(bomb)[0] or "larger than" in outcome(bomb)[0]


def test_an_archive_of_nothing_known_says_so(tmp_path: Path) -> None:
    (said,) = outcome(zipped(tmp_path / "a.zip", a_bin=b"\0"))
    assert "holds 0 files of a known kind" in said


def test_an_option_that_the_loader_does_not_take_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE)
    (refused,) = read(tmp_path / "a.txt", colour="red")
    assert isinstance(refused, BadSource) and refused.reason == "is read as news, which takes no colour"

"""What holds for the repository as a whole."""

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path, PurePath

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MOST_LINES = 400
GENERATED = "do not edit"
# The trained model is made by training/, not written.
TYPES = {
    "": {".md", ".toml", ".txt", ".py", ".typed", ".gitignore", "LICENSE", "Makefile"},
    ".ci": {"run"},
    "benchmarks": {".py", ".md", ".csv", ".tsv", ".json"},
    "cli": {".py"},
    "deploy": {".service", "Containerfile"},
    "docs": {".ipynb", ".md", ".py", ".yaml"},
    "example": {".html", ".yaml"},
    "graph": {".py", ".rq", ".txt", ".tsv", ".toml", ".html", ".css", ".js"},
    "loaders": {".py", ".rq", ".yml", ".json", ".toml", ".txt", ".tsv", ".css", ".js"},
    "ontology": {".py", ".ttl", ".rq", ".json", ".tsv", ".txt"},
    "queries": {".py", ".rq", ".txt", ".tsv", ".toml", ".yaml"},
    "tests": {".py", ".md", ".csv", ".tsv", ".yaml", ".json", ".nq", ".trig", ".ttl", ".txt", ".html", ".xml"},
    "training": {".py", ".cfg", ".md", ".toml", ".txt", ".tsv"},
}
MODEL = "loaders/news/model/*"
MACHINE = [r"/(?:work|farm|root|tmp)/", r"/home/\w+/", r"/(?:Users|opt)/\w+", r"[A-Z]:\\Users"]
REGISTRY = [r"\bpypi\.\w+", r"pythonhosted", r"--(?:extra-)?index-url", r"--find-links", r"--trusted-host"]


@cache
def tracked() -> tuple[PurePath, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(PurePath(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


def text_files() -> list[PurePath]:
    return [path for path in tracked() if not fnmatch(str(path), MODEL)]


def test_no_module_is_too_long() -> None:
    modules = {path: (ROOT / path).read_text("utf-8").splitlines() for path in tracked() if path.suffix == ".py"}
    long = {
        path: len(lines) for path, lines in modules.items() if len(lines) > MOST_LINES and GENERATED not in lines[0]
    }
    assert long == {}


def test_each_folder_holds_its_types_of_files() -> None:
    strange = []
    for path in text_files():
        folder = path.parts[0] if len(path.parts) > 1 else ""
        if (path.suffix or path.name) not in TYPES.get(folder, set()):
            strange.append(str(path))
    assert strange == []


@pytest.mark.parametrize("pattern", MACHINE + REGISTRY)
def test_no_machine_and_no_registry_is_named(pattern: str) -> None:
    here = PurePath("tests/test_repository.py")
    named = re.compile(pattern.encode())
    assert [str(path) for path in tracked() if path != here and named.search((ROOT / path).read_bytes())] == []


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def requirements() -> list[str]:
    project = PROJECT["project"]
    extras = [one for group in project["optional-dependencies"].values() for one in group]
    return [*project["dependencies"], *extras, *PROJECT["build-system"]["requires"]]


def test_every_dependency_is_pinned() -> None:
    names = {re.match(r"[\w.-]+", one)[0].lower().replace("_", "-") for one in requirements()}  # type: ignore[index]
    assert names - set(pins()) == set()
    assert all(re.fullmatch(r"\d[\w.+!]*", version) for version in pins().values())


def test_the_changelog_knows_the_version() -> None:
    headings = re.findall(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == PROJECT["project"]["version"]


def test_the_packages_listed_are_the_folders_with_modules() -> None:
    outside = {"tests", "benchmarks", "docs", "training"}
    folders = {path.parent for path in tracked() if path.name == "__init__.py" and path.parts[0] not in outside}
    expected = {".".join(["actagraph", *folder.parts]) for folder in folders}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == expected


def shipped(path: PurePath) -> bool:
    """Whether the wheel holds this file that is no module."""
    for package, patterns in PROJECT["tool"]["setuptools"]["package-data"].items():
        folder = PurePath(*package.split(".")[1:])
        if path.is_relative_to(folder) and any(_matches(path.relative_to(folder), one) for one in patterns):
            return True
    return False


def _matches(path: PurePath, pattern: str) -> bool:
    deep = pattern.endswith("/**")
    return (
        path.is_relative_to(pattern[:-3]) if deep else path.match(pattern) and len(path.parts) == pattern.count("/") + 1
    )


def test_every_data_file_is_shipped() -> None:
    rooms = {"cli", "example", "graph", "loaders", "ontology", "queries"}
    data = [path for path in tracked() if path.parts[0] in rooms and path.suffix != ".py"]
    assert data
    assert [str(path) for path in data if not shipped(path)] == []

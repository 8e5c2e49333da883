"""The catalogue: canned questions, one ``.rq`` file each.

A file is SPARQL with a YAML header in ``#+`` lines (the convention of grlc)::

    #+ summary: Which orders did an official issue?
    #+ parameters:
    #+   official: {type: entity, of: [Actor], summary: who issued them}
    #+ columns: {order: Order, date: Date}
    #+ example: {official: Mike Johnston}
    #+ expect: [[Denver Executive Order 152, 2026-02-26]]

A parameter is a variable of the query and must be in its outer projection; a period ``when``
is the two variables ``?whenFrom`` and ``?whenTo``. Variables without a column heading stay
hidden: they only lead to evidence. Of rows that differ only in a date of ``exact``, the most exact
stays. An optional parameter that is not given stays unbound.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec

from ..errors import BadQuestion, UnknownName
from ..graph.store import Store

ParameterType = Literal["entity", "date", "period", "choice", "integer", "text"]


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One parameter of a question.

    ``of`` names the classes that an entity may have, the preferred one first. ``choices`` maps
    each word to a term of the ontology, or lists words that are bound as they are.
    """

    type: ParameterType
    summary: str
    of: tuple[str, ...] = ()
    choices: dict[str, str] | list[str] = []
    least: int | None = None
    most: int | None = None
    optional: bool = False
    default: str | int | None = None

    def variables(self, name: str) -> tuple[str, ...]:
        """The variables of the query that the parameter ``name`` binds."""
        return (f"{name}From", f"{name}To") if self.type == "period" else (name,)


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    summary: str
    columns: dict[str, str]
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = {}
    exact: tuple[str, ...] = ()
    example: dict[str, str] = {}
    expect: tuple[tuple[str, ...], ...] = ()


class Question(msgspec.Struct, frozen=True):
    """A question of the catalogue: what its header says, its query, and the query's variables.

    ``example`` are parameters for the bundled example, ``expect`` the rows of its answer as shown:
    none where the example has nothing to answer with.
    """

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, str]
    exact: tuple[str, ...]
    example: Mapping[str, str]
    expect: tuple[tuple[str, ...], ...]
    query: str
    variables: tuple[str, ...]


def questions(folder: str | Path | None = None) -> Mapping[str, Question]:
    """All questions by name: the bundled ones, and those of a folder of your own, which win.

    Raises:
        BadQuestion: a file of ``folder`` has a malformed header or query, or there is no such folder.
    """
    return _bundled() if folder is None else {**_bundled(), **_from_folder(Path(folder))}


def question(name: str, known: Mapping[str, Question] | None = None) -> Question:
    """The question called ``name``. Raises UnknownName with the closest names."""
    known = questions() if known is None else known
    wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
    if wanted not in known:
        raise UnknownName("question", name, get_close_matches(wanted, known, 3, 0.5))
    return known[wanted]


def read_question(name: str, text: str) -> Question:
    """The question in the text of one file. Raises BadQuestion if header or query are malformed."""
    header = _header(name, text)
    try:
        variables = Store.memory().select(text).variables
    except BadQuestion as error:
        raise BadQuestion(f"{name}.rq: {error}") from error
    bound = [variable for key, parameter in header.parameters.items() for variable in parameter.variables(key)]
    for variable in (*bound, *header.columns, *header.exact):
        if variable not in variables:
            raise BadQuestion(f"{name}.rq: ?{variable} is not in the outer SELECT")
    for key, parameter in header.parameters.items():
        _check(f"{name}.rq: parameter {key}", parameter)
    return Question(name=name, query=text, variables=variables, **msgspec.structs.asdict(header))


@cache
def _bundled() -> Mapping[str, Question]:
    found = sorted(files(__package__).joinpath("catalogue").iterdir(), key=lambda file: file.name)
    texts = {file.name.removesuffix(".rq"): file.read_text("utf-8") for file in found if file.name.endswith(".rq")}
    return MappingProxyType({name: read_question(name, text) for name, text in texts.items()})


def _from_folder(folder: Path) -> dict[str, Question]:
    if not folder.is_dir():
        raise BadQuestion(f"there is no folder of questions at {folder}")
    return {path.stem: read_question(path.stem, _text(path)) for path in sorted(folder.glob("*.rq"))}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestion(f"{path} cannot be read: {error}") from error


def _header(name: str, text: str) -> _Header:
    import yaml

    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    if not lines:
        raise BadQuestion(f"{name}.rq: there is no header; begin with lines such as '#+ summary: …'")
    try:
        quick = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        return msgspec.convert(yaml.load("\n".join(lines), quick), _Header, strict=False)
    except yaml.YAMLError as error:
        raise BadQuestion(f"{name}.rq: the header is not YAML: {' '.join(str(error).split())}") from error
    except msgspec.ValidationError as error:
        raise BadQuestion(f"{name}.rq: header: {error}") from error


def _check(where: str, parameter: Parameter) -> None:
    if parameter.type == "choice" and not parameter.choices:
        raise BadQuestion(f"{where}: a choice needs choices")
    if parameter.type == "entity" and not parameter.of:
        raise BadQuestion(f"{where}: an entity needs the classes that it may be of")

"""A knowledge graph in which every fact leads back to the passage that states it.

::

    import actagraph
    kg = actagraph.open("denver.kg")
    kg.load("articles/*.html")
    kg.ask("orders-by-official", official="Mike Johnston").evidence()
"""

from .api import KnowledgeGraph, example, open
from .errors import ActagraphError, Ambiguous, BadGraph, BadQuestion, BadSource, UnknownName

__version__: str

__all__ = [
    "ActagraphError",
    "Ambiguous",
    "BadGraph",
    "BadQuestion",
    "BadSource",
    "KnowledgeGraph",
    "UnknownName",
    "__version__",
    "example",
    "open",
]


def __getattr__(name: str) -> str:
    """The installed version, read when it is asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("actagraph")
    raise AttributeError(f"module 'actagraph' has no attribute {name!r}")

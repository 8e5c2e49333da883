"""A knowledge graph in which every fact leads back to the passage that states it.

::

    import actagraph
    kg = actagraph.open("denver.kg")
    kg.load("articles/*.html")
    kg.ask("orders-by-official", official="Mike Johnston").evidence()
"""

from importlib.metadata import version as _version

from .api import KnowledgeGraph, example, open
from .errors import ActagraphError, Ambiguous, BadGraph, BadQuestion, BadSource, UnknownName

__version__ = _version("actagraph")

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

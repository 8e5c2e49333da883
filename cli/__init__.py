"""The command ``acta``. Libraries are imported inside the commands, so that help is quick."""

from .app import main

__all__ = ["main"]

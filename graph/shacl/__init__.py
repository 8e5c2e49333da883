"""SHACL shapes as SPARQL: reads shapes and compiles each constraint to a query for what violates it."""

from __future__ import annotations

from .queries import Constraint, compiled

__all__ = ["Constraint", "compiled"]

"""Limits out of a file."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ...errors import BadQuestion
from .settings import Settings


def read_settings(path: Path | None) -> Settings:
    """The settings in a YAML file, over the defaults. Raises BadQuestion for what is no setting."""
    if path is None:
        return Settings()
    try:
        return msgspec.yaml.decode(path.read_bytes() or b"{}", type=Settings, strict=True)
    except OSError as error:
        raise BadQuestion(f"{path} cannot be read: {error.strerror or error}") from error
    except msgspec.DecodeError as error:
        raise BadQuestion(f"{path}: {error}") from error

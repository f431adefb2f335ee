"""The tests' data files, read by the parser in C: every process that tests reads all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BaseLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_cases(file: Path) -> Any:
    """What a YAML file holds."""
    return yaml.load(file.read_text("utf-8"), _Loader)


def read_words(file: Path) -> Any:
    """What a YAML file holds, every scalar as the text that stands there."""
    return yaml.load(file.read_text("utf-8"), _BaseLoader)

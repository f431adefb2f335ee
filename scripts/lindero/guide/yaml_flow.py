"""Values as an author writes them inside a line of YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_SPECIAL = re.compile(r"^[-?:@`&*!|>%#\[{\"']|: |:$| #|^\s|\s$|^$")


_SPECIAL_INSIDE = re.compile(r"[,\[\]{}]")


_NOT_TEXT = re.compile(r"null|true|false|~|[0-9]+:[0-9:]+", re.IGNORECASE)


def format_flow(value: Any) -> str:
    """A value as it stands inside a line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {format_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(format_flow(inner) for inner in value)}]"
    return format_scalar(value, inside=True)


def format_scalar(text: str, *, inside: bool = False) -> str:
    """A text, in quotes where YAML would take it for something else."""
    plain = (
        not _SPECIAL.search(text)
        and not _NOT_TEXT.fullmatch(text)
        and not (inside and _SPECIAL_INSIDE.search(text))
    )
    return text if plain else json.dumps(text, ensure_ascii=False)

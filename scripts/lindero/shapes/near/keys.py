"""What was probably meant by a key of a group that is none."""

from __future__ import annotations

from collections.abc import Mapping


def suggest_near_keys(typed: Mapping[str, str]) -> dict[str, str]:
    """By what people type (a list with commas for each key), the help that names the key."""
    return {
        near: f"did you mean `{key}`?" for key, nears in typed.items() for near in nears.split(", ")
    }

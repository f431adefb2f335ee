"""mkdocs.yml as MkDocs reads it, without running anything that it names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from lindero.reading.source_files import read_bounded

_PARENTS_AT_MOST = 10


_LEVELS = 3  # of keys that a parent and its child may both have: plugins, the plugin, its options


class NoSettings(Exception):
    """The file is no YAML, or a parent of it cannot be read."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever PyYAML has
    """Safe, and what it does not know stays unknown instead of being refused."""


def _read_environment(loader: Any, node: yaml.Node) -> Any:
    """`!ENV NAME` or `!ENV [NAME, OTHER, default]`."""
    names = [node] if isinstance(node, yaml.ScalarNode) else list(node.value)
    default = loader.construct_object(names.pop()) if len(names) > 1 else None
    for name in names:
        value = os.environ.get(str(name.value))
        if value is not None:
            plain = yaml.ScalarNode(loader.resolve(yaml.ScalarNode, value, (True, False)), value)
            return loader.construct_object(plain)
    return default


_Loader.add_constructor("!ENV", _read_environment)
_Loader.add_constructor(None, lambda _loader, _node: None)  # None: every other tag


def read_settings(config_file: Path, text: str, parents: int = 0) -> dict[str, Any]:
    """The settings with those of the file that they inherit from. Raises NoSettings."""
    try:
        settings = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        reason = getattr(error, "problem", None) or "it cannot be taken apart"
        raise NoSettings(f"this is no YAML: {reason}") from error
    if not isinstance(settings, dict):
        return {}
    named = settings.pop("INHERIT", None)
    if not isinstance(named, str):
        return settings
    parent = config_file.parent / named
    if parents == _PARENTS_AT_MOST:
        raise NoSettings(f"more than {_PARENTS_AT_MOST} files inherit from each other")
    try:
        inherited = read_settings(parent, read_bounded(parent).decode("utf-8-sig"), parents + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise NoSettings(f"the file `{named}` behind `INHERIT` cannot be read") from error
    return _merge_settings(inherited, settings, _LEVELS)


def _merge_settings(parent: dict[str, Any], child: dict[str, Any], levels: int) -> dict[str, Any]:
    merged = parent | child
    for key in parent.keys() & child.keys() if levels else ():
        if isinstance(parent[key], dict) and isinstance(child[key], dict):
            merged[key] = _merge_settings(parent[key], child[key], levels - 1)
    return merged

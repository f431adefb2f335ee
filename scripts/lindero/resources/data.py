"""The shipped data files."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from lindero.resources.compiled import make_digest, recall_form

PACKAGE = Path(__file__).parent.parent
# The schema is made of these itself, so they wait for the next file.
_READ_EARLY = ("resources/", "wording/")
_UNCHECKED: list[tuple[str, str]] = []


@cache
def read_shipped_yaml(name: str) -> Any:
    """One shipped YAML file, by its path inside the package (`wording/units.yml`).

    Reading all of them takes longer than everything else in a check, so the quick form is taken
    where it is of the same content. Where there is none the file is new or changed, and is held
    to its schema first: a misspelt key never loads.
    """
    content = (PACKAGE / name).read_bytes()
    quick = recall_form(f"{make_digest(content)}.json")
    if quick is not None:
        return json.loads(quick)
    _UNCHECKED.append((name, content.decode()))
    if not name.startswith(_READ_EARLY):
        check_changed_files()
    return parse_data(content)


def check_changed_files() -> None:
    """Hold every file that was read without a quick form to its schema."""
    # By name, since the schema knows all rooms and this one knows none.
    check = import_module("lindero.shipped.checking").check_shipped_file
    while _UNCHECKED:
        check(*_UNCHECKED.pop())


def parse_data(content: bytes) -> Any:
    """A shipped YAML file: all plain scalars are text but true and false, also `on` and `12`."""
    import yaml  # noqa: PLC0415 - only where there is no quick form

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever PyYAML has
        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML reads it from the class

    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
    return yaml.load(content.decode(), Loader=Loader)  # noqa: S506 - a safe loader

"""The shipped data files, and the closed word lists that figures are written with: units and events."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lindero.remembering import recall, remember

PACKAGE = Path(__file__).parent


class _DataLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever PyYAML has
    """Takes every plain scalar as text, but for true and false: `on`, `no` and `12` are words in our files too."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML reads it from the class


_DataLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))

PERIOD_UNITS = ("minute", "hour", "day", "business day", "week", "month", "year")


@cache
def read_data(name: str) -> Any:
    """One shipped YAML file, by its path inside the package (`wording/units.yml`).

    Reading all of them takes longer than everything else in a check, so each is kept as JSON until it changes.
    """
    file = PACKAGE / name
    about = file.stat()
    key = f"{name.replace('/', '-')}-{about.st_mtime_ns}-{about.st_size}.json"
    kept = recall(key)
    if kept is not None:
        return json.loads(kept)
    data = yaml.load(file.read_text("utf-8"), Loader=_DataLoader)  # noqa: S506 - a safe loader
    remember(key, json.dumps(data, ensure_ascii=False).encode())
    return data


def price_units() -> tuple[str, ...]:
    """Everything a price may be `per`."""
    return tuple(read_data("wording/units.yml"))


def unit_words(name: str) -> Any:
    """A unit's noun, its sign and its `per`, by language."""
    return read_data("wording/units.yml")[name]


@cache
def events() -> dict[str, str]:
    """What an author may write after `on`, `after` or `before`, and the event it means."""
    return {name: event for event, words in read_data("wording/events.yml").items() for name in words["names"]}

"""The theme's templates, without its icons, and its frame as HTML allows it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import jinja2

_SWITCH = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off"')


class ThemeTemplates(jinja2.FileSystemLoader):
    """Material's templates without its 14,000 icons, which MkDocs drops anyway."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Material's frame as HTML allows it; the frame has no block around its switches."""
        source, path, is_fresh = super().get_source(environment, template)
        return _SWITCH.sub(r"\1", source), path, is_fresh

    def list_templates(self) -> list[str]:
        """What is not below a hidden folder; hidden templates can still be included by name."""
        found: set[str] = set()
        for root in map(Path, self.searchpath):
            for folder, inner, names in os.walk(root):
                inner[:] = [name for name in inner if not name.startswith(".")]
                found.update((Path(folder) / name).relative_to(root).as_posix() for name in names)
        return sorted(found)


def with_our_loader(environment: jinja2.Environment) -> jinja2.Environment:
    """The theme's environment, reading its templates our way."""
    assert isinstance(environment.loader, jinja2.FileSystemLoader)
    environment.loader = ThemeTemplates(environment.loader.searchpath)
    return environment

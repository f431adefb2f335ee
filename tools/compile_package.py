"""Hatch asks this before it packs the package: the quick forms of shipped files go in, too."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Makes them from the sources that are about to be packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - Hatch's own shape
        """Runs for wheels and for editable installs alike."""
        sys.path.insert(0, str(Path(self.root) / "scripts"))
        from lindero.generators.compiling import compile_package

        compile_package()

"""Compiled templates kept between runs: the theme's take a quarter of a small build."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from platformdirs import user_cache_path

from lindero import __version__


class TemplateCache(FileSystemBytecodeCache):
    """Jinja's own cache in the user's cache folder; a folder that cannot be used only costs time.

    Jinja keys an entry by template and checks it against the template's text and its own and Python's version.
    """

    def __init__(self) -> None:
        self._folder = Path(os.environ.get("LINDERO_CACHE") or user_cache_path("lindero", appauthor=False)) / f"templates-{__version__}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            self._folder = Path(os.devnull)
        super().__init__(str(self._folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a compiled template, if there is a readable one."""
        try:
            super().load_bytecode(bucket)
        except OSError:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, if that can be done."""
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return

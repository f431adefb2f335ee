"""Compiled templates kept between runs: the theme's take a quarter of a small build."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from lindero.remembering import recall, remember


class TemplateCache(BytecodeCache):
    """Jinja's own check of an entry holds: it is used only for the same template text, Jinja and Python."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a compiled template, if there is one."""
        kept = recall(f"template-{bucket.key}")
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        remember(f"template-{bucket.key}", bucket.bytecode_to_string())

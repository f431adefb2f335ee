"""A rulebook in; pages and files out; writes nothing."""

from __future__ import annotations

from functools import cache
from importlib.machinery import SourceFileLoader

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from lindero.resources.compiled import COMPILED, digest, recall
from lindero.resources.data import PACKAGE


@cache
def load_templates(bytecode: BytecodeCache | None = None) -> Environment:
    """The shipped templates: escaped by themselves, a missing value is an error."""
    return Environment(
        loader=FileSystemLoader(PACKAGE / "site/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=bytecode,
        auto_reload=False,
    )


class ShippedTemplates(BytecodeCache):
    """Takes a compiled template for the very same source, settings and Jinja."""

    def get_bucket(
        self,
        environment: Environment,
        name: str,
        filename: str | None,  # noqa: ARG002 - Jinja's own shape
        source: str,
    ) -> Bucket:
        """A bucket under a key of our own: what is compiled depends on nothing else."""
        bucket = Bucket(environment, compiled_name(environment, name, source), "")
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the compiled template, if there is one."""
        if recall(bucket.key) is not None:
            bucket.code = SourceFileLoader(bucket.key, str(COMPILED / bucket.key)).get_code(
                bucket.key
            )

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep nothing."""


def compiled_name(environment: Environment, name: str, source: str) -> str:
    """The file of one compiled template."""
    settings = _describe_settings(environment)
    return f"t_{digest(settings.encode(), name.encode(), source.encode())}.template"


def _describe_settings(environment: Environment) -> str:
    """Everything besides the source that decides what Jinja makes of a template."""
    named = {
        **environment.filters,
        **{f"{name}?": test for name, test in environment.tests.items()},
    }
    known = sorted(
        f"{name}={getattr(one, '__module__', '')}.{getattr(one, '__qualname__', '')}"
        for name, one in named.items()
    )
    switches = (
        "autoescape",
        "trim_blocks",
        "lstrip_blocks",
        "keep_trailing_newline",
        "optimized",
        "finalize",
        "is_async",
        "newline_sequence",
    )
    signs = (
        "block_start_string",
        "variable_start_string",
        "comment_start_string",
        "line_statement_prefix",
        "line_comment_prefix",
    )
    set_ = [repr(getattr(environment, switch)) for switch in (*switches, *signs)]
    return "\n".join(
        [
            jinja2.__version__,
            environment.undefined.__qualname__,
            *sorted(environment.extensions),
            *set_,
            *known,
        ]
    )

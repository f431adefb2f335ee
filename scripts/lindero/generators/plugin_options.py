"""The reference of the plugin's options, made from its typed configuration."""

from __future__ import annotations

import ast
import inspect

from lindero.frozen import Frozen
from lindero.generators.mkdocs_plugin import LinderoConfig
from lindero.guide.markdown import fill_template


class PluginOption(Frozen):
    """An option in mkdocs.yml; its default as it is written there."""

    name: str
    default: str
    about: str


def make_plugin_page() -> str:
    """`docs/plugin.md`."""
    return fill_template("plugin", options=list_plugin_options())


def list_plugin_options() -> list[PluginOption]:
    """Every option, with the docstring under it."""
    # Python keeps no docstrings of attributes.
    (config,) = ast.parse(inspect.getsource(LinderoConfig)).body
    assert isinstance(config, ast.ClassDef)
    abouts = {
        name.id: text
        for option, said in zip(config.body, config.body[1:], strict=False)
        if isinstance(option, ast.Assign) and isinstance(said, ast.Expr)
        for name, text in [(option.targets[0], ast.literal_eval(said.value))]
        if isinstance(name, ast.Name)
    }
    return [
        PluginOption(name, _format_default(default), abouts[name])
        for name, default in LinderoConfig().items()
    ]


def _format_default(default: object) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)

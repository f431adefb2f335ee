"""A check that is written is also run."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules

import lindero.checks
from lindero.checks.every_check import CHECKS, SERVICE_CHECKS
from lindero.checks.own_words import WORD_CHECKS

ALL = (*CHECKS, *SERVICE_CHECKS, *WORD_CHECKS)
LISTED = {check.__name__ for check in ALL}


def test_every_check_is_on_the_list():
    written = set()
    for module in iter_modules(lindero.checks.__path__, "lindero.checks."):
        if not module.name.endswith(".every_check"):
            written |= set(_list_checks(import_module(module.name)))
    assert written == LISTED - {"check_services"}


def test_a_check_is_on_the_list_once():
    assert len(LISTED) == len(ALL)


def _list_checks(module):
    """The public functions of a module that take a context and give findings."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        said = inspect.get_annotations(function)
        takes_context = said.get("context") == "CheckContext"
        if name.startswith("find_") and takes_context and said["return"] == "Iterator[Finding]":
            yield name

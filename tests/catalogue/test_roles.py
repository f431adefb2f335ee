"""The engine finds what it reckons with by its role; Python names no rule of the catalogue."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import get_args

import lindero
from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec, list_rule_specs

PACKAGE = Path(lindero.__file__).parent
# Shown to an author as the way an address is written; they look nothing up.
SHOWN = {"records/fields.py": {"payment.deposit", "time.urgent.surcharge"}}


def test_every_role_is_given_once():
    given = Counter(role for spec in list_rule_specs().values() for role in spec.roles)
    assert given == dict.fromkeys(get_args(Role), 1)


def test_a_role_leads_to_its_rule():
    for role in get_args(Role):
        assert role in {*find_role_spec(role).roles}


def test_python_names_no_rule_of_the_catalogue():
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        named = set(_list_named_rules(file.read_text("utf-8")))
        if named:
            found[file.relative_to(PACKAGE).as_posix()] = named
    assert found == SHOWN


def test_a_rule_named_in_python_is_seen():
    assert list(_list_named_rules('find("payment.deposit")')) == ["payment.deposit"]
    assert list(_list_named_rules('f"time.hours.{name}"')) == ["time.hours."]
    assert not list(_list_named_rules('find("shapes.amounts")  # payment.deposit'))


def _list_named_rules(source):
    """Texts in code, docstrings aside, that are the address of a rule or of one of its figures."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            rule = ".".join(node.value.split(".")[:2])
            if id(node) not in docstrings and rule in list_rule_specs():
                yield node.value

"""The live example with any one key renamed, retyped or left out: a finding in its place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lindero.catalogue.specs import list_rule_specs
from lindero.findings.finding import select_errors
from lindero.findings.place import Span
from lindero.loading import load_rulebook
from lindero.reading.tree import PlaceTree, Scalar
from support.spoilt_example import (
    AS_OF,
    KEYS,
    OWN_TITLE,
    Address,
    document,
    dotted,
    flow,
    line_of,
    list_key_rounds,
    shown,
    sound,
    spoil_keys,
    spoilt,
    steady,
)


def rename(_: str, inner: Any) -> list[str]:
    return [f"Zz_9: {flow(inner)}"]


def retype(key: str, inner: Any) -> list[str]:
    other = (
        "{zz: {zz: 1}}"
        if isinstance(inner, Scalar)
        else "zz"
        if isinstance(inner, list)
        else "[[zz]]"
    )
    return [f"{key}: {other}"]


def leave_out(*_: Any) -> list[str]:
    return []


@pytest.mark.parametrize("change", [rename, retype])
def test_a_key_of_another_name_or_kind_is_told_on_its_line(change, load):
    for paths in list_key_rounds(path for path in KEYS if (change, path) != (rename, OWN_TITLE)):
        text, lines = spoil_keys(paths, change)
        loaded = load({"all.yml": text})
        assert loaded.rulebook is None
        assert lines.keys() == {*paths}
        told = {line_of(found) for found in select_errors(loaded.findings)}
        untold = [dotted(path) for path, line in lines.items() if line not in told]
        assert untold == [], shown(loaded.findings)


IN_RULES = {
    f"{rule.id}.{value.name}"
    for rule in list_rule_specs().values()
    for value in rule.values.values()
    if value.required
}
IN_RECORDS = re.compile(
    r"business\.(name|country|languages|currency|timezone|site|edition|tax\.(name|rate|included))"
    r"|services\.[a-z-]+\.(name|price|retainer\.time|change\.(price|from))"
    r"|adjustments\.[a-z-]+\.when"
    r"|onepagers\.[a-z-]+\.title"
    r"|work\.accessibility\.text"
    r"|.*\.(es|en)"
)
NEEDED = re.compile(
    r"services(\.[a-z-]+)?|(payment|work|time|endings|conduct)(\.[a-z-]+)*"
    r"|adjustments(\.[a-z]+(\.surcharge)?)?|services\.care\.retainer(\.extra)?"
)


def is_required(path: Address) -> bool:
    return dotted(path) in IN_RULES or bool(IN_RECORDS.fullmatch(dotted(path)))


def parent_line(path: Address, text: str) -> int:
    """The line of the nearest key around a path."""
    places: PlaceTree = document(text).places
    mark = places.find_piece(path[:-1]).key_mark
    assert mark
    return mark.line


def test_a_required_key_that_is_left_out_is_told_on_the_line_of_what_is_around_it(load):
    for paths in list_key_rounds(path for path in KEYS if is_required(path)):
        text, _ = spoil_keys(paths, leave_out)
        loaded = load({"all.yml": text})
        assert loaded.rulebook is None
        errors = select_errors(loaded.findings)
        for path in paths:
            line, name = parent_line(path, text), f"`{path[-1]}`"
            told = [one.code for one in errors if name in one.message and line_of(one) == line]
            code = "missing-language" if path[-1] in {"es", "en"} else "missing-key"
            assert told == [code], (path, shown(loaded.findings))


OPTIONAL = [
    path for path in KEYS if not is_required(path) and path not in {("business",), OWN_TITLE}
]


FOLLOWING = {
    "unknown-service",
    "unknown-rule",
    "unknown-figure",
    "needs-rule",
    "says-nothing",
    "unknown-holidays",
    "not-a-mapping",
    "wrong-total",
    "adjustment-effect",
    "unknown-adjustment",
    "no-figure",
    "wrong-quantity",
    "conflicting-rules",
    "one-sided",
}


@pytest.mark.parametrize("needed", [True, False])
def test_any_other_key_may_be_left_out_unless_something_else_names_it(needed, load):
    for paths in list_key_rounds(
        path for path in OPTIONAL if bool(NEEDED.fullmatch(dotted(path))) is needed
    ):
        text, _ = spoil_keys(paths, leave_out)
        loaded = load({"all.yml": text})
        if needed:
            assert {found.code for found in loaded.findings} <= FOLLOWING, paths
            assert all(map(line_of, loaded.findings)), paths
        else:
            assert sound(loaded), paths


@pytest.mark.parametrize("instead", [[], ["titel: x"]])
def test_a_rule_of_ones_own_without_its_title_is_told_at_its_name(instead, load):
    text, _ = spoilt(OWN_TITLE, lambda *_: instead)
    told = [(found.code, line_of(found)) for found in load({"all.yml": text}).findings]
    assert told == [("unknown-rule", parent_line(OWN_TITLE, text))]


@settings(steady, max_examples=60)
@given(
    st.sampled_from(KEYS),
    st.sampled_from(
        ["~", "''", "[]", "{}", "none", "0", "-1", "[{}]", "{es: {}}", '"{{ x }}"', "[a](b)"]
    ),
)
def test_whatever_stands_behind_a_key_is_a_value_or_a_finding_and_never_a_crash(
    tmp_path_factory, path, value
):
    text, _ = spoilt(path, lambda key, _: [f"{key}: {value}"])
    terms = tmp_path_factory.mktemp("odd") / "terms"
    terms.mkdir()
    (terms / "all.yml").write_text(text, "utf-8")
    loaded = load_rulebook(terms, AS_OF, shown_from=terms.parent)
    assert (loaded.rulebook is None) is bool(select_errors(loaded.findings))
    for found in loaded.findings:
        assert isinstance(found.place, Span) or found.code == "missing-section"

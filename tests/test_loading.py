"""The live example, spread, laid out or spoilt: the same book or a finding in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lindero.catalogue.specs import list_rule_specs
from lindero.findings.finding import Finding, select_errors
from lindero.findings.place import Span, Unlocated
from lindero.loading import Loaded, load_rulebook
from lindero.reading.tree import Document, PlaceTree, Scalar
from lindero.reading.yaml_reader import decode_source, read_document
from lindero.rulebook.rulebook import Rulebook
from support.folders import ROOT
from support.rulebooks import BUSINESS

EXAMPLE = ROOT / "terms"
AS_OF = date(2026, 12, 1)
steady = settings(deadline=None, derandomize=True)
Address = tuple[str | int, ...]


def document(text: str) -> Document:
    source, _ = decode_source("rules.yml", text.encode())
    read, found = read_document(source)
    assert read
    assert not found
    return read


def example_files() -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted(EXAMPLE.glob("*.yml"))}


KEPT = {"services": {"web-essential", "care"}, "adjustments": {"rush"}, "onepagers": {"flyer"}}


def example_data() -> dict[str, Any]:
    """All sections of the live example, with a few services and sheets for all the others."""
    data: dict[str, Any] = {}
    for text in example_files().values():
        data |= document(text).data
    for section, kept in KEPT.items():
        data[section] = {key: body for key, body in data[section].items() if key in kept}
    for sheet in data["onepagers"].values():
        sheet["services"] = [entry for entry in sheet["services"] if entry.text in KEPT["services"]]
    return data


DATA = example_data()


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Loaded]:
    """Write files to `terms/`, nothing else there, and load them."""

    def load_files(files: dict[str, str], as_of: date = AS_OF) -> Loaded:
        terms = tmp_path / "terms"
        terms.mkdir(exist_ok=True)
        for file in terms.iterdir():
            file.unlink()
        for name, text in files.items():
            (terms / name).write_bytes(text.encode())
        return load_rulebook(terms, as_of, shown_from=tmp_path)

    return load_files


def sound(loaded: Loaded) -> Rulebook:
    assert not loaded.findings
    assert loaded.rulebook
    return loaded.rulebook


def lines_of(
    data: Any,
    spoil: Callable[[Address, str, Any], list[str] | None],
    path: Address = (),
    indent: str = "",
) -> Iterator[str]:
    """The data as YAML, one key a line; `spoil` may replace the lines of a key and its value."""
    for key, inner in data.items():
        here = (*path, key)
        instead = spoil(here, key, inner)
        if instead is not None:
            yield from (indent + line for line in instead)
        elif isinstance(inner, dict) and inner:
            yield f"{indent}{key}:"
            yield from lines_of(inner, spoil, here, f"{indent}  ")
        else:
            yield f"{indent}{key}: {flow(inner)}"


def flow(data: Any) -> str:
    """A value in one line, every scalar in quotes."""
    if isinstance(data, Scalar):
        return json.dumps(data.text, ensure_ascii=False)
    if isinstance(data, list):
        return f"[{', '.join(flow(entry) for entry in data)}]"
    return f"{{{', '.join(f'{key}: {flow(inner)}' for key, inner in data.items())}}}"


def typed(data: dict[str, Any]) -> str:
    return "\n".join([*lines_of(data, lambda *_: None), ""])


def keys_of(data: Any, path: Address = ()) -> Iterator[Address]:
    if isinstance(data, dict):
        for key, inner in data.items():
            yield (*path, key)
            yield from keys_of(inner, (*path, key))


KEYS = list(keys_of(DATA))
OWN_TITLE = ("work", "accessibility", "title")


def spoilt(path: Address, change: Callable[[str, Any], list[str]]) -> tuple[str, int]:
    """The example with one key changed, and the line where that key stood."""
    lines = list(
        lines_of(
            DATA, lambda here, key, inner: ["\0", *change(key, inner)] if here == path else None
        )
    )
    at = next(number for number, line in enumerate(lines) if line.endswith("\0"))
    del lines[at]
    return "\n".join([*lines, ""]), at + 1


def line_of(found: Finding) -> int:
    """Its line, 0 where it has none."""
    return found.place.line if isinstance(found.place, Span) else 0


def shown(found: tuple[Finding, ...]) -> list[str]:
    return [f"{one.place.path}:{line_of(one)} {one.code} {one.message}" for one in found]


def dotted(path: Address) -> str:
    return ".".join(map(str, path))


def test_the_live_example_is_sound(load):
    book = sound(load(example_files()))
    assert book.business.name.in_language("es") == "Estudio Lindero"
    assert "payment.deposit" in book.rules
    assert book.facts["payment.deposit.share"].figure.written == "40 %"


def test_quoting_and_laying_out_a_file_differently_changes_nothing(load):
    whole: dict[str, Any] = {}
    for text in example_files().values():
        whole |= document(text).data
    assert sound(load({"all.yml": typed(whole)})) == sound(load(example_files()))


@settings(steady, max_examples=12)
@given(st.data())
def test_how_sections_are_spread_over_files_and_in_which_order_never_matters(
    tmp_path_factory, data
):
    order = data.draw(st.permutations(list(DATA)))
    files: dict[str, str] = {}
    for section in order:
        name = data.draw(st.sampled_from(["a.yml", "b.yml", "z.yml"]))
        files[name] = files.get(name, "") + typed({section: DATA[section]})
    terms = tmp_path_factory.mktemp("spread") / "terms"
    terms.mkdir()
    for name, text in files.items():
        (terms / name).write_text(text, "utf-8")
    book = sound(load_rulebook(terms, AS_OF))
    (plain := terms.parent / "plain").mkdir()
    (plain / "all.yml").write_text(typed(DATA), "utf-8")
    expected = sound(load_rulebook(plain, AS_OF))
    assert book == expected
    assert list(book.rules) == list(expected.rules)
    assert list(book.services) == list(expected.services)


@pytest.mark.parametrize("path", [path for path in KEYS if path != OWN_TITLE], ids=dotted)
def test_a_renamed_key_is_told_on_its_line(path, load):
    text, line = spoilt(path, lambda _, inner: [f"Zz_9: {flow(inner)}"])
    loaded = load({"all.yml": text})
    assert loaded.rulebook is None
    assert line in {line_of(found) for found in select_errors(loaded.findings)}, shown(
        loaded.findings
    )


@pytest.mark.parametrize("path", KEYS, ids=dotted)
def test_a_value_of_another_kind_is_told_on_its_line(path, load):
    def retype(key: str, inner: Any) -> list[str]:
        other = (
            "{zz: {zz: 1}}"
            if isinstance(inner, Scalar)
            else "zz"
            if isinstance(inner, list)
            else "[[zz]]"
        )
        return [f"{key}: {other}"]

    text, line = spoilt(path, retype)
    loaded = load({"all.yml": text})
    assert loaded.rulebook is None
    assert line in {line_of(found) for found in select_errors(loaded.findings)}, shown(
        loaded.findings
    )


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
    r"services(\.[a-z-]+)?|(payment|work|time|endings|conduct)(\.[a-z-]+)*|adjustments(\.[a-z]+(\.surcharge)?)?|services\.care\.retainer(\.extra)?"
)


def is_required(path: Address) -> bool:
    return dotted(path) in IN_RULES or bool(IN_RECORDS.fullmatch(dotted(path)))


def parent_line(path: Address, text: str) -> int:
    """The line of the nearest key around a path."""
    places: PlaceTree = document(text).places
    mark = places.find_piece(path[:-1]).key_mark
    assert mark
    return mark.line


@pytest.mark.parametrize("path", [path for path in KEYS if is_required(path)], ids=dotted)
def test_a_required_key_that_is_left_out_is_told_on_the_line_of_what_is_around_it(path, load):
    text, _ = spoilt(path, lambda *_: [])
    loaded = load({"all.yml": text})
    assert loaded.rulebook is None
    told = [found for found in select_errors(loaded.findings) if f"`{path[-1]}`" in found.message]
    assert [found.code for found in told] in (["missing-key"], ["missing-language"]), shown(
        loaded.findings
    )
    assert line_of(told[0]) == parent_line(path, text)


OPTIONAL = [
    path for path in KEYS if not is_required(path) and path not in {("business",), OWN_TITLE}
]


@pytest.mark.parametrize("path", OPTIONAL, ids=dotted)
def test_any_other_key_may_be_left_out_unless_something_else_names_it(path, load):
    text, _ = spoilt(path, lambda *_: [])
    loaded = load({"all.yml": text})
    if NEEDED.fullmatch(dotted(path)):
        assert {found.code for found in loaded.findings} <= {
            "unknown-service",
            "unknown-rule",
            "unknown-figure",
            "needs-rule",
            "not-a-mapping",
            "wrong-total",
            "adjustment-effect",
            "unknown-adjustment",
            "no-figure",
            "wrong-quantity",
        }
        assert all(map(line_of, loaded.findings))
    else:
        sound(loaded)


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


def test_every_mistake_in_every_file_comes_out_in_one_run_and_in_file_order(load):
    loaded = load(
        {
            "b.yml": 'payment:\n  due: 15 days\n  late: {rate: "1,5 %", grace: 5 dias}\n',
            "a.yml": "servces: {}\n",
            "c.yml": "work: {revisions: two}\nx: *y\n",
            "business.yml": typed({"business": DATA["business"]})
            .replace("ES", "EX")
            .replace("21 %", "21"),
        }
    )
    assert loaded.rulebook is None
    places = [(found.place.path, line_of(found), found.code) for found in loaded.findings]
    assert [place[:2] for place in places] == sorted(place[:2] for place in places)
    assert [place for place in places if place[0] != "terms/business.yml"] == [
        ("terms/a.yml", 1, "unknown-section"),
        ("terms/b.yml", 2, "bad-deadline"),
        ("terms/b.yml", 3, "bad-rate"),
        ("terms/b.yml", 3, "bad-period"),
        ("terms/c.yml", 1, "bad-count"),
        ("terms/c.yml", 2, "unknown-section"),
        ("terms/c.yml", 2, "alias"),
    ]
    assert {code for path, _, code in places if path == "terms/business.yml"} == {
        "bad-country",
        "bad-percent",
    }


def test_a_misspelt_required_key_is_one_finding_and_not_two(load):
    loaded = load({"all.yml": typed(DATA).replace("  currency:", "  curency:")})
    assert [(found.code, found.help) for found in loaded.findings] == [
        ("unknown-key", "did you mean `currency`?")
    ]


def test_a_section_in_two_files_is_told_in_the_second_with_the_first(load):
    loaded = load({"a.yml": typed(DATA), "b.yml": "payment:\n  expenses: none\n"})
    (found,) = loaded.findings
    assert (found.code, found.place.path, line_of(found)) == ("duplicate-key", "terms/b.yml", 1)
    assert [near.place.path for near in found.related] == ["terms/a.yml"]


@pytest.mark.parametrize("name", ["rules.yaml", "RULES.YML", "more/rules.yml"])
def test_a_file_that_would_not_count_is_told(name, tmp_path):
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "all.yml").write_text(typed(DATA), "utf-8")
    (tmp_path / "terms" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "terms" / name).write_text("payment: {}\n", "utf-8")
    loaded = load_rulebook(tmp_path / "terms", AS_OF, shown_from=tmp_path)
    assert [(found.code, found.place) for found in loaded.findings] == [
        ("not-read", Unlocated(f"terms/{name}"))
    ]


def test_without_a_folder_or_without_files_the_folder_itself_is_told(tmp_path):
    missing = load_rulebook(tmp_path / "terms", AS_OF, shown_from=tmp_path)
    assert [(found.code, found.place) for found in missing.findings] == [
        ("no-rules-folder", Unlocated("terms"))
    ]
    (tmp_path / "terms").mkdir()
    empty = load_rulebook(tmp_path / "terms", AS_OF, shown_from=tmp_path)
    assert [(found.code, found.place) for found in empty.findings] == [
        ("no-rules", Unlocated("terms"))
    ]


def test_without_a_business_the_folder_is_told(load):
    loaded = load(
        {
            "all.yml": typed(
                {section: body for section, body in DATA.items() if section != "business"}
            )
        }
    )
    assert ("missing-section", Unlocated("terms")) in [
        (found.code, found.place) for found in loaded.findings
    ]


def test_a_file_that_cannot_be_read_hides_no_other_and_causes_no_other_finding(load):
    files = example_files()
    loaded = load(
        {
            **files,
            "business.yml": "business: {",
            "payment.yml": files["payment.yml"].replace("40 %", "40"),
        }
    )
    assert {(found.place.path, found.code) for found in loaded.findings} == {
        ("terms/business.yml", "yaml-syntax"),
        ("terms/payment.yml", "bad-amount"),
    }


@pytest.mark.parametrize(
    ("until", "as_of", "expected"),
    [
        ("2027-12-31", date(2027, 12, 31), []),
        ("2027-12-31", date(2028, 1, 1), [("expired", "warning")]),
        ("2026-11-30", date(2026, 12, 1), [("expired", "error")]),
        ("2026-12-01", date(2026, 12, 1), []),
    ],
)
def test_prices_that_were_promised_until_a_day_before_today_are_told(until, as_of, expected, load):
    text = typed(DATA).replace('"2027-12-31"', until)
    loaded = load({"all.yml": text}, as_of)
    assert [(found.code, found.severity) for found in loaded.findings] == expected
    assert [line_of(found) for found in loaded.findings] == [
        text.split("\n").index(f"  until: {until}") + 1
    ] * len(expected)
    assert (loaded.rulebook is None) is (("expired", "error") in expected)


def test_loading_the_same_folder_twice_gives_the_same_book_and_the_same_findings(load):
    files = {"all.yml": typed(DATA).replace("web-essential", "web-esential", 1)}
    first, second = load(files), load(files)
    assert first.findings == second.findings
    assert sound(load(example_files())) == sound(load(example_files()))


@pytest.mark.parametrize(
    "rules",
    [
        "payment:\n  instalments: [{at: x, share: *a}]\n",
        "payment:\n  instalments: [{at: *a, share: 100 %}]\n",
        "payment:\n  deposit: {share: 40 %, by-size: [{up to: *a, share: 100 %}]}\n",
        "payment:\n  deposit: {share: 40 %, by-size: [{up to: 10 EUR, share: *a}]}\n",
        "payment:\n  due: 15 days after invoice\n  late: {rate: {source: *a, as of: 2026-01-01}}\n",
        "payment:\n  due: 15 days after invoice\n  late: {rate: {source: x, as of: *a}}\n",
        "payment:\n  methods: {methods: {en: *a}}\n",
        "payment:\n  methods: *a\n",
        "time:\n  holidays: {absences: [{from: *a}]}\n",
        "time:\n  hours: {week: Mon–Fri 09:00–18:00, seasons: [{from: 07-01, closed: *a}]}\n",
        "topics: {drones: *a}\n",
    ],
)
def test_what_reading_has_refused_inside_a_value_is_told_once(book, rules):
    assert [found.code for found in book(rules=rules).findings] == ["alias"]


def test_sums_may_be_in_further_currencies_that_the_business_names(book):
    prices = "services:\n  site: {name: Site, price: 900 USD}\n"
    assert [found.code for found in book(pricing=prices).findings] == ["other-currency"]
    assert book(business=BUSINESS + "  other currencies: [USD]\n", pricing=prices).findings == ()

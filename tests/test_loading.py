"""The live example, spread over files or laid out in other ways, and folders that do not load."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lindero.findings.place import Unlocated
from lindero.loading import load_rulebook
from support.rulebooks import BUSINESS
from support.spoilt_example import (
    AS_OF,
    DATA,
    document,
    example_files,
    line_of,
    sound,
    steady,
    typed,
)


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


@pytest.mark.parametrize(
    ("right", "wrong", "code", "way_out"),
    [
        # A misspelt key that is required is one finding and not two.
        ("  currency:", "  curency:", "unknown-key", "did you mean `currency`?"),
        # `GMT+0` and `Etc/GMT+1` are near, and other times.
        ("Europe/Madrid", "GMT+1", "bad-timezone", "write it like `Europe/Madrid`"),
    ],
)
def test_a_slip_of_the_hand_is_one_finding_with_a_way_out(load, right, wrong, code, way_out):
    loaded = load({"all.yml": typed(DATA).replace(right, wrong)})
    assert [(found.code, found.help) for found in loaded.findings] == [(code, way_out)]


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


@pytest.mark.parametrize(
    "name", ["payment.yml.txt", "payment.yml.bak", "payment.yml~", "payment.yaml"]
)
def test_rules_in_a_file_that_is_not_read_are_not_missed_elsewhere(name, load):
    files = example_files()
    files[name] = files.pop("payment.yml")
    (found,) = load(files).findings
    assert (found.code, found.place, found.severity) == (
        "not-read",
        Unlocated(f"terms/{name}"),
        "error",
    )


@pytest.mark.parametrize("name", ["payment.yml.bak", "payment.yml~"])
def test_a_copy_beside_its_file_is_a_warning(name, load):
    files = example_files()
    loaded = load({**files, name: files["payment.yml"]})
    assert [(found.code, found.severity) for found in loaded.findings] == [("not-read", "warning")]
    assert loaded.rulebook


@pytest.mark.parametrize("text", ["", "\n", "# payment:\n#   deposit: 40 %\n", "---\n", "null\n"])
def test_an_empty_file_is_told_and_its_rules_are_not_missed_elsewhere(text, load):
    (found,) = load({**example_files(), "payment.yml": text}).findings
    assert (found.code, found.place) == ("missing-section", Unlocated("terms/payment.yml"))
    assert found.severity == "error"


def test_an_empty_file_that_is_named_for_no_section_is_a_warning(load):
    loaded = load({**example_files(), "mine.yml": "# Later.\n"})
    assert [(found.code, found.severity) for found in loaded.findings] == [
        ("missing-section", "warning")
    ]
    assert loaded.rulebook


@pytest.mark.parametrize("head", ["# payment:", "#payment:", ""])
def test_rules_without_the_name_of_their_section_are_told_once(head, load):
    files = example_files()
    text = files["payment.yml"]
    assert text.startswith("payment:\n")
    (found,) = load({**files, "payment.yml": text.replace("payment:", head, 1)}).findings
    assert (found.code, found.place.path, found.place.column) == (
        "missing-section",
        "terms/payment.yml",
        3,
    )
    assert found.help.startswith("write `payment:` on a line of its own")


def test_a_section_that_has_strayed_into_another_file_is_told_and_nothing_else(load):
    files = example_files()
    lines = files["payment.yml"].split("\n")
    at = lines.index("payment:") + 1
    rules = [
        n for n in range(at + 1, len(lines)) if lines[n].startswith("  ") and lines[n][2].isalpha()
    ]
    strayed = "\n".join([*lines[: rules[1]], "work:", *lines[rules[1] :]])
    (found,) = load({**files, "payment.yml": strayed}).findings
    assert (found.code, found.place.path, line_of(found)) == (
        "duplicate-key",
        "terms/payment.yml",
        rules[1] + 1,
    )
    assert [near.place.path for near in found.related] == ["terms/work.yml"]


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

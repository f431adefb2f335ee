"""The reference of sections and of the plugin: fresh, whole, and loaded as a rulebook."""

from __future__ import annotations

import re
from datetime import date

from lindero.catalogue.specs import list_rule_specs
from lindero.generators.mkdocs_plugin import LinderoConfig
from lindero.generators.plugin_options import list_plugin_options, make_plugin_page
from lindero.guide.editor_schema import rulebook_schema
from lindero.guide.sections import list_sections
from lindero.loading import load_rulebook
from lindero.records.sections import NAMED_SECTIONS, SINGLE_SECTIONS
from lindero.resources.data import PACKAGE
from lindero.shapes.deadlines import load_event_names
from lindero.shapes.units import PRICE_UNITS
from support.folders import ROOT

SECTIONS = list_sections()


def test_the_committed_plugin_page_is_fresh():
    assert (ROOT / "docs/plugin.md").read_text("utf-8") == make_plugin_page(), "run `make docs`"


def test_the_rulebook_behind_the_examples_is_sound(tmp_path):
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms/all.yml").write_bytes((PACKAGE / "guide/example.yml").read_bytes())
    logo = tmp_path / "site_src/assets/logo.svg"
    logo.parent.mkdir(parents=True)
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
        "utf-8",
    )
    loaded = load_rulebook(tmp_path / "terms", date(2026, 12, 1), shown_from=tmp_path)
    # It shows every key, and is no rulebook that anybody would publish.
    found = [one.message for one in loaded.findings if one.code not in {"law-risk", "one-sided"}]
    assert found == []


def list_schema_keys(schema, address: str) -> set[str]:
    """Every key below a section, by where it stands, as the editor's schema knows it."""
    found = set()
    for name, inner in schema.get("properties", {}).items():
        found |= {f"{address}.{name}"} | list_schema_keys(inner, f"{address}.{name}")
    for way in ("additionalProperties", "items"):
        if isinstance(schema.get(way), dict):
            step = ".ID" if way == "additionalProperties" else ""
            found |= list_schema_keys(schema[way], address + step)
    # A group in whose place the word `none` may stand; several of its kind have the same keys.
    ways = schema.get("anyOf", [])
    for way in ways if {"const": "none"} in ways else ():
        found |= set() if way.get("propertyNames") else list_schema_keys(way, address)
    return found


def list_told_keys(page: str) -> set[str]:
    """Every key that stands in a table of the page, below its heading."""
    found, address = set(), ""
    for line in page.splitlines():
        if heading := re.fullmatch(r"#{2,4} (.+)", line):
            address = heading[1]
        elif row := re.match(r"\| `([a-z ]+)`.*\|[^|]*[^| ][^|]*\|$", line):
            found.add(f"{address}.{row[1]}")
    return found


def test_no_key_that_an_author_may_write_is_in_no_guide():
    schema = rulebook_schema()
    written = {
        key
        for name in (*SINGLE_SECTIONS, *NAMED_SECTIONS)
        for key in list_schema_keys(schema["properties"][name], name)
    }
    own_rule = schema["additionalProperties"]["additionalProperties"]
    written |= list_schema_keys(own_rule, "TOPIC.ID") - {"TOPIC.ID.values"}
    written |= {
        f"Keys of every rule.{name.removeprefix('rule-')}"
        for name in schema["$defs"]
        if name.startswith("rule-")
    }
    told = list_told_keys((ROOT / "docs/sections.md").read_text("utf-8"))
    # What stands inside a figure is a matter of its shape; the example shows it.
    written -= {f"services.ID.tiers.{name}" for name in ("up to", "over", "price")}
    assert len(written) > 90
    assert written == told


def test_every_value_of_every_rule_is_in_the_reference():
    for spec in list_rule_specs().values():
        topic, _, name = spec.id.partition(".")
        page = (ROOT / f"docs/rules/{topic}.md").read_text("utf-8")
        section = re.split(r"^## ", page, flags=re.MULTILINE)
        (own,) = [part for part in section if part.startswith(f"{name}\n")]
        assert all(f"\n| `{value}`" in own for value in spec.values), spec.id


def test_every_key_has_an_example_and_a_sentence():
    for section in SECTIONS:
        assert section.about
        for key in section.keys:
            assert key.about.endswith((".", "€")), (section.address, key.name)
            assert key.example or "keys" in key.written, (section.address, key.name)


def test_every_event_and_every_unit_is_in_the_guide():
    page = (ROOT / "docs/shapes.md").read_text("utf-8")
    events, units = page.partition("\n## Events\n")[2].split("\n## Units\n")
    assert all(f"`{name}`" in events for name in load_event_names())
    assert all(f"| `{unit}`, `" in units for unit in PRICE_UNITS)


def test_every_option_of_the_plugin_is_in_the_guide():
    options = list_plugin_options()
    assert {option.name for option in options} == set(LinderoConfig())
    assert all(option.about.endswith(".") for option in options)

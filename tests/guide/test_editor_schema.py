"""The JSON Schema for editors: fresh, valid, and no stricter than the reader."""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest
import yaml

from lindero.catalogue.specs import load_catalogue
from lindero.guide.editor_schema import rulebook_schema, schema_text
from lindero.guide.problems import make_problem_reference
from lindero.start.drafting import draft_files
from lindero.start.questions import Answers, list_trades
from support.folders import ROOT


def test_the_committed_copies_are_fresh():
    assert (ROOT / "scripts/lindero/guide/schema/lindero.schema.json").read_text(
        "utf-8"
    ) == schema_text(), "run `make docs`"
    assert (ROOT / "docs/problems.md").read_text("utf-8") == make_problem_reference(), (
        "run `make docs`"
    )


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(rulebook_schema())


def _read(text: str):
    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        """YAML 1.2 as far as our files need it: no words for yes, no dates, no sexagesimals."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag.endswith((":int", ":null"))]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)


VALIDATOR = jsonschema.Draft202012Validator(rulebook_schema())


@pytest.mark.parametrize("file", sorted(ROOT.glob("terms/*.yml")), ids=lambda file: file.stem)
def test_what_we_publish_passes_the_schema(file):
    VALIDATOR.validate(_read(file.read_text("utf-8")))


@pytest.mark.parametrize("trade", list_trades())
@pytest.mark.parametrize("languages", ["es", "en", "es,en", "en,es"])
@pytest.mark.parametrize("country", ["ES", "US"])
def test_what_init_writes_passes_the_schema(trade, languages, country):
    given = Answers({}, date(2026, 12, 1))
    for question, answer in (("languages", languages), ("trade", trade), ("country", country)):
        given.take_answer(question, answer)
    rules = {path: text for path, text in draft_files(given).items() if path.parent.name == "terms"}
    assert rules
    for text in rules.values():
        VALIDATOR.validate(_read(text))


@pytest.mark.parametrize(
    "rules",
    [
        {"payment": {"deposit": {"shaer": "40 %"}}},
        {"payment": {"deposit": {"share": "40"}}},
        {"payment": {"due": "soon"}},
        {"services": {"web": {"name": "Web"}}},
        {"services": {"Web Site": {"name": "Web", "price": "1 EUR"}}},
        {"paiment": {}},
        {"onepagers": {"flyer": {"title": "x", "paper": "A3"}}},
    ],
)
def test_an_editor_marks_what_the_reader_would_refuse(rules):
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(rules)


def test_every_value_of_every_rule_is_described_for_hovering():
    schema = rulebook_schema()
    for topic, spec in load_catalogue().items():
        for name, rule in schema["properties"][topic]["properties"].items():
            assert rule["description"] and rule["markdownDescription"], name
            for key in spec.rules[name].values:
                assert schema["$defs"][f"{topic}.{name}"]["properties"][key]["description"], (
                    f"{topic}.{name}.{key}"
                )

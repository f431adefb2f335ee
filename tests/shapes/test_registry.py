"""A shape is one module and one line: all that the house knows of it is found from there."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

import pytest

import lindero.shapes
from lindero.catalogue.specs import RuleSpec, find_rule_spec
from lindero.guide.editor_schema import rulebook_schema
from lindero.guide.reference import make_reference_pages
from lindero.reading.tree import Scalar
from lindero.records import own_figures
from lindero.records.own_figures import parse_own_figure
from lindero.rulebook import catalogue_rules
from lindero.shapes import SHAPES, Context, Figure, Refusal
from lindero.shapes.refusals import make_refusal, read_scalar_text
from lindero.shapes.shape import OwnSigns, Shape, make_group_schema, make_list_schema
from lindero.wording.figures import SHOWERS
from support.figures import parse, written


# What the module of a made-up shape would hold.
class Warmth(Figure):
    """How warm it is."""

    degrees: int

    @property
    def written(self) -> str:
        return f"{self.degrees} °C"


def parse_warmth(typed: object, _: Context = Context()) -> Warmth:
    text = read_scalar_text("warmth", typed, "21 °C")
    if match := re.fullmatch("([0-9]+) °C", text):
        return Warmth(int(match[1]))
    raise make_refusal("warmth", f"`{text}` is no warmth", "write it like `21 °C`")


WARMTH = Shape(
    "warmth",
    parse_warmth,
    "How warm it is.",
    ("21 °C",),
    "^[0-9]+ °C$",
    own=OwnSigns(like="°", rank=0),
    misses=("70 °F",),
)


class Places(Figure):
    """Where something is."""

    names: tuple[str, ...]

    @property
    def written(self) -> str:
        return ", ".join(self.names)


PLACES = Shape(
    "places",
    lambda typed, _: Places(tuple(entry["street"].text for entry in typed)),
    "Where it is.",
    ("[{street: Mayor}]",),
    schema=lambda _: make_list_schema(make_group_schema({"street": {}}, "street")),
    entry_keys=frozenset({"street"}),
    entry_signs=frozenset({"street"}),
)


@pytest.fixture
def registered(monkeypatch):
    """The one line in the registry, and the words that readers get."""
    for shape, kind in ((WARMTH, Warmth), (PLACES, Places)):
        monkeypatch.setitem(SHAPES, shape.name, shape)
        monkeypatch.setitem(SHOWERS, kind, lambda _reader, figure, _spec, _form: figure.written)
    # What is listed once in a process would know them in all tests to come.
    listing = vars(own_figures)["_list_own_shapes"].__wrapped__
    monkeypatch.setattr(own_figures, "_list_own_shapes", listing)


@pytest.mark.usefixtures("registered")
def test_a_new_shape_is_read_and_has_an_exact_form():
    figure = parse("warmth", "21 °C")
    assert figure == Warmth(21)
    assert (figure.machine, figure.serial) == ("21 °C", '{"degrees":21,"is":"warmth"}')


@pytest.mark.usefixtures("registered")
def test_editors_know_a_new_shape():
    defined = rulebook_schema()["$defs"]
    assert defined["warmth"]["pattern"] == WARMTH.pattern
    assert defined["warmth"]["errorMessage"].endswith("write it like `21 °C`")
    assert defined["warmth"]["defaultSnippets"][0]["bodyText"] == "21 °C"
    assert defined["places"]["items"]["required"] == ["street"]


@pytest.mark.usefixtures("registered")
def test_the_reference_has_a_new_shape_with_its_examples_and_near_misses():
    section = make_reference_pages()["shapes.md"].split("\n## warmth\n")[1]
    assert "How warm it is." in section
    assert "| `21 °C` |" in section
    assert "`70 °F` is no warmth; write it like `21 °C`" in section


@pytest.mark.usefixtures("registered")
def test_rules_of_ones_own_know_a_new_shape():
    assert parse_own_figure(Scalar("21 °C", "21 °C"), Context()) == Warmth(21)
    assert parse_own_figure(written("[{street: Mayor}]"), Context()) == Places(("Mayor",))
    with pytest.raises(Refusal) as refused:
        parse_own_figure(Scalar("70 °F", "70 °F"), Context())
    assert refused.value.problems[0].code == "bad-warmth"


def with_main_shape(rule: str, shape: str) -> RuleSpec:
    """A rule of the catalogue whose main value is of another shape."""
    spec = find_rule_spec(rule)
    assert spec.main
    main = replace(spec.main, shape=shape)
    return replace(spec, values={**spec.values, main.name: main})


@pytest.mark.usefixtures("registered")
def test_a_list_of_entries_is_told_from_variants_by_the_keys_of_the_new_shape():
    spec = with_main_shape("payment.deposit", "places")
    tell = catalogue_rules._has_variants  # noqa: SLF001 - no rule of the catalogue has such a shape
    assert not tell(spec, written("[{street: Mayor}]"))
    assert tell(spec, written("[{for: consumer}]"))


def test_a_shape_that_is_not_registered_is_unknown_everywhere():
    assert "warmth" not in rulebook_schema()["$defs"]
    with pytest.raises(Refusal) as refused:
        parse_own_figure(Scalar("21 °C", "21 °C"), Context())
    assert refused.value.problems[0].code == "bad-period"


def test_every_figure_has_words_that_it_is_shown_with():
    ours = {one for one in Figure.__subclasses__() if one.__module__.startswith("lindero.")}
    assert ours == set(SHOWERS)


def test_every_module_that_has_a_shape_is_registered():
    names = [module.name for module in iter_modules(lindero.shapes.__path__)]
    found = [getattr(import_module(f"lindero.shapes.{name}"), "SHAPE", None) for name in names]
    assert {shape.name for shape in found if shape} == set(SHAPES)

"""The reference of rules and shapes: what may be written, and what readers get to see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import get_args

from babel import Locale

from lindero.catalogue.clauses import Side, find_common_side, show_condition
from lindero.catalogue.examples import (
    format_example,
    format_long_rule,
    format_short_rule,
    read_typed_text,
)
from lindero.catalogue.reckoned_values import is_reckoned
from lindero.catalogue.specs import (
    Conflict,
    RuleSpec,
    TopicSpec,
    ValueSpec,
    list_rule_specs,
    load_catalogue,
)
from lindero.findings.place import Source
from lindero.frozen import Frozen
from lindero.guide.editor_schema import OWED_BY
from lindero.guide.markdown import escape_cell, fill_template
from lindero.guide.points import make_points_page
from lindero.guide.sections import make_section_page
from lindero.guide.yaml_flow import format_flow
from lindero.reading.prose import Inline, Paragraph
from lindero.reading.yaml_reader import read_document
from lindero.records.sections import Brand, Business
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE, read_language_words
from lindero.rulebook.resolving import resolve_sections
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import SHAPES, Context, Refusal, Shape
from lindero.shapes.units import PERIOD_UNITS, PLURALS, PRICE_UNITS
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases

_CONTEXT = Context(tuple(LANGUAGES))


_SPOKEN = {code: Locale.parse(code).get_display_name(TOOL_LANGUAGE) for code in LANGUAGES}
"""Each language as the guides call it: `Spanish`."""


class ValueEntry(Frozen):
    """One row of a rule's values; `use` says whether it is reckoned with."""

    name: str
    shape: str
    marks: str
    use: str
    example: str
    about: str


class RuleSaying(Frozen):
    """What readers of one language see of a rule."""

    title: str
    summary: str
    paragraphs: tuple[str, ...]
    does: tuple[str, ...]


class RuleWording(Frozen):
    """What a rule says with some of its values given."""

    title: str
    languages: tuple[RuleSaying, ...]


class RuleEntry(Frozen):
    """A rule in the reference. `short` is None where nothing is shorter than the long form."""

    name: str
    about: str
    matters: str
    duty: str
    notes: tuple[str, ...]
    values: tuple[ValueEntry, ...]
    short: str | None
    long: str
    clauses: tuple[str, ...]
    wordings: tuple[RuleWording, ...]


class TopicEntry(Frozen):
    """A topic in the reference."""

    id: str
    title: str
    rules: tuple[RuleEntry, ...]


class ExampleEntry(Frozen):
    """What somebody writes, and how it is shown by language."""

    written: str
    shown: Mapping[str, str]


class MissEntry(Frozen):
    """What somebody writes that cannot be read, and the answer."""

    written: str
    answer: str


class ShapeEntry(Frozen):
    """A shape; `unseen` says what readers see where the figure itself is not shown."""

    name: str
    about: str
    written: str
    unseen: str
    examples: tuple[ExampleEntry, ...]
    misses: tuple[MissEntry, ...]


def make_reference_pages() -> dict[str, str]:
    """Every page by its path below `docs/`."""
    topics = [_make_topic_entry(spec) for spec in load_catalogue().values()]
    shapes = [_make_shape_entry(shape) for shape in SHAPES.values()]
    pages = {
        "rules/index.md": fill_template("index", topics=topics, rules=len(list_rule_specs())),
        "shapes.md": fill_template(
            "shapes",
            shapes=shapes,
            events=_list_events(),
            units=_list_units(),
            lengths=len(PERIOD_UNITS),
            spoken=_SPOKEN,
        ),
        "sections.md": make_section_page(),
        "points.md": make_points_page(),
    }
    return pages | {f"rules/{topic.id}.md": fill_template("topic", topic=topic) for topic in topics}


def make_example_rulebook(rules: Mapping[str, str]) -> Rulebook:
    """The rules, each as it stands under its topic, in the business of the reference."""
    document, found = read_document(Source("reference.yml", _format_rulebook(rules)))
    assert document and not found, found
    resolved = resolve_sections(document.data, document.places, "reference.yml", date.min)
    assert not resolved.found, resolved.found
    business = resolved.records["business"]
    assert isinstance(business, Business)
    return Rulebook(business, Brand(), {}, {}, {}, resolved.rules, resolved.topics)


def _format_rulebook(rules: Mapping[str, str]) -> str:
    """A rulebook as an author writes it."""
    about = read_shipped_yaml("wording/reference.yml")["business"]
    lines = ["business:", *(f"  {key}: {format_flow(value)}" for key, value in about.items())]
    topics = {rule_id.partition(".")[0]: None for rule_id in rules}
    for topic in topics:
        lines.append(f"{topic}:")
        lines += [
            f"  {line}"
            for rule_id, text in rules.items()
            if rule_id.startswith(f"{topic}.")
            for line in text.splitlines()
        ]
    return "\n".join(lines) + "\n"


def _make_topic_entry(topic: TopicSpec) -> TopicEntry:
    return TopicEntry(
        topic.name,
        " · ".join(topic.title.values()),
        tuple(map(_make_rule_entry, topic.rules.values())),
    )


def _make_rule_entry(spec: RuleSpec) -> RuleEntry:
    short = format_short_rule(spec)
    return RuleEntry(
        name=spec.name,
        about=spec.about,
        matters=spec.matters.get(TOOL_LANGUAGE, ""),
        duty=OWED_BY[find_common_side(spec.clauses.values(), spec.binds)],
        notes=tuple(_list_notes(spec)),
        values=tuple(_make_value_entry(spec, value) for value in spec.values.values()),
        short=short if spec.values else None,
        long=format_long_rule(spec),
        clauses=tuple(spec.clauses),
        wordings=_make_wordings(spec),
    )


def _list_notes(spec: RuleSpec) -> list[str]:
    """What else must hold, or must not."""
    notes = [f"Among the ten that matter most: number {spec.key}."] if spec.key else []
    notes += [f"Needs {_link_rules(spec.needs)}."] if spec.needs else []
    notes += (
        [f"{' and '.join(f'`{part}`' for part in spec.total)} come to 100 % together."]
        if spec.total
        else []
    )
    return notes + [
        f"Not together: {_show_contradiction(conflict)} ({conflict.because})."
        for conflict in spec.conflicts
    ]


def _show_contradiction(conflict: Conflict) -> str:
    """The answers that cannot stand beside each other."""
    return " and ".join(f"`{show_condition(condition)}`" for condition in conflict.conditions)


def _link_rules(rule_ids: tuple[str, ...]) -> str:
    return ", ".join(
        f"[`{rule_id}`]({rule_id.partition('.')[0]}.md#{rule_id.partition('.')[2]})"
        for rule_id in rule_ids
    )


def _make_value_entry(rule: RuleSpec, value: ValueSpec) -> ValueEntry:
    marks = ", ".join(
        word for word, holds in (("main", value.main), ("required", value.required)) if holds
    )
    choices = [
        f"`{name}`: {' · '.join(words.values())}" for name, words in (value.choices or {}).items()
    ]
    about = " ".join([value.about, *([f"{'; '.join(choices)}."] if choices else [])])
    use = "reckoned" if is_reckoned(rule, value) else "said only"
    example = escape_cell(format_example(value))
    return ValueEntry(value.name, value.shape, marks, use, example, escape_cell(about))


def _make_wordings(spec: RuleSpec) -> tuple[RuleWording, ...]:
    """What it says with the least, with everything, and where it is none."""
    least, everything = (
        _make_sayings(spec.id, format_long_rule(spec, only_least=only)) for only in (True, False)
    )
    return (
        *([RuleWording("With the least:", least)] if least != everything else []),
        RuleWording("With everything:", everything),
        RuleWording("As `none`:", _make_sayings(spec.id, f"{spec.name}: none")),
    )


def _make_sayings(rule_id: str, written: str) -> tuple[RuleSaying, ...]:
    rulebook = make_example_rulebook({rule_id: written})
    return tuple(
        _make_saying(rulebook, rulebook.rules[rule_id], language) for language in LANGUAGES
    )


def _make_saying(rulebook: Rulebook, rule: Rule, language: str) -> RuleSaying:
    reader = reader_for(rulebook.business, language)
    phrases, scope = Phrases(rulebook, rule, reader), Scope(rulebook, reader, str, rule)

    def show_plain(nodes: tuple[Inline, ...]) -> str:
        return inline_plain(nodes, scope)

    paragraphs = tuple(
        show_plain(block.body) for block in phrases.text if isinstance(block, Paragraph)
    )
    does = tuple(
        f"{reader.words[f'who_{side}']}: {show_plain(said)}"
        for side in get_args(Side)
        for said in phrases.describe_duties(side).values()
    )
    return RuleSaying(phrases.title, show_plain(phrases.summary), paragraphs, does)


def _make_shape_entry(shape: Shape) -> ShapeEntry:
    seen = () if shape.unseen else shape.examples
    examples = tuple(_make_example_entry(shape, text) for text in seen)
    misses = tuple(_make_miss_entry(shape, text) for text in shape.misses)
    written = ", ".join(f"`{example}`" for example in shape.examples)
    return ShapeEntry(shape.name, shape.about, written, shape.unseen, examples, misses)


def _make_example_entry(shape: Shape, text: str) -> ExampleEntry:
    figure = shape.parse(read_typed_text(text), _CONTEXT)
    business = make_example_rulebook({}).business
    shown = {
        language: reader_for(business, language).show_figure(figure, ValueSpec("", shape.name))
        for language in LANGUAGES
    }
    return ExampleEntry(
        escape_cell(text), {language: escape_cell(words) for language, words in shown.items()}
    )


def _list_events() -> list[ExampleEntry]:
    """What a deadline may count from, in every way to write it."""
    words = {code: read_language_words(code)["events"] for code in LANGUAGES}
    return [
        ExampleEntry(
            ", ".join(f"`{name}`" for name in event["names"]),
            {code: words[code][key]["on"] for code in LANGUAGES},
        )
        for key, event in read_shipped_yaml("wording/events.yml").items()
    ]


def _list_units() -> list[ExampleEntry]:
    """What may be counted and priced."""
    words = {code: read_language_words(code)["units"] for code in LANGUAGES}
    return [
        ExampleEntry(
            f"`{unit}`, `{PLURALS[unit]}`",
            {code: words[code][unit]["per"] for code in LANGUAGES},
        )
        for unit in PRICE_UNITS
    ]


def _make_miss_entry(shape: Shape, text: str) -> MissEntry:
    return MissEntry(
        escape_cell(text),
        "<br>".join(
            escape_cell(f"{message}; {help_}") for message, help_ in list_refusals(shape, text)
        ),
    )


def list_refusals(shape: Shape, text: str) -> list[tuple[str, str]]:
    """Every sentence with which a text is refused, and its way out; none where it can be read."""
    try:
        shape.parse(read_typed_text(text), _CONTEXT)
    except Refusal as refused:
        return [(problem.message, problem.help or "") for problem in refused.problems]
    return []

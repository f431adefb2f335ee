"""Every rule reads cleanly in every combination of its values, both languages and every voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, islice, product
from typing import get_args

import pytest

from lindero.catalogue.clauses import CLIENT, NO_RULE, Sentence, Side, find_figure_names
from lindero.catalogue.facts import Fact
from lindero.catalogue.points import load_points
from lindero.catalogue.specs import (
    WORK_STAGES,
    RuleSpec,
    ValueSpec,
    list_rule_specs,
    load_catalogue,
)
from lindero.expected.lexicon import find_lexicon
from lindero.expected.matching import Mismatch, Surface, compare_surface
from lindero.expected.patterns import Patterns
from lindero.expected.rules import list_sentences as list_rule_sentences
from lindero.expected.speech import Speech, Statement
from lindero.findings.place import Source
from lindero.reading.yaml_reader import read_document
from lindero.records.parsers import CLIENTS
from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE, read_language_words
from lindero.resources.voices import Voice
from lindero.rulebook.rule import Rule
from lindero.shapes import SHAPES, Context, Figure
from lindero.shapes.deadlines import load_event_names
from lindero.wording.figures import make_reader
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from lindero.wording.reader import Reader

AT_MOST = 400
EVERY = 9  # reading back takes longer than saying
THIRD_PERSON = re.compile(
    r"\b(el cliente|al cliente|del cliente|the client|estudio|studio)\b", re.IGNORECASE
)
READERS = [
    make_reader(language, "ES", speaker, address)
    for language in ("es", "en")
    for speaker in ("I", "we")
    for address in ("tú", "usted")
]
PATTERNS = {code: Patterns(find_lexicon(code, "ES"), marked=False) for code in ("es", "en")}
# What a value may be, as far as wording turns on it: kinds, one and several, yes and no.
OUTSIDE = (
    "{source: {es: tipo de referencia del BCE, en: ECB reference rate}, "
    "plus: 8 points, as of: 2026-07-01, value: 2.15 %}"
)
TYPED = {
    "percent": ["40 %"],
    "money": ["50 EUR"],
    "price": ["65 EUR per hour", "on request", "from 90 EUR"],
    "amount": [
        "40 %",
        "50 EUR",
        "larger of 30 % and 500 EUR",
        "smaller of 20 % and 300 EUR",
        "15 %, at least 40 EUR",
    ],
    "charge": [
        "40 %",
        "50 EUR",
        "larger of 30 % and 500 EUR",
        "smaller of 20 % and 300 EUR",
        "15 %, at least 40 EUR, at most 300 EUR",
        "45 EUR per hour",
        "2 hours",
        "1.5 ×",
        "on request",
    ],
    "multiple": ["1.5 ×"],
    "pace": ["1 business day per 1000 words", "2500 words per business day"],
    "period": ["1 day", "10 business days"],
    "deadline": [
        "15 days after invoice",
        "2 business days before meeting",
        "on signature",
        "before start",
    ],
    "rate": [
        "1.5 % per month",
        "10 % per year",
        "5 % per 14 days",
        "5 EUR per day",
        "5 % once",
        "statutory",
        OUTSIDE,
    ],
    "count": ["0", "1", "2"],
    "yes-no": ["yes", "no"],
    "text": ["{es: algo, en: something}"],
    "list": ["{es: [uno], en: [one]}", "{es: [uno, dos], en: [one, two]}"],
    "hours": ["Mon–Fri 09:00–18:00", "Mon–Thu 09:00–18:00, Fri 09:00–14:00"],
    "stages": [
        "[{at: {es: al final, en: at the end}, share: 100 %}]",
        "[{at: {es: a, en: a}, share: 40 %}, {at: {es: b, en: b}, share: 60 %}]",
        "[{at: {es: a, en: a}, share: 40 EUR}, {at: {es: b, en: b}, share: 60 %}]",
    ],
    "date": ["2026-12-01"],
    "clock": ["17:00"],
    "seasons": [
        "[{from: 07-01, until: 08-31, hours: Mon–Fri 08:00–15:00, name: {es: verano, en: summer}}]",
        (
            "[{from: 07-01, until: 08-31, hours: Mon–Thu 08:00–15:00}, "
            "{from: 2026-12-24, closed: yes}]"
        ),
    ],
    "absences": [
        "[{from: 08-01, until: 08-21}]",
        "[{from: 08-01, until: 08-21}, {from: 2026-12-24, until: 2027-01-01}]",
    ],
}
BRACKETS = {
    "share": [
        "[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]",
        "[{up to: 14 days, share: 50 %}]",
    ],
    "price": ["[{up to: 10, price: 90 EUR}, {over: 10, price: 80 EUR per hour}]"],
    "fee": [
        (
            "[{up to: 999.99 GBP, fee: 40 GBP}, {up to: 9999.99 GBP, fee: 70 GBP}, "
            "{over: 9999.99 GBP, fee: 100 GBP}]"
        ),
        "[{up to: 24 hours, fee: 100 %}, {up to: 48 hours, fee: 50 %}]",
    ],
    "period": [
        "[{up to: 1000 EUR, period: 5 business days}, {over: 1000 EUR, period: 10 business days}]"
    ],
    "rate": ["[{up to: 30 days, rate: 1 % per month}, {over: 30 days, rate: 2 % per month}]"],
}


def figures_of(spec: ValueSpec) -> list[Figure]:
    if spec.choices:
        return [
            SHAPES["choice"].parse(typed(name), Context(choices=spec.choices))
            for name in spec.choices
        ]
    texts = BRACKETS[spec.gives] if spec.shape == "brackets" else TYPED[spec.shape]
    texts = [*texts, "0 EUR"] if spec.nothing == "said" else texts
    figures = [
        SHAPES[spec.shape].parse(typed(text), Context(("es", "en"), gives=spec.gives))
        for text in texts
    ]
    return [figure for figure in figures if not spec.kinds or {*figure.kinds} & {*spec.kinds}]


def typed(text: str) -> object:
    document, found = read_document(Source("a.yml", f"v: {text}\n"))
    assert document
    assert not found
    return document.data["v"]


def combinations_of(spec: RuleSpec) -> Iterator[dict[str, Figure]]:
    """The required values alone, with each other one, with each pair, with all; in all forms."""
    required = [name for name, value in spec.values.items() if value.required]
    optional = [name for name, value in spec.values.items() if not value.required]
    for more in (
        *combinations(optional, 0),
        *combinations(optional, 1),
        *combinations(optional, 2),
        tuple(optional),
    ):
        names = [*required, *more]
        for chosen in islice(product(*(figures_of(spec.values[name]) for name in names)), AT_MOST):
            yield dict(zip(names, chosen, strict=True))


def make_rule(spec: RuleSpec, figures: dict[str, Figure]) -> Rule:
    facts = {
        name: Fact(f"{spec.id}.{name}", figure, spec.values[name])
        for name, figure in figures.items()
    }
    return Rule(spec.id, facts, spec, clauses=tuple(spec.clauses.values()))


def say_rule(spec: RuleSpec, figures: dict[str, Figure], reader: Reader, example) -> dict[str, str]:
    rule = make_rule(spec, figures)
    phrases, scope = (
        Phrases(example.rulebook, rule, reader),
        Scope(example.rulebook, reader, str, rule),
    )
    parts = {
        "summary": phrases.summary,
        "brief": phrases.brief,
    }
    parts |= {
        f"duty {name}": line
        for side in get_args(Side)
        for name, line in phrases.describe_duties(side).items()
    }
    parts |= {f"text {at}": block.body for at, block in enumerate(phrases.text)}
    return {name: inline_plain(nodes, scope) for name, nodes in parts.items()}


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_a_rule_reads_cleanly_in_every_combination(rule_id, example):
    spec = list_rule_specs()[rule_id]
    has_voices = any("you" in clause.ways for clause in spec.clauses.values())
    for at, figures in enumerate(combinations_of(spec)):
        for reader in READERS if has_voices else READERS[::4]:
            parts = say_rule(spec, figures, reader, example)
            where = (reader, {name: figure.written for name, figure in figures.items()}, parts)
            # Whatever is answered, something is said.
            assert bool(parts["summary"]) is bool(figures), where
            assert bool(parts["brief"]) is bool(figures), where
            for name, text in parts.items():
                # The table of both sides speaks to the client: it says you, and I or we.
                spoken_of = name.startswith("duty ") and THIRD_PERSON.search(text)
                assert not spoken_of, (name, text, where)
            for text in filter(None, parts.values()):
                assert not re.search(
                    r"[][{}|]|\s{2}|\.\.|\s[.,;:]|None|undefined|\bde el\b|\ba el\b", text
                ), (text, where)
                assert text[-1] in ".?!", (text, where)
                assert text[0].upper() == text[0], (text, where)
            if at % EVERY == 0 and reader in READERS[::4]:
                assert read_back(spec, figures, reader, example, parts) == [], where


def read_back(spec, figures, reader, example, parts) -> list[Mismatch]:
    """What does not agree when the sentences are read by the side that knows no wording."""
    speech = Speech(example.rulebook, reader.language)
    speech.voice = Voice(reader.language, reader.speaker, reader.address_form)
    rule = make_rule(spec, figures)
    texts = [text for name, text in parts.items() if name.startswith("text ")]
    said = Surface(" ".join([parts["summary"], *texts]))
    wanted = [Statement(spec.id, sentence) for sentence in list_rule_sentences(speech, rule)]
    return compare_surface(said, wanted, PATTERNS[reader.language]).mismatches


def list_sentences(spec: RuleSpec) -> list[Sentence]:
    return [
        way for clause in spec.clauses.values() for ways in clause.ways.values() for way in ways
    ]


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_both_languages_name_the_same_figures(rule_id):
    for sentence in list_sentences(list_rule_specs()[rule_id]):
        named = {
            language: {
                frozenset(find_figure_names(text)) for text in leaves(sentence.words[language])
            }
            for language in ("es", "en")
        }
        assert len({*named["es"], *named["en"]}) == 1, sentence.words


def leaves(words) -> list[str]:
    return (
        [words]
        if isinstance(words, str)
        else [text for inner in words.values() for text in leaves(inner)]
    )


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_a_conflict_looks_at_values_that_there_are(rule_id):
    for conflict in list_rule_specs()[rule_id].conflicts:
        assert re.search(r"[^.]$", conflict.because)
        for name, conditions in conflict.conditions.items():
            if [condition.name for condition in conditions] == [NO_RULE] and name != rule_id:
                continue
            for condition in conditions:
                if condition.name == CLIENT:
                    assert condition.value in CLIENTS
                    continue
                value = list_rule_specs()[name].values[condition.name]
                if value.shape == "deadline":
                    events = load_event_names().values()
                    assert condition.value in {*SHAPES["deadline"].kinds, *events}
                    continue
                assert (
                    condition.value is None
                    or value.shape == "count"
                    or condition.value in (value.choices or {"yes", "no"})
                )


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_a_rule_is_whole(rule_id):
    spec = list_rule_specs()[rule_id]
    assert spec.about.endswith(".")
    assert spec.stage in WORK_STAGES
    assert {
        *spec.needs,
        *(rule for conflict in spec.conflicts for rule in conflict.conditions),
    } <= list_rule_specs().keys()
    assert len([value for value in spec.values.values() if value.main]) <= 1
    for words in (spec.title, spec.label, spec.none):
        assert words.keys() == {"es", "en"}
    assert all(language_text.endswith(".") for language_text in spec.none.values())
    for value in spec.values.values():
        assert value.shape in SHAPES
        assert not value.kinds or {*value.kinds} <= SHAPES[value.shape].kinds.keys()
        assert value.about.endswith(".")
        assert value.name not in {"title", "summary", "text", "why"}


def test_what_can_stand_beside_another_answer_is_an_answer():
    for point in load_points().values():
        assert {*point.beside} <= {*point.answers}, point.name


def test_the_topics_come_in_order_and_have_a_title():
    topics = load_catalogue()
    assert list(topics) == ["payment", "work", "time", "endings", "rights", "conduct"]
    assert all(topic.title.keys() == {"es", "en"} for topic in topics.values())


def branches(words, path=()) -> dict[tuple, set[str]]:
    """What a text at each place lets code fill in; voice and plural are a language's own matter."""
    if isinstance(words, dict) and not words.keys() & {"i", "we", "tu", "usted", "one", "other"}:
        return {
            place: fields
            for key, inner in words.items()
            for place, fields in branches(inner, (*path, key)).items()
        }
    texts = words if isinstance(words, list) else leaves(words)
    return {path: {field for text in texts for field in re.findall(r"\{([a-z]+)\}", text)}}


AGREEMENT = {("one_counted",), ("no_counted",), ("by_one",)}


@pytest.mark.parametrize("language", set(LANGUAGES) - {TOOL_LANGUAGE})
def test_every_language_has_the_same_words(language):
    own, tool = (branches(read_language_words(code)) for code in (language, TOOL_LANGUAGE))
    units = {path for path in tool if path[0] == "units" and path[-1] in {"symbol", "full"}}
    # What a counted noun agrees with is each language's own affair.
    units |= {path for path in own.keys() | tool.keys() if path[1:2] in AGREEMENT}
    assert own.keys() - units == tool.keys() - units
    assert [path for path in own.keys() - units if own[path] != tool[path]] == []


def test_what_is_idle_beside_nothing_are_other_values_of_the_rule():
    for spec in list_rule_specs().values():
        for value in spec.values.values():
            assert {*value.idle} <= spec.values.keys() - {value.name}, (spec.id, value.name)
            assert not value.idle or value.nothing == "none"


def test_no_figure_is_typed_into_the_wording():
    for spec in list_rule_specs().values():
        for sentence in list_sentences(spec):
            for text in leaves(sentence.words):
                assert not re.search(r"[0-9]", re.sub(r"\{\{.*?\}\}", "", text)), text

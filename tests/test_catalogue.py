"""The shipped wording: every rule, in every combination of its values, in both languages and every voice, reads cleanly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, islice, product

import pytest

from lindero.catalogue import STAGES, RuleSpec, Sentence, ValueSpec, figure_names, load_catalogue, rule_specs
from lindero.markup import Scope, inline_plain
from lindero.phrases import Phrases
from lindero.reading import Source, read_document
from lindero.records import rule_record
from lindero.rulebook import Fact, Rule
from lindero.shapes import SHAPES, Figure, Surroundings
from lindero.vocabulary import read_data
from lindero.wording import Reader

AT_MOST = 400
READERS = [Reader(language, "ES", speaker, address) for language in ("es", "en") for speaker in ("I", "we") for address in ("tú", "usted")]
# What a value may be, as far as wording turns on it: kinds, one and several, yes and no.
TYPED = {
    "percent": ["40 %"],
    "money": ["50 EUR"],
    "price": ["65 EUR per hour", "on request", "from 90 EUR"],
    "period": ["1 day", "10 business days"],
    "deadline": ["15 days after invoice", "2 business days before meeting", "on signature"],
    "rate": ["1.5 % per month", "5 EUR per day", "5 % once", "statutory"],
    "count": ["0", "1", "2"],
    "yes-no": ["yes", "no"],
    "text": ["{es: algo, en: something}"],
    "list": ["{es: [uno], en: [one]}", "{es: [uno, dos], en: [one, two]}"],
    "hours": ["Mon–Fri 09:00–18:00", "Mon–Thu 09:00–18:00, Fri 09:00–14:00"],
    "stages": [
        "[{at: {es: al final, en: at the end}, share: 100 %}]",
        "[{at: {es: a, en: a}, share: 40 %}, {at: {es: b, en: b}, share: 60 %}]",
    ],
    "date": ["2026-12-01"],
}


def figures_of(spec: ValueSpec) -> list[Figure]:
    if spec.choices:
        return [SHAPES["choice"].parse(typed(name), Surroundings(choices=spec.choices)) for name in spec.choices]
    return [SHAPES[spec.shape].parse(typed(text), Surroundings(("es", "en"))) for text in TYPED[spec.shape]]


def typed(text: str) -> object:
    document, found = read_document(Source("a.yml", f"v: {text}\n"))
    assert document
    assert not found
    return document.data["v"]


def combinations_of(spec: RuleSpec) -> Iterator[dict[str, Figure]]:
    """The required values alone, with each other one, with each pair, with all; each in all that it may be."""
    required = [name for name, value in spec.values.items() if value.required]
    optional = [name for name, value in spec.values.items() if not value.required]
    for more in (*combinations(optional, 0), *combinations(optional, 1), *combinations(optional, 2), tuple(optional)):
        names = [*required, *more]
        for chosen in islice(product(*(figures_of(spec.values[name]) for name in names)), AT_MOST):
            yield dict(zip(names, chosen, strict=True))


def said(spec: RuleSpec, figures: dict[str, Figure], reader: Reader, example) -> dict[str, str]:
    facts = {name: Fact(f"{spec.id}.{name}", figure, spec.values[name]) for name, figure in figures.items()}
    rule = Rule(spec.id, spec.duty, facts, spec)
    phrases, scope = Phrases(example.rulebook, rule, reader), Scope(example.rulebook, reader, str, rule)
    parts = {"summary": phrases.summary, "brief": phrases.brief, "client": phrases.does("client"), "freelancer": phrases.does("freelancer")}
    parts |= {f"text {at}": block.body for at, block in enumerate(phrases.text)}
    return {name: inline_plain(nodes, scope) for name, nodes in parts.items()}


@pytest.mark.parametrize("rule_id", rule_specs())
def test_a_rule_reads_cleanly_in_every_combination(rule_id, example):
    spec = rule_specs()[rule_id]
    for figures in combinations_of(spec):
        for reader in READERS if spec.does else READERS[::4]:
            parts = said(spec, figures, reader, example)
            where = (reader, {name: figure.written for name, figure in figures.items()}, parts)
            assert parts["summary"], where
            assert parts["brief"], where
            assert parts.get("text 0"), where
            for text in filter(None, parts.values()):
                assert not re.search(r"[{}|]|\s{2}|\.\.|\s[.,;:]|None|undefined|\bde el\b|\ba el\b", text), (text, where)
                assert text[-1] in ".?!", (text, where)
                assert text[0].upper() == text[0], (text, where)


@pytest.mark.parametrize("rule_id", rule_specs())
def test_both_languages_name_the_same_figures(rule_id):
    spec = rule_specs()[rule_id]
    for sentence in (*spec.summary, *spec.brief, *spec.text, *(line for lines in spec.does.values() for line in lines)):
        named = {language: {frozenset(figure_names(text)) for text in leaves(sentence.words[language])} for language in ("es", "en")}
        assert len({*named["es"], *named["en"]}) == 1, sentence


def leaves(words) -> list[str]:
    return [words] if isinstance(words, str) else [text for inner in words.values() for text in leaves(inner)]


@pytest.mark.parametrize("rule_id", rule_specs())
def test_a_sentence_asks_only_for_values_that_the_rule_has(rule_id):
    spec = rule_specs()[rule_id]
    sentences: list[Sentence] = [*spec.summary, *spec.brief, *spec.text, *(line for lines in spec.does.values() for line in lines)]
    for sentence in sentences:
        assert sentence.figures <= spec.values.keys()
        for condition in sentence.conditions:
            assert condition.name in spec.values
            if condition.value is not None and spec.values[condition.name].choices:
                assert condition.value in spec.values[condition.name].choices


@pytest.mark.parametrize("rule_id", rule_specs())
def test_a_rule_is_whole(rule_id):
    spec = rule_specs()[rule_id]
    assert spec.about.endswith(".")
    assert spec.duty in {"client", "freelancer", "both"}
    assert spec.stage in {None, *STAGES}
    assert {*spec.needs, *spec.conflicts} <= rule_specs().keys()
    assert len([value for value in spec.values.values() if value.main]) <= 1
    for words in (spec.title, spec.label, spec.none):
        assert words.keys() == {"es", "en"}
    assert all(language_text.endswith(".") for language_text in spec.none.values())
    for value in spec.values.values():
        assert value.shape in SHAPES
        assert value.about.endswith(".")
        assert value.name not in {"title", "summary", "text", "why"}


@pytest.mark.parametrize("rule_id", rule_specs())
def test_the_example_of_every_value_can_be_written(rule_id):
    for spec in rule_specs()[rule_id].values.values():
        if isinstance(spec.example, str) and spec.shape not in {"list", "stages", "text"}:
            rule_record(rule_id).leaves[spec.name].parse(typed(spec.example), Surroundings(("es", "en"), spec.choices or {}))


def test_the_topics_come_in_order_and_have_a_title():
    topics = load_catalogue()
    assert list(topics) == ["payment", "work", "time", "endings", "rights", "conduct"]
    assert all(topic.title.keys() == {"es", "en"} for topic in topics.values())


def test_pages_have_the_same_words_in_both_languages():
    spanish, english = (read_data(f"wording/{language}.yml") for language in ("es", "en"))
    assert spanish.keys() == english.keys()
    for key, words in spanish.items():
        fields = [{field for text in leaves(side) for field in re.findall(r"\{([a-z]+)\}", text)} for side in (words, english[key])]
        assert fields[0] == fields[1], key


def test_no_figure_is_typed_into_the_wording():
    for spec in rule_specs().values():
        for sentence in (*spec.summary, *spec.brief, *spec.text):
            for text in leaves(sentence.words):
                assert not re.search(r"[0-9]", re.sub(r"\{\{.*?\}\}", "", text)), text

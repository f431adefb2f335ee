"""Every rule reads cleanly in every combination of its values, both languages and every voice."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from lindero.catalogue.clauses import CLIENT, Sentence, Side, find_figure_names
from lindero.catalogue.points import load_points
from lindero.catalogue.specs import (
    WORK_STAGES,
    RuleSpec,
    list_rule_specs,
    load_catalogue,
)
from lindero.expected.lexicon import find_lexicon
from lindero.expected.matching import Mismatch, Surface, compare_surface
from lindero.expected.patterns import Patterns
from lindero.expected.rules import list_sentences as list_rule_sentences
from lindero.expected.speech import Speech, Statement
from lindero.records.parsers import CLIENTS
from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE, read_language_words
from lindero.resources.voices import Voice
from lindero.shapes import SHAPES, Figure
from lindero.shapes.deadlines import load_event_names
from lindero.wording.figures import make_reader
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from lindero.wording.reader import Reader
from support.rule_figures import combinations_of, make_rule

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
        for reader in choose_readers(at) if has_voices else READERS[::4]:
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


def choose_readers(at: int) -> list[Reader]:
    """All voices now and then; in between one for each language, each in its turn."""
    return READERS if at % EVERY == 0 else [READERS[at % 4], READERS[4 + at % 4]]


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
def test_conflicts_and_claims_look_at_values_that_there_are(rule_id):
    spec = list_rule_specs()[rule_id]
    assert all(re.search(r"[^.]$", conflict.because) for conflict in spec.conflicts)
    for condition in [one for held in (*spec.conflicts, *spec.claims) for one in held.conditions]:
        if condition.name == CLIENT:
            assert condition.value in CLIENTS
            continue
        value = spec.values[condition.name]
        if value.shape == "deadline":
            events = load_event_names().values()
            assert condition.value in {*SHAPES["deadline"].kinds, *events}
            continue
        assert (
            condition.value is None
            or value.shape == "count"
            or condition.value in SHAPES[value.shape].kinds
            or condition.value in (value.choices or {"yes", "no"})
        )


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_a_rule_is_whole(rule_id):
    spec = list_rule_specs()[rule_id]
    assert spec.about.endswith(".")
    assert spec.stage in WORK_STAGES
    assert {*spec.needs} <= list_rule_specs().keys()
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

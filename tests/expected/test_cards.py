"""Cards of every rule, with and without other cases, say what they must and nothing else."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from lindero.catalogue.specs import list_rule_specs
from lindero.expected.cards import list_card_items
from lindero.expected.lexicon import find_lexicon
from lindero.expected.matching import Surface, compare_surface
from lindero.expected.patterns import Patterns
from lindero.expected.speech import Speech
from lindero.rulebook.cases import Case
from lindero.wording.case_lines import describe_card
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from support.rule_figures import combinations_of, make_rule

CARDS = 12


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_a_card_is_read_back_in_every_case(rule_id, example):
    spec, book = list_rule_specs()[rule_id], example.rulebook
    chance = random.Random(rule_id)
    answers = [figures for figures in combinations_of(spec) if figures]
    for _ in range(CARDS):
        main, *others = chance.choices(answers, k=chance.choice([1, 2, 3]))
        rule = make_rule(spec, main)
        cases = [Case(services=(service,)) for service in book.services]
        rule = replace(
            rule,
            clients=book.business.clients,
            others=tuple(
                replace(make_rule(spec, figures), written_case=case, case=case, is_other=True)
                for figures, case in zip(others, cases, strict=False)
            ),
        )
        for language in book.languages:
            told = replace(book, rules={**book.rules, rule_id: rule})
            words = show_card(told, rule, language)
            items = tuple(list_card_items(Speech(told, language), rule))
            patterns = Patterns(find_lexicon(language, book.business.country), marked=False)
            assert compare_surface(Surface(words), items, patterns).mismatches == [], words


def show_card(book, rule, language: str) -> str:
    reader = reader_for(book.business, language)
    card, main = describe_card(book, rule, reader), rule.main
    head = [Phrases(book, rule, reader).title]
    if main:
        head = [reader.show_figure(main.figure, main.spec, "large"), card.label]
    lines = (inline_plain(line.body, Scope(book, reader, str, line.rule)) for line in card.lines)
    return "\n".join([*head, *lines])

"""Sentences of the author with what the rules publish beside them, for people and for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from lindero.findings.place import Place, Span
from lindero.guide.price_statements import PriceStatement
from lindero.guide.unread_sentences import OwnSentence, Published
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.site.pricing_views import PricingMaker
from lindero.spoken.known_addresses import SERVICES, TAXES
from lindero.wording.case_lines import group_variants
from lindero.wording.cases import raise_start
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases

WIDTH = 80

_ALONE = "These speak of no rule that we can tell. Do they promise anything that a rule denies?"


def show_side_by_side(book: Rulebook, sentences: Sequence[OwnSentence]) -> str:
    """Each sentence with its place, and under it what the rules publish.

    At the end those of which nobody can tell what they speak of.
    """
    beside = [_show_beside(book, one) for one in sentences if one.beside]
    alone = [_show_beside(book, one) for one in sentences if not one.beside]
    return "\n\n".join([*beside, *([_ALONE, *alone] if alone else [])])


def _show_beside(book: Rulebook, sentence: OwnSentence) -> str:
    published = (
        _indent(f"{one.id}: {_show_published(book, one, sentence.language)}", 4)
        for one in sentence.beside
    )
    return "\n".join([_show_place(sentence.place), _indent(sentence.words, 2), *published])


def encode_side_by_side(book: Rulebook, sentences: Sequence[OwnSentence]) -> str:
    """The same as JSON."""
    told = [
        {
            "place": _show_place(one.place),
            "language": one.language,
            "sentence": one.words,
            "beside": {rule.id: _show_published(book, rule, one.language) for rule in one.beside},
        }
        for one in sentences
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _show_place(place: Place) -> str:
    return f"{place.path}:{place.line}" if isinstance(place, Span) else place.path


def _indent(text: str, by: int) -> str:
    further = " " * by
    return textwrap.fill(text, WIDTH, initial_indent=further, subsequent_indent=further)


def _show_published(book: Rulebook, one: Published, language: str) -> str:
    """What is published of a rule, or of prices."""
    if isinstance(one, PriceStatement):
        return _show_prices(book, one, language)
    return _show_rule(book, one.rule, language)


def _show_prices(book: Rulebook, one: PriceStatement, language: str) -> str:
    """What the pricing page says of taxes or of a service, without its marks."""
    content = PricingMaker(Scope(book, reader_for(book.business, language), str)).make_content()
    if one.id == TAXES:
        return content.services_note.striptags()
    shown = next(view for view in content.services if f"{SERVICES}{view.id}" == one.id)
    prices = [f"{one.name.striptags()}: {one.price.striptags()}" for one in shown.parts]
    first = "; ".join([f"{shown.name}: {shown.price.striptags()}", *prices])
    notes = [note.striptags() for note in (*shown.notes, shown.saving) if note]
    return " ".join([f"{first}.", *notes])


def _show_rule(book: Rulebook, rule: Rule, language: str) -> str:
    """All that a rule publishes, each case with its condition before it."""
    reader = reader_for(book.business, language)

    def say(variant: Rule) -> str:
        phrases, scope = Phrases(book, variant, reader), Scope(book, reader, str, variant)
        ours = [clause for clause in variant.said if not clause.prose]
        said = [line for clause in ours for line in phrases.list_lines(clause)]
        said = said or [phrases.summary]
        return " ".join(inline_plain(sentence, scope) for sentence in said if sentence)

    groups = group_variants(book, rule, reader, say)
    cases = ((raise_start(group.case), say(group.rule)) for group in groups)
    return " ".join(f"{case}: {said}" if case else said for case, said in cases)

"""A text says the same figures in every language: readers of two would be promised two things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from lindero.checks.context import CheckContext
from lindero.checks.prose import locate_token
from lindero.findings.finding import Finding, Related
from lindero.findings.place import Span
from lindero.reading.tree import PlaceTree
from lindero.shapes import Count, Money, Percent, Period, Text, YesNo
from lindero.shapes.shape import walk_parts
from lindero.spoken.first_look import is_spoken, may_differ_in_numbers

_WORDLESS = (Count, Money, Percent, Period, YesNo)
"""Most figures, none of which has words of the author's inside."""


def find_uneven_figures(context: CheckContext) -> Iterator[Finding]:
    """Figures of which the text in another language says another."""
    for told, placed in _list_texts(context):
        spoken = tuple(
            (language, text) for language, text in told.by_language if is_spoken(language)
        )
        # Most texts have no number, and reading the others takes a while.
        if len(spoken) > 1 and may_differ_in_numbers(spoken):
            yield from _compare_languages(context, placed, spoken)


def _list_texts(context: CheckContext) -> Iterator[tuple[Text, PlaceTree]]:
    """The author's texts, those inside the values of rules too: a stage may name a time."""
    for prose in context.resolved.prose:
        yield prose.text, prose.placed
    for rule in context.rulebook.rules.values():
        for fact in (fact for variant in rule.variants for fact in variant.facts.values()):
            if isinstance(fact.figure, _WORDLESS):
                continue
            for part in walk_parts(fact.figure):
                if isinstance(part, Text):
                    yield part, context.places.find_piece(fact.path)


def _compare_languages(
    context: CheckContext, placed: PlaceTree, spoken: Sequence[tuple[str, str]]
) -> Iterator[Finding]:
    from lindero.spoken.typed_figures import (  # noqa: PLC0415 - rarely used
        find_uneven_pair,
        list_typed_figures,
    )

    currency = context.rulebook.business.currency
    typed = {language: list_typed_figures(text, language, currency) for language, text in spoken}
    for one, other in combinations(typed, 2):
        if uneven := find_uneven_pair(typed[one], typed[other]):
            first, second = (locate_token(placed, said.words, 0, context.home) for said in uneven)
            message = f"`{uneven[1].words}` is said to readers of `{other}`"
            message += f", and `{uneven[0].words}` to those of `{one}`"
            help_ = "say the same figure in every language"
            near = (Related(first, f"in `{one}`"),) if isinstance(first, Span) else ()
            yield Finding("uneven-figures", message, second, help_, related=near)

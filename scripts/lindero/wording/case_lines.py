"""A rule with several cases in the few words of a card: each case with its condition before it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace

from lindero.frozen import Frozen
from lindero.reading.prose import Inline, Mention, Strong, Words
from lindero.rulebook.cases import Case
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import BoundedCharge, Brackets, Comparison, Figure
from lindero.wording.amounts import show_bound_beside
from lindero.wording.cases import name_cases, raise_start, show_case
from lindero.wording.consumer_sums import describe_consumer_sums
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from lindero.wording.reader import Reader


class CaseGroup(Frozen):
    """Variants that say the same, by the first of them; `case` is empty where that always holds."""

    rule: Rule
    case: str


class CardLine(Frozen):
    """A line of a card's text, and the variant whose figures go by their short names in it."""

    rule: Rule
    body: tuple[Inline, ...]


class CardWords(Frozen):
    """What stands under a card's large figure: its label, and a line for each case."""

    label: str
    lines: tuple[CardLine, ...]


def group_variants(
    rulebook: Rulebook, rule: Rule, reader: Reader, say: Callable[[Rule], Hashable]
) -> list[CaseGroup]:
    """The variants of a rule, those that say the same folded into one."""
    if not rule.others:
        return [CaseGroup(rule, name_cases(rulebook, [rule], reader))]
    groups: dict[Hashable, list[Rule]] = {}
    for variant in rule.variants:
        groups.setdefault(say(variant), []).append(variant)
    if len(groups) == 1 and not rule.is_partial:
        return [CaseGroup(rule, "")]
    return [
        CaseGroup(variants[0], name_cases(rulebook, variants, reader))
        for variants in groups.values()
    ]


def describe_card(rulebook: Rulebook, rule: Rule, reader: Reader) -> CardWords:
    """The words of a card; one whose rule has no figure to show is given its line alone."""
    return _CardWriter(rulebook, rule, reader).describe_card()


class _CardWriter:
    def __init__(self, rulebook: Rulebook, rule: Rule, reader: Reader) -> None:
        self._rulebook, self._rule, self._reader = rulebook, rule, reader
        self._has_figure = rule.main is not None

    def describe_card(self) -> CardWords:
        groups = group_variants(self._rulebook, self._rule, self._reader, self._say)
        if not groups[0].case:
            groups[0] = replace(groups[0], case=self._name_people())
        first, *others = groups
        label, words = self._speak(self._rule).label, self._tell_first(others)
        label = ", ".join(filter(None, (label, self._show_bound(words))))
        if first.case and words and not self._share_words(group.rule for group in others):
            words = _put_case_before(first, words)
        elif first.case:
            label = f"{label}, {first.case}"
        told = [_put_case_before(group, self._tell_other(group.rule)) for group in others]
        rules = (group.rule for group in groups)
        lines = tuple(map(CardLine, rules, (words, *told)))
        return CardWords(label, (*lines, *self._list_consumer_lines(groups)))

    def _list_consumer_lines(self, groups: Iterable[CaseGroup]) -> Iterator[CardLine]:
        """What private clients pay, of each case that businesses read, too."""
        for group in groups:
            said = describe_consumer_sums(self._rulebook, group.rule, self._reader)
            if said:
                named = _put_case_before(group, said) if self._rule.others and group.case else said
                yield CardLine(group.rule, named)

    def _share_words(self, others: Iterable[Rule]) -> bool:
        """Whether other cases have other figures, and the words beside the first hold in them too.

        With its condition before them they would seem to hold in the first case alone.
        """
        sized = [rule for rule in others if not rule.is_none]
        in_full = any(map(self._reads_like_first, sized))
        alike = all(self._show_plain(rule) == self._show_plain(self._rule) for rule in sized)
        return self._has_figure and bool(sized) and alike and not in_full

    def _show_bound(self, words: Iterable[Inline]) -> str:
        """The bound of the large figure, unless the words beside it show all of that figure."""
        main = self._rule.main
        if main is None or main.name in _list_figures(words):
            return ""
        return show_bound_beside(self._reader, main.figure)

    def _name_people(self) -> str:
        """Whom a rule about one kind of client is about, where others read it, too."""
        client = self._rule.spec.client if self._rule.spec else ""
        if not client or {*self._rule.clients} <= {client} or self._rule.is_none:
            return ""
        return show_case(Case(client), self._rulebook, self._reader)

    def _speak(self, rule: Rule) -> Phrases:
        return Phrases(self._rulebook, rule, self._reader)

    def _choose_words(self, rule: Rule) -> tuple[Inline, ...]:
        """What a rule says beside its large figure; in its place, what it says in one line."""
        phrases, main = self._speak(rule), rule.main
        if not self._has_figure:
            return phrases.summary or phrases.brief
        if main and isinstance(main.figure, Brackets):
            # Large, they only say from where to where.
            return (Mention(main.name, "of", ""), Words(". "), *phrases.brief)
        return phrases.brief

    def _tell_first(self, others: Iterable[CaseGroup]) -> tuple[Inline, ...]:
        """The case of the large figure; in full where another one only differs from it in full."""
        if any(self._reads_like_first(group.rule) for group in others):
            return self._tell_in_full(self._rule)
        return self._choose_words(self._rule)

    def _tell_other(self, rule: Rule) -> tuple[Inline, ...]:
        """What another case says: the figure, where nothing but that is different."""
        words, main = self._choose_words(rule), rule.main
        if self._reads_like_first(rule) or (self._has_figure and not rule.is_none and not main):
            return self._tell_in_full(rule)
        if not self._has_figure or main is None or self._find_figure(rule) == self._own_figure:
            return words
        bounded = isinstance(main.figure, BoundedCharge | Comparison)
        figure = (Mention(main.name, "" if bounded else "short", ""), Words("."))
        if not words or self._show_plain(rule) == self._show_plain(self._rule):
            return figure
        # Our one line has the figure in it; an author's need not.
        whole = words == self._speak(rule).summary and not rule.summary
        return words if whole else (*figure, Words(" "), *words)

    def _tell_in_full(self, rule: Rule) -> tuple[Inline, ...]:
        """The sentence with its figure, and what else there is that has not been said already."""
        phrases, words = self._speak(rule), self._choose_words(rule)
        summary = phrases.summary
        again = rule is not self._rule and self._show_plain(rule) == self._show_plain(self._rule)
        figures = _list_figures(words)
        repeats = bool(figures) and figures <= _list_figures(summary)
        told = phrases.tells_lead or summary == words or repeats
        return summary if again or told or not words else (*summary, Words(" "), *words)

    def _reads_like_first(self, rule: Rule) -> bool:
        """Whether another figure is the same in short: of `30 %, at least 100 €` too, `30 %`."""
        other = self._find_figure(rule) != self._own_figure
        return other and self._show_figure(rule) == self._show_figure(self._rule)

    @property
    def _own_figure(self) -> Figure | None:
        return self._find_figure(self._rule)

    def _find_figure(self, rule: Rule) -> Figure | None:
        main = rule.main if self._has_figure else None
        return main.figure if main else None

    def _show_figure(self, rule: Rule) -> str:
        main = rule.main
        return self._reader.show_figure(main.figure, main.spec, "short") if main else ""

    def _say(self, rule: Rule) -> Hashable:
        return rule.is_none, self._find_figure(rule), self._show_plain(rule)

    def _show_plain(self, rule: Rule) -> str:
        nodes = self._choose_words(rule)
        return inline_plain(nodes, Scope(self._rulebook, self._reader, str, rule))


def _list_figures(words: Iterable[Inline]) -> set[str]:
    return {node.address for node in words if isinstance(node, Mention)}


def _put_case_before(group: CaseGroup, words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`**Para empresas:** se paga …`; an author's own words stay as they are."""
    case = Strong((Words(f"{raise_start(group.case)}:"),))
    first = words[0] if words and not group.rule.summary else None
    # After a second colon a sentence starts again.
    if isinstance(first, Words) and ":" not in first.text:
        words = (Words(lower_start(first.text)), *words[1:])
    return (case, Words(" "), *words)


def lower_start(text: str) -> str:
    """A sentence after a colon; a capital stays where it is a word of its own, as in “I”."""
    own_word = text[1:2].isupper() or text.startswith("I ")
    return text if own_word else text[:1].lower() + text[1:]

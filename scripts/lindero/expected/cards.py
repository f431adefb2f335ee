"""What stands under a large figure, on the welcome page and on sheets.

How a card breaks its cases down is the views' affair. Here is what it must not lack, and all that
it may say: the clauses of the rule in each of its cases, the names of the cases, the figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.facts import Fact
from lindero.expected.consumer_sums import say_consumer_sums
from lindero.expected.rules import list_sentences, name_figure
from lindero.expected.speech import (
    Cluster,
    Item,
    Part,
    Slot,
    Speech,
    Statement,
    compare_parts,
)
from lindero.rulebook.cases import ALWAYS, Audience, Case
from lindero.rulebook.rule import Rule
from lindero.shapes import BoundedCharge, Comparison, Figure


def list_card_items(speech: Speech, rule: Rule, case: Case | None = None) -> Iterator[Item]:
    """A rule's card: its large figure, or its name where it has none, and the lines under it."""
    if rule.main:
        yield Statement(rule.main.address, (Slot(rule.main, "short"),))
    yield Statement(rule.id, name_figure(speech, rule))
    yield Cluster(rule.id, tuple(_list_card_statements(speech, rule, case)))


def _list_card_statements(speech: Speech, rule: Rule, case: Case | None) -> Iterator[Statement]:
    if case and (shown := speech.case(case)):
        yield Statement(f"{rule.id}, case", shown)
    about = rule.spec.client if rule.spec else ""
    if about:
        # Where only such clients read it, or other cases are told, nobody need be named.
        others = bool({*rule.clients} - {about}) and not (rule.is_none or rule.others)
        wanted = others and rule.case == ALWAYS
        yield Statement(rule.id, speech.case(Case(about)), wanted=wanted)
    if rule.is_partial and not rule.others:
        yield Statement(f"{rule.id}, case", speech.case(rule.case))
    for at, variant in enumerate(rule.variants):
        # Cases with the same figure may be told as one.
        told = at == 0 or _reads_apart(speech, variant, rule)
        yield from _list_variant_statements(speech, variant, f"{rule.id} {at}" if told else "")
        if said := say_consumer_sums(speech, variant):
            yield Statement(f"{rule.id}.sums", said, wanted=bool(told))
        named = f"{rule.id} case {at}" if told and at else ""
        for name in _list_case_names(speech, rule, variant) if rule.others else ():
            yield Statement(f"{rule.id}, case", name, wanted=False, group=named, often=True)


def _list_case_names(speech: Speech, rule: Rule, variant: Rule) -> Iterator[tuple[Part, ...]]:
    """How a case may be called: by itself, for all clients, or as all that is left."""
    yield from speech.case_names(rule, variant)
    for key in ("case_general", "case_in_general"):
        yield speech.say(key)


def _reads_apart(speech: Speech, variant: Rule, rule: Rule) -> bool:
    """Whether a case has another large figure; a card without one has another first sentence."""
    if rule.main:
        return not variant.main or variant.main.figure != rule.main.figure
    first, own = (list_sentences(speech, one)[:1] for one in (variant, rule))
    return [*map(compare_parts, first)] != [*map(compare_parts, own)]


def _list_variant_statements(speech: Speech, variant: Rule, group: str) -> Iterator[Statement]:
    """A case in its own words, in whatever form; one of them must be there."""
    sentences = list_sentences(speech, variant)
    briefs = [speech.clause(variant, clause, "brief") for clause in variant.said]
    for sentence in (*sentences, *filter(None, briefs)):
        yield Statement(variant.id, sentence, wanted=False, group=group)
    if main := variant.main:
        figure = (Slot(main, "any"),)
        told = group if variant.is_other else ""
        # Brackets are told from where to where, and then in full.
        yield Statement(main.address, figure, wanted=False, group=told, often=True)
        yield from _list_bounds(speech, variant)


def _list_bounds(speech: Speech, rule: Rule) -> Iterator[Statement]:
    """The bound of a figure whose part alone stands large."""
    figure = rule.main.figure if rule.main else None
    bounds: dict[str, Figure | None]
    if isinstance(figure, BoundedCharge):
        bounds = {"least": figure.least, "most": figure.most}
    elif isinstance(figure, Comparison):
        bounds = {"least" if figure.kind == "larger" else "most": figure.second}
    else:
        return
    slots = {name: Slot(Fact("", one), marked=False) for name, one in bounds.items() if one}
    frame = "between" if len(slots) > 1 else f"or_{next(iter(slots))}"
    said = speech.fill(str(speech.figure_words[frame]), **slots)
    yield Statement(rule.id, said, wanted=False)


def make_audience_case(audience: Audience) -> Case:
    """An audience as the case that it is told."""
    return Case(audience.client, audience.services)

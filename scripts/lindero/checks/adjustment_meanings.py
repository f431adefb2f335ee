"""Which surcharge or discount of a rule an adjustment of the price list is."""

from __future__ import annotations

from lindero.catalogue.facts import find_holder
from lindero.checks.context import CheckContext
from lindero.pricing.orders import lowers_price
from lindero.reading.prose import Mention, parse_prose, walk_inlines
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Text
from lindero.spoken.adjusting_words import RuleCharge, find_spoken_charges, list_rule_charges


def find_meant_charges(context: CheckContext, key: str) -> tuple[RuleCharge, ...]:
    """The surcharges or discounts of rules that an adjustment is: by address, link or words."""
    adjustment = context.rulebook.adjustments[key]
    lowers = lowers_price(adjustment)
    lent = context.rulebook.lent.get(key, "").partition("@")[0]
    known = tuple(list_rule_charges(lowers=lowers))
    if linked := tuple(one for one in known if lent in one.figures):
        return linked
    if linked := _find_named_charges(adjustment.when, known):
        return linked
    for texts in (
        list_spoken_texts(context, adjustment.name),
        list_spoken_texts(context, adjustment.when),
    ):
        if spoken := find_spoken_charges(texts, lowers=lowers):
            return spoken
    words = key.replace("-", " ")
    return find_spoken_charges(((one, words) for one in LANGUAGES), lowers=lowers)


def _find_named_charges(when: Text, known: tuple[RuleCharge, ...]) -> tuple[RuleCharge, ...]:
    """Those whose figure, or whose rule if it has no other, is named in when it applies."""
    named = {
        node.address.partition("@")[0]
        for _, text in when.by_language
        for node in walk_inlines(parse_prose(text))
        if isinstance(node, Mention)
    }
    if exact := tuple(one for one in known if named.intersection(one.figures)):
        return exact
    holders = {find_holder(address) for address in named}
    of_rules = tuple(one for one in known if find_holder(one.figures[0]) in holders)
    return of_rules if len(of_rules) == 1 else ()


def list_spoken_texts(context: CheckContext, text: Text | None) -> list[tuple[str, str]]:
    """A text with its language; what is the same for all is read in each of the business's."""
    written = text.by_language if text else ()
    return [
        (spoken, words)
        for language, words in written
        for spoken in ([language] if language else context.rulebook.languages)
    ]

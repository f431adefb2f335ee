"""Whether a rulebook's sheets can be printed, without the engine where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lindero.catalogue.facts import Fact
from lindero.findings.finding import Finding
from lindero.findings.place import Unlocated
from lindero.loading import Loaded
from lindero.reading.tree import PlaceTree
from lindero.records.parsers import CONSUMER
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import (
    Choice,
    Clock,
    Count,
    Day,
    Deadline,
    Figure,
    Hours,
    Money,
    Percent,
    Period,
    Price,
    Rate,
    Text,
    TextList,
    YesNo,
)

# A sheet with the most of everything here fits, in the widest letters: a test prints it.
SERVICES, RULES = 5, 6


MOST = {
    "name": 34, "trade": 46, "place": 20, "person": 34, "tax": 20, "title": 70, "text": 200,
    "fine": 420, "heading": 40, "service": 40, "summary": 100, "note": 40, "own title": 34,
    "own text": 150, "figure": 40, "figures": 110, "address": 40,
}  # fmt: skip


LINES = 8


LONGEST_WORD = 18


_FIGURE = 24
"""What a figure named in prose may take, in letters."""


_WIDE = re.compile("[A-Z@%mwÀ-Þ—…]")


_LONG = re.compile(r"\S{13,}")


# What each of our fonts has, and nothing that joins with its neighbours.
KNOWN = re.compile("[\n\x20-\x7e\xa0-\xac\xae-\xff–—‘’“”•…€™]*")


_MENTION = re.compile(r"\{\{\s*([^{}|]*?)\s*(?:\|[^{}]*)?\}\}")


_SHORT_FIGURES = (Percent, Money, Deadline, Choice, YesNo, Period, Count, Clock, Hours, Price, Day)


def check_paper(loaded: Loaded) -> list[Finding]:
    """Everything for which a build would refuse the sheets and the logo of a sound rulebook."""
    book = loaded.rulebook
    if book is None:
        return []
    doubtful = [key for key in book.onepagers if not surely_fits(book, key)]
    if not doubtful:
        return check_logo(loaded.logo, loaded.places)
    from lindero.sheets.printing import Printer

    return Printer().print_all(book, loaded.logo, loaded.places, doubtful)[1]


def check_logo(logo: bytes | None, places: PlaceTree) -> list[Finding]:
    """A finding where the sheets' engine cannot draw the logo, or draws nothing."""
    if logo is None:
        return []
    from lindero.sheets.engine import look_at_logo

    reason = look_at_logo(logo)
    place = places.find_piece(("brand", "logo")).mark or Unlocated("brand")
    help_ = "export it anew, as plain SVG or as PNG"
    return [Finding("bad-logo", f"the logo {reason}", place, help_)] if reason else []


def surely_fits(rulebook: Rulebook, key: str) -> bool:
    """Whether a sheet surely fits; where this is in doubt, only the engine can tell."""
    rulebook = rulebook.narrow_to_sheet(key)
    sheet, business = rulebook.onepagers[key], rulebook.business
    if len(sheet.services) > SERVICES or len(sheet.rules) > RULES:
        return False
    by_client = any(tax.included == CONSUMER for tax in business.taxes.values())
    if len(business.taxes) > 1 or by_client:
        return False  # what it says of them takes more than one line
    named = {*rulebook.audience.services}
    if named and (rulebook.audience.client is None or named != {*sheet.services}):
        return False  # their names stand above the headline
    addresses = (business.email or "", business.site, business.phone or "")
    return (
        all(len(address) <= MOST["address"] for address in addresses)
        and all(_is_short(rulebook, text, most) for text, most in _list_texts(rulebook, key))
        and all(_is_plain(rulebook, rulebook.rules[rule]) for rule in sheet.rules)
        and all(_are_short(_list_prices(rulebook, service)) for service in sheet.services)
    )


def _list_texts(rulebook: Rulebook, key: str) -> Iterator[tuple[Text | None, int]]:
    sheet, business = rulebook.onepagers[key], rulebook.business
    named = {
        "name": business.name, "trade": business.trade, "place": business.place,
        "person": business.person,
        "tax": next((tax.name for tax in business.taxes.values()), None),
        "title": sheet.title, "text": sheet.text, "fine": sheet.fine, "heading": sheet.heading,
    }  # fmt: skip
    yield from ((text, MOST[name]) for name, text in named.items())
    for service in (rulebook.services[name] for name in sheet.services):
        yield service.name, MOST["service"]
        yield service.summary, MOST["summary"]
        yield service.note, MOST["note"]


def _list_prices(rulebook: Rulebook, service: str) -> Iterable[Fact]:
    start = f"services.{service}."
    return (fact for address, fact in rulebook.facts.items() if address.startswith(start))


def _are_short(facts: Iterable[Fact]) -> bool:
    return all(len(fact.figure.written) <= MOST["figure"] for fact in facts)


def _is_plain(rulebook: Rulebook, rule: Rule) -> bool:
    """Whether a rule's card is one of the usual ones: one case, few and short figures."""
    if rule.others or (rule.spec is None and rule.summary is None):
        return False
    own = (
        (rule.title, MOST["own title"]),
        (rule.summary, MOST["own text"]),
        (rule.own_text, MOST["own text"]),
    )
    facts = list(rule.facts.values())
    return (
        all(_is_short(rulebook, text, most, rule) for text, most in own)
        and _are_short(facts)
        and all(_is_usual(rulebook, fact) for fact in facts)
        and sum(len(fact.figure.written) for fact in facts) <= MOST["figures"]
    )


def _is_usual(rulebook: Rulebook, fact: Fact) -> bool:
    figure = fact.figure
    texts = (
        [figure]
        if isinstance(figure, Text)
        else figure.entries
        if isinstance(figure, TextList)
        else ()
    )
    return all(_is_short(rulebook, text, _FIGURE) for text in texts) and isinstance(
        figure, (*_SHORT_FIGURES, Text, TextList)
    )


def _is_short(rulebook: Rulebook, text: Text | None, most: int, rule: Rule | None = None) -> bool:
    return text is None or all(
        _fits_room(rulebook, said, most, rule) for _, said in text.by_language
    )


def _fits_room(rulebook: Rulebook, said: str, most: int, rule: Rule | None) -> bool:
    shown, mentions = _MENTION.sub("", said), _MENTION.findall(said)
    facts = [rulebook.find_fact(address, rule) for address in mentions]
    return (
        measure_breadth(shown) + len(mentions) * _FIGURE <= most
        and KNOWN.fullmatch(shown) is not None
        and shown.count("\n") < LINES
        and max(map(count_letters, shown.split()), default=0) <= LONGEST_WORD
        and not any(address in rulebook.varied_facts for address in mentions)
        and not any(rulebook.find_coming_price(address) for address in mentions)
        and all(fact is not None and _is_short_figure(fact.figure) for fact in facts)
    )


def _is_short_figure(figure: Figure) -> bool:
    usual = isinstance(figure, _SHORT_FIGURES) or (
        isinstance(figure, Rate) and figure.written[:1].isdigit()
    )
    return usual and len(figure.written) <= _FIGURE


def measure_breadth(text: str) -> int:
    """Letters, the wide ones twice; a long word leaves room at the end of the line before."""
    return count_letters(text) + 12 * len(_LONG.findall(text))


def count_letters(text: str) -> int:
    """Letters, the wide ones twice."""
    return len(text) + len(_WIDE.findall(text))

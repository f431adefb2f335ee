"""What a one-pager's template gets to see, and the facts that a printed sheet carries."""

from __future__ import annotations

from lindero.colours import sheet_colours
from lindero.fields import PAPERS
from lindero.markup import Scope, block_tree, inline_plain, inline_tree
from lindero.phrases import Phrases
from lindero.prose import parse_inline, parse_prose
from lindero.records import OnePager
from lindero.rulebook import Fact, Rule, Rulebook
from lindero.sheets import SheetModel, SheetPrice, SheetRule, SheetService
from lindero.shapes import Text
from lindero.views import address, business_view
from lindero.wording import Reader, reader_for


def sheet_keys(rulebook: Rulebook) -> list[tuple[str, str]]:
    """Every sheet there is: (one-pager, language)."""
    return [(key, language) for key in rulebook.onepagers for language in rulebook.languages]


def sheet_facts(rulebook: Rulebook, key: str) -> list[Fact]:
    """The figures that a sheet shows by its own choice of services and rules, each once."""
    sheet = rulebook.onepagers[key]
    chosen = [rulebook.facts[f"services.{name}.{part}"] for name in sheet.services for part in ("price", "delivery") if f"services.{name}.{part}" in rulebook.facts]
    chosen += [main for rule in sheet.rules if (main := rulebook.rules[rule].main)]
    return list({fact.address: fact for fact in [*chosen, rulebook.facts["business.edition"]]}.values())


def fact_line(fact: Fact) -> str:
    """One fact as a PDF keyword: `payment.deposit.share = 0.4`."""
    return f"{fact.address} = {fact.figure.machine}"

"""What a one-pager's template gets to see, and the facts that a printed sheet carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from lindero.brand.colours import choose_sheet_colours
from lindero.catalogue.facts import Fact
from lindero.pricing.sold_figures import TAXED, list_sheet_sums
from lindero.pricing.taxes import locate_rate
from lindero.pricing.tiers import locate_limits, name_reach
from lindero.reading.prose import (
    Block,
    Inline,
    Mention,
    fold_whitespace,
    parse_inline,
    parse_prose,
    walk_inlines,
)
from lindero.records.fields import PAPERS
from lindero.records.parsers import CONSUMER
from lindero.records.sections import Service
from lindero.rulebook.cases import Audience
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Money, Price, Text
from lindero.shapes.quantities import Quantity
from lindero.sheets.model import (
    LINE_BREAK,
    Inlines,
    SheetColours,
    SheetModel,
    SheetPrice,
    SheetRule,
    SheetService,
)
from lindero.site.addresses import page_address
from lindero.wording.amounts import align_price, show_price_parts
from lindero.wording.business import make_business_view, show_sheet_readers
from lindero.wording.case_lines import describe_card
from lindero.wording.cases import show_readers
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, blocks_tree, inline_plain, inline_tree
from lindero.wording.phrases import Phrases
from lindero.wording.reader import LARGE, Reader
from lindero.wording.taxes import TaxStatement, list_tax_statements

Node = TypeVar("Node", Block, Inline)


class ShownFact(NamedTuple):
    """A figure and the text under which a sheet shows it."""

    fact: Fact
    text: str


class SheetView(NamedTuple):
    """A sheet, and every figure on it."""

    model: SheetModel
    shown_facts: tuple[ShownFact, ...]


def list_sheet_keys(rulebook: Rulebook) -> list[tuple[str, str]]:
    """Every sheet there is: (one-pager, language)."""
    return [(key, language) for key in rulebook.onepagers for language in rulebook.languages]


def make_sheet_view(rulebook: Rulebook, key: str, language: str) -> SheetView:
    """One sheet in one language."""
    return _SheetMaker(rulebook, key, language).make_view()


def format_fact_line(fact: Fact) -> str:
    """One fact as a PDF keyword: `payment.deposit.share = 0.4`."""
    return f"{fact.address} = {fact.figure.machine}"


class _SheetMaker:
    def __init__(self, rulebook: Rulebook, key: str, language: str) -> None:
        self.key, self.sheet = key, rulebook.onepagers[key]
        self.rulebook = rulebook.narrow_to_sheet(key)
        self.reader: Reader = reader_for(rulebook.business, language)
        self.words = self.reader.words
        self.site = rulebook.business.site.rstrip("/") + "/"
        self.terms = self.site + page_address(rulebook, language, "terms")
        self.shown_facts: dict[tuple[str, str], ShownFact] = {}

    def make_view(self) -> SheetView:
        words = self.words
        seller = make_business_view(self.rulebook, self.reader)
        heading = parse_inline(fold_whitespace(self._show_text(self.sheet.title)))
        parts: dict[str, Any] = {
            "heading": self._make_inlines(heading),
            "audience": show_sheet_readers(self.rulebook, self.key, self.reader),
            "lede": self._make_line(self.sheet.text),
            "edition_line": self._show_edition(),
            "services": tuple(self._make_sheet_service(name) for name in self.sheet.services),
            "tax_line": self._show_tax_line() if self._shows_prices() else "",
            "rules": tuple(
                self._make_sheet_rule(self.rulebook.rules[rule]) for rule in self.sheet.rules
            ),
            "fine": blocks_tree(
                self._note_figures(
                    parse_prose(self._show_text(self.sheet.fine)), self._make_scope()
                ),
                self._make_scope(),
            ),
        }
        model = SheetModel(
            lang=self.reader.language,
            region=self.reader.locale.territory or "",
            paper=PAPERS[self.sheet.paper],
            title=f"{seller.name} · {inline_plain(heading, self._make_scope())}",
            author=seller.person or seller.name,
            description=inline_plain(
                parse_inline(fold_whitespace(self._show_text(self.sheet.text))), self._make_scope()
            ),
            keywords=self._list_keywords(),
            studio=seller.name,
            trade_line=" · ".join(part for part in (seller.trade, seller.place) if part),
            services_heading=words["sheet_services"] if self.sheet.services else "",
            rules_heading=words["sheet_rules"] if self.sheet.rules else "",
            fine_heading=self._show_text(self.sheet.heading)
            or (words["sheet_fine"] if self.sheet.fine else ""),
            scan_heading=words["sheet_scan_heading"],
            scan_line=words["sheet_scan_line"],
            url=self.terms,
            url_label=self.terms.partition("://")[2].rstrip("/"),
            person=seller.person,
            email=seller.email,
            phone=seller.phone.replace(" ", "\N{NO-BREAK SPACE}"),
            qr_alt=words["sheet_qr_alt"].format(url=self.terms),
            colours=SheetColours(**choose_sheet_colours(*self._list_brand_colours())),
            **parts,
        )
        return SheetView(model, tuple(self.shown_facts.values()))

    def _list_keywords(self) -> tuple[str, ...]:
        """Every fact that is shown, once, whatever its forms."""
        facts = {shown.fact.address: shown.fact for shown in self.shown_facts.values()}
        return tuple(map(format_fact_line, facts.values()))

    def _list_brand_colours(self) -> tuple[str, str, str]:
        brand = self.rulebook.brand
        return brand.primary, brand.accent, brand.highlight

    def _make_scope(self, rule: Rule | None = None, service: str = "") -> Scope:
        return Scope(
            self.rulebook, self.reader, lambda rule_id: f"{self.terms}#{rule_id}", rule, service
        )

    def _show_text(self, text: Text | None) -> str:
        return text.in_language(self.reader.language) if text else ""

    def _make_line(self, text: Text | None, service: str = "") -> Inlines:
        return self._make_inlines(
            parse_inline(fold_whitespace(self._show_text(text))), service=service
        )

    def _make_inlines(
        self, nodes: tuple[Inline, ...], rule: Rule | None = None, service: str = ""
    ) -> Inlines:
        scope = self._make_scope(rule, service)
        return inline_tree(self._note_figures(nodes, scope), scope)

    def _note_figures(self, nodes: tuple[Node, ...], scope: Scope) -> tuple[Node, ...]:
        for node in walk_inlines(nodes):
            for mention in scope.expand_cases([node]):
                if isinstance(mention, Mention):
                    self._note_fact(scope.find_fact(mention), scope.show_mention(mention))
        return nodes

    def _note_fact(self, fact: Fact, text: str) -> str:
        self.shown_facts[fact.address, text] = ShownFact(fact, text)
        return text

    def _show_fact(self, fact: Fact, form: str = "") -> str:
        return self._note_fact(fact, self.reader.show_figure(fact.figure, fact.spec, form))

    def _show_edition(self) -> str:
        until = self.rulebook.facts.get("business.until")
        dates = {"date": self._show_fact(self.rulebook.facts["business.edition"])} | (
            {"until": self._show_fact(until)} if until else {}
        )
        return str(self.words["edition_until" if until else "edition"]).format(**dates)

    def _shows_prices(self) -> bool:
        mains = (self.rulebook.rules[rule].main for rule in self.sheet.rules)
        return bool(self.sheet.services) or any(
            main and isinstance(main.figure, Price | Money) for main in mains
        )

    def _show_tax_line(self) -> str:
        """What prices have to do with the taxes, for those who read the sheet."""
        client, business = self.rulebook.audience.client, self.rulebook.business
        buyers = (client,) if client else business.clients
        statements = list_tax_statements(business.taxes, buyers)
        return " · ".join(self._show_taxes(statement) for statement in statements)

    def _show_taxes(self, statement: TaxStatement) -> str:
        taxes, facts = self.rulebook.business.taxes, self.rulebook.facts
        shown = []
        for name in statement.names:
            rate = facts.get(locate_rate(name))
            shown.append(
                {
                    "tax": self._show_text(taxes[name].name),
                    "rate": self._show_fact(rate) if rate else "",
                }
            )
        words = str(self.words[f"sheet_{statement.words}"])
        if len(shown) == 1:
            return words.format(**shown[0])
        entry = str(self.words["sheet_tax_entry"])
        return words.format(taxes=self.reader.join_list(entry.format(**one) for one in shown))

    def _list_service_taxes(self, name: str, service: Service) -> Iterator[str]:
        """The taxes on a service, where they are others than on the rest."""
        terms = self.rulebook.prices.taxes[name] if service.tax else ()
        for term in terms:
            yield str(self.words["sheet_service_tax"]).format(
                tax=self._show_text(term.name), rate=self._show_fact(term.rate)
            )
        taxes = [tax.name for tax in self.rulebook.business.taxes.values() if tax.name]
        if service.tax and taxes and not terms:
            tax = self.reader.join_list(self._show_text(name) for name in taxes)
            yield str(self.words["sheet_service_no_tax"]).format(tax=tax)

    def _find_price(self, address: str) -> Fact:
        """A price as the sheet's readers are to read it: private clients with the tax."""
        facts = self.rulebook.facts
        for_consumers = self.rulebook.audience.client == CONSUMER
        return facts.get(f"{address}{TAXED}" if for_consumers else address) or facts[address]

    def _show_consumer_price(self, name: str) -> str:
        """What private clients pay, on a sheet for others too."""
        fact = self.rulebook.facts.get(f"services.{name}.price{TAXED}")
        if fact is None or self.rulebook.audience.client:
            return ""
        words = str(self.words["price_for_consumers"])
        return words.format(price=self._show_fact(fact), tax=self._name_consumer_taxes(name))

    def _name_consumer_taxes(self, name: str) -> str:
        """The taxes that only private clients read in the price of a service."""
        taxes, inside = self.rulebook.business.taxes, self.rulebook.prices.consumer_taxes[name]
        return self.reader.join_list(self._show_text(taxes[one].name) for one in inside)

    def _show_consumer_sums(self, name: str) -> str:
        """What private clients pay in place of the other sums, on a sheet for others too."""
        sums = () if self.rulebook.audience.client else list_sheet_sums(self.rulebook.prices, name)
        words = str(self.words["sum_for_consumers"])
        entries = [
            words.format(price=self._show_fact(one.taxed), plain=self._show_fact(one.written))
            for one in sums
        ]
        if not entries:
            return ""
        listed, tax = self.reader.join_list(entries), self._name_consumer_taxes(name)
        return str(self.words["sums_for_consumers"]).format(sums=listed, tax=tax)

    def _make_sheet_service(self, name: str) -> SheetService:
        service = self.rulebook.services[name]
        time = self.rulebook.facts.get(f"services.{name}.delivery")
        scope = self._make_scope(service=name)
        note = inline_plain(
            self._note_figures(parse_inline(fold_whitespace(self._show_text(service.note))), scope),
            scope,
        ).rstrip(".")
        return SheetService(
            name=self._show_text(service.name),
            line=self._make_line(service.summary, name),
            time=" · ".join(
                part
                for part in (
                    self._show_buyers(service),
                    self._show_consumer_price(name),
                    self._show_fact(time) if time else "",
                    *self._list_price_terms(name, service),
                    *self._list_service_taxes(name, service),
                    note,
                    self._show_change(name),
                    self._show_consumer_sums(name),
                )
                if part
            )
            or None,
            price=self._make_sheet_price(self._find_price(f"services.{name}.price")),
        )

    def _list_price_terms(self, name: str, service: Service) -> Iterator[str]:
        """What a price does not say: the least that is charged, and another price by quantity."""
        facts, address = self.rulebook.facts, f"services.{name}"
        if service.minimum:
            key = "minimum_work" if isinstance(service.minimum, Quantity) else "minimum_charge"
            shown = self._show_fact(self._find_price(f"{address}.minimum"), "word")
            yield str(self.words[key]).format(minimum=shown).rstrip(".")
        for at, step in enumerate(service.tiers.steps if service.tiers else (), 1):
            if step.result == service.price:
                continue
            limits = locate_limits(service, address, at)
            ends = {name: self._show_fact(facts[limit]) for name, limit in limits.items()}
            price = self._show_fact(self._find_price(f"{address}.tiers.{at}.price"))
            reach = str(self.words[f"tier_{name_reach(limits)}"]).format(**ends)
            yield f"{reach}: {price}"
        if service.tiers:
            yield str(self.words[f"tiers_{service.tiering}_brief"])

    def _show_buyers(self, service: Service) -> str:
        """The one kind of client that a service is sold to, on a sheet for others too."""
        client = None if self.rulebook.audience.client else service.for_
        return show_readers(Audience(client), self.rulebook, self.reader)

    def _show_change(self, name: str) -> str:
        """The price to come, and from which day on."""
        address = f"services.{name}.change"
        day = self.rulebook.facts.get(f"{address}.from")
        if day is None:
            return ""
        price = self._show_fact(self._find_price(f"{address}.price"))
        return str(self.words["price_from"]).format(price=price, date=self._show_fact(day))

    def _make_sheet_price(self, fact: Fact) -> SheetPrice:
        price = fact.figure
        assert isinstance(price, Price)
        beside = [self._find_price(f"services.{name}.price") for name in self.sheet.services]
        prices = [one.figure for one in beside if isinstance(one.figure, Price)]
        reader = align_price(self.reader, price, prices)
        before, figure, after = show_price_parts(reader, price)
        self._note_fact(fact, figure)
        for part in (before, after):
            if part:
                self._note_fact(fact, part)
        return SheetPrice(before, figure, self._add_until(fact, after))

    def _add_until(self, fact: Fact, after: str) -> str:
        """What stands after a sum; with its last day where a change of price is coming."""
        until = self.rulebook.facts.get(f"{fact.address.rpartition('.')[0]}.change.until")
        words = str(self.words["price_until"]).format(date=self._show_fact(until)) if until else ""
        return ", ".join(part for part in (after, words[:1].lower() + words[1:]) if part)

    def _make_sheet_rule(self, rule: Rule) -> SheetRule:
        card, main = describe_card(self.rulebook, rule, self.reader), rule.main
        text: list[Mapping[str, object]] = []
        for line in card.lines:
            text += [*([LINE_BREAK] if text else ()), *self._make_inlines(line.body, line.rule)]
        if main is None:
            return SheetRule(Phrases(self.rulebook, rule, self.reader).title, "", text)
        return SheetRule(self._show_fact(main, LARGE), card.label, text)

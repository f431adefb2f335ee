"""A prose tree as HTML, as plain text, or as dictionaries for a sheet's template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from lindero.catalogue.facts import Fact
from lindero.frozen import Frozen
from lindero.reading.prose import Block, Bullets, Inline, Mention, ProseLink, Strong, Words
from lindero.records.parsers import CLIENTS
from lindero.rulebook.cases import Case
from lindero.rulebook.rule import FigureCases, Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Figure, Price
from lindero.wording.amounts import show_price_parts
from lindero.wording.cases import name_cases, show_case
from lindero.wording.reader import Reader


class FoundMention(Mention):
    """A mention with its figure: to an audience another variant may go by the plain address."""

    fact: Fact


class Scope(Frozen):
    """Where a text is published: for whom, in which rule or service, and how rules are linked."""

    rulebook: Rulebook
    reader: Reader
    rule_href: Callable[[str], str]
    rule: Rule | None = None
    service: str = ""

    def find_fact(self, mention: Mention) -> Fact:
        """The figure that a mention means; checks have made sure that there is one."""
        if isinstance(mention, FoundMention):
            return mention.fact
        fact = self.rulebook.find_fact(mention.address, self.rule)
        if fact is None:
            raise KeyError(mention.address)
        return fact

    def expand_cases(self, nodes: Iterable[Inline]) -> Iterator[Inline]:
        """The nodes; a figure that differs by case brings all: `40 % (para consumidores: 20 %)`.

        A price that will change brings the next one: what is published does not become false.
        """
        for node in nodes:
            own = (
                self.rule is not None
                and isinstance(node, Mention)
                and node.address in self.rule.facts
            )
            if (
                isinstance(node, Mention)
                and not own
                and (cases := self.rulebook.find_cases(node.address))
            ):
                yield from self._expand_mention(node, cases)
            else:
                yield node
                if isinstance(node, Mention) and not own:
                    yield from self._tell_coming_price(node)
            yield from self._name_other_readers(node)

    def _name_other_readers(self, node: Inline) -> Iterator[Inline]:
        """On a sheet for one kind of client, whose figure it is that the other kind has."""
        reader, words = self.rulebook.audience.client, []
        if isinstance(node, Mention) and reader:
            words = node.address.split("@")[1:]
        if others := [word for word in words if word in CLIENTS and word != reader]:
            yield Words(f" ({show_case(Case(others[0]), self.rulebook, self.reader)})")

    def _tell_coming_price(self, node: Mention) -> Iterator[Inline]:
        if not (coming := self.rulebook.find_coming_price(node.address)):
            return
        price, day = coming
        before, _, after = str(self.reader.words["case_from"]).partition("{from}")
        yield Words(f" ({before}")
        yield FoundMention(day.address, "", "", day)
        yield Words(f"{after}: ")
        yield FoundMention(price.address, node.form, "", price)
        yield Words(")")

    def _expand_mention(self, node: Mention, cases: FigureCases) -> Iterator[Inline]:
        """`50 % (for businesses; in all other cases: does not apply)`, equal ones told once."""
        if self.service:
            # What is said of one service holds for that one: others' cases would mislead.
            cases = self._narrow_cases(cases)
        first, *others = _group_cases(cases)
        yield self._mention_in_case(first[0][1], node.form)
        sign = " ("
        # That a change is to come already says until when the first one holds.
        if others and any(rule.case.client or rule.case.services for rule, _ in first):
            yield Words(f"{sign}{self._name_cases(first)}")
            sign = "; "
        for group in others:
            yield Words(f"{sign}{self._name_cases(group)}: ")
            yield self._mention_in_case(group[0][1], node.form)
            sign = "; "
        if others:
            yield Words(")")

    def _narrow_cases(self, cases: FigureCases) -> FigureCases:
        """The cases of a figure that those who buy the service are told."""
        rule, name = cases[0][0], next(fact.name for _, fact in cases if fact)
        clients = {client for variant in rule.variants for client in variant.clients}
        audience = self.rulebook.make_audience([self.service])
        if len(clients) == 1:
            audience = replace(audience, client=clients.pop())
        told = self.rulebook.narrow_rule(rule, audience)
        variants = told.variants if told else ()
        return tuple((variant, variant.facts.get(name)) for variant in variants) or cases

    def _name_cases(self, group: FigureCases) -> str:
        return name_cases(self.rulebook, [rule for rule, _ in group], self.reader)

    def _mention_in_case(self, fact: Fact | None, form: str) -> Inline:
        return (
            FoundMention(fact.address, form, "", fact)
            if fact
            else Words(str(self.reader.words["case_none"]))
        )

    def show_mention(self, mention: Mention) -> str:
        """The figure's text."""
        fact = self.find_fact(mention)
        return self.reader.show_figure(fact.figure, fact.spec, mention.form)


def _group_cases(cases: FigureCases) -> list[FigureCases]:
    """The cases by their figure."""
    groups: dict[Figure | None, FigureCases] = {}
    for rule, fact in cases:
        figure = fact.figure if fact else None
        groups[figure] = (*groups.get(figure, ()), (rule, fact))
    return list(groups.values())


def figure_html(fact: Fact, reader: Reader, form: str = "") -> Markup:
    """The one form in which a figure stands on a page, so that it can be read back."""
    inner: Markup | str = reader.show_figure(fact.figure, fact.spec, form)
    if isinstance(fact.figure, Price):
        inner = _price_html(fact.figure, reader)
    return Markup('<data value="{}" data-rule="{}">{}</data>').format(
        reader.encode_figure(fact.figure), fact.address, inner
    )


def _price_html(price: Price, reader: Reader) -> Markup:
    before, sum_, after = show_price_parts(reader, price)
    parts = [
        Markup("<small>{}</small>").format(before) if before else "",
        sum_,
        Markup("<small>{}</small>").format(after) if after else "",
    ]
    return Markup(" ").join(part for part in parts if part)


def inline_html(nodes: Iterable[Inline], scope: Scope) -> Markup:
    """One line of prose as HTML; every word of it is escaped."""
    return Markup("").join(_node_html(node, scope) for node in scope.expand_cases(nodes))


def _node_html(node: Inline, scope: Scope) -> Markup:
    match node:
        case Words():
            return Markup.escape(node.text)
        case Mention():
            return figure_html(scope.find_fact(node), scope.reader, node.form)
        case Strong():
            return Markup("<strong>{}</strong>").format(inline_html(node.body, scope))
        case ProseLink():
            href = scope.rule_href(node.rule) if node.rule is not None else node.href
            return Markup('<a href="{}">{}</a>').format(href, inline_html(node.body, scope))


def blocks_html(blocks: Iterable[Block], scope: Scope) -> Markup:
    """Paragraphs and lists as HTML."""
    return Markup("\n").join(_block_html(block, scope) for block in blocks)


def _block_html(block: Block, scope: Scope) -> Markup:
    if isinstance(block, Bullets):
        entries = Markup("").join(
            Markup("<li>{}</li>").format(inline_html(entry, scope)) for entry in block.entries
        )
        return Markup("<ul>{}</ul>").format(entries)
    return Markup("<p>{}</p>").format(inline_html(block.body, scope))


def inline_plain(nodes: Iterable[Inline], scope: Scope) -> str:
    """One line of prose as plain text."""
    return "".join(_node_plain(node, scope) for node in scope.expand_cases(nodes))


def _node_plain(node: Inline, scope: Scope) -> str:
    if isinstance(node, Words):
        return node.text
    return scope.show_mention(node) if isinstance(node, Mention) else inline_plain(node.body, scope)


def inline_tree(nodes: Iterable[Inline], scope: Scope) -> list[dict[str, object]]:
    """One line for a sheet: `{"text": …}`, `{"strong": […]}`, `{"link": …, "body": […]}`."""
    return [_node_tree(node, scope) for node in scope.expand_cases(nodes)]


def _node_tree(node: Inline, scope: Scope) -> dict[str, object]:
    match node:
        case Words():
            return {"text": node.text}
        case Mention():
            return {"text": scope.show_mention(node)}
        case Strong():
            return {"strong": inline_tree(node.body, scope)}
        case ProseLink():
            href = scope.rule_href(node.rule) if node.rule is not None else node.href
            return {"link": href, "body": inline_tree(node.body, scope)}


def blocks_tree(blocks: Iterable[Block], scope: Scope) -> list[dict[str, object]]:
    """Paragraphs and lists for a sheet: `{"paragraph": […]}`, `{"bullets": [[…], …]}`."""
    return [
        {"bullets": [inline_tree(entry, scope) for entry in block.entries]}
        if isinstance(block, Bullets)
        else {"paragraph": inline_tree(block.body, scope)}
        for block in blocks
    ]

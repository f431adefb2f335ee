"""What the terms page must answer to “what happens if …”, line by line.

Which statements answer is read from the catalogue; what they come to in money is reckoned here once
more, from the figures of the rules and without a look at `outcomes/`, which the page is made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from lindero.catalogue.clauses import NO_RULE
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.situations import (
    SITUATIONS,
    SituationName,
    StatementName,
    load_situations,
)
from lindero.expected.answer_sums import RECKONED, reckon_sums
from lindero.expected.consumer_sums import add_consumer_taxes
from lindero.expected.rules import show_title
from lindero.expected.slow_sums import Deal, ExpectedSum
from lindero.expected.speech import (
    Item,
    LinkTo,
    Part,
    Slot,
    Speech,
    Statement,
    compare_parts,
)
from lindero.expected.taxes import say_plan_taxes
from lindero.rulebook.answered_services import choose_answered_services, list_alike_services
from lindero.rulebook.cases import Audience, Case, Situation
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Price
from lindero.shapes.legal_tender import find_currency_decimals
from lindero.shapes.units import ORDER_UNITS, RETAINER_UNITS

_ANCHOR = "what-if"
_MOST_CASES = 4


class _Line(NamedTuple):
    """What is said, the rules that say so, and what findings call it."""

    rules: tuple[str, ...]
    name: str
    parts: tuple[Part, ...]
    is_sum: bool = False


_Answers = Mapping[SituationName, tuple[_Line, ...]]
_Told = Mapping[tuple[str, str], _Answers]
"""By the kind of client and the service; without a service, what holds for any."""


def list_answer_items(speech: Speech) -> Iterator[Item]:
    """The heading, each case with its choices and answers, and what is the same in all."""
    told = _keep_first(speech.rulebook, _merge_clients(_tell_all(speech)))
    common = [name for name in SITUATIONS if _is_common(name, told)]
    by_client = len({client for client, _ in told}) > 1
    cases = {
        (client if by_client else "", service): {
            name: lines for name, lines in answers.items() if name not in common
        }
        for (client, service), answers in told.items()
    }
    cases = {pair: answers for pair, answers in cases.items() if answers}
    if not cases and not common:
        return
    yield Statement(_ANCHOR, (speech.words["what_if_title"],))
    for pair, answers in cases.items():
        has_sums = any(line.is_sum for lines in answers.values() for line in lines)
        yield from _list_case_items(speech, pair, [*cases], has_sums=has_sums)
        yield from _list_answer_lines(speech, answers, _name_case(pair))
    first = next(iter(told.values()))
    yield from _list_answer_lines(speech, {name: first[name] for name in common}, "")


def _name_case(pair: tuple[str, str]) -> str:
    """`business@site`, as addresses have it."""
    return "@".join(filter(None, pair))


def _tell_all(speech: Speech) -> _Told:
    """Each kind of client and the services that a page tells it of."""
    book = speech.rulebook
    return {
        (client, service): _CaseTeller(speech, client, service).tell_all()
        for client in book.business.clients
        for service in choose_answered_services(book, client) or [""]
    }


def _merge_clients(told: _Told) -> _Told:
    """One kind of client for each service, where nobody is told anything else."""
    for service in {service for _, service in told}:
        answers = [_compare(one) for (_, other), one in told.items() if other == service]
        if any(one != answers[0] for one in answers):
            return told
    kept = dict[str, tuple[str, str]]()
    for pair in told:
        kept.setdefault(pair[1], pair)
    return {pair: one for pair, one in told.items() if kept[pair[1]] == pair}


def _compare(answers: _Answers) -> object:
    return [(name, _compare_lines(lines)) for name, lines in answers.items()]


def _compare_lines(lines: Sequence[_Line]) -> object:
    return [(line.name, compare_parts(line.parts)) for line in lines]


def _keep_first(book: Rulebook, told: _Told) -> _Told:
    """Those that differ; others only while a kind of client is told of less than its share."""
    clients = dict.fromkeys(client for client, _ in told)
    kept = set[tuple[str, str]]()
    for client in clients:
        apart = {key for key, differs in choose_answered_services(book, client).items() if differs}
        mine = [pair for pair in told if pair[0] == client]
        others = [pair for pair in mine if pair[1] and pair[1] not in apart]
        share = max(_MOST_CASES // len(clients) - len(apart), 0)
        kept |= {*mine} - {*others[share:]}
    return {pair: told[pair] for pair in told if pair in kept}


def _is_common(name: SituationName, told: _Told) -> bool:
    """Whether everybody is answered the same, without a sum."""
    answers = [one.get(name) for one in told.values()]
    if not answers or not all(answers):
        return False
    lines = [one for one in answers if one]
    if any(line.is_sum for one in lines for line in one):
        return False
    return all(_compare_lines(one) == _compare_lines(lines[0]) for one in lines)


def _list_case_items(
    speech: Speech, pair: tuple[str, str], pairs: Sequence[tuple[str, str]], *, has_sums: bool
) -> Iterator[Item]:
    """What else can be chosen, and what is answered about."""
    client, service = pair
    clients = dict.fromkeys(one for one, _ in pairs)
    services = [one for other, one in pairs if other == client]
    for name in clients if len(clients) > 1 else ():
        yield Statement(_ANCHOR, speech.case(Case(name)))
    for name in services if len(services) > 1 else ():
        yield Statement(_ANCHOR, _name_service(speech, name))
    if service:
        said = _say_price(speech, client, service, has_sums=has_sums)
        yield Statement(f"{_ANCHOR}@{_name_case(pair)}", said)
        yield from _list_alike_items(speech, pair, services)


def _list_alike_items(
    speech: Speech, pair: tuple[str, str], shown: Sequence[str]
) -> Iterator[Item]:
    """Which other services are answered the same."""
    clients = [pair[0]] if pair[0] else speech.rulebook.business.clients
    alike = list_alike_services(speech.rulebook, clients, pair[1], shown)
    if alike:
        said = speech.say("what_if_alike", whom=speech.case(Case(services=tuple(alike))))
        yield Statement(f"{_ANCHOR}@{_name_case(pair)}, alike", said)


def _name_service(speech: Speech, service: str) -> tuple[Part, ...]:
    return (speech.write(speech.rulebook.services[service].name),)


def _say_price(speech: Speech, client: str, service: str, *, has_sums: bool) -> tuple[Part, ...]:
    told = speech.narrowed(speech.rulebook.tell_client(client))
    unit = speech.rulebook.services[service].price.unit
    added = [one for one in told.rulebook.prices.taxes[service] if not one.included]
    kind = "_net" if has_sums and added else ""
    kind += "_one" if unit and is_single_order(told.rulebook, service) else ""
    return told.say(
        f"what_if_of{kind}",
        service=_name_service(speech, service),
        price=Slot(find_price(speech, client, service)),
        net=say_plan_taxes(told, told.rulebook.prices.taxes[service]),
        unit=str(speech.words["units"][unit]["noun"]["one"]) if unit else "",
    )


def find_price(speech: Speech, client: str, service: str) -> Fact:
    """The price as a kind of client pays it, the tax of private clients reckoned here."""
    fact = speech.rulebook.tell_client(client).facts[f"services.{service}.price"]
    written = speech.rulebook.services[service].price
    is_taxed = client == "consumer"
    return replace(
        fact, figure=add_consumer_taxes(speech, service, written) if is_taxed else written
    )


def _list_answer_lines(speech: Speech, answers: _Answers, case: str) -> Iterator[Item]:
    suffix = f"@{case}" if case else ""
    for name, lines in answers.items():
        yield Statement(_ANCHOR, (speech.words["what_if"]["questions"][name],))
        for rules, told in groupby(lines, key=lambda line: line.rules):
            for line in told:
                yield Statement(line.name, _address_sums(line, suffix))
            for rule_id in rules:
                title = show_title(speech, speech.rulebook.rules[rule_id])
                yield Statement(rule_id, (LinkTo(f"rule:{rule_id}"), title))


def _address_sums(line: _Line, suffix: str) -> tuple[Part, ...]:
    """The parts of a line, what was worked out for its case under the address of that case."""
    here, _, _ = line.name.rpartition(".")
    return tuple(
        replace(part, fact=part.fact.add_suffix(suffix))
        if line.is_sum and isinstance(part, Slot) and part.fact.holder == here
        else part
        for part in line.parts
    )


def is_single_order(book: Rulebook, service: str) -> bool:
    """Whether one session or one day may be all that is ordered, at the price of one."""
    sold, other = book.services[service], set[Role]({"least-charge", "first-block", "billing-step"})
    whole = sold.price.unit in ORDER_UNITS and sold.price.every == 1 and sold.price.kind == "fixed"
    more = (sold.change, sold.minimum, sold.tiers, sold.retainer, sold.increment)
    charged = (role for facts in book.prices.charging.get(service, ()) for role in facts)
    if not whole or any(more) or not other.isdisjoint(charged) or sold.price.low is None:
        return False
    digits, _ = find_currency_decimals(sold.price.low.currency)
    return (
        sold.price.low.amount > 0 and round(sold.price.low.amount, digits) == sold.price.low.amount
    )


class _CaseTeller:
    """Tells one kind of client who buys one service what happens."""

    def __init__(self, speech: Speech, client: str, service: str) -> None:
        self.whole, self.client, self.service = speech, client, service
        book = speech.rulebook.tell_client(client)
        self.speech = speech.narrowed(book)
        self.rules = book.narrow_to(Audience(client, (service,) if service else ())).rules

    def tell_all(self) -> _Answers:
        """The situations that the rules answer, each with its lines."""
        told = {name: self._tell(name) for name in SITUATIONS}
        return {name: lines for name, lines in told.items() if lines}

    def _tell(self, name: SituationName) -> tuple[_Line, ...]:
        spec = load_situations()[name]
        rules = self._find_rules(name)
        if any(rule.others for rule in rules.values()):
            return ()  # what depends on the day would become false on a page that stands still
        held = {rule_id: one for rule_id, rule in rules.items() if (one := self._find_held(rule))}
        sums = self._reckon(name, held)
        lines, is_answer, own = list[_Line](), False, set[str]()
        for named in spec.tells:
            if named is None:
                lines += self._say_sums(name, sums)
                is_answer |= bool(sums)
            elif named.address in spec.ongoing and not self._sells_ongoing():
                continue
            elif not (sums and named.address in spec.instead):
                said = self._say_statement(named, held.get(named.rule))
                if not said and named.rule not in own:
                    said = [*self._say_own_words(named, held.get(named.rule))]
                    own |= {named.rule} if said else set()
                lines += said
                is_answer |= bool(said) and named.address not in spec.beside
        return tuple(lines) if is_answer else ()

    def _sells_ongoing(self) -> bool:
        """Whether what is bought, or of no service anything, is paid by the week, month or year."""
        services = self.whole.rulebook.services
        meant = [services[self.service]] if self.service else [*services.values()]
        sold = [one for one in meant if one.for_ in {None, self.client}]
        paid = [bool(one.retainer) or one.price.unit in RETAINER_UNITS for one in sold]
        return any(paid) or not paid

    def _find_held(self, rule: Rule) -> Rule | None:
        """The one case that is left, where it holds today; of no service, for what it is about."""
        service = self.service or next(iter(rule.written_case.services), "")
        return rule.find_variant(Situation(self.client, service, rule.as_of))

    def _find_rules(self, name: SituationName) -> Mapping[str, Rule]:
        """The rules on which the answer depends, its sums as well."""
        told = {named.rule for named in load_situations()[name].tells if named}
        return {rule_id: rule for rule_id, rule in self.rules.items() if rule_id in told}

    def _reckon(self, name: SituationName, held: Mapping[str, Rule]) -> tuple[ExpectedSum, ...]:
        if name not in RECKONED or not self.service:
            return ()
        price = find_price(self.whole, self.client, self.service).figure
        assert isinstance(price, Price)
        # What an hour or a word comes to in all, nobody knows.
        if price.low is None or (
            price.unit and not is_single_order(self.speech.rulebook, self.service)
        ):
            return ()
        facts: dict[Role, Fact] = {
            fact.spec.role: fact
            for rule in held.values()
            for fact in rule.facts.values()
            if fact.spec and fact.spec.role
        }
        length = self.speech.rulebook.services[self.service].delivery
        return reckon_sums(name, Deal(price.low, length, facts))

    def _say_sums(self, name: SituationName, sums: Sequence[ExpectedSum]) -> Iterator[_Line]:
        for number, one in enumerate(sums, 1):
            here = f"{one.rules[0]}.{name}"
            amount = Fact(f"{here}.{number}", one.amount, computed=True)
            figures = {"amount": Slot(amount)}
            if one.delay:
                figures["delay"] = Slot(Fact(f"{here}.delay", one.delay, computed=True))
                figures["price"] = Slot(find_price(self.whole, self.client, self.service))
            frame = str(self.speech.words["what_if"]["lines"][one.kind])
            said = self.speech.fill(frame, at=self.speech.write(one.at), **figures)
            yield _Line(one.rules, amount.address, said, is_sum=True)

    def _say_statement(self, named: StatementName, rule: Rule | None) -> list[_Line]:
        """A statement, where it holds."""
        if rule is None:
            return []
        if named.clause == NO_RULE:
            return [_Line((rule.id,), rule.id, self._say_none(rule))] if rule.is_none else []
        return [
            _Line((rule.id,), rule.id, self.speech.clause(rule, clause, "says"))
            for clause in rule.said
            if clause.name == named.clause and not clause.prose
        ]

    def _say_own_words(self, named: StatementName, rule: Rule | None) -> Iterator[_Line]:
        """The author's text, which stands for a statement of ours that would hold."""
        ours = rule.spec.clauses.get(named.clause) if rule and rule.spec else None
        if rule is None or ours is None or ours in rule.clauses or rule.is_none:
            return
        if ours.holds_for(rule.figures) and rule.own_text:
            for said in self.whole.blocks(rule.own_text, rule):
                yield _Line((rule.id,), rule.id, said)

    def _say_none(self, rule: Rule) -> tuple[Part, ...]:
        if rule.summary:
            return self.speech.line(rule.summary, rule)
        assert rule.spec
        return (rule.spec.none[self.speech.language],)

"""What the terms page says of every rule, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from lindero.catalogue.facts import Fact
from lindero.expected.consumer_sums import say_consumer_sums
from lindero.expected.sayings import list_sayings
from lindero.expected.speech import (
    Item,
    Part,
    Slot,
    Speech,
    Statement,
    compare_parts,
    join,
)
from lindero.expected.taxes import say_plan_taxes
from lindero.pricing.cancelling import CancellingExample
from lindero.pricing.late_charges import LateExample
from lindero.pricing.own_delays import OwnDelayExample
from lindero.pricing.payment_plans import ExamplePlan, Payment
from lindero.pricing.rate_classes import ClassExample
from lindero.pricing.side_costs import CostExample, ReserveExample
from lindero.rulebook.cases import Case
from lindero.rulebook.rule import Rule
from lindero.shapes import Hours

Sentence = tuple[Part, ...]


def list_topic_items(speech: Speech) -> Iterator[Item]:
    """Every topic with its rules, in order."""
    for topic, title in speech.rulebook.topics.items():
        rules = [rule for rule in speech.rulebook.rules.values() if rule.topic == topic]
        if rules:
            yield Statement(topic, (speech.write(title),))
            yield Statement(topic, (speech.count("rule_count", len(rules)),))
            for rule in rules:
                yield from list_rule_items(speech, rule)


def list_index_items(speech: Speech) -> Iterator[Item]:
    """The table of contents."""
    for topic, title in speech.rulebook.topics.items():
        rules = [rule for rule in speech.rulebook.rules.values() if rule.topic == topic]
        if rules:
            yield Statement(topic, (speech.write(title),))
            yield from (Statement(rule.id, (show_title(speech, rule),)) for rule in rules)


def show_title(speech: Speech, rule: Rule) -> str:
    """A rule's name: the author's, else the catalogue's."""
    if rule.title:
        return speech.write(rule.title)
    assert rule.spec
    return rule.spec.title[speech.language]


def name_figure(speech: Speech, rule: Rule) -> tuple[Part, ...]:
    """What stands under the figure: the catalogue's words for it, of times their days."""
    spec, main = rule.spec, rule.main
    if main is None or spec is None or rule.title is not None or rule.is_none:
        return (show_title(speech, rule),)
    if isinstance(main.figure, Hours) and len(main.figure.group_days()) == 1:
        return (Slot(main, "days", marked=False),)
    return (spec.label[speech.language],)


def list_rule_items(speech: Speech, rule: Rule) -> Iterator[Item]:
    """One rule: its figure, what it says in each of its cases, its reason, its link."""
    yield Statement(rule.id, (show_title(speech, rule),))
    if rule.main:
        yield Statement(rule.main.address, (Slot(rule.main, "short"),))
        yield from _name_beside_title(speech, rule)
    for at, variants in enumerate(group_variants(speech, rule)):
        yield from _list_variant_items(speech, rule, variants, first=at == 0)
    for said in _list_remarks(speech, rule, "why"):
        yield Statement(f"{rule.id}.why", (speech.words["why"], " ", *said))
    if example := tuple(_give_example(speech, rule)):
        yield Statement(f"{rule.id}.example", (speech.words["example"], " ", *example))
    for said in _list_remarks(speech, rule, "note"):
        yield Statement(f"{rule.id}.note", said)
    if rule.side:
        said = _name_side(speech, rule)
        yield Statement(rule.id, said)
    yield Statement(rule.id, (speech.words["copy_link"],))
    yield Statement(rule.id, (rule.id,))


def _name_beside_title(speech: Speech, rule: Rule) -> Iterator[Item]:
    """The words under the large figure, where the title beside it is not the same."""
    (said,), title = name_figure(speech, rule), show_title(speech, rule)
    if not isinstance(said, str) or said.casefold() != title.casefold():
        yield Statement(rule.id, (said,))


def _list_remarks(speech: Speech, rule: Rule, name: Literal["why", "note"]) -> Iterator[Sentence]:
    """The author's reasons or small print; what is of one case has that case before it."""
    for variant, text, of_case in rule.list_remarks(name):
        case = speech.cases([variant]) if of_case else ()
        yield (*case, *([": "] if case else []), *speech.line(text, variant))


def _name_side(speech: Speech, rule: Rule) -> Sentence:
    frame = str(speech.words[f"duty_{rule.side}"])
    noun = speech.noun
    shown = noun if not frame.startswith("{who}") else noun[:1].upper() + noun[1:]
    return speech.fill(frame, who=shown)


def group_variants(speech: Speech, rule: Rule) -> list[list[Rule]]:
    """The variants of a rule, those that read the same together."""
    groups: dict[object, list[Rule]] = {}
    for variant in rule.variants:
        said = [compare_parts(sentence) for sentence in list_sentences(speech, variant)]
        main = variant.main.figure.serial if variant.main else ""
        groups.setdefault((main, tuple(said)), []).append(variant)
    return [*groups.values()]


def _list_variant_items(
    speech: Speech, rule: Rule, variants: list[Rule], *, first: bool
) -> Iterator[Item]:
    variant = variants[0]
    everybody = len(variants) == len(rule.variants) and not rule.is_partial
    alone = first and everybody and bool(rule.others)
    if case := () if alone else speech.cases(variants):
        yield Statement(f"{rule.id}, case", case)
    if not first and variant.main and not _reads_like(variant.main, rule.main):
        yield Statement(variant.main.address, (Slot(variant.main, "short"),))
    for sentence in list_sentences(speech, variant):
        yield Statement(rule.id, sentence)
    if said := say_consumer_sums(speech, variant):
        yield Statement(f"{rule.id}.sums", said)


def _reads_like(fact: Fact, large: Fact | None) -> bool:
    """Whether a figure in short is the same as the large one, and so does not stand there again."""
    if large is None:
        return False
    said = [*list_sayings(fact, "short")]
    return said == [*list_sayings(large, "short")]


def list_sentences(speech: Speech, rule: Rule) -> list[Sentence]:
    """What a variant says, in order: every clause that holds, the author's words in their place."""
    said = list(rule.said)
    sentences: list[Sentence] = []
    lead = bool(said) and not said[0].prose
    if rule.summary:
        sentences.append(speech.line(rule.summary, rule))
    elif rule.is_none:
        assert rule.spec
        sentences.append((rule.spec.none[speech.language],))
        said = said[1:] if lead else said
    for clause in said:
        if clause.prose:
            sentences += speech.blocks(clause.prose, rule)
        else:
            sentences.append(speech.clause(rule, clause, "says"))
    return [sentence for sentence in sentences if sentence]


def _give_example(speech: Speech, rule: Rule) -> Iterator[Part]:
    """What a rule comes to in money; for each kind of client, where that is not the same."""
    book = speech.rulebook
    by_client = {
        client: speech.narrowed(book.tell_client(client)) for client in ("", *book.business.clients)
    }
    told: list[tuple[str, Sequence[Part]]] = [
        (client, _show_payment_plan(by_client[client], rule, plan))
        for client, plan in book.example_plans
    ]
    if rule is book.find_role_rule("late-rate"):
        told = [(client, _show_late_example(speech, one)) for client, one in book.late_examples]
    elif rule is book.find_role_rule("due-on-cancelling"):
        told = [
            (client, _show_cancelling(by_client[client], one))
            for client, one in book.cancelling_examples
        ]
    elif rule is book.find_role_rule("own-delay-rate"):
        told = [
            (client, _show_own_delay(by_client[client], one))
            for client, one in book.own_delay_examples
        ]
    elif rule is book.find_role_rule("reserve"):
        told = [
            (client, _show_reserve(by_client[client], one)) for client, one in book.reserve_examples
        ]
    elif rule is book.find_role_rule("mileage"):
        told = [(client, _show_cost(by_client[client], one)) for client, one in book.side_costs]
    elif rule is book.find_role_rule("least-charge"):
        told = [(client, _show_cost(by_client[client], one)) for client, one in book.least_examples]
    elif rule is book.find_role_rule("rate-levels"):
        told = [
            (client, _show_classes(by_client[client], one)) for client, one in book.class_examples
        ]
    shown = [(client, said) for client, said in told if said]
    for at, (client, said) in enumerate(shown):
        yield from (" ",) if at else ()
        is_named = client and (not at or shown[at - 1][0] != client)
        yield from (*speech.case(Case(client)), ": ") if is_named else ()
        yield from said


def _show_late_example(speech: Speech, example: LateExample) -> Sequence[Part]:
    return speech.say(
        "example_late",
        owed=Slot(example.owed),
        delay=Slot(example.delay),
        charge=Slot(example.charge),
    )


def _show_payment_plan(speech: Speech, rule: Rule, plan: ExamplePlan) -> Sequence[Part]:
    rulebook = speech.rulebook
    by_stage = _is_same(rule, rulebook.find_role_rule("instalments"))
    if not (by_stage or _is_same(rule, rulebook.find_role_rule("deposit"))):
        return ()
    parts = [
        _show_payment(speech, payment, Slot(fact))
        for payment, fact in plan.parts
        if by_stage or payment.kind in {"deposit", "rest"}
    ]
    if not parts:
        return ()
    return _say_of_service(speech, "example_plan", plan.service, parts=join(parts))


def _is_same(rule: Rule, found: Rule | None) -> bool:
    return found is not None and found.id == rule.id


def _show_cancelling(speech: Speech, example: CancellingExample) -> Sequence[Part]:
    parts = [(Slot(fact), " ", speech.write(cost.at)) for cost, fact in example.costs]
    return _say_of_service(speech, "example_cancelling", example.service, parts=join(parts))


def _show_own_delay(speech: Speech, example: OwnDelayExample) -> Sequence[Part]:
    figures = {"delay": Slot(example.delay), "taken": Slot(example.taken_off)}
    return _say_of_service(speech, "example_own_late", example.service, **figures)


def _show_reserve(speech: Speech, example: ReserveExample) -> Sequence[Part]:
    reserve = Slot(example.reserve)
    return _say_of_service(speech, "example_reserve", example.service, reserve=reserve)


def _show_cost(speech: Speech, example: CostExample) -> Sequence[Part]:
    places = speech.words["example_least_places"]
    parts: dict[str, Part] = {
        "given": Slot(example.given),
        "cost": Slot(example.cost),
        "place": str(places[example.place]) if example.place else "",
    }
    if example.service:
        return _say_of_service(speech, f"example_{example.kind}_rate", example.service, **parts)
    return speech.say(f"example_{example.kind}", **parts)


def _show_classes(speech: Speech, example: ClassExample) -> Sequence[Part]:
    words = speech.words["example_class_rates"]
    parts = [speech.fill(str(words[role]), rate=Slot(fact)) for role, fact in example.rates]
    return _say_of_service(speech, "example_classes", example.service, parts=join(parts))


def _say_of_service(
    speech: Speech, frame: str, service: str, **parts: Part | Sequence[Part]
) -> Sequence[Part]:
    """A worked example that begins with a service and its price."""
    return speech.say(
        frame,
        service=speech.write(speech.rulebook.services[service].name),
        price=speech.figure(f"services.{service}.price"),
        net=say_plan_taxes(speech, speech.rulebook.prices.taxes[service]),
        **parts,
    )


def _show_payment(speech: Speech, payment: Payment, amount: Slot) -> Sequence[Part]:
    if payment.at:
        return (amount, " ", speech.write(payment.at))
    return speech.say(f"example_{payment.kind}", amount=amount)

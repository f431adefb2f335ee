"""Rules about rules: what the author wrote must hold together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from lindero.catalogue import Conflict
from lindero.checked import Checked
from lindero.colours import shifted
from lindero.diagnostics import Diagnostic, Related, suggest
from lindero.doubts import in_doubt
from lindero.links import link_fault
from lindero.price_checks import check_prices
from lindero.prose import FORMS, Link, Mention, parse_prose, walk
from lindero.reading import Placed
from lindero.resolving import WrittenProse
from lindero.rulebook import Fact, Rule, Rulebook
from lindero.shapes import Bounded, Compared, Figure, Money, Percent, Stages, YesNo
from lindero.shapes.base import plain
from lindero.shapes.ladders import WHOLE
from lindero.shapes.sums import sums_in
from lindero.source import Place, Span, Unlocated
from lindero.time_checks import cutoff_in_hours, holiday_region, past_absences, rates_to_come
from lindero.typed import find_typed, known_values
from lindero.variants import Variants


def check_rulebook(checked: Checked) -> list[Diagnostic]:
    """Everything that is wrong between sound parts. What depends on a part that failed is not reported again."""
    checks = (
        _needs,
        _conflicts,
        _totals,
        _references,
        check_prices,
        _prose,
        _unclosed,
        _typed_figures,
        _one_language,
        _currencies,
        _expiry,
        _colours,
        past_absences,
        rates_to_come,
        holiday_region,
        cutoff_in_hours,
    )
    return [found for check in checks for found in check(checked)]


def _needs(checked: Checked) -> Iterator[Diagnostic]:
    for rule in _answered(checked):
        for needed in rule.spec.needs if rule.spec else ():
            other = checked.rulebook.rules.get(needed)
            if in_doubt(needed, checked.resolved.doubts) or (other and _is_answered(other)):
                continue
            state = "is none" if other else "is off" if needed in checked.rulebook.off else "is not written"
            message = f"`{rule.id}` makes no sense while `{needed}` {state}"
            yield Diagnostic("needs-rule", message, checked.place(*rule.id.split(".")), f"write `{needed}`, or set `{rule.id}` to `none`")


def _conflicts(checked: Checked) -> Iterator[Diagnostic]:
    """Answers that contradict each other, for anybody at any time."""
    for rule in _answered(checked):
        for conflict in rule.spec.conflicts if rule.spec else ():
            if all(name in checked.rulebook.rules for name in conflict.conditions):
                found = (_contradiction(checked, conflict, held) for held in _held(checked, tuple(conflict.conditions)))
                yield from list(filter(None, found))[:1]


def _contradiction(checked: Checked, conflict: Conflict, held: Mapping[str, Rule]) -> Diagnostic | None:
    facts = []
    for name, conditions in conflict.conditions.items():
        rule = held.get(name)
        if rule is None or rule.is_none or not all(condition.holds(rule.figures) for condition in conditions):
            return None
        facts += [fact for condition in conditions if (fact := rule.facts.get(condition.name))]
    named = " and ".join(f"`{fact.address}` ({fact.figure.written})" for fact in facts)
    near = tuple(Related(checked.value(*fact.path), f"`{fact.address}`") for fact in facts[1:])
    return Diagnostic("conflicting-rules", f"{named} contradict each other", checked.value(*facts[0].path), conflict.because, related=near)


def _totals(checked: Checked) -> Iterator[Diagnostic]:
    """Shares of one whole, spread over several rules, come to the whole, for everybody and at any time."""
    for rule in _answered(checked):
        parts = rule.spec.total if rule.spec else ()
        if any(in_doubt(part, checked.resolved.doubts) for part in parts):
            continue
        for facts in {tuple(fact.address for fact in facts): facts for facts in _held_together(checked, parts)}.values():
            if not any(fact.address.startswith(f"{rule.id}.") for fact in facts):
                continue  # where this rule has no part of its own, the others leave the rest to the invoice
            if come_to := _wrong_total([share for fact in facts for share in _shares(fact.figure)]):
                names = " and ".join(f"`{fact.address}`" for fact in facts)
                near = tuple(Related(checked.value(*fact.path), f"`{fact.address}`: {fact.figure.written}") for fact in facts)
                message = f"{names} come to {come_to}"
                help_ = "all payments together are 100 % of the price"
                yield Diagnostic("wrong-total", message, checked.place(*rule.id.split(".")), help_, related=near)


def _wrong_total(shares: list[Figure]) -> str | None:
    """What shares come to where that is not the whole; sums have no total before there is a price, so beside them only what is too much."""
    come_to = sum(map(_certain_points, shares), Decimal(0))
    if all(isinstance(share, Percent) for share in shares):
        return None if come_to == WHOLE else f"{plain(come_to)} %"
    sums = any(isinstance(share, Money) and share.amount for share in shares)
    return f"more than {plain(WHOLE)} %" if come_to > WHOLE or (come_to == WHOLE and sums) else None


def _certain_points(share: Figure) -> Decimal:
    """The least that a share is, whatever the price."""
    if isinstance(share, Compared) and share.kind == "larger":
        share = share.first
    if isinstance(share, Bounded) and share.most is None:
        share = share.part
    return share.points if isinstance(share, Percent) else Decimal(0)


def _held_together(checked: Checked, addresses: tuple[str, ...]) -> Iterator[tuple[Fact, ...]]:
    """The figures at these addresses that hold at once, in every situation."""
    split = [address.rpartition(".") for address in addresses]
    for held in _held(checked, tuple(rule for rule, _, _ in split)):
        yield tuple(fact for rule, _, name in split if rule in held and (fact := held[rule].facts.get(name)))


def _held(checked: Checked, names: tuple[str, ...]) -> Iterator[dict[str, Rule]]:
    """The variants of these rules that hold at once, in every situation."""
    book = checked.rulebook
    rules = {name: rule for name in names if (rule := book.rules.get(name))}
    cases = tuple(variant.written for rule in rules.values() for variant in rule.variants)
    for situation in Variants(cases, book.business.clients, book.services, checked.as_of).situations:
        yield {name: variant for name, rule in rules.items() if (variant := rule.at(situation))}


def _shares(figure: Figure) -> list[Figure]:
    return [step.share for step in figure.steps] if isinstance(figure, Stages) else [figure]


def _answered(checked: Checked) -> list[Rule]:
    return [rule for rule in checked.rulebook.rules.values() if _is_answered(rule)]


def _is_answered(rule: Rule) -> bool:
    return any(not variant.is_none for variant in rule.variants)


def _references(checked: Checked) -> Iterator[Diagnostic]:
    for key, sheet in checked.rulebook.onepagers.items():
        for at, service in enumerate(sheet.services):
            yield from _unknown(checked, "service", service, ("onepagers", key, "services", at))
        for at, rule in enumerate(sheet.rules):
            yield from _unknown(checked, "rule", rule, ("onepagers", key, "rules", at))
    for at, rule in enumerate(checked.rulebook.business.figures):
        yield from _unknown(checked, "rule", rule, ("business", "figures", at))
        if rule in checked.rulebook.rules and checked.rulebook.rules[rule].main is None:
            message = f"`{rule}` has no figure to show"
            yield Diagnostic("no-figure", message, checked.place("business", "figures", at), "choose a rule that has a figure of its own")


def _unknown(checked: Checked, kind: str, name: str, path: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    known = checked.rulebook.services if kind == "service" else checked.rulebook.rules
    address = f"services.{name}" if kind == "service" else name
    if name not in known and not in_doubt(address, checked.resolved.doubts):
        place = checked.value(*path)
        yield Diagnostic(f"unknown-{kind}", f"there is no {kind} `{name}`", place, suggest(name, known))


def _prose(checked: Checked) -> Iterator[Diagnostic]:
    seen: Counter[tuple[int, str]] = Counter()
    for prose in checked.resolved.prose:
        for _, text in prose.text.by_language:
            for node in walk(parse_prose(text)):
                if isinstance(node, Mention | Link):
                    token = node.token if isinstance(node, Mention) else f"]({node.href})"
                    nth = seen[id(prose.placed), token]
                    seen[id(prose.placed), token] += 1
                    yield from _told(checked, prose, node, token, nth)


def _unclosed(checked: Checked) -> Iterator[Diagnostic]:
    for prose in checked.resolved.prose:
        for _, text in prose.text.by_language:
            for match in re.finditer(r"\{\{(?![^{}]*\}\})[^{}\n]{0,40}", text):
                message = f"`{match[0].strip()}` is opened and not closed"
                yield Diagnostic("unknown-figure", message, _inside(prose.placed, match[0], 0, checked.home), "close the figure with `}}`")


def _told(checked: Checked, prose: WrittenProse, node: Mention | Link, token: str, nth: int) -> Iterator[Diagnostic]:
    doubts = checked.resolved.doubts
    if isinstance(node, Link):
        problem = link_problem(checked.rulebook, node, doubts)
    elif prose.rule in checked.resolved.broken and "." not in node.address:
        problem = None
    else:
        found = (mention_problem(checked.rulebook, rule, node, doubts) for rule in _saying(checked.rulebook, prose))
        problem = next(filter(None, found), None)
    if problem:
        yield Diagnostic(problem[0], problem[1], _inside(prose.placed, token, nth, checked.home), problem[2])


def _saying(rulebook: Rulebook, prose: WrittenProse) -> list[Rule | None]:
    """The variants of a rule that say this text; None for a text of no rule."""
    rule = rulebook.rules.get(prose.rule or "")
    if rule is None or not rule.others:
        return [rule]
    return [one for one in rule.variants if prose.text in {one.title, one.summary, one.text, one.why, one.note} and not one.is_none]


def _typed_figures(checked: Checked) -> Iterator[Diagnostic]:
    known, seen = known_values(checked.rulebook), Counter[tuple[int, str]]()
    for prose in checked.resolved.prose:
        for _, text in prose.text.by_language:
            for start, end, address in find_typed(text, known):
                token = text[start:end]
                nth = seen[id(prose.placed), token]
                seen[id(prose.placed), token] += 1
                yield typed_figure(token, address, _inside(prose.placed, token, nth, checked.home))


def typed_figure(token: str, address: str, place: Place) -> Diagnostic:
    """A figure stands in prose that the rulebook also holds."""
    message = f"`{token}` is typed here, and the rulebook holds it as `{address}`"
    return Diagnostic("typed-figure", message, place, f"write `{{{{ {address} }}}}`, so that the two can never differ", "warning")


def mention_problem(
    rulebook: Rulebook, rule: Rule | None, node: Mention, doubts: Collection[str] = ()
) -> tuple[str, str, str | None] | None:
    """Why a figure named in prose cannot be shown (code, message, help), or None."""
    fact = rulebook.fact(node.address, rule)
    if fact is None:
        if in_doubt(node.address, doubts):
            return None
        known = [*(rule.facts if rule else ()), *rulebook.facts]
        return "unknown-figure", f"`{node.address}` is no figure of this rulebook", suggest(node.address, known)
    if isinstance(fact.figure, YesNo):
        return "unknown-figure", f"`{node.address}` is an answer, not a figure", "say it in words"
    if node.form not in FORMS:
        return "unknown-figure", f"`{node.form}` is no form of a figure", suggest(node.form, FORMS[1:])
    return None


def link_problem(rulebook: Rulebook, node: Link, doubts: Collection[str] = ()) -> tuple[str, str, str | None] | None:
    """Why a link in prose leads nowhere (code, message, help), or None."""
    if node.rule is not None:
        if node.rule in rulebook.rules or in_doubt(node.rule, doubts):
            return None
        return "unknown-rule", f"there is no rule `{node.rule}`", suggest(node.rule, rulebook.rules)
    fault = link_fault(node.href)
    return ("bad-link", *fault) if fault else None


def _inside(placed: Placed, token: str, nth: int, home: str) -> Place:
    """The token's own place in what was typed; the text around it where folding or an escape has hidden it."""
    for span in _texts(placed):
        for match in re.finditer(re.escape(token), span.text):
            if nth == 0:
                inner = (2, 1) if token.startswith("](") and len(token) > len("]()") else (0, 0)
                return span.source.span(span.start + match.start() + inner[0], span.start + match.end() - inner[1])
            nth -= 1
    return placed.key_mark or Unlocated(home)


def _texts(placed: Placed) -> Iterator[Span]:
    if placed.value is not None:
        yield placed.value
    for child in placed.children.values():
        yield from _texts(child)


def _one_language(checked: Checked) -> Iterator[Diagnostic]:
    languages = checked.rulebook.languages
    if len(languages) < 2:
        return
    seen = set()
    for prose in checked.resolved.prose:
        mark = prose.placed.key_mark
        if prose.text.by_language[0][0] == "" and mark not in seen:
            seen.add(mark)
            written = ", ".join(f"{language}: …" for language in languages)
            message = "this text is the same for readers of every language"
            yield Diagnostic("untranslated", message, mark or Unlocated(checked.home), f"write `{{{written}}}`", "warning")


def _currencies(checked: Checked) -> Iterator[Diagnostic]:
    own = checked.rulebook.business.currency
    known = {own, *checked.rulebook.business.other_currencies}
    for address, fact in checked.rulebook.facts.items():
        if fact.computed:
            continue
        other = next((money.currency for money in sums_in(fact.figure) if money.currency not in known), None)
        if other:
            message = f"`{address}` is in {other}, the business works in {own}"
            help_ = f"write the sum in {own}, or add `other currencies: [{other}]` to the business"
            yield Diagnostic("other-currency", message, checked.value(*fact.path), help_, "warning")


def _expiry(checked: Checked) -> Iterator[Diagnostic]:
    until, edition = checked.rulebook.business.until, checked.rulebook.business.edition
    if until is None:
        return
    place = checked.place("business", "until")
    if until.date < edition.date:
        yield Diagnostic(
            "expired", f"the prices end on {until.machine}, before they start on {edition.machine}", place, "correct one of the two dates"
        )
    elif until.date < checked.as_of:
        message = f"the prices were promised until {until.machine}; today is {checked.as_of.isoformat()}"
        yield Diagnostic("expired", message, place, "set a later date, or take the line out", "warning")


def _colours(checked: Checked) -> Iterator[Diagnostic]:
    brand = checked.rulebook.brand
    for name, was, used in shifted(brand.primary, brand.accent, brand.highlight):
        message = f"text in `{was}` would be hard to read; the pages use `{used}` instead"
        yield Diagnostic(
            "low-contrast", message, checked.place("brand", name), f'write `{name}: "{used}"` to make it the brand\'s own', "warning"
        )

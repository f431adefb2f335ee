"""Figures and links in the author's words lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from lindero.calendar.holidays import is_called_otherwise
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import list_rule_ids
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, suggest_word
from lindero.findings.place import Place, Span, Unlocated
from lindero.reading.links import link_fault
from lindero.reading.prose import FIGURE_FORMS, Mention, ProseLink, parse_prose, walk_inlines
from lindero.reading.tree import PlaceTree
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.resolution import WrittenProse
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Text, YesNo
from lindero.shapes.shape import walk_parts

_WORD = re.compile(r"(?<!\S)[^\W\d_A-ZÁÉÍÓÚÑ][^\W\d_]{2,}(?![\w@:/]|\.\w)")
"""A word of the language rather than a name."""
ProseProblem = tuple[str, str, str | None]
"""Code, message and help."""


def find_broken_references(context: CheckContext) -> Iterator[Finding]:
    """Figures and links in the author's words that lead nowhere."""
    seen: Counter[tuple[int, str]] = Counter()
    for prose, _, text in iterate_prose(context.resolved.prose):
        if "{{" not in text and "](" not in text:
            continue  # most texts name nothing, and taking them apart takes a while
        for node in walk_inlines(parse_prose(text)):
            if isinstance(node, (Mention, ProseLink)):
                token = node.token if isinstance(node, Mention) else f"]({node.href})"
                # Equal tokens of one text are told apart by their order alone.
                nth = seen[id(prose.placed), token]
                seen[id(prose.placed), token] += 1
                if problem := _find_reference_problem(context, prose, node):
                    place = locate_token(prose.placed, token, nth, context.home)
                    yield Finding(problem[0], problem[1], place, problem[2])


def iterate_prose(texts: Iterable[WrittenProse]) -> Iterator[tuple[WrittenProse, str, str]]:
    """Every text of the author with its language; none where one serves readers of all."""
    for prose in texts:
        for language, text in prose.text.by_language:
            yield prose, language, text


def find_unclosed_figures(context: CheckContext) -> Iterator[Finding]:
    """Figures in the author's words that begin and do not end."""
    for prose, _, text in iterate_prose(context.resolved.prose):
        if "{{" not in text:
            continue
        for match in re.finditer(r"\{\{(?![^{}]*\}\})[^{}\n]{0,40}", text):
            message = f"`{match[0].strip()}` is opened and not closed"
            place = locate_token(prose.placed, match[0], 0, context.home)
            yield Finding("unknown-figure", message, place, "close the figure with `}}`")


def _find_reference_problem(
    context: CheckContext, prose: WrittenProse, node: Mention | ProseLink
) -> ProseProblem | None:
    rulebook, doubts = context.rulebook, context.resolved.doubts
    if isinstance(node, ProseLink):
        return find_link_problem(rulebook, node, doubts)
    # A rule that failed has figures of its own that nobody can see.
    if prose.rule in context.resolved.broken and "." not in node.address:
        return None
    rules = _list_saying_variants(rulebook, prose)
    found = (find_mention_problem(rulebook, rule, node, doubts) for rule in rules)
    return next(filter(None, found), None)


def _list_saying_variants(rulebook: Rulebook, prose: WrittenProse) -> list[Rule | None]:
    """The variants of a rule that say this text; None for a text of no rule."""
    rule = rulebook.rules.get(prose.rule or "")
    if rule is None or not rule.others:
        return [rule]
    said = [one for one in rule.variants if not one.is_none]
    return [one for one in said if prose.text in _list_own_words(one)]


def _list_own_words(rule: Rule) -> set[Text | None]:
    return {rule.title, rule.summary, rule.own_text, rule.why, rule.note}


def report_typed_figure(token: str, address: str, place: Place, way_out: str = "") -> Finding:
    """A figure is typed that the rulebook also holds; in prose its address goes into braces."""
    message = f"`{token}` is typed here, and the rulebook holds it as `{address}`"
    help_ = f"write `{way_out or f'{{{{ {address} }}}}'}`, so that the two can never differ"
    return Finding("typed-figure", message, place, help_, "warning")


def find_mention_problem(
    rulebook: Rulebook, rule: Rule | None, node: Mention, doubts: Collection[str] = ()
) -> ProseProblem | None:
    """Why a figure named in prose cannot be shown, or None."""
    fact, code = rulebook.find_fact(node.address, rule), "unknown-figure"
    if fact is None:
        if in_doubt(node.address, doubts):
            return None
        help_ = suggest_word(node.address, [*(rule.facts if rule else ()), *rulebook.facts])
        return code, f"`{node.address}` is no figure of this rulebook", help_
    if isinstance(fact.figure, YesNo):
        return code, f"`{node.address}` is an answer, not a figure", "say it in words"
    forms = (*FIGURE_FORMS, *fact.figure.forms)
    if node.form_name not in forms:
        help_ = suggest_word(node.form_name, forms[1:])
        return code, f"`{node.address}` has no form `{node.form}`", help_
    return None


def find_link_problem(
    rulebook: Rulebook, node: ProseLink, doubts: Collection[str] = ()
) -> ProseProblem | None:
    """Why a link in prose leads nowhere, or None."""
    if node.rule is None:
        fault = link_fault(node.href)
        return ("bad-link", *fault) if fault else None
    if node.rule in rulebook.rules or in_doubt(node.rule, doubts):
        return None
    help_ = suggest_rule(node.rule, rulebook)
    return "unknown-rule", f"there is no rule `{node.rule}`", help_


def suggest_rule(name: str, rulebook: Rulebook, none_fits: str = "") -> str | None:
    """What to do about a rule that is named and not there: a known one waits to be written."""
    if name in list_rule_ids():
        return f"write `{name}` among the rules, or take it out here"
    return suggest_word(name, rulebook.rules, none_fits=none_fits)


def locate_token(placed: PlaceTree, token: str, nth: int, home: str) -> Place:
    """The token's own place; the text around it where folding or an escape has hidden it."""
    for span in _iterate_texts(placed):
        at = span.text.find(token)
        while at >= 0:
            if nth == 0:
                inner = (2, 1) if token.startswith("](") and len(token) > len("]()") else (0, 0)
                start = span.start + at
                return span.source.make_span(start + inner[0], start + len(token) - inner[1])
            nth -= 1
            at = span.text.find(token, at + len(token))
    return placed.key_mark or Unlocated(home)


def _iterate_texts(placed: PlaceTree) -> Iterator[Span]:
    if placed.value is not None:
        yield placed.value
    for child in placed.children.values():
        yield from _iterate_texts(child)


def find_untranslated_texts(context: CheckContext) -> Iterator[Finding]:
    """Texts in one language only, of a rulebook in several."""
    languages = context.rulebook.languages
    if len(languages) < 2:
        return
    written = ", ".join(f"{language}: …" for language in languages)
    message = "this text is the same for readers of every language"
    for place in dict.fromkeys((*_place_same_prose(context), *_place_same_figures(context))):
        found_at = place or Unlocated(context.home)
        yield Finding("untranslated", message, found_at, f"write `{{{written}}}`", "warning")


def _place_same_prose(context: CheckContext) -> Iterator[Span | None]:
    for prose in context.resolved.prose:
        if _serves_every_language(prose.text):
            yield prose.placed.key_mark


def _place_same_figures(context: CheckContext) -> Iterator[Span | None]:
    """Words inside the values of rules; a name such as PayPal or PDF needs no other language."""
    facts = [fact for rule in context.rulebook.rules.values() for fact in rule.facts.values()]
    for fact in facts:
        for text in walk_parts(fact.figure):
            if (
                isinstance(text, Text)
                and _serves_every_language(text)
                and (_WORD.search(text.written) or _names_country(context.rulebook, fact))
            ):
                placed = context.places.find_piece(fact.path)
                spans = (one for one in _iterate_texts(placed) if one.text == text.written)
                yield next(spans, placed.key_mark)


def _names_country(rulebook: Rulebook, fact: Fact) -> bool:
    """Whether a value is the name of the country, which others call otherwise."""
    is_place = bool(fact.spec and fact.spec.role == "holiday-place")
    return is_place and is_called_otherwise(rulebook)


def _serves_every_language(text: Text) -> bool:
    return text.by_language[0][0] == ""

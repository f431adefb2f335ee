"""Figures and links in the author's words lead somewhere, and no figure is typed twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from lindero.checks.context import Checked
from lindero.checks.typed_figures import find_typed, known_values
from lindero.findings.finding import Diagnostic, suggest
from lindero.findings.place import Place, Span, Unlocated
from lindero.reading.links import link_fault
from lindero.reading.prose import FORMS, Link, Mention, parse_prose, walk
from lindero.reading.tree import Placed
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.resolving import WrittenProse
from lindero.rulebook.rulebook import Rule, Rulebook
from lindero.shapes import YesNo


def mentions_lead_somewhere(checked: Checked) -> Iterator[Diagnostic]:
    """Figures and links in the author's words that lead nowhere."""
    seen: Counter[tuple[int, str]] = Counter()
    for prose in checked.resolved.prose:
        for _, text in prose.text.by_language:
            for node in walk(parse_prose(text)):
                if isinstance(node, Mention | Link):
                    token = node.token if isinstance(node, Mention) else f"]({node.href})"
                    nth = seen[id(prose.placed), token]
                    seen[id(prose.placed), token] += 1
                    yield from _told(checked, prose, node, token, nth)


def figures_are_closed(checked: Checked) -> Iterator[Diagnostic]:
    """Figures in the author's words that begin and do not end."""
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


def no_figure_is_typed(checked: Checked) -> Iterator[Diagnostic]:
    """Figures typed into the author's words that the rulebook holds."""
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


def every_language_has_its_text(checked: Checked) -> Iterator[Diagnostic]:
    """Texts in one language only, of a rulebook in several."""
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

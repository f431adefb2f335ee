"""The clauses of an author's own: of a rule that we do not have, or in place of ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from lindero.catalogue.clauses import (
    CLIENT,
    FORMS,
    Clause,
    Sentence,
    Side,
    parse_condition,
)
from lindero.catalogue.specs import RuleSpec
from lindero.findings.finding import suggest_word
from lindero.records.parsers import CLIENTS
from lindero.records.sections import OwnClause
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Choice, Figure, Text, YesNo
from lindero.shapes.refusals import Problem

OWN_TEXT = "text"
"""What the clause is called that an author's `text` is."""


def make_text_clause(text: Text, who: Side | None = None) -> Clause:
    """An author's text as one clause."""
    return Clause(OWN_TEXT, {}, who=who, prose=text)


def make_own_clauses(written: Mapping[str, OwnClause]) -> dict[str, Clause]:
    """The clauses that an author wrote out."""
    return {name: _make_own_clause(name, record) for name, record in written.items()}


def _make_own_clause(name: str, record: OwnClause) -> Clause:
    texts = {form: getattr(record, form) for form in FORMS}
    ways = {form: (_make_own_sentence(text),) for form, text in texts.items() if text}
    conditions = tuple(map(parse_condition, record.if_))
    return Clause(name, ways, conditions, record.who, record.settles or {})


def _make_own_sentence(text: Text) -> Sentence:
    # A text without languages serves them all.
    words = dict(text.by_language)
    return Sentence(words if "" not in words else dict.fromkeys(LANGUAGES, words[""]), own=True)


def list_answers(figures: Mapping[str, Figure]) -> dict[str, Collection[str] | None]:
    """What each value of an own rule may be, as conditions call it."""
    return {
        name: ("yes", "no") if isinstance(figure, YesNo) else tuple(figure.kinds) or None
        for name, figure in figures.items()
    }


def replace_clauses(
    spec: RuleSpec, text: Text | None, replaced: Collection[str] = ()
) -> tuple[Clause, ...]:
    """A rule's clauses, with the author's text in place of some; of all where it names none."""
    if text is None:
        return tuple(spec.clauses.values())
    own = make_text_clause(text)
    return tuple(_put_in_place(spec.clauses.values(), own, replaced)) if replaced else (own,)


def _put_in_place(
    clauses: Iterable[Clause], own: Clause, replaced: Collection[str]
) -> Iterator[Clause]:
    stands = False
    for clause in clauses:
        if clause.name not in replaced:
            yield clause
        elif not stands:
            stands = True
            yield own


def find_unsaid_problems(
    spec: RuleSpec, figures: Mapping[str, Figure], replaced: Collection[str]
) -> Iterator[Problem]:
    """Clauses to be replaced that these answers do not bring up: ours would stand beside the text.

    Which kind of client reads the rule is not known yet.
    """
    if not replaced:
        return
    readers = [{**figures, CLIENT: Choice(client)} for client in CLIENTS]
    said = [clause for clause in spec.clauses.values() if any(map(clause.holds_for, readers))]
    for at, name in enumerate(replaced):
        silent = spec.clauses[name]
        if silent in said:
            continue
        near = [one.name for one in said if one.settles.keys() & silent.settles.keys()]
        names = ", ".join(f"`{one}`" for one in near or [one.name for one in said])
        message = f"`{name}` is not said with these answers: there is nothing to replace"
        yield Problem("bad-clause", message, f"what is said here: {names}", ("replaces", at))


def find_replacing_problems(
    spec: RuleSpec, text: Text | None, replaced: Collection[str]
) -> Iterator[Problem]:
    """Clauses to be replaced that are not there, or that nothing replaces."""
    for at, name in enumerate(replaced):
        if name not in spec.clauses:
            message = f"`{spec.id}` has no clause `{name}`"
            help_ = suggest_word(name, list(spec.clauses))
            yield Problem("bad-clause", message, help_, ("replaces", at))
    if replaced and text is None:
        message = "`replaces` says what a text stands for, and there is no `text`"
        yield Problem("bad-clause", message, "add `text`", ("replaces",), on_key=True)

"""What either side bears for the same thing, beside each other, and the leads to the law."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from lindero.outcomes.claims import Claim, Source
from lindero.outcomes.outcome import SaidLine
from lindero.outcomes.risks import list_followed_leads
from lindero.outcomes.two_sides import SharedSubject, join_shared_subjects
from lindero.resources.languages import read_language_words
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.wording.answers import say_plainly
from lindero.wording.figures import reader_for
from lindero.wording.phrases import Phrases
from lindero.wording.reader import NBSP


def fairness_json(book: Rulebook, as_of: date) -> str:
    """Both sides of every subject by kind of client, and the leads, for programs.

    Under `told` are the sentences, in each language of the business, and the figures.
    """
    clients: dict[str, list[dict[str, Any]]] = {}
    for client, subjects in join_shared_subjects(book, as_of).items():
        told_book = book.tell_client(client)
        tellers = {language: _SideTeller(told_book, language) for language in book.languages}
        clients[client] = [_encode_subject(one, tellers) for one in subjects]
    leads = [
        {
            "lead": found.lead.name,
            "says": dict(found.lead.says),
            "because": found.source.address,
            "source": found.lead.source,
            "seen": found.lead.seen,
            "again": found.lead.again.isoformat(),
        }
        for found in list_followed_leads(book, as_of)
    ]
    return json.dumps({"clients": clients, "leads": leads}, ensure_ascii=False, indent=2)


def fairness_text(book: Rulebook, as_of: date, language: str) -> str:
    """The same for people."""
    words: Mapping[str, Any] = read_language_words(language)["fairness"]
    lines: list[str] = []
    for client, subjects in join_shared_subjects(book, as_of).items():
        teller = _SideTeller(book.tell_client(client), language)
        told = (line for one in subjects for line in teller.list_lines(one, words["nothing"]))
        lines += [words["clients"][client], *told, ""]
    leads = [
        f"- {found.lead.says[language]} ({found.source.address}): "
        f"{found.lead.source}, {found.lead.seen}"
        for found in list_followed_leads(book, as_of)
    ]
    return "\n".join([*lines, *([words["leads"], *leads] if leads else [])]).rstrip()


def _encode_subject(one: SharedSubject, tellers: Mapping[str, _SideTeller]) -> dict[str, Any]:
    sides = {"client": one.told_of_client, "freelancer": one.told_of_freelancer}
    return {
        "subject": one.subject.name,
        "title": dict(one.subject.title),
        "client": _list_addresses(one.of_client),
        "freelancer": _list_addresses(one.of_freelancer),
        "told": {side: _encode_side(claims, tellers) for side, claims in sides.items()},
        "one-sided": one.is_one_sided,
    }


def _encode_side(
    claims: tuple[Claim, ...], tellers: Mapping[str, _SideTeller]
) -> list[dict[str, Any]]:
    by_language = {one: list(teller.tell_rules(claims)) for one, teller in tellers.items()}
    return [
        {
            "rule": told[0].rule,
            "title": {one: rule.title for one, rule in zip(by_language, told, strict=True)},
            "says": {one: rule.said for one, rule in zip(by_language, told, strict=True)},
            "figures": {source.address: source.written for source in told[0].sources},
        }
        for told in zip(*by_language.values(), strict=True)
    ]


def _list_addresses(claims: tuple[Claim, ...]) -> list[str]:
    return list(dict.fromkeys(claim.source.address for claim in claims))


class _ToldRule(NamedTuple):
    """What a rule says of a side: its sentences, and the figures or answers that say so."""

    rule: str
    title: str
    said: str
    sources: tuple[Source, ...]


class _SideTeller:
    """Tells in one language what each side bears, rule by rule."""

    def __init__(self, book: Rulebook, language: str) -> None:
        self._book = book
        self._reader = reader_for(book.business, language)

    def list_lines(self, one: SharedSubject, nothing: str) -> Iterator[str]:
        """A subject, each side, and the sentences that say what becomes of it."""
        language = self._reader.language
        yield f"  {one.subject.title[language]}"
        for side, claims in (
            (one.subject.client, one.told_of_client),
            (one.subject.freelancer, one.told_of_freelancer),
        ):
            rules = list(self.tell_rules(claims))
            yield f"    {side.does[language]}:{'' if rules else f' {nothing}'}"
            for rule in rules:
                addresses = ", ".join(dict.fromkeys(source.address for source in rule.sources))
                yield f"      {rule.title}: {rule.said} ({addresses})"

    def tell_rules(self, claims: tuple[Claim, ...]) -> Iterator[_ToldRule]:
        """Each rule once: its name, what it says, and where."""
        sources: dict[str, list[Source]] = {}
        for source in dict.fromkeys(claim.source for claim in claims):
            sources.setdefault(".".join(map(str, source.path[:2])), []).append(source)
        for rule_id, told in sources.items():
            rule = self._book.rules[rule_id]
            said = " ".join(dict.fromkeys(filter(None, (self._say(rule, one) for one in told))))
            title = Phrases(self._book, rule, self._reader).title.replace(NBSP, " ")
            yield _ToldRule(rule_id, title, said.replace(NBSP, " "), tuple(told))

    def _say(self, rule: Rule, source: Source) -> str:
        """The sentence in the variant of the rule that says so."""
        holding = (
            one
            for one in rule.variants
            if any(fact.path == source.path for fact in one.facts.values())
        )
        variant = next(holding, rule)
        clause = next((one for one in variant.said if one.name == source.clause), None)
        if clause is None and not variant.is_none:
            return ""
        return say_plainly(self._book, self._reader, SaidLine(variant, clause))

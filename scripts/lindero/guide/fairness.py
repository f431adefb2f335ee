"""What either side bears for the same thing, beside each other, and the leads to the law."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

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
    """Both sides of every subject by kind of client, and the leads, for programs."""
    clients = {
        client: [_encode_subject(one) for one in subjects]
        for client, subjects in join_shared_subjects(book, as_of).items()
    }
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
        teller = _SideTeller(book.tell_client(client), language, words["nothing"])
        told = (line for one in subjects for line in teller.list_lines(one))
        lines += [words["clients"][client], *told, ""]
    leads = [
        f"- {found.lead.says[language]} ({found.source.address}): "
        f"{found.lead.source}, {found.lead.seen}"
        for found in list_followed_leads(book, as_of)
    ]
    return "\n".join([*lines, *([words["leads"], *leads] if leads else [])]).rstrip()


def _encode_subject(one: SharedSubject) -> dict[str, Any]:
    return {
        "subject": one.subject.name,
        "title": dict(one.subject.title),
        "client": _list_addresses(one.of_client),
        "freelancer": _list_addresses(one.of_freelancer),
        "one-sided": one.is_one_sided,
    }


def _list_addresses(claims: tuple[Claim, ...]) -> list[str]:
    return list(dict.fromkeys(claim.source.address for claim in claims))


class _SideTeller:
    """Tells in one language what each side bears, rule by rule."""

    def __init__(self, book: Rulebook, language: str, nothing: str) -> None:
        self._book, self._nothing = book, nothing
        self._reader = reader_for(book.business, language)

    def list_lines(self, one: SharedSubject) -> Iterator[str]:
        """A subject, each side, and the sentences that say what becomes of it."""
        language = self._reader.language
        yield f"  {one.subject.title[language]}"
        for side, borne, beside in (
            (one.subject.client, one.of_client, one.beside_client),
            (one.subject.freelancer, one.of_freelancer, one.beside_freelancer),
        ):
            rules = list(self._list_rules(borne or beside))
            yield f"    {side.does[language]}:{'' if rules else f' {self._nothing}'}"
            yield from (f"      {rule}" for rule in rules)

    def _list_rules(self, claims: tuple[Claim, ...]) -> Iterator[str]:
        """Each rule once: its name, what it says, and where."""
        sources: dict[str, list[Source]] = {}
        for source in dict.fromkeys(claim.source for claim in claims):
            sources.setdefault(".".join(map(str, source.path[:2])), []).append(source)
        for rule_id, told in sources.items():
            rule = self._book.rules[rule_id]
            said = " ".join(dict.fromkeys(filter(None, (self._say(rule, one) for one in told))))
            addresses = ", ".join(dict.fromkeys(one.address for one in told))
            name = Phrases(self._book, rule, self._reader).title
            yield f"{name}: {said} ({addresses})".replace(NBSP, " ")

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

"""What either side bears for the same thing, beside each other, and the leads to the law."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lindero.outcomes.claims import Claim, Source
from lindero.outcomes.risks import list_followed_leads
from lindero.outcomes.two_sides import SharedSubject, join_shared_subjects
from lindero.resources.languages import read_language_words
from lindero.rulebook.rulebook import Rulebook


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
        lines += [words["clients"][client], *_list_subjects(book, subjects, words, language), ""]
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


def _list_subjects(
    book: Rulebook, subjects: list[SharedSubject], words: Mapping[str, Any], language: str
) -> Iterator[str]:
    for one in subjects:
        yield f"  {one.subject.title[language]}"
        for side, claims in (
            (one.subject.client, one.of_client),
            (one.subject.freelancer, one.of_freelancer),
        ):
            sources = dict.fromkeys(claim.source for claim in claims)
            said = "; ".join(_show_source(book, source, language) for source in sources)
            yield f"    {side.does[language]}: {said or words['nothing']}"


def _show_source(book: Rulebook, source: Source, language: str) -> str:
    """The rule by its name, what is written there, and the address."""
    rule = book.rules[".".join(map(str, source.path[:2]))]
    title = rule.title.in_language(language) if rule.title else ""
    name = title or (rule.spec.title[language] if rule.spec else rule.id)
    return f"{name} ({source.address})"

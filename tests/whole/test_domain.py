"""What real freelance terms say can be written as typed values, fact by fact.

An entry in `tests/cases/domain/*.yml` has the fact in plain words (`says`), where it was seen, the
least that an author writes for it, and the addresses of the values that hold it (`typed`), or
`own: yes` where only an own rule's text can say it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from lindero.catalogue.facts import Fact
from lindero.loading import load_rulebook
from lindero.records.record import Record
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Choice, Figure, TextList, YesNo
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from support.case_data import read_cases
from support.folders import CASES
from support.publication import page_texts
from support.rulebooks import AS_OF, BUSINESS

TABLES = sorted((CASES / "domain").glob("*.yml"))
LANGUAGES = ("es", "en")
BILINGUAL = (
    BUSINESS.replace("languages: [en]", "languages: [es, en]") + "  clients: [business, consumer]\n"
)
AT_LEAST = 0.95


@dataclass(frozen=True)
class Entry:
    """One fact of the domain."""

    table: str
    topic: str
    says: str
    seen: str
    write: str
    typed: tuple[str, ...] = ()
    own: bool = False

    def load(self, folder: Path) -> Rulebook:
        terms = folder / "terms"
        terms.mkdir()
        for name, content in written_files(self.write).items():
            (terms / name).write_text(content, "utf-8")
        loaded = load_rulebook(terms, AS_OF, shown_from=folder)
        found = [one for one in loaded.findings if one.code != "law-risk"]  # it is no rulebook yet
        assert not found, found
        assert loaded.rulebook
        return loaded.rulebook


def written_files(write: str) -> dict[str, str]:
    """The files of an entry; what it says of the business joins what is said already."""
    sections = re.split(r"^(?=\S)", write, flags=re.MULTILINE)
    own = "".join(
        section.partition("\n")[2] for section in sections if section.startswith("business:")
    )
    kept = [
        line
        for line in BILINGUAL.splitlines(keepends=True)
        if f"\n{line.partition(':')[0]}:" not in f"\n{own}"
    ]
    rules = "".join(section for section in sections if not section.startswith("business:"))
    return {"business.yml": "".join(kept) + own} | ({"rules.yml": rules} if rules.strip() else {})


def entries_of(table: Path) -> list[Entry]:
    found = read_cases(table)
    return [Entry(table.stem, **{**one, "typed": tuple(one.get("typed", ()))}) for one in found]


ENTRIES = [entry for table in TABLES for entry in entries_of(table)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.table}: {entry.says}")
def test_a_fact_can_be_written_and_is_shown(entry, tmp_path):
    rulebook = entry.load(tmp_path)
    pages = page_texts(rulebook)
    assert bool(entry.typed) is not entry.own
    if entry.own:
        (rule,) = rulebook.rules.values()
        assert rule.spec is None
        assert not rule.facts
    for address in entry.typed:
        for language in LANGUAGES:
            assert is_told(rulebook, address, language, pages), (address, language)


def is_told(rulebook: Rulebook, address: str, language: str, pages: dict[str, str]) -> bool:
    """Whether the pages of a language say what stands at an address."""
    shown = shown_in(language, pages)
    if rule := rulebook.rules.get(address):
        assert rule.is_none
        assert rule.spec
        return rule.spec.none[language] in shown
    fact = rulebook.facts.get(address)
    if fact is None:
        return record_is_told(rulebook, address.split("."), language, shown)
    reader = reader_for(rulebook.business, language)
    return (
        f'<data value="{reader.encode_figure(fact.figure)}" data-rule="{address}">' in shown
        or turns_the_words(rulebook, fact, language)
    )


def shown_in(language: str, pages: dict[str, str]) -> str:
    return html.unescape(
        "".join(
            page for path, page in pages.items() if path.startswith("en/") is (language == "en")
        )
    )


def record_is_told(rulebook: Rulebook, steps: list[str], language: str, shown: str) -> bool:
    """Lists and answers are no figures: the texts are there, another answer changes the page."""
    holder: Any = rulebook
    for step in steps[:-1]:
        holder = holder[step] if isinstance(holder, Mapping) else getattr(holder, step)
    found = getattr(holder, field_of(steps[-1]))
    if isinstance(found, TextList):
        return bool(found.entries) and all(
            text.in_language(language) in shown for text in found.entries
        )
    others = (
        [YesNo(not found.yes)]
        if isinstance(found, YesNo)
        else [(), *type(holder).keys.leaves[steps[-1]].schema.get("enum", ())]
    )
    changed = [
        placed(rulebook, steps, other)
        for other in others
        if type(other) is type(found) and other != found
    ]
    return bool(changed) and all(shown_in(language, page_texts(one)) != shown for one in changed)


def placed(holder: Any, steps: list[str], value: object) -> Any:
    """A copy with another value at the end of the steps."""
    first, *rest = steps
    if isinstance(holder, Mapping):
        return {**holder, first: placed(holder[first], rest, value)}
    name = field_of(first)
    changed = {name: placed(getattr(holder, name), rest, value) if rest else value}
    return (
        holder.change_keys(**changed) if isinstance(holder, Record) else replace(holder, **changed)
    )


def field_of(key: str) -> str:
    """`from` is one of Python's own words and is `from_` there."""
    return {"with": "with_", "from": "from_", "not with": "not_with"}.get(key, key)


def turns_the_words(rulebook: Rulebook, fact: Fact, language: str) -> bool:
    """Whether another answer in its place would be told otherwise."""
    assert isinstance(fact.figure, YesNo | Choice), fact
    assert fact.spec
    rule = next(
        one for top in rulebook.rules.values() for one in top.variants if fact in one.facts.values()
    )
    told = said(rulebook, rule, fact, fact.figure, language)
    return bool(told) and all(
        said(rulebook, rule, fact, answer, language) != told for answer in others(fact)
    )


def others(fact: Fact) -> list[Figure]:
    assert fact.spec
    if isinstance(fact.figure, YesNo):
        return [YesNo(not fact.figure.yes)]
    return [Choice(name) for name in fact.spec.choices or {} if name != fact.figure.machine]


def said(rulebook: Rulebook, rule: Rule, fact: Fact, answer: Figure, language: str) -> str:
    name = fact.address.partition("@")[0].rpartition(".")[2]
    other = replace(rule, facts={**rule.facts, name: replace(fact, figure=answer)})
    reader = reader_for(rulebook.business, language)
    scope = Scope(rulebook, reader, str, other)
    phrases = Phrases(rulebook, other, reader)
    bodies = (phrases.summary, *(block.body for block in phrases.text))
    return "\n".join(inline_plain(body, scope) for body in bodies)


@pytest.mark.parametrize("table", [table.stem for table in TABLES])
def test_every_fact_stands_once(table):
    counted = Counter((entry.topic, entry.says) for entry in ENTRIES if entry.table == table)
    assert not [fact for fact, times in counted.items() if times > 1]


def test_nearly_all_facts_are_typed():
    facts, typed = (
        Counter(entry.topic for entry in ENTRIES),
        Counter(entry.topic for entry in ENTRIES if entry.typed),
    )
    rows = [
        ("all", facts.total(), typed.total()),
        *((topic, facts[topic], typed[topic]) for topic in facts),
    ]
    table = "\n".join(
        f"{topic:30} {all_:4} facts {held:4} typed {all_ - held:4} own"
        for topic, all_, held in rows
    )
    print(table)  # noqa: T201 - `pytest -rP` shows it
    assert typed.total() >= AT_LEAST * facts.total(), table

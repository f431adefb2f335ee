"""What the data of `lindero init` may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lindero.reading.tree import PathStep
from lindero.records.fields import RULE_WORDS
from lindero.records.parsers import CONSUMER
from lindero.records.record import Record
from lindero.records.sections import (
    Adjustment,
    Brand,
    Business,
    Service,
    Voice,
)
from lindero.records.taxes import Tax
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Problem
from lindero.shapes.key_groups import Parser
from lindero.shipped.reading import (
    WORDS,
    by_language,
    choose_word,
    group_of,
    list_of,
    name_problem,
    names_to,
    read_anything,
    read_flag,
    read_words,
)
from lindero.shipped.rules import list_rules

_BESIDES = {"services", "none", "off", CONSUMER}
"""What a trade says of a rule besides its values and its words."""


def _entries_of(kind: type[Record]) -> Parser:
    """Entries of a section, with the ids that they get and the clients that have them."""
    required = {"id": WORDS, **dict.fromkeys(kind.keys.required, read_anything)}
    return list_of(group_of(required, dict.fromkeys([*kind.keys.leaves, "for"], read_anything)))


def _part_of(kind: type[Record], **more: Parser) -> Parser:
    """A section as a starter has it: what is filled in, what is only shown, and remarks."""
    keys = kind.keys.leaves
    shown = group_of({}, {"is": read_anything, **dict.fromkeys(LANGUAGES, read_words)})
    return group_of(
        {"about": WORDS, "values": names_to(read_anything, keys, "key of this section")},
        {
            "notes": names_to(WORDS, keys, "key of this section"),
            "more": names_to(shown, keys, "key of this section"),
            **more,
        },
    )


COUNTRIES = group_of(
    {
        "usual-tax": WORDS,
        "taxes": list_of(group_of({"name": WORDS, "in": list_of(read_words)})),
        "zones": names_to(read_words),
        "readers": names_to(list_of(read_words)),
    }
)

QUESTIONS = group_of(
    {
        "languages": WORDS,
        "intro": WORDS,
        "questions": names_to(
            group_of(
                {"ask": WORDS},
                {
                    "key": read_words,
                    "of": choose_word(("voice", "tax"), "record"),
                    "rule": read_words,
                    "optional": read_flag,
                },
            )
        ),
        "closing": by_language(
            group_of(
                {"done": read_words, "next": list_of(read_words), "commands": list_of(read_words)}
            )
        ),
    }
)

_STARTER_RULE = group_of(
    {"about": WORDS},
    {
        "values": names_to(read_anything),
        "follows": read_words,
        "notes": names_to(WORDS),
        "more": names_to(group_of(dict.fromkeys(LANGUAGES, read_words), {"is": read_anything})),
        "for": read_words,
        "exempt": WORDS,
        "without-retainers": WORDS,
        "consumer": names_to(read_anything),
    },
)

RULES = group_of(
    {"about": WORDS, "rules": names_to(_STARTER_RULE)},
    {
        "own": WORDS,
        "own-rule": group_of(
            {"id": WORDS, "title": WORDS, "values": names_to(read_anything), "text": WORDS}
        ),
    },
)

TRADE = group_of(
    {
        "about": WORDS,
        "trade": WORDS,
        "name": WORDS,
        "clients": list_of(choose_word(("business", "consumer"), "kind of client")),
        "welcome": WORDS,
        "answers": names_to(read_words),
        "milestones": list_of(group_of({"at": WORDS, "share": read_words})),
        "instalments": list_of(WORDS),
        "services": _entries_of(Service),
        "adjustments": _entries_of(Adjustment),
        "rules": names_to(read_anything),
        "flyer": group_of({"title": WORDS, "text": WORDS}),
    },
    {
        "noun": WORDS,
        "private-answers": names_to(read_words),
        "cases": names_to(list_of(names_to(read_anything))),
    },
)

_PAGE = group_of(
    {
        "file": WORDS,
        "title": by_language(group_of({"I": read_words, "we": read_words})),
        "points": list_of(WORDS),
        **dict.fromkeys(("hint", "person", "lead", "end"), WORDS),
    }
)

PAGES = group_of(
    {
        "rules": WORDS,
        "open": WORDS,
        "business": _part_of(Business, inside=names_to(WORDS, Business.keys.leaves, "key")),
        "brand": _part_of(Brand),
        "sample": group_of({"note": WORDS, "about": WORDS}),
        "services": group_of(
            {"about": WORDS, "how": WORDS, "sample": WORDS},
            {"notes": names_to(WORDS, Service.keys.leaves, "key of a service")},
        ),
        "adjustments": group_of({"about": WORDS}),
        "onepagers": group_of(
            {
                "about": WORDS,
                "id": WORDS,
                "heading": WORDS,
                "notes": names_to(WORDS),
                "fine": list_of(WORDS),
            }
        ),
        "starts": names_to(read_words),
        "conditions": list_of(
            group_of(
                dict.fromkeys(LANGUAGES, read_words),
                {"needs": read_words, "for": read_words, "some": WORDS},
            )
        ),
        "figures": list_of(read_words),
        "paper": names_to(list_of(read_words)),
        "mkdocs": WORDS,
        "page": _PAGE,
    }
)

STARTER_FILES = {
    "countries.yml": COUNTRIES,
    "questions.yml": QUESTIONS,
    "pages.yml": PAGES,
    "rules/*.yml": RULES,
    "trades/*.yml": TRADE,
}


def find_starter_problems(name: str, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Names of rules, values and keys that nothing has."""
    folder, _, stem = name.removesuffix(".yml").rpartition("/")
    if folder == "rules":
        for rule, told in data["rules"].items():
            values = {key: told.get(key, {}) for key in ("values", "notes", "more")}
            for key, named in values.items():
                steps = ("rules", rule, key)
                yield from _find_value_problems(f"{stem}.{rule}", named, steps)
            yield from _find_value_problems(f"{stem}.{rule}", {}, ("rules", rule))
    elif folder == "trades":
        yield from _find_trade_problems(data)
    elif stem == "questions":
        for question, told in data["questions"].items():
            yield from _find_question_problems(told, ("questions", question))
    elif stem == "pages":
        for at, rule_id in enumerate(data["figures"]):
            yield from _find_value_problems(rule_id, {}, ("figures", at))


def _find_trade_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """What a trade says of its rules: for all, for private clients, for some services."""
    for rule_id, told in data["rules"].items():
        yield from _find_told_problems(rule_id, told, ("rules", rule_id))
        yield from _find_value_problems(
            rule_id, told.get(CONSUMER, {}), ("rules", rule_id, CONSUMER)
        )
    for rule_id, cases in data.get("cases", {}).items():
        for at, case in enumerate(cases):
            if "services" not in case:
                yield name_problem("a case has no `services`", "cases", rule_id, at)
            yield from _find_told_problems(rule_id, case, ("cases", rule_id, at))
            steps = ("cases", rule_id, at, CONSUMER)
            yield from _find_value_problems(rule_id, case.get(CONSUMER, {}), steps)


def _find_told_problems(
    rule_id: str, told: Mapping[str, Any], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    """Values that a rule does not have, among what says whom it is for and how it is told."""
    values = {key: value for key, value in told.items() if key not in _BESIDES}
    yield from _find_value_problems(rule_id, values, steps)


def _find_value_problems(
    rule_id: str, values: Mapping[str, Any], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    rule = list_rules().get(rule_id)
    if rule is None:
        yield name_problem(f"there is no rule `{rule_id}`", *steps)
        return
    for name in values:
        if name not in rule["values"] and name not in RULE_WORDS:
            yield name_problem(f"`{name}` is no value of `{rule_id}`", *steps, name)


def _find_question_problems(
    told: Mapping[str, Any], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    kinds: dict[str, type[Record]] = {"voice": Voice, "tax": Tax}
    keys = kinds.get(told.get("of", ""), Business).keys.leaves
    if "key" in told and told["key"] not in keys:
        yield name_problem(f"`{told['key']}` is no key of that record", *steps, "key")
    if "rule" in told:
        yield from _find_value_problems(told["rule"], {}, (*steps, "rule"))

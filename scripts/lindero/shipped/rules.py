"""What the catalogue's files may say, and that all which they name is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from lindero.catalogue.specs import (
    CLIENT,
    WORK_STAGES,
    Condition,
    Duty,
    Role,
    collect_texts,
    find_figure_names,
    parse_condition,
)
from lindero.reading.tree import PathStep
from lindero.records.parsers import CLIENTS
from lindero.resources.data import PACKAGE, parse_data
from lindero.resources.languages import LANGUAGES
from lindero.shapes import SHAPES, Problem
from lindero.shapes.brackets import RESULT_SPECS
from lindero.shipped.reading import (
    PLURALS,
    WORDS,
    choose_word,
    group_of,
    list_of,
    name_problem,
    names_to,
    one_or_list,
    read_anything,
    read_flag,
    read_number,
    read_voices,
    read_words,
)

_ALL_KINDS = {kind for shape in SHAPES.values() for kind in shape.kinds}

VALUE_KEYS = group_of(
    {"shape": choose_word(SHAPES, "shape"), "about": read_words, "example": read_anything},
    {
        "main": read_flag,
        "required": read_flag,
        "most": read_number,
        "unit": PLURALS,
        "choices": names_to(WORDS),
        "of": WORDS,
        "times": WORDS,
        "gives": choose_word(RESULT_SPECS, "result of a bracket"),
        "kinds": list_of(choose_word(_ALL_KINDS, "kind of a figure")),
        "frames": names_to(WORDS, ("up", "over"), "frame"),
        "shift": read_words,
        "workdays": read_words,
        "role": choose_word(get_args(Role), "role"),
    },
)

_SENTENCES = list_of(
    group_of(
        dict.fromkeys(LANGUAGES, read_voices),
        {"if": one_or_list(read_words), "paragraph": read_flag},
    )
)

_CONFLICT = group_of(
    {"when": list_of(read_words), "because": read_words},
    {"and": names_to(list_of(read_words))},
)

RULE_KEYS = group_of(
    {
        "about": read_words,
        "duty": choose_word(get_args(Duty), "side"),
        "title": WORDS,
        "label": WORDS,
        "matters": WORDS,
        "none": WORDS,
        "values": names_to(VALUE_KEYS),
        "summary": _SENTENCES,
        "brief": _SENTENCES,
        "text": _SENTENCES,
    },
    {
        "stage": choose_word(WORK_STAGES, "stage of the work"),
        "needs": list_of(read_words),
        "conflicts": list_of(_CONFLICT),
        "total": list_of(read_words),
        "does": names_to(_SENTENCES, ("client", "freelancer"), "side"),
        "key": read_number,
        "lends": read_flag,
        "client": choose_word(CLIENTS, "kind of client"),
    },
)

RULE_FILE = group_of(
    {"rules": names_to(RULE_KEYS)},
    {"topic": group_of({"order": read_number, "title": WORDS}, {"rules": list_of(read_words)})},
)


@cache
def list_rules() -> Mapping[str, Any]:
    """Every rule as it is written, by its id; not as it is loaded, for loading asks for this."""
    return {
        f"{file.stem.partition('.')[0]}.{name}": rule
        for file in sorted(PACKAGE.glob("catalogue/rules/*.yml"))
        for name, rule in parse_data(file.read_bytes())["rules"].items()
    }


def find_rule_problems(topic: str, file: Mapping[str, Any]) -> Iterator[Problem]:
    """Names in a file of rules that nothing has."""
    rules = {f"{topic}.{name}": rule for name, rule in file["rules"].items()}
    known = {**list_rules(), **rules}
    for at, name in enumerate(file.get("topic", {}).get("rules", ())):
        if f"{topic}.{name}" not in known:
            yield name_problem(f"`{name}` is no rule of `{topic}`", "topic", "rules", at)
    for rule_id, rule in rules.items():
        steps = ("rules", rule_id.partition(".")[2])
        yield from _find_unknown_names(rule, steps, known)
        yield from _find_sentence_problems(rule, steps)
        for name, value in rule["values"].items():
            yield from _find_value_problems(rule, value, (*steps, "values", name))
        for at, conflict in enumerate(rule.get("conflicts", ())):
            here = (*steps, "conflicts", at)
            yield from _find_condition_problems(rule, conflict["when"], (*here, "when"))
            for other, conditions in conflict.get("and", {}).items():
                if other in known:
                    there = (*here, "and", other)
                    yield from _find_condition_problems(known[other], conditions, there)
                else:
                    yield name_problem(f"there is no rule `{other}`", *here, "and", other)


def _find_unknown_names(
    rule: Mapping[str, Any], steps: tuple[PathStep, ...], known: Mapping[str, Any]
) -> Iterator[Problem]:
    for at, other in enumerate(rule.get("needs", ())):
        if other not in known:
            yield name_problem(f"there is no rule `{other}`", *steps, "needs", at)
    for at, address in enumerate(rule.get("total", ())):
        other, _, value = address.rpartition(".")
        if value not in known.get(other, {}).get("values", ()):
            yield name_problem(f"there is no value `{address}`", *steps, "total", at)


def _find_value_problems(
    rule: Mapping[str, Any], value: Mapping[str, Any], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    for key in ("shift", "workdays"):
        if key in value and value[key] not in rule["values"]:
            yield name_problem(f"`{value[key]}` is no value of this rule", *steps, key)
    if ("choices" in value) is not (value["shape"] == "choice"):
        yield name_problem("`choices` belong to a choice, and a choice has them", *steps)
    for at, kind in enumerate(value.get("kinds", ())):
        if kind not in SHAPES[value["shape"]].kinds:
            message = f"`{kind}` is no kind of `{value['shape']}`"
            yield name_problem(message, *steps, "kinds", at)


def _find_sentence_problems(
    rule: Mapping[str, Any], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    lists: dict[tuple[str, ...], Any] = {(key,): rule[key] for key in ("summary", "brief", "text")}
    lists |= {("does", side): lines for side, lines in rule.get("does", {}).items()}
    for keys, sentences in lists.items():
        for at, sentence in enumerate(sentences):
            here = (*steps, *keys, at)
            yield from _find_condition_problems(rule, sentence.get("if", ()), (*here, "if"))
            for language in LANGUAGES:
                for text in collect_texts(sentence[language]):
                    for name in find_figure_names(text):
                        if name not in rule["values"]:
                            message = f"`{name}` is no value of this rule"
                            yield name_problem(message, *here, language)


def _find_condition_problems(
    rule: Mapping[str, Any], conditions: list[str], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    for at, text in enumerate(conditions):
        condition = parse_condition(text)
        if condition.name == CLIENT and condition.value in CLIENTS:
            continue
        if condition.name not in rule["values"]:
            yield name_problem(f"`{condition.name}` is no value of the rule", *steps, at)
        elif not _can_be_met(condition, rule["values"][condition.name]):
            message = f"`{condition.name}` is never `{condition.value}`"
            yield name_problem(message, *steps, at)


def _can_be_met(condition: Condition, value: Mapping[str, Any]) -> bool:
    shape, wanted = value["shape"], condition.value
    if wanted is None:
        return True
    if shape == "count":
        return wanted.isdigit()
    answers: Any = value.get("choices") or value.get("kinds") or SHAPES[shape].kinds
    return wanted in (("yes", "no") if shape == "yes-no" else answers)

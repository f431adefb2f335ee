"""What the catalogue's files may say, and that all which they name is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any, get_args

from lindero.catalogue.clause_faults import (
    Answers,
    find_clause_faults,
    find_condition_faults,
    find_point_faults,
)
from lindero.catalogue.clauses import (
    CLIENT,
    FORMS,
    NOTHING,
    WITH_ARTICLE,
    Clause,
    Side,
    collect_texts,
    list_mentions,
    make_clause,
    parse_condition,
)
from lindero.catalogue.examples import read_typed_text
from lindero.catalogue.roles import RuleRole, ValueRole
from lindero.catalogue.short_forms import SIDES, load_shared_words, spell_out_rule
from lindero.catalogue.specs import TOPIC_KEY, WORK_STAGES
from lindero.findings.finding import suggest_word
from lindero.reading.prose import FIGURE_FORMS
from lindero.reading.tree import PathStep, Scalar
from lindero.records.parsers import CLIENTS
from lindero.resources.data import PACKAGE, parse_data
from lindero.resources.languages import LANGUAGES
from lindero.shapes import SHAPES, Context, Problem, Refusal
from lindero.shapes.brackets import RESULT_SPECS, WHOLE
from lindero.shapes.deadlines import load_event_names
from lindero.shapes.key_groups import Parser
from lindero.shipped.fairness import RISK_FILE, TWO_SIDES_FILE
from lindero.shipped.reading import (
    PLURALS,
    WORDS,
    by_language,
    choose_word,
    group_of,
    list_of,
    name_problem,
    names_to,
    one_or_list,
    read_flag,
    read_number,
    read_voices,
    read_words,
)
from lindero.shipped.situations import SITUATION_FILE

_ALL_KINDS = {kind for shape in SHAPES.values() for kind in shape.kinds}


def _read_example(written: object, context: Context) -> Any:
    """What an author may write, as text; or in every language a text or several."""
    if not isinstance(written, dict):
        return read_words(written, context)
    return by_language(one_or_list(read_words))(written, context)


def _read_shared(key: str, parse: Parser) -> Parser:
    """What a value says itself, or the name under which `words.yml` has it."""

    def parse_shared(written: object, context: Context) -> Any:
        if not isinstance(written, Scalar):
            return parse(written, context)
        return choose_word(load_shared_words()[key], f"name of words for `{key}`")(written, context)

    return parse_shared


_EVENTS = frozenset(load_event_names().values())

_FRAMES = names_to(WORDS, ("up", "over"), "frame")
_CHOICES = names_to(WORDS)

VALUE_KEYS = group_of(
    {"about": read_words},
    {
        "shape": choose_word(SHAPES, "shape"),
        "example": _read_example,
        "main": read_flag,
        "required": read_flag,
        "usual": read_flag,
        "most": read_number,
        "unit": PLURALS,
        "choices": _read_shared("choices", _CHOICES),
        "of": _read_shared("of", WORDS),
        "times": _read_shared("times", WORDS),
        "gives": choose_word(RESULT_SPECS, "result of a bracket"),
        "kinds": list_of(choose_word(_ALL_KINDS, "kind of a figure")),
        "frames": _read_shared("frames", _FRAMES),
        "shift": read_words,
        "workdays": read_words,
        "outside": read_words,
        "ends": read_words,
        "within": read_words,
        "open": read_flag,
        "sent": read_flag,
        "brings": choose_word(_EVENTS, "event"),
        "nothing": choose_word(("none", "said"), "meaning of nothing"),
        "idle": list_of(read_words),
        "since": choose_word(_EVENTS, "event"),
        "large": read_words,
        "back": read_flag,
        "untaxed": read_flag,
        "role": choose_word(get_args(ValueRole), "role"),
    },
)


def _read_value(written: object, context: Context) -> Any:
    """A value; one sentence is that of a yes-no."""
    reads = read_words if isinstance(written, Scalar) else VALUE_KEYS
    return reads(written, context)


def _read_settled(written: object, context: Context) -> Any:
    """Points with their answers, or the one that has the answer on which the clause hangs."""
    reads = read_words if isinstance(written, Scalar) else names_to(read_words)
    return reads(written, context)


_WAYS = one_or_list(
    group_of(dict.fromkeys(LANGUAGES, read_voices), {"if": one_or_list(read_words)})
)

_CLAUSE = group_of(
    {},
    {
        "if": one_or_list(read_words),
        "who": choose_word(get_args(Side), "side"),
        "settles": _read_settled,
        "means": read_flag,
        **dict.fromkeys((*FORMS, *SIDES), _WAYS),
        **dict.fromkeys(LANGUAGES, read_voices),
    },
)

_CONFLICT = group_of({"when": list_of(read_words), "because": read_words})

_CLAIM = group_of({"if": list_of(read_words), "settles": _read_settled})

RULE_KEYS = group_of(
    {
        "about": read_words,
        "title": WORDS,
        "label": WORDS,
        "matters": WORDS,
        "none": WORDS,
        "values": names_to(_read_value),
        "clauses": names_to(_CLAUSE),
    },
    {
        "stage": choose_word(WORK_STAGES, "stage of the work"),
        "needs": list_of(read_words),
        "conflicts": list_of(_CONFLICT),
        "claims": list_of(_CLAIM),
        "total": list_of(read_words),
        "key": read_number,
        "lends": read_flag,
        "client": choose_word(CLIENTS, "kind of client"),
        "role": choose_word(get_args(RuleRole), "role of a rule"),
        "heeds": list_of(read_words),
        "rises": list_of(read_words),
        "binds": choose_word(get_args(Side), "side"),
    },
)

_POINT_FILE = names_to(
    names_to(
        group_of(
            {"asks": WORDS},
            {
                "answers": list_of(read_words),
                "beside": list_of(read_words),
                "reckoned": read_flag,
                "mend": read_words,
            },
        )
    )
)

_TOPIC_KEYS = {"rules": list_of(read_words), "project": read_flag}
_TOPIC = group_of({"order": read_number, "title": WORDS}, _TOPIC_KEYS)

RULE_FILE = names_to(RULE_KEYS, apart={TOPIC_KEY: _TOPIC})

_WORD_FILE = group_of(
    {
        "of": names_to(WORDS),
        "times": names_to(WORDS),
        "choices": names_to(_CHOICES),
        "frames": names_to(_FRAMES),
    }
)

CATALOGUE_FILES: Mapping[str, Parser] = {
    "points.yml": _POINT_FILE,
    "words.yml": _WORD_FILE,
    "two_sides.yml": TWO_SIDES_FILE,
    "risks.yml": RISK_FILE,
    "situations.yml": SITUATION_FILE,
    "sample_sizes.yml": group_of({"sizes": names_to(read_number)}),
}
"""Files of the catalogue that hold no rules."""


@cache
def list_rules() -> Mapping[str, Any]:
    """Every rule written out, by its id; not as it is loaded, for loading asks for this."""
    return {
        f"{file.stem.partition('.')[0]}.{name}": spell_out_rule(rule)
        for file in sorted(PACKAGE.glob("catalogue/rules/*.yml"))
        for name, rule in parse_data(file.read_bytes()).items()
        if name != TOPIC_KEY
    }


def find_rule_problems(topic: str, file: Mapping[str, Any]) -> Iterator[Problem]:
    """Names in a file of rules that nothing has."""
    rules = {
        f"{topic}.{name}": spell_out_rule(rule) for name, rule in file.items() if name != TOPIC_KEY
    }
    known = {**list_rules(), **rules}
    for at, name in enumerate(file.get(TOPIC_KEY, {}).get("rules", ())):
        if f"{topic}.{name}" not in known:
            yield name_problem(f"`{name}` is no rule of `{topic}`", TOPIC_KEY, "rules", at)
    for rule_id, rule in rules.items():
        steps = (rule_id.partition(".")[2],)
        yield from _find_unknown_names(rule, steps, known)
        clauses = {key: make_clause(key, one) for key, one in rule["clauses"].items()}
        faults = [
            *find_clause_faults(clauses, list_answers(rule)),
            *_find_groundless(rule, clauses),
        ]
        for clause in clauses.values():
            faults += _find_form_problems(rule, clause)
        for fault in faults:
            yield replace(fault, path=(*steps, "clauses", *fault.path))
        yield from _find_unknown_answers(clauses, (*steps, "clauses"))
        for name, value in rule["values"].items():
            yield from _find_value_problems(rule, value, (*steps, "values", name))
        yield from _find_conflict_problems(rule, steps)
        yield from _find_claim_problems(rule, steps)


def _find_unknown_names(
    rule: Mapping[str, Any], steps: tuple[PathStep, ...], known: Mapping[str, Any]
) -> Iterator[Problem]:
    for at, other in enumerate(rule.get("needs", ())):
        if other not in known:
            yield name_problem(f"there is no rule `{other}`", *steps, "needs", at)
    for key in ("total", "heeds"):
        yield from _find_unknown_values(rule.get(key, ()), known, (*steps, key))
    for at, name in enumerate(rule.get("rises", ())):
        if name not in rule["values"]:
            yield name_problem(f"`{name}` is no value of this rule", *steps, "rises", at)


def _find_unknown_values(
    addresses: Collection[str], known: Mapping[str, Any], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    for at, address in enumerate(addresses):
        other, _, value = address.rpartition(".")
        if value not in known.get(other, {}).get("values", ()):
            yield name_problem(f"there is no value `{address}`", *steps, at)


def _find_conflict_problems(
    rule: Mapping[str, Any], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    for at, conflict in enumerate(rule.get("conflicts", ())):
        here = (*steps, "conflicts", at, "when")
        yield from _find_condition_problems(rule, conflict["when"], here)


def _find_claim_problems(rule: Mapping[str, Any], steps: tuple[PathStep, ...]) -> Iterator[Problem]:
    for at, claim in enumerate(rule.get("claims", ())):
        here = (*steps, "claims", at)
        yield from _find_condition_problems(rule, claim["if"], (*here, "if"))
        yield from find_point_faults(claim["settles"], (*here, "settles"))


def _find_value_problems(
    rule: Mapping[str, Any], value: Mapping[str, Any], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    for key in ("shift", "workdays", "outside", "ends", "within"):
        if key in value and value[key] not in rule["values"]:
            yield name_problem(f"`{value[key]}` is no value of this rule", *steps, key)
    if "large" in value:
        yield from _find_condition_problems(rule, [value["large"]], (*steps, "large"))
    if ("choices" in value) is not (value["shape"] == "choice"):
        message = "`choices` belong to a choice, and what is none has a `shape`"
        yield name_problem(message, *steps)
    elif "example" not in value:
        yield name_problem("`example` is missing", *steps)
    for at, kind in enumerate(value.get("kinds", ())):
        if kind not in SHAPES[value["shape"]].kinds:
            message = f"`{kind}` is no kind of `{value['shape']}`"
            yield name_problem(message, *steps, "kinds", at)


def _find_groundless(rule: Mapping[str, Any], clauses: Mapping[str, Clause]) -> Iterator[Problem]:
    """Statements that no answer makes: an owner would publish what he never said."""
    required = {name for name, value in rule["values"].items() if "required" in value}
    for name, clause in clauses.items():
        if "says" not in clause.ways:
            yield name_problem("a clause has a sentence of its own", name, help_="add `says`")
        elif not clause.means and not _hangs_on_answer(clause, required):
            message = "no answer says this: it would be published whatever is written"
            help_ = "hang it on a value with `if`, or mark it `means: true` if it binds nobody"
            yield name_problem(message, name, help_=help_)


def _hangs_on_answer(clause: Clause, required: Collection[str]) -> bool:
    """Whether a value makes it true; one that is always there must at least be named in it."""
    given = [condition.answered_by for condition in clause.conditions]
    chosen = any(
        names - {CLIENT} and (condition.value is not None or not names <= {*required})
        for condition, names in zip(clause.conditions, given, strict=True)
    )
    return chosen or all(sentence.figures for sentence in clause.ways["says"])


def _find_unknown_answers(
    clauses: Mapping[str, Clause], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    """Points that stand alone although the clause hangs on no answer, or on more than one."""
    for name, clause in clauses.items():
        if "" in clause.settles.values():
            message = "the clause hangs on no one answer that this could be"
            yield name_problem(message, *steps, name, "settles", help_="say it: `{point: answer}`")


def _find_form_problems(rule: Mapping[str, Any], clause: Clause) -> Iterator[Problem]:
    """Figures of the rule that a sentence asks for in a form they do not have."""
    for form, ways in clause.ways.items():
        texts = [text for sentence in ways for text in collect_texts(sentence.words)]
        for mention in (one for text in texts for one in list_mentions(text)):
            value = rule["values"].get(mention.address)
            if value and mention.form_name not in (forms := list_shape_forms(value["shape"])):
                help_ = suggest_word(mention.form_name, sorted(forms))
                message = f"`{mention.token}` has no such form"
                yield name_problem(message, clause.name, form, help_=help_)


@cache
def list_shape_forms(shape: str) -> frozenset[str]:
    """The forms in which a sentence of the catalogue may say a figure of a shape."""
    forms = {WITH_ARTICLE, *FIGURE_FORMS}
    for example in SHAPES[shape].examples:
        with suppress(Refusal):
            forms |= {*SHAPES[shape].parse(read_typed_text(example), Context()).forms}
    return frozenset(forms)


def _find_condition_problems(
    rule: Mapping[str, Any], conditions: list[str], steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    return find_condition_faults(tuple(map(parse_condition, conditions)), list_answers(rule), steps)


def list_answers(rule: Mapping[str, Any]) -> Answers:
    """What each value of a rule may be, as conditions call it, and what it heeds of others."""
    values = {name: _list_value_answers(value) for name, value in rule["values"].items()}
    heeded = dict.fromkeys(rule.get("heeds", ()))
    return {CLIENT: CLIENTS, **heeded, **values}


def _list_value_answers(value: Mapping[str, Any]) -> Collection[str] | None:
    shape = value["shape"]
    if shape == "yes-no":
        return ("yes", "no")
    if shape == "count":
        return None
    if shape == "deadline":
        return [*SHAPES[shape].kinds, *load_event_names().values()]
    if shape == "stages":
        # Whatever their parts may be, there are one or several.
        return SHAPES[shape].kinds
    answers: Collection[str] = value.get("choices") or value.get("kinds") or SHAPES[shape].kinds
    nothing = [NOTHING] if value.get("nothing") == "said" else []
    return [*answers, *([WHOLE] if shape == "brackets" else []), *nothing]

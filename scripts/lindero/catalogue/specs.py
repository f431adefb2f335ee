"""What rules there are: the shipped data, as typed specifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from typing import Any, Literal

from lindero.catalogue.clauses import Clause, Condition, Side, make_clause, parse_condition
from lindero.catalogue.roles import Role, RuleRole, ValueRole
from lindero.catalogue.short_forms import spell_out_rule
from lindero.catalogue.written_examples import join_example_languages
from lindero.frozen import Frozen
from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.resources.local_words import has_local_words, localize_texts

TOPIC_KEY = "topic"
"""The key of a file of rules that is no rule: it tells of their topic."""

WHENEVER = "always"
"""The stage of what holds all along: that of a rule which names none."""

WORK_STAGES = (
    "before",
    "start",
    "during",
    "change",
    "delivery",
    "after",
    "trouble",
    "ending",
    WHENEVER,
)
"""Where the table of both sides shows a rule."""


class ValueSpec(Frozen):
    """A typed value of a rule.

    `of` names the base of a percent and `times` that of a multiple, as words after the figure;
    `gives` is the key of a bracket's result and `frames` the words around its limit; `kinds` are
    those that fit, where not all do. `shift` names the answer beside it that says what becomes of a
    last day without work, `workdays` the one that lets only business days count, `outside` the one
    that tells what holds out of hours, `ends` the one by which it goes on to the end of a month;
    `within` the one that has the hours in which it passes, in place of working hours; without an
    answer it passes at any time. `open` says that its hours pass only during working hours, `sent`
    that it begins with a day or with what the freelancer sends or says, for which there is no
    cut-off, `brings` which event happens when a deadline comes.
    `since` is the
    event whose month a month end ends, `large` the condition under which a main value stands large,
    and `back` says that a length of time is counted back from
    what it is a notice of. `nothing` tells what a share or a sum of nothing means here: `none` that
    there is no such rule, if only answers stand beside it that are `idle` then; `said` that a
    sentence says it. `role` marks what the engine reckons with. What is `usual` is offered beside
    the least. A sum that is `untaxed` is the same for whoever reads it: interest, damages, what
    somebody else is paid; any other one is a price, or measured by prices.
    """

    name: str
    shape: str
    main: bool = False
    required: bool = False
    usual: bool = False
    about: str = ""
    example: str = ""
    most: str = ""
    unit: Mapping[str, Mapping[str, str]] | None = None
    choices: Mapping[str, Mapping[str, str]] | None = None
    of: Mapping[str, str] | None = None
    times: Mapping[str, str] | None = None
    gives: str = "share"
    kinds: tuple[str, ...] = ()
    frames: Mapping[str, Mapping[str, str]] | None = None
    shift: str = ""
    workdays: str = ""
    outside: str = ""
    ends: str = ""
    within: str = ""
    open: bool = False
    sent: bool = False
    brings: str = ""
    nothing: Literal["", "none", "said"] = ""
    idle: tuple[str, ...] = ()
    since: str = ""
    large: str = ""
    back: bool = False
    untaxed: bool = False
    role: ValueRole | None = None


# Nobody compares or prints these, and each method that a dataclass does not make saves time.
class Conflict(Frozen, eq=False):
    """Answers of one rule that cannot stand beside each other, and why not."""

    conditions: tuple[Condition, ...]
    because: str


class AnswerClaim(Frozen, eq=False):
    """What answers say of points without a sentence of their own, and when they say it."""

    conditions: tuple[Condition, ...]
    settles: Mapping[str, str]


class RuleSpec(Frozen, eq=False):
    """Everything the catalogue knows of one rule.

    `total` are the shares that make 100 % together; `matters` says why the question deserves an
    answer, and `key` is its place among the ten that matter most (0: not among them); `lends`
    says that adjustments are likely to repeat its figures; `client` is the one kind of client that
    it is about, where it is not about all; `role` marks a rule that is asked for as a whole;
    `heeds` are the addresses of answers of other rules that its sentences depend on; of the values
    that it `rises` by, each is for what comes later than the one before, and costs no less; it
    `binds` the side that pays by it, though nothing in it is that side's duty.
    """

    id: str
    about: str
    stage: str
    needs: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[AnswerClaim, ...]
    total: tuple[str, ...]
    values: Mapping[str, ValueSpec]
    title: Mapping[str, str]
    label: Mapping[str, str]
    clauses: Mapping[str, Clause]
    none: Mapping[str, str]
    matters: Mapping[str, str]
    key: int = 0
    lends: bool = False
    client: str = ""
    role: RuleRole | None = None
    heeds: tuple[str, ...] = ()
    rises: tuple[str, ...] = ()
    binds: Side | None = None

    @property
    def name(self) -> str:
        """The last part of the id: its key in the YAML."""
        return self.id.partition(".")[2]

    @property
    def topic(self) -> str:
        """The first part of the id."""
        return self.id.partition(".")[0]

    @property
    def roles(self) -> Iterator[Role]:
        """All that the engine finds here: the role of the rule, and those of its values."""
        yield from filter(None, (self.role, *(value.role for value in self.values.values())))

    @property
    def main(self) -> ValueSpec | None:
        """The value that the short form stands for."""
        return next((value for value in self.values.values() if value.main), None)


class TopicSpec(Frozen, eq=False):
    """The first part of a rule's id; the time limits of a `project` topic are the project's.

    `roles` has by its role the name of a rule, so that none is made only to ask for its role.
    """

    name: str
    title: Mapping[str, str]
    rules: Mapping[str, RuleSpec]
    roles: Mapping[Role, str] = field(default_factory=dict)
    project: bool = False


def load_catalogue() -> Mapping[str, TopicSpec]:
    """All topics as they are shown; `payment.late.yml` goes on where `payment.yml` stops."""
    return _load_catalogue("")


def load_local_catalogue(country: str) -> Mapping[str, TopicSpec]:
    """The same in the words that people in a country use."""
    return _load_catalogue(country if has_local_words(country) else "")


@cache
def _load_catalogue(dialect: str) -> Mapping[str, TopicSpec]:
    parts: dict[str, list[dict[str, Any]]] = {}
    for file in sorted(PACKAGE.glob("catalogue/rules/*.yml"), key=lambda file: file.stem):
        parts.setdefault(file.stem.partition(".")[0], []).append(
            read_shipped_yaml(f"catalogue/rules/{file.name}")
        )
    ordered = sorted(parts, key=lambda name: int(parts[name][0][TOPIC_KEY]["order"]))
    return {name: _make_topic_spec(name, parts[name], dialect) for name in ordered}


class _LazyRules(Mapping[str, RuleSpec]):
    """A topic's rules in order; each is made when it is asked for: most rulebooks have few."""

    def __init__(self, topic: str, written: Mapping[str, dict[str, Any]], dialect: str) -> None:
        self._topic, self._written, self._dialect = topic, written, dialect
        self._made: dict[str, RuleSpec] = {}

    def __getitem__(self, name: str) -> RuleSpec:
        if name not in self._made:
            said = localize_texts(self._written[name], self._dialect)
            self._made[name] = _make_rule_spec(f"{self._topic}.{name}", said)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def find_rule_spec(rule_id: str) -> RuleSpec:
    """One rule by its id."""
    topic, _, name = rule_id.partition(".")
    return load_catalogue()[topic].rules[name]


def find_role_spec(role: Role) -> RuleSpec:
    """The rule that has a role, or of which a value has it."""
    topic = next(topic for topic in load_catalogue().values() if role in topic.roles)
    return topic.rules[topic.roles[role]]


def list_rule_ids() -> list[str]:
    """The ids of all rules, in order."""
    return [f"{topic.name}.{name}" for topic in load_catalogue().values() for name in topic.rules]


def list_rule_specs() -> dict[str, RuleSpec]:
    """Every rule by its id, in order."""
    return {rule.id: rule for topic in load_catalogue().values() for rule in topic.rules.values()}


def _make_topic_spec(name: str, parts: list[dict[str, Any]], dialect: str) -> TopicSpec:
    head = parts[0][TOPIC_KEY]
    rules = {key: rule for part in parts for key, rule in part.items() if key != TOPIC_KEY}
    first = {key: rules[key] for key in head.get("rules", ()) if key in rules}
    roles = {role: key for key, rule in rules.items() for role in _list_written_roles(rule)}
    made = _LazyRules(name, first | rules, dialect)
    return TopicSpec(name, head["title"], made, roles, bool(head.get("project")))


def _list_written_roles(written: Mapping[str, Any]) -> Iterator[Role]:
    values = (one for one in written["values"].values() if isinstance(one, dict))
    yield from (one["role"] for one in (written, *values) if "role" in one)


def _make_rule_spec(rule_id: str, written: dict[str, Any]) -> RuleSpec:
    data = spell_out_rule(written)
    return RuleSpec(
        id=rule_id,
        about=data["about"],
        stage=data.get("stage", WHENEVER),
        needs=tuple(data.get("needs", ())),
        conflicts=tuple(
            Conflict(_parse_conditions(one["when"]), one["because"])
            for one in data.get("conflicts", ())
        ),
        claims=tuple(
            AnswerClaim(_parse_conditions(one["if"]), one["settles"])
            for one in data.get("claims", ())
        ),
        total=tuple(data.get("total", ())),
        values={name: _make_value_spec(name, spec) for name, spec in data["values"].items()},
        title=data["title"],
        label=data["label"],
        clauses={name: make_clause(name, one) for name, one in data["clauses"].items()},
        none=data["none"],
        matters=data.get("matters", {}),
        key=int(data.get("key", 0)),
        lends=bool(data.get("lends")),
        client=data.get("client", ""),
        role=data.get("role"),
        heeds=tuple(data.get("heeds", ())),
        rises=tuple(data.get("rises", ())),
        binds=data.get("binds"),
    )


def _make_value_spec(name: str, written: Mapping[str, Any]) -> ValueSpec:
    example = join_example_languages(written.get("example", ""))
    return ValueSpec(**{**written, "name": name, "example": example})


def _parse_conditions(written: Sequence[str]) -> tuple[Condition, ...]:
    return tuple(map(parse_condition, written))

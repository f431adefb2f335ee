"""The answers that a rule of the catalogue may have, in every kind that wording turns on."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from math import prod

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import RuleSpec, ValueSpec
from lindero.findings.place import Source
from lindero.reading.yaml_reader import read_document
from lindero.rulebook.rule import Rule
from lindero.shapes import SHAPES, Context, Figure

AT_MOST = 60
# What a value may be, as far as wording turns on it: kinds, one and several, yes and no.
OUTSIDE = (
    "{source: {es: tipo de referencia del BCE, en: ECB reference rate}, "
    "plus: 8 points, as of: 2026-07-01, value: 2.15 %}"
)
TYPED = {
    "percent": ["40 %"],
    "money": ["50 EUR"],
    "price": ["65 EUR per hour", "on request", "from 90 EUR"],
    "amount": [
        "40 %",
        "50 EUR",
        "larger of 30 % and 500 EUR",
        "smaller of 20 % and 300 EUR",
        "15 %, at least 40 EUR",
    ],
    "charge": [
        "40 %",
        "50 EUR",
        "larger of 30 % and 500 EUR",
        "smaller of 20 % and 300 EUR",
        "15 %, at least 40 EUR, at most 300 EUR",
        "45 EUR per hour",
        "2 hours",
        "1.5 ×",
        "on request",
    ],
    "multiple": ["1.5 ×"],
    "pace": ["1 business day per 1000 words", "2500 words per business day"],
    "period": ["1 day", "10 business days"],
    "deadline": [
        "15 days after invoice",
        "2 business days before meeting",
        "on signature",
        "before start",
    ],
    "rate": [
        "1.5 % per month",
        "10 % per year",
        "5 % per 14 days",
        "5 EUR per day",
        "5 % once",
        "statutory",
        OUTSIDE,
    ],
    "count": ["0", "1", "2"],
    "yes-no": ["yes", "no"],
    "text": ["{es: algo, en: something}"],
    "list": ["{es: [uno], en: [one]}", "{es: [uno, dos], en: [one, two]}"],
    "hours": ["Mon–Fri 09:00–18:00", "Mon–Thu 09:00–18:00, Fri 09:00–14:00"],
    "stages": [
        "[{at: {es: al final, en: at the end}, share: 100 %}]",
        "[{at: {es: a, en: a}, share: 40 %}, {at: {es: b, en: b}, share: 60 %}]",
        "[{at: {es: a, en: a}, share: 40 EUR}, {at: {es: b, en: b}, share: 60 %}]",
    ],
    "date": ["2026-12-01"],
    "clock": ["17:00"],
    "seasons": [
        "[{from: 07-01, until: 08-31, hours: Mon–Fri 08:00–15:00, name: {es: verano, en: summer}}]",
        (
            "[{from: 07-01, until: 08-31, hours: Mon–Thu 08:00–15:00}, "
            "{from: 2026-12-24, closed: yes}]"
        ),
    ],
    "absences": [
        "[{from: 08-01, until: 08-21}]",
        "[{from: 08-01, until: 08-21}, {from: 2026-12-24, until: 2027-01-01}]",
    ],
}
BRACKETS = {
    "share": [
        "[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]",
        "[{up to: 14 days, share: 50 %}]",
    ],
    "price": ["[{up to: 10, price: 90 EUR}, {over: 10, price: 80 EUR per hour}]"],
    "fee": [
        (
            "[{up to: 999.99 GBP, fee: 40 GBP}, {up to: 9999.99 GBP, fee: 70 GBP}, "
            "{over: 9999.99 GBP, fee: 100 GBP}]"
        ),
        "[{up to: 24 hours, fee: 100 %}, {up to: 48 hours, fee: 50 %}]",
    ],
    "period": [
        "[{up to: 1000 EUR, period: 5 business days}, {over: 1000 EUR, period: 10 business days}]"
    ],
    "rate": ["[{up to: 30 days, rate: 1 % per month}, {over: 30 days, rate: 2 % per month}]"],
}


def figures_of(spec: ValueSpec) -> list[Figure]:
    if spec.choices:
        return [
            SHAPES["choice"].parse(typed(name), Context(choices=spec.choices))
            for name in spec.choices
        ]
    texts = BRACKETS[spec.gives] if spec.shape == "brackets" else TYPED[spec.shape]
    texts = [*texts, "0 EUR"] if spec.nothing == "said" else texts
    figures = [
        SHAPES[spec.shape].parse(typed(text), Context(("es", "en"), gives=spec.gives))
        for text in texts
    ]
    return [figure for figure in figures if not spec.kinds or {*figure.kinds} & {*spec.kinds}]


def typed(text: str) -> object:
    document, found = read_document(Source("a.yml", f"v: {text}\n"))
    assert document
    assert not found
    return document.data["v"]


def combinations_of(spec: RuleSpec) -> Iterator[dict[str, Figure]]:
    """The required values alone, with each other one, with each pair, with all; in all forms.

    Where these are too many, as many as will do are drawn from all of them.
    """
    required = [name for name, value in spec.values.items() if value.required]
    optional = [name for name, value in spec.values.items() if not value.required]
    forms = {name: figures_of(value) for name, value in spec.values.items()}
    for more in (
        *combinations(optional, 0),
        *combinations(optional, 1),
        *combinations(optional, 2),
        tuple(optional),
    ):
        names = [*required, *more]
        for chosen in choose_forms([forms[name] for name in names]):
            yield dict(zip(names, chosen, strict=True))


def choose_forms(forms: list[list[Figure]]) -> Iterable[Sequence[Figure]]:
    """One form of each value, in every combination or in some that have all forms among them."""
    if prod(map(len, forms)) <= AT_MOST:
        return product(*forms)
    chance = random.Random(len(forms))
    columns = [chance.sample(AT_MOST // len(one) * one + one, AT_MOST) for one in forms]
    return zip(*columns, strict=True)


def make_rule(spec: RuleSpec, figures: dict[str, Figure]) -> Rule:
    facts = {
        name: Fact(f"{spec.id}.{name}", figure, spec.values[name])
        for name, figure in figures.items()
    }
    return Rule(spec.id, facts, spec, clauses=tuple(spec.clauses.values()))

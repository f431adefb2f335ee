"""Nobody who has contradicted nothing is told so; what `init` writes is tried in its own tests."""

from __future__ import annotations

import pytest

from lindero.generators.checked_rules import check_rules
from lindero.generators.settings import find_project
from lindero.loading import load_rulebook
from lindero.spoken.comparison import compare_text
from support.case_data import read_cases
from support.folders import CASES, HOMES, ROOT
from support.rulebooks import AS_OF, BUSINESS
from support.spoken_rulebooks import FACTS, make_rulebook


def list_contradictions(home):
    found = check_rules(find_project(home / "mkdocs.yml"), AS_OF).findings
    return [one for one in found if one.code == "contrary-figure"]


@pytest.mark.parametrize("home", [ROOT, *HOMES], ids=lambda home: home.name)
def test_a_sound_project_contradicts_itself_nowhere(home):
    assert list_contradictions(home) == []


INNOCENT = read_cases(CASES / "innocent_sentences.yml")
SENTENCES = [
    (language, sentence)
    for language in ("es", "en")
    for part in INNOCENT[language].values()
    for sentence in part
]


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory):
    """Rulebooks that have every rule between them, and those of the labelled sentences."""
    written = [INNOCENT, *map(read_cases, sorted(CASES.glob("said_otherwise*.yml")))]
    loaded = [load_rules(rules["rules"], tmp_path_factory.mktemp("terms")) for rules in written]
    homes = {name: tmp_path_factory.mktemp(name) / "home" for name in FACTS}
    return [*loaded, *(make_rulebook(name, home) for name, home in homes.items())]


def load_rules(rules, terms):
    business = BUSINESS.replace("languages: [en]", "languages: [en, es]")
    (terms / "rules.yml").write_text(business + rules, "utf-8")
    loaded = load_rulebook(terms, AS_OF)
    assert loaded.sound_part, loaded.findings
    return loaded.sound_part


def list_false_alarms(sentence, language, rulebooks):
    found = (compare_text(sentence, language, rulebook) for rulebook in rulebooks)
    return {one.address for figures in found for one in figures if one.verdict == "differs"}


def test_what_speaks_of_no_rule_contradicts_none(rulebooks):
    told = [
        (sentence, addresses)
        for language, sentence in SENTENCES
        if (addresses := list_false_alarms(sentence, language, rulebooks))
    ]
    assert told == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Si cancelas, devolvemos la mitad de {{ share }}.", "es"),
        ("If you cancel, you get half of {{ payment.deposit.share }} back.", "en"),
    ],
)
def test_a_part_of_a_named_figure_is_not_the_figure_itself(sentence, language, tmp_path):
    rulebook = load_rules("payment: {deposit: {share: 50 %, refundable: no}}", tmp_path)
    figures = compare_text(sentence, language, rulebook, home="payment.deposit")
    assert [one.verdict for one in figures if one.is_quantity] == [None]


def test_what_the_business_is_called_by_is_nobody_else(tmp_path):
    rules = "payment: {deposit: {share: 30 %}}"
    sentence = "El fotógrafo cobra el 50 % por adelantado."
    assert list_false_alarms(sentence, "es", [load_rules(rules, tmp_path)]) == set()
    (tmp_path / "own").mkdir()
    named = f"  noun: {{es: el fotógrafo, en: the photographer}}\n{rules}"
    own = load_rules(named, tmp_path / "own")
    assert list_false_alarms(sentence, "es", [own]) == {"payment.deposit.share"}


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Los sábados también trabajo.", "es"),
        ("I work Saturdays too.", "en"),
        ("Publico alguna foto de cada sesión en Instagram, a menos que prefieras que no.", "es"),
        ("We publish three photos of each wedding unless you tell us not to.", "en"),
        ("Puedes usar las fotos en todo el mundo.", "es"),
        ("You may use the pictures anywhere in the world.", "en"),
        ("Con trescientos euros la fecha es tuya.", "es"),
        ("With three hundred euros the date is yours.", "en"),
    ],
)
def test_what_is_told_of_other_rules_agrees_with_these(sentence, language, tmp_path):
    rules = (
        "payment: {deposit: {share: 300 EUR}}\n"
        'time: {hours: {week: "Mon-Sat 09:00-18:00"}}\n'
        "rights: {portfolio: {allowed: yes, veto: yes},"
        " usage: {territory: {es: todo el mundo, en: the whole world}}}\n"
    )
    figures = compare_text(sentence, language, load_rules(rules, tmp_path))
    assert {one.verdict for one in figures if one.address} & {"agrees", "differs"} == {"agrees"}

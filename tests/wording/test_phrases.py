"""Sentences of the catalogue around figures in the forms that they ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lindero.catalogue.clauses import Clause, Sentence
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from support.figures import list_forms

PAYMENT = "payment:\n  deposit: {share: larger of 30 % and 500 EUR}\n"
ENDINGS = "endings:\n  termination: {notice: 1 month}\n"
WORK = "work:\n  scope: {excludes: [hosting, dominio y alojamiento]}\n"


def say(loaded, rule_id: str, language: str, sentence: str) -> str:
    """What a rule says whose one line is the sentence."""
    rulebook = loaded.rulebook
    assert rulebook
    rule = rulebook.rules[rule_id]
    clause = Clause("said", {"says": (Sentence({language: sentence}),)})
    reader, said = reader_for(rulebook.business, language), replace(rule, clauses=(clause,))
    nodes = Phrases(rulebook, said, reader).summary
    shown = inline_plain(nodes, Scope(rulebook, reader, str, said)).replace("\u00a0", "~")
    # What is published can be read back.
    for mention in nodes:
        if fact := rule.facts.get(getattr(mention, "address", "")):
            text = reader.show_figure(fact.figure, fact.spec, mention.form)
            assert text in list_forms(reader, fact.figure, fact.spec)
    return shown


@pytest.fixture
def loaded(book):
    return book(payment=PAYMENT, endings=ENDINGS, work=WORK)


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        (
            "es",
            "No pasa de {{ share | limit }}.",
            "No pasa del 30~% del precio o de 500~€, si esta cifra es mayor.",
        ),
        (
            "es",
            "Se limita a {{ share | limit }}.",
            "Se limita al 30~% del precio o a 500~€, si esta cifra es mayor.",
        ),
        (
            "es",
            "No supera {{ share | limit }}.",
            "No supera el 30~% del precio o 500~€, si esta cifra es mayor.",
        ),
        (
            "es",
            "{{ share | limit }} y nada más.",
            "El 30~% del precio o 500~€, si esta cifra es mayor y nada más.",
        ),
        (
            "en",
            "Limited to {{ share | limit }}.",
            "Limited to 30% of the price or €500, whichever is more.",
        ),
        (
            "es",
            "Una señal de {{ share | the }}.",
            "Una señal del 30~% del precio, con un mínimo de 500~€.",
        ),
    ],
)
def test_an_amount_as_a_limit(loaded, language, sentence, said):
    assert say(loaded, "payment.deposit", language, sentence) == said


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        ("en", "Either side gives {{ notice | possessive }} notice.",
         "Either side gives one month’s notice."),
        ("en", "{{ notice | possessive }} notice is enough.", "One month’s notice is enough."),
        ("es", "Se avisa con {{ notice | possessive }} de antelación.",
         "Se avisa con un mes de antelación."),
        ("es", "Se factura {{ notice | by }}.", "Se factura por meses."),
        ("en", "{{ notice | every }} it is billed.", "Every month it is billed."),
    ],
)  # fmt: skip
def test_a_period_in_a_sentence(loaded, language, sentence, said):
    assert say(loaded, "endings.termination", language, sentence) == said


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        (
            "es",
            "Se excluye: {{ excludes }}.",
            "Se excluye: hosting, así como dominio y alojamiento.",
        ),
        ("es", "Si hay {{ excludes | any }}.", "Si hay hosting, o bien dominio y alojamiento."),
        ("es", "No hay {{ excludes | none }}.", "No hay hosting, ni dominio y alojamiento."),
    ],
)
def test_a_list_in_a_sentence(loaded, language, sentence, said):
    assert say(loaded, "work.scope", language, sentence) == said


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        ("en", "You pay {{ missed | the }}.", "You pay the price of one hour of work."),
        ("en", "It costs {{ missed }}.", "It costs one hour of work."),
        ("es", "Se paga {{ missed | the }}.", "Se paga una hora de trabajo."),
    ],
)
def test_one_hour_of_work_is_a_word(book, language, sentence, said):
    loaded = book(time="time:\n  meetings: {missed: 1 hour}\n")
    assert say(loaded, "time.meetings", language, sentence) == said

"""Our words as people in a country write them, and what no word of ours is."""

from __future__ import annotations

import re

import pytest

from lindero.catalogue.specs import find_rule_spec, load_local_catalogue
from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.resources.languages import read_language_words
from lindero.resources.local_words import localize_texts, use_local_words


@pytest.mark.parametrize(
    ("country", "language", "ours", "theirs"),
    [
        ("MX", "es", "La señal se devuelve", "El anticipo se devuelve"),
        ("AR", "es", "el doble de la señal", "el doble del anticipo"),
        ("CO", "es", "la señal, si la hay, tiene", "el anticipo, si lo hay, tiene"),
        ("ES", "es", "La señal se devuelve sin coste", "La señal se devuelve sin coste"),
        ("AR", "es", "Porfolio, sin coste", "Porfolio, sin costo"),
        ("MX", "es", "10 días laborables y 30 naturales", "10 días hábiles y 30 naturales"),
        ("CO", "es", "Días naturales, sin día no laborable", "Días calendario, sin día no hábil"),
        ("MX", "es", "De la idea al montaje final", "De la idea a la edición final"),
        ("US", "en", "CV and cover letter", "Résumé and cover letter"),
        ("US", "en", "I put right what is put right late", "I correct what is corrected late"),
        ("CL", "es", "Lo que el cliente señala", "Lo que el cliente señala"),
        ("US", "en", "Instalments and a licence", "Installments and a license"),
        ("US", "en", "{{ licence }} [x](rule:a.licence)", "{{ licence }} [x](rule:a.licence)"),
        ("GB", "en", "Instalments and a licence", "Instalments and a licence"),
    ],
)
def test_words_of_ours_are_those_of_the_country(country, language, ours, theirs):
    assert use_local_words(ours, language, country) == theirs


def test_rules_and_pages_speak_so_and_the_catalogue_itself_does_not():
    local = load_local_catalogue("MX")["payment"].rules["deposit"]
    assert (local.title["es"], local.title["en"]) == ("Anticipo", "Deposit")
    assert find_rule_spec("payment.deposit").title["es"] == "Señal"
    assert load_local_catalogue("ES")["payment"].rules["deposit"] is find_rule_spec(
        "payment.deposit"
    )
    assert read_language_words("es", "MX")["example_deposit"] == "{amount} de anticipo"


def test_no_word_of_ours_keeps_the_gender_of_the_one_that_it_is_written_for():
    files = [*PACKAGE.glob("catalogue/**/*.yml"), PACKAGE / "wording/es.yml"]
    shipped = [read_shipped_yaml(file.relative_to(PACKAGE).as_posix()) for file in files]
    said = str([localize_texts(data, "AR") for data in shipped])
    assert "anticipo incluido" in said
    wrong = r"\b(?:una|la|esta|otra) anticipo\b|\b(?:a|de) el anticipo\b|\banticipo \w+[aeiou]da\b"
    assert re.findall(wrong, said) == []

"""The data by which figures are recognised: whole, and of values that there are."""

from __future__ import annotations

import re

import pytest

from lindero.catalogue.specs import list_rule_specs
from lindero.resources.compiled import recall_form
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES
from lindero.spoken.cues import list_all_cues, make_cue_form
from lindero.spoken.first_look import (
    ANSWERS,
    make_first_form,
    name_quick_form,
    read_cue_files,
)
from lindero.spoken.known_addresses import ANY_SERVICE, TAXES
from lindero.spoken.phrases import GAP, parse_phrase
from lindero.spoken.subjects import make_subject_form, name_subject_form

UNSPOKEN = {one for found in read_shipped_yaml("spoken/unspoken.yml").values() for one in found}
WORDS = {"choice", "list", "text", "seasons", "absences"}
VALUES = {
    f"{rule.id}.{value.name}": value.shape
    for rule in list_rule_specs().values()
    for value in rule.values.values()
}
CUES = {language: dict(read_cue_files(language)) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_and_answer_of_the_catalogue_has_cues_or_is_listed_as_unspoken(language):
    spoken = {address for address, shape in VALUES.items() if shape not in WORDS}
    assert spoken - CUES[language].keys() - UNSPOKEN == set()
    assert UNSPOKEN & CUES[language].keys() == set()
    assert spoken >= UNSPOKEN


def test_every_language_has_cues_of_the_same_values():
    first, *others = CUES.values()
    assert all(other.keys() == first.keys() for other in others)
    known = VALUES.keys() | list_rule_specs().keys() | {TAXES}
    assert all(one in known or one.startswith(ANY_SERVICE) for one in first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_answer_means_is_something_that_its_value_can_be(language):
    for address, roles in CUES[language].items():
        means = {one for role in ANSWERS for one in roles.get(role, {})}
        if VALUES.get(address) == "yes-no":
            assert means <= {"yes", "no"}, address
        if address in list_rule_specs():
            assert means <= {"some", "none"}, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_begins_with_a_word_or_a_figure(language):
    for cue in list_all_cues(language):
        steps = parse_phrase(cue.phrase)
        assert GAP not in steps[0].words, cue
        assert GAP not in steps[-1].words, cue
        assert not all(step.may_miss for step in steps), cue
        assert re.fullmatch(r"[^\s].*[^\s]|\S", cue.phrase), cue


@pytest.mark.parametrize("language", LANGUAGES)
def test_quick_forms_are_what_the_data_says(language):
    for kind, make in (("cues", make_cue_form), ("first-look", make_first_form)):
        assert recall_form(name_quick_form(kind, language)) == make(language)
    assert recall_form(name_subject_form(language)) == make_subject_form(language).encode()

"""What the catalogue's files leave out, and what it stands for."""

from __future__ import annotations

import pytest

from lindero.catalogue.short_forms import load_shared_words, spell_out_rule, spell_out_value

VALUES = {
    "lower": "Whether the quote may set a lower deposit.",
    "cap": {"shape": "money", "about": "How high it may be.", "example": "50 EUR"},
    "fate": {"about": "What becomes of it.", "choices": {"kept": {}, "shared": {}}},
    "rest": {"about": "What becomes of the rest.", "choices": {"shared": {}}},
}
PLAIN = {"es": "Algo.", "en": "Something."}
FIGURE = {"es": "Algo: {{ cap }}.", "en": "Something: {{ cap }}."}


def spell_out(name: str, **clause: object) -> dict[str, object]:
    rule = spell_out_rule({"values": VALUES, "clauses": {name: clause}})
    spelt: dict[str, object] = rule["clauses"][name]
    return spelt


def test_a_sentence_is_a_yes_no():
    about = "Whether it may be lower."
    assert spell_out_value(about) == {"shape": "yes-no", "about": about, "example": "yes"}


def test_choices_make_a_choice_and_its_first_is_the_example():
    choices = {"may": {"es": "puede"}, "does": {"es": "siempre"}}
    spelt = spell_out_value({"about": "Whether.", "choices": choices})
    assert (spelt["shape"], spelt["example"]) == ("choice", "may")
    assert spell_out_value({"choices": choices, "example": "does"})["example"] == "does"


def test_shared_words_go_by_their_name():
    spelt = spell_out_value({"shape": "percent", "of": "price"})
    assert spelt["of"] == {"es": "del precio", "en": "of the price"}
    assert spell_out_value({"choices": "acts"})["example"] == "may"


def test_every_shared_word_serves_more_than_one_value():
    from lindero.resources.data import PACKAGE

    files = PACKAGE.glob("catalogue/rules/*.yml")
    text = "\n".join(file.read_text("utf-8") for file in files)
    for key, words in load_shared_words().items():
        for name in words:
            uses = [f"{key}: {name}{end}" for end in ",}\n"]
            assert sum(map(text.count, uses)) > 1, (key, name)


@pytest.mark.parametrize(
    ("form", "side"), [("you", "client"), ("we", "freelancer"), ("both", "both")]
)
def test_the_form_of_a_line_says_whose_part_it_is(form, side):
    assert spell_out("x", **PLAIN, **{form: PLAIN}) == {**PLAIN, "you": PLAIN, "who": side}


@pytest.mark.parametrize(
    ("name", "words", "conditions"),
    [
        ("lower", PLAIN, ["lower = yes"]),
        ("no-lower", PLAIN, ["lower = no"]),
        ("not-lower", PLAIN, ["lower = no"]),
        ("cap", PLAIN, ["cap"]),
        ("cap", FIGURE, None),
        ("kept", FIGURE, ["fate = kept"]),
        ("shared", PLAIN, None),
        ("other", PLAIN, None),
    ],
)
def test_a_clause_hangs_on_the_answer_that_it_is_named_after(name, words, conditions):
    assert spell_out(name, **words).get("if") == conditions
    assert spell_out(name, **words, **{"if": "cap"})["if"] == "cap"
    assert "if" not in spell_out(name, **words, means=True)


def test_a_way_without_a_figure_makes_it_hang_on_its_name():
    assert spell_out("cap", says=[FIGURE, PLAIN])["if"] == ["cap"]
    assert "if" not in spell_out("cap", says=[FIGURE, FIGURE])


@pytest.mark.parametrize(
    ("name", "condition", "answer"),
    [
        ("kept", {}, "kept"),
        ("no-lower", {}, "no"),
        ("x", {"if": "fate = shared"}, "shared"),
        ("x", {"if": ["cap", "fate = shared"]}, ""),
        ("x", {"if": "lower = no or fate = kept"}, ""),
        ("x", {}, ""),
    ],
)
def test_a_point_alone_has_the_answer_on_which_the_clause_hangs(name, condition, answer):
    spelt = spell_out(name, **PLAIN, settles="deposit.fate", **condition)
    assert spelt["settles"] == {"deposit.fate": answer}

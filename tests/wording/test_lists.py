"""Lists in a sentence: all, any or none of them, and what is told apart by more than an “and”."""

from __future__ import annotations

import pytest

from lindero.wording.figures import make_reader

SPANISH, ENGLISH = make_reader("es", "ES"), make_reader("en", "GB")
AMERICAN = make_reader("en", "US")


@pytest.mark.parametrize(
    ("style", "spanish", "english", "american"),
    [
        ("all", "a, b y c", "a, b and c", "a, b, and c"),
        ("any", "a, b o c", "a, b or c", "a, b, or c"),
        ("none", "a, b ni c", "a, b or c", "a, b, or c"),
    ],
)
def test_a_list_of_each_style(style, spanish, english, american):
    parts = ["a", "b", "c"]
    assert SPANISH.join_list(parts, style) == spanish
    assert ENGLISH.join_list(parts, style) == english
    assert AMERICAN.join_list(parts, style) == american
    assert SPANISH.join_list(["a"], style) == "a"


@pytest.mark.parametrize(
    ("style", "last", "joined"),
    [
        ("all", "hijos", "padres e hijos"),
        ("all", "Inés", "padres e Inés"),
        ("all", "«imagen»", "padres e «imagen»"),
        ("all", "hielo", "padres y hielo"),
        ("all", "yeso", "padres y yeso"),
        ("any", "otros", "padres u otros"),
        ("any", "Óscar", "padres u Óscar"),
        ("any", "horas", "padres u horas"),
        ("any", "hijos", "padres o hijos"),
        ("any", "8 horas", "padres u 8 horas"),
        ("any", "80 horas", "padres u 80 horas"),
        ("any", "11 horas", "padres u 11 horas"),
        ("any", "110 horas", "padres o 110 horas"),
        ("none", "otros", "padres ni otros"),
    ],
)
def test_a_spanish_conjunction_gives_way_to_the_sound_after_it(style, last, joined):
    assert SPANISH.join_list(["padres", last], style) == joined


@pytest.mark.parametrize(
    ("parts", "spanish", "english"),
    [
        (["a", "b", "c y d"], "a, b, así como c y d", None),
        (["a", "c y d"], "a, así como c y d", None),
        (["a", "b y c", "d"], "a, b y c, y d", None),
        (["a y b", "c"], "a y b, y c", None),
        (["a y b", "c", "d"], "a y b, c y d", None),
        (["a y b", "c", "ideas"], "a y b, c e ideas", None),
        (["a", "b e ideas", "ideas"], "a, b e ideas, e ideas", None),
        (["Ana (foto y vídeo)", "«Uno y otro»"], "Ana (foto y vídeo) y «Uno y otro»", None),
        (["a, b", "c", "d"], "a, b; c; y d", None),
        (["e-mail y web", "Dos o tres"], "e-mail y web, así como Dos o tres", None),
        (["a", "b", "c and d"], None, "a, b, as well as c and d"),
        (["a", "b and c", "d"], None, "a, b and c, and d"),
        (["a, b", "c", "d"], None, "a, b; c; and d"),
        (["a and b", "c"], None, "a and b, and c"),
        (["Anders", "Andrew"], None, "Anders and Andrew"),
    ],
)
def test_a_part_that_holds_a_conjunction_is_told_apart(parts, spanish, english):
    if spanish:
        assert SPANISH.join_list(parts) == spanish
    if english:
        assert ENGLISH.join_list(parts) == english


@pytest.mark.parametrize(
    ("style", "parts", "spanish", "english"),
    [
        ("any", ["a", "b", "c y d"], "a, b, o bien c y d", None),
        ("any", ["a", "b y c", "otra"], "a, b y c, u otra", None),
        ("none", ["a", "b", "c y d"], "a, b, ni c y d", None),
        ("any", ["a", "b", "c and d"], None, "a, b, or c and d"),
        ("none", ["a", "c and d"], None, "a, or c and d"),
    ],
)
def test_also_where_any_or_none_is_meant(style, parts, spanish, english):
    reader, wanted = (SPANISH, spanish) if spanish else (ENGLISH, english)
    assert reader.join_list(parts, style) == wanted

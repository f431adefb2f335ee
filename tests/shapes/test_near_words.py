"""Near misses: what is said about them, and that the way out is a way out."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lindero.shapes import SHAPES, Problem
from support.case_data import read_cases
from support.figures import outcome, parse_text_of, problems, refusal, steady
from support.folders import CASES

NEAR_MISSES = [
    (shape, *row)
    for shape, rows in read_cases(CASES / "shapes/near_misses.yml").items()
    for row in rows
]
INSIDE = [
    (shape, *row)
    for shape, rows in read_cases(CASES / "shapes/mistakes_inside.yml").items()
    for row in rows
]


@pytest.mark.parametrize(("shape", "text", "message", "help_"), NEAR_MISSES)
def test_a_near_miss_is_told_in_one_sentence_with_a_way_out(shape, text, message, help_):
    assert refusal(shape, text) == Problem(f"bad-{shape}", message.replace("…", f"`{text}`"), help_)


@pytest.mark.parametrize(("shape", "typed", "code", "message", "help_", "path"), INSIDE)
def test_what_is_wrong_inside_a_longer_value_is_told_where_it_stands(
    shape, typed, code, message, help_, path
):
    (problem,) = problems(shape, typed)
    told = (problem.code, problem.message, problem.help, [*problem.path])
    assert told == (code, message, help_, path)


@pytest.mark.parametrize(
    ("shape", "text"),
    [("money", "1.450 EUR"), ("price", "from 1.450 EUR"), ("price", "900–1.500 EUR per day")],
)
def test_a_sum_that_half_of_the_world_reads_as_a_thousand_is_refused(shape, text):
    assert refusal(shape, text).message == f"`{text}` can be read in two ways"


@pytest.mark.parametrize(
    ("shape", "example"),
    [("percent", "40 %"), ("deadline", "15 days after invoice"), ("yes-no", "yes")],
)
def test_a_value_that_is_missing_is_told_with_an_example(shape, example):
    """`primary: #17322c` is a key without a value and a remark."""
    (problem,) = problems(shape, "# 40 %")
    assert problem == Problem(
        f"bad-{shape}",
        "the value is missing",
        f"write `{example}`; a value that starts with `#` needs quotes",
    )


def suggestions(help_: str | None) -> list[str]:
    """The texts that a help line says to write."""
    if not help_ or not help_.startswith(("write ", "two ", "keep ")):
        return []
    return re.findall(r"`([^`]*)`", help_.partition(";")[0])


@pytest.mark.parametrize(
    ("shape", "text", "help_"), [(shape, text, help_) for shape, text, _, help_ in NEAR_MISSES]
)
def test_what_a_help_line_says_to_write_is_accepted(shape, text, help_):
    assert help_
    for suggestion in suggestions(help_):
        assert parse_text_of(shape, suggestion) != text


@pytest.mark.parametrize(
    "shape",
    [
        name
        for name, shape in SHAPES.items()
        if name not in {"text", "list", "stages", "choice", "rate"} and shape.pattern
    ],
)
@pytest.mark.parametrize(("typed", "kind"), [("[40 %]", "a list"), ("{a: b}", "a group of keys")])
def test_a_list_or_a_group_where_one_value_belongs_is_told(shape, typed, kind):
    (problem,) = problems(shape, typed)
    assert problem.code == f"bad-{shape}"
    assert problem.message == f"{kind} stands where one value belongs"
    assert [parse_text_of(shape, text) for text in suggestions(problem.help)]


amounts = st.from_regex(
    r"[1-9][0-9]{0,2}([., '][0-9]{3})?([.,][0-9]{1,2})?", fullmatch=True
) | st.integers(1, 999_999).map(str)
signs = st.sampled_from(
    ["", "%", "€", "EUR", "eur", "euros", "percent", "$", "£", "USD", "dólares", "por ciento"]
)
gaps = st.sampled_from(["", " ", "  "])
heads = st.sampled_from(["", "", "from ", "desde ", "EUR ", "€", "-", "unos ", "on "])
tails = st.sampled_from(
    [
        "",
        "",
        " per",
        " per hour",
        " per month",
        " a month",
        " monthly",
        " once",
        "/hour",
        " al mes",
        ".",
    ]
)
near_misses = st.tuples(heads, amounts, gaps, signs, tails).map("".join) | st.text(
    "0123456789 .,%€$EURpercohoun–-", min_size=1, max_size=14
)
UNKNOWN_UNIT = re.compile(r" per(?!$| hour$| month$)")
LONGER_THAN_ANY_SUM = re.compile(r"[0-9]{7}|\.[0-9 ]{5}")


@pytest.mark.parametrize(
    "shape",
    [
        "percent",
        "money",
        "price",
        "rate",
        "amount",
        "charge",
        "multiple",
        "pace",
        "count",
        "yes-no",
        "date",
    ],
)
def test_every_refusal_quotes_the_text_and_leads_to_something_accepted(shape):
    @steady
    @given(near_misses)
    def check(text: str) -> None:
        folded = " ".join(text.split())
        assume(folded)
        assume(not LONGER_THAN_ANY_SUM.search(re.sub(r"[ ,'.](?=[0-9]{3})", "", folded)))
        assume(shape != "price" or not UNKNOWN_UNIT.search(folded))
        found = outcome(shape, text)
        if not isinstance(found, tuple):
            assert parse_text_of(shape, found.written) == found
            return
        (problem,) = found
        quoted = re.search(r"`(.+?)`", problem.message)
        assert quoted
        assert quoted[1] in folded
        assert "\n" not in problem.message
        assert not problem.message.endswith(".")
        assert problem.help
        for suggestion in suggestions(problem.help):
            parse_text_of(shape, suggestion)

    check()


@steady
@example("\u0661 %")
@example("½ %")
@example("1e3 %")
@given(st.text(max_size=20))
def test_any_text_at_all_has_a_shape_or_a_reason(text):
    for shape in SHAPES:
        found = outcome(shape, text)
        if isinstance(found, tuple):
            assert all(problem.message and problem.code for problem in found)
        else:
            assert found.machine
            assert found.written


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("price", "75 EUR per hora"),
        ("deadline", "3 weeks before meating"),
        ("deadline", "on signiture"),
        ("rate", "2 % per moth"),
    ],
)
def test_a_did_you_mean_of_a_unit_or_event_leads_to_something_accepted(shape, text):
    problem = refusal(shape, text)
    wrong, right = re.findall(r"`([^`]*)`", f"{problem.message} {problem.help}")
    assert parse_text_of(shape, text.replace(wrong, right))

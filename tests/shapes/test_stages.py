"""Stages and brackets: what is read, and what is said of gaps, overlaps and mixtures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.shapes import (
    SHAPES,
    Bracket,
    Brackets,
    Context,
    Count,
    Money,
    Percent,
    Period,
    Stage,
    Stages,
    Text,
)
from lindero.shapes.brackets import RESULT_SPECS
from lindero.shapes.periods import compare_lengths
from lindero.shapes.units import PERIOD_UNITS
from support.figures import AROUND, BILINGUAL, parse, problems, steady

HUNDRED, HALF = Percent(Decimal(100)), Percent(Decimal(50))


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def test_a_stage_brings_a_share_or_a_sum():
    stages = parse("stages", "[{at: x, share: 40 %}, {at: y, share: 300 EUR}]")
    assert stages == Stages(
        (Stage(Text((("", "x"),)), Percent(Decimal(40))), Stage(Text((("", "y"),)), euros(300)))
    )
    assert (stages.written, stages.machine) == ("40 %, 300 EUR", "0.4, 300 EUR")


READ = [
    (
        "[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]",
        [(euros(1000), HUNDRED), (None, HALF)],
    ),
    (
        "[{up to: 1000 EUR, share: 100 %}, {up to: 5000 EUR, share: 50 %}]",
        [(euros(1000), HUNDRED), (euros(5000), HALF)],
    ),
    (
        "[{up to: 24 hours, share: 100 %}, {up to: 3 days, share: 50 %}]",
        [(Period(24, "hour"), HUNDRED), (Period(3, "day"), HALF)],
    ),
    (
        "[{up to: 24 hours, share: 100 %}, {over: 1 day, share: 50 %}]",
        [(Period(24, "hour"), HUNDRED), (None, HALF)],
    ),
    ("[{up to: 10, share: 100 %}, {over: 10, share: 50 %}]", [(Count(10), HUNDRED), (None, HALF)]),
    (
        "[{up to: 10, share: 100 %}, {over: 10, up to: 20, share: 50 %}]",
        [(Count(10), HUNDRED), (Count(20), HALF)],
    ),
    ("[{over: 0, up to: 10, share: 100 %}]", [(Count(10), HUNDRED)]),
]


@pytest.mark.parametrize(("typed", "steps"), READ)
def test_brackets_are_read_as_people_write_them(typed, steps):
    assert parse("brackets", typed) == Brackets(tuple(Bracket(*step) for step in steps))


@pytest.mark.parametrize("gives", RESULT_SPECS)
def test_a_bracket_gives_what_the_catalogue_says(gives):
    first, last = RESULT_SPECS[gives].examples
    typed = f"[{{up to: 14 days, {gives}: {first}}}, {{over: 14 days, {gives}: {last}}}]"
    brackets = parse("brackets", typed, Context(gives=gives))
    assert brackets.written == f"up to 14 days: {first}, over 14 days: {last}"
    schema = SHAPES["brackets"].make_schema(Context(gives=gives))
    rows = [{"up to": "14 days", gives: first}, {"over": "14 days", gives: last}]
    jsonschema.validate(rows, schema)
    for wrong in (
        [],
        [{gives: first}],
        [{"up to": "14 days"}],
        [{"upto": "14 days", gives: first}],
        [{"up to": "soon", gives: first}],
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


WRONG = [
    ("x", "bad-brackets", "a list of brackets belongs here", ()),
    ("[]", "bad-brackets", "a list of brackets belongs here", ()),
    ("{up to: 1000 EUR, share: 3 %}", "bad-brackets", "a list of brackets belongs here", ()),
    ("[x]", "bad-brackets", "a bracket has a limit and a `share`", (0,)),
    ("[{share: 5 %}]", "missing-key", "`up to` is missing", (0,)),
    ("[{up to: 10}]", "missing-key", "`share` is missing", (0,)),
    ("[{up to: soon, share: 5 %}]", "bad-brackets", "`soon` is no limit", (0, "up to")),
    ("[{up to: 10, share: 5 % a month}]", "bad-amount", "`5 % a month` is no amount", (0, "share")),
]


@pytest.mark.parametrize(("typed", "code", "message", "path"), WRONG)
def test_what_is_no_table_is_answered_with_one(typed, code, message, path):
    (problem,) = problems("brackets", typed)
    assert (problem.code, problem.message, problem.path) == (code, message, path)
    shown = problem.help.removeprefix("write `").rstrip("`")
    assert not shown.startswith("[") or parse("brackets", shown)


@pytest.mark.parametrize(
    "key", ["upto", "up_to", "up-to", "to", "until", "max", "hasta", "menos de"]
)
def test_a_key_that_means_up_to_is_told_so(key):
    (problem,) = problems("brackets", f"[{{{key}: 10, share: 9 %}}]")
    assert (problem.code, problem.help, problem.path, problem.on_key) == (
        "unknown-key",
        "did you mean `up to`?",
        (0, key),
        True,
    )


@pytest.mark.parametrize("key", ["above", "from", "more than", "más de", "desde", "a partir de"])
def test_a_key_that_means_over_is_told_so(key):
    (problem,) = problems("brackets", f"[{{up to: 10, share: 9 %}}, {{{key}: 10, share: 5 %}}]")
    assert (problem.code, problem.help, problem.path, problem.on_key) == (
        "unknown-key",
        "did you mean `over`?",
        (1, key),
        True,
    )


def test_every_bracket_that_is_wrong_is_told():
    found = problems("brackets", "[{upto: 10, share: 9}, {up to: soon, share: 5 %}, y]")
    assert [problem.path for problem in found] == [(0, "upto"), (0, "share"), (1, "up to"), (2,)]


@pytest.mark.parametrize(
    ("rule", "message", "help_"),
    [
        (
            "deposit: {share: 40 %, by-size: [{up to: 1000, share: 1 %}]}",
            "`1000` is a number, and a sum of money belongs here",
            "1000 EUR",
        ),
        (
            "deposit: {share: 40 %, by-size: [{up to: 9 days, share: 1 %}]}",
            "`9 days` is a length of time, and a sum of money belongs here",
            "1000 EUR",
        ),
        (
            "instalments: {stages: [{at: x, share: 100 %}], by-length: [{up to: 4, share: 9 %}]}",
            "`4` is a number, and a length of time belongs here",
            "4 days",
        ),
        (
            "discounts: {volume: [{up to: 9 days, share: 9 %}]}",
            "`9 days` is a length of time, and a sum of money or a number belongs here",
            "1000 EUR",
        ),
    ],
)
def test_a_limit_is_of_a_kind_that_the_rule_has_limits_for(book, rule, message, help_):
    (found,) = book(payment=f"payment:\n  {rule}\n").findings
    assert (found.code, found.message, found.help) == (
        "bad-brackets",
        message,
        f"write every limit like `{help_}`",
    )


def test_a_share_in_a_bracket_keeps_to_the_most_that_there_is():
    (problem,) = problems(
        "brackets", "[{up to: 10, share: 101 %}]", replace(AROUND, most=Decimal(100))
    )
    assert (problem.code, problem.message, problem.path) == (
        "bad-amount",
        "`101 %` is more than there is",
        (0, "share"),
    )


@steady
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6, unique=True), st.booleans())
def test_brackets_are_read_if_and_only_if_they_go_upwards(limits, open_end):
    rows = [f"{{up to: {limit} EUR, share: 5 %}}" for limit in limits]
    rows += [f"{{over: {limits[-1]} EUR, share: 1 %}}"] if open_end else []
    if limits == sorted(limits):
        brackets = parse("brackets", f"[{', '.join(rows)}]", BILINGUAL)
        assert [step.up_to for step in brackets.steps] == [
            *map(euros, limits),
            *([None] if open_end else []),
        ]
    else:
        assert "is not above" in problems("brackets", f"[{', '.join(rows)}]", BILINGUAL)[0].message


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        (Period(24, "hour"), Period(1, "day"), 0),
        (Period(7, "day"), Period(1, "week"), 0),
        (Period(90, "minute"), Period(1, "hour"), 1),
        (Period(1, "day"), Period(1, "business day"), None),
        (Period(5, "business day"), Period(6, "day"), None),
        (Period(5, "business day"), Period(2, "week"), -1),
        (Period(30, "day"), Period(1, "month"), None),
        (Period(27, "day"), Period(1, "month"), -1),
        (Period(32, "day"), Period(1, "month"), 1),
        (Period(11, "month"), Period(1, "year"), -1),
        (Period(12, "month"), Period(1, "year"), None),
    ],
)
def test_which_length_of_time_is_longer_is_told_where_no_calendar_is_needed(one, other, order):
    found = compare_lengths(one, other)
    assert (found if found is None else (found > 0) - (found < 0)) == order


lengths = st.builds(Period, st.integers(1, 500), st.sampled_from(PERIOD_UNITS))


@steady
@given(lengths, lengths)
def test_comparing_the_other_way_round_says_the_opposite(one, other):
    there, back = compare_lengths(one, other), compare_lengths(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there > 0, there == 0) == (back < 0, back == 0)


@pytest.mark.parametrize(
    "rows", [[{"at": "x", "share": "40 %"}, {"at": {"es": "x", "en": "y"}, "share": "300 EUR"}]]
)
def test_the_schema_of_stages_takes_shares_and_sums(rows):
    schema = SHAPES["stages"].make_schema() | {"$defs": {"text": {}}}
    jsonschema.validate(rows, schema)
    for wrong in (
        [],
        [{"at": "x"}],
        [{"at": "x", "share": "40"}],
        [{"at": "x", "share": "2 hours"}],
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


@pytest.mark.parametrize(
    ("deposit", "rest", "wrong"),
    [
        ("50 %", "60 %", True),
        ("40 %", "60 %", False),
        ("500 EUR", "60 %", False),
        ("larger of 30 % and 500 EUR", "60 %", False),
        ("30 %, at least 500 EUR", "60 %", False),
        ("40 %", "600 EUR", False),
        ("500 EUR", "110 EUR", False),
        ("100 %", "600 EUR", True),
        ("500 EUR", "100 %", True),
        ("100 %", "0 EUR", False),
        ("larger of 50 % and 500 EUR", "60 %", True),
        ("smaller of 50 % and 500 EUR", "60 %", False),
        ("50 %, at least 500 EUR", "60 %", True),
        ("50 %, at most 500 EUR", "60 %", False),
    ],
)
def test_only_shares_have_to_come_to_the_whole(book, deposit, rest, wrong):
    rules = (
        f"payment:\n"
        f"  deposit: {{share: '{deposit}'}}\n  instalments: [{{at: on delivery, share: {rest}}}]\n"
    )
    assert ("wrong-total" in {found.code for found in book(payment=rules).findings}) is wrong


@pytest.mark.parametrize("share", ["30 USD", "larger of 30 % and 500 USD", "30 %, at most 500 USD"])
def test_a_sum_in_another_currency_is_told_wherever_it_stands(book, share):
    loaded = book(payment=f"payment:\n  deposit: {{share: '{share}'}}\n")
    assert [found.code for found in loaded.findings] == ["other-currency"]


@pytest.mark.parametrize("share", ["35 %", "larger of 35 % and 500 EUR", "35 %, at least 500 EUR"])
def test_a_share_typed_into_prose_is_told_wherever_it_stands(book, share):
    loaded = book(
        payment=f"payment:\n  deposit: {{share: '{share}', why: A deposit of 35 % it is.}}\n"
    )
    assert [found.code for found in loaded.findings] == ["typed-figure"]


@pytest.mark.parametrize(
    ("typed", "code", "message", "help_"),
    [
        ("the rest", "bad-amount", "`the rest` is no share or sum", "write `rest`"),
        ("el resto", "bad-amount", "`el resto` is no share or sum", "write `rest`"),
        ("equal parts", "bad-amount", "`equal parts` is no share or sum", "write `equal`"),
        (
            "equal",
            "bad-stages",
            "`equal` is the whole in equal parts, and `30 %` is beside it",
            "write `rest`: where several stages say it, they share what the others leave",
        ),
    ],
)
def test_a_part_without_a_number_has_its_word(typed, code, message, help_):
    ladder = f"[{{at: a, share: 30 %}}, {{at: b, share: {typed}}}, {{at: c, share: rest}}]"
    (problem, *_) = problems("stages", ladder)
    assert (problem.code, problem.message, problem.help) == (code, message, help_)
    assert problem.path == (1, "share")


def test_one_part_alone_is_equal_to_no_other():
    (problem,) = problems("stages", "[{at: a, share: equal}]")
    assert (problem.message, problem.help) == (
        "one part alone is equal to no other",
        "write `100 %`",
    )


def test_only_instalments_have_a_rest(book):
    ladder = "[{at: before work starts, share: 30 %}, {at: on delivery, share: rest}]"
    assert book(payment=f"payment:\n  instalments: {ladder}\n").findings == ()
    loaded = book(endings=f"endings:\n  cancellation: {{stages: {ladder}}}\n")
    assert [found.code for found in loaded.findings] == ["bad-stages"]


@pytest.mark.parametrize(
    ("typed", "spanish", "english"),
    [
        ("on delivery", "con la entrega", "on delivery"),
        ("Con la entrega", "con la entrega", "on delivery"),
        ("before start", "antes del inicio del trabajo", "before work starts"),
        ("after start", "tras el inicio del trabajo", "after the start of work"),
        ("at the start", "al inicio del trabajo", "at the start"),
        # What is short for two events is nobody's but the author's.
        ("on the day", "on the day", "on the day"),
        ("tras el estreno", "tras el estreno", "tras el estreno"),
    ],
)
def test_an_event_is_told_in_every_language(typed, spanish, english):
    (step,) = parse("stages", f"[{{at: {typed}, share: 30 %}}]").steps
    assert (step.at.in_language("es"), step.at.in_language("en")) == (spanish, english)

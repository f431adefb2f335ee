"""Near misses: what is said about them, and that the way out is a way out."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lindero.shapes import SHAPES, Problem
from support.figures import outcome, parse_text_of, problems, refusal, steady

NEAR_MISSES = [
    ("percent", "40", "`40` has no `%`", "write `40 %`"),
    ("percent", "40 percent", "`40 percent` has no `%`", "write `40 %`"),
    ("percent", "1,5 %", "`1,5 %` has a comma in its number", "write `1.5 %`"),
    ("percent", "-5 %", "`-5 %` is negative; the sign follows from the key", "write `5 %`"),
    ("percent", "cuarenta", "`cuarenta` is no percentage", "write it like `40 %`"),
    ("money", "1,450 EUR", "`1,450 EUR` has a comma in its number", "write `1450 EUR`"),
    ("money", "1.450,00 €", "`1.450,00 €` has a comma in its number", "write `1450.00 EUR`"),
    (
        "money",
        "1 450 EUR",
        "`1 450 EUR` has separators of thousands in its number",
        "write `1450 EUR`",
    ),
    ("money", "1200", "`1200` has no currency", "write `1200 EUR`"),
    ("money", "€1200", "`€1200` has the currency in another form", "write `1200 EUR`"),
    ("money", "$12.50", "`$12.50` has the currency in another form", "write `12.50 USD`"),
    ("money", "1200 eur", "`1200 eur` has the currency in another form", "write `1200 EUR`"),
    (
        "price",
        "1.000 EUR",
        "`1.000 EUR` can be read in two ways",
        "write `1000 EUR` or `1 EUR`, whichever you mean",
    ),
    (
        "price",
        "450.000 ARS",
        "`450.000 ARS` can be read in two ways",
        "write `450000 ARS` or `450 ARS`, whichever you mean",
    ),
    (
        "price",
        "desde 900 hasta 1500 EUR",
        "`desde 900 hasta 1500 EUR` has the currency in another form",
        "write `900–1500 EUR`",
    ),
    (
        "price",
        "180 EUR (200 USD)",
        "`180 EUR (200 USD)` is in two currencies",
        "write one of them: `180 EUR`",
    ),
    (
        "price",
        "180 € + IVA",
        "`180 € + IVA` names the tax",
        (
            "write `180 EUR`; whether prices contain the tax stands once, in `tax` "
            "of the business: `included: yes`"
        ),
    ),
    (
        "period",
        "2-3 semanas",
        "`2-3 semanas` is a range, which promises nothing",
        "write the longest that it may take: `3 weeks`",
    ),
    (
        "deadline",
        "15 días desde la factura",
        "`15 días desde la factura` is no deadline",
        "write `15 days after invoice`",
    ),
    (
        "deadline",
        "30 días después de la entrega",
        "`30 días después de la entrega` is no deadline",
        "write `30 days after delivery`",
    ),
    (
        "deadline",
        "al recibir la factura",
        "`al recibir la factura` is no deadline",
        "write `on receipt`",
    ),
    (
        "deadline",
        "antes de la entrega",
        "`antes de la entrega` is no deadline",
        "write `before delivery`",
    ),
    ("date", "2027-3-1", "`2027-3-1` is no date", "write `2027-03-01`"),
    ("date", "1 de marzo de 2027", "`1 de marzo de 2027` is no date", "write `2027-03-01`"),
    ("price", "1,450 EUR", "`1,450 EUR` has a comma in its number", "write `1450 EUR`"),
    ("price", "EUR 1200 per", "`EUR 1200 per` does not say per what", "write `1200 EUR per hour`"),
    ("price", "75 EUR per", "`75 EUR per` does not say per what", "write `75 EUR per hour`"),
    (
        "price",
        "75€ per hour",
        "`75€ per hour` has the currency in another form",
        "write `75 EUR per hour`",
    ),
    ("price", "75 EUR per hora", "`hora` is no unit", "did you mean `hour`?"),
    ("price", "1500–900 EUR", "`1500–900 EUR` does not go upwards", "write `900–1500 EUR`"),
    (
        "price",
        "from 900–1500 EUR",
        "`from 900–1500 EUR` is both a start and a range",
        "write `900–1500 EUR`",
    ),
    ("period", "14", "`14` has no unit", "write `14 days` or `14 business days`"),
    ("period", "4 working hours", "`working hours` is no unit of time", "write `4 business hours`"),
    (
        "period",
        "4 horas laborables",
        "`horas laborables` is no unit of time",
        "write `4 business hours`",
    ),
    ("period", "8 horas hábiles", "`horas hábiles` is no unit of time", "write `8 business hours`"),
    (
        "period",
        "4 horas de atención",
        "`horas de atención` is no unit of time",
        "write `4 business hours`",
    ),
    ("period", "14 dias", "`dias` is no unit of time", "write `14 days`"),
    ("period", "14days", "`14days` has no space before its unit", "write `14 days`"),
    (
        "period",
        "2.5 days",
        "`2.5 days` is no whole number",
        "use a smaller unit: `36 hours` for a day and a half",
    ),
    (
        "period",
        "0 days",
        "`0 days` is no time at all",
        "leave the line out, or write `none` for the whole rule",
    ),
    ("deadline", "15 days", "`15 days` does not say from when", "write `15 days after invoice`"),
    (
        "deadline",
        "within 15 days after invoice",
        "`within 15 days` is no length of time",
        "write `15 days after invoice`",
    ),
    (
        "deadline",
        "2 working days from the invoice date",
        "`2 working days from the invoice date` is no deadline",
        "write `2 business days after invoice`",
    ),
    ("deadline", "net 30", "`net 30` is no deadline", "write `30 days after invoice`"),
    (
        "deadline",
        "0 days after invoice",
        "`0 days` is no time at all",
        "leave the line out, or write `none` for the whole rule",
    ),
    (
        "deadline",
        "soon after invoice",
        "`soon` is no length of time",
        "write it like `14 days after invoice`",
    ),
    (
        "rate",
        "1.5",
        "`1.5` is neither a share nor a sum",
        "write `1.5 % per month` or `1.5 EUR per month`",
    ),
    (
        "money",
        "1_000 EUR",
        "`1_000 EUR` has separators of thousands in its number",
        "write `1000 EUR`",
    ),
    (
        "pace",
        "10 per month",
        "`10 per month` does not say how much of what",
        (
            "write it like `30 minutes per page`, `1 business day per 1000 words` "
            "or `2500 words per business day`"
        ),
    ),
    (
        "deadline",
        "on signiture",
        "`signiture` is no event that a time can start from",
        "did you mean `signature`?",
    ),
    (
        "deadline",
        "15 dias after invoice",
        "`dias` is no unit of time",
        "write `15 days after invoice`",
    ),
    ("rate", "1.5 % a month", "`1.5 % a month` does not use `per`", "write `1.5 % per month`"),
    ("rate", "1.5 %/month", "`1.5 %/month` does not use `per`", "write `1.5 % per month`"),
    ("rate", "1.5 %", "`1.5 %` does not say how often", "write `1.5 % per month` or `1.5 % once`"),
    (
        "rate",
        "1,5 % per month",
        "`1,5 % per month` has a comma in its number",
        "write `1.5 % per month`",
    ),
    (
        "price",
        "90 EUR/1000 words",
        "`90 EUR/1000 words` does not use `per`",
        "write `90 EUR per 1000 words`",
    ),
    (
        "price",
        "90 EUR por cada mil palabras",
        "`90 EUR por cada mil palabras` does not use `per`",
        "write `90 EUR per 1000 words`",
    ),
    (
        "price",
        "90 EUR per 1,000 words",
        "`90 EUR per 1,000 words` has a comma in its number",
        "write `90 EUR per 1000 words`",
    ),
    (
        "price",
        "90 EUR per thousand words",
        "`thousand words` is no unit",
        "did you mean `1000 words`?",
    ),
    (
        "price",
        "90 EUR per 0 words",
        "`per 0 words` divides by nothing",
        "leave the number out, `per word`, or write how many",
    ),
    ("price", "a consultar", "`a consultar` is no price", "write `on request`"),
    ("price", "75 € la hora", "`75 € la hora` does not use `per`", "write `75 EUR per hour`"),
    ("rate", "5 % cada 14 días", "`5 % cada 14 días` is no rate", "write `5 % per 14 days`"),
    ("rate", "5 % / 14 days", "`5 % / 14 days` does not use `per`", "write `5 % per 14 days`"),
    ("count", "2.5", "`2.5` is no whole number", "write it in digits: `2`"),
    ("count", "two", "`two` is no whole number", "write it in digits: `2`"),
    ("yes-no", "sí", "`sí` is neither yes nor no", "write `yes` or `no`"),
    ("yes-no", "on", "`on` is neither yes nor no", "write `yes` or `no`"),
    ("choice", "cliente", "`cliente` is not one of the choices", "did you mean `client`?"),
    ("hours", "25:00", "`25:00` is no window of a week", "write `Mon–Fri 09:00–18:00`"),
    (
        "hours",
        "Mon-Fri 9-18",
        "`Mon-Fri 9-18` is no window of a week",
        "write `Mon–Fri 09:00–18:00`",
    ),
    (
        "hours",
        "Mon–Fri 09:00–25:00",
        "`25:00` is not on the clock",
        "times go from 00:00 to 24:00: `Mon–Fri 09:00–18:00`",
    ),
    (
        "hours",
        "Mon–Fri 18:00–09:00",
        "`18:00–09:00` ends before it starts",
        "write `Mon 18:00–24:00, Tue–Fri 00:00–09:00 and 18:00–24:00, Sat 00:00–09:00`",
    ),
    ("hours", "Monday 09:00–18:00", "`Monday` is no weekday", "write `Mon 09:00–18:00`"),
    (
        "date",
        "2026-02-30",
        "`2026-02-30` is not in the calendar",
        "write a day that exists, like `2026-02-28`",
    ),
    (
        "date",
        "01/12/2026",
        "`01/12/2026` is no date",
        "write `2026-12-01` or `2026-01-12`, whichever you mean",
    ),
    ("count", "2 rounds", "`2 rounds` is no whole number", "write `2`"),
]


@pytest.mark.parametrize(("shape", "text", "message", "help_"), NEAR_MISSES)
def test_a_near_miss_is_told_in_one_sentence_with_a_way_out(shape, text, message, help_):
    assert refusal(shape, text) == Problem(f"bad-{shape}", message, help_)


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
    if not help_ or not help_.startswith("write "):
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

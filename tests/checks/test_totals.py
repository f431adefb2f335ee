"""The parts of a price come to the whole in every bracket, and for the services that are sold."""

from __future__ import annotations

import pytest

SITE = "services:\n  site: {name: Site, price: 1450 EUR}\n"
TWO = "stages: [{at: on approval, share: 30 %}, {at: on delivery, share: 30 %}]"


def totals(book, deposit: str, instalments: str, prices: str = "services: {}\n") -> list[str]:
    """What is told of the parts, with the way out."""
    rules = f"payment:\n  deposit: {deposit}\n  instalments: {{{instalments}}}\n"
    findings = book(prices=prices, payment=rules).findings
    told = [found for found in findings if found.code in {"wrong-total", "rounded-parts"}]
    return [f"{found.message} = {found.help}" for found in told]


BOTH = "`payment.deposit.by-size` and `payment.instalments.stages` come to"
BEGIN = "`above: 1000 EUR` lets instalments begin above that price"
ALL = "all payments together are 100 % of the price"


@pytest.mark.parametrize(
    ("by_size", "more", "told"),
    [
        ("[{up to: 1000 EUR, share: 40 %}]", "", []),
        (
            "[{up to: 1000 EUR, share: 100 %}]",
            "",
            [f"{BOTH} 160 % for a price of 1000 EUR = {ALL}; {BEGIN}"],
        ),
        ("[{up to: 1000 EUR, share: 100 %}]", ", above: 1000 EUR", []),
        (
            "[{up to: 1000 EUR, share: 100 %}]",
            ", above: 999 EUR",
            [f"{BOTH} 160 % for a price of 1000 EUR = {ALL}; {BEGIN}"],
        ),
        (
            "[{up to: 1000 EUR, share: 40 %}, {over: 1000 EUR, share: 15 %}]",
            "",
            [f"{BOTH} 75 % for prices above 1000 EUR = {ALL}"],
        ),
        (
            "[{up to: 500 EUR, share: 40 %}, {up to: 1000 EUR, share: 15 %}]",
            "",
            [f"{BOTH} 75 % for a price of 1000 EUR = {ALL}"],
        ),
    ],
)
def test_every_bracket_has_its_total(book, by_size, more, told):
    assert totals(book, f"{{share: 40 %, by-size: {by_size}}}", TWO + more) == told


def test_a_share_that_never_holds_is_in_no_total(book):
    by_size = "[{up to: 500 EUR, share: 40 %}, {over: 500 EUR, share: 40 %}]"
    assert totals(book, f"{{share: 90 %, by-size: {by_size}}}", TWO) == []


@pytest.mark.parametrize(
    ("deposit", "stage", "told"),
    [
        ("300 EUR", "70 %", "1315 EUR"),
        ("700 EUR", "70 %", "1715 EUR"),
        ("435 EUR", "70 %", None),
        ("larger of 30 % and 500 EUR", "70 %", "1515 EUR"),
        ("larger of 30 % and 400 EUR", "70 %", None),
        ("300 EUR", "rest", None),
        ("1450 EUR", "rest", "1450 EUR"),
        ("300 USD", "rest", None),
    ],
)
def test_what_belongs_to_nobody_is_told(book, deposit, stage, told):
    found = totals(book, deposit, f"stages: [{{at: on delivery, share: {stage}}}]", SITE)
    where = "`payment.deposit.share` and `payment.instalments.stages` come to"
    start = f"{where} {told}, and `services.site.price` is 1450 EUR"
    assert [message.partition(" = ")[0] for message in found] == ([start] if told else [])


def test_prices_to_which_the_instalments_do_not_apply_are_left_alone(book):
    stages = "stages: [{at: on delivery, share: 70 %}], above: 2000 EUR"
    assert totals(book, "larger of 30 % and 500 EUR", stages, SITE) == []


def test_a_service_is_held_against_the_terms_that_it_is_sold_on(book):
    prices = SITE + "  care: {name: Care, price: 435 EUR}\n"
    rules = (
        "payment:\n  deposit:\n    - {services: [care], share: 300 EUR}\n    - 30 %\n"
        "  instalments: [{at: on delivery, share: 70 %}]\n"
    )
    (found,) = (one for one in book(prices=prices, payment=rules).findings)
    assert "come to 604.50 EUR" in found.message.replace("604.5 ", "604.50 ")
    assert "`services.care.price` is 435 EUR" in found.message


@pytest.mark.parametrize(
    ("deposit", "stages", "told"),
    [
        ("none", ["equal"] * 3, None),
        ("none", ["33.33 %"] * 3, "`payment.instalments.stages` comes to 99.99 %"),
        ("33.33 %", ["33.33 %"] * 2, "and `payment.instalments.stages` come to 99.99 %"),
        ("33.34 %", ["33.33 %"] * 2, "3 parts of the price are almost equal: 33.34 %"),
        ("34 %", ["33 %"] * 2, None),
        ("25 %", ["25 %"] * 3, None),
        ("12.5 %", ["12.5 %"] * 7, None),
    ],
)
def test_equal_parts_are_written_as_such(book, deposit, stages, told):
    ladder = ", ".join(f"{{at: then, share: {stage}}}" for stage in stages)
    found = totals(book, deposit, f"stages: [{ladder}]")
    if told is None:
        assert found == []
    else:
        (message,) = found
        assert told in message
        assert message.endswith("for 3 equal parts, write each as a stage with `share: equal`")


def test_equal_parts_leave_no_room_for_a_deposit(book):
    equal = "stages: [{at: a, share: equal}, {at: b, share: equal}]"
    (found,) = totals(book, "30 %", equal)
    assert found.endswith("`equal` parts are the whole price; after a deposit, write `rest`")
    assert totals(book, "0 %", equal) == []
    assert totals(book, "30 %", equal.replace("equal", "rest")) == []


def test_shares_that_come_to_the_whole_leave_no_rest(book):
    rest = "stages: [{at: a, share: 60 %}, {at: b, share: rest}]"
    assert totals(book, "30 %", rest) == []
    (found,) = totals(book, "40 %", rest)
    assert "come to more than 100 %" in found


@pytest.mark.parametrize(
    ("deposit", "told"),
    [
        ("{share: 40 %, by-size: [{up to: 500 EUR, share: 0 %}, {over: 500 EUR, share: 60 %}]}", 1),
        ("{share: 60 %, by-size: [{up to: 500 EUR, share: 0 %}, {over: 500 EUR, share: 60 %}]}", 0),
        ("{share: 40 %, by-size: [{up to: 500 EUR, share: 0 %}]}", 0),
        ("40 %", 0),
    ],
)
def test_a_share_that_no_price_has_is_told(book, deposit, told):
    findings = book(payment=f"payment:\n  deposit: {deposit}\n").findings
    assert [found.code for found in findings] == ["idle-share"] * told


@pytest.mark.parametrize(
    ("deposit", "told"),
    [
        ("{share: 50 %, cap: 40 %}", True),
        ("{share: 50 %, cap: 50 %}", False),
        ("{share: 500 EUR, cap: 400 EUR}", True),
        ("{share: 30 %, cap: 50 %, by-size: [{up to: 500 EUR, share: 100 %}]}", False),
        ("{share: larger of 30 % and 500 EUR, cap: 20 %}", False),
        ("[{share: 30 %, until: 2027-01-31}, {share: 60 %, cap: 50 %, from: 2027-02-01}]", True),
    ],
)
def test_a_quote_raises_a_deposit_and_never_lowers_it_so(book, deposit, told):
    findings = book(payment=f"payment:\n  deposit: {deposit}\n").findings
    assert [found.code for found in findings] == (["low-cap"] if told else [])


@pytest.mark.parametrize(
    ("late", "told"),
    [
        ("minimum: 20 EUR, fixed: 20 EUR, cap: 40 EUR", []),
        ("minimum: 21 EUR, fixed: 20 EUR, cap: 40 EUR", ["41 EUR"]),
        ("fixed-by-size: [{up to: 99 EUR, fee: 9 EUR}, {over: 99 EUR, fee: 40 EUR}], cap: 20 EUR",
         ["40 EUR"]),
        ("minimum: 20 EUR, fixed: 20 EUR, cap: 1 %", []),
    ],
)  # fmt: skip
def test_a_late_payment_costs_no_more_than_its_cap(book, late, told):
    rules = "{due: 9 days after invoice, late: {rate: 1 % per month, reminder: yes, %}}"
    findings = book(payment=f"payment: {rules.replace('%}}', late + '}}')}\n").findings
    assert [one.message.split("`")[3] for one in findings if one.code == "low-cap"] == told


@pytest.mark.parametrize(
    ("deposit", "stages", "way_out"),
    [
        ("none", ["rest", "rest"], "write `equal` in each stage: equal parts of all"),
        ("0 %", ["rest"], "write `100 %`"),
        ("10 %", ["rest"], None),
        ("none", ["10 %", "rest"], None),
        ("{share: 40 %, by-size: [{up to: 900 EUR, share: 0 %}]}", ["rest", "rest"], None),
    ],
)
def test_a_rest_is_the_rest_of_something(book, deposit, stages, way_out):
    ladder = ", ".join(f"{{at: then, share: {stage}}}" for stage in stages)
    rules = f"payment:\n  deposit: {deposit}\n  instalments: [{ladder}]\n"
    findings = book(payment=rules).findings
    found = [(one.code, one.help) for one in findings]
    assert found == ([("rest-of-nothing", way_out)] if way_out else [])

"""Rules that are off for some: readers see nothing of them there, and no example is of it."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lindero.rulebook.cases import Audience, Case, RuleCases, Situation
from lindero.rulebook.rule import Rule
from lindero.site.pages import make_pages
from support.figures import steady
from support.read_back import read_page
from support.rulebooks import AS_OF

VISITS = "services:\n  visit: {name: Visit, price: 60 EUR}\n  site: {name: Site, price: 1450 EUR}\n"
BOOKING = "endings:\n  booking:\n    - {services: [visit], notice: 24 hours}\n    - off: yes\n"

CLIENTS, SERVICES = ("business", "consumer"), ("care", "site", "shop")
days = st.dates(AS_OF, date(2027, 1, 1))
cases = st.builds(
    Case,
    st.sampled_from([None, *CLIENTS]),
    st.sampled_from([(), ("care",), ("care", "site")]),
    st.none() | days,
    st.none() | days,
)
situations = st.builds(Situation, st.sampled_from(CLIENTS), st.sampled_from(SERVICES), days)


def show_terms(rulebook):
    return read_page(make_pages(rulebook)["terms/index.md"].body).text


@steady
@given(st.lists(cases, max_size=4), situations)
def test_regions_hold_exactly_where_a_case_comes_first(written, situation):
    everything = RuleCases((Case(), *written), CLIENTS, SERVICES, AS_OF)
    regions = [
        (number, region)
        for number in range(len(written) + 1)
        for region in everything.list_regions(number)
    ]
    held = [number for number, region in regions if region.fits_situation(situation)]
    assume(everything.are_whole)
    rule = Rule("x", {}, others=tuple(Rule("x", {}, written_case=case) for case in written))
    winner = rule.find_variant(situation)
    assert [rule.variants[number] for number in held] == [winner]


def test_a_rule_may_be_off_for_some_services(book):
    rulebook = book(pricing=VISITS, endings=BOOKING).rulebook
    rule = rulebook.rules["endings.booking"]
    assert [one.case for one in rule.variants] == [Case(services=("visit",))]
    day = AS_OF
    assert rule.find_variant(Situation("consumer", "visit", day)) is not None
    assert rule.find_variant(Situation("consumer", "site", day)) is None
    narrowed = {key: rulebook.narrow_to(Audience(None, (key,))).rules for key in ("visit", "site")}
    assert "endings.booking" not in narrowed["site"]
    assert narrowed["visit"]["endings.booking"].case == Case()
    said = "For “Visit” A booking can be cancelled free of charge up to 24 hours"
    assert said in show_terms(rulebook)


def test_where_all_cases_say_the_same_readers_still_learn_for_whom_the_rule_is_off(book):
    written = (
        "time:\n  response:\n    - 24 hours\n    - {for: consumer, services: [site], off: yes}\n"
    )
    rulebook = book(pricing=VISITS, time=written).rulebook
    rule = rulebook.rules["time.response"]
    held = [Case("business"), Case("consumer", ("visit",))]
    assert [one.written_case for one in rule.variants] == held
    assert (
        "For businesses; for consumers buying “Visit”"
        in read_page(make_pages(rulebook)["terms/index.md"].body).text
    )


def test_worked_examples_are_not_of_services_that_the_rule_leaves_out(book):
    ladder = "[{at: before start, share: 10 %}, {at: on delivery, share: 60 %}]"
    cases = f"[{{services: [site], stages: {ladder}}}, {{off: yes}}]"
    rulebook = book(pricing=VISITS, endings=f"endings: {{cancellation: {cases}}}\n").rulebook
    assert rulebook.cancelling_examples == ()


@pytest.mark.parametrize(
    ("cases", "message", "help_"),
    [
        ("[{off: yes}]", "`booking` is off in every case", "write `booking: off`"),
        (
            "[{services: [visit], notice: 24 hours}, {off: no}]",
            "`off: no` says nothing",
            "write the rule's values, or `off: yes`",
        ),
        (
            "[{services: [visit], notice: 24 hours}, {off: yes, notice: 2 days}]",
            "`off` says that the rule concerns nobody, and `notice` says what it is",
            "keep one of the two",
        ),
        (
            "[{services: [visit], notice: 24 hours}, {off: yes, none: yes}]",
            "`none` is not a key here",
            "what fits here: `off`, `for`, `services`, `from`, `until`",
        ),
    ],
)
def test_what_is_off_is_said_clearly(book, cases, message, help_):
    (found,) = book(pricing=VISITS, endings=f"endings: {{booking: {cases}}}\n").findings
    assert (found.message, found.help) == (message, help_)

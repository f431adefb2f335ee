"""Whom a rulebook speaks to: what holds for an audience is told, and nothing else."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.loading import load_rulebook
from lindero.outcomes.two_sides import join_shared_subjects
from lindero.rulebook.cases import ALWAYS, Audience, Situation
from support.figures import steady
from support.folders import CASES
from support.publication import list_codes, read_words
from support.rulebooks import AS_OF, BUSINESS

BOOKS = {terms.parent.name: terms for terms in sorted(CASES.glob("rulebooks/*/terms"))}
SERVICES = (
    "services:\n  care: {name: Care, price: 125 EUR per month}\n"
    "  site: {name: Site, price: 1450 EUR}\n"
)
DEPOSIT = """payment:
  deposit:
    - {share: 40 %}
    - {share: 20 %, for: consumer}
    - {share: 50 %, services: [care], for: business}
    - {share: 60 %, from: 2027-03-01, for: consumer}
"""


@cache
def read_book(name):
    return load_rulebook(BOOKS[name], AS_OF).rulebook


def as_told(rule):
    return (rule.is_none, rule.summary, rule.clauses, {n: f.figure for n, f in rule.facts.items()})


@steady
@given(st.data())
def test_an_audience_is_told_what_holds_for_each_of_its_clients(data):
    """Against the slow way: every client who buys every service on every day asks for himself."""
    book = read_book(data.draw(st.sampled_from(sorted(BOOKS))))
    rule = data.draw(st.sampled_from([rule for rule in book.rules.values() if rule.others]))
    client = data.draw(st.sampled_from([None, *book.business.clients]))
    bought = data.draw(st.lists(st.sampled_from(sorted(book.services)), max_size=3, unique=True))
    narrowed = book.narrow_rule(rule, Audience(client, tuple(bought)))
    days = {AS_OF, *(one.written_case.start or AS_OF for one in rule.variants)}
    asked = [
        Situation(one, service, max(day, AS_OF))
        for one in ([client] if client else book.business.clients)
        for service in bought or book.services
        for day in days
    ]
    held = [rule.find_variant(situation) for situation in asked]
    if narrowed is None:
        assert not any(held)
        return
    for situation, variant in zip(asked, held, strict=True):
        assert as_told(narrowed.find_variant(situation)) == as_told(variant)
    told = [as_told(variant) for variant in held if variant]
    assert all(as_told(variant) in told for variant in narrowed.variants)


def test_conditions_that_every_reader_meets_are_not_told(book):
    loaded = book(business=BUSINESS, pricing=SERVICES, payment=DEPOSIT)
    told = loaded.rulebook.narrow_to(Audience("business", ("site",))).rules["payment.deposit"]
    assert (told.case.client, told.case.services, told.others) == (None, (), ())
    assert told.figures["share"].written == "40 %"
    care = loaded.rulebook.narrow_to(Audience("business", ("care",))).rules["payment.deposit"]
    assert (care.figures["share"].written, care.case.services, care.others) == ("50 %", (), ())
    every = "payment: {deposit: [50 %, {share: 20 %, services: [care, site], for: consumer}]}"
    loaded = book(business=BUSINESS, pricing=SERVICES, payment=every)
    told = loaded.rulebook.narrow_to(Audience("consumer")).rules["payment.deposit"]
    assert (told.figures["share"].written, told.case.services, told.others) == ("20 %", (), ())


def test_nobody_is_told_the_case_of_a_service_that_is_sold_to_others(book):
    sold = "services:\n  plot: {name: Plot, price: 9 EUR}\n"
    sold += "  works: {name: Works, price: 9 EUR, for: business}\n"
    rule = "payment:\n  deposit: [{share: 40 %}, {services: [works], share: 10 %, own: whole}]\n"
    rulebook = book(business=BUSINESS, pricing=sold, payment=rule).rulebook
    told = rulebook.narrow_to(Audience("consumer")).rules["payment.deposit"]
    assert (told.figures["share"].written, told.case, told.others) == ("40 %", ALWAYS, ())
    businesses = rulebook.narrow_to(Audience("business")).rules["payment.deposit"]
    assert [one.case.services for one in businesses.variants] == [(), ("works",)]
    borne = join_shared_subjects(rulebook, AS_OF)
    assert borne["business"]
    assert not borne["consumer"]


@pytest.mark.parametrize("name", BOOKS)
def test_no_case_of_one_kind_of_client_names_what_is_sold_to_the_other(name):
    rulebook = read_book(name)
    for client in rulebook.business.clients:
        told = [*rulebook.rules.values(), *rulebook.narrow_to(Audience(client)).rules.values()]
        read = [one for rule in told for one in rule.variants if one.case.client == client]
        read += [one for rule in told[len(rulebook.rules) :] for one in rule.variants]
        named = {service for one in read for service in one.case.services}
        assert not [key for key in named if rulebook.sold_to.get(key, client) != client]


SOLD_APART = """services:
  party: {name: Party, price: 900 EUR}
  hour: {name: Hour, price: 90 EUR per hour}
  hotel: {name: Hotel, price: 1800 EUR, for: business}
  family: {name: Family, price: 300 EUR, for: consumer}
"""


@pytest.mark.parametrize("kind", [None, "consumer"])
def test_consumers_are_named_no_service_that_only_businesses_buy(book, kind):
    rule = (
        "payment:\n  due:\n    - 7 days before session\n"
        "    - {for: business, deadline: 30 days after invoice}\n"
        "    - {services: [hour, hotel], deadline: 5 days after invoice}\n"
        "    - {services: [hour, hotel], for: business, deadline: 5 days after invoice}\n"
    )
    loaded = book(business=BUSINESS, pricing=SOLD_APART, payment=rule)
    assert list_codes(loaded) == []
    rulebook = loaded.rulebook
    told = (rulebook.narrow_to(Audience(kind)) if kind else rulebook).rules["payment.due"]
    read = [one.case for one in told.variants if one.case.client == "consumer" or kind]
    assert read
    assert not [case for case in read if "hotel" in case.services]
    businesses = [one.case for one in told.variants if one.case.client == "business"]
    assert not [case for case in businesses if "family" in case.services]


def test_a_case_that_both_kinds_read_is_told_once_with_all_its_services(book):
    """Businesses buy one service more of those than consumers can."""
    rule = (
        "payment:\n  deposit:\n    - {share: 40 %}\n    - {for: business, share: 50 %}\n"
        "    - {services: [hour, hotel], none: yes}\n"
        "    - {services: [hour, hotel], for: business, none: yes}\n"
    )
    text = read_words(book(business=BUSINESS, pricing=SOLD_APART, payment=rule))
    assert "For “Hour” or “Hotel”" in text
    assert "consumers buying “Hour”" not in text


def test_a_rule_that_some_services_leave_out_is_one_case_for_both_kinds(book):
    rule = "endings:\n  booking: [{notice: 9 days}, {services: [hotel], off: yes}]\n"
    loaded = book(business=BUSINESS, pricing=SOLD_APART, endings=rule)
    (told,) = loaded.rulebook.rules["endings.booking"].variants
    assert (told.case.client, {*told.case.services}) == (None, {"party", "hour", "family"})


def test_nothing_is_asked_for_clients_who_cannot_buy_the_service(book):
    rule = (
        "payment:\n  deposit: [{share: 40 %}, {for: consumer, share: 30 %}, "
        "{services: [hotel], none: yes}]\n"
    )
    assert list_codes(book(business=BUSINESS, pricing=SOLD_APART, payment=rule)) == []
    both = book(business=BUSINESS, pricing=SOLD_APART.replace(", for: business", ""), payment=rule)
    assert list_codes(both) == ["variant-overlap"]


def test_an_answer_for_clients_who_cannot_buy_the_service_is_told(book):
    never = "{for: consumer, services: [hotel], share: 9 %}"
    rule = f"payment:\n  deposit: [{{share: 40 %}}, {never}]\n"
    (found,) = book(business=BUSINESS, pricing=SOLD_APART, payment=rule).findings
    assert found.code == "variant-never"
    assert found.message.endswith("what it names is not sold to consumers")


def test_both_values_of_a_change_to_come_are_kept(book):
    loaded = book(business=BUSINESS, pricing=SERVICES, payment=DEPOSIT)
    told = loaded.rulebook.narrow_to(Audience("consumer")).rules["payment.deposit"]
    assert [one.figures["share"].written for one in told.variants] == ["20 %", "60 %"]
    assert [str(one.case.start) for one in told.variants] == ["None", "2027-03-01"]


def test_a_figure_keeps_its_address_and_goes_by_the_plain_one_too(book):
    loaded = book(business=BUSINESS, pricing=SERVICES, payment=DEPOSIT)
    told = loaded.rulebook.narrow_to(Audience("business", ("care",)))
    fact = told.find_fact("payment.deposit.share")
    assert fact.figure.written == "50 %"
    assert loaded.rulebook.facts[fact.address] == fact
    assert told.find_fact("payment.deposit.share@consumer").figure.written == "20 %"


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        ("business", ["40 %", "50 %"]),
        ("business@site", ["40 %"]),
        ("care@business", ["50 %"]),
        ("site", ["40 %", "20 %", "60 %"]),
    ],
)
def test_a_figure_can_be_named_for_an_audience(book, words, shares):
    loaded = book(business=BUSINESS, pricing=SERVICES, payment=DEPOSIT)
    address = f"payment.deposit.share@{words}"
    cases = loaded.rulebook.find_cases(address)
    first = loaded.rulebook.find_fact(address)
    assert first.figure.written == shares[0]
    assert [fact.figure.written for _, fact in cases] == (shares if len(shares) > 1 else [])


def test_a_service_for_one_kind_of_client_says_whom_a_sheet_for_it_is_for(book):
    services = SERVICES.replace("1450 EUR}", "1450 EUR, for: consumer}")
    loaded = book(business=BUSINESS, pricing=services, payment=DEPOSIT)
    assert loaded.rulebook.make_audience(["site"]) == Audience("consumer", ("site",))
    assert loaded.rulebook.make_audience(["site", "care"]) == Audience(None, ("site", "care"))


def test_a_rule_that_is_the_same_for_all_stays_as_it_is(book):
    loaded = book(business=BUSINESS, payment="payment: {deposit: 40 %}\n")
    rule = loaded.rulebook.rules["payment.deposit"]
    told = loaded.rulebook.narrow_to(Audience("consumer")).rules["payment.deposit"]
    assert told == replace(rule, clients=("consumer",))


CONSUMERS = "conduct:\n  consumers:\n    - {withdrawal: 14 days, for: consumer}\n"


def test_that_a_rule_about_consumers_is_none_for_businesses_is_told_to_nobody(book):
    loaded = book(business=BUSINESS, conduct=CONSUMERS + "    - {for: business, none: yes}\n")
    assert loaded.findings == ()
    rule = loaded.rulebook.rules["conduct.consumers"]
    assert [variant.is_none for variant in rule.variants] == [False]
    assert loaded.rulebook.narrow_rule(rule, Audience("business")) is None


def test_a_rule_about_consumers_does_not_hold_for_businesses(book):
    conduct = "conduct: {consumers: {withdrawal: 14 days}}\n"
    sheet = "onepagers:\n  office: {title: Ours, for: business, rules: [conduct.consumers]}\n"
    (found,) = book(business=BUSINESS, conduct=conduct, sheets=sheet).findings
    assert found.message == "`conduct.consumers` does not hold for businesses"


def test_equal_variants_leave_the_examples_of_payment(book):
    payment = (
        "payment:\n  deposit:\n    - {share: 40 %, refundable: no, for: business}\n"
        "    - {share: 40 %, refundable: yes, for: consumer}\n"
        "  instalments: [{at: on delivery, share: 60 %}]\n"
    )
    loaded = book(business=BUSINESS, pricing=SERVICES, payment=payment)
    ((client, plan),) = loaded.rulebook.example_plans
    assert client == ""
    assert (plan.service, _list_amounts(plan)) == ("site", ["580 EUR", "870 EUR"])
    unequal = payment.replace("40 %, refundable: yes", "20 %, refundable: yes").replace(
        "[{at: on delivery, share: 60 %}]",
        "[{for: business, stages: [{at: on delivery, share: 60 %}]}, "
        "{for: consumer, stages: [{at: on delivery, share: 80 %}]}]",
    )
    plans = book(business=BUSINESS, pricing=SERVICES, payment=unequal).rulebook.example_plans
    assert [(client, _list_amounts(plan)) for client, plan in plans] == [
        ("business", ["580 EUR", "870 EUR"]),
        ("consumer", ["290 EUR", "1160 EUR"]),
    ]
    assert [fact.address for _, fact in plans[1][1].parts] == [
        "payment.deposit.example@consumer",
        "payment.instalments.example.1@consumer",
    ]


def _list_amounts(plan):
    return [payment.amount.written for payment, _ in plan.parts]

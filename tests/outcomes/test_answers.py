"""What the terms page answers: for whom it is told apart, and what is left out of a still page."""

from __future__ import annotations

import pytest

from lindero.expected.answers import list_answer_items
from lindero.expected.speech import LinkTo, Slot, Speech
from lindero.outcomes.answers import Answers, list_answers, list_choices
from lindero.outcomes.outcome import Circumstances, SaidLine
from lindero.outcomes.situations import work_out
from lindero.rulebook.rulebook import Rulebook
from lindero.site.pages import make_pages
from lindero.wording.answers import say_plainly
from lindero.wording.figures import make_reader
from support.read_back import read_page
from support.rulebooks import AS_OF, BUSINESS

BOTH = f"{BUSINESS.rstrip()}\n  clients: [business, consumer]\n"
SITE = "services: {site: {name: Site, price: 1000 EUR}}"
MANY = f"services: {{{', '.join(f's{n}: {{name: S{n}, price: {n}00 EUR}}' for n in range(1, 7))}}}"
UNLIKE = f"{MANY[:-1]}, hour: {{name: Hour, price: 60 EUR per hour}}}}"
HOURS = "services: {hours: {name: Hours, price: 60 EUR per hour}}"
FAULT = "work: {warranty: 30 days}"
SAME = f"payment: {{deposit: 40 %}}\n{FAULT}"
APART = f"""
payment: {{deposit: [{{share: 40 %, for: business}}, {{share: 20 %, for: consumer}}]}}
{FAULT}
"""
LARGE = f"""
payment:
  deposit: 40 %
  instalments: {{stages: [{{at: on delivery, share: 60 %}}], above: 550 EUR}}
{FAULT}
"""
TAXED = f"{BOTH}  tax: {{name: VAT, rate: 16 %, included: consumer}}\n"
PARTED = f"""
endings:
  cancellation:
    - {{services: [hours], for: business, stages: [{{at: halfway, share: 50 %}}]}}
    - {{services: [words], worked: yes}}
{FAULT}
"""
SOLD_APART = """
services:
  hours: {name: Hours, price: 60 EUR per hour, for: business}
  words: {name: Words, price: 0.10 EUR per word}
"""
LATER = f"""
payment: {{deposit: [{{share: 40 %}}, {{share: 50 %, from: 2030-01-01}}]}}
{FAULT}
"""


@pytest.mark.parametrize(
    ("prices", "rules", "cases", "common"),
    [
        # Who is told the same is not told apart.
        (SITE, SAME, ["site"], ["fault"]),
        (SITE, APART, ["business@site", "consumer@site"], ["fault"]),
        # As many as a page can show.
        (MANY, SAME, ["s1", "s2", "s3", "s4"], ["fault"]),
        (
            MANY,
            APART,
            [f"{who}@s{n}" for who in ("business", "consumer") for n in (1, 2)],
            ["fault"],
        ),
        # What is paid in other parts goes before what is only dearer; so does work by the hour.
        (UNLIKE, LARGE, ["s1", "s2", "s6", "hour"], ["fault"]),
        # Without a certain price there are sentences alone.
        (HOURS, SAME, [], ["order", "fault"]),
        (HOURS, APART, ["business", "consumer"], ["fault"]),
        # What is left to private clients is told them, though it is for one service.
        (SOLD_APART, PARTED, ["business@hours", "business@words", "consumer"], ["fault"]),
        # A page that stands still says nothing that depends on the day.
        (SITE, LATER, [], ["fault"]),
        (SITE, "payment: {methods: {methods: [cash]}}", [], []),
    ],
)
def test_who_is_told_something_else_is_told_apart(book, prices, rules, cases, common):
    rulebook = book(business=BOTH, prices=prices, rules=rules).rulebook
    found = list_answers(rulebook)
    assert [case.key for case in found.cases] == cases
    assert [answer.situation for answer in found.common] == common
    assert list_expected_rules(rulebook) == list_said_rules(found)


def list_said_rules(found: Answers) -> list[str]:
    """Under each line of the answers, the rules that say so."""
    answers = [answer for case in found.cases for answer in case.answers]
    blocks = [block for answer in (*answers, *found.common) for block in answer.blocks]
    return [rule_id for block in blocks for rule_id in block.rules]


def list_expected_rules(rulebook: Rulebook) -> list[str]:
    """The same as a build expects them on the page."""
    items = list_answer_items(Speech(rulebook, "en"))
    return [item.name for item in items if isinstance(item.parts[0], LinkTo)]


def test_another_kind_of_client_goes_on_with_the_same_service(book):
    found = list_answers(book(business=BOTH, prices=MANY, rules=APART).rulebook).cases
    clients, services = list_choices(found[1], found)
    assert [case.key for _, case in clients] == ["business@s2", "consumer@s2"]
    assert [case.key for _, case in services] == ["business@s1", "business@s2"]


def test_each_sum_has_an_address_of_its_own(book):
    cases = list_answers(book(business=BOTH, prices=MANY, rules=APART).rulebook).cases
    lines = [
        line.figures["amount"]
        for case in cases
        for answer in case.answers
        for block in answer.blocks
        for line in block.lines
        if hasattr(line, "figures")
    ]
    assert len({fact.address for fact in lines}) == len(lines) == 8


def test_each_kind_of_client_is_told_the_sums_it_pays(book):
    """Private clients pay the tax with every part, though the rule is the same for all."""
    cases = list_answers(book(business=TAXED, prices=SITE, rules=SAME).rulebook).cases
    told = [
        (case.key, line.figures["amount"].figure.written)
        for case in cases
        for line in case.answers[0].blocks[0].lines
        if hasattr(line, "figures")
    ]
    assert told == [
        *(("business@site", "400 EUR"), ("business@site", "600 EUR")),
        *(("consumer@site", "464 EUR"), ("consumer@site", "696 EUR")),
    ]


def test_private_clients_who_cancel_are_told_first_that_they_may_withdraw(book):
    rules = """
payment: {deposit: {share: 40 %, refundable: no, own: twice}}
endings: {cancellation: {stages: [{at: before work starts, share: 40 %}], deposit: counted}}
conduct: {consumers: {withdrawal: 14 days, early: yes, partial: yes, refund: 14 days}}
"""
    cases = list_answers(book(business=BOTH, prices=SITE, rules=rules).rulebook).cases
    first = {
        case.client: [line.address for line in answer.blocks[0].lines if hasattr(line, "address")]
        for case in cases
        for answer in case.answers
        if answer.situation == "cancel"
    }
    told = [f"conduct.consumers.{name}" for name in ("withdrawal", "done", "refund")]
    assert first == {"business": ["payment.deposit.kept"], "consumer": told}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            "{share: 300 EUR, refundable: no, replaces: [kept], text: 'Half of {{ share }} back.'}",
            ["Half of €300 back."],
        ),
        # In place of all that we would say, and told once.
        (
            '{share: 300 EUR, refundable: no, text: "Kept.\\n\\n- Or {{ share }}.\\n- Or more."}',
            ["Kept.", "Or €300.", "Or more."],
        ),
        # What these answers do not bring up is replaced by nothing.
        ("{share: 300 EUR, refundable: yes, replaces: [share], text: 'Pay {{ share }}.'}", None),
    ],
)  # fmt: skip
def test_an_authors_text_is_told_in_place_of_ours_on_the_page_and_in_what_if(book, rule, told):
    leaving = "endings: {cancellation: {worked: yes, deposit: counted}}"
    loaded = book(business=BOTH, prices=SITE, rules=f"payment: {{deposit: {rule}}}\n{leaving}")
    items = list_answer_items(Speech(loaded.rulebook, "en"))
    page = read_page(make_pages(loaded.rulebook)["terms/index.md"].body).text
    outcome = work_out(loaded.rulebook, "cancel", Circumstances("business", "site", AS_OF))
    own = [line for line in outcome.lines if isinstance(line, SaidLine) and line.clause.prose]
    plain = [say_plainly(loaded.rulebook, make_reader("en", "ES"), line) for line in own]
    assert plain == ([" ".join(told)] if told else [])
    asked = page.partition("What happens if")[2]
    for text in told or ():
        assert text in asked.replace(" .", ".")
    said = [item for item in items if item.name == "payment.deposit"]
    assert len(said) >= len(told or ())


@pytest.mark.parametrize(
    ("sold", "rules", "sums"),
    [
        ("180 EUR per session", "", ["54 EUR", "126 EUR"]),
        ("180 EUR per half day", "", ["54 EUR", "126 EUR"]),
        ("180 EUR per hour", "", []),
        ("180 EUR per 2 sessions", "", []),
        ("180 EUR per session, minimum: 2 sessions", "", []),
        ("180 EUR per visit", ", minimum: {least: 200 EUR}", []),
    ],
)
def test_one_session_or_one_day_may_be_the_whole_order(book, sold, rules, sums):
    payment = f"payment: {{deposit: {{share: 30 %, due: on signature}}{rules}}}\n"
    loaded = book(
        business=BUSINESS, prices=f"services: {{one: {{name: One, price: {sold}}}}}", rules=payment
    )
    assert loaded.rulebook, loaded.findings
    outcome = work_out(loaded.rulebook, "order", Circumstances("business", "one", AS_OF))
    assert [line.amount.written for line in outcome.sums] == sums
    page = read_page(make_pages(loaded.rulebook)["terms/index.md"].body).text
    assert ("; sums per" in page) == bool(sums)
    said = [
        part for item in list_answer_items(Speech(loaded.rulebook, "en")) for part in item.parts
    ]
    shown = [part.fact.figure.written for part in said if isinstance(part, Slot)]
    assert [one for one in shown if one in {"54 EUR", "126 EUR"}] == sums

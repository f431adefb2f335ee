"""What is sold is said in words, and worked-out sums agree everywhere."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lindero.agreement.verifying import verify_site
from lindero.loading import load_rulebook
from lindero.sheets.printing import Printer
from lindero.site.pages import make_pages
from support.publication import make_publication
from support.read_back import read_page, read_sheet

SITE = "  site: {name: Site, price: 1450 EUR}\n"
CHANGE = (
    "services:\n  site: {name: Site, price: 1450 EUR, "
    "change: {price: 1600 EUR, from: 2027-03-01}}\n"
)
LAUNCH = "  launch: {name: Launch, price: 2190 EUR, services: [brand, site]}\n"


def test_both_prices_are_shown_until_the_new_one_holds(book):
    page = pricing_page(book(prices=CHANGE).rulebook)
    assert "€1,450 Until 28 February 2027 €1,600 from 1 March 2027" in page.text


def test_from_that_day_on_only_the_new_price_is_left(book, tmp_path):
    book(prices=CHANGE)
    rulebook = load_rulebook(tmp_path / "terms", date(2027, 3, 1)).rulebook
    assert rulebook
    page = pricing_page(rulebook)
    assert "€1,600" in page.text
    assert "1,450" not in page.text
    assert "2027" not in page.text


def test_prices_that_stand_together_have_cents_together(book):
    ink = "  ink: {name: Ink, price: 19.50 EUR}\n"
    talk = "  talk: {name: Talk, price: 65 EUR per hour}\n"
    page = pricing_page(book(prices=f"services:\n{SITE}{ink}{talk}").rulebook)
    assert "Site €1,450.00 Ink €19.50 Talk €65 per hour" in page.text


@pytest.mark.parametrize(("ceiling", "shown"), [("yes", "up to + 40%"), ("no", "+ 40%")])
def test_a_surcharge_that_is_set_case_by_case_is_shown_as_the_most(book, ceiling, shown):
    rush = "adjustments:\n  rush: {name: Rush, surcharge: time.urgent.surcharge, when: at once}\n"
    page = pricing_page(
        book(
            prices=f"services:\n{SITE}{rush}",
            time=f"time:\n  urgent: {{surcharge: 40 %, ceiling: {ceiling}}}\n",
        ).rulebook
    )
    assert shown in page.text
    assert ("up to" in page.text) == (ceiling == "yes")


def test_a_column_of_sums_has_cents_and_the_text_beside_it_has_none(book):
    examples = "examples: [{with: [rush]}]"
    service = f"  site: {{name: Site, price: 1450 EUR, {examples}}}\n"
    rush = "adjustments:\n  rush: {name: Rush, surcharge: 2.5 %, when: at once}\n"
    page = pricing_page(book(prices=f"services:\n{service}{rush}").rulebook)
    assert "Site €1,450.00 Rush: 2.5% of €1,450 €36.25 Total €1,486.25" in tidy(page.text)
    assert "Site €1,450 " in page.text


def test_an_adjustment_that_a_larger_one_leaves_out_is_said(book):
    service = "  site: {name: Site, price: 2000 EUR, examples: [{with: [rush, old, friends]}]}\n"
    adjustments = "adjustments:\n  rush: {name: Rush, surcharge: 100 EUR, when: at once}\n"
    adjustments += "  old: {name: Old, discount: 3 %, when: again}\n"
    adjustments += "  friends: {name: Friends, discount: 10 %, when: always}\n"
    volume = "[{up to: 1000 EUR, share: 0 %}, {over: 1000 EUR, share: 5 %}]"
    rule = f"payment:\n  discounts: {{volume: {volume}, on: base, combine: no}}\n"
    rulebook = book(prices=f"services:\n{service}{adjustments}", payment=rule).rulebook
    shown = tidy(pricing_page(rulebook).text)
    left_out = "not taken off, since only the largest discount counts"
    assert f"−€200 Volume discount: {left_out} Old: {left_out} Total €1,900" in shown


def test_a_delivery_says_from_when_it_counts_and_no_more(book):
    service = "  site: {name: Site, price: 1450 EUR, delivery: 1 week}\n"
    page = pricing_page(book(prices=f"services:\n{service}").rulebook)
    assert "Delivered within one week of the start of work" in page.text
    assert "Delivery times" not in page.text


def test_a_package_tells_what_its_parts_cost_and_what_it_saves(book):
    parts = "  brand: {name: Brand, price: 980 EUR}\n  site: {name: Site, price: 1450 EUR}\n"
    page = pricing_page(book(prices=f"services:\n{parts}{LAUNCH}").rulebook)
    assert "Bought separately: €2,430. You save €240." in tidy(page.text)


def test_a_package_with_a_part_on_request_promises_no_saving(book):
    parts = "  brand: {name: Brand, price: on request}\n  site: {name: Site, price: 1450 EUR}\n"
    page = pricing_page(book(prices=f"services:\n{parts}{LAUNCH}").rulebook)
    assert "Brings together" in page.text
    assert "save" not in page.text


def test_tiers_rates_minimum_and_steps_are_said(book):
    page = pricing_page(
        book(
            prices="""
services:
  advice:
    name: Advice
    price: 75 EUR per hour
    minimum: 2 hours
    increment: 15 minutes
    tiers: [{up to: 10, price: 75 EUR per hour}, {over: 10, price: 65 EUR per hour}]
    rates: {direction: {name: Art direction, price: 90 EUR per hour}}
"""
        ).rulebook
    )
    assert (
        "By quantity Up to 10 hours €75 per hour Over 10 hours €65 per hour "
        "Each tier is charged at its own price." in page.text
    )
    assert "Other rates Art direction €90 per hour" in page.text
    assert (
        "Minimum charge: 2 hours . Time is billed in steps of 15 minutes , rounded up." in page.text
    )


def test_a_retainer_is_said_in_sentences(book):
    retainer = (
        "{time: 10 hours, rollover: 1 month, minimum: 3 months, notice: 30 days, "
        "billed: after, extra: 65 EUR per hour}"
    )
    care = f"{{name: Care, price: 600 EUR per month, retainer: {retainer}}}"
    page = pricing_page(book(prices=f"services:\n  care: {care}\n").rulebook)
    assert (
        "Includes 10 hours of work per month. "
        "Unused time can be used for one month more, before any newer time. "
        "Time beyond that costs €65 per hour. Minimum term: 3 months. "
        "It can be ended with 30 days’ notice. Billed at the end of each month."
    ) in tidy(page.text)


def test_what_an_adjustment_excludes_is_said_on_both_sides(book):
    adjustments = """
adjustments:
  prepaid: {name: Prepaid, discount: 10 %, when: in full}
  nonprofit:
    name: Non-profit
    discount: 15 %, at most 300 EUR
    on: running total
    when: registered
    not with: [prepaid]
    services: [site]
"""
    page = pricing_page(
        book(prices=f"services:\n  site: {{name: Site, price: 1450 EUR}}\n{adjustments}").rulebook
    )
    assert (
        "Not combined with “Non-profit”. −15% Non-profit registered 15%, with a maximum of €300."
        in tidy(page.text)
    )
    assert (
        "Worked out on the price as already adjusted. Only for “Site”. Not combined with “Prepaid”."
        in page.text
    )
    assert "Applied in this order." in page.text


def pricing_page(rulebook):
    return read_page(make_pages(rulebook)["pricing/index.md"].body)


def tidy(text: str) -> str:
    return re.sub(r" ([.,”])", r"\1", text).replace("− ", "−")


def test_the_rules_of_payment_have_an_example_in_money(example):
    page = read_page(make_pages(example.rulebook)["en/terms/index.md"].body)
    assert "Essential website, €1,450 before VAT: €580 deposit." in tidy(page.text)
    assert (
        "€580 deposit, €435 on design approval and €435 once the site is ready to launch."
        in tidy(page.text)
    )


def test_each_client_has_an_example_of_payment_where_it_depends_on_who_buys(book):
    payment = (
        "payment:\n  deposit:\n    - {share: 40 %, for: business}\n"
        "    - {share: 20 %, for: consumer}\n"
    )
    rulebook = book(
        prices="services:\n  site: {name: Site, price: 1450 EUR}\n", payment=payment
    ).rulebook
    assert rulebook
    found = {key: fact.figure.written for key, fact in rulebook.facts.items() if "example" in key}
    assert found == {
        "payment.deposit.example@business": "580 EUR",
        "payment.deposit.example@consumer": "290 EUR",
    }


@pytest.mark.parametrize(
    ("page", "shown_sum", "wrong"),
    [
        ("pricing/index.html", "2.280,85", "2.280,80"),
        ("en/pricing/index.html", "€131.25", "€131.20"),
        ("pricing/index.html", "2.430", "2.400"),
        ("en/terms/index.html", "€435", "€430"),
    ],
)
def test_a_worked_out_sum_that_was_changed_is_found(example, site_copy, page, shown_sum, wrong):
    file = site_copy / page
    text = file.read_text("utf-8")
    assert shown_sum in text
    file.write_text(text.replace(shown_sum, wrong, 1), "utf-8")
    found = verify_site(example, site_copy, make_publication(example), shown="site").findings
    assert [(one.code, one.place.path) for one in found] == [("figure-differs", f"site/{page}")]


def test_a_sheet_tells_of_a_price_that_changes(book):
    loaded = book(
        prices=CHANGE, onepagers="onepagers:\n  flyer: {title: Sites, services: [site]}\n"
    )
    (sheet,) = Printer().print_all(loaded.rulebook, loaded.logo, loaded.places)[0].values()
    read = read_sheet(sheet.pdf)
    assert read
    assert "services.site.change.price = 1600 EUR" in read[0]
    assert "€1,600 from 1 March 2027" in read[1]
    assert "until 28 February 2027" in read[1]


def test_an_adjustment_without_a_name_is_called_by_its_case_with_its_figures(book):
    adjustments = (
        'adjustments:\n  rush: {surcharge: 30 %, when: "Within {{ time.urgent.below }}."}\n'
        "  calm: {discount: 5 %, when: <b>no hurry</b>, not with: [rush]}\n"
    )
    time = "time:\n  urgent: {surcharge: 30 %, below: 5 business days}\n"
    page = make_pages(book(prices=f"services:\n{SITE}{adjustments}", time=time).rulebook)[
        "pricing/index.md"
    ].body
    assert "Not combined with “Within 5 business days”." in tidy(read_page(page).text)
    assert "“&lt;b&gt;no hurry&lt;/b&gt;”" in page

"""What the rules come to on a service, as the finished pages say it; no example breaks a rule."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest

from support.commands import run_lindero
from support.folders import CASES

OUTCOMES = CASES / "outcomes"
PAGES = ("index.html", "terms/index.html", "pricing/index.html")


@pytest.fixture
def read_pages(tmp_path):
    """The pages of a case in one text each, with some of its rules written otherwise."""

    def build(case: str, *, told: str = "", **terms: str) -> dict[str, str]:
        home = tmp_path / case
        shutil.copytree(OUTCOMES / case, home)
        for name, text in terms.items():
            (home / "terms" / f"{name}.yml").write_text(text, "utf-8")
        done = run_build(home)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.startswith(f"warning[{told}]") if told else not done.stderr
        return {page: read_text(home / "site" / page) for page in PAGES}

    return build


def run_build(home: Path) -> subprocess.CompletedProcess[str]:
    day = ("--as-of", "2026-12-01")
    return run_lindero("build", "--quiet", *day, cwd=home, env={"NO_COLOR": "1"})


def read_text(page: Path) -> str:
    body = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False).find("body")
    for parent in body.iter():
        for child in [one for one in parent if one.tag in {"script", "style", "svg"}]:
            child.text = ""
    text = " ".join(" ".join(body.itertext()).split()).replace("\N{NO-BREAK SPACE}", " ")
    for mark in ".,;:":
        text = text.replace(f" {mark}", mark)
    return text


def test_a_deposit_is_worked_out_with_the_bracket_of_the_price(read_pages):
    pages = read_pages("deposit-by-amount")
    terms = pages["terms/index.html"]
    assert "100% of the price if it is $500 or less; otherwise 50% of the price." in terms
    assert "Website copy, $2,400: $1,200 deposit and $1,200 later." in terms
    assert "$200" not in " ".join(pages.values())
    assert "50% deposit 100% of the price if it is $500 or less." in pages["index.html"]


BY_SIZE = "by-size: [{up to: 500 USD, share: 100 %}, {over: 500 USD, share: 25 %}]"


def test_a_share_that_holds_for_no_price_stands_nowhere(read_pages):
    deposit = f"payment:\n  deposit: {{share: 50 %, due: on signature, {BY_SIZE}}}\n"
    pages = read_pages("deposit-by-amount", told="idle-share", payment=deposit)
    terms = pages["terms/index.html"]
    assert "50%" not in " ".join(pages.values())
    assert "25–100%" in pages["index.html"]
    assert "100% of the price if it is $500 or less; 25% if it is more." in pages["index.html"]
    assert "100% of the price if it is $500 or less; 25% if it is more." in terms
    assert pages["index.html"].count("25% if it is more") == 2  # the card, and the client's side
    assert "Website copy, $2,400: $600 deposit and $1,800 later." in terms


@pytest.mark.parametrize(
    ("price", "example"),
    [
        ("30000", "Site, $30,000: $10,000 at the start, $10,000 on design approval, and $10,000"),
        ("1000", "Site, $1,000.00: $333.33 at the start, $333.33 on design approval, and $333.34"),
    ],
)
def test_equal_parts_are_equal_to_the_cent_and_said_in_words(read_pages, price, example):
    services = f"services:\n  site: {{name: Site, price: {price} USD}}\n"
    pages = read_pages("three-equal-parts", services=services)
    said = "in three equal parts, at the start, on design approval, and on delivery"
    assert f"Paid as the work progresses: {said}." in pages["terms/index.html"]
    assert f"You pay as the work progresses: {said}." in pages["index.html"]
    assert f"{example} on delivery." in pages["terms/index.html"]
    assert "33.3" not in pages["index.html"]
    assert "percentages" not in pages["terms/index.html"]


REST = """\
payment:
  deposit: 5000 USD
  instalments: [{at: on design approval, share: rest}, {at: on delivery, share: rest}]
"""


def test_a_sum_comes_first_and_the_rest_in_equal_parts(read_pages):
    terms = read_pages("three-equal-parts", payment=REST)["terms/index.html"]
    said = "the rest in two equal parts, on design approval and on delivery."
    assert f"Paid as the work progresses: {said}" in terms
    parts = "$5,000 deposit, $12,500 on design approval, and $12,500 on delivery."
    assert f"Site, $30,000: {parts}" in terms


def test_the_rest_is_paid_on_delivery(read_pages):
    rest = "payment:\n  deposit: 40 %\n  instalments: [{at: on delivery, share: rest}]\n"
    terms = read_pages("three-equal-parts", payment=rest)["terms/index.html"]
    assert "One payment remains: the rest on delivery." in terms
    assert "Site, $30,000: $12,000 deposit and $18,000 on delivery." in terms


def test_thirds_typed_as_percents_name_the_way_to_write_them(tmp_path):
    home = tmp_path / "thirds"
    shutil.copytree(OUTCOMES / "three-equal-parts", home)
    payment = home / "terms" / "payment.yml"
    payment.write_text(payment.read_text("utf-8").replace("equal", "33.33 %"), "utf-8")
    done = run_build(home)
    assert done.returncode == 1
    assert "`payment.instalments.stages` comes to 99.99 %" in done.stdout + done.stderr
    assert "with `share: equal`" in done.stdout + done.stderr
    assert not (home / "site").exists()


def test_a_least_charge_and_steps_hold_on_the_pricing_page(read_pages):
    pricing = read_pages("least-per-job")["pricing/index.html"]
    raised = "90 minutes at £60 per hour £90 Difference up to the minimum charge of £120 £30"
    assert f"{raised} Total £120" in pricing
    assert "From 2 hours and 10 minutes to 2 hours and 15 minutes, in steps of 15" in pricing
    assert "2 hours and 15 minutes at £60 per hour £135 Total £135" in pricing


def test_the_day_rate_takes_the_place_of_seven_hours(read_pages):
    service = "price: 90 GBP per hour, rates: {day: {name: Day rate, price: 600 GBP per day}}"
    services = f"services:\n  it: {{name: It, {service}, examples: [{{quantity: 7 hours}}]}}\n"
    basis = "payment:\n  basis: {switch: 6 hours}\n"
    pricing = read_pages("least-per-job", services=services, payment=basis)["pricing/index.html"]
    assert "7 hours on one day: from 6 hours, the day rate applies" in pricing
    assert "1 day at £600 per day £600 Total £600" in pricing
    assert "£630" not in pricing


def test_an_example_that_a_rule_would_change_to_nobody_knows_what_is_not_shown(tmp_path):
    home = tmp_path / "open"
    shutil.copytree(OUTCOMES / "least-per-job", home)
    (home / "terms" / "payment.yml").write_text("payment:\n  increment: 15 minutes\n", "utf-8")
    done = run_build(home)
    assert "depends on `payment.increment.step`; it is not shown" in done.stdout + done.stderr
    pricing = read_text(home / "site" / "pricing/index.html")
    assert "Illustration: 90 minutes" in pricing
    assert "2 hours and 10 minutes" not in pricing


def test_a_large_order_takes_its_discount_line_by_line(read_pages):
    orders = "[{quantity: 20 images}, {quantity: 75 images}]"
    services = f"services:\n  it: {{name: It, price: 35 GBP per image, examples: {orders}}}\n"
    volume = "[{up to: 1000 GBP, share: 0 %}, {over: 1000 GBP, share: 4 %}]"
    payment = f"payment:\n  discounts: {{volume: {volume}}}\n"
    pages = read_pages("least-per-job", services=services, payment=payment)
    assert "nothing up to £1,000; 4% above that" in pages["terms/index.html"]
    small, large = "at £35 per image £700 Total £700", "75 images at £35 per image £2,625"
    assert small in pages["pricing/index.html"]
    lowered = "Volume discount: 4% of £2,625 − £105 Total £2,520"
    assert f"{large} {lowered}" in pages["pricing/index.html"]


def test_each_day_late_has_the_rate_of_its_step(read_pages):
    steps = "[{up to: 30 days, rate: 1 % per month}, {over: 30 days, rate: 2 % per month}]"
    late = f"late: {{rate: 1 % per month, escalation: {steps}}}"
    payment = f"payment:\n  due: 15 days after invoice\n  {late}\n"
    payment += "work:\n  timeline: {cancel: 30 days}\n"
    services = "services:\n  it: {name: It, price: 1500 GBP}\n"
    terms = read_pages("least-per-job", services=services, payment=payment)["terms/index.html"]
    assert "Each day late is charged at the rate of its own step." in terms
    assert "An invoice of £1,000 paid 45 days late: £20 more." in terms


def test_each_kind_of_client_has_its_own_example(read_pages):
    business = (OUTCOMES / "least-per-job/terms/business.yml").read_text("utf-8")
    services = (
        "services:\n  it: {name: It, price: 1500 GBP}\n"
        "  home: {name: Home, price: 400 GBP, for: consumer}\n"
    )
    payment = (
        "payment:\n  due: 15 days after invoice\n"
        "  deposit: [{share: 40 %, for: business}, {share: 10 %, for: consumer}]\n"
        "  late: [{rate: 2 % per month, for: business}, {none: yes, for: consumer}]\n"
        "work:\n  timeline: {cancel: 30 days}\n"
    )
    both = f"{business}  clients: [business, consumer]\n"
    terms = read_pages("least-per-job", business=both, services=services, payment=payment)
    said = terms["terms/index.html"]
    assert "For businesses: It, £1,500: £600 deposit and £900 later." in said
    assert "For consumers: It, £1,500: £150 deposit and £1,350 later." in said
    assert "For businesses: an invoice of £1,000 paid 45 days late: £30 more." in said
    assert said.lower().count("an invoice of") == 1

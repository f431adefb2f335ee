"""Variants: who is told what, today and later, and that no page becomes false with time."""

import os
import re
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.rulebook.cases import Case, RuleCases, Situation
from lindero.sheets.views import make_sheet_view
from support.figures import steady
from support.publication import list_codes, read_words
from support.rulebooks import AS_OF, BUSINESS

BOTH = BUSINESS.replace("languages: [en]", "languages: [en, es]")
SERVICES = (
    "services:\n  care: {name: Care, price: 125 EUR per month}\n"
    "  site: {name: Site, price: 1450 EUR}\n"
)
DEPOSIT = """payment:
  deposit:
    - {share: 40 %, why: "It keeps the dates."}
    - {share: 50 %, from: 2027-03-01}
    - {share: 20 %, for: consumer}
"""


days = st.dates(date(2026, 11, 1), date(2027, 3, 1))
cases = st.builds(
    Case,
    st.sampled_from([None, "business", "consumer"]),
    st.sampled_from([(), ("care",), ("care", "site")]),
    st.none() | days,
    st.none() | days,
)
situations = st.builds(
    Situation,
    st.sampled_from(["business", "consumer"]),
    st.sampled_from(["care", "site", "shop"]),
    days,
)


@steady
@given(st.lists(cases, min_size=1, max_size=5), situations)
def test_every_day_to_come_is_decided_by_the_first_day_of_its_stretch(written, situation):
    variants = RuleCases(tuple(written), ("business", "consumer"), ("care", "site", "shop"), AS_OF)
    if situation.day < AS_OF:
        return
    stretches = [
        day for day in sorted({one.day for one in variants.situations}) if day <= situation.day
    ]
    named = {service for case in written for service in case.services}
    service = situation.service if situation.service in named else ""
    first = Situation(situation.client, service, stretches[-1])
    holding = [number for number, case in enumerate(written) if case.fits_situation(situation)]
    unbeaten = [
        one
        for one in holding
        if not any(written[other].comes_before(written[one]) for other in holding if other != one)
    ]
    assert variants.winners.get(first) == (unbeaten[0] if len(unbeaten) == 1 else None)


@steady
@given(cases, cases)
def test_no_two_cases_beat_each_other(one, other):
    assert not (one.comes_before(other) and other.comes_before(one))


def test_a_page_shows_each_variant_with_its_condition(book):
    text = read_words(book(business=BOTH, payment=DEPOSIT))
    assert (
        "For businesses, until 28 February 2027 The client pays a deposit of 40% of the price"
        in text
    )
    assert "For businesses, from 1 March 2027 50%" in text
    assert "For consumers 20%" in text
    assert text.count("It keeps the dates.") == 1


def test_both_languages_say_the_condition(book):
    text = read_words(book(business=BOTH, payment=DEPOSIT), "es/terms/index.md")
    assert "Para empresas, hasta el 28 de febrero de 2027" in text
    assert "Para consumidores" in text


def test_a_card_tells_what_holds_in_other_cases(book):
    text = read_words(book(business=BOTH, payment=DEPOSIT), "index.md")
    assert "For businesses, from 1 March 2027: 50%. For consumers: 20%." in text


def test_a_figure_named_in_prose_says_its_other_cases(book):
    sheet = (
        'onepagers:\n  flyer: {title: Prices, text: "A deposit of {{ '
        'payment.deposit.share | short }} first.", rules: [payment.deposit]}\n'
    )
    loaded = book(business=BUSINESS, payment=DEPOSIT, sheet=sheet)
    view = make_sheet_view(loaded.rulebook, "flyer", "en")
    assert "".join(part["text"] for part in view.model.lede) == (
        "A deposit of 40% (for businesses, until 28 February 2027; "
        "for businesses, from 1 March 2027: 50%; for consumers: 20%) first."
    )
    assert {fact.fact.address for fact in view.shown_facts} >= {
        "payment.deposit.share@business@2027-03-01",
        "payment.deposit.share@consumer",
    }


def test_what_is_said_of_a_service_holds_for_that_service(book):
    said = '"{{ work.revisions.rounds }} of revision"'
    services = SERVICES.replace("}", f", includes: [{said}]}}")
    loaded = book(
        pricing=services, work="work:\n  revisions:\n    - 3\n    - {rounds: 1, services: [care]}\n"
    )
    text = read_words(loaded, "pricing/index.md")
    assert text.count("1 round of revision") == 1
    assert text.count("3 rounds of revision") == 1
    assert "rounds (" not in text


def test_whose_part_a_rule_is_follows_from_all_its_cases(book):
    """The client pays in both cases, and only in the second are dates reserved for it."""
    one = "{share: 50 %}, {share: 40 %, secures: dates, services: [care]}"
    loaded = book(pricing=SERVICES, payment=f"payment:\n  deposit: [{one}]\n")
    text = read_words(loaded)
    assert "The client’s part" not in text
    assert "Both sides" in text


def test_a_service_tells_what_holds_for_those_who_buy_it(book):
    """The deposit is asked of businesses that buy the site, and of nobody else."""
    said = "Deposit {{ payment.deposit.share | short }}."
    services = SERVICES.replace("}", f', note: "{said}"}}')
    none = "{for: consumer, none: yes}, {for: business, none: yes}"
    site = "{for: business, services: [site], share: 50 %}"
    loaded = book(pricing=services, payment=f"payment:\n  deposit: [{site}, {none}]\n")
    text = read_words(loaded, "pricing/index.md")
    assert "Deposit does not apply." in text
    assert "Deposit 50% (for businesses; for consumers: does not apply)." in text


def test_a_figure_in_prose_says_for_whom_it_is(book):
    none = "{for: consumer, none: yes}, {for: business, none: yes}"
    site = "{for: business, services: [site], share: 50 %}"
    said = '  welcome: "Deposit {{ payment.deposit.share | short }}."\n'
    loaded = book(
        business=BUSINESS + said,
        pricing=SERVICES,
        payment=f"payment:\n  deposit: [{site}, {none}]\n",
    )
    told = "50% (for businesses buying “Site”; in all other cases: does not apply)."
    assert told in read_words(loaded, "index.md")


def test_one_variant_can_be_named(book):
    own = '  promise: "Only {{ payment.deposit.share@consumer | short }} first."\n'
    assert "Only 20% first." in read_words(
        book(business=BUSINESS + own, payment=DEPOSIT), "index.md"
    )


def test_a_variant_may_say_that_there_is_none(book):
    loaded = book(
        payment=(
            "payment:\n  deposit:\n    - {share: 40 %, for: business}\n"
            "    - {for: consumer, none: yes}\n"
        )
    )
    text = read_words(loaded)
    assert "For consumers No deposit is asked for." in text
    assert "For consumers: no deposit is asked for." in read_words(loaded, "index.md")


def test_a_large_figure_that_is_not_for_everybody_says_for_whom_it_is(book):
    variants = "payment:\n  deposit:\n    - {share: 40 %, services: [site]}\n    - none: yes\n"
    text = read_words(book(pricing=SERVICES, payment=variants), "index.md")
    assert re.search(
        r"40% deposit For “Site”: [a-z][^:]+\. In all other cases: no deposit is asked for\.", text
    )


def test_named_services_have_their_own(book):
    variants = "payment:\n  deposit:\n    - 40 %\n    - {services: [care], share: 100 %}\n"
    text = read_words(book(pricing=SERVICES, payment=variants))
    assert "In general The client pays a deposit of 40% of the price" in text
    assert "For “Care” 100%" in text


def test_what_others_leave_to_one_kind_of_client_is_told_with_its_services(book):
    """Businesses pay a deposit for the site alone: nobody may read that they do for `Care`."""
    variants = (
        "payment:\n  deposit:\n    - {share: 40 %, due: on signature}\n"
        "    - {for: consumer, none: yes}\n    - {services: [care], none: yes}\n"
        "    - {for: consumer, services: [care], none: yes}\n"
    )
    assert "For businesses buying “Site”" in read_words(book(pricing=SERVICES, payment=variants))


def test_a_card_does_not_repeat_what_its_sentence_says(book):
    variants = (
        "payment:\n  deposit:\n    - {share: larger of 30 % and 500 EUR, due: on signature}\n"
        "    - {services: [care], share: larger of 30 % and 100 EUR, due: on signature}\n"
    )
    text = read_words(book(pricing=SERVICES, payment=variants), "index.md")
    assert "paid on signature" in text
    assert "Paid on signature" not in text


def test_one_payment_is_no_series(book):
    deposit = (
        "payment:\n  deposit: 40 %\n  instalments:\n    stages: [{at: on delivery, share: 60 %}]\n"
    )
    assert "One payment remains: 60% on delivery." in read_words(
        book(pricing=SERVICES, payment=deposit)
    )


def test_the_more_special_variant_comes_first(book):
    variants = (
        "payment:\n  deposit:\n    - 40 %\n    - {for: consumer, services: [care], "
        "share: 10 %}\n    - {for: consumer, share: 20 %}\n"
    )
    rule = book(pricing=SERVICES, payment=variants).rulebook.rules["payment.deposit"]
    shares = {
        (client, service): rule.find_variant(Situation(client, service, AS_OF))
        .figures["share"]
        .written
        for client in ("business", "consumer")
        for service in ("care", "site")
    }
    assert shares == {
        ("business", "care"): "40 %",
        ("business", "site"): "40 %",
        ("consumer", "care"): "10 %",
        ("consumer", "site"): "20 %",
    }


def test_shares_are_added_up_for_every_case(book):
    instalments = "  instalments: [{at: on delivery, share: 60 %}]\n"
    loaded = book(
        payment="payment:\n  deposit:\n    - 40 %\n    - {share: 50 %, from: 2027-03-01}\n"
        + instalments
    )
    assert list_codes(loaded) == ["wrong-total"]
    assert "come to 110 %" in loaded.findings[0].message


def test_shares_are_added_up_only_where_the_rest_is_paid_in_parts(book):
    parts = (
        "  instalments:\n    - {services: [site], stages: [{at: on delivery, "
        "share: 60 %}]}\n    - none: yes\n"
    )
    assert (
        list_codes(book(pricing=SERVICES, payment="payment:\n  deposit:\n    - 40 %\n" + parts))
        == []
    )
    assert list_codes(
        book(pricing=SERVICES, payment="payment:\n  deposit:\n    - 50 %\n" + parts)
    ) == ["wrong-total"]


def test_an_unknown_service_is_told_at_its_place(book):
    loaded = book(
        pricing=SERVICES,
        payment="payment:\n  deposit:\n    - 40 %\n    - {services: [cares], share: 100 %}\n",
    )
    assert list_codes(loaded) == ["unknown-service"]
    assert loaded.findings[0].help == "did you mean `care`?"


def test_a_gap_is_where_somebody_can_buy(book):
    booking = (
        "endings:\n  booking:\n    - {for: consumer, notice: 24 hours}\n"
        "    - {for: business, services: [logo], notice: 2 days}\n"
    )
    wedding = "  boda: {name: Bodas, price: 900 EUR, for: consumer}\n"
    written = "services:\n  logo: {name: Logo, price: 500 EUR}\n" + wedding
    assert list_codes(book(pricing=written, endings=booking)) == []
    (gap,) = book(pricing=written.replace(", for: consumer", ""), endings=booking).findings
    assert gap.message == "`endings.booking` says nothing for businesses for `boda` today"
    said, off = gap.help.splitlines()
    assert said.endswith("which says: Cancelling or moving a booking costs nothing.")
    assert off == "if the rule does not concern them: `- {for: business, off: yes}`"


def test_variants_of_a_rule_whose_main_value_is_a_list_need_not_give_it(book):
    loaded = book(
        endings=(
            "endings:\n  cancellation:\n    - {worked: yes, for: business}\n"
            "    - {notice: 7 days, for: consumer}\n"
        )
    )
    assert loaded.findings == ()
    assert len(loaded.rulebook.rules["endings.cancellation"].variants) == 2


def test_a_list_that_is_the_main_value_is_no_list_of_variants(book):
    loaded = book(payment="payment:\n  instalments:\n    - {at: at the end, share: 100 %}\n")
    assert loaded.rulebook.rules["payment.instalments"].others == ()


def test_a_text_of_one_variant_names_its_own_figures(book):
    own = 'from: 2027-03-01, due: on signature, text: "{{ share }} {{ due }}."'
    variants = f"payment:\n  deposit:\n    - {{share: 40 %}}\n    - {{share: 50 %, {own}}}\n"
    assert "50% on signature of the quote." in read_words(book(payment=variants))
    loaded = book(payment=variants.replace(", due: on signature", ""))
    assert list_codes(loaded) == ["unknown-figure"]


@pytest.mark.parametrize("clients", ["[business]", "[business, consumer]"])
def test_two_answers_for_everybody_are_not_told_of_one_kind_of_client(book, clients):
    business = re.sub(r"clients: .*", f"clients: {clients}", BUSINESS)
    (found,) = book(business=business, payment="payment:\n  deposit: [40 %, 50 %]\n").findings
    assert (found.code, found.message) == (
        "variant-overlap",
        "`payment.deposit` has two answers today",
    )


def test_none_and_a_value_at_once_are_told_as_one_contradiction(book):
    (found,) = book(
        payment=(
            "payment:\n  deposit:\n    - 40 %\n    - {from: 2027-01-01, none: yes, share: 20 %}\n"
        )
    ).findings
    assert found.message == "`none` says that there is no such rule, and `share` says what it is"


def test_the_help_for_an_unknown_service_is_the_same_in_every_run(tmp_path):
    entries = (f"  {name}: {{name: {name}, price: 90 EUR}}\n" for name in ("care", "site", "logo"))
    many = f"services:\n{''.join(entries)}"
    (tmp_path / "a.yml").write_text(
        BUSINESS + many + "payment:\n  deposit: [40 %, {services: [lawn], share: 50 %}]\n"
    )
    script = (
        "from datetime import date; from pathlib import Path; "
        "from lindero.loading import load_rulebook; "
        f"print(load_rulebook(Path({str(tmp_path)!r}), date(2026, 12, 1)).findings[0].help)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(said) == 1

"""Rules with several cases on cards: each case with its condition, no figure twice, no riddles."""

import re

import pytest

from lindero.resources.languages import LANGUAGES, read_language_words
from lindero.site.pages import make_pages
from support.read_back import read_page
from support.rulebooks import BUSINESS

ES = BUSINESS.replace("languages: [en]", "languages: [es]")
SERVICES = (
    "services:\n  care: {name: Care, price: 125 EUR per month}\n"
    "  site: {name: Site, price: 1450 EUR}\n"
)


def shown(loaded, page="index.md"):
    assert loaded.rulebook, loaded.findings
    text = read_page(make_pages(loaded.rulebook)[page].body).text
    return re.sub(r" (?=[.,;:)])|(?<=\() ", "", text).replace("\N{NO-BREAK SPACE}", " ")


def acceptance(*variants):
    return "work:\n  acceptance:\n" + "".join(f"    - {{{one}}}\n" for one in variants)


BOTH = (
    "for: business, period: 10 days, silence: yes",
    "for: consumer, period: 10 days, silence: no",
)


def test_each_case_has_its_condition_before_its_own_sentence(book):
    text = shown(book(business=ES, work=acceptance(*BOTH)))
    assert "10 días para aprobar Para empresas: " in text
    assert "Para consumidores: el silencio no cuenta como visto bueno." in text
    assert text.count("10 días para aprobar") == 1


def test_cases_that_differ_in_their_figure_only_tell_that_figure(book):
    text = shown(
        book(business=ES, payment="payment:\n  deposit: [40 %, {for: consumer, share: 20 %}]\n")
    )
    assert re.search(r"40 % de señal, para empresas [^:]+\. Para consumidores: 20 %\.", text)


def test_a_change_to_come_tells_both_values(book):
    deposit = "payment:\n  deposit: [40 %, {from: 2027-03-01, share: 50 %}]\n"
    text = shown(book(business=ES, payment=deposit))
    assert "40 % de señal, hasta el 28 de febrero de 2027 Se descuenta del precio." in text
    assert "Desde el 1 de marzo de 2027: 50 %." in text


def test_a_day_does_not_hang_on_what_holds_before_and_after_it(book):
    due = (
        "payment:\n  due:\n"
        "    - {deadline: 30 days after invoice, until: 2027-03-31}\n"
        "    - {deadline: 21 days after invoice, from: 2027-04-01}\n"
    )
    text = shown(book(business=BUSINESS, payment=due))
    assert "30 days payment terms, until 31 March 2027 The day" in text
    assert "From 1 April 2027: 21 days." in text


def test_figures_that_only_look_the_same_in_short_are_told_in_full(book):
    deposit = (
        "payment:\n  deposit:\n    - {share: '30 %, at least 500 EUR'}\n"
        "    - {for: consumer, share: '30 %, at least 100 EUR'}\n"
    )
    text = shown(book(business=BUSINESS, payment=deposit))
    assert re.search(r"For businesses: [^.]*a deposit of [^.]*€500", text)
    assert re.search(r"For consumers: [^.]*a deposit of [^.]*€100", text)
    # Told in full, the bound does not stand beside the figure as well.
    assert "if that is more" not in text


def test_equal_cases_are_one_and_need_no_condition(book):
    deposit = "payment:\n  deposit: [{for: business, share: 40 %}, {for: consumer, share: 40 %}]\n"
    loaded = book(business=BUSINESS, payment=deposit)
    for page in ("index.md", "terms/index.md"):
        assert "For businesses" not in shown(loaded, page)
        assert "For consumers" not in shown(loaded, page)


def test_cases_that_say_the_same_are_told_together(book):
    revisions = (
        "work:\n  revisions:\n    - {rounds: 2, for: business}\n    - {rounds: 1, for: consumer}\n"
        "    - {rounds: 2, for: consumer, services: [care]}\n"
    )
    text = shown(book(business=BUSINESS, pricing=SERVICES, work=revisions))
    assert "For businesses; for consumers buying “Care”: I include 2 rounds" in text
    assert "For consumers: the price includes one round of revision." in text


def test_a_figure_of_the_terms_that_reads_like_the_large_one_stands_once(book):
    body = make_pages(book(business=BUSINESS, work=acceptance(*BOTH)).rulebook)["terms/index.md"]
    assert re.findall(r'class="ld-case">([^<]*)<', body.body) == ["For businesses", "For consumers"]
    other = acceptance(BOTH[0], BOTH[1].replace("10 days", "14 days"))
    body = make_pages(book(business=BUSINESS, work=other).rulebook)["terms/index.md"].body
    assert re.search(r'class="ld-case">For consumers <b><data[^>]*>14', body)


def test_a_card_may_speak_to_one_kind_of_client(book):
    figures = "  figures: [{rule: work.acceptance, for: consumer}]\n"
    text = shown(book(business=ES + figures, work=acceptance(*BOTH)))
    card = text[text.index("10 días") : text.index("10 días") + 120]
    assert card.startswith("10 días para aprobar, para consumidores El silencio no cuenta")


def test_a_rule_about_consumers_says_so_to_others(book):
    conduct = "conduct: {consumers: {withdrawal: 14 days, early: no}}\n"
    assert "14 days to withdraw For consumers: work starts after that." in shown(
        book(business=BUSINESS, conduct=conduct)
    )
    alone = BUSINESS + "  clients: [consumer]\n"
    assert "14 days to withdraw Work starts after that." in shown(
        book(business=alone, conduct=conduct)
    )


BY_SIZE = "[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]"


def test_a_figure_that_brackets_leave_no_price_to_is_not_shown_large(book):
    payment = f"payment: {{deposit: {{share: 15 %, due: on signature, by-size: {BY_SIZE}}}}}\n"
    text = shown(book(business=ES, payment=payment))
    assert "50–100 % de señal 100 % del precio si no pasa de 1.000 €; 50 % si" in text
    some = payment.replace(", {over: 1000 EUR, share: 50 %}", "")
    text = shown(book(business=ES, payment=some))
    assert "100 % del precio si no pasa de 1.000 €; en los demás casos, 15 % del precio." in text


@pytest.mark.parametrize(("clients", "told"), [("business", False), ("business, consumer", True)])
def test_a_sentence_for_consumers_is_for_a_business_that_has_them(book, clients, told):
    business = BUSINESS + f"  clients: [{clients}]\n"
    text = shown(
        book(business=business, endings="endings: {law: {law: Spanish law, consumers: yes}}\n"),
        "terms/index.md",
    )
    assert ("A consumer keeps the rights" in text) is told


def test_of_a_rule_for_businesses_the_sentence_for_consumers_is_not_told(book):
    laws = (
        "endings:\n  law:\n    - {for: business, law: Spanish law, consumers: yes}\n"
        "    - {for: consumer, law: the law of your country, consumers: yes}\n"
    )
    text = shown(book(business=BUSINESS, endings=laws), "terms/index.md")
    assert text.count("A consumer keeps the rights") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_has_words_for_terms_that_are_told_elsewhere(language):
    said = str(read_language_words(language))
    assert "case_differs" not in said
    assert not re.search("otras condiciones|different terms", said)


@pytest.mark.parametrize(
    ("business", "told"),
    [
        (BUSINESS, "For businesses buying “Care” or “Site”"),
        (ES, "Para empresas que contratan «Care» o «Site»"),
    ],
)
def test_a_case_of_several_services_does_not_say_that_all_are_bought(book, business, told):
    both = "{for: business, services: [care, site], share: 50 %}"
    deposit = f"payment:\n  deposit: [{both}, {{share: 40 %}}]\n"
    page = "terms/index.md"
    assert told in shown(book(business=business, pricing=SERVICES, payment=deposit), page)


def test_what_is_so_for_every_kind_of_client_is_so_in_all_other_cases(book):
    logo = "{for: business, services: [care], share: 50 %}"
    none = "{for: consumer, none: yes}, {for: business, none: yes}"
    deposit = f"payment:\n  deposit: [{logo}, {none}]\n"
    text = shown(book(pricing=SERVICES, payment=deposit), "terms/index.md")
    assert "For consumers; for businesses" not in text
    assert "In all other cases" in text
    assert "For businesses buying “Care”" in text


@pytest.mark.parametrize(
    ("business", "share", "told"),
    [
        (BUSINESS, "larger of 40 % and 800 EUR", "40% deposit, or €800 if that is more"),
        (BUSINESS, "smaller of 40 % and 800 EUR", "40% deposit, or €800 if that is less"),
        (ES, "'40 %, at least 800 EUR'", "40 % de señal, o 800 € si es más"),
        (
            ES,
            "'40 %, at least 800 EUR, at most 2000 EUR'",
            "40 % de señal, con un mínimo de 800 € y un máximo de 2.000 €",
        ),
    ],
)
def test_a_large_figure_has_its_bound_beside_it(book, business, share, told):
    deposit = f"payment:\n  deposit: {{share: {share}, due: on signature}}\n"
    loaded = book(business=business, payment=deposit)
    assert told in shown(loaded)


def test_another_case_keeps_its_bound(book):
    deposit = "payment:\n  deposit: [40 %, {for: consumer, share: larger of 30 % and 90 EUR}]\n"
    text = shown(book(business=BUSINESS, payment=deposit))
    assert "For consumers: 30%, with a minimum of €90." in text


def test_a_free_phase_is_not_headed_by_the_price_of_more_of_it(book):
    loaded = book(business=BUSINESS, work="work:\n  discovery: {free: yes, price: 120 EUR}\n")
    text = shown(loaded, "terms/index.md")
    assert "Discovery A project still to be defined begins with a discovery phase" in text
    assert "Extending it costs €120." in text
    loaded = book(business=BUSINESS, work="work:\n  discovery: {free: no, price: 120 EUR}\n")
    assert "Discovery €120" in shown(loaded, "terms/index.md")

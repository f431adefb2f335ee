"""A sheet for one audience, printed and read back: its variant of every rule, and no other."""

import json

import pytest

from lindero.agreement.verifying import verify_site
from lindero.sheets.engine import compile_sheet
from lindero.sheets.paper import check_paper, surely_fits
from lindero.sheets.views import make_sheet_view
from lindero.site.pages import make_pages
from support.publication import make_publication, read_words
from support.read_back import read_sheet
from support.rulebooks import BUSINESS

BOTH = BUSINESS.replace("languages: [en]", "languages: [es, en]")
SERVICES = """services:
  portrait: {name: {es: Retrato, en: Portrait}, price: 325 EUR, for: consumer}
  website: {name: {es: Web, en: Website}, price: 1450 EUR}
"""
RULES = """payment:
  deposit:
    - {share: 40 %, for: business, due: on signature}
    - {share: 20 %, for: consumer, due: on signature}
  late:
    - {for: business, rate: 1.5 % per month}
    - {for: consumer, none: yes}
  due: 15 days after invoice
work:
  acceptance:
    - {for: business, period: 10 days, silence: yes}
    - {for: consumer, period: 14 days, silence: no}
"""
SHEET = """onepagers:
  flyer:
    title: {es: "Para su casa", en: "For your home"}
    FOR
    text:
      es: >-
        Una señal del {{ payment.deposit.share | short }}; a una empresa se le pide el
        {{ payment.deposit.share@business | short }}.
      en: >-
        A deposit of {{ payment.deposit.share | short }}; a business pays
        {{ payment.deposit.share@business | short }}.
    services: [portrait]
    rules: [payment.deposit, work.acceptance]
"""


def written(book, readers):
    sheet = SHEET.replace("FOR", readers)
    loaded = book(business=BOTH, pricing=SERVICES, rules=RULES, sheets=sheet)
    assert loaded.rulebook, loaded.findings
    return loaded


def printed(loaded, language):
    text = read_sheet(compile_sheet(make_sheet_view(loaded.rulebook, "flyer", language).model))[1]
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "readers", "deposit", "approval", "prose"),
    [
        (
            "es", "Para particulares", "20 % de señal", "El silencio no cuenta como visto bueno",
            "Una señal del 20 %; a una empresa se le pide el 40 % (para empresas).",
        ),
        (
            "en", "For private clients", "20% deposit", "Silence does not count as approval",
            "A deposit of 20%; a business pays 40% (for businesses).",
        ),
    ],
)  # fmt: skip
def test_a_sheet_shows_its_readers_variant_of_each_rule(
    book, language, readers, deposit, approval, prose
):
    text = printed(written(book, "for: consumer"), language)
    assert text.count(readers) == 1
    for said in (deposit, approval, prose):
        assert said in text
    for other in ("10 d", "Para empresas", "For businesses", "Para consumidores", "For consumers"):
        assert other not in text


def test_without_readers_each_case_is_told_with_its_condition(book):
    text = printed(written(book, "paper: A4"), "es")
    assert "40 % de señal, para empresas" in text
    assert "Para consumidores: 20 %." in text
    assert "Para consumidores: 14 días. El silencio no cuenta" in text
    assert "Para particulares" in text  # whom the portrait is sold to


def test_the_facts_of_a_sheet_are_its_readers_and_verify_agrees(book, tmp_path):
    loaded = written(book, "for: consumer")
    view = make_sheet_view(loaded.rulebook, "flyer", "en")
    facts = {line.partition(" = ")[0]: line.partition(" = ")[2] for line in view.model.keywords}
    assert facts["payment.deposit.share@consumer"] == "0.2"
    assert facts["payment.deposit.share"] == "0.4"
    assert "work.acceptance.period" not in facts
    site, published = tmp_path / "site", make_publication(loaded)
    for path, sheet in published.sheets.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(sheet.pdf)
    sheets_alone = type(published)({}, {}, published.sheets)
    assert verify_site(loaded, site, sheets_alone).findings == ()
    changed = written(book, "paper: A4").rulebook
    other = compile_sheet(make_sheet_view(changed, "flyer", "en").model)
    (site / "print/flyer.en.pdf").write_bytes(other)
    found = verify_site(loaded, site, sheets_alone).findings
    assert {one.code for one in found} >= {"figure-missing"}


@pytest.mark.parametrize("readers", ["paper: A4", "for: consumer"])
def test_a_sheet_for_whomever_is_what_the_rules_say(book, tmp_path, readers):
    loaded = written(book, readers)
    published = make_publication(loaded)
    for path, sheet in published.sheets.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(sheet.pdf)
    sheets_alone = type(published)({}, {}, published.sheets)
    assert verify_site(loaded, tmp_path / "site", sheets_alone).findings == ()


def test_what_holds_for_all_later_is_not_taken_for_what_its_readers_have_now(book):
    rules = (
        "payment:\n  deposit:\n    - 40 %\n    - {share: 20 %, for: consumer, until: 2027-01-31}\n"
    )
    sheet = SHEET.replace("FOR", "for: consumer").replace(", work.acceptance", "")
    loaded = book(business=BOTH, pricing=SERVICES, rules=rules, sheets=sheet)
    text = printed(loaded, "en")
    assert (
        "A deposit of 20% (from 1 February 2027: 40%); a business pays 40% (for businesses)."
        in text
    )
    assert "20% deposit, until 31 January 2027" in text
    assert "From 1 February 2027: 40%." in text


def test_a_sheet_for_one_kind_of_client_needs_no_printing_to_be_sure(book):
    loaded = written(book, "for: consumer")
    assert surely_fits(loaded.rulebook, "flyer")
    assert not surely_fits(written(book, "paper: A4").rulebook, "flyer")
    assert check_paper(loaded) == []


def test_the_pricing_page_says_whom_a_service_is_sold_to(book):
    pages = make_pages(written(book, "for: consumer").rulebook)
    assert pages["pricing/index.md"].body.count("Para particulares") == 2  # and the link to a sheet
    assert "Download the one-pager" in pages["en/pricing/index.md"].body
    assert "For your home For private clients. PDF, A4." in pages["en/pricing/index.md"].body


def test_a_service_that_names_a_figure_of_others_is_told_at_its_place(book):
    services = SERVICES.replace(
        "price: 325 EUR", 'price: 325 EUR, note: "late: {{ payment.late.rate }}"'
    )
    sheet = SHEET.replace("FOR", "for: consumer")
    loaded = book(business=BOTH, pricing=services, rules=RULES, sheets=sheet)
    (found,) = (one for one in loaded.findings if one.code == "wrong-audience")
    assert found.message.startswith("`payment.late.rate` says nothing to consumers")
    assert found.place.path.endswith("pricing.yml")


def test_a_sheet_tells_the_least_price_and_the_one_by_quantity(book):
    tiers = "tiers: [{up to: 10, price: 45 EUR per hour}, {over: 10, price: 38 EUR per hour}]"
    loaded = book(
        business=BUSINESS,
        pricing="services:\n"
        f"  plan: {{name: Plan, price: 45 EUR per hour, minimum: 1200 EUR, {tiers}}}\n",
        sheet="onepagers:\n  flyer: {title: Prices, text: Ours., services: [plan]}\n",
    )
    (service,) = make_sheet_view(loaded.rulebook, "flyer", "en").model.services
    told = "Minimum charge: €1,200 · Over 10 hours: €38 per hour · Charged tier by tier"
    assert service.time.replace("\N{NO-BREAK SPACE}", " ") == told


@pytest.mark.parametrize("tiering", ["whole", "each"])
def test_a_tier_says_where_it_begins_on_sheet_and_page_and_both_are_read_back(
    book, tmp_path, tiering
):
    prices = {"up to: 20": 48, "up to: 100": 39.5, "over: 100": 31.25}
    tiers = ", ".join(f"{{{reach}, price: {sum_} EUR per image}}" for reach, sum_ in prices.items())
    loaded = book(
        business=BOTH,
        pricing="services:\n  shots: {name: {es: Fotos, en: Shots}, price: 48 EUR per image, "
        f"tiering: {tiering}, tiers: [{tiers}]}}\n",
        sheet="onepagers:\n  flyer: {title: {es: A, en: A}, text: {es: B., en: B.}, "
        "services: [shots]}\n",
    )
    (service,) = make_sheet_view(loaded.rulebook, "flyer", "en").model.services
    told = service.time.replace("\N{NO-BREAK SPACE}", " ")
    middle = "Over 20 images, up to 100 images"
    assert told.startswith(f"{middle}: €39.50 per image · Over 100 images: €31.25 per image")
    assert middle in read_words(loaded, "en/pricing/index.md")
    assert "Más de 20 imágenes y hasta 100 imágenes" in read_words(loaded, "pricing/index.md")
    published = make_publication(loaded)
    for path, sheet in published.sheets.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(sheet.pdf)
    sheets_alone = type(published)({}, {}, published.sheets)
    assert verify_site(loaded, tmp_path / "site", sheets_alone).findings == ()


def test_a_text_that_leads_on_with_a_colon_is_told_with_its_list(book, tmp_path):
    text = "If it rains we play inside. Where there is no roof:\n\n- the day moves\n- half is due"
    loaded = book(
        business=BUSINESS,
        rules="topics: {rain: {title: Rain}}\n"
        f"rain: {{roof: {{title: Roof, text: {json.dumps(text)}}}}}\n",
        sheet="onepagers:\n  flyer: {title: A, text: B., rules: [rain.roof]}\n",
    )
    assert loaded.rulebook, loaded.findings
    (card,) = make_sheet_view(loaded.rulebook, "flyer", "en").model.rules
    said = "".join(part.get("text", "") for part in card.text)
    told = "If it rains we play inside. Where there is no roof: the day moves; half is due"
    assert said == told
    published = make_publication(loaded)
    for path, sheet in published.sheets.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(sheet.pdf)
    sheets_alone = type(published)({}, {}, published.sheets)
    assert verify_site(loaded, tmp_path / "site", sheets_alone).findings == ()

"""Whole rulebooks whose sums were once wrong, built and read as a client reads them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lindero.loading import load_rulebook
from lindero.sheets.views import make_sheet_view
from support.commands import run_lindero
from support.folders import CASES
from support.read_back import read_page
from support.rulebooks import AS_OF, BUSINESS

ReadPage = Callable[[str], str]
"""What a reader sees of the page at a path."""


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., ReadPage]:
    """Build a case of `tests/cases/reckoning`; a text may be changed in the file of its section."""

    def build_case(name: str, *changes: tuple[str, str, str]) -> ReadPage:
        home = tmp_path / name
        shutil.copytree(CASES / "reckoning" / name, home)
        for section, old, new in changes:
            change_file(home / "terms" / f"{section}.yml", old, new)
        done = run_lindero("build", "-q", "--as-of", AS_OF.isoformat(), cwd=home)
        assert done.returncode == 0, done.stdout + done.stderr
        return lambda path: read_text(home / "site" / path / "index.html")

    return build_case


def change_file(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def read_text(file: Path) -> str:
    text = read_page(file.read_text("utf-8")).text.replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r" ([.,”)])", r"\1", text).replace("( ", "(").replace("− ", "−")


def test_a_tax_of_nothing_is_not_charged_and_stands_nowhere_else(build):
    page = build("no-tax-charged")("pricing")
    assert "No VAT is charged on these prices." in page
    assert "Total NOK 11,000" in page
    assert "0%" not in page.replace("10%", "")
    assert "Subtotal" not in page
    assert page.count("VAT") == 1


def test_why_no_tax_is_charged_stands_beside_it(build):
    why = "why: The turnover is below the limit for registration."
    page = build("no-tax-charged", ("business", "included: no", why))("pricing")
    assert "No VAT is charged on these prices. The turnover is below the limit for reg" in page


def test_a_tax_may_be_none_as_any_rule(build):
    tax = "{name: VAT, rate: 0 %, included: no}"
    both = ("business", "languages: [en]", "languages: [en, es]")
    read = build("no-tax-charged", ("business", tax, "none"), both)
    assert "No tax is charged on these prices." in read("pricing")
    assert "Estos precios no llevan impuestos." in read("es/pricing")


@pytest.mark.parametrize(
    ("tax", "line"),
    [("none", "No tax is charged"), ("{name: VAT, rate: 0 %}", "No VAT is charged")],
)
def test_a_sheet_with_prices_says_that_no_tax_is_charged(book, tax, line):
    services = "services:\n  site: {name: Site, price: 1450 EUR}\n"
    sheet = "onepagers:\n  flyer: {title: Flyer, services: [site]}\n"
    loaded = book(business=f"{BUSINESS}  tax: {tax}\n", prices=services + sheet)
    assert loaded.rulebook, loaded.findings
    assert make_sheet_view(loaded.rulebook, "flyer", "en").model.tax_line == line


def test_several_taxes_are_lines_of_their_own_and_said_once(build):
    read = build("taxes-of-quebec")
    page, spanish = read("pricing"), read("es/pricing")
    assert "GST at 5% and QST at 9.975% are added to these prices." in page
    assert "se suman el GST (5 %) y el QST (9,975 %)" in spanish
    assert "Website $1,450.00 GST, 5% $72.50 QST, 9.975% $144.64 Total $1,667.14" in page
    assert "Subtotal $1,667.50 GST, 5% $83.38 QST, 9.975% $166.33 Total $1,917.21" in page


def test_a_service_that_is_taxed_otherwise_says_so_and_why(build):
    page = build("taxes-of-quebec")("pricing")
    assert "Where a service is taxed differently, it says so next to its price." in page
    assert "This price is free of GST and QST. Music lessons are exempt." in page
    assert "3 hours at $33.33 per hour $99.99 Total $99.99" in page
    assert "GST at 5% is added to this price." in page
    assert "2 hours at $90 per hour $180 GST, 5% $9 Total $189" in page


def test_what_is_paid_ahead_is_said_before_all_taxes(build):
    page = build("taxes-of-quebec")("terms")
    assert "Website, $1,450 before GST and QST: $725 deposit and $725 later." in page


def test_a_tax_on_another_says_on_what(build):
    based = ("business", "rate: 9.975 %, included: no", "rate: 9.975 %, included: no, on: [gst]")
    page = build("taxes-of-quebec", based)("pricing")
    assert "QST is charged on the amount including GST." in page
    assert "GST, 5% $72.50 QST, 9.975% of $1,522.50 $151.87 Total $1,674.37" in page


def test_private_clients_read_prices_with_tax_and_businesses_without(build):
    page = build("prices-by-client")("pricing")
    assert "se suma el IVA (21 %), salvo a los que son para particulares, que ya" in page
    assert "Web 1.450 € 1.754,50 € para particulares, con IVA" in page
    assert "0,10 € por palabra 0,121 € por palabra para particulares, con IVA" in page
    assert "Retrato 121 € Total 121 € IVA incluido, 21 % 21 €" in page
    assert "Auditoría 300 € IVA, 21 % 63 € Total de la factura 363 €" in page
    assert "para particulares, con IVA Auditoría" not in page
    assert "Los particulares pagan el mismo total: sus precios ya van con IVA." in page
    rush = "unos 0,1882 € por palabra en lugar de 0,1555 € por palabra"
    assert "con IVA: 48,40 € en lugar de 40 €, 0,1089 € por palabra en lugar" in page
    assert f"y {rush}." in page
    assert "Fuera de Lugo. Para particulares, con IVA: 60,50 € en lugar de 50 €." in page


def test_the_sheet_of_each_kind_of_client_has_its_prices(build, tmp_path):
    build("prices-by-client")
    book = load_rulebook(tmp_path / "prices-by-client" / "terms", AS_OF).rulebook
    assert book

    def list_prices(sheet: str) -> list[str]:
        services = make_sheet_view(book, sheet, "en").model.services
        return [service.price.figure for service in services]

    assert list_prices("firms") == ["€1,450", "€300"]
    assert list_prices("homes") == ["€1,754.50", "€121.00", "€0.121"]
    homes = make_sheet_view(book, "homes", "en").model
    assert homes.tax_line == "Prices include VAT (21%)"
    terms = (homes.services[2].time or "").replace("\N{NO-BREAK SPACE}", " ")
    prices = "Minimum charge: €48.40 · Over 5,000 words: €0.1089 per word"
    assert terms == f"{prices} · Charged tier by tier"
    firms = make_sheet_view(book, "firms", "es").model
    assert firms.tax_line == "Precios sin IVA (21\N{NO-BREAK SPACE}%)"
    everybody = make_sheet_view(book, "all", "en").model
    assert everybody.services[0].time == "€1,754.50 for private clients, including VAT"
    texts = (everybody.services[2].time or "").replace("\N{NO-BREAK SPACE}", " ")
    sums = "€48.40 in place of €40 and €0.1089 per word in place of €0.09 per word"
    assert texts.endswith(f"tier by tier · For private clients, including VAT: {sums}")
    assert everybody.tax_line.endswith("those for private clients include it")


def test_two_rates_are_told_apart_in_whole_coins(build):
    page = build("two-rates-in-japan")("pricing")
    assert "These prices include consumption tax at 10%." in page
    assert "This price includes consumption tax at 8%. The reduced rate applies." in page
    assert "Total JP¥6,530 consumption tax included, 10% JP¥594" in page
    assert "Total JP¥18,000 consumption tax included, 8% JP¥1,333" in page


@pytest.mark.parametrize(
    ("rounding", "said", "tax"),
    [
        ("sum", "Each tax is rounded once, on the total.", "JP¥594"),
        ("line", "Each tax is rounded line by line.", "JP¥593"),
    ],
)
def test_how_taxes_are_rounded_is_said_where_it_was_chosen(build, rounding, said, tax):
    change = ("business", "rounding: sum", f"rounding: {rounding}")
    page = build("two-rates-in-japan", change)("pricing")
    assert said in page
    assert f"consumption tax included, 10% {tax}" in page


def test_nothing_is_said_of_rounding_that_nobody_chose(build):
    page = build("two-rates-in-japan", ("business", "  rounding: sum\n", ""))("pricing")
    assert "rounded" not in page


MONTH = "A month counts as 30 days."
BUSINESSES_ALONE = ("business", "edition:", "clients: [business]\n  edition:")


def test_what_businesses_withhold_is_not_paid(build):
    page = build("withheld-by-the-client", BUSINESSES_ALONE)("pricing")
    assert "Total de la factura 12,10 € Retención, 7 % de 10 € −0,70 € A pagar 11,40 €" in page
    assert "Total de la factura 48,40 € Retención, 7 % de 40 € −2,80 € A pagar 45,60 €" in page
    assert "Total 12,10" not in page


def test_what_is_withheld_today_is_shown_until_that_changes(build):
    rule = ("payment", "taxes: 7 %", "taxes: [7 %, {withholding: 15 %, from: 2027-01-01}]")
    page = build("withheld-by-the-client", BUSINESSES_ALONE, rule)("pricing")
    assert "Retención, 7 % de 10 € −0,70 € A pagar 11,40 €" in page


def test_where_private_clients_read_it_too_it_says_for_whom_it_is(build):
    read = build("withheld-by-the-client")
    assert "Retención si eres una empresa, 7 % de 10 € −0,70 €" in read("pricing")
    assert "A pagar si eres una empresa 11,40 €" in read("pricing")
    assert "el cliente que es una empresa retiene el 7 %" in read("terms")


@pytest.mark.parametrize(
    "change",
    [
        ("business", "edition:", "clients: [consumer]\n  edition:"),
        ("services", "minimum:", "for: consumer\n    minimum:"),
        ("payment", "taxes: 7 %", "taxes: [{withholding: 7 %, from: 2027-01-01}, {none: yes}]"),
        ("payment", "taxes: 7 %", "taxes: none"),
    ],
    ids=[
        "private clients alone",
        "a service for them",
        "from a day on",
        "none",
    ],
)
def test_otherwise_the_total_is_paid(build, change):
    page = build("withheld-by-the-client", change)("pricing")
    assert "Total 12,10 €" in page
    assert "A pagar" not in page


@pytest.mark.parametrize(
    ("rate", "sentence", "charge"),
    [
        ("1.5 % per month", f"The charge counts by days. {MONTH}", "$22.50"),
        ("1.5 % per month, part: full", f"Only full months are charged. {MONTH}", "$15"),
        ("1.5 % per month, part: begun", f"Each month begun is charged in full. {MONTH}", "$30"),
        ("10 % per year", "counts by days. A year counts as 365 days.", "$12.33"),
        ("10 % per year, year: 360", "counts by days. A year counts as 360 days.", "$12.50"),
    ],
)
def test_what_a_delay_comes_to_is_said_and_worked_out(build, rate, sentence, charge):
    page = build("days-of-delay", ("payment", "1.5 % per month", rate))("terms")
    assert sentence in page
    owed = "$1,000.00" if "." in charge else "$1,000"
    assert f"Example An invoice of {owed} paid 45 days late: {charge} more." in page


def test_what_a_delay_comes_to_is_said_in_spanish_too(build):
    page = build("days-of-delay", ("business", "languages: [en]", "languages: [es, en]"))("terms")
    assert "El recargo se cuenta por días. Un mes cuenta como 30 días." in page
    assert "Una factura de $1,000.00 pagada con 45 días de retraso: $22.50 más." in page


@pytest.mark.parametrize("rate", ["statutory", "5 USD per day, grace: 5 days", "0 % once"])
def test_a_delay_whose_price_is_open_has_no_example(build, rate):
    page = build("days-of-delay", ("payment", "1.5 % per month", rate))("terms")
    assert "45 days late" not in page
    assert "counts by days" not in page

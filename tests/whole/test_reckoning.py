"""Whole rulebooks whose sums were once wrong, built and read as a client reads them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lindero.sheets.views import make_sheet_view
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
        command = [sys.executable, "-m", "lindero", "build", "-q", "--as-of", AS_OF.isoformat()]
        done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
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


MONTH = "A month counts as 30 days."
BUSINESSES_ALONE = ("business", "edition:", "clients: [business]\n  edition:")


def test_what_businesses_withhold_is_not_paid(build):
    page = build("withheld-by-the-client", BUSINESSES_ALONE)("pricing")
    assert "Total de la factura 12,10 € Retención, 7 % de 10 € −0,70 € A pagar 11,40 €" in page
    assert "Total de la factura 48,40 € Retención, 7 % de 40 € −2,80 € A pagar 45,60 €" in page
    assert "Total 12,10" not in page


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
        ("payment", "taxes: 7 %", "taxes: [7 %, {withholding: 15 %, from: 2027-01-01}]"),
        ("payment", "taxes: 7 %", "taxes: none"),
    ],
    ids=[
        "private clients alone",
        "a service for them",
        "from a day on",
        "another one then",
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

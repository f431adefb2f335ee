"""What a country changes in a starter: currency, words, taxes, paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from lindero.start.countries import (
    find_country_currency,
    find_paper_size,
    find_tax_names,
    list_time_zones,
)
from support.starters import answers, drafted, read_section


@pytest.mark.parametrize(
    ("country", "reader", "trade", "excluded"),
    [
        ("ES", "tú", "Fotografía y vídeo", "Atrezo"),
        ("MX", "tú", "Fotografía y video", "Utilería"),
        ("AR", "usted", "Fotografía y video", "Utilería"),
    ],
)
def test_starters_speak_as_people_there_do(country, reader, trade, excluded):
    files = drafted(trade="photography", languages="es", country=country)
    business = read_section(files, "business")["business"]
    assert (business["voice"]["reader"], business["trade"]) == (reader, trade)
    assert excluded in read_section(files, "services")["services"]["producto"]["excludes"]


def test_a_tax_is_written_only_with_the_rate_that_its_payer_gave():
    business = read_section(drafted(country="ES", languages="es,en"), "business")["business"]
    assert "tax" not in business
    assert (
        "# tax: {name: {es: IVA, en: VAT}, rate: … %"
        in drafted(country="ES", languages="es,en")[Path("terms/business.yml")]
    )
    given = read_section(drafted(country="ES", languages="es,en", tax_rate="21 %"), "business")[
        "business"
    ]
    assert given["tax"] == {"name": {"es": "IVA", "en": "VAT"}, "rate": "21 %", "included": "no"}


def test_a_country_tells_its_currency_its_zone_its_paper_and_the_name_of_its_tax():
    business = read_section(drafted(country="MX", languages="es"), "business")["business"]
    assert (business["currency"], business["timezone"]) == ("MXN", "America/Mexico_City")
    files = drafted(country="MX", languages="es")
    assert " EUR" not in "".join(files.values()).replace(files[Path("lindero.schema.json")], "")
    assert (
        read_section(drafted(country="MX"), "onepagers")["onepagers"]["hoja"]["paper"]
        == "US Letter"
    )
    assert [list_time_zones(code)[0] for code in ("ES", "US", "AU", "CA", "BR", "AR")] == [
        "Europe/Madrid",
        "America/New_York",
        "Australia/Sydney",
        "America/Toronto",
        "America/Sao_Paulo",
        "America/Argentina/Buenos_Aires",
    ]
    assert (find_country_currency("CH"), find_paper_size("CH"), find_tax_names("US")) == (
        "CHF",
        "A4",
        None,
    )


def test_a_country_alone_chooses_its_language():
    assert [answers(country=code).main for code in ("MX", "GB", "DE")] == ["es", "en", "en"]
    assert answers(country="PE")["currency"] == "PEN"

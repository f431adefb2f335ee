"""Figures as each reader sees them, to the letter. `~` stands for a no-break space."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import ValueSpec
from lindero.expected.figures import FigureReader
from lindero.expected.lexicon import find_lexicon
from lindero.findings.place import Source
from lindero.reading.prose import FIGURE_FORMS
from lindero.reading.yaml_reader import read_document
from lindero.shapes import SHAPES, Context, Figure, Money, Period
from lindero.shapes.deadlines import load_event_names
from lindero.shapes.units import PERIOD_UNITS, PRICE_UNITS
from lindero.wording.figures import make_reader
from lindero.wording.grammar import find_grammar
from support.case_data import read_cases
from support.folders import CASES

steady = settings(deadline=None, derandomize=True, max_examples=100)
ROUNDS = ValueSpec(
    "rounds",
    "count",
    unit={"es": {"one": "ronda", "other": "rondas"}, "en": {"one": "round", "other": "rounds"}},
)
PAYMENTS = ValueSpec(
    "stages",
    "stages",
    unit={"es": {"one": "pago", "other": "pagos"}, "en": {"one": "payment", "other": "payments"}},
)
OF_THE_PRICE = ValueSpec(
    "fee",
    "charge",
    of={"es": "del precio", "en": "of the price"},
    times={"es": "la tarifa habitual", "en": "the usual rate"},
)
METHODS = ValueSpec(
    "method", "choice", choices={"bank": {"es": "transferencia", "en": "bank transfer"}}
)


def figure(shape: str, typed: str) -> Figure:
    document, found = read_document(Source("a.yml", f"v: {typed}\n"))
    assert document
    assert not found
    return SHAPES[shape].parse(document.data["v"], Context(None, {"bank": {}}))


def shown(
    shape: str, typed: str, reader: str, form: str = "", spec: ValueSpec | None = None
) -> str:
    language, _, country = reader.partition("_")
    return (
        make_reader(language, country)
        .show_figure(figure(shape, typed), spec, form)
        .replace("\u00a0", "~")
    )


@pytest.mark.parametrize(
    ("shape", "typed", "spanish", "english"),
    [
        (shape, *row)
        for shape, rows in read_cases(CASES / "shapes/sentences.yml").items()
        for row in rows
    ],
)
def test_a_spanish_business_is_read_in_spanish_and_english(shape, typed, spanish, english):
    spec = OF_THE_PRICE if shape in {"amount", "charge", "multiple", "brackets"} else None
    assert (shown(shape, typed, "es_ES", "of", spec), shown(shape, typed, "en_ES", "of", spec)) == (
        spanish,
        english,
    )


@pytest.mark.parametrize(
    ("shape", "typed", "spanish", "english"),
    [
        ("period", "15 days", "15~días", "15~days"),
        ("period", "1 day", "1~día", "1~day"),
        ("period", "10 business days", "10~días laborables", "10~business days"),
        ("period", "24 hours", "24~horas", "24~hours"),
        ("period", "90 minutes", "90~minutos", "90~minutes"),
        ("period", "6 months", "6~meses", "6~months"),
        ("deadline", "15 days after invoice", "15~días", "15~days"),
        ("deadline", "24 hours before meeting", "24~horas antes", "24~hours before"),
        ("deadline", "on signature", "a la firma", "on signature"),
        ("hours", "Mon–Fri 09:00–18:00", "9:00–18:00", "9:00–18:00"),
        ("hours", "Mon–Tue 09:00–18:00, Thu 09:00–18:00", "9:00–18:00", "9:00–18:00"),
        (
            "stages",
            "[{at: a, share: 40 %}, {at: b, share: 60 %}, {at: c, share: 100 %}]",
            "40–100~%",
            "40–100%",
        ),
        ("percent", "40 %", "40~%", "40%"),
        ("amount", "40 %", "40~%", "40%"),
        ("amount", "larger of 30 % and 500 EUR", "30~%", "30%"),
        ("amount", "15 %, at least 40 EUR", "15~%", "15%"),
        ("charge", "2 hours", "2~horas", "2~hours"),
        ("charge", "1.5 ×", "1,5×", "1.5×"),
        ("charge", "45 EUR per hour", "45~€ por hora", "€45 per hour"),
        (
            "rate",
            (
                "{source: {es: tipo del BCE, en: ECB rate}, plus: 8 points, "
                "as of: 2026-07-01, value: 2 %}"
            ),
            "tipo del BCE más 8~puntos",
            "ECB rate plus 8~points",
        ),
        (
            "stages",
            "[{at: a, share: 300 EUR}, {at: b, share: 500 EUR}]",
            "300–500~€",
            "€300–€500",
        ),
        (
            "stages",
            "[{at: a, share: 300 EUR}, {at: b, share: 70 %}]",
            "300~€; 70~%",
            "€300; 70%",
        ),
        (
            "brackets",
            "[{up to: 1000 EUR, share: 100 %}, {over: 1000 EUR, share: 50 %}]",
            "50–100~%",
            "50–100%",
        ),
        ("brackets", "[{up to: 14 days, share: 25 %}]", "25~%", "25%"),
        ("money", "1450 EUR", "1.450~€", "€1,450"),
        ("rate", "1.5 % per month", "1,5~% al mes", "1.5% per month"),
    ],
)
def test_the_short_form_of_a_figure(shape, typed, spanish, english):
    assert (shown(shape, typed, "es_ES", "short"), shown(shape, typed, "en_ES", "short")) == (
        spanish,
        english,
    )


def test_different_hours_have_no_short_form_and_are_told_in_full():
    full = "Monday to Thursday, 9:00 to 18:00; Friday, 9:00 to 14:00"
    assert {
        shown("hours", "Mon–Thu 09:00–18:00, Fri 09:00–14:00", "en_GB", form)
        for form in FIGURE_FORMS
    } == {full}


@pytest.mark.parametrize(
    ("shape", "typed", "form", "said"),
    [
        ("hours", "Mon–Fri 09:00–18:30", "", "Monday to Friday, 9~AM to 6:30~PM"),
        ("hours", "Mon–Fri 09:00–12:00", "short", "9~AM–12~PM"),
        ("hours", "Mon–Fri 00:00–24:00", "short", "12~AM–midnight"),
        ("clock", "17:00", "", "5~PM"),
    ],
)
def test_americans_have_two_halves_of_a_day(shape, typed, form, said):
    assert shown(shape, typed, "en_US", form) == said
    assert not {"AM", "PM"} & {*shown(shape, typed, "en_GB", form).replace("~", " ").split()}
    read = FigureReader(Fact("a.b.c", figure(shape, typed)), find_lexicon("en", "US"))
    assert read.agrees(said.replace("~", "\u00a0"))
    assert not read.agrees(said.replace("PM", "AM").replace("midnight", "12~PM"))


@pytest.mark.parametrize(
    ("shape", "typed", "article"),
    [
        ("percent", "40 %", "el "),
        ("amount", "40 %", "el "),
        ("amount", "larger of 30 % and 500 EUR", "el "),
        ("amount", "15 %, at least 40 EUR", "el "),
        ("amount", "500 EUR", ""),
        ("charge", "2 hours", ""),
        ("charge", "1.5 ×", ""),
        ("charge", "45 EUR per hour, at least 90 EUR", ""),
        ("charge", "larger of 2 hours and 90 EUR", ""),
        ("charge", "on request", ""),
        ("rate", "1.5 % per month", "el "),
        ("rate", "5 EUR per day", ""),
        ("rate", "statutory", "el "),
        ("rate", "{source: tipo del BCE, as of: 2026-07-01}", "el "),
        ("rate", "{source: tasa de referencia, as of: 2026-07-01}", "la "),
    ],
)
def test_spanish_says_an_article_before_a_share(shape, typed, article):
    assert find_grammar("es").choose_article(figure(shape, typed)) == article
    in_english = "the price of " if "2 hours" in typed else ""
    assert find_grammar("en").choose_article(figure(shape, typed)) == in_english


def test_the_limit_of_a_bracket_is_framed_as_the_catalogue_says():
    frames = {
        "up": {"es": "con menos de {limit} de antelación", "en": "less than {limit} ahead"},
        "over": {"es": "antes", "en": "earlier"},
    }
    spec = ValueSpec("scale", "brackets", frames=frames)
    typed = "[{up to: 24 hours, share: 100 %}, {over: 24 hours, share: 50 %}]"
    assert (
        shown("brackets", typed, "es_ES", "", spec)
        == "100~% con menos de 24~horas de antelación; 50~% antes"
    )
    assert (
        shown("brackets", typed, "en_ES", "", spec) == "100% less than 24~hours ahead; 50% earlier"
    )


def test_a_number_as_limit_has_the_noun_of_the_catalogue():
    typed = "[{up to: 1, share: 100 %}, {up to: 3, share: 50 %}]"
    assert (
        shown("brackets", typed, "es_ES", "", ROUNDS) == "100~% hasta 1~ronda; 50~% hasta 3~rondas"
    )
    assert shown("brackets", typed, "en_ES", "", ROUNDS) == "100% up to 1~round; 50% up to 3~rounds"


@pytest.mark.parametrize(
    ("typed", "spanish", "english"),
    [
        ("1", "1~ronda", "1~round"),
        ("2", "2~rondas", "2~rounds"),
        ("0", "0~rondas", "0~rounds"),
        ("1500", "1.500~rondas", "1,500~rounds"),
    ],
)
def test_a_count_agrees_with_its_noun(typed, spanish, english):
    assert (
        shown("count", typed, "es_ES", spec=ROUNDS),
        shown("count", typed, "en_ES", spec=ROUNDS),
    ) == (spanish, english)


@pytest.mark.parametrize(
    ("steps", "spanish", "english"), [(1, "1~pago", "1~payment"), (2, "2~pagos", "2~payments")]
)
def test_the_short_form_of_stages_counts_them_where_they_have_a_noun(steps, spanish, english):
    typed = f"[{', '.join(['{at: x, share: 30 %}'] * steps)}]"
    assert shown("stages", typed, "es_ES", "short", PAYMENTS) == spanish
    assert shown("stages", typed, "en_ES", "short", PAYMENTS) == english


def test_a_choice_is_shown_in_the_words_of_the_catalogue():
    assert (
        shown("choice", "bank", "es_ES", spec=METHODS),
        shown("choice", "bank", "en_ES", spec=METHODS),
    ) == (
        "transferencia",
        "bank transfer",
    )


@pytest.mark.parametrize(
    ("reader", "money", "percent", "day"),
    [
        ("en_US", "$1,450", "1.5%", "December 1, 2026"),
        ("es_US", "$1,450", "1.5%", "1 de diciembre de 2026"),
        ("en_GB", "US$1,450", "1.5%", "1 December 2026"),
        ("en_MX", "US$1,450", "1.5%", "1 December 2026"),
        ("es_ES", "1.450~US$", "1,5~%", "1 de diciembre de 2026"),
        ("es_GB", "1.450~US$", "1,5~%", "1 de diciembre de 2026"),
        ("en_ES", "US$1,450", "1.5%", "1 December 2026"),
        ("en_IE", "US$1,450", "1.5%", "1 December 2026"),
        ("en_CA", "US$1,450", "1.5%", "December 1, 2026"),
    ],
)
def test_numbers_and_dates_follow_the_country_where_the_language_is_at_home(
    reader, money, percent, day
):
    assert (
        shown("money", "1450 USD", reader),
        shown("percent", "1.5 %", reader),
        shown("date", "2026-12-01", reader),
    ) == (
        money,
        percent,
        day,
    )


@pytest.mark.parametrize(
    ("reader", "typed", "text"),
    [
        ("es_MX", "1450 MXN", "$1,450"),
        ("en_GB", "1450 GBP", "£1,450"),
        ("en_IE", "1450 EUR", "€1,450"),
        ("es_CL", "1450 CLP", "$1.450"),
        ("en_US", "5000 JPY", "¥5,000"),
        ("es_CO", "1900000 COP", "$1.900.000"),
        ("es_CO", "1900000.5 COP", "$1.900.000,50"),
    ],
)
def test_a_currency_at_home_has_its_own_sign_and_decimals(reader, typed, text):
    assert shown("money", typed, reader) == text


def test_a_mexican_percentage_and_date_are_written_as_in_mexico():
    assert (shown("percent", "1.5 %", "es_MX"), shown("date", "2026-12-01", "es_MX")) == (
        "1.5%",
        "1 de diciembre de 2026",
    )


def test_an_american_list_has_its_comma():
    assert shown("list", "[a, b, c]", "en_US") == "a, b, and c"


READERS = [
    make_reader(language, country)
    for language in ("es", "en")
    for country in ("ES", "GB", "US", "MX")
]


@steady
@given(
    st.decimals(0, 10**9, places=5),
    st.sampled_from(["EUR", "USD", "GBP", "MXN"]),
    st.sampled_from(READERS),
)
def test_no_digit_of_a_sum_is_lost_or_added(amount, currency, reader):
    """Read back without its separators, a published sum is the sum."""
    point = "," if reader.locale.number_symbols["latn"]["decimal"] == "," else "."
    whole = amount == int(amount)
    for one, decimals in ((reader, 0 if whole else 2), (reader.with_cents, 2)):
        text = one.show_figure(Money(amount, currency))
        digits = "".join(sign for sign in text if sign.isdigit() or sign == point)
        assert type(amount)(digits.strip(".").replace(",", ".")) == amount
        shown = len(digits.partition(point)[2])
        assert shown == 0 if whole and not decimals else shown >= decimals


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_every_unit_and_event_has_its_words_in_every_language(reader):
    for unit in PERIOD_UNITS:
        assert reader.show_figure(Period(1, unit)) != reader.show_figure(Period(2, unit))
        for event in sorted(set(load_event_names().values())):
            for kind in ("after", "before"):
                sentence = reader.show_figure(figure("deadline", f"3 {unit} {kind} {event}"))
                assert "3\u00a0" in sentence
                assert "{" not in sentence
    for unit in PRICE_UNITS:
        assert len(reader.show_figure(figure("price", f"1 EUR per {unit}"))) > len(
            reader.show_figure(figure("price", "1 EUR"))
        )
    for event in sorted(set(load_event_names().values())):
        assert {
            reader.show_figure(figure("deadline", f"on {event}"), None, form)
            for form in FIGURE_FORMS
        }


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_a_number_never_stands_on_another_line_than_its_unit(reader):
    for shape, typed in [
        ("percent", "40 %"),
        ("money", "1450 EUR"),
        ("period", "15 days"),
        ("period", "24 hours"),
        ("rate", "1.5 % per month"),
    ]:
        for form in FIGURE_FORMS:
            text = reader.show_figure(figure(shape, typed), None, form)
            assert "\u202f" not in text
            assert not any(
                text[at].isdigit() and text[at + 1] == " " for at in range(len(text) - 1)
            )


@pytest.mark.parametrize(
    ("speaker", "address", "text"),
    [
        ("I", "tú", "Te aviso."),
        ("I", "usted", "Le aviso."),
        ("we", "tú", "Te avisamos."),
        ("we", "usted", "Le avisamos."),
    ],
)
def test_words_follow_the_voice_of_the_business(speaker, address, text):
    words = {
        "i": {"tu": "Te aviso.", "usted": "Le aviso."},
        "we": {"tu": "Te avisamos.", "usted": "Le avisamos."},
    }
    assert make_reader("es", "ES", speaker, address).choose_voice(words) == text


@pytest.mark.parametrize(
    ("shape", "typed", "machine"),
    [("percent", "40 %", "0.4"), ("period", "15 days", "P15D"), ("text", "{es: a, en: b}", "b")],
)
def test_the_exact_form_of_a_figure_is_for_machines(shape, typed, machine):
    assert make_reader("en", "ES").encode_figure(figure(shape, typed)) == machine

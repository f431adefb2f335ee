"""Nobody publishes what a reader cannot see, or takes for something else."""

import pytest

from lindero.reading.characters import misleading_character, shows_nothing

# Each of them was once accepted as the whole name of a business.
UNSEEN = [
    0x200C,
    0x200D,
    0x200E,
    0x200F,
    0x061C,
    0x180E,
    0x034F,
    0x3164,
    0x115F,
    0x1160,
    0xFFA0,
    0xFE0F,
    0x2800,
    0x00AD,
]
UNSEEN += [*range(0x2061, 0x2065), 0xE0001, 0xE0041, 0xE007F, 0xE0101, 0x0301, 0x20DD]
FINE = {
    "accents in two signs": "cafe\u0301",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a heart with its colour": "Con ❤\ufe0f",
    "a keycap": "1\ufe0f\u20e3",
    "a profession with its skin": "\U0001f469\U0001f3fd\u200d⚕\ufe0f",
    "a joiner between letters of Devanagari": "क्\u200dष",
    "a break inside a long word": "Lebens\u00admittel",
    "several lines": "uno\ndos",
    "what one types": "«¿Señal de 40 %?» — 1.450 €, ½, “x”, №, †, ‰, ™",
}


@pytest.mark.parametrize("point", UNSEEN, ids="U+{:04X}".format)
def test_a_name_that_nobody_sees_is_refused_and_the_character_named(book, point):
    loaded = book(services=f'services:\n  web: {{name: "\\U{point:08X}", price: 10 EUR}}\n')
    (found,) = loaded.findings
    assert (found.code, found.place.line) == ("control-character", 2)
    assert f"U+{point:04X}" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "A\rB",
        "A\u200eB",
        "A\u200dB",
        "A\ufe0fB",
        "a \u0301",
        "\U0001f3f4\U000e0067\U000e007f",
        "A\x01B",
        "Mi est\u00adudio",
        "\u00adLindero",
        "Lebensmittel\u00ad",
    ],
)
def test_inside_a_text_it_is_refused_too(text):
    assert misleading_character(text)


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_what_can_be_seen_is_left_alone(text):
    assert misleading_character(text) is None
    assert not shows_nothing(text)


def test_a_carriage_return_in_a_name_is_found_by_check(book):
    assert [
        one.code
        for one in book(services='services:\n  web: {name: "A\\rB", price: 10 EUR}\n').findings
    ] == ["control-character"]

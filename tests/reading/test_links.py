"""A link leads where a reader sees that it leads."""

import re

import pytest

from lindero.reading.links import EMAIL, URL, link_fault

SOUND = [
    "https://lindero.example", "HTTPS://Lindero.Example/a?b=c#d", "http://192.168.0.1:8000/x", "https://diseño.example/año",
    "https://xn--pple-43d.example/", "mailto:hola@lindero.example",
    "mailto:hola@lindero.example?subject=Hola%20a%20todos",
    "tel:+34-600.000.000",
    "https://lindero.example:65535/",
]  # fmt: skip
REFUSED = {
    "https:evil.example": "`//` is missing",
    "https:/evil.example": "`//` is missing",
    "https://": "names no place",
    "https://lindero.example@evil.example/": "leads to `evil.example`",
    "https://user:word@evil.example/": "leads to `evil.example`",
    "https://lindero.example\\@evil.example/": "U+005C",
    "https://аpple.example/": "U+0430 CYRILLIC SMALL LETTER A",
    "https://яндекс.example": "U+044F",
    "https://ｌｉndero.example": "U+FF4C",
    "https://lındero.example": "U+0131",
    "https://lindero.example:99999/": "its port",
    "https://lindero.example:http/": "its port",
    "https://lindero.example:/": "no port after the colon",
    "https://[::1/": "a bracket is open",
    "https://-lindero.example/": "names no place",
    "https://lindero..example/": "names no place",
    "https://lindero.example/<script>": "U+003C",
    "javascript:alert": "no address that a link may have",
    "mailto:": "no address that a link may have",
    "mailto:hola": "no e-mail address",
    "mailto:a@b@lindero.example": "no e-mail address",
    "mailto:hоla@lindero.example": "no e-mail address",
    "mailto:hola@lindero.example?bcc=otro@evil.example": "also fills in `bcc`",
    "mailto:hola@lindero.example?subject=Hola&%63c=otro@evil.example": "also fills in `cc`",
    "tel:call": "no telephone number",
}


@pytest.mark.parametrize("href", SOUND)
def test_an_address_that_can_be_read_is_taken(href):
    assert link_fault(href) is None


@pytest.mark.parametrize(("href", "said"), REFUSED.items(), ids=ascii)
def test_one_that_misleads_is_refused_with_the_reason(href, said):
    fault = link_fault(href)
    assert fault
    assert said in fault[0]


def test_what_the_network_knows_is_offered_instead():
    assert (
        link_fault("https://аpple.example/")[1]
        == "if that is the place you mean, write it as `xn--pple-43d.example`"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://lindero.example:99999/",
        "https://a@lindero.example",
        "https://-x.example",
        "https:evil",
        "https://х.example",
    ],
)
def test_no_such_address_for_a_site(url):
    assert not re.fullmatch(URL, url)


@pytest.mark.parametrize(
    "email",
    [
        "a@b",
        ".a@b.example",
        "a..b@c.example",
        "a@-b.example",
        "a@b..example",
        "a@b.123",
        "a b@c.example",
        "a@b@c.example",
    ],
)
def test_no_such_address_for_mail(email):
    assert not re.fullmatch(EMAIL, email)


def test_the_character_that_does_not_belong_is_named(book):
    loaded = book(business="business: {email: hоla@lindero.example}\n")
    assert "U+043E CYRILLIC SMALL LETTER O" in next(
        one.message for one in loaded.findings if one.code == "bad-email"
    )

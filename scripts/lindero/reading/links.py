"""Addresses of links: what a reader sees must be where they lead."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lindero.reading.characters import name_character

LINK_SCHEMES = ("http", "https", "mailto", "tel")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_PORT = r"(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
HOST = rf"{_LABEL}(?:\.{_LABEL})*"
URL = rf"https?://{HOST}(?::{_PORT})?(?:/[A-Za-z0-9._~/-]*)?"
_MAIL_NAME = r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*"
EMAIL = rf"{_MAIL_NAME}@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
MAX_EMAIL = 254
_TEL = re.compile(r"\+?[0-9][0-9.-]{2,24}")
_WRITTEN_HOST = re.compile(r"(?:[^\W_]|-|\.)+")

# Accented letters of our languages and their neighbours; no look-alikes such as the dotless i.
_PLAIN = re.compile(
    r"[\x20-\x7e\u00df-\u00f6\u00f8-\u012f\u0132-\u0137\u0139-\u017e\u00c0-\u00d6\u00d8-\u00de]"
)

_NO_PART = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
_WEB_HELP = "write the whole address: `https://lindero.example/about`"
Fault = tuple[str, str]


def link_fault(href: str) -> Fault | None:
    """Message and help where a link's address is none that may be published."""
    scheme, colon, rest = href.partition(":")
    if not colon or not rest or scheme.lower() not in LINK_SCHEMES:
        help_ = "use https://…, mailto:…, tel:… or rule:payment.due"
        return f"`{href}` is no address that a link may have", help_
    wrong = _NO_PART.search(href)
    if wrong:
        message = f"`{href}` has {name_character(wrong[0])} in it, which no address may have"
        return message, "copy the address anew from the browser"
    if scheme.lower() in {"http", "https"}:
        return _web_fault(href)
    hidden = scheme.lower() == "mailto" and _list_hidden_fields(rest)
    if hidden:
        message = f"`{href}` also fills in `{hidden[0]}`, which no reader of the page sees"
        return message, f"write `{scheme}:{rest.partition('?')[0]}`, with `?subject=…` at most"
    sound = (
        _is_email(rest.partition("?")[0]) if scheme.lower() == "mailto" else _TEL.fullmatch(rest)
    )
    return (
        None
        if sound
        else (f"`{href}` leads to no {_CALLED[scheme.lower()]}", _EXAMPLES[scheme.lower()])
    )


_CALLED = {"mailto": "e-mail address", "tel": "telephone number"}

_EXAMPLES = {
    "mailto": "write it like `mailto:hola@lindero.example`",
    "tel": "write it like `tel:+34600000000`",
}


def _list_hidden_fields(rest: str) -> list[str]:
    """What a letter would carry beside its subject and its text: other addressees."""
    fields = (unquote(part.partition("=")[0]) for part in rest.partition("?")[2].split("&"))
    return [field for field in fields if field and field.lower() not in {"subject", "body"}]


def _is_email(text: str) -> bool:
    return len(text) <= MAX_EMAIL and re.fullmatch(EMAIL, text) is not None


def _web_fault(href: str) -> Fault | None:
    if not re.match(r"https?://", href, re.IGNORECASE):
        return f"`{href}` names no place to go to: `//` is missing", _WEB_HELP
    try:
        parts = urlsplit(href)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return (
            f"`{href}` is no web address: its port is no number up to 65535, or a bracket is open",
            _WEB_HELP,
        )
    if "@" in parts.netloc:
        shown = parts.netloc.rpartition("@")[2]
        return (
            f"`{href}` leads to `{shown}`, whatever stands before the `@`",
            f"write `{parts.scheme}://{shown}`",
        )
    if port == 0 or parts.netloc.endswith(":"):
        return f"`{href}` has no port after the colon", _WEB_HELP
    return _host_fault(host, href)


def _host_fault(host: str, href: str) -> Fault | None:
    strange = next((character for character in host if not _PLAIN.match(character)), None)
    if strange:
        own = _in_ascii(host)
        help_ = f"if that is the place you mean, write it as `{own}`" if own else _WEB_HELP
        named = f"`{href}` has {name_character(strange)} in the name of its place"
        return f"{named}, which may look like another letter", help_
    sound = _WRITTEN_HOST.fullmatch(host) and re.fullmatch(HOST, _in_ascii(host))
    return None if sound else (f"`{href}` names no place to go to", _WEB_HELP)


def _in_ascii(host: str) -> str:
    """The name as the network knows it: `xn--diseo-rta.example`; empty where there is none."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""

"""How single words of a section are read: ids, addresses, colours, codes, and lists of them."""

from __future__ import annotations

import re
import zoneinfo
from typing import Any

from lindero.findings.finding import suggest_word
from lindero.reading.characters import name_character
from lindero.reading.tree import Scalar
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Context, Problem, Refusal, Text, YesNo
from lindero.shapes.currencies import suggest_currency
from lindero.shapes.key_groups import Parser, list_part_problems
from lindero.shapes.legal_tender import list_countries, list_currencies
from lindero.shapes.refusals import make_refusal, read_scalar_text
from lindero.shapes.texts import parse_text
from lindero.shapes.yes_no import parse_yes_no

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SLUG_HELP = "use small letters a–z, digits and single hyphens: `web-essential`"
BUSINESS, CONSUMER = CLIENTS = ("business", "consumer")
# Whatever a project's folder can hold, in any script.
PATH = r"(?!.*(^|/)\.\.(/|$))[^/\\][^\\]*"
PICTURE = r"\.([sS][vV][gG]|[pP][nN][gG]|[jJ][pP][eE]?[gG])"
_SEVERAL = "is several people, and the rules speak of one"
_SINGULAR_NOUNS = (
    "write what you are together, in the singular: "
    "`el estudio`, `la ilustradora`, `the studio`, `the illustrator`"
)
_EVERYBODY = {"all", "any", "anybody", "both", "everybody", "everyone"}

_SHAPE_NAMES = {
    "colour": "colour",
    "url": "web address",
    "email": "e-mail address",
    "phone": "telephone number",
    "rule": "rule id",
    "id": "id",
}


def make_pattern_parser(shape: str, pattern: str, example: str) -> Parser:
    """Reads a text that fits a pattern as a whole."""

    def parse_matching(written: object, _: Context) -> str:
        text = read_scalar_text(shape, written, example)
        if not re.fullmatch(pattern, text):
            message = f"`{text}` is no {_SHAPE_NAMES[shape]}{_name_foreign_sign(text)}"
            raise make_refusal(shape, message, f"write it like `{example}`")
        return text

    return parse_matching


def _name_foreign_sign(text: str) -> str:
    """The first character that only looks as if it belonged into an address or a file's name."""
    strange = next((character for character in text if not character.isascii()), None)
    return f": {name_character(strange)} does not belong there" if strange else ""


def make_choice_parser(shape: str, known: tuple[str, ...]) -> Parser:
    """Reads one of a few words."""

    def parse_known(written: object, _: Context) -> str:
        text = read_scalar_text(shape, written, known[0])
        if text not in known:
            raise make_refusal(shape, f"`{text}` does not fit here", suggest_word(text, known))
        return text

    return parse_known


def make_list_parser(parse: Parser, example: str, *, repeats: bool = False) -> Parser:
    """Reads a list, not empty; with `repeats` an entry may stand in it twice."""

    def parse_entries(written: object, context: Context) -> tuple[Any, ...]:
        if not isinstance(written, list) or not written:
            raise _make_list_refusal(written, example)
        found: list[Any] = []
        problems: list[Problem] = []
        for index, entry in enumerate(written):
            try:
                found.append(parse(entry, context))
            except Refusal as refused:
                problems += list_part_problems(refused, index)
                continue
            if found[-1] in found[:-1] and not repeats:
                message = f"`{found[-1]}` stands in the list twice"
                problems.append(
                    Problem("duplicate-entry", message, "keep one of the two", (index,))
                )
        if problems:
            raise Refusal(*problems)
        return tuple(found)

    return parse_entries


def _make_list_refusal(written: object, example: str) -> Refusal:
    if isinstance(written, list):
        help_ = f"write it like `[{example}]`, or leave the key out"
        return make_refusal("list", "the list is empty", help_)
    text = written.text if isinstance(written, Scalar) and written.text else example
    return make_refusal("list", "a list belongs here", f"write `[{text}]`")


def parse_logo(written: object, _: Context) -> str:
    """A file of the project that browsers and the PDF engine both can show."""
    example = "site_src/assets/logo.svg"
    text = read_scalar_text("path", written, example)
    if "\\" in text:
        way = text.replace("\\", "/")
        raise make_refusal("path", f"`{text}` parts its folders with `\\`", f"write `{way}`")
    if not re.fullmatch(PATH, text):
        message = f"`{text}` is no file of this project"
        raise make_refusal("path", message, f"write it like `{example}`")
    if not re.search(f"{PICTURE}$", text):
        raise make_refusal(
            "path",
            f"`{text}` is no picture that site and print can share",
            "export the logo as SVG, PNG or JPEG; the file's name ends in `.svg`, `.png` or `.jpg`",
        )
    return text


def parse_currency(written: object, _: Context) -> str:
    """A currency's three capitals."""
    text = read_scalar_text("currency", written, "EUR")
    if text not in list_currencies():
        raise make_refusal("currency", f"`{text}` is no currency", suggest_currency(text))
    return text


def parse_timezone(written: object, _: Context) -> str:
    """A time zone's name, as the system or the `tzdata` package knows it."""
    text = read_scalar_text("timezone", written, "Europe/Madrid")
    try:
        zoneinfo.ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # not there, no path inside the data, or a folder of it
        # Places alone: `Etc/GMT+1` lies west of Greenwich, which nobody who writes `GMT+1` means.
        places = (one for one in zoneinfo.available_timezones() if "/" in one)
        names = sorted(one for one in places if not one.startswith("Etc/"))
        help_ = suggest_word(text, names, none_fits="write it like `Europe/Madrid`")
        raise make_refusal("timezone", f"`{text}` is no time zone", help_) from None
    return text


def parse_country(written: object, _: Context) -> str:
    """A country's two capitals."""
    text = read_scalar_text("country", written, "ES")
    if len(text) != len("ES") or text not in list_countries():
        help_ = "write its two capitals (ISO 3166): `ES`, `GB`, `MX`"
        # The one country whose everyday letters are not its code, beside capitals typed small.
        meant = {"UK": "GB"}.get(text.upper(), text.upper())
        if len(meant) == len("ES") and meant in list_countries():
            help_ = f"write `{meant}`"
        raise make_refusal("country", f"`{text}` is no country", help_)
    return text


def parse_noun(written: object, context: Context) -> Text:
    """How the rules call the freelancer: one text or one per language, each in the singular."""
    noun = parse_text(written, context)
    problems = [
        Problem("plural-noun", f"`{text}` {_SEVERAL}", _SINGULAR_NOUNS, (code,) if code else ())
        for code, text in noun.by_language
        if any(LANGUAGES[one].names_several(text) for one in ([code] if code else LANGUAGES))
    ]
    if problems:
        raise Refusal(*problems)
    return noun


def parse_client_kind(written: object, context: Context) -> str:
    """The one kind of client that a variant is for."""
    said = written.text.strip() if isinstance(written, Scalar) else ""
    if isinstance(written, list) or said.lower() in _EVERYBODY:
        named = f"`{said}`" if said else "a list"
        message = f"`for` names one kind of client, and this is {named}"
        help_ = "leave `for` out; what has no `for` holds for all clients"
        raise make_refusal("client", message, help_)
    kind: str = make_choice_parser("client", CLIENTS)(written, context)
    return kind


def parse_included(written: object, context: Context) -> YesNo | str:
    """Whether prices contain a tax: yes, no, or those for private clients alone."""
    if isinstance(written, Scalar):
        text = written.text.strip().lower()
        if text == CONSUMER:
            return CONSUMER
        if text.startswith(CONSUMER):
            message = f"`{written.text}` is no kind of client here"
            raise make_refusal("yes-no", message, f"write `{CONSUMER}`")
    return parse_yes_no(written, context)


def parse_conditions(written: object, _: Context) -> tuple[str, ...]:
    """One condition or a list of them: `notice`, `not notice`, `answer = yes`."""
    one = written if isinstance(written, list) else [written]
    return tuple(_parse_plain_words("if", "answer = yes", entry) for entry in one)


def parse_settled(written: object, _: Context) -> dict[str, str]:
    """The points that a clause settles, each with its answer."""
    if not isinstance(written, dict):
        raise make_refusal("choice", "points belong here", "write `{deposit.fate: kept}`")
    return {name: _parse_plain_words("settles", "kept", inner) for name, inner in written.items()}


def _parse_plain_words(key: str, example: str, written: object) -> str:
    if not isinstance(written, Scalar) or not written.text.strip():
        raise make_refusal("choice", f"`{key}` holds words here", f"write `{example}`")
    return written.text.strip()


def parse_audience_words(written: object, context: Context) -> tuple[str, ...]:
    """Whom something speaks to: a kind of client, a service, or a list of them."""
    entries = [written] if isinstance(written, Scalar) else written
    said = written.text.strip() if isinstance(written, Scalar) else ""
    if said.lower() not in _EVERYBODY:
        words: tuple[str, ...] = _parse_audience_list(entries, context)
        if not set(CLIENTS) <= set(words):
            return words
    message = f"`for` names whom it speaks to, and this is {f'`{said}`' if said else 'everybody'}"
    help_ = "leave `for` out; what has no `for` speaks to all clients"
    raise make_refusal("client", message, help_)


_parse_audience_list = make_list_parser(
    make_pattern_parser("id", SLUG.pattern, "consumer"), "consumer"
)

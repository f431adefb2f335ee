"""How shipped data is read with its places: what each kind of content may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from lindero.findings.finding import suggest_word
from lindero.reading.tree import PathStep, Scalar
from lindero.resources.languages import ADDRESS_FORMS, LANGUAGES
from lindero.shapes.key_groups import Keys, Parser, read_entries, read_group
from lindero.shapes.refusals import Context, Problem, Refusal, make_refusal


def read_words(written: object, _: Context) -> str:
    """Any text that is not empty."""
    if not isinstance(written, Scalar) or not (written.refused or written.text.strip()):
        raise make_refusal("choice", "words belong here")
    return written.text


def read_flag(written: object, _: Context) -> bool:
    """`true`; a flag that is not set is left out."""
    if not isinstance(written, Scalar) or written.value is not True:
        raise make_refusal("choice", "`true` belongs here, or nothing at all")
    return True


def read_number(written: object, _: Context) -> str:
    """Digits alone."""
    text = read_words(written, _)
    if not text.isdigit():
        raise make_refusal("choice", f"`{text}` is no number")
    return text


def read_anything(written: object, _: Context) -> Any:
    """Content that the thing itself reads and checks: an example, an answer, an author's value."""
    if isinstance(written, dict):
        return {key: read_anything(inner, _) for key, inner in written.items()}
    if isinstance(written, list):
        return [read_anything(inner, _) for inner in written]
    return read_words(written, _)


def choose_word(known: Collection[str], what: str) -> Parser:
    """Reads one of the known words."""

    def parse(written: object, context: Context) -> str:
        text = read_words(written, context)
        if text not in known:
            raise make_refusal(
                "choice", f"`{text}` is no {what}", suggest_word(text, sorted(known))
            )
        return text

    return parse


def list_of(parse: Parser) -> Parser:
    """Reads a list that is not empty."""

    def parse_list(written: object, context: Context) -> list[Any]:
        if not isinstance(written, list) or not written:
            raise make_refusal("choice", "a list belongs here")
        return read_entries(written, parse, context)

    return parse_list


def one_or_list(parse: Parser) -> Parser:
    """Reads one thing as a list of one."""
    several = list_of(parse)
    return lambda written, context: (
        several(written, context) if isinstance(written, list) else [parse(written, context)]
    )


def names_to(
    parse: Parser,
    names: Collection[str] | None = None,
    what: str = "",
    apart: Mapping[str, Parser] | None = None,
) -> Parser:
    """Reads a group whose keys are names, of those that are known if any are given.

    What stands `apart` is a key of its own among the names.
    """

    def parse_names(written: object, context: Context) -> dict[str, Any]:
        group = _read_group(written)
        fitting = {**dict.fromkeys(group, parse), **(apart or {})}
        parts, problems = read_group(group, Keys(fitting, ()), context)
        for name in group:
            if names is not None and name not in names:
                help_ = suggest_word(name, sorted(names))
                problems.append(name_problem(f"`{name}` is no {what}", name, help_=help_))
        if problems:
            raise Refusal(*problems)
        return parts

    return parse_names


def group_of(
    required: Mapping[str, Parser], optional: Mapping[str, Parser] | None = None
) -> Parser:
    """Reads a group of keys."""
    fitting = {**required, **(optional or {})}
    about = "it has " + ", ".join(f"`{key}`" for key in required)
    keys = Keys(fitting, tuple(required), about)

    def parse_group(written: object, context: Context) -> dict[str, Any]:
        parts, problems = read_group(_read_group(written), keys, context)
        if problems:
            raise Refusal(*problems)
        return parts

    return parse_group


def by_language(parse: Parser) -> Parser:
    """Reads the same in every language."""
    return group_of(dict.fromkeys(LANGUAGES, parse))


def read_voices(written: object, context: Context) -> Any:
    """A text, or one for each voice: who speaks, and how the reader is addressed."""
    if not isinstance(written, dict):
        return read_words(written, context)
    forms = ADDRESS_FORMS.values()
    voices = tuple(forms) if {*forms} & written.keys() else ("i", "we")
    return group_of(dict.fromkeys(voices, read_voices))(written, context)


WORDS = by_language(read_words)
PLURALS = by_language(group_of({"one": read_words, "other": read_words}))


def _read_group(written: object) -> dict[str, object]:
    if not isinstance(written, dict):
        raise make_refusal("choice", "a group of keys belongs here")
    return written


def name_problem(message: str, *path: PathStep, help_: str | None = None) -> Problem:
    """A name that nothing has, at its place."""
    return Problem("unknown-key", message, help_, path, on_key=True)

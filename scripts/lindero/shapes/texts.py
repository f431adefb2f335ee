"""Counts, answers, choices, texts and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lindero.findings.finding import suggest_word
from lindero.reading.characters import misleading_character, name_character, shows_nothing
from lindero.reading.tree import Scalar
from lindero.shapes.key_groups import list_part_problems, read_entries
from lindero.shapes.refusals import (
    AlreadyReported,
    Context,
    Problem,
    Refusal,
    make_refusal,
    read_scalar_text,
)

MAX_TEXT = 5000


@dataclass(frozen=True)
class Count:
    """How many of something."""

    number: int

    @property
    def machine(self) -> str:
        """The number."""
        return str(self.number)

    written = machine


@dataclass(frozen=True)
class YesNo:
    """An answer."""

    yes: bool

    @property
    def machine(self) -> str:
        """`yes` or `no`."""
        return "yes" if self.yes else "no"

    written = machine


@dataclass(frozen=True)
class Choice:
    """One of the catalogue's own list."""

    name: str

    @property
    def machine(self) -> str:
        """The name in the list."""
        return self.name

    written = machine


@dataclass(frozen=True)
class Text:
    """The author's words, one text per language; a single text serves every language and has the key ``""``."""

    by_language: tuple[tuple[str, str], ...]

    def in_language(self, language: str) -> str:
        """The text for a reader of that language."""
        texts = dict(self.by_language)
        return texts[language] if language in texts else texts[""]

    @property
    def machine(self) -> str:
        """The first text; words have no other value."""
        return self.by_language[0][1]

    written = machine


@dataclass(frozen=True)
class TextList:
    """Several texts in order."""

    entries: tuple[Text, ...]

    @property
    def machine(self) -> str:
        """How many there are."""
        return str(len(self.entries))

    @property
    def written(self) -> str:
        """The first language's texts."""
        return ", ".join(entry.machine for entry in self.entries)


def parse_count(written: object, _: Context = Context()) -> Count:
    """`2`."""
    text = read_scalar_text("count", written, "2")
    if not re.fullmatch(r"[0-9]{1,6}", text):
        digits = re.fullmatch(r"[^0-9.,+–-]*([0-9]{1,6})[^0-9.,]*", text)
        raise make_refusal(
            "count",
            f"`{text}` is no whole number",
            f"write `{digits[1]}`" if digits else "write it in digits: `2`",
        )
    return Count(int(text))


def parse_yes_no(written: object, _: Context = Context()) -> YesNo:
    """`yes` or `no`."""
    text = read_scalar_text("yes-no", written, "yes")
    if text.lower() not in {"yes", "no", "true", "false"}:
        raise make_refusal("yes-no", f"`{text}` is neither yes nor no", "write `yes` or `no`")
    return YesNo(text.lower() in {"yes", "true"})


def parse_choice(written: object, context: Context = Context()) -> Choice:
    """One name of the list in the catalogue."""
    first = next(iter(context.choices), "")
    text = read_scalar_text("choice", written, first)
    if text not in context.choices:
        raise make_refusal(
            "choice", f"`{text}` is not one of the choices", suggest_word(text, context.choices)
        )
    return Choice(text)


def parse_text(written: object, context: Context = Context()) -> Text:
    """One text, or one per language: `{es: …, en: …}`."""
    if isinstance(written, Scalar):
        return Text((("", _read_words(written)),))
    if not isinstance(written, dict):
        raise make_refusal(
            "text",
            "a list stands where a text belongs",
            f"write {_format_text_example(context.languages)}",
        )
    problems = [*_find_language_problems(written, context.languages)]
    texts: list[tuple[str, str]] = []
    for language, inner in written.items():
        if context.languages and language not in context.languages:
            continue
        try:
            texts.append((language, _read_words(inner)))
        except Refusal as refused:
            problems += list_part_problems(refused, language)
    if problems:
        raise Refusal(*problems)
    return Text(tuple(texts))


def parse_list(written: object, context: Context = Context()) -> TextList:
    """`[one, two]`, one list per language, or a list whose entries have one text per language."""
    if isinstance(written, list):
        return _read_text_list(written, context)
    if not isinstance(written, dict):
        raise make_refusal("list", "one value stands where a list belongs", "write `[one, two]`")
    problems = [*_find_language_problems(written, context.languages)]
    lists: dict[str, TextList] = {}
    for language, inner in written.items():
        try:
            lists[language] = (
                _read_plain_texts(inner) if isinstance(inner, list) else _refuse_single_value(inner)
            )
        except Refusal as refused:
            problems += list_part_problems(refused, language)
    if not problems and len({len(entries.entries) for entries in lists.values()}) > 1:
        sizes = ", ".join(
            f"{language} has {len(entries.entries)}" for language, entries in lists.items()
        )
        problems.append(
            Problem(
                "uneven-lists",
                f"the lists differ in length: {sizes}",
                "give every language the same entries, in the same order",
            )
        )
    if problems:
        raise Refusal(*problems)
    return TextList(tuple(_join_languages(lists)))


def _format_text_example(languages: tuple[str, ...] | None) -> str:
    if languages is None or len(languages) == 1:
        return "one text"
    return f"one text per language: `{{{', '.join(f'{language}: …' for language in languages)}}}`"


def _read_words(written: object) -> str:
    if not isinstance(written, Scalar):
        raise make_refusal(
            "text", "a list or a group stands where a text belongs", "write one text here"
        )
    if written.refused:
        raise Refusal(AlreadyReported())
    text = written.text.strip()
    if written.value is None or not text:
        raise make_refusal(
            "text",
            "the text is empty",
            "write it, or leave the key out; a text that starts with `#` needs quotes",
        )
    if problem := _unseen(text):
        raise Refusal(problem)
    if len(text) > MAX_TEXT:
        raise make_refusal(
            "text",
            f"the text has {len(text)} characters; more than {MAX_TEXT} do not fit",
            "shorten it",
        )
    return text


def _unseen(text: str) -> Problem | None:
    """What nobody would see of this text, or would take for something else."""
    if character := misleading_character(text):
        message = f"this text has {name_character(character)} in it, which nobody sees or which hangs on nothing"
        return Problem(
            "control-character", message, "delete it; type the text anew if you cannot find it"
        )
    if shows_nothing(text):
        message = f"nothing of this text can be seen: it is {name_character(text[0])}"
        return Problem("control-character", message, "write words, or leave the key out")
    return None


def _read_text_list(written: list[object], context: Context) -> TextList:
    if not written:
        raise make_refusal("list", "the list is empty", "write `[one, two]`, or leave the key out")
    return TextList(tuple(read_entries(written, parse_text, context)))


def _read_plain_texts(written: list[object]) -> TextList:
    """The entries of one language's own list: plain texts."""
    nested = [index for index, entry in enumerate(written) if not isinstance(entry, Scalar)]
    if nested:
        raise Refusal(
            *(
                Problem(
                    "bad-text",
                    "a list or a group stands where a text belongs",
                    "write one text here",
                    (at,),
                )
                for at in nested
            )
        )
    return _read_text_list(written, Context())


def _refuse_single_value(written: object) -> TextList:
    if isinstance(written, Scalar) and written.refused:
        raise Refusal(AlreadyReported())
    raise make_refusal("list", "one value stands where a list belongs", "write `[one, two]`")


def _join_languages(lists: dict[str, TextList]) -> Iterator[Text]:
    for texts in zip(*(entries.entries for entries in lists.values()), strict=True):
        yield Text(
            tuple((language, text.machine) for language, text in zip(lists, texts, strict=True))
        )


def _find_language_problems(
    written: dict[str, object], languages: tuple[str, ...] | None
) -> Iterator[Problem]:
    if languages is None:
        return
    cut = _find_cut_texts(written, languages)
    missing = [language for language in languages if language not in written]
    for language in written:
        if language not in languages and cut.get(language) != "":
            missing = (
                missing if language in cut else missing[1:]
            )  # most likely that one under another name
            shown = ", ".join(f"`{known}`" for known in languages)
            help_ = (
                f"a text with a comma needs quotes: `{cut[language]}`"
                if language in cut
                else f"the languages are {shown}"
            )
            yield Problem(
                "unknown-language",
                f"`{language}` is not a language of this rulebook",
                help_,
                (language,),
                on_key=True,
            )
    for language in missing:
        yield Problem(
            "missing-language", f"the text for `{language}` is missing", f"add `{language}: …`"
        )


def _find_cut_texts(written: dict[str, object], languages: tuple[str, ...]) -> dict[str, str]:
    """`{es: one, two}`: what follows a comma is a key to YAML. For the first such key the whole text in quotes, for others nothing."""
    cut: dict[str, str] = {}
    text, first = "", ""
    for key, inner in written.items():
        if key in languages and isinstance(inner, Scalar):
            text, first = f"{key}: {inner.text}", ""
        elif text and isinstance(inner, Scalar) and inner.value is None:
            first, text = first or key, f"{text}, {key}"
            language, _, whole = text.partition(": ")
            cut |= {key: "", first: f'{language}: "{whole}"'}
    return cut

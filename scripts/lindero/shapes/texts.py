"""The author's words, in one language or in each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lindero.reading.characters import misleading_character, name_character, shows_nothing
from lindero.reading.tree import Scalar
from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE
from lindero.shapes.key_groups import list_part_problems
from lindero.shapes.refusals import AlreadyReported, Context, Problem, Refusal, make_refusal
from lindero.shapes.shape import Figure, Shape

# No page shows more of one key well; a whole file pasted into a value is a slip.
MAX_TEXT = 5000
_ONE_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}


class Text(Figure):
    """The author's words by language; a text that serves every language has the key ``""``."""

    by_language: tuple[tuple[str, str], ...]

    def in_language(self, language: str) -> str:
        """The text for a reader of that language."""
        texts = dict(self.by_language)
        return texts[language] if language in texts else texts[""]

    @property
    def written(self) -> str:
        """The first text."""
        return self.by_language[0][1]

    @property
    def for_authors(self) -> str:
        """The text in the language of findings where there is one, else the first."""
        return dict(self.by_language).get(TOOL_LANGUAGE, self.written)


def parse_text(written: object, context: Context = Context()) -> Text:
    """One text, or one per language: `{es: …, en: …}`."""
    if isinstance(written, Scalar):
        return Text((("", _read_words(written)),))
    if not isinstance(written, dict):
        help_ = f"write {_format_text_example(context.languages)}"
        raise make_refusal("text", "a list stands where a text belongs", help_)
    problems = [*find_language_problems(written, context.languages)]
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


def _format_text_example(languages: tuple[str, ...] | None) -> str:
    if languages is None or len(languages) == 1:
        return "one text"
    return f"one text per language: `{{{', '.join(f'{language}: …' for language in languages)}}}`"


def _read_words(written: object) -> str:
    if not isinstance(written, Scalar):
        message = "a list or a group stands where a text belongs"
        raise make_refusal("text", message, "write one text here")
    if written.refused:
        raise Refusal(AlreadyReported())
    text = written.text.strip()
    if written.value is None or not text:
        help_ = "write it, or leave the key out; a text that starts with `#` needs quotes"
        raise make_refusal("text", "the text is empty", help_)
    if problem := _find_unseen(text):
        raise Refusal(problem)
    if len(text) > MAX_TEXT:
        message = f"the text has {len(text)} characters; more than {MAX_TEXT} do not fit"
        raise make_refusal("text", message, "shorten it")
    return text


def _find_unseen(text: str) -> Problem | None:
    """What nobody would see of this text, or would take for something else."""
    if character := misleading_character(text):
        unseen = "which nobody sees or which hangs on nothing"
        message = f"this text has {name_character(character)} in it, {unseen}"
        help_ = "delete it; type the text anew if you cannot find it"
        return Problem("control-character", message, help_)
    if shows_nothing(text):
        message = f"nothing of this text can be seen: it is {name_character(text[0])}"
        return Problem("control-character", message, "write words, or leave the key out")
    return None


def find_language_problems(
    written: dict[str, object], languages: tuple[str, ...] | None
) -> Iterator[Problem]:
    """Languages that are no language here, and those that are missing."""
    if languages is None or written.keys() == {*languages}:
        return
    cut = _find_cut_texts(written, languages)
    missing = [language for language in languages if language not in written]
    for language in written:
        if language not in languages and cut.get(language) != "":
            help_ = f"the languages are {', '.join(f'`{known}`' for known in languages)}"
            if language in cut:
                help_ = f"a text with a comma needs quotes: `{cut[language]}`"
            else:
                # Most likely the first that is missing, under another name: told once.
                missing = missing[1:]
            message = f"`{language}` is not a language of this rulebook"
            yield Problem("unknown-language", message, help_, (language,), on_key=True)
    for language in missing:
        message = f"the text for `{language}` is missing"
        yield Problem("missing-language", message, f"add `{language}: …`")


def _find_cut_texts(written: dict[str, object], languages: tuple[str, ...]) -> dict[str, str]:
    """`{es: one, two}`: what follows a comma is a key to YAML.

    For the first such key the whole text in quotes, for others nothing.
    """
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


def make_language_schema(each: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """One per language, or the whole."""
    keys = {"properties": dict.fromkeys(LANGUAGES, each), "additionalProperties": False}
    return {"if": {"type": "object"}, "then": {"type": "object", **keys}, "else": whole}


SHAPE = Shape(
    "text",
    parse_text,
    "Words, one text or one per language.",
    ("{es: …, en: …}",),
    shared=make_language_schema(_ONE_TEXT, _ONE_TEXT),
    misses=("[one, two]", "{es: uno}"),
    unseen="Readers see the text in their language.",
)

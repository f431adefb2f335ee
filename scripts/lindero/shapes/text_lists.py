"""Several texts in order."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.reading.tree import Scalar
from lindero.resources.languages import LANGUAGES
from lindero.shapes.key_groups import list_part_problems, read_entries
from lindero.shapes.refusals import AlreadyReported, Context, Problem, Refusal, make_refusal
from lindero.shapes.shape import TEXT_SCHEMA, Figure, Shape, make_list_schema
from lindero.shapes.texts import Text, find_language_problems, make_language_schema, parse_text


class TextList(Figure):
    """Several texts in order."""

    entries: tuple[Text, ...]
    forms = ("any", "none")

    @property
    def machine(self) -> str:
        """How many there are."""
        return str(len(self.entries))

    @property
    def written(self) -> str:
        """The first language's texts."""
        return ", ".join(entry.written for entry in self.entries)


def parse_list(written: object, context: Context = Context()) -> TextList:
    """`[one, two]`, one list per language, or a list whose entries have one text per language."""
    if isinstance(written, list):
        return _read_text_list(written, context)
    if not isinstance(written, dict):
        raise make_refusal("list", "one value stands where a list belongs", "write `[one, two]`")
    problems = [*find_language_problems(written, context.languages)]
    lists: dict[str, TextList] = {}
    for language, inner in written.items():
        try:
            lists[language] = _read_plain_texts(inner)
        except Refusal as refused:
            problems += list_part_problems(refused, language)
    sizes = {language: len(texts.entries) for language, texts in lists.items()}
    if not problems and len(set(sizes.values())) > 1:
        said = ", ".join(f"{language} has {size}" for language, size in sizes.items())
        help_ = "give every language the same entries, in the same order"
        problems.append(Problem("uneven-lists", f"the lists differ in length: {said}", help_))
    if problems:
        raise Refusal(*problems)
    return TextList(tuple(_join_languages(lists)))


def _read_text_list(written: list[object], context: Context) -> TextList:
    if not written:
        raise make_refusal("list", "the list is empty", "write `[one, two]`, or leave the key out")
    return TextList(tuple(read_entries(written, parse_text, context)))


def _read_plain_texts(written: object) -> TextList:
    """The entries of one language's own list: plain texts."""
    if isinstance(written, Scalar) and written.refused:
        raise Refusal(AlreadyReported())
    if not isinstance(written, list):
        raise make_refusal("list", "one value stands where a list belongs", "write `[one, two]`")
    # A text in two languages inside the list of one language would say a third thing.
    nested = [at for at, entry in enumerate(written) if not isinstance(entry, Scalar)]
    if nested:
        message = "a list or a group stands where a text belongs"
        raise Refusal(
            *(Problem("bad-text", message, "write one text here", (at,)) for at in nested)
        )
    return _read_text_list(written, Context())


def _join_languages(lists: dict[str, TextList]) -> Iterator[Text]:
    for texts in zip(*(entries.entries for entries in lists.values()), strict=True):
        yield Text(tuple(zip(lists, (text.written for text in texts), strict=True)))


_TEXTS = make_list_schema(TEXT_SCHEMA)

SHAPE = Shape(
    "list",
    parse_list,
    "Several texts.",
    ("[one, two]",),
    shared=make_language_schema(_TEXTS, _TEXTS),
    entry_keys=frozenset(LANGUAGES),
    misses=("one", "{es: [uno, dos], en: [one]}"),
)

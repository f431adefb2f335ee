"""Examples as the catalogue writes them: one for all languages, or one for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Example = str | Mapping[str, str | Sequence[str]]
"""What follows a value's key in a rulebook, as text; or per language a text or a list of texts."""

_NEEDS_QUOTES = re.compile(r"[,\[\]{}]|: |^[-?:@`&*!|>%#]| #")


def join_example_languages(example: Example) -> str:
    """`{es: [un puesto, ventas], en: [a place, sales]}`, as an author writes all of them."""
    if isinstance(example, str):
        return example
    texts = (f"{language}: {_write_texts(said)}" for language, said in example.items())
    return f"{{{', '.join(texts)}}}"


def _write_texts(said: str | Sequence[str]) -> str:
    if isinstance(said, str):
        return quote_in_flow(said)
    return f"[{', '.join(map(quote_in_flow, said))}]"


def quote_in_flow(text: str) -> str:
    """A plain text where a comma would end it."""
    return f'"{text}"' if _NEEDS_QUOTES.search(text) else text

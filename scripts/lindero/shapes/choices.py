"""One of the catalogue's own list."""

from __future__ import annotations

from lindero.findings.finding import suggest_word
from lindero.resources.local_words import list_spellings
from lindero.shapes.refusals import Context, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, Shape

_ANSWERS = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


class Choice(Figure):
    """One of the catalogue's own list."""

    name: str

    @property
    def written(self) -> str:
        """The name in the list."""
        return self.name


def parse_choice(written: object, context: Context = Context()) -> Choice:
    """One name of the list in the catalogue."""
    first = next(iter(context.choices), "")
    text = read_scalar_text("choice", written, first)
    if text not in context.choices:
        # Where an answer is among the choices it may be written as any other answer.
        text = _ANSWERS.get(text.lower(), text) if _ANSWERS["true"] in context.choices else text
    if text not in context.choices:
        text = next((one for one in context.choices if text in list_spellings(one)), text)
    if text not in context.choices:
        raise make_refusal(
            "choice", f"`{text}` is not one of the choices", suggest_word(text, context.choices)
        )
    return Choice(text)


def _list_ways(context: Context) -> list[str]:
    """The names, and how some of them are written elsewhere: `license`."""
    return [*context.choices, *(way for one in context.choices for way in list_spellings(one))]


SHAPE = Shape(
    "choice",
    parse_choice,
    "One of a list.",
    schema=lambda context: {"enum": _list_ways(context)},
    unseen="The rules list what may be chosen with each value; readers see words for it.",
)

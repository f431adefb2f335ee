"""What the catalogue's files on two sides and on risks may say; each point in them is there."""

from __future__ import annotations

from lindero.catalogue.points import load_points
from lindero.records.parsers import CLIENTS
from lindero.shapes import Context
from lindero.shapes.key_groups import Parser
from lindero.shipped.reading import (
    WORDS,
    choose_word,
    group_of,
    list_of,
    names_to,
    one_or_list,
    read_words,
)


def _read_points(written: object, context: Context) -> dict[str, list[str]]:
    """Answers by point; the points are known once all of the catalogue can be read."""
    read = names_to(one_or_list(read_words), load_points().keys(), "point")
    answers: dict[str, list[str]] = read(written, context)
    return answers


def _read_excuses(written: object, context: Context) -> dict[str, dict[str, list[str]]]:
    """By point, the answers beside which nothing is borne by it."""
    read = names_to(_read_points, load_points().keys(), "point")
    excuses: dict[str, dict[str, list[str]]] = read(written, context)
    return excuses


def _read_point(written: object, context: Context) -> str:
    """The name of a point."""
    name: str = choose_word(load_points().keys(), "point")(written, context)
    return name


_SIDE = group_of(
    {"does": WORDS, "bears": _read_points}, {"unless": _read_excuses, "also": list_of(_read_point)}
)

TWO_SIDES_FILE = names_to(
    group_of(
        {
            "title": WORDS,
            "client": _SIDE,
            "freelancer": _SIDE,
            "alone": read_words,
            "mend": read_words,
        }
    )
)

RISK_FILE: Parser = group_of(
    {
        "groups": names_to(list_of(read_words)),
        "leads": names_to(
            group_of(
                {
                    "client": choose_word(CLIENTS, "kind of client"),
                    "countries": list_of(read_words),
                    "if": _read_points,
                    "says": WORDS,
                    "source": read_words,
                    "seen": read_words,
                    "again": read_words,
                },
                {"unless": _read_points},
            )
        ),
    }
)

"""What the files of spoken words and cues may say."""

from __future__ import annotations

from lindero.resources.languages import LANGUAGES
from lindero.shapes.key_groups import Parser
from lindero.shipped.reading import group_of, list_of, names_to, read_anything, read_words
from lindero.shipped.rules import list_rules
from lindero.spoken.first_look import ANSWERS
from lindero.spoken.known_addresses import PRICE_SUBJECTS

_PHRASES = list_of(read_words)

CUES = names_to(
    group_of(
        {},
        {
            **dict.fromkeys(("near", "within", "needs", "unless", "but"), _PHRASES),
            **dict.fromkeys(ANSWERS, names_to(_PHRASES)),
        },
    )
)

ASIDES = names_to(_PHRASES)

_CHARGES = list_of(
    group_of({"figures": _PHRASES, **dict.fromkeys(LANGUAGES, _PHRASES)}, {"denied": _PHRASES})
)
ADJUSTMENTS = group_of({"raises": _CHARGES, "lowers": _CHARGES})

SERVICE_KINDS = list_of(
    group_of(
        {
            "figures": names_to(read_words),
            "covers": read_words,
            **dict.fromkeys(LANGUAGES, _PHRASES),
        }
    )
)

PLACEHOLDERS = group_of(dict.fromkeys(("always", "samples", "left-over"), names_to(_PHRASES)))

SPOKEN_WORDS = names_to(read_anything)

SUBJECTS = group_of(dict.fromkeys((*list_rules(), *PRICE_SUBJECTS), read_words))
"""How every rule of the catalogue is spoken of: one without words would never be asked about.

So are taxes, retainers and packages."""

SPOKEN_FILES: dict[str, Parser] = {
    "words.*.yml": SPOKEN_WORDS,
    "asides.*.yml": ASIDES,
    "unspoken.yml": ASIDES,
    "adjustments.yml": ADJUSTMENTS,
    "bundles.yml": group_of(dict.fromkeys(LANGUAGES, _PHRASES)),
    "service_kinds.yml": SERVICE_KINDS,
    "placeholders.yml": PLACEHOLDERS,
    "subjects.*.yml": SUBJECTS,
    "cues/*.yml": CUES,
}
"""By name, what each file of the room holds."""

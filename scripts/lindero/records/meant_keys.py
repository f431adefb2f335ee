"""Which key was probably meant: the near one, or one that another language has a word for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from lindero.findings.finding import suggest_word
from lindero.resources.data import read_shipped_yaml


def suggest_key(
    word: str, known: Iterable[str], titles: Mapping[str, Iterable[str]] | None = None
) -> str | None:
    """Help for a key that does not fit; `titles` are further words for some of the known ones."""
    names = list(known)
    meant = find_meant_key(word, names, titles)
    return f"did you mean `{meant}`?" if meant else suggest_word(word, names)


def find_meant_key(
    word: str, known: Iterable[str], titles: Mapping[str, Iterable[str]] | None = None
) -> str | None:
    """The known key that a word stands for, if it is one in another form or language."""
    names = list(known)
    spelt = {name.lower(): name for name in names}
    said = {
        **_list_own_words(names),
        **{title.lower(): name for name, all_ in (titles or {}).items() for title in all_},
    }
    typed = word.strip().lower()
    exact = (
        said.get(typed) or spelt.get(typed.replace("_", " ").replace("-", " ")) or spelt.get(typed)
    )
    if exact:
        return exact
    if near := get_close_matches(typed, spelt, n=1, cutoff=0.6):
        return spelt[near[0]]
    # Single words of a longer title, too: `plazo` for `Plazo de pago`; short ones mean nothing.
    words = {part: name for title, name in said.items() for part in title.split() if len(part) > 3}
    close = get_close_matches(typed, [*said, *words], n=1, cutoff=0.8)
    return {**words, **said}[close[0]] if close else None


def _list_own_words(names: Iterable[str]) -> dict[str, str]:
    """People's own words for the keys that fit here; the first key that has a word wins."""
    said: dict[str, str] = {}
    for key, words in read_shipped_yaml("wording/keys.yml").items():
        if key in names:
            said |= {word: key for word in words if word not in said}
    return said

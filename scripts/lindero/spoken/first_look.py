"""Whether a text can have a figure or an answer in it at all: most have none, and cost nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import permutations
from typing import Any

from lindero.resources.compiled import make_digest, recall_form
from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.shapes.units import PERIOD_UNITS
from lindero.spoken.phrase_index import PhraseIndex, make_index

_SIGNS = frozenset("%€$£")
FIGURE = "_"
"""What stands in phrases for the figure that they speak of."""
_RULE_LINK = "](rule:"
_SHORTEST = 3  # letters of a word that is never several
_MANY_TEXTS = 1000
_BEFORE = 2  # words between an article and its unit

# As text: compiled with the first text that is looked at.
_WORDS = r"\d+(?:[.,]\d+)*|[^\W_]+"
_WORDS_BEFORE_NOT = rf"[^\W\d_]+?(?=n['’]t\b)|{_WORDS}"  # slower, and rarely wanted
_ENDS = r"(?<=[.!?…])(?<![ap]\.m\.)(?<![AP]\.M\.)\s+(?=[A-ZÁÉÍÓÚÑ¿¡])|\n\s*(?:[-*+]\s|\n)"
_QUOTES = frozenset('"“”«»')
_NAMED = r"\{\{[^{}]*\}\}|\([^()\s]*\)"


_LIST_NAME = re.compile(r"<(\w+)>")


def name_quick_form(kind: str, language: str) -> str:
    """What the quick form of a language's data is called; other data has another name."""
    return f"{make_digest(kind.encode(), *_read_spoken_files(language))}.json"


@cache
def _read_spoken_files(language: str) -> Sequence[bytes]:
    return [(PACKAGE / name).read_bytes() for name in list_spoken_files(language)]


def list_spoken_files(language: str) -> list[str]:
    """The words and asides of a language, then its cues, one file for each topic."""
    cues = sorted((PACKAGE / "spoken/cues").glob(f"*.{language}.yml"))
    words = [f"spoken/{name}.{language}.yml" for name in ("words", "asides")]
    return [*words, *(f"spoken/cues/{file.name}" for file in cues)]


def read_cue_files(language: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each address that a language has cues of, and them by their roles."""
    lists = read_shipped_yaml(f"spoken/words.{language}.yml")["lists"]
    for name in list_spoken_files(language)[2:]:
        for address, roles in read_shipped_yaml(name).items():
            yield address, _fill_lists(roles, lists)


def _fill_lists(phrases: Any, lists: Mapping[str, str]) -> Any:
    """Phrases with the words of a list in place of its name."""
    match phrases:
        case str():
            return _LIST_NAME.sub(lambda named: lists[named[1]], phrases)
        case list():
            return [way for one in phrases for way in _order_parts(_fill_lists(one, lists))]
    return {key: _fill_lists(inner, lists) for key, inner in phrases.items()}


def _order_parts(phrase: str) -> list[str]:
    """A phrase in every order of its parts: `a & b` is said `a … b` and `b … a`."""
    return [" … ".join(parts) for parts in permutations(phrase.split(" & "))]


@cache
def load_first_words(language: str) -> Mapping[str, Any]:
    """By which words a language says figures, and the long words of everything that it answers."""
    quick = recall_form(name_quick_form("first-look", language))
    made: dict[str, Any] = json.loads(quick or make_first_form(language))
    sets = ("numbers", "ones", "units", "measures")
    return made | {name: frozenset(made[name]) for name in sets}


@cache
def is_spoken(language: str) -> bool:
    """Whether there is data by which figures are read in a language."""
    return (PACKAGE / f"spoken/words.{language}.yml").is_file()


def may_say_something(text: str, language: str) -> bool:
    """Whether there may be a figure or an answer in some sentence of a text."""
    parts = map(_list_signs_and_words, _part_sentences(text))
    return is_spoken(language) and any(may_words_say(part, language) for part in parts)


def may_say_number(text: str, language: str) -> bool:
    """Whether a number or a part stands in a text, in digits or in words."""
    if any(map(str.isdigit, text)):
        return True
    first, known = load_first_words(language), frozenset(_list_words(text))
    return not known.isdisjoint(first["numbers"]) or not known.isdisjoint(first["alone"])


def may_say_answer(text: str, language: str) -> bool:
    """Whether something may be answered without a figure in some sentence of a text."""
    return is_spoken(language) and _may_say_answer(frozenset(_list_words(text)), language)


def _part_sentences(text: str) -> list[str]:
    """The text where it surely begins anew; quotations are blanked later, so nobody knows there."""
    return [text] if _QUOTES.intersection(text) else re.split(_ENDS, text)


def _list_signs_and_words(text: str) -> list[str]:
    return [*(sign for sign in _SIGNS if sign in text), *_list_words(text)]


def list_cue_keys(language: str, is_known: Callable[[str], bool]) -> frozenset[str]:
    """Under what the cues are found of the addresses that a rulebook knows."""
    cues: Mapping[str, str] = load_first_words(language)["cues"]
    return frozenset(" ".join(keys for one, keys in cues.items() if is_known(one)).split())


@lru_cache(_MANY_TEXTS)  # services and rules say many a thing alike
def may_speak_of_rule(text: str, written: str, language: str, tells: Callable[[str], bool]) -> bool:
    """Whether a figure or an answer may speak of a rule or of a service.

    `tells` knows the words that speak of one. A sum or a share is measured by the place of its text
    alone; one that is named in the text as it is `written` says where it comes from.
    """
    if not is_spoken(language):
        return False
    # No word goes over the end of a sentence, so only what speaks of a rule is parted into them.
    known = frozenset(_list_signs_and_words(text))
    answers = _may_say_answer(known, language)
    speaks = answers or any(map(tells, known))
    if not speaks and _has_measure(known, language):
        speaks = _has_measure(frozenset(_list_signs_and_words(written)), language)
    if not speaks and _RULE_LINK not in text:
        return False
    parts = [part for part in _part_sentences(text) if speaks or _RULE_LINK in part]
    may_say = may_words_say if answers else _may_say_figure  # no part answers what the whole leaves
    return any(may_say(_list_signs_and_words(part), language) for part in parts)


def _has_measure(words: frozenset[str], language: str) -> bool:
    """Whether words say a sum or a share."""
    measures: frozenset[str] = load_first_words(language)["measures"]
    return not (words.isdisjoint(_SIGNS) and words.isdisjoint(measures))


def read_plurals(words: Mapping[str, Any]) -> dict[str, str]:
    """By how several of a thing end, how one of them does."""
    return {several: single.strip("-") for several, single in words["plurals"].items()}


def fold_plural(word: str, plurals: Mapping[str, str]) -> str:
    """`murales` as `mural`, `bodas` as `boda`; the endings are those of the language."""
    if len(word) > _SHORTEST:
        for several, single in plurals.items():
            if word.endswith(several):
                return word.removesuffix(several) + single
    return word


def list_forms(word: str, language: str) -> list[str]:
    """A word, as one and as several."""
    plurals: Mapping[str, str] = load_first_words(language)["plurals"]
    made = [
        word.removesuffix(single) + several
        for several, single in plurals.items()
        if word.endswith(single)
    ]
    return [word, fold_plural(word, plurals), *made]


def may_words_say(words: Sequence[str], language: str) -> bool:
    """Whether some figure or answer can be said in these words."""
    return _may_say_figure(words, language) or _may_say_answer(frozenset(words), language)


def _may_say_figure(words: Sequence[str], language: str) -> bool:
    """A sign, a number with a unit or a second one, an article before a unit, or a word alone."""
    first, known = load_first_words(language), frozenset(words)
    if not known.isdisjoint(_SIGNS):
        return True
    alone = (phrase for word in known & first["alone"].keys() for phrase in first["alone"][word])
    if any(known.issuperset(phrase) for phrase in alone):
        return True
    numbers = sum(word[0].isdigit() or word in first["numbers"] for word in words)
    if numbers > 1 or (numbers and not known.isdisjoint(first["units"])):
        return True
    return not known.isdisjoint(first["units"]) and any(
        word in first["units"] and not first["ones"].isdisjoint(words[max(at - _BEFORE, 0) : at])
        for at, word in enumerate(words)
    )


def _may_say_answer(known: frozenset[str], language: str) -> bool:
    """Whether all long words of some phrase stand in the text."""
    return any(True for _ in _load_answers(language).find_phrases(known))


@cache
def _load_answers(language: str) -> PhraseIndex:
    return PhraseIndex(load_first_words(language)["answers"])


def make_first_form(language: str) -> str:
    """The same from the data itself, as it is kept."""
    words = read_shipped_yaml(f"spoken/words.{language}.yml")
    units = {_list_words(unit)[-1] for name in _PERIODS for unit in words["units"][name]}
    times = [_list_words(phrase) for phrase in words["times"]]
    pairs = {time[0] for time in times if len(time) == 2 and time[1] in units}
    ones = {*words["ones"], *words["single"], *pairs}
    said = [*words["shares"], *words["multiples"], *words["always"], *words["clocks"]]
    said += [day for days in words["weekdays"] for day in days]
    alone: dict[str, list[Any]] = {}
    whole = [time for time in times if not _leads_with_one(time, ones, units)]
    for phrase_words in [*map(_list_words, said), *whole]:
        alone.setdefault(max(phrase_words, key=len), []).append(phrase_words)
    measures = [*words["percents"], *words["currencies"], *words["shares"]]
    measured = {max(_list_words(one), key=len) for one in measures if _list_words(one)}
    measured |= {code.lower() for codes in words["currencies"].values() for code in codes.split()}
    made = {
        "alone": alone,
        "numbers": sorted({*words["numbers"], *words["powers"]} - {*words["single"]}),
        "ones": sorted(ones),
        "units": sorted(units | measured | {*words["counted"]}),
        "measures": sorted(measured),
        "answers": make_index(_list_answer_phrases(language)),
        "plurals": read_plurals(words),
        "cues": _list_keys_by_address(language),
    }
    return json.dumps(made, ensure_ascii=False)


def _list_keys_by_address(language: str) -> dict[str, str]:
    """By address, under what its cues are looked up."""
    from lindero.spoken.phrases import list_anchors  # noqa: PLC0415 - only with the data itself

    found: dict[str, set[str]] = {}
    for address, roles in read_cue_files(language):
        phrases = [phrase for role in ("near", "within") for phrase in roles.get(role, ())]
        keys = {key for phrase in phrases for key in list_anchors(phrase)}
        found[address] = found.get(address, set()) | keys
    return {address: " ".join(sorted(keys)) for address, keys in found.items()}


_PERIODS = (*PERIOD_UNITS, "half hour")


def _leads_with_one(words: Sequence[str], ones: set[str], units: set[str]) -> bool:
    """Whether a length of time is known by an article before its unit anyhow: `a dozen days`."""
    ahead = [at for at, word in enumerate(words) if word in ones]
    return bool(ahead) and not units.isdisjoint(words[ahead[0] + 1 : ahead[0] + 1 + _BEFORE])


def _list_words(text: str) -> list[str]:
    small = text.lower()
    if "(" in small or "{{" in small:
        small = re.sub(_NAMED, " ", small)
    says_not = "n't" in small or "n’t" in small
    return re.findall(_WORDS_BEFORE_NOT if says_not else _WORDS, small)


def _list_answer_phrases(language: str) -> list[str]:
    return [
        phrase
        for _, roles in read_cue_files(language)
        for phrases in roles.get("says", {}).values()
        for phrase in phrases
        if FIGURE not in phrase.split()
    ]

"""Whether a text can have a figure or an answer in it at all: most have none, and cost nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, partial
from itertools import chain, permutations, product
from typing import Any

from lindero.resources.blocks import Blocks, pack_blocks
from lindero.resources.compiled import make_digest, view_form
from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.shapes.units import PERIOD_UNITS
from lindero.spoken.phrase_index import (
    KeptIndex,
    PhraseIndex,
    list_keys,
    make_index,
)

_SIGNS = frozenset("%€$£")
ANSWERS = ("says", "vows")
"""The roles of phrases that answer: everyday vows are set aside by words of their own as well."""

FIGURE = "_"
"""What stands in phrases for the figure that they speak of."""
_RULE_LINK = "](rule:"
_SHORTEST = 3  # letters of a word that is never several
_MANY_TEXTS = 1000
_MANY_WORDS = 10_000
_BEFORE = 2  # words between an article and its unit

# As text: compiled with the first text that is looked at.
_WORDS = r"\d+(?:[.,]\d+)*|[^\W_]+|[%€$£]"
_WORDS_BEFORE_NOT = rf"[^\W\d_]+?(?=n['’]t\b)|{_WORDS}"  # slower, and rarely wanted
_ENDS = r"(?<=[.!?…])(?<![ap]\.m\.)(?<![AP]\.M\.)\s+(?=[A-ZÁÉÍÓÚÑ¿¡])|\n\s*(?:[-*+]\s|\n)"
_QUOTES = frozenset('"“”«»')
_NAMED = r"\{\{[^{}]*\}\}|\([^()\s]*\)"


_LIST_NAME = re.compile(r"<(\w+)>")


def name_quick_form(kind: str, language: str, *more: bytes) -> str:
    """What the quick form of a language's data is called; other data has another name."""
    own = [make_digest(*more)] if more else []
    return f"{'_'.join([kind, _digest_spoken_files(language), *own])}.blocks"


@cache
def _digest_spoken_files(language: str) -> str:
    return make_digest(*((PACKAGE / name).read_bytes() for name in list_spoken_files(language)))


def list_spoken_files(language: str) -> list[str]:
    """The words and asides of a language, then its cues, one file for each topic."""
    cues = sorted((PACKAGE / "spoken/cues").glob(f"*.{language}.yml"))
    words = [f"spoken/{name}.{language}.yml" for name in ("words", "asides")]
    return [*words, *(f"spoken/cues/{file.name}" for file in cues)]


def read_cue_files(language: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each address that a language has cues of, and them by their roles."""
    classes = list_classes(read_shipped_yaml(f"spoken/words.{language}.yml"))
    found: dict[str, dict[str, Any]] = {}
    for name in list_spoken_files(language)[2:]:
        for address, roles in read_shipped_yaml(name).items():
            found.setdefault(address, {}).update(fill_classes(roles, classes))
    yield from found.items()


def read_asides(language: str) -> Mapping[str, Any]:
    """What sets a figure aside in a language, by its roles."""
    classes = list_classes(read_shipped_yaml(f"spoken/words.{language}.yml"))
    asides: Mapping[str, Any] = fill_classes(
        read_shipped_yaml(f"spoken/asides.{language}.yml"), classes
    )
    return asides


def list_classes(words: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """The ways to say what each name in a phrase stands for."""
    sayings: dict[str, Sequence[str]] = words["sayings"]
    return {**{name: [ways] for name, ways in words["lists"].items()}, **sayings}


def fill_classes(phrases: Any, classes: Mapping[str, Sequence[str]]) -> Any:
    """Phrases with the words of a list, or with each saying of a class, in place of its name."""
    match phrases:
        case str():
            return _say_each(phrases, classes)
        case list():
            filled = (way for one in phrases for way in fill_classes(one, classes))
            return [way for one in filled for way in _order_parts(one)]
    return {key: fill_classes(inner, classes) for key, inner in phrases.items()}


def _say_each(phrase: str, classes: Mapping[str, Sequence[str]]) -> list[str]:
    """A phrase once for each way in which the classes in it can be said."""
    parts = _LIST_NAME.split(phrase)  # every second one is a name
    ways = [
        [part] if at % 2 == 0 else [way for one in classes[part] for way in _say_each(one, classes)]
        for at, part in enumerate(parts)
    ]
    return ["".join(said) for said in product(*ways)]


def _order_parts(phrase: str) -> list[str]:
    """A phrase in every order of its parts: `a & b` is said `a … b` and `b … a`."""
    return [" … ".join(parts) for parts in permutations(phrase.split(" & "))]


@cache
def load_first_words(language: str) -> Mapping[str, Any]:
    """By which words a language says figures, and the long words of everything that it answers."""
    blocks = Blocks(view_form(name_quick_form("first-look", language)) or make_first_form(language))
    made: dict[str, Any] = json.loads(blocks.read_text("words"))
    sets = ("numbers", "ones", "units", "measures")
    made |= {name: frozenset(made[name]) for name in sets}
    return made | {"answers": KeptIndex(blocks)}


@cache
def is_spoken(language: str) -> bool:
    """Whether there is data by which figures are read in a language."""
    return (PACKAGE / f"spoken/words.{language}.yml").is_file()


@lru_cache(_MANY_TEXTS)
def may_differ_in_numbers(texts: Sequence[tuple[str, str]]) -> bool:
    """Whether a text, given by its languages, may say one number in one and another in the next.

    Where the same digits stand in all of them, only words can make it another: a unit, a half.
    """
    words = [(language, _list_words(text)) for language, text in texts]
    digits = [[word for word in said if word[0].isdigit()] for _, said in words]
    spelled = [_has_words(("numbers", "alone"), *one) for one in words]
    if not all(any(both) for both in zip(digits, spelled, strict=True)):
        return False
    measured = any(_has_words(("units",), *one) for one in words)
    return measured or any(spelled) or any(said != digits[0] for said in digits)


def _part_sentences(text: str) -> list[str]:
    """The text where it surely begins anew; quotations are blanked later, so nobody knows there."""
    return [text] if _QUOTES.intersection(text) else re.split(_ENDS, text)


class FirstLook:
    """Whether texts in one language may speak of what is known, and of nothing else.

    `names` are words that speak of it besides the cues of its addresses.
    """

    def __init__(
        self,
        language: str,
        is_known: Callable[[str], bool] = lambda _: True,
        names: Collection[str] = frozenset(),
    ) -> None:
        self._language, self._names, self._is_known = language, names, is_known
        first = load_first_words(language)
        self._answers = PhraseIndex(first["answers"], is_known)
        # Texts share most of their words, and services and rules say many a thing alike.
        self._tells = cache(self._speaks_of_known)
        self.may_speak_of_rule = lru_cache(_MANY_TEXTS)(self._may_speak_of_rule)
        self.may_answer = lru_cache(_MANY_TEXTS)(self._may_answer)

    def _may_speak_of_rule(self, text: str, written: str) -> bool:
        """Whether a figure or an answer may speak of a rule or of a service.

        A sum or a share is measured by the place of its text alone; one that is named in the text
        as it is `written` says where it comes from.
        """
        # No word goes over the end of a sentence, so only what speaks of a rule is parted.
        speaks = self._may_speak(text, written)
        parts = _part_sentences(text) if speaks or _RULE_LINK in text else ()
        figures = partial(_may_say_figure, language=self._language)
        told = (_list_words(part) for part in parts if speaks or _RULE_LINK in part)
        return any(map(figures, told)) or self.may_answer(text)

    def _may_speak(self, text: str, written: str) -> bool:
        """Whether a word speaks of what is known, or a measure stands there that no name has."""
        words, language = _list_words(text), self._language
        is_measured = _has_words(("measures",), language, words)
        return any(map(self._tells, words)) or (
            is_measured and _has_words(("measures",), language, _list_words(written))
        )

    def _may_answer(self, text: str) -> bool:
        """Whether something known may be answered without a figure in some sentence."""
        if not self.says_answer(_list_words(text)):
            return False
        return any(map(self.says_answer, map(_list_words, _part_sentences(text))))

    def may_words_say(self, words: Sequence[str]) -> bool:
        """Whether some figure can be said in these words of a sentence, or something answered."""
        return _may_say_figure(words, self._language) or self.says_answer(words)

    def says_answer(self, words: Sequence[str]) -> bool:
        """Whether all long words of a phrase stand there that answers something known."""
        return any(True for _ in self._answers.find_phrases(words))

    @cached_property
    def _keys(self) -> frozenset[str]:
        """Under what the cues of everything known are found."""
        cues: Mapping[str, str] = load_first_words(self._language)["cues"]
        known = (keys for address, keys in cues.items() if self._is_known(address))
        return frozenset(" ".join(known).split())

    def _speaks_of_known(self, word: str) -> bool:
        return word in self._names or not self._keys.isdisjoint(list_keys(word))


def _has_words(kinds: Iterable[str], language: str, words: Sequence[str]) -> bool:
    """Whether some of the words are of these kinds in a language, or signs of a measure."""
    first, known = load_first_words(language), frozenset(words)
    return any(not known.isdisjoint(said) for said in (_SIGNS, *(first[kind] for kind in kinds)))


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


def make_first_form(language: str) -> bytes:
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
        "plurals": read_plurals(words),
        "cues": _list_keys_by_address(language),
    }
    index = make_index([*_list_answer_phrases(language)])
    return pack_blocks({"words": json.dumps(made, ensure_ascii=False).encode(), **index})


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


@lru_cache(_MANY_WORDS)  # each text is looked at for numbers, for figures and for answers
def _list_words(text: str) -> Sequence[str]:
    small = text.lower()
    if "(" in small or "{{" in small:
        small = re.sub(_NAMED, " ", small)
    says_not = "n't" in small or "n’t" in small
    return re.findall(_WORDS_BEFORE_NOT if says_not else _WORDS, small)


def _list_answer_phrases(language: str) -> Iterator[tuple[str, str]]:
    """Each address with a phrase that answers it and names no figure."""
    for address, roles in read_cue_files(language):
        answers = chain.from_iterable(roles.get(role, {}).values() for role in ANSWERS)
        for phrase in chain.from_iterable(answers):
            if FIGURE not in phrase.split():
                yield address, phrase

"""Of which rules a sentence speaks, whatever it says of them: words in, rules out.

Far more is found than any comparison can read; what is found here is left to the author's eye.
A word speaks for every rule whose cues or subject words have it, and the more, the fewer they are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from math import log
from typing import TypedDict

from lindero.resources.compiled import recall_form
from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.spoken.cues import list_all_cues
from lindero.spoken.first_look import FIGURE, name_quick_form
from lindero.spoken.phrases import GAP, parse_phrase
from lindero.spoken.pieces import Piece
from lindero.spoken.stems import cut_word, list_stems

_MOST = 3
"""Rules beside a sentence: more would not be read."""

_LEAST_WEIGHT, _CHANCE = 75, 8
"""What speaks for a rule less than this is chance, of which each word more gives more."""

_SHARE = 0.5
"""Of the weight of the likeliest rule: one with less is not meant beside it."""

_AT_HOME, _IN_TOPIC = 1.5, 1.15
"""What the words of a text weigh for the rule in which it stands, and for those beside that."""

_NAMED = 5.0  # times that a subject word counts
_OFTEN = 3  # times that make a word one of the rule's
_SELDOM = 0.5  # rules that have a word, at the least
_LONG = 20  # words of a rule that has few
_SCALE = 100


class SubjectForm(TypedDict):
    """For each stem the rules for which it speaks, as numbers of `subjects`, and its weights."""

    subjects: list[str]
    stems: dict[str, str]
    endings: list[str]
    idle: list[str]


class SubjectIndex:
    """The words by which some rules are spoken of in one language; none in a language without."""

    def __init__(self, language: str, is_known: Callable[[str], bool] = lambda _: True) -> None:
        self._form = load_subjects(language)
        self._is_known = is_known
        self._endings, self._idle = frozenset(self._form["endings"]), {*self._form["idle"]}
        # Texts share most of their words.
        self._look_up = cache(self._look_up_stem)

    def list_spoken_rules(self, pieces: Sequence[Piece], home: str = "") -> list[str]:
        """The rules of which a sentence in the text of `home` speaks, the likeliest first."""
        stems = list_stems([piece.word for piece in pieces], self._endings, self._idle)
        weights = Counter[str]()
        for stem in stems:
            for subject, weight in self._look_up(stem):
                weights[subject] += weight
        ranked = _weigh_home(weights, home).most_common()
        # A sentence may speak of a rule that is missing here, and of nothing else then.
        most = ranked[0][1] if ranked else 0
        least = max(_LEAST_WEIGHT + _CHANCE * len(stems), _SHARE * most)
        known = (one for one, weight in ranked if weight >= least and self._is_known(one))
        return [*islice(known, _MOST)]

    def _look_up_stem(self, stem: str) -> Sequence[tuple[str, int]]:
        """The rules for which a stem speaks, and how much."""
        said = self._form["stems"].get(stem, "").split()
        subjects = self._form["subjects"]
        return [(subjects[int(at)], int(x)) for at, x in zip(said[::2], said[1::2], strict=True)]


def _weigh_home(weights: Counter[str], home: str) -> Counter[str]:
    """The same, where a text stands in a rule: it most likely speaks of that, or of its topic."""
    topic = f"{home.partition('.')[0]}."
    if not home or home.startswith("services."):
        return weights
    for subject in weights:
        if subject.startswith(topic):
            weights[subject] = int(weights[subject] * (_AT_HOME if subject == home else _IN_TOPIC))
    return weights


def name_subject_form(language: str) -> str:
    """What the quick form of a language's subjects is called; other data has another name."""
    return name_quick_form("subjects", language, (PACKAGE / _name_file(language)).read_bytes())


@cache
def load_subjects(language: str) -> SubjectForm:
    """The subjects of a language, from their quick form where there is one."""
    if not (PACKAGE / _name_file(language)).is_file():
        return {"subjects": [], "stems": {}, "endings": [], "idle": []}
    quick = recall_form(name_subject_form(language))
    made: SubjectForm = json.loads(quick or make_subject_form(language))
    return made


def make_subject_form(language: str) -> str:
    """The same from the data itself, as it is kept."""
    stemming: Mapping[str, str] = read_shipped_yaml(f"spoken/words.{language}.yml")["stemming"]
    endings, idle = {*stemming["endings"].split()}, {*stemming["idle"].split()}
    counts = _count_stems(language, endings, idle)
    spread: dict[str, float] = {}
    for stem, count in chain.from_iterable(said.items() for said in counts.values()):
        spread[stem] = spread.get(stem, 0) + min(1, count / _OFTEN)
    stems: dict[str, list[str]] = {}
    for at, said in enumerate(counts.values()):
        length = log(_LONG + sum(said.values()))
        for stem, count in said.items():
            rarity = log((len(counts) + 1) / max(spread[stem], _SELDOM))
            if weight := round(_SCALE * rarity * log(1 + count) / length):
                stems.setdefault(stem, []).append(f"{at} {weight}")
    form: SubjectForm = {
        "subjects": [*counts],
        "stems": {stem: " ".join(said) for stem, said in sorted(stems.items())},
        "endings": sorted(endings),
        "idle": sorted(idle),
    }
    return json.dumps(form, ensure_ascii=False)


def _count_stems(language: str, endings: set[str], idle: set[str]) -> dict[str, dict[str, float]]:
    """How often each rule's cues have a stem; a subject word counts like several."""
    subjects: Mapping[str, str] = read_shipped_yaml(_name_file(language))
    counts: dict[str, dict[str, float]] = {}
    for subject, words in subjects.items():
        counts[subject] = dict.fromkeys(list_stems(words.split(), endings, idle), _NAMED)
    for cue in list_all_cues(language):
        subject = next((one for one in _list_heads(cue.address) if one in counts), "")
        if subject and cue.role not in {"unless", "but"}:
            for stem, part in _list_phrase_stems(cue.phrase, endings, idle):
                counts[subject][stem] = counts[subject].get(stem, 0) + part
    return counts


def _list_heads(address: str) -> Iterator[str]:
    """A rule, or what services say: the beginnings of an address, the longest first."""
    steps = address.split(".")
    return (".".join(steps[:length]) for length in range(len(steps), 1, -1))


def _list_phrase_stems(
    phrase: str, endings: set[str], idle: set[str]
) -> Iterator[tuple[str, float]]:
    """Each stem of a phrase, and how much of it that is: one of four ways is a half."""
    for step in parse_phrase(phrase):
        words = step.words - {FIGURE, GAP}
        ways = [
            *list_stems(sorted(words), endings, idle),
            *(cut_word(one, ()) for one in step.stems),
        ]
        yield from ((stem, len(ways) ** -0.5) for stem in ways if len(stem) > 1)


def _name_file(language: str) -> str:
    return f"spoken/subjects.{language}.yml"

"""Two answers of a rulebook: which contradict each other is told, and no sound neighbour is."""

from __future__ import annotations

from support.case_data import read_cases
from support.folders import CASES

PAIRS = {
    name: pair
    for file in sorted(CASES.glob("value_pairs.*.yml"))
    for name, pair in read_cases(file).items()
}
MEANT = {"one-sided", "law-risk"}


def test_of_two_answers_only_those_that_contradict_each_other_are_told(book):
    """All in one go: a rulebook of two rules is read in milliseconds."""
    found = {
        (name, kind): [one for one in book(rules=rules).findings if one.code not in MEANT]
        for name, pair in PAIRS.items()
        for kind, rules in pair.items()
    }
    assert [key for key, told in found.items() if bool(told) is not (key[1] == "told")] == []

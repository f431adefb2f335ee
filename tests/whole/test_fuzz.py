"""A short, seeded run of the fuzz; `make fuzz` runs it at length."""

from __future__ import annotations

import pytest

from fuzz_rulebooks import KINDS, SYNTAX, Fuzzer, Tally, report, samples


@pytest.fixture(scope="module")
def tally(tmp_path_factory) -> Tally:
    folder = tmp_path_factory.mktemp("fuzz")
    return Fuzzer(samples(folder, ("photography",)), folder / "work", seed=7).run(500)


def test_no_change_ends_in_a_traceback_or_takes_long(tally):
    assert (tally.failures, tally.slow) == ([], [])


def test_every_finding_is_one_that_can_be_explained(tally):
    assert tally.codes
    assert tally.unknown_codes == set()


def test_the_first_finding_is_on_the_line_that_was_changed(tally):
    assert sum(tally.refused.values()) > 300
    assert tally.accuracy(set(KINDS) - SYNTAX) >= 0.97, "\n\n".join([*tally.misses, report(tally)])


def test_beside_an_unreadable_file_nothing_is_missed(tally):
    assert tally.unreadable >= 50
    assert tally.with_false == 0, "\n\n".join(tally.false)

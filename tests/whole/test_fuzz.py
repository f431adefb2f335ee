"""A short, seeded run of the fuzz; `make fuzz` runs it at length."""

from __future__ import annotations

import pytest

from fuzz_rulebooks import KINDS, SYNTAX, Fuzzer, report, samples


# One test for each seed, so that two processes share the work and none does it twice.
@pytest.mark.parametrize("seed", [7, 8])
def test_whatever_is_changed_in_a_sound_rulebook_is_told_where_it_is(seed, tmp_path):
    tally = Fuzzer(samples(tmp_path, ("photography",)), tmp_path / "work", seed=seed).run(90)
    told = "\n\n".join([*tally.misses, *tally.false, report(tally)])
    assert (tally.failures, tally.slow) == ([], [])
    assert tally.codes
    assert tally.unknown_codes == set(), told
    assert sum(tally.refused.values()) > 54
    assert tally.accuracy(set(KINDS) - SYNTAX) >= 0.97, told
    assert tally.unreadable >= 9
    assert tally.with_false == 0, told

"""What is counted is counted a second time, otherwise: a seeded sample of all terms."""

from __future__ import annotations

import pytest

from second.two_counts import find_disagreements

RULEBOOKS, QUESTIONS = 25, 40


@pytest.mark.parametrize("first", range(0, RULEBOOKS, 5))
def test_a_thousand_random_terms_end_when_a_second_count_ends(first, tmp_path):
    for seed in range(first, first + 5):
        assert not list(find_disagreements(seed, tmp_path, QUESTIONS)), seed

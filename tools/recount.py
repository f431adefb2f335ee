"""Counts random terms a second time, otherwise, and tells where the two counts differ."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from second.two_counts import PER_RULEBOOK, find_disagreements

SHOWN = 5


def main() -> None:
    """Count as many terms as asked for; fails where any ends differently."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    asked = parser.parse_args()
    found: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        for seed in range(asked.first, asked.first + asked.terms // PER_RULEBOOK):
            found += find_disagreements(seed, Path(home))
    print("\n".join([*found[:SHOWN], f"{asked.terms} terms, {len(found)} counted differently"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

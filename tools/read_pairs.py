"""Shows the pairs of statements of a rule that a reader may meet together, and keeps who has read.

    python tools/read_pairs.py payment.deposit    # the pairs, to be read
    python tools/read_pairs.py --keep             # note that all have been read as they now stand

A rule whose statements have changed since is to be read again; a test says which.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import yaml

from lindero.catalogue.clause_faults import exclude_each_other
from lindero.catalogue.clauses import Clause, show_condition
from lindero.catalogue.specs import RuleSpec, find_rule_spec, list_rule_specs

KEPT = Path(__file__).parents[1] / "tests/cases/read_pairs.yml"


def list_pairs(spec: RuleSpec) -> Iterator[tuple[Clause, Clause]]:
    """The pairs of clauses that can hold at the same time."""
    for one, other in combinations(spec.clauses.values(), 2):
        both = [(here, there) for here in one.conditions for there in other.conditions]
        if not any(exclude_each_other(*pair) for pair in both):
            yield one, other


def make_digest(spec: RuleSpec) -> str:
    """What changes with any word or condition of the rule."""
    said = [
        (clause.name, list(map(show_condition, clause.conditions)), show_words(clause))
        for clause in spec.clauses.values()
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def show_words(clause: Clause) -> list[str]:
    """Its sentences in every language."""
    return [text for way in clause.ways.get("says", ()) for text in map(str, way.words.values())]


def keep_reading() -> None:
    """Note that every pair of every rule has been read as it now stands."""
    kept = yaml.safe_load(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    today = datetime.now(UTC).date().isoformat()
    for rule_id, spec in list_rule_specs().items():
        digest = make_digest(spec)
        if kept.get(rule_id, {}).get("digest") != digest:
            pairs = sum(1 for _ in list_pairs(spec))
            kept[rule_id] = {"digest": digest, "pairs": pairs, "read": today, "contradictions": []}
    KEPT.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=True), "utf-8")


def main(arguments: list[str]) -> None:
    """Show the pairs of the rules that are named, or keep that they have been read."""
    if arguments == ["--keep"]:
        keep_reading()
    for rule_id in () if arguments == ["--keep"] else arguments or list_rule_specs():
        for one, other in list_pairs(find_rule_spec(rule_id)):
            print(f"{rule_id}: {one.name} × {other.name}")
            print(*show_words(one), *show_words(other), sep="\n", end="\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Run the second reckoning over tens of thousands of orders: `whole_run.py --draws 50000`."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import lindero
from second.comparing import AS_OF, Comparison, compare_rulebook
from second.later_days import compare_leaving
from second.pages import english_page
from second.properties import (
    find_broken_plans,
    find_broken_sums,
    find_cheaper_more,
    find_other_order,
)
from second.random_rulebooks import draw_rulebook, write_rulebook
from second.rules import read_terms

TURNED = 5
"""Of how many rulebooks one is also read in another order of its files and services."""

Found = tuple[int, Comparison | None, list[str]]


def try_seed(drawn: tuple[int, int]) -> Found:
    """One random rulebook: what differs, and which property does not hold."""
    seed, services = drawn
    with tempfile.TemporaryDirectory() as place:
        book = draw_rulebook(seed, services)
        folder = write_rulebook(book, Path(place) / "terms")
        comparison = compare_rulebook(folder)
        broken = list(find_broken(folder)) if comparison else []
        if comparison and seed % TURNED == 0:
            broken += find_other_order(book, Path(place))
        return seed, comparison, broken


def find_broken(folder: Path) -> Iterator[str]:
    """Every property that does not hold in a rulebook."""
    rulebook = lindero.load_rulebook(folder, as_of=AS_OF).rulebook
    assert rulebook
    pages = lindero.make_pages(rulebook)
    yield from find_broken_sums(english_page(pages, "pricing"))
    yield from find_broken_plans(english_page(pages, "terms"))
    yield from find_cheaper_more(read_terms(folder), rulebook)


def draw_until(orders: int, first: int, services: int, workers: int) -> Iterator[Found]:
    """Random rulebooks from a seed on, until so many orders were compared."""
    with ProcessPoolExecutor(workers) as pool:
        while orders > 0:
            seeds = [(seed, services) for seed in range(first, first + 20)]
            for found in pool.map(try_seed, seeds):
                orders -= found[1].examples if found[1] else 0
                yield found
            first += 20


def compare_later(draws: int, seed: int) -> tuple[int, int]:
    """How many sums were compared of late charges and of leaving, and how many differ or fall."""
    compared, wrong = 0, 0
    while compared < draws:
        with tempfile.TemporaryDirectory() as place:
            more, found = compare_leaving(seed, Path(place))
        compared, wrong = compared + more, wrong + len(found)
        for line in found:
            print(f"seed {seed}: {line}")
        seed += 1
    return compared, wrong


def main() -> int:
    """Print each difference with its seed, then how much was compared."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draws", type=int, default=50_000, help="orders to compare")
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--services", type=int, default=25, help="services in each rulebook")
    options.add_argument("--workers", type=int, default=2)
    asked = options.parse_args()
    compared, refused, wrong = Comparison([]), 0, 0
    for seed, found, broken in draw_until(asked.draws, asked.first, asked.services, asked.workers):
        refused += found is None
        if found is None:
            continue
        compared.examples += found.examples
        compared.plans += found.plans
        compared.delays += found.delays
        for line in [*map(str, found.differences), *broken]:
            wrong += 1
            print(f"seed {seed}: {line}")
    print(f"{compared.examples} orders, {compared.plans} plans, {compared.delays} late charges;")
    later, falls = compare_later(asked.draws, asked.first)
    print(f"{later} sums as time goes by")
    wrong += falls
    print(f"{wrong} differ; {refused} rulebooks were refused")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())

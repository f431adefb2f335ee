"""A million odd inputs for the reader and every shape's parser: none may crash or take long.

Texts are made of pieces that mean something to YAML, or are stretches of real rulebooks with slips
in them. Every text goes through `read_document`; every value goes to a parser, and more than two
seconds are too long. Same seed, same inputs.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from lindero.findings.place import Source, Span
from lindero.reading.tree import PlaceTree, Scalar
from lindero.reading.yaml_reader import read_document
from lindero.shapes import SHAPES, Context, Refusal

ROOT = Path(__file__).parent.parent
SECONDS_AT_MOST = 2.0
PIECES = (
    "a", "b: ", "key", "é", " ", "  ", "\n", "\n  ", "\n- ", "- ", ": ", ":", "[", "]", "{", "}",
    ",", ", ", "'", '"', "\\", "\\x41", "\\ud800", "#", " # c", "|", "|\n", ">", "|-\n  ",
    ">+\n   x\n\n  y\n", "|2\n   x\n", "&x", "*x", "<<", "---", "\n---\n", "\n...\n", "%YAML 1.2\n",
    "~", "null", "true", "no", "12", "1.5", "0x1F", "\r\n", "\r", "\t", "@", "`", "\u00a0",
    "\u3000", "\u0085", "\u2028", "\ufeff", "\u200b", "?", "? ", "!", "!t ", "“", "”", "«", "40 %",
    "on signature", "12:30", "15 days after invoice", "1,5", "9999-12-31", "00-00", "10 EUR",
    "per hour", "up to", "larger of ", " and ", "{a: 1}", "[b, c]",
    "{up to: 48 hours, share: 10 EUR}", "from: 07-01",
)  # fmt: skip
AROUND = (
    Context(None, {"client": {}, "freelancer": {}}),
    Context(("es", "en"), {"client": {}}, gives="fee"),
)


@dataclass
class Tally:
    """What has come of the inputs."""

    inputs: int = 0
    accepted: int = 0
    slowest: float = 0.0
    crashes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def run(self, about: str, text: str, action: Callable[[], bool]) -> None:
        """One input."""
        start = time.process_time()
        try:
            self.accepted += action()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{about}: {type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            self.crashes[kind] += 1
            self.examples.setdefault(kind, text)
        took = time.process_time() - start
        self.inputs += 1
        self.slowest = max(self.slowest, took)
        if took > SECONDS_AT_MOST:
            self.crashes[f"{about}: slow"] += 1
            self.examples.setdefault(f"{about}: slow", text)


def real_texts() -> list[str]:
    """The rulebooks and the cases of the tests."""
    files = [
        *ROOT.glob("terms/*.yml"),
        *ROOT.glob("tests/cases/rulebooks/*/terms/*.yml"),
        *ROOT.glob("tests/cases/problems/*/*.yml"),
    ]
    return [file.read_bytes().decode("utf-8", "replace") for file in sorted(files)]


def texts(chance: random.Random, real: list[str]) -> Iterator[str]:
    """Made up, and real with slips, in turn."""
    while True:
        yield "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 14)))
        yield _slipped(chance, chance.choice(real))


def _slipped(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    first = chance.randrange(len(lines) or 1)
    text = "".join(lines[first : first + 12])
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randint(0, len(text))
        gone, put = chance.choice(
            ((chance.randint(1, 3), ""), (0, chance.choice(PIECES)), (1, chance.choice(PIECES)))
        )
        text = text[:at] + put + text[at + gone :]
    return text


def read_text(text: str) -> bool:
    """Whether a text is read: findings stand inside it, else libyaml reads it alike."""
    source = Source("a.yml", text)
    document, found = read_document(source)
    for one in found:
        assert isinstance(one.place, Span), "a finding without a place"
        assert 0 <= one.place.start <= one.place.end <= len(text), "a place outside of the text"
        assert one.message, "a finding without words"
    assert document or found, "neither read nor refused"
    if document and not found and document.data:
        assert typed_texts(document.data, document.places) == texts_by_libyaml(text), (
            "libyaml reads it differently"
        )
    return document is not None and not found


def typed_texts(data: object, placed: PlaceTree) -> list[tuple[str, int]]:
    """Keys and texts in order, with where they start."""
    if isinstance(data, Scalar):
        return [(data.text, placed.value.start if data.text and placed.value else -1)]
    found = []
    steps = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for step, value in steps:
        key = placed.children[step].key
        found += [(step, key.start)] if isinstance(step, str) and key else []
        found += typed_texts(value, placed.children[step])
    return found


def texts_by_libyaml(text: str) -> list[tuple[str, int]]:
    """The same by the library."""
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    return [
        (event.value, event.start_mark.index if event.value else -1)
        for event in events
        if isinstance(event, yaml.ScalarEvent)
    ]


def values_in(data: object) -> Iterator[object]:
    """Every value of a document, groups too."""
    yield data
    for inner in (
        data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    ):
        yield from values_in(inner)


def parse_value(shape: str, value: object, around: Context) -> bool:
    """Whether a value has the shape."""
    try:
        SHAPES[shape].parse(value, around)
    except Refusal as refused:
        if not refused.problems or not all(
            re.fullmatch(r"[a-z-]*", problem.code) for problem in refused.problems
        ):
            raise LookupError("a refusal without a reason or a code") from refused
        return False
    return True


def fuzz(inputs: int, seed: int) -> Tally:
    """Feed so many inputs, half of them texts, half of them values."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - the same inputs for the same seed
    for text in texts(chance, real_texts()):
        if tally.inputs >= inputs:
            return tally
        crashes = sum(tally.crashes.values())
        tally.run("reader", text, lambda text=text: read_text(text))  # type: ignore[misc]  # bound at once
        if sum(tally.crashes.values()) > crashes:
            continue
        document, _ = read_document(Source("a.yml", text))
        known = [*values_in(document.data)] if document else []
        value = chance.choice(known) if known else Scalar(text, text)
        shape, around = chance.choice(tuple(SHAPES)), chance.choice(AROUND)
        tally.run(
            shape,
            text,
            lambda shape=shape, value=value, around=around: parse_value(shape, value, around),
        )  # type: ignore[misc]  # the same
    return tally


def main() -> None:
    """Run as many as asked for and tell what came of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    tally = fuzz(chosen.inputs, chosen.seed)
    print(
        f"{tally.inputs:,} inputs, {tally.accepted:,} accepted, slowest {tally.slowest:.3f} s, "
        f"{sum(tally.crashes.values())} crashes"
    )
    for kind, count in tally.crashes.most_common():
        print(f"{count:6} {kind}\n       {tally.examples[kind]!r}")
    sys.exit(1 if tally.crashes else 0)


if __name__ == "__main__":
    main()

"""Whoever writes later is never answered sooner, over random hours, cut-offs and seasons."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from lindero.calendar.deadlines import when_due
from lindero.calendar.plain_days import When, last_day_of
from lindero.loading import load_rulebook
from lindero.rulebook.rulebook import Rulebook
from second.random_terms import draw_rulebook

SHORT = [
    "1 business day",
    "24 hours",
    "4 hours",
    "30 minutes",
    "1 day",
    "20 hours",
    "6 business hours",
]
LONG = ["2 business days", "3 days", "40 hours", "12 business hours", "1 week"]


@pytest.mark.parametrize("first", [0, 80])
def test_a_later_message_is_never_answered_sooner(first, tmp_path):
    silent = 0
    for seed in range(first, first + 80):
        random = Random(seed)
        rulebook, codes = load_draw(random, seed, tmp_path)
        if "overtaken-answer" in codes:
            continue
        silent += 1
        # What comes out of hours may count from a time that is out of hours, too: that is told.
        own = [] if "cutoff-outside" in codes else ["conduct.own.t0"]
        for address in ("time.response.period", "time.response.chat", *own):
            moments = draw_moments(random, ZoneInfo(rulebook.business.timezone))
            ends = [(at, when_due(rulebook, address, at).ends) for at in moments]
            for earlier, later in pairwise(ends):
                assert not is_sooner(later[1], earlier[1]), (seed, address, earlier, later)
    assert silent > 12


def load_draw(random: Random, seed: int, home: Path) -> tuple[Rulebook, set[str]]:
    """A random business with answers of its own, and what is told of it."""
    folder = home / str(seed)
    folder.mkdir()
    files = {name: json.loads(text) for name, text in draw_rulebook(seed).files.items()}
    chat = random.choice([*SHORT, *LONG])
    if "hours" not in files["rules"]["time"]:
        chat = chat.replace("business hour", "hour")
    outside = random.choice(["next", "next", "opening"])
    answers = {"period": random.choice([*SHORT[:2], *LONG[:3]]), "chat": chat, "outside": outside}
    # How soon an emergency is answered would have to fit the answers.
    files["rules"]["time"].pop("emergency", None)
    files["rules"]["time"]["response"] = answers
    files["rules"]["conduct"]["own"]["values"]["t0"] = chat
    for name, content in files.items():
        (folder / f"{name}.yml").write_text(json.dumps(content), "utf-8")
    loaded = load_rulebook(folder, date(2026, 1, 1), shown_from=home)
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook, {one.code for one in loaded.findings}


def draw_moments(random: Random, zone: ZoneInfo) -> list[datetime]:
    """Moments of three weeks, in their order."""
    first = datetime(2026, 1, 1, tzinfo=zone) + timedelta(days=random.randint(0, 700))
    minutes = sorted(random.sample(range(0, 21 * 24 * 60, 15), 45))
    return [first + timedelta(minutes=one) for one in minutes]


def is_sooner(later: When, earlier: When) -> bool:
    """A day has no time: within one, nothing is sooner."""
    if isinstance(later, datetime) and isinstance(earlier, datetime):
        return later < earlier
    return last_day_of(later) < last_day_of(earlier)

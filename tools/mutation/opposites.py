"""Words that make a sentence wrong when one stands for the other."""

from __future__ import annotations

from collections.abc import Iterator

_PAIRS = """
low high, first last, start end, before after, least most, client freelancer, business consumer,
includes excludes, one other, i we, surcharge discount, title summary, text summary, why note,
name trade, person place, email phone, min max, up over, left right, short of, all any, any none,
case_from case_until, price_from price_until, included added, total paid, includes notes,
sum label, until change, minimum increment, tiers rates, services rules, label title, big label,
weeks months, up_to over, deposit rest, welcome terms, pricing terms, edition until, month year,
rollover minimum, extra time, masculine feminine, work charge, with without, url url_label,
figure name, case figure, parts rates, duty_words title, day month, owed charge, on after,
client services, price saving, apart saving, at_least at_most, or_least or_most, tu usted
"""

_OTHERS: dict[str, list[str]] = {}
for _pair in _PAIRS.replace("\n", " ").split(","):
    _one, _other = _pair.split()
    _OTHERS.setdefault(_one, []).append(_other)
    _OTHERS.setdefault(_other, []).append(_one)


def find_opposite(name: str) -> Iterator[str]:
    """The name with its opposite in it: `tier_over` for `tier_up_to`."""
    for word, others in _OTHERS.items():
        if name == word:
            yield from others
        elif "_" in name and f"_{word}_" in f"_{name}_":
            yield from (f"_{name}_".replace(f"_{word}_", f"_{new}_")[1:-1] for new in others)

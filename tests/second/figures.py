"""Figures as an author writes them, read for the second reckoning: `45 EUR per hour`, `20 %`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MINUTES = {"minute": 1, "hour": 60}
DAYS = {"day": 1, "week": 7, "month": 30}
DECIMALS = {"JPY": 0, "CLP": 0, "KRW": 0, "KWD": 3, "BHD": 3, "TND": 3}
ODD_SINGULARS = {"people": "person", "copies": "copy", "classes": "class"}


class Uncertain(Exception):
    """The published sentences do not decide what it comes to: no example should say it."""


class Ambiguous(Uncertain):
    """They can be read in two ways, and the product takes one of them: nothing is compared."""


@dataclass(frozen=True)
class Quantity:
    """So many of a unit, told in the singular."""

    number: Fraction
    unit: str

    def told_in(self, unit: str) -> Fraction:
        """The number in another unit: minutes and hours count in each other, nothing else does."""
        if self.unit == unit:
            return self.number
        return self.number * Fraction(MINUTES[self.unit], MINUTES[unit])


@dataclass(frozen=True)
class Price:
    """`75 EUR per hour`, `90 EUR per 1000 words`, `from 900 EUR`, `900–1500 EUR`, `on request`."""

    ends: tuple[Fraction, ...]
    unit: str = ""
    every: int = 1
    is_from: bool = False


@dataclass(frozen=True)
class Amount:
    """A share within bounds, or a sum; a multiple is the share that it adds."""

    share: Fraction | None
    fixed: Fraction = Fraction(0)
    least: Fraction | None = None
    most: Fraction | None = None

    def of(self, base: Fraction) -> Fraction:
        """What it comes to, exactly."""
        if self.share is None:
            return self.fixed
        sum_ = base * self.share
        if self.least is not None:
            sum_ = max(sum_, self.least)
        return sum_ if self.most is None else min(sum_, self.most)


@dataclass(frozen=True)
class Rate:
    """What waiting costs: an amount per so many days, in words of the author's unit; or once."""

    amount: Amount
    every: int = 1
    unit: str = "once"


def singular_unit(word: str) -> str:
    """`words` is `word`, `half days` is `half day`, and `kilometers` are no other unit."""
    return ODD_SINGULARS.get(word) or re.sub(
        r"\bmeter$|(?<=kilo)meter$", "metre", word.removesuffix("s")
    )


def read_number(text: str) -> Fraction:
    """`1.5` exactly."""
    return Fraction(text.strip())


def read_money(text: str) -> Fraction:
    """`1200 EUR`; a rulebook of ours has one currency only."""
    return read_number(re.fullmatch(r"([\d.]+) [A-Z]{3}", text.strip())[1])


def read_percent(text: str) -> Fraction:
    """`40 %` as a part of one."""
    return read_number(text.replace("%", "")) / 100


def read_quantity(text: str) -> Quantity:
    """`3200 words`."""
    number, unit = text.split(" ", 1)
    return Quantity(read_number(number), singular_unit(unit))


def read_price(text: str) -> Price:
    """A price in any of its forms; `on request` has no ends."""
    if text == "on request":
        return Price(())
    sums, _, per = text.partition(" per ")
    ends = tuple(read_number(end) for end in re.findall(r"\d+(?:\.\d+)?", sums))
    every, unit = re.fullmatch(r"(\d* ?)(.*)", per).groups()
    return Price(ends, singular_unit(unit), int(every or 1), sums.startswith("from"))


def read_amount(text: str) -> Amount:
    """`15 %, at least 40 EUR`, `larger of 30 % and 500 EUR`, `500 EUR`, `1.5 ×`."""
    if found := re.fullmatch(r"(larger|smaller) of (.+ %) and (.+)", text):
        bound = read_money(found[3])
        share = read_percent(found[2])
        return Amount(share, least=bound) if found[1] == "larger" else Amount(share, most=bound)
    if found := re.fullmatch(r"([\d.]+) [×x]", text):
        return Amount(read_number(found[1]) - 1)
    if "%" not in text:
        return Amount(None, read_money(text))
    first, *bounds = text.split(", ")
    least, most = (
        next((read_money(bound[len(word) :]) for bound in bounds if bound.startswith(word)), None)
        for word in ("at least", "at most")
    )
    return Amount(read_percent(first), least=least, most=most)


def read_rate(text: str) -> Rate:
    """`1.5 % per month`, `5 % per 14 days`, `5 EUR per day`, `5 % once`."""
    if text.endswith(" once"):
        return Rate(read_amount(text.removesuffix(" once")))
    amount, per = text.split(" per ")
    every, unit = re.fullmatch(r"(\d* ?)(.*)", per).groups()
    return Rate(read_amount(amount), int(every or 1), singular_unit(unit))


def read_days(text: str) -> int:
    """A length of time in calendar days; a month counts as 30."""
    quantity = read_quantity(text)
    if quantity.unit not in DAYS:
        raise Uncertain(text)
    return int(quantity.number * DAYS[quantity.unit])


def read_fixed_length(text: str) -> Fraction:
    """A length in days that is the same in every calendar: weeks and calendar days."""
    number, unit = text.split(" ", 1) if text else ("", "")
    if singular_unit(unit) not in {"day", "week"}:
        raise Uncertain("how long the work takes")
    return read_number(number) * DAYS[singular_unit(unit)]


def round_money(sum_: Fraction, currency: str) -> Fraction:
    """To the currency's smallest coin, half a coin upwards, as people round."""
    coins = 10 ** DECIMALS.get(currency, 2)
    whole, rest = divmod(abs(sum_) * coins, 1)
    rounded = Fraction(whole + (rest >= Fraction(1, 2)), coins)
    return rounded if sum_ >= 0 else -rounded


def write_sum(sum_: Fraction) -> str:
    """As the product writes a number: `1754.5`, `900`."""
    return format(Decimal(sum_.numerator) / Decimal(sum_.denominator), "f")


def smallest_coin(currency: str) -> Fraction:
    """What a sum is rounded to: a cent, a yen, a fils."""
    return Fraction(1, 10 ** DECIMALS.get(currency, 2))

"""Amounts and charges as people write them: read, or refused with what was probably meant."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from lindero.shapes.currencies import OWN
from lindero.shapes.money import MONEY, Money, find_mixed_currencies, match_money
from lindero.shapes.multiples import Multiple, match_multiple
from lindero.shapes.near.amounts import guess_amount, translate_amount_words
from lindero.shapes.near.words import guess_number, is_understood, translate_keywords
from lindero.shapes.numbers import NUMBER, describe_currency_fault, describe_number_fault
from lindero.shapes.payables import (
    PART_ORDER,
    BoundedCharge,
    Charge,
    ChargePart,
    Comparison,
    WorkTime,
)
from lindero.shapes.percents import Percent, match_percent
from lindero.shapes.periods import BUSINESS_DAY, BUSINESS_HOUR, Period, compare_lengths
from lindero.shapes.prices import Price, match_price
from lindero.shapes.refusals import Context, Refusal, format_number, make_refusal
from lindero.shapes.units import WORK_UNITS

_WORK_TIME = re.compile(r"([0-9]{1,5}) ([a-z]+(?: [a-z]+)?)")
_COMPARED = re.compile(r"(larger|smaller) of (.+)")
_PARTS = re.compile(r" and |, (?!at (?:least|most) )")
_BOUND = re.compile(r", at (least|most) ")
_BARE = r"-?[0-9.,' ]*[0-9]"
_WITH_BASE = rf"({NUMBER} ?%) (?:of|del?) [^0-9]+"

_EXAMPLES = {
    "amount": "`40 %`, `500 EUR`, `larger of 30 % and 500 EUR` or `15 %, at least 40 EUR`",
    "charge": "`40 %`, `60 EUR`, `45 EUR per hour`, `2 hours`, `1.5 ×` or `on request`",
}


def read_charge(shape: str, text: str, context: Context) -> Charge:
    """The figure that a text says, in the name of `amount` or of `charge`. Raises Refusal."""
    return _ChargeReader(shape, text, context).read_figure()


class _ChargeReader:
    """One text read as an amount or a charge; refusals quote it whole, if no part is at fault."""

    def __init__(self, shape: str, text: str, context: Context) -> None:
        self.shape, self.text, self.context = shape, text, context

    def read_figure(self) -> Charge:
        """The figure. Raises Refusal."""
        if match := _COMPARED.fullmatch(self.text):
            return self._read_comparison("larger" if match[1] == "larger" else "smaller", match[2])
        head, *bounds = _BOUND.split(self.text)
        part = self._read_part(head)
        return self._read_bounded_charge(part, bounds) if bounds else part

    def _read_part(self, text: str) -> ChargePart:
        found: ChargePart | None = match_percent(self.shape, text, self.context)
        found = found or match_money(self.shape, text)
        if not found and self.shape == "charge":
            found = self._check_definite(match_price(self.shape, text))
            found = found or _match_work_time(self.shape, text) or match_multiple(self.shape, text)
        if not found:
            raise make_refusal(self.shape, *self._explain_mistake())
        return found

    def _check_definite(self, price: Price | None) -> Price | None:
        """A charge is reckoned with: it is one sum per unit, or on request."""
        if price and price.low and price.kind != "fixed":
            sum_ = replace(price, kind="fixed", high=None)
            help_ = f"write one sum, like `{sum_.written}`, or `on request`"
            raise self._make_refusal("leaves open how much it is", help_)
        return price

    def _read_comparison(self, kind: Literal["larger", "smaller"], typed: str) -> Comparison:
        head, *bounds = _BOUND.split(typed)
        texts = _PARTS.split(head)
        if len(texts) > 1 and " and " not in head:
            raise make_refusal(self.shape, *self._explain_mistake())
        if len(texts) == 1 and not bounds:
            part = self._read_part(head)
            other = "500 EUR" if not isinstance(part, Money) else "30 %"
            help_ = f"write `{part.written}` or `{kind} of {part.written} and {other}`"
            raise self._make_refusal("compares with nothing", help_)
        parts = [self._read_part(text) for text in texts]
        if bounds or len(parts) != 2:
            reason = "compares and bounds at once" if bounds else f"compares {len(parts)} parts"
            raise self._make_refusal(reason, self._suggest_two_parts(kind, parts, bounds))
        self._check_currencies(*parts)
        for part in parts:
            self._check_boundable(part)
        first, second = sorted(parts, key=lambda part: PART_ORDER.index(type(part)))
        if known := _explain_needless_comparison(kind, first, second):
            raise self._make_refusal(*known)
        return Comparison(kind, first, second)

    def _suggest_two_parts(self, kind: str, parts: list[ChargePart], bounds: list[str]) -> str:
        """The same as a part with bounds, where that can be said."""
        word = {"larger": "least", "smaller": "most"}[kind]
        sums = [part for part in parts if isinstance(part, Money)]
        others = [part for part in parts if not isinstance(part, Money)]
        if len(others) == 1 and len(sums) == 1 and len(bounds) == 2 and bounds[0] != word:
            both = {word: sums[0].written, bounds[0]: bounds[1]}
            meant = f"{others[0].written}, at least {both['least']}, at most {both['most']}"
            if self._is_readable(meant):
                return f"write `{meant}`"
        first = others[0].written if others else "30 %"
        second = sums[0].written if sums else "500 EUR"
        return f"two can be compared: `{kind} of {first} and {second}`"

    def _read_bounded_charge(self, part: ChargePart, bounds: list[str]) -> BoundedCharge:
        self._check_boundable(part)
        if len(bounds) > 4 or len(set(bounds[::2])) < len(bounds[::2]):
            help_ = f"keep one: `{part.written}, at {bounds[0]} {bounds[1]}`"
            raise self._make_refusal("has the same bound twice", help_)
        found = {
            word: self._read_part(typed)
            for word, typed in zip(bounds[::2], bounds[1::2], strict=True)
        }
        for word, bound in found.items():
            if not isinstance(bound, Money) or isinstance(part, Money):
                raise self._make_refusal(*self._explain_bad_bound(part, word, bound))
        # The loop above lets only sums through, which the type checker cannot see.
        least, most = found.get("least"), found.get("most")
        assert least is None or isinstance(least, Money)
        assert most is None or isinstance(most, Money)
        self._check_currencies(part, *found.values())
        if least and most and least.amount >= most.amount:
            swapped = BoundedCharge(part, most, least) if least.amount > most.amount else most
            reason = "leaves nothing between its bounds"
            raise self._make_refusal(reason, f"write `{swapped.written}`")
        return BoundedCharge(part, least, most)

    def _explain_bad_bound(self, part: ChargePart, word: str, bound: ChargePart) -> tuple[str, str]:
        kind: Literal["larger", "smaller"] = "larger" if word == "least" else "smaller"
        if isinstance(part, Money) and isinstance(bound, Money):
            return "bounds a sum that is fixed", f"write `{part.written}`"
        first, second = sorted((part, bound), key=lambda one: PART_ORDER.index(type(one)))
        reason = f"has a bound that is no sum, `{bound.written}`"
        known = _explain_needless_comparison(kind, first, second)
        pair = f"write `{kind} of {first.written} and {second.written}`"
        return reason, known[1] if known else pair

    def _check_boundable(self, part: ChargePart) -> None:
        if isinstance(part, Price) and part.low is None:
            reason = "says how much what is only told on request"
            raise self._make_refusal(reason, "write `on request`")

    def _check_currencies(self, *parts: Charge) -> None:
        if mixed := find_mixed_currencies(parts):
            help_ = f"write every sum in {mixed[0]}, as in `15 %, at least 40 {mixed[0]}`"
            raise self._make_refusal(f"mixes {' and '.join(mixed)}", help_)

    def _make_refusal(self, reason: str, help_: str) -> Refusal:
        return make_refusal(self.shape, f"`{self.text}` {reason}", help_)

    def _explain_mistake(self) -> tuple[str, str]:
        """Why the text is not understood, and the way out."""
        like = f"write it like {_EXAMPLES[self.shape]}"
        if re.fullmatch(_BARE, self.text) and (number := guess_number(self.text)):
            share = format_number(Decimal(number) * 100) if number.startswith("0.") else number
            likely = (
                f"{share} %",
                f"{number} {self.context.signs[OWN]}",
                f"{number} hours",
                f"{number} ×",
            )
            ways = [way for way in likely if self._is_readable(way)]
            amount = self.shape == "amount"
            reason = "is neither a share nor a sum" if amount else "does not say of what"
            help_ = f"write {_join_with_or(ways)}" if ways else like
            return f"`{self.text}` {describe_number_fault(self.text) or reason}", help_
        if (match := re.fullmatch(_WITH_BASE, self.text)) and self._is_readable(match[1]):
            help_ = f"write `{match[1]}`; what it is a share of follows from the key"
            return f"`{self.text}` names its base", help_
        meant = guess_amount(self.text, self.context.signs)
        if self.text.endswith(" per") and meant and self._is_understood(meant, " per hour"):
            return f"`{self.text}` does not say per what", f"write `{meant} per hour`"
        sure = meant and meant != self.text and self._is_understood(meant)
        return f"`{self.text}` {self._describe_fault()}", f"write `{meant}`" if sure else like

    def _is_understood(self, meant: str, rest: str = "") -> bool:
        ours = translate_amount_words(self.text)
        return is_understood(ours, meant, self.context.signs) and self._is_readable(meant + rest)

    def _describe_fault(self) -> str:
        """What is wrong with the text, in one clause."""
        if reason := describe_number_fault(re.sub(r",(?![0-9])", " ", self.text)):
            return reason
        share = "%" in translate_keywords(self.text)
        if share and "%" not in self.text:
            return "has no `%`"
        reason = describe_currency_fault(self.text, self.context)
        other_form = reason.endswith("form") and not share and not MONEY.search(self.text)
        return reason if other_form else f"is no {self.shape}"

    def _is_readable(self, text: str) -> bool:
        try:
            _StrictReader(self.shape, text, self.context).read_figure()
        except Refusal:
            return False
        return True


class _StrictReader(_ChargeReader):
    """The same without looking for what was meant, so that looking for it comes to an end."""

    def _explain_mistake(self) -> tuple[str, str]:
        return f"`{self.text}` is no {self.shape}", ""


def _match_work_time(shape: str, text: str) -> WorkTime | None:
    match = _WORK_TIME.fullmatch(text)
    unit = match[2].removesuffix("s") if match else ""
    # A day of work is hours at a desk; a business day is a date on which somebody works.
    if match and unit in {BUSINESS_DAY, BUSINESS_HOUR}:
        meant = Period(int(match[1]) or 1, unit.removeprefix("business "))
        help_ = f"write `{meant.written}`"
        raise make_refusal(shape, f"`{text}` counts the calendar, not the work", help_)
    if not match or unit not in WORK_UNITS:
        return None
    if int(match[1]) == 0:
        help_ = "leave the line out, or write `none` for the whole rule"
        raise make_refusal(shape, f"`{text}` is no time at all", help_)
    return WorkTime(Period(int(match[1]), unit))


def _explain_needless_comparison(
    kind: Literal["larger", "smaller"], first: ChargePart, second: ChargePart
) -> tuple[str, str] | None:
    """Why two of a kind are not compared, and what to write: which is larger can be told now."""
    order = _compare_parts(first, second)
    if order is not None:
        meant = first if (order > 0) == (kind == "larger") else second
        return "needs no comparing", f"write `{meant.written}`"
    if isinstance(first, WorkTime) and isinstance(second, WorkTime):
        return "compares two lengths of time", f"write one of the two, like `{first.written}`"
    return None


def _compare_parts(first: ChargePart, second: ChargePart) -> Decimal | int | None:
    """More than 0 where the first is the larger one; None where that depends on something else."""
    match first, second:
        case (Percent(), Percent()):
            return first.points - second.points
        case (Multiple(), Multiple()):
            return first.factor - second.factor
        case (Money(), Money()):
            return (first - second).amount
        case (WorkTime(), WorkTime()):
            return compare_lengths(first.period, second.period)
        case (Price(low=Money() as low), Price(low=Money() as high)):
            same = (first.unit, first.every) == (second.unit, second.every)
            return (low - high).amount if same else None
    return None


def _join_with_or(ways: list[str]) -> str:
    """`a`, `b` or `c`."""
    *others, last = (f"`{way}`" for way in ways)
    return f"{', '.join(others)} or {last}" if others else last

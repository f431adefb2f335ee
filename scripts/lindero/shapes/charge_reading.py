"""Amounts, charges and multiples as people write them: read, or refused with what was probably meant."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from lindero.shapes.amounts import MONEY, NUMBER, Money, Percent, money_in, percent_in, why_no_currency, why_no_number
from lindero.shapes.charges import RANK, WORK_UNITS, Amount, Bounded, Charge, Compared, Multiple, Part, WorkTime
from lindero.shapes.near.amounts import composed_in_our_words, likely_amount
from lindero.shapes.near.words import in_our_words, is_understood, likely_number
from lindero.shapes.periods import Period, compare_lengths
from lindero.shapes.prices import Price, price_in
from lindero.shapes.refusals import Refused, Surroundings, plain, refuse, text_of
from lindero.shapes.sums import mixed_currencies

_MULTIPLE = re.compile(rf"({NUMBER}) ?[×x]")


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


def parse_multiple(written: object, _: Surroundings = Surroundings()) -> Multiple:
    """`1.5 ×`, typed `1.5 x` too."""
    text = text_of("multiple", written, "1.5 ×")
    if found := _multiple("multiple", text):
        return found
    ours = composed_in_our_words(text)
    number = likely_number(ours)
    if number is None or not re.fullmatch(r"-?(?:× )?-?[0-9.,' ]+(?:%|×)?", ours):
        raise refuse("multiple", f"`{text}` is no multiple", "write it like `1.5 ×` or `1.5 x`")
    factor = str(Decimal(number) / 100) if "%" in text else number
    meant = f"{factor} ×" if _MULTIPLE.fullmatch(f"{factor} ×") and Decimal(factor) else "1.5 ×"
    reason = why_no_number(text) or ("has no `×`" if re.fullmatch(NUMBER, text) else "is no multiple")
    raise refuse("multiple", f"`{text}` {reason}", f"write `{meant}`")


def parse_amount(written: object, around: Surroundings = Surroundings()) -> Amount:
    """`40 %`, `500 EUR`, `larger of 30 % and 500 EUR`, `15 %, at least 40 EUR, at most 300 EUR`."""
    found = _Reading("amount", text_of("amount", written, "40 %"), around).figure()
    assert isinstance(found, Amount)
    return found


def parse_charge(written: object, around: Surroundings = Surroundings()) -> Charge:
    """Every amount, and `45 EUR per hour`, `2 hours`, `1.5 ×`, `on request`."""
    return _Reading("charge", text_of("charge", written, "45 EUR per hour"), around).figure()


class _Reading:
    """One text read as an amount or a charge; every refusal quotes it whole, unless a part is at fault."""

    def __init__(self, shape: str, text: str, around: Surroundings) -> None:
        self.shape, self.text, self.around = shape, text, around

    def figure(self) -> Charge:
        """The figure. Raises Refused."""
        if match := _COMPARED.fullmatch(self.text):
            return self._compared("larger" if match[1] == "larger" else "smaller", match[2])
        head, *bounds = _BOUND.split(self.text)
        return self._bounded(self._part(head), bounds) if bounds else self._part(head)

    def _part(self, text: str) -> Part:
        found: Part | None = percent_in(self.shape, text, self.around) or money_in(self.shape, text)
        if not found and self.shape == "charge":
            found = self._definite(price_in(self.shape, text)) or _work_time(self.shape, text) or _multiple(self.shape, text)
        if not found:
            raise refuse(self.shape, *self._problem())
        return found

    def _definite(self, price: Price | None) -> Price | None:
        """A charge is reckoned with: it is one sum per unit, or on request."""
        if price and price.low and price.kind != "fixed":
            sum_ = price.low if price.unit is None else Price("fixed", price.low, None, price.unit, price.every)
            raise self._refused("leaves open how much it is", f"write one sum, like `{sum_.written}`, or `on request`")
        return price

    def _compared(self, kind: Literal["larger", "smaller"], typed: str) -> Compared:
        head, *bounds = _BOUND.split(typed)
        texts = _PARTS.split(head)
        if len(texts) > 1 and " and " not in head:
            raise refuse(self.shape, *self._problem())
        if len(texts) == 1 and not bounds:
            part = self._part(head)
            other = "500 EUR" if not isinstance(part, Money) else "30 %"
            raise self._refused("compares with nothing", f"write `{part.written}` or `{kind} of {part.written} and {other}`")
        parts = [self._part(text) for text in texts]
        if bounds or len(parts) != 2:
            reason = "compares and bounds at once" if bounds else f"compares {len(parts)} parts"
            raise self._refused(reason, self._in_two(kind, parts, bounds))
        self._same_currency(*parts)
        for part in parts:
            self._has_bounds(part)
        first, second = sorted(parts, key=lambda part: RANK.index(type(part)))
        if known := _known(kind, first, second):
            raise self._refused(*known)
        return Compared(kind, first, second)

    def _in_two(self, kind: str, parts: list[Part], bounds: list[str]) -> str:
        """The same as a part with bounds, where that can be said."""
        word = {"larger": "least", "smaller": "most"}[kind]
        sums = [part for part in parts if isinstance(part, Money)]
        others = [part for part in parts if not isinstance(part, Money)]
        if len(others) == 1 and len(sums) == 1 and len(bounds) == 2 and bounds[0] != word:
            both = {word: sums[0].written, bounds[0]: bounds[1]}
            meant = f"{others[0].written}, at least {both['least']}, at most {both['most']}"
            if self._is_read(meant):
                return f"write `{meant}`"
        pair = f"{kind} of {(others[0] if others else Percent(Decimal(30))).written} and {(sums[0].written if sums else '500 EUR')}"
        return f"two can be compared: `{pair}`"

    def _bounded(self, part: Part, bounds: list[str]) -> Bounded:
        self._has_bounds(part)
        if len(bounds) > 4 or len(set(bounds[::2])) < len(bounds[::2]):
            raise self._refused("has the same bound twice", f"keep one: `{part.written}, at {bounds[0]} {bounds[1]}`")
        found = {word: self._part(typed) for word, typed in zip(bounds[::2], bounds[1::2], strict=True)}
        for word, bound in found.items():
            if not isinstance(bound, Money) or isinstance(part, Money):
                raise self._refused(*self._why_no_bound(part, word, bound))
        least, most = found.get("least"), found.get("most")
        assert least is None or isinstance(least, Money)
        assert most is None or isinstance(most, Money)
        self._same_currency(part, *found.values())
        if least and most and least.amount >= most.amount:
            swapped = Bounded(part, most, least) if least.amount > most.amount else most
            raise self._refused("leaves nothing between its bounds", f"write `{swapped.written}`")
        return Bounded(part, least, most)

    def _why_no_bound(self, part: Part, word: str, bound: Part) -> tuple[str, str]:
        kind: Literal["larger", "smaller"] = "larger" if word == "least" else "smaller"
        if isinstance(part, Money) and isinstance(bound, Money):
            return "bounds a sum that is fixed", f"write `{part.written}`"
        first, second = sorted((part, bound), key=lambda one: RANK.index(type(one)))
        reason = f"has a bound that is no sum, `{bound.written}`"
        known = _known(kind, first, second)
        return reason, known[1] if known else f"write `{kind} of {first.written} and {second.written}`"

    def _has_bounds(self, part: Part) -> None:
        if isinstance(part, Price) and part.low is None:
            raise self._refused("says how much what is only told on request", "write `on request`")

    def _same_currency(self, *parts: Charge) -> None:
        if mixed := mixed_currencies(parts):
            raise self._refused(f"mixes {' and '.join(mixed)}", f"write every sum in {mixed[0]}, as in `15 %, at least 40 {mixed[0]}`")

    def _refused(self, reason: str, help_: str) -> Refused:
        return refuse(self.shape, f"`{self.text}` {reason}", help_)

    def _problem(self) -> tuple[str, str]:
        """Why the text is not understood, and the way out."""
        like = f"write it like {_EXAMPLES[self.shape]}"
        if re.fullmatch(_BARE, self.text) and (number := likely_number(self.text)):
            share = plain(Decimal(number) * 100) if number.startswith("0.") else number
            ways = [way for way in (f"{share} %", f"{number} EUR", f"{number} hours", f"{number} ×") if self._is_read(way)]
            reason = "is neither a share nor a sum" if self.shape == "amount" else "does not say of what"
            return f"`{self.text}` {why_no_number(self.text) or reason}", f"write {_either(ways)}" if ways else like
        if (match := re.fullmatch(_WITH_BASE, self.text)) and self._is_read(match[1]):
            return f"`{self.text}` names its base", f"write `{match[1]}`; what it is a share of follows from the key"
        meant = likely_amount(self.text, self.around.signs)
        if self.text.endswith(" per") and meant and self._is_read(f"{meant} per hour"):
            return f"`{self.text}` does not say per what", f"write `{meant} per hour`"
        sure = (
            meant
            and meant != self.text
            and is_understood(composed_in_our_words(self.text), meant, self.around.signs)
            and self._is_read(meant)
        )
        return f"`{self.text}` {self._why()}", f"write `{meant}`" if sure else like

    def _why(self) -> str:
        """What is wrong with the text, in one clause."""
        if reason := why_no_number(re.sub(r",(?![0-9])", " ", self.text)):
            return reason
        share = "%" in in_our_words(self.text)
        if share and "%" not in self.text:
            return "has no `%`"
        reason = why_no_currency(self.text, self.around)
        other_form = reason.endswith("form") and not share and not MONEY.search(self.text)
        return reason if other_form else f"is no {self.shape}"

    def _is_read(self, text: str) -> bool:
        try:
            _Strict(self.shape, text, self.around).figure()
        except Refused:
            return False
        return True


class _Strict(_Reading):
    """The same without looking for what was meant, so that looking for it comes to an end."""

    def _problem(self) -> tuple[str, str]:
        return f"`{self.text}` is no {self.shape}", ""


def _multiple(shape: str, text: str) -> Multiple | None:
    match = _MULTIPLE.fullmatch(text)
    if match and not Decimal(match[1]):
        raise refuse(shape, f"`{text}` is nothing at all", "write it like `1.5 ×`")
    return Multiple(Decimal(match[1])) if match else None


def _work_time(shape: str, text: str) -> WorkTime | None:
    match = _WORK_TIME.fullmatch(text)
    unit = match[2].removesuffix("s") if match else ""
    if match and unit == "business day":
        raise refuse(shape, f"`{text}` counts the calendar, not the work", f"write `{Period(int(match[1]) or 1, 'day').written}`")
    if not match or unit not in WORK_UNITS:
        return None
    if int(match[1]) == 0:
        raise refuse(shape, f"`{text}` is no time at all", "leave the line out, or write `none` for the whole rule")
    return WorkTime(Period(int(match[1]), unit))


def _known(kind: Literal["larger", "smaller"], first: Part, second: Part) -> tuple[str, str] | None:
    """Why two of a kind are not compared, and what to write: which is the larger one can be told now."""
    order = _order(first, second)
    if order is not None:
        meant = first if (order > 0) == (kind == "larger") else second
        return "needs no comparing", f"write `{meant.written}`"
    if isinstance(first, WorkTime) and isinstance(second, WorkTime):
        return "compares two lengths of time", f"write one of the two, like `{first.written}`"
    return None


def _order(first: Part, second: Part) -> Decimal | int | None:
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
        case (Price(low=Money() as low), Price(low=Money() as high)) if (first.unit, first.every) == (second.unit, second.every):
            return (low - high).amount
    return None


def _either(ways: list[str]) -> str:
    """`a`, `b` or `c`."""
    *others, last = (f"`{way}`" for way in ways)
    return f"{', '.join(others)} or {last}" if others else last

"""What paying an invoice so many days late costs, from the sentences of the rule."""

from fractions import Fraction
from typing import Any

from second.figures import (
    DAYS,
    Rate,
    Uncertain,
    read_amount,
    read_days,
    read_money,
    read_rate,
    round_money,
)
from second.rules import bracket_for


def charge_delay(rule: dict[str, Any], owed: Fraction, days: int, currency: str) -> Fraction:
    """The charge with its minimum, the fixed sum on top, and no more than the cap in all.

    "The charge is at least €2 per invoice.", "On top comes €40 per invoice", "In all, a delay costs
    no more than 20% of the overdue sum."
    """
    charged = charged_days(rule, days)
    if not charged:
        return Fraction(0)
    sum_ = ladder_charge(rule, owed, days - charged, days)
    sum_ = max(sum_, read_money(rule.get("minimum", "0 EUR"))) + fixed_sum(rule, owed)
    if "cap" in rule:
        sum_ = min(sum_, read_amount(rule["cap"]).of(owed))
    return round_money(sum_, currency)


def charged_days(rule: dict[str, Any], days: int) -> int:
    """ "There is no charge if the payment arrives within 5 calendar days of the due date." Then
    "A longer delay counts from its first day." or "… those days do not count either."
    """
    grace = read_days(rule["grace"]) if "grace" in rule else 0
    if days <= grace:
        return 0
    if not grace or rule.get("backdated") == "yes" or read_rate(rule["rate"]).unit == "once":
        return days
    if rule.get("backdated") == "no":
        return days - grace
    raise Uncertain("whether the days of grace count in a longer delay")


def fixed_sum(rule: dict[str, Any], owed: Fraction) -> Fraction:
    """ "€40 where up to €1,000 is owed; €70 where more is owed." """
    fee = bracket_for(rule["fixed-by-size"], owed, "fee") if "fixed-by-size" in rule else ""
    return read_money(fee or rule.get("fixed", "0 EUR"))


def ladder_charge(rule: dict[str, Any], owed: Fraction, free: int, days: int) -> Fraction:
    """ "1.5% per month up to 30 calendar days late; 2% per month after that", "Each day late is
    charged at the rate of its own step": days are late from the due date, free ones cost nothing.
    """
    if "escalation" not in rule:
        return rate_charge(rule, read_rate(rule["rate"]), owed, days - free)
    if rule.get("compound") == "yes" or rule.get("part", "days") != "days":
        raise Uncertain("charges on charges, or by periods, where the rate changes")
    sum_ = Fraction(0)
    for step in rule["escalation"]:
        over = max(free, read_days(step["over"]) if "over" in step else 0)
        until = min(days, read_days(step["up to"])) if "up to" in step else days
        sum_ += rate_charge(rule, read_rate(step["rate"]), owed, max(until - over, 0))
    return sum_


def rate_charge(rule: dict[str, Any], rate: Rate, owed: Fraction, days: int) -> Fraction:
    """A rate over so many days, in full or begun periods or by days, simple or compound.

    "An unpaid charge is charged for as well, once its period is over": so that the days of the
    last one carry a simple charge.
    """
    if rate.unit == "once":
        return rate.amount.of(owed) if days else Fraction(0)
    periods = count_periods(rule, rate, days)
    if rule.get("compound") != "yes" or rate.amount.share is None:
        return rate.amount.of(owed) * periods
    full, begun = divmod(periods, 1)
    return owed * (1 + rate.amount.share) ** full * (1 + rate.amount.share * begun) - owed


def count_periods(rule: dict[str, Any], rate: Rate, days: int) -> Fraction:
    """ "Only full months are charged.", "Each month begun is charged in full.", "by days"."""
    exact = Fraction(days, rate.every * length_of(rule, rate.unit))
    if rule.get("part") == "full":
        return Fraction(exact.numerator // exact.denominator)
    if rule.get("part") == "begun":
        return Fraction(-(-exact.numerator // exact.denominator))
    return exact


def length_of(rule: dict[str, Any], unit: str) -> int:
    """ "A month counts as 30 days.", "A year counts as 365 days." """
    return int(rule.get("year", 365)) if unit == "year" else DAYS[unit]

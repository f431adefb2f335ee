"""What an author may write of taxes: those of the business, and those of a service apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from lindero.records import fields
from lindero.records.record import Record, define_key
from lindero.shapes import Context, Percent, Problem, Refusal, Text, YesNo


class Tax(Record):
    """A tax on top of the prices, or in them; several stand under an id each: {gst: …, qst: …}."""

    name: Text | None = define_key(fields.TEXT, "What it is called: {es: IVA, en: VAT}.")
    rate: Percent = define_key(fields.PERCENT, "Its rate; 0 % says that it is not charged.")
    included: YesNo | str | None = define_key(
        fields.INCLUDED,
        "yes if the prices contain it, consumer if only those for private clients do; needed "
        "wherever it is charged.",
        None,
    )
    on: tuple[str, ...] = define_key(
        fields.IDS,
        "The taxes that are part of its base; of the sum before tax alone, if left out.",
        (),
    )
    why: Text | None = define_key(
        fields.PROSE, "The reason, such as why none is charged, as a sentence of its own.", None
    )

    @property
    def is_charged(self) -> bool:
        """Whether it changes anything; a rate of nought does not."""
        return bool(self.rate.points)

    @classmethod
    def read_keys(cls, written: object, context: Context, called: str = "tax") -> Self:
        """The tax. Raises Refusal also where nobody knows whether the prices contain it."""
        tax = super().read_keys(written, context, called)
        if tax.is_charged and tax.included is None:
            help_ = cls.keys.explain_missing_key("included")
            raise Refusal(Problem("missing-key", "`included` is missing", help_))
        return tax


NO_TAX = Tax(name=None, rate=Percent(Decimal(0)))


class ServiceTax(Record):
    """The tax on one service where it is another than on the rest; `none` where there is none."""

    rate: Percent | None = define_key(
        fields.PERCENT, "Its rate on this service; 0 % where the service is exempt.", None
    )
    taxes: tuple[str, ...] = define_key(
        fields.IDS, "The only ones of several taxes that it bears.", ()
    )
    why: Text | None = define_key(
        fields.PROSE, "The reason, such as why it is exempt, as a sentence of its own.", None
    )


NO_SERVICE_TAX = ServiceTax(rate=Percent(Decimal(0)))

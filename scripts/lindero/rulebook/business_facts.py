"""The figures of the business itself, with their addresses."""

from __future__ import annotations

from lindero.catalogue.facts import Fact
from lindero.records.sections import Business


def list_business_facts(business: Business) -> list[Fact]:
    """From when until when it promises its prices, and the rate of the tax that it charges."""
    facts = [Fact("business.edition", business.edition)]
    if business.until:
        facts.append(Fact("business.until", business.until))
    if business.tax and business.tax.is_charged:
        facts.append(Fact("business.tax.rate", business.tax.rate))
    return facts

"""The figures of the business itself, with their addresses."""

from __future__ import annotations

from lindero.catalogue.facts import Fact
from lindero.pricing.taxes import locate_rate
from lindero.records.sections import Business


def list_business_facts(business: Business) -> list[Fact]:
    """From when until when it promises its prices, and the rates of the taxes that it charges."""
    facts = [Fact("business.edition", business.edition)]
    if business.until:
        facts.append(Fact("business.until", business.until))
    charged = {name: tax for name, tax in business.taxes.items() if tax.is_charged}
    return facts + [Fact(locate_rate(name), tax.rate) for name, tax in charged.items()]

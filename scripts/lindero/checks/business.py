"""What is promised of the business as a whole: its currencies, its dates, its colours."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.brand.colours import find_shifted_colours
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.shapes.money import collect_sums


def find_other_currencies(context: CheckContext) -> Iterator[Finding]:
    """Sums in a currency that the business does not work in."""
    own = context.rulebook.business.currency
    known = {own, *context.rulebook.business.other_currencies}
    for address, fact in context.rulebook.facts.items():
        sums = () if fact.computed else collect_sums(fact.figure)
        other = next((money.currency for money in sums if money.currency not in known), None)
        if other:
            message = f"`{address}` is in {other}, the business works in {own}"
            help_ = f"write the sum in {own}, or add `other currencies: [{other}]` to the business"
            place = context.locate_value(*fact.path)
            near = Related(context.locate_value("business", "currency"), f"it works in {own}")
            yield Finding("other-currency", message, place, help_, "warning", (near,))


def find_expired_prices(context: CheckContext) -> Iterator[Finding]:
    """Prices whose promise is over, or ends before it starts."""
    until, edition = context.rulebook.business.until, context.rulebook.business.edition
    if until is None:
        return
    place = context.locate_key("business", "until")
    if until.date < edition.date:
        message = f"the prices end on {until.machine}, before they start on {edition.machine}"
        yield Finding("expired", message, place, "correct one of the two dates")
    elif until.date < context.as_of:
        message = f"the prices were promised until {until.machine}; today is {context.as_of}"
        help_ = "set a later date, or take the line out"
        yield Finding("expired", message, place, help_, "warning")


def find_low_contrast(context: CheckContext) -> Iterator[Finding]:
    """Colours of the brand in which text would be hard to read."""
    brand = context.rulebook.brand
    for name, was, used in find_shifted_colours(brand.primary, brand.accent, brand.highlight):
        message = f"text in `{was}` would be hard to read; the pages use `{used}` instead"
        help_ = f'write `{name}: "{used}"` to make it the brand\'s own'
        yield Finding("low-contrast", message, context.locate_key("brand", name), help_, "warning")

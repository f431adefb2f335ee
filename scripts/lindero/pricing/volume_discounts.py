"""The discount that the size of an order brings by itself, as the rule on discounts says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec
from lindero.pricing.orders import NoPrice, PriceList
from lindero.shapes import Amount, Brackets, Choice, Count, Figure, Money, Percent, Price, YesNo

Facts = Mapping[Role, Fact]

OPEN_ANSWERS: Mapping[Role, tuple[Figure, Figure]] = {
    "discount-base": (Choice("base"), Choice("total")),
    "discount-combine": (YesNo(yes=True), YesNo(yes=False)),
}
"""What decides how the discount goes together with adjustments, and both ways of answering it."""


def list_open_questions(facts: Facts) -> dict[Role, str]:
    """What a rule with a volume discount leaves open, and the address of the answer."""
    volume = facts.get("discount-volume")
    if volume is None:
        return {}
    values = find_role_spec("discount-volume").values.values()
    names: dict[Role, str] = {value.role: value.name for value in values if value.role}
    return {role: f"{volume.holder}.{names[role]}" for role in OPEN_ANSWERS if role not in facts}


def is_volume_priced(prices: PriceList, service: str) -> bool:
    """Whether a single order of a service is, or may be, large enough for a discount."""
    price = prices.services[service].price
    volumes = [facts.get("discount-volume") for facts in prices.charging.get(service, ())]
    if price.low is None:
        return False
    sums = [price.low]
    try:
        return any(volume and find_volume_share(volume, sums, price, None) for volume in volumes)
    except NoPrice:
        return True


def find_volume_share(
    volume: Fact, sums: Sequence[Money], price: Price, billed: Fraction | None
) -> Amount | None:
    """What is taken off an order that comes to these sums (the ends of a range); None if nothing.

    Raises NoPrice where the ends are in different brackets, where a price that only begins there
    reaches another one, and where it is not certain what is counted.
    """
    assert isinstance(volume.figure, Brackets)
    shares = [_find_bracket(volume, money, price, billed) for money in sums]
    steps = volume.figure.steps
    grows = price.kind == "from" and shares[0] != steps[-1].result
    if grows or any(share != shares[0] for share in shares):
        raise NoPrice("open", volume.address)
    return None if _is_nothing(shares[0]) else shares[0]


def _find_bracket(
    volume: Fact, money: Money, price: Price, billed: Fraction | None
) -> Amount | None:
    assert isinstance(volume.figure, Brackets)
    for step in volume.figure.steps:
        match step.up_to:
            case None:
                reached = False
            case Money(currency=currency) if currency == money.currency:
                reached = money.amount > step.up_to.amount
            case Count() if price.every == 1:
                reached = (1 if billed is None else billed) > step.up_to.number
            case _:
                raise NoPrice("open", volume.address)
        if not reached:
            return step.result if isinstance(step.result, Amount) else None
    return None


def _is_nothing(share: Amount | None) -> bool:
    match share:
        case Percent(points=number) | Money(amount=number):
            return number == 0
    return share is None

"""What the price list says of points that rules settle for all work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lindero.outcomes.claims import Bounds, Claim, Label, Length, Source
from lindero.outcomes.held_rules import HeldRules
from lindero.records.parsers import BUSINESS, CONSUMER
from lindero.records.sections import Service

_DELIVERY, _RISE, _PLANNED = "delivery.ordinary", "terms.rise", "terms.planned"
_SERVED = {CONSUMER: "clients.consumers", BUSINESS: "clients.businesses"}
_ANSWERED = {_DELIVERY, _RISE, _PLANNED, *_SERVED.values()}


def list_service_claims(held: HeldRules, said: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of each service, each time with those of the rules about the same points."""
    of_rules = [claim for claim in said if claim.point in _ANSWERED]
    for key in held.services if of_rules else ():
        of_service = list(_claim_for_service(key, held.rulebook.services[key]))
        if of_service:
            yield from of_service
            yield from (claim._replace(where=key) for claim in of_rules)


def _claim_for_service(key: str, service: Service) -> Iterator[Claim]:
    if service.delivery:
        source = Source(
            f"services.{key}.delivery", ("services", key, "delivery"), service.delivery.written
        )
        yield Claim(_DELIVERY, Length(service.delivery), source, key)
    if service.for_:
        source = Source(f"services.{key}.for", ("services", key, "for"), service.for_)
        yield Claim(_SERVED[service.for_], Label("served"), source, key)
    if service.change:
        steps = ("services", key, "change", "price")
        coming = Source(".".join(steps), steps, service.change.price.written)
        yield Claim(_PLANNED, Label("planned"), coming, key)
    if rise := _find_rise(service):
        steps = ("services", key, "change", "price")
        source = Source(".".join(steps), steps, rise.written)
        yield Claim(_RISE, rise, source, key)


def _find_rise(service: Service) -> Bounds | None:
    """By how much a price that is announced is above today's, in percent."""
    low = service.price.low
    coming = service.change.price.low if service.change else None
    if not low or not coming or not low.amount or low.currency != coming.currency:
        return None
    points = (Fraction(coming.amount) / Fraction(low.amount) - 1) * 100
    return Bounds(points, points, f"{float(points):.3g} %", "%") if points > 0 else None

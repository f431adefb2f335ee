"""What words say of prices and taxes, which no rule does: inside, added, or left out."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.pricing.taxes import is_included
from lindero.records.parsers import CLIENTS
from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.comparing import Verdict
from lindero.spoken.known_addresses import SERVICES

_FITTING = {"yes": {"included"}, "no": {"added"}, "without": {"added", "none"}}
"""By what is said of taxes in a price, what may be done with them."""


def compare_taxes(rulebook: Rulebook, means: str, home: str) -> Verdict | None:
    """Whether prices bear their taxes as some words say; None where taxes differ by service.

    That nothing is added is also said where no tax is charged.
    """
    if any(service.tax for service in rulebook.services.values()):
        return None
    states = {*_list_states(rulebook, home)} or {"none"}
    if states == {"none"} and means == "yes":
        return None
    agree = {state in _FITTING[means] for state in states}
    if len(agree) > 1:
        return "unsure"
    return "agrees" if agree.pop() else "differs"


def show_taxes(rulebook: Rulebook) -> str:
    """What is done with taxes, as the rules write it."""
    states = sorted({*_list_states(rulebook, "")})
    return "included: yes" if states == ["included"] else "included: no" if states else "none"


def _list_states(rulebook: Rulebook, home: str) -> Iterator[str]:
    """For each tax that is charged and each kind of client what its prices do with it."""
    service = rulebook.services.get(home.removeprefix(SERVICES))
    only = service.for_ if service else None
    buyers = [only] if only else rulebook.business.clients or CLIENTS
    for tax in rulebook.business.taxes.values():
        if tax.is_charged:
            yield from ("included" if is_included(tax, [one]) else "added" for one in buyers)

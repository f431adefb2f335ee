"""Of what a rulebook says something: cues of anything else can speak of nothing in it."""

from __future__ import annotations

from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.service_terms import may_services_say

NOBODY = ""
"""In place of an address: what no rule speaks of."""

SERVICES = "services."
ANY_SERVICE = f"{SERVICES}*."
"""How addresses begin of what each service says: `services.*.delivery`."""


def knows_address(rulebook: Rulebook, address: str) -> bool:
    """Whether a rulebook has a rule, a figure, or services at an address."""
    if address.startswith(ANY_SERVICE):
        return bool(rulebook.services)
    if address == NOBODY or address in rulebook.facts or address in rulebook.rules:
        return True
    return may_services_say(rulebook, address)

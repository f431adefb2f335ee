"""What services say of retainers, where words speak of them and no rule does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

from lindero.catalogue.roles import Role
from lindero.catalogue.specs import find_role_spec
from lindero.records.sections import Retainer
from lindero.rulebook.rulebook import Rulebook

_SERVICES = "services."
_OWN_TERMS: Mapping[Role, str] = {
    "retainer-minimum": "minimum",
    "retainer-billed": "billed",
    "retainer-rollover": "rollover",
}
"""Of which values a service always says something, and under which key of its retainer."""


def may_services_say(rulebook: Rulebook, address: str) -> bool:
    """Whether services say what a rule at this address would."""
    return bool(find_own_key(address)) and any(
        service.retainer for service in rulebook.services.values()
    )


def find_own_key(address: str) -> str | None:
    """Under which key a retainer says what this value of a rule of retainers does."""
    return _map_own_keys().get(address)


@cache
def _map_own_keys() -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for role, key in _OWN_TERMS.items():
        spec = find_role_spec(role)
        keys |= {f"{spec.id}.{one.name}": key for one in spec.values.values() if one.role == role}
    return keys


def show_own_term(rulebook: Rulebook, address: str) -> str:
    """What a service says at `services.NAME.retainer.KEY`, as it is written."""
    _, name, _, key = address.split(".")
    term = getattr(rulebook.services[name].retainer, key)
    return str(getattr(term, "written", term) or "none")


def compare_own_terms(
    rulebook: Rulebook, address: str, means: list[str], home: str
) -> tuple[str, set[bool]]:
    """At which address retainers say it themselves, and whether what is said fits each of them.

    In the text of a service, that one; everywhere else, all of them.
    """
    key = find_own_key(address)
    retainers = dict(_list_retainers(rulebook, home)) if key else {}
    fits = partial(_fits_term, means=means)
    agree = {fits(getattr(retainer, key)) for retainer in retainers.values() if key}
    first = next(iter(retainers), "")
    return f"{_SERVICES}{first}.retainer.{key}", agree


def _list_retainers(rulebook: Rulebook, home: str) -> Iterator[tuple[str, Retainer]]:
    own = home.removeprefix(_SERVICES) if home.startswith(_SERVICES) else None
    for name, service in rulebook.services.items():
        if service.retainer and own in {None, name}:
            yield name, service.retainer


def _fits_term(term: Any, means: list[str]) -> bool:
    """Whether what is left out, a word, or a time that there is, is one of those meant."""
    said = {term} if isinstance(term, str) else {"none", "no"} if term is None else {"yes"}
    return bool(said & {*means})

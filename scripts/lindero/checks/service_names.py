"""No two services that the same clients buy have one name and two prices."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related
from lindero.records.sections import Service


def find_same_service_name(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """An earlier service with the same name in some language, and another price."""
    for other, earlier in context.rulebook.services.items():
        if other == key:
            return
        apart = earlier.for_ and service.for_ and earlier.for_ != service.for_
        if apart or earlier.price.written == service.price.written:
            continue
        for language in context.rulebook.languages:
            called = service.name.in_language(language)
            if called.casefold() == earlier.name.in_language(language).casefold():
                place = context.locate_value("services", key, "name")
                first = context.locate_value("services", other, "name")
                message = f"`{other}` and `{key}` are both called `{called}`"
                help_ = "a reader must tell one from the other: give each its own name"
                near = (Related(first, f"`{other}`"),)
                yield Finding("duplicate-entry", message, place, help_, related=near)
                return

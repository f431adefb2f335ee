"""The same thing is not borne by one side alone: what the client answers for, both do."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding
from lindero.outcomes.two_sides import SharedSubject, list_shared_subjects
from lindero.rulebook.variants import list_people

ANSWER = (
    "if it is meant, say until when and why in the line above: "
    '`# lindero: allow "{code}" until 2027-12-31, …`'
)
"""How an author answers a warning."""


def find_one_sided_rules(context: CheckContext) -> Iterator[Finding]:
    """Subjects in which the client bears something and the freelancer nothing, each told once.

    They are told once something is sold: without that, the rules are still being written.
    """
    # The other side may stand in a rule that could not be read, or is not written yet.
    if context.resolved.doubts or not context.rulebook.services:
        return
    found: dict[str, SharedSubject] = {}
    clients: dict[str, set[str]] = {}
    for one in list_shared_subjects(context.rulebook, context.as_of):
        if one.is_one_sided:
            found.setdefault(one.subject.name, one)
            clients.setdefault(one.subject.name, set()).add(one.client)
    for name, one in found.items():
        yield _report_subject(context, one, clients[name])


def _report_subject(context: CheckContext, one: SharedSubject, clients: set[str]) -> Finding:
    source = one.of_client[0].source
    people = [client for client in context.rulebook.business.clients if client in clients]
    all_of_them = len(people) == len(context.rulebook.business.clients)
    whom = "" if all_of_them else f" (for {list_people(people)})"
    said = f" ({source.written})" if source.written else ""
    message = f"`{source.address}`{said}: {one.subject.alone}{whom}"
    help_ = f"{one.subject.mend}; {ANSWER.format(code='one-sided')}"
    place = context.locate_statement(source.path, source.written)
    return Finding("one-sided", message, place, help_, "warning")

"""For whom and when a variant of a rule holds, in a reader's language."""

from __future__ import annotations

from lindero.rulebook.cases import Audience, Case
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Day
from lindero.wording.reader import Reader


def show_case(case: Case, rulebook: Rulebook, reader: Reader) -> str:
    """`para consumidores, desde el 1 de marzo de 2027`; empty where it always holds."""
    words, language = reader.words, reader.language
    names = [rulebook.services[key].name.in_language(language) for key in case.services]
    quoted = [str(words["quoted"]).format(name=name) for name in names]
    who = [*([case.client] if case.client else []), *(["services"] if quoted else [])]
    parts = []
    if who:
        services = reader.join_list(quoted) if quoted else ""
        parts.append(str(words[f"case_{'_'.join(who)}"]).format(services=services))
    days = {"from": case.start, "until": case.end}
    if case.start and case.start == case.end:
        days = {"on": case.start}
    given = {name: reader.show_day(Day(day)) for name, day in days.items() if day}
    if given:
        parts.append(str(words[f"case_{'_'.join(given)}"]).format(**given))
    return ", ".join(parts)


def show_audience(audience: Audience, rulebook: Rulebook, reader: Reader) -> str:
    """`para consumidores que contratan «Logotipo»`; empty for everybody."""
    return show_case(Case(audience.client, audience.services), rulebook, reader)


def raise_start(text: str) -> str:
    """A text with a capital."""
    return text[:1].upper() + text[1:]

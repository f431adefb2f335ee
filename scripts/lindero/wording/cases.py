"""For whom and when a variant of a rule holds, in a reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from lindero.rulebook.cases import ALWAYS, Audience, Case, join_clients
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Day
from lindero.wording.reader import Reader


def show_case(case: Case, rulebook: Rulebook, reader: Reader) -> str:
    """`para consumidores, desde el 1 de marzo de 2027`; empty where it always holds."""
    who = _show_people("case", Audience(case.client, case.services), rulebook, reader)
    days = {"from": case.start, "until": case.end}
    if case.start and case.start == case.end:
        days = {"on": case.start}
    given = {name: reader.show_day(Day(day)) for name, day in days.items() if day}
    words = str(reader.words[f"case_{'_'.join(given)}"]) if given else ""
    return ", ".join(part for part in (who, words.format(**given)) if part)


def name_cases(rulebook: Rulebook, variants: Sequence[Rule], reader: Reader) -> str:
    """`para empresas`; of several cases all, but what holds in general needs no further one."""
    cases, everybody = {variant.case for variant in variants}, map(Case, rulebook.business.clients)
    first = variants[0]
    if ALWAYS in cases or cases.issuperset(everybody) or first.is_general(variants):
        if not first.others and not first.is_other:
            return ""
        return str(reader.words["case_general" if first.is_other else "case_in_general"])
    written = (variant.case for variant in variants)
    told = join_clients(written, rulebook.business.clients, rulebook.sold_to)
    return "; ".join(show_case(case, rulebook, reader) for case in told)


def show_readers(audience: Audience, rulebook: Rulebook, reader: Reader) -> str:
    """Whom a sheet or a service is for, as one speaks to clients: `Para particulares`."""
    return raise_start(_show_people("readers", audience, rulebook, reader))


def _show_people(words: str, audience: Audience, rulebook: Rulebook, reader: Reader) -> str:
    # Where a service is not sound, and so has no name, its key says which is meant.
    sold = {key: rulebook.services.get(key) for key in audience.services}
    names = [one.name.in_language(reader.language) if one else key for key, one in sold.items()]
    quoted = [str(reader.words["quoted"]).format(name=name) for name in names]
    who = [*([audience.client] if audience.client else []), *(["services"] if quoted else [])]
    services = reader.join_list(quoted, "any") if quoted else ""
    return str(reader.words[f"{words}_{'_'.join(who)}"]).format(services=services) if who else ""


def raise_start(text: str) -> str:
    """A text with a capital."""
    return text[:1].upper() + text[1:]

"""Writes out what the catalogue's files leave out because it goes without saying.

- A value that is one sentence is a yes-no, and the sentence is what it is `about`.
- A value with `choices` is a choice. The example of a yes-no is `yes`, that of a choice its first.
- Words that several values share stand in `words.yml`: `of: price`.
- What a side does is told in `you` (the client), `we` (the freelancer) or `both`, and so is whose
  part the clause is; `who` says that where the page's sentence serves.
- A clause without `if` hangs on the answer that it is named after: `lower` on `lower = yes`,
  `no-lower` on `lower = no`, `kept` on `deposit = kept` if only `deposit` may be `kept`; and where
  it names no figure, `cap` on there being a `cap`.
- A point alone in `settles` has the answer on which the clause hangs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from lindero.catalogue.clauses import Side, collect_texts, find_figure_names
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES

SHARED_WORDS = ("of", "times", "choices", "frames")
"""The keys of a value that may name words which several have."""

DutyForm = Literal["you", "we", "both"]

SIDES: dict[DutyForm, Side] = {"you": "client", "we": "freelancer", "both": "both"}
"""Whose part a clause is, by the form in which its line for the table of both sides is written."""

_Written = Mapping[str, Any]


@cache
def load_shared_words() -> dict[str, dict[str, Any]]:
    """The words by the key of a value and by their name."""
    words: dict[str, dict[str, Any]] = read_shipped_yaml("catalogue/words.yml")
    return words


def spell_out_rule(written: _Written) -> dict[str, Any]:
    """A rule with its values and clauses written out."""
    values = {name: spell_out_value(value) for name, value in written["values"].items()}
    clauses = {
        name: _spell_out_clause(name, clause, values) for name, clause in written["clauses"].items()
    }
    return {**written, "values": values, "clauses": clauses}


def spell_out_value(written: str | _Written) -> dict[str, Any]:
    """A value with its shape, its example and the words that it shares."""
    if isinstance(written, str):
        return {"shape": "yes-no", "about": written, "example": "yes"}
    shared = {key: _find_words(key, written[key]) for key in SHARED_WORDS if key in written}
    value = {"shape": "choice", **written, **shared}
    if value["shape"] == "yes-no":
        return {"example": "yes", **value}
    return {"example": next(iter(value["choices"])), **value} if "choices" in value else value


def _find_words(key: str, written: str | _Written) -> Any:
    return load_shared_words()[key][written] if isinstance(written, str) else written


def _spell_out_clause(name: str, written: _Written, values: _Written) -> dict[str, Any]:
    clause = {key: way for key, way in written.items() if key not in SIDES}
    for form, side in SIDES.items():
        if form in written:
            clause |= {"you": written[form], "who": side}
    answer = None if clause.keys() & {"if", "means"} else _find_answer(name, clause, values)
    if answer:
        clause["if"] = [answer]
    if isinstance(settled := clause.get("settles"), str):
        clause["settles"] = {settled: _take_answer(clause.get("if", []))}
    return clause


def _find_answer(name: str, clause: _Written, values: _Written) -> str | None:
    """The condition that a clause's name is."""
    if name in values and values[name]["shape"] == "yes-no":
        return f"{name} = yes"
    if name in values:
        return None if _names_figures(clause) else name
    refused = name.partition("-")[2] if name.startswith(("no-", "not-")) else ""
    if refused in values and values[refused]["shape"] == "yes-no":
        return f"{refused} = no"
    chosen = [key for key, value in values.items() if name in value.get("choices", ())]
    return f"{chosen[0]} = {name}" if len(chosen) == 1 else None


def _names_figures(clause: _Written) -> bool:
    """Whether each way to say it on the page names a figure: it hangs on that one."""
    ways = clause.get("says", clause)
    texts = (
        collect_texts({key: way[key] for key in LANGUAGES if key in way})
        for way in (ways if isinstance(ways, list) else [ways])
    )
    return all(any(map(find_figure_names, said)) for said in texts)


def _take_answer(conditions: str | list[str]) -> str:
    """The answer in the one condition of a clause; empty where there is no such one."""
    listed = [conditions] if isinstance(conditions, str) else conditions
    single = listed[0] if len(listed) == 1 and " or " not in listed[0] else ""
    return single.partition(" = ")[2]

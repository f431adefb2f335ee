"""One rule of the catalogue as its author wrote it: its short form, its values, its variants."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import RuleSpec
from lindero.findings.place import Unlocated
from lindero.reading.tree import PathStep, PlaceTree, Scalar
from lindero.records.fields import CASE_KEYS, RULE_WORDS
from lindero.records.record import NONE, OFF
from lindero.records.sections import WITHOUT_RULE, Business, Service, make_rule_keys
from lindero.resources.languages import LANGUAGES
from lindero.rulebook.cases import Case, RuleCases
from lindero.rulebook.own_clauses import (
    find_replacing_problems,
    find_unsaid_problems,
    replace_clauses,
)
from lindero.rulebook.resolution import Resolver
from lindero.rulebook.rule import Rule
from lindero.rulebook.variants import VariantEntry, arrange_variants, find_variant_problems
from lindero.shapes import SHAPES
from lindero.shapes.nothing import is_nothing

Steps = tuple[PathStep, ...]
"""Where a variant stands inside its rule; empty where the rule has none."""


def resolve_catalogue_rule(
    resolver: Resolver, spec: RuleSpec, body: Any, place: PlaceTree
) -> Rule | None:
    """The rule with its variants; None where it is not sound, which is told."""
    if isinstance(body, dict) and body.keys() & {*CASE_KEYS, *WITHOUT_RULE}:
        listed: dict[Steps, Any] = {(): body}
    elif isinstance(body, list) and _has_variants(spec, body):
        listed = {(at,): entry for at, entry in enumerate(body)}
    else:
        return _resolve_values(resolver, spec, body, place)
    rules = {
        steps: _resolve_variant(resolver, spec, entry, place.find_piece(steps), steps)
        for steps, entry in listed.items()
    }
    entries = [VariantEntry(rule, place.find_piece(steps)) for steps, rule in rules.items() if rule]
    if len(entries) < len(listed):
        return None
    silent = {at for at, one in enumerate(listed.values()) if isinstance(one, dict) and OFF in one}
    if len(silent) == len(listed):
        message, help_ = f"`{spec.name}` is off in every case", f"write `{spec.name}: off`"
        resolver.mistakes.add_finding("says-nothing", message, place.key_mark, help_)
        return None
    return _arrange_rule(resolver, spec, entries, silent, place)


def _has_variants(spec: RuleSpec, body: list[Any]) -> bool:
    """Whether a list holds variants, and is not itself the rule's main value."""
    entry_keys = SHAPES[spec.main.shape].entry_keys if spec.main else frozenset()
    if not entry_keys:
        return bool(body)
    of_a_variant = {*spec.values, *CASE_KEYS, *WITHOUT_RULE} - entry_keys
    return any(isinstance(entry, dict) and entry.keys() & of_a_variant for entry in body)


def _arrange_rule(
    resolver: Resolver,
    spec: RuleSpec,
    entries: list[VariantEntry],
    silent: Collection[int],
    place: PlaceTree,
) -> Rule | None:
    out = resolver.out
    business = out.records.get("business")
    if not isinstance(business, Business):
        return None
    # A service that is broken is still one: variants for it are not told to be for nothing.
    broken = (name.partition(".")[2] for name in out.doubts if name.startswith("services."))
    services = out.named["services"]
    cases = RuleCases(
        tuple(entry.rule.written_case for entry in entries),
        business.clients,
        {*services, *broken},
        resolver.as_of,
        sold_to={
            key: one.for_ for key, one in services.items() if isinstance(one, Service) and one.for_
        },
        silent=silent,
    )
    mark = place.key_mark or Unlocated(resolver.home)
    found = list(find_variant_problems(spec.id, entries, cases, mark, out.doubts))
    out.found += found
    is_told = not found and cases.are_whole and cases.concern_somebody
    return arrange_variants(entries, cases) if is_told else None


def _resolve_variant(
    resolver: Resolver, spec: RuleSpec, body: Any, place: PlaceTree, steps: Steps
) -> Rule | None:
    said = next((key for key in body if key in WITHOUT_RULE), "") if isinstance(body, dict) else ""
    if not said:
        return _resolve_values(resolver, spec, body, place, steps)
    mark = place.find_piece((said,))
    tell = resolver.mistakes.add_finding
    if (both := next((name for name in body if name in spec.values), None)) is not None:
        what = "that there is no such rule" if said == NONE else "that the rule concerns nobody"
        message = f"`{said}` says {what}, and `{both}` says what it is"
        tell("unknown-key", message, mark.key_mark, "keep one of the two")
        return None
    given = resolver.read_values(WITHOUT_RULE[said], body, place, spec.id)
    if given is None:
        return None
    if not given[said].yes:
        help_ = f"write the rule's values, or `{said}: yes`"
        tell("bad-yes-no", f"`{said}: no` says nothing", mark.mark, help_)
    return Rule(spec.id, {}, spec, is_none=True, written_case=_make_case(given))


def _resolve_values(
    resolver: Resolver, spec: RuleSpec, body: Any, place: PlaceTree, steps: Steps = ()
) -> Rule | None:
    if isinstance(body, Scalar) and body.text == "none":
        return Rule(spec.id, {}, spec, is_none=True)
    if _means_no_rule(spec, body):
        help_ = "write `none` if there is no such rule"
        help_ += "" if steps else ", or `off` if it does not concern you"
        message = f"`{body.text}` is no answer to `{spec.name}`"
        resolver.mistakes.add_finding("not-a-mapping", message, place.mark, help_)
        return None
    keys = _expand_short_form(spec, body)
    if keys is None:
        names = ", ".join(f"`{name}`" for name in (*spec.values, *RULE_WORDS))
        help_ = f"write keys under it ({names}), or `none`"
        message = f"`{spec.name}` has no single value"
        resolver.mistakes.add_finding("not-a-mapping", message, place.mark, help_)
        return None
    # In the short form the main value stands where otherwise its group does.
    placed = (
        place if keys is body else PlaceTree(place.key, place.value, dict.fromkeys(keys, place))
    )
    given = resolver.read_values(make_rule_keys(spec.id), keys, placed, spec.id)
    if given is None:
        return None
    problems = find_replacing_problems(spec, given.get("text"), given.get("replaces", ()))
    resolver.mistakes.add_problems(found := list(problems), placed)
    rule = None if found else _make_rule(spec, given, steps)
    if rule and not rule.is_none:
        found = list(find_unsaid_problems(spec, rule.figures, given.get("replaces", ())))
        resolver.mistakes.add_problems(found, placed)
    if found:
        return None
    if rule and not rule.is_none and not rule.said and not rule.summary:
        _report_silent_rule(resolver, spec, place)
        return None
    return rule


def _report_silent_rule(resolver: Resolver, spec: RuleSpec, place: PlaceTree) -> None:
    names = ", ".join(f"`{name}`" for name in spec.values)
    help_ = f"answer one of {names}; or write `none` if there is no such rule"
    message = f"`{spec.name}` says nothing: no sentence hangs on what is written"
    resolver.mistakes.add_finding("says-nothing", message, place.key_mark, help_)


def _means_no_rule(spec: RuleSpec, body: Any) -> bool:
    """Whether `no` or a near word stands where only `none` or `off` is clear."""
    answers_itself = spec.main and spec.main.shape == "yes-no"
    said = body.text.lower() if isinstance(body, Scalar) else ""
    return said in {"no", "none", "off"} and not answers_itself


def _expand_short_form(spec: RuleSpec, body: Any) -> dict[str, Any] | None:
    """`revisions: 2` as `{rounds: 2}`; None where a single value does not fit."""
    is_empty = isinstance(body, Scalar) and body.value is None
    if is_empty and not any(value.required for value in spec.values.values()):
        return {}
    # `{es: …, en: …}` is one text in two languages, and so a single value.
    if isinstance(body, dict) and not (body and body.keys() <= set(LANGUAGES)):
        return body
    return {spec.main.name: body} if spec.main else None


def _comes_to_nothing(spec: RuleSpec, given: Mapping[str, Any]) -> bool:
    """Whether the main value is nothing, and so is all that the other answers speak of."""
    main = spec.main
    if main is None or main.nothing != "none" or not is_nothing(given.get(main.name)):
        return False
    return "text" not in given and not (given.keys() & spec.values.keys()) - {main.name, *main.idle}


def _make_rule(spec: RuleSpec, given: Mapping[str, Any], steps: Steps) -> Rule:
    words = {name: given[name] for name in ("title", "summary", "why", "note") if name in given}
    if _comes_to_nothing(spec, given):
        return Rule(spec.id, {}, spec, is_none=True, written_case=_make_case(given), **words)
    path = (*spec.id.split("."), *steps)
    facts = {
        name: Fact(f"{spec.id}.{name}", given[name], value, (*path, name) if steps else ())
        for name, value in spec.values.items()
        if name in given
    }
    return Rule(
        spec.id,
        facts,
        spec,
        clauses=replace_clauses(spec, given.get("text"), given.get("replaces", ())),
        stage=spec.stage,
        written_case=_make_case(given),
        **words,
    )


def _make_case(given: Mapping[str, Any]) -> Case:
    start, end = (given[key].date if key in given else None for key in ("from", "until"))
    return Case(given.get("for"), given.get("services", ()), start, end)

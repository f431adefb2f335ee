"""Mistakes of the author, told in our words and at their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic_core import ErrorDetails, ValidationError

from lindero.findings.finding import Finding, suggest_word
from lindero.findings.place import Place, Unlocated
from lindero.reading.tree import PathStep, PlaceTree
from lindero.records.fields import SLUG, SLUG_HELP
from lindero.records.keys import RecordKeys
from lindero.records.meant_keys import meant_key
from lindero.shapes import Problem
from lindero.shapes.refusals import AlreadyReported

Loc = tuple[PathStep, ...]


@dataclass
class Mistakes:
    """Everything found so far; `home` is the folder to name where something has no place."""

    home: str
    found: list[Finding] = field(default_factory=list)

    def check_slug(self, key: str, place: PlaceTree) -> bool:
        """Whether a key can be an id; told where it cannot."""
        if SLUG.fullmatch(key):
            return True
        self.tell("bad-id", f"`{key}` cannot be an id", place.key, SLUG_HELP)
        return False

    def translate(self, error: ValidationError, keys: RecordKeys, place: PlaceTree) -> None:
        """Our own words for pydantic's findings, by their type; a misspelt required key is one finding, not two."""
        details = error.errors(include_url=False, include_input=False)
        missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
        for detail in details:
            if detail["type"] == "extra_forbidden":
                missing = self._unknown_key(detail["loc"], missing, keys, place)
            elif detail["type"] != "missing":
                self._wrong_value(detail, keys, place)
        for gone in missing:
            help_ = keys.find_inner_keys(gone[:-1]).how_to_add(str(gone[-1]))
            self.tell(
                "missing-key", f"`{gone[-1]}` is missing", place.find_piece(gone).key_mark, help_
            )

    def _unknown_key(
        self, loc: Loc, missing: list[Loc], keys: RecordKeys, place: PlaceTree
    ) -> list[Loc]:
        """Tell of a key that does not fit, and of a required one that it may stand for; what is missing besides, out."""
        key, around = str(loc[-1]), keys.find_inner_keys(loc[:-1])
        beside = [gone for gone in missing if gone[:-1] == loc[:-1]]
        near = meant_key(key, [str(gone[-1]) for gone in beside]) or meant_key(key, around.names)
        help_ = comma_help(key) or (
            f"did you mean `{near}`?" if near else suggest_word(key, around.names)
        )
        told = [gone for gone in beside if gone[-1] == near or (near is None and len(beside) == 1)]
        if told and near is None:
            help_ = (
                f"{help_}\n`{told[0][-1]}` is missing here: {around.how_to_add(str(told[0][-1]))}"
            )
        self.tell(
            "unknown-key", f"`{key}` is not a key here", place.find_piece(loc).key_mark, help_
        )
        return [gone for gone in missing if gone not in told]

    def _wrong_value(self, detail: ErrorDetails, keys: RecordKeys, place: PlaceTree) -> None:
        loc: Loc = detail["loc"]
        here = place.find_piece(loc)
        match detail["type"]:
            case "refused":
                self.report(detail["ctx"]["problems"], here)
            case "string_pattern_mismatch":
                self.check_slug(str(loc[-2]), here)
            case "list_type" | "too_short":
                self.tell(
                    "bad-list",
                    "a list belongs here",
                    here.mark,
                    keys.find_inner_keys(loc).how_to_list(str(loc[-1])),
                )
            case "dict_type":
                self.tell(
                    "not-a-mapping",
                    self.no_group(here),
                    here.mark,
                    keys.find_inner_keys(loc).how_to_start(),
                )
            case (
                "value_error" | "assertion_error"
            ):  # pydantic takes our own mistakes for the author's
                raise detail["ctx"]["error"]
            case unforeseen:
                raise AssertionError(unforeseen)

    def no_group(self, place: PlaceTree) -> str:
        """The message for one value where a group belongs."""
        name = f"`{place.key.text}`" if place.key else "every entry here"
        return f"{name} holds keys of its own"

    def report(self, problems: Sequence[Problem], place: PlaceTree) -> None:
        """Tell what is wrong with a value, or inside it."""
        for problem in problems:
            if isinstance(problem, AlreadyReported):
                continue
            inner = place.find_piece(problem.path)
            mark = (
                inner.key_mark
                if problem.on_key
                or problem.code in {"missing-language", "missing-key", "uneven-lists"}
                else inner.mark
            )
            self.tell(problem.code, problem.message, mark, problem.help)

    def tell(self, code: str, message: str, place: Place | None, help_: str | None) -> None:
        """Add one finding."""
        self.found.append(Finding(code, message, place or Unlocated(self.home), help_))


def comma_help(key: str) -> str | None:
    """A key that starts with a digit is the rest of a number that was typed with a comma in braces."""
    if key[:1].isdigit():
        return "inside braces a comma starts a new entry; write decimals with a point: `1.5 %`"
    return None

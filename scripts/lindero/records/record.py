"""Records: groups of keys, each with its leaf, its sentence and what holds where it is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Self

from lindero.reading.tree import Scalar
from lindero.records.fields import Leaf
from lindero.records.keys import RecordKeys
from lindero.records.parsers import SLUG, SLUG_HELP
from lindero.shapes import Context, Problem, Refusal
from lindero.shapes.key_groups import Parser, list_part_problems, read_entries, read_group

REQUIRED: Any = object()
"""In place of a default, where there is none."""

NONE = "none"
"""What an author writes who has thought of something and has none."""

OFF = "off"
"""What an author writes whom something does not concern."""


class Key:
    """A key of a record: what it holds, what it is for, and what holds where it is left out."""

    def __init__(self, content: KeyContent, about: str, default: Any) -> None:
        self.content, self.about, self.default = content, about, default


def define_key(content: KeyContent, about: str = "", default: Any = REQUIRED) -> Any:
    """A key of a record; without a default it is required."""
    return Key(content, about, default)


def format_key(name: str) -> str:
    """The key of a field: `from` is one of Python's own words, so it is `from_` there."""
    return name.rstrip("_").replace("_", " ")


class Record:
    """A group of keys: strict, frozen, no key more than these.

    Not a dataclass, although it looks like one: those are compiled anew at every start.
    """

    fields: ClassVar[Mapping[str, Key]]
    keys: ClassVar[RecordKeys[KeyContent]]

    def __init_subclass__(cls, also: tuple[str, ...] = ()) -> None:
        cls.fields = {name: key for name, key in vars(cls).items() if isinstance(key, Key)}
        leaves = {format_key(name): key.content for name, key in cls.fields.items()}
        required = [format_key(name) for name, key in cls.fields.items() if key.default is REQUIRED]
        cls.keys = RecordKeys(leaves, required, also)

    def __init__(self, **values: Any) -> None:
        given = {name: key.default for name, key in self.fields.items()} | values
        if given.keys() != self.fields.keys() or REQUIRED in given.values():
            raise TypeError(f"these are not the keys of {type(self).__name__}: {[*values]}")
        vars(self).update(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a record stays as it was made: {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # some hold dicts

    def change_keys(self, **values: Any) -> Self:
        """The same record with other values."""
        return type(self)(**vars(self) | values)

    @classmethod
    def read_keys(cls, written: object, context: Context, called: str = "every entry here") -> Self:
        """The record that a group of keys is. Raises Refusal with all that is wrong in it."""
        if not isinstance(written, dict):
            raise Refusal(cls.keys.refuse_single_value(called))
        parts, problems = read_group(written, cls.keys, context)
        if problems:
            raise Refusal(*problems)
        names = {format_key(name): name for name in cls.fields}
        return cls(**{names[key]: value for key, value in parts.items()})


class OneRecord:
    """What a key holds that holds a record; with `none`, what the word `none` stands for there.

    `several` says that there may be more of its kind, under an id each.
    """

    several = False

    def __init__(self, kind: type[Record], none: Record | None = None) -> None:
        self.kind, self.none = kind, none

    def make_parser(self, key: str) -> Parser:
        """Reads what stands at a key."""
        return partial(self._read_record, key)

    def _read_record(self, key: str, written: object, context: Context) -> Record:
        if self.none and isinstance(written, Scalar) and written.text == NONE:
            return self.none
        if self.none and not isinstance(written, dict):
            problem = self.kind.keys.refuse_single_value(f"`{key}`")
            raise Refusal(replace(problem, help=f"{problem.help}; or `{key}: {NONE}`"))
        return self.kind.read_keys(written, context, f"`{key}`")


class SeveralRecords:
    """What a key holds that holds a list of records, or, `named`, records under an id each."""

    def __init__(self, kind: type[Record], *, named: bool = False) -> None:
        self.kind, self.named = kind, named

    def make_parser(self, key: str) -> Parser:
        """Reads what stands at a key."""
        return partial(self._read_named_records if self.named else self._read_records, key)

    def _read_records(self, key: str, written: object, context: Context) -> Any:
        if not isinstance(written, list) or not written:
            raise self._refuse_list(key)
        return tuple(read_entries(written, self.kind.read_keys, context))

    def _read_named_records(self, key: str, written: object, context: Context) -> Any:
        if not isinstance(written, dict):
            raise Refusal(self.kind.keys.refuse_single_value(f"`{key}`"))
        if not written:
            raise self._refuse_list(key)
        found: dict[str, Record] = {}
        problems: list[Problem] = []
        for name, inner in written.items():
            if not SLUG.fullmatch(name):
                message = f"`{name}` cannot be an id"
                problems.append(Problem("bad-id", message, SLUG_HELP, (name,), on_key=True))
            try:
                found[name] = self.kind.read_keys(inner, context, f"`{name}`")
            except Refusal as refused:
                problems += list_part_problems(refused, name)
        if problems:
            raise Refusal(*problems)
        return found

    def _refuse_list(self, key: str) -> Refusal:
        return Refusal(Problem("bad-list", "a list belongs here", self.kind.keys.explain_list(key)))


class OneOrNamedRecords(OneRecord):
    """What a key holds that holds one record, or several of its kind under an id each."""

    several = True

    def _read_record(self, key: str, written: object, context: Context) -> Any:
        if isinstance(written, dict) and self._is_several(written):
            return SeveralRecords(self.kind, named=True).make_parser(key)(written, context)
        return super()._read_record(key, written, context)

    def list_written(self, written: dict[str, object]) -> list[Any]:
        """The records that are written there, one by one."""
        return [*written.values()] if self._is_several(written) else [written]

    def _is_several(self, written: Mapping[str, object]) -> bool:
        """Whether keys of the record stand one step further in, and none right here."""
        known = self.kind.keys.leaves.keys()
        inside = [inner for inner in written.values() if isinstance(inner, dict)]
        return not known & written.keys() and any(known & inner.keys() for inner in inside)


KeyContent = Leaf | OneRecord | SeveralRecords

"""What stays as it was made: dataclasses whose methods are written once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, ClassVar, dataclass_transform

_set_field = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen:
    """A class whose fields are its annotations: equal by what they hold, and never changed.

    `@dataclass(frozen=True)` compiles six methods for each class anew at every start; for a
    hundred classes that takes as long as reading a rulebook. Here `dataclass` only notes the
    fields, so that `fields`, `replace` and `asdict` know them. With `eq=False` each is equal to
    itself alone, as what holds a dict must be to serve as a key.
    """

    _names: ClassVar[tuple[str, ...]]
    _defaults: ClassVar[Mapping[str, object]]
    _factories: ClassVar[Mapping[str, Callable[[], object]]]
    _content: ClassVar[Any]  # an attrgetter, which mypy would take for a method
    _shown: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls, *, eq: bool = True) -> None:
        noted = fields(dataclass(init=False, repr=False, eq=False)(cls))  # type: ignore[arg-type]  # a class
        cls._names = tuple(one.name for one in noted)
        cls._defaults = {one.name: one.default for one in noted if one.default is not MISSING}
        cls._factories = {
            one.name: one.default_factory for one in noted if one.default_factory is not MISSING
        }
        cls._shown = tuple(one.name for one in noted if one.repr)
        compared = [one.name for one in noted if one.compare]
        cls._content = attrgetter(*compared or ["__class__"])
        if not eq:
            cls.__eq__ = object.__eq__  # type: ignore[method-assign]  # as its docstring says
            cls.__hash__ = object.__hash__  # type: ignore[method-assign]  # likewise

    def __init__(self, *given: object, **named: object) -> None:
        names, defaults = self._names, self._defaults
        for name, value in zip(names, given):  # noqa: B905 - what is too much is told below
            _set_field(self, name, value)
        for name in names[len(given) :]:
            if name in named:
                _set_field(self, name, named.pop(name))
            elif name in defaults:
                _set_field(self, name, defaults[name])
            elif name in self._factories:
                _set_field(self, name, self._factories[name]())
            else:
                raise TypeError(f"{type(self).__name__} is made without its {name}")
        if named or len(given) > len(names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)} and no more")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return bool(self._content(self) == other._content(other))

    def __hash__(self) -> int:
        return hash(self._content(self))

    def __repr__(self) -> str:
        shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in self._shown])
        return f"{type(self).__qualname__}({shown})"

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

"""Frozen classes behave as Python's own frozen dataclasses do."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any, ClassVar

import pytest

from lindero.frozen import Frozen


class Sum(Frozen):
    """What is paid."""

    signs: ClassVar[str] = "no field"
    amount: int
    currency: str = "EUR"
    notes: Mapping[str, str] = field(default_factory=dict)
    source: str = field(default="", repr=False, compare=False)


class TaxedSum(Sum):
    """A class of fields may have more of them below."""

    tax: int = 21


class Key(Frozen, eq=False):
    """Equal to itself alone."""

    names: dict[str, str]


@dataclass(frozen=True)
class Plain:
    """The fields of a sum, in a class that Python makes."""

    amount: int
    currency: str = "EUR"
    notes: Mapping[str, str] = field(default_factory=dict)
    source: str = field(default="", repr=False, compare=False)


GIVEN: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((1, "USD", {"a": "b"}), {}),
    ((), {"currency": "USD", "amount": 1}),
    ((1,), {"notes": {"a": "b"}}),
    ((1,), {}),
    ((), {}),
    ((1, "EUR", {}, "a.yml", 4), {}),
    ((1,), {"colour": "red"}),
    ((), {"colour": "red", "currency": "EUR"}),
    ((1,), {"amount": 2}),
]


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_it_takes_what_a_dataclass_takes(
    given: tuple[object, ...], named: dict[str, object]
) -> None:
    """Values in order and by name, what is left out, and what is too much or missing."""
    assert _describe(Sum, given, named) == _describe(Plain, given, named)


def _describe(kind: Callable[..., Any], given: tuple[object, ...], named: dict[str, object]) -> Any:
    try:
        made = kind(*given, **named)
    except TypeError:
        return "refused"
    return asdict(made), repr(made).partition("(")[2]


def test_it_is_equal_by_content_and_class() -> None:
    one, same = Sum(1, "EUR", ()), Sum(amount=1, notes=())  # type: ignore[arg-type]  # any content does
    assert one == same
    assert hash(one) == hash(same)
    assert one == replace(one, source="a.yml")
    assert one != Sum(2)
    assert one != TaxedSum(1, "EUR", ())  # type: ignore[arg-type]  # any content does
    assert one != (1, "EUR", ())
    with pytest.raises(TypeError, match="unhashable"):
        hash(Sum(1))
    key = Key({})
    assert {key: 1}[key] == 1
    assert key != Key({})


def test_it_stays_as_it_was_made() -> None:
    one = TaxedSum(1)
    with pytest.raises(FrozenInstanceError):
        one.tax = 4  # type: ignore[misc]  # refused, as it should be
    with pytest.raises(FrozenInstanceError):
        del one.tax
    assert replace(one, tax=4) == TaxedSum(1, tax=4)
    assert one.tax == 21
    assert [part.name for part in fields(one)] == ["amount", "currency", "notes", "source", "tax"]
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))
    assert one.notes is not TaxedSum(1).notes

"""Which variant of a rule holds for whom and when: the order among cases, gaps and overlaps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

OTHER_SERVICES = ""
"""Stands for every service that no variant names."""


_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """When a variant holds: for one kind of client, for named services, from and until a day; all of them where left out."""

    client: str | None = None
    services: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    @property
    def key(self) -> str:
        """What tells its figures' addresses from those of the others: `consumer@2027-03-01`."""
        parts = [self.client, *self.services, self.start.isoformat() if self.start else None]
        return "@".join(part for part in parts if part)

    def fits_situation(self, situation: Situation) -> bool:
        """Whether it holds there and then."""
        return (
            self.client in {None, situation.client}
            and (not self.services or situation.service in self.services)
            and (self.start or date.min) <= situation.day <= (self.end or date.max)
        )

    def comes_before(self, other: Case) -> bool:
        """Whether it comes before another one where both hold: the more special one, or of two equal ones the later."""
        mine, theirs = set(self.services), set(other.services)
        if (self.client, mine) == (other.client, theirs):
            return other.end is None and (self.start or date.min) > (other.start or date.min)
        return other.client in {None, self.client} and (
            not theirs or (bool(mine) and mine <= theirs)
        )


ALWAYS = Case()


@dataclass(frozen=True)
class Situation:
    """A client of one kind who buys a service on a day."""

    client: str
    service: str
    day: date


@dataclass(frozen=True)
class RuleCases:
    """The cases of one rule, for a business's kinds of clients and its services, from a day on."""

    cases: tuple[Case, ...]
    clients: tuple[str, ...]
    services: Collection[str]
    as_of: date

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """Everything that can make a difference; each day is the first of a time in which nothing changes."""
        return tuple(
            Situation(client, service, day)
            for client in self.clients
            for service in self._services
            for day in self._days
        )

    @cached_property
    def winners(self) -> dict[Situation, int]:
        """The number of the case that holds, for every situation in which exactly one comes first."""
        found = {situation: self._list_unbeaten(situation) for situation in self.situations}
        return {
            situation: unbeaten[0] for situation, unbeaten in found.items() if len(unbeaten) == 1
        }

    @property
    def are_whole(self) -> bool:
        """Whether every situation has its one answer."""
        return len(self.winners) == len(self.situations)

    def find_overlaps(self) -> Iterator[tuple[int, int, Situation]]:
        """Pairs of which neither comes first, each told once with the first situation."""
        told = set()
        for situation in self.situations:
            unbeaten = self._list_unbeaten(situation)
            if len(unbeaten) > 1 and (pair := (unbeaten[0], unbeaten[1])) not in told:
                told.add(pair)
                yield *pair, situation

    def find_gaps(self) -> Iterator[Situation]:
        """Where nothing holds: for each kind of client the first situation."""
        told = set()
        for situation in self.situations:
            if situation.client not in told and not any(
                case.fits_situation(situation) for case in self.cases
            ):
                told.add(situation.client)
                yield situation

    def is_past(self, number: int) -> bool:
        """Whether its time is over: ended, or a later one of its kind has taken over."""
        case = self.cases[number]
        kind = (case.client, case.services)
        later = (
            other
            for other in self.cases
            if (other.client, other.services) == kind and other.comes_before(case)
        )
        return any((other.start or date.min) <= self.as_of for other in later) or (
            case.end is not None and case.end < self.as_of
        )

    def find_effective_case(self, number: int) -> Case:
        """When a case really comes first: others may narrow its clients and its time. Days past are left out."""
        won = [situation for situation, winner in self.winners.items() if winner == number]
        clients = {situation.client for situation in won}
        starts, ends = {self._find_start(one) for one in won}, {self._find_end(one) for one in won}
        return Case(
            clients.pop() if len(clients) == 1 < len(self.clients) else None,
            self.cases[number].services,
            starts.pop() if len(starts) == 1 else None,
            ends.pop() if len(ends) == 1 else None,
        )

    def _find_start(self, situation: Situation) -> date | None:
        """The day from which the winner has held without a break; None if today already."""
        first = situation.day
        for day in reversed([day for day in self._days if day < situation.day]):
            if (
                self.winners.get(Situation(situation.client, situation.service, day))
                != self.winners[situation]
            ):
                return first
            first = day
        return None

    def _find_end(self, situation: Situation) -> date | None:
        """The last day before another one takes over; None if nothing does."""
        for day in (day for day in self._days if day > situation.day):
            if (
                self.winners.get(Situation(situation.client, situation.service, day))
                != self.winners[situation]
            ):
                return day - _DAY
        return None

    @cached_property
    def _services(self) -> tuple[str, ...]:
        named = tuple(dict.fromkeys(service for case in self.cases for service in case.services))
        return (OTHER_SERVICES, *named) if not named or set(self.services) - set(named) else named

    @cached_property
    def _days(self) -> tuple[date, ...]:
        after = (
            case.end + _DAY for case in self.cases if case.end is not None and case.end < date.max
        )
        changes = {*after, *(case.start for case in self.cases if case.start)}
        return tuple(sorted({self.as_of, *(day for day in changes if day > self.as_of)}))

    def _list_unbeaten(self, situation: Situation) -> Sequence[int]:
        holding = [
            number for number, case in enumerate(self.cases) if case.fits_situation(situation)
        ]
        return [
            one
            for one in holding
            if not any(
                self.cases[other].comes_before(self.cases[one]) for other in holding if other != one
            )
        ]

"""Which variant of a rule holds for whom and when: the order among cases, gaps and overlaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property

from lindero.frozen import Frozen
from lindero.records.parsers import CLIENTS

OTHER_SERVICES = ""
"""Stands for every service that no variant names."""

_DAY = timedelta(days=1)


class Case(Frozen):
    """When a variant holds: for one kind of client, for services, from and until a day.

    What is left out is no limit.
    """

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
            and self.holds_on(situation.day)
        )

    def holds_on(self, day: date) -> bool:
        """Whether a day is none before or after its time."""
        return (self.start or date.min) <= day <= (self.end or date.max)

    def comes_before(self, other: Case) -> bool:
        """Whether it wins where both hold: the more special one, or of two equal ones the later."""
        mine, theirs = set(self.services), set(other.services)
        if (self.client, mine) == (other.client, theirs):
            # A later answer takes over from an open one; where the other has an end, they overlap.
            return other.end is None and (self.start or date.min) > (other.start or date.min)
        return other.client in {None, self.client} and (
            not theirs or (bool(mine) and mine <= theirs)
        )


ALWAYS = Case()


def leave_sold(case: Case, client: str | None, sold_to: Mapping[str, str]) -> Case:
    """A case without the services that are not sold to a kind of client."""
    sold = (one for one in case.services if client is None or sold_to.get(one, client) == client)
    return replace(case, services=tuple(sold))


def join_clients(
    cases: Iterable[Case], clients: Sequence[str], sold_to: Mapping[str, str]
) -> list[Case]:
    """Cases in their order, what is the same for every kind of client as one for all of them.

    It is the same, too, where one kind only lacks services that are not sold to it.
    """
    told = list(dict.fromkeys(cases))
    if len(clients) < 2:
        return told
    return list(dict.fromkeys(_join_other(case, told, sold_to) for case in told))


def _join_other(case: Case, told: Sequence[Case], sold_to: Mapping[str, str]) -> Case:
    """A case of one kind of client as one for both, where the same holds for the other kind."""
    for other in (other for other in told if {case.client, other.client} == {*CLIENTS}):
        pair = [one for one in told if one in {case, other}]
        services = dict.fromkeys(name for one in pair for name in one.services)
        whole = replace(case, client=None, services=tuple(services))
        named_both = bool(case.services) is bool(other.services)
        if named_both and all(_fits_whole(one, whole, sold_to) for one in pair):
            return whole
    return case


def _fits_whole(case: Case, whole: Case, sold_to: Mapping[str, str]) -> bool:
    """Whether a case is what a kind of client reads of one for all of them."""
    mine, left = (leave_sold(one, case.client, sold_to) for one in (case, whole))
    same_time = (case.start, case.end) == (whole.start, whole.end)
    return same_time and {*left.services} == {*mine.services}


class Audience(Frozen):
    """Whom a sheet, a card or a figure speaks to: one kind of client, who buys these services.

    What is left out is no limit.
    """

    client: str | None = None
    services: tuple[str, ...] = ()


EVERYBODY = Audience()


def parse_audience(words: Iterable[str]) -> Audience:
    """An audience by its words: a kind of client, services, or both."""
    named = tuple(words)
    kinds = [word for word in named if word in CLIENTS]
    services = tuple(word for word in named if word not in CLIENTS)
    return Audience(kinds[0] if len(kinds) == 1 else None, services)


class Situation(Frozen):
    """A client of one kind who buys a service on a day."""

    client: str
    service: str
    day: date


class RuleCases(Frozen):
    """The cases of one rule, for a business's kinds of clients and its services, from a day on.

    With an audience, only what can happen to it counts. `sold_to` names the only kind of client
    of a service that has one: what would hold for others needs no answer. `silent` are the numbers
    of the cases that the rule does not concern.
    """

    cases: tuple[Case, ...]
    clients: tuple[str, ...]
    services: Collection[str]
    as_of: date
    audience: Audience = EVERYBODY
    sold_to: Mapping[str, str] = field(default_factory=dict)
    silent: Collection[int] = ()

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """All that can make a difference; nothing changes between one of its days and the next."""
        return tuple(
            Situation(client, service, day)
            for client in self._clients
            for service in self._services
            for day in self._days
        )

    @cached_property
    def winners(self) -> dict[Situation, int]:
        """The number of the case that holds, in every situation in which just one comes first."""
        found = {situation: self._list_unbeaten(situation) for situation in self.situations}
        return {one: unbeaten[0] for one, unbeaten in found.items() if len(unbeaten) == 1}

    @property
    def are_whole(self) -> bool:
        """Whether every situation that can happen has its one answer."""
        return all(one in self.winners for one in self.situations if self._can_happen(one))

    @property
    def concern_somebody(self) -> bool:
        """Whether the rule is not off for all there is: some services may be impossible to read."""
        return any(won not in self.silent for won in self.winners.values())

    def rank_cases(self, empty: Collection[int] = ()) -> tuple[int, ...]:
        """The numbers of the cases that hold for somebody, first the one most are told today.

        Of those, the `empty` come first only where there is no other.
        """
        held = {one: won for one, won in self.winners.items() if won not in self.silent}
        told = {one: won for one, won in held.items() if self._can_happen(one)} or held
        soonest = min(one.day for one in told)
        now = [winner for one, winner in told.items() if one.day == soonest]
        first = next((winner for winner in now if winner not in empty), *now[:1])
        return (first, *sorted({*told.values()} - {first}))

    def find_overlaps(self) -> Iterator[tuple[int, int, Situation]]:
        """Pairs of which neither comes first, each told once with the first situation."""
        reported = set()
        for situation in filter(self._can_happen, self.situations):
            unbeaten = self._list_unbeaten(situation)
            if len(unbeaten) > 1 and (pair := (unbeaten[0], unbeaten[1])) not in reported:
                reported.add(pair)
                yield *pair, situation

    def find_gaps(self) -> Iterator[Situation]:
        """Where nothing holds: for each kind of client the first situation."""
        reported = set()
        for situation in filter(self._can_happen, self.situations):
            held = any(case.fits_situation(situation) for case in self.cases)
            if not held and situation.client not in reported:
                reported.add(situation.client)
                yield situation

    def list_unnamed_services(self) -> list[str]:
        """The services that no case names, where some of them are named."""
        named = {service for case in self.cases for service in case.services}
        return sorted(set(self.services) - named) if named else []

    def _can_happen(self, situation: Situation) -> bool:
        """Whether a client of that kind can buy the service, or one of those without a name."""
        meant = [situation.service] if situation.service else self.list_unnamed_services()
        buyers = [self.sold_to.get(service, situation.client) for service in meant]
        return situation.client in buyers or not buyers

    def is_past(self, number: int) -> bool:
        """Whether its time is over: ended, or a later one of its kind has taken over."""
        case = self.cases[number]
        if case.end is not None and case.end < self.as_of:
            return True
        kind = (case.client, case.services)
        same = (one for one in self.cases if (one.client, one.services) == kind)
        later = (one for one in same if one.comes_before(case))
        return any((one.start or date.min) <= self.as_of for one in later)

    def find_effective_case(self, number: int) -> Case:
        """When a case really comes first: others may narrow its clients and its time.

        Days past are left out.
        """
        won = [situation for situation, winner in self.winners.items() if winner == number]
        clients = {situation.client for situation in won}
        client = clients.pop() if len(clients) == 1 < len(self._clients) else None
        starts, ends = {self._find_start(one) for one in won}, {self._find_end(one) for one in won}
        case = Case(
            client,
            self._find_won_services(number, {situation.service for situation in won}, client),
            starts.pop() if len(starts) == 1 else None,
            ends.pop() if len(ends) == 1 else None,
        )
        return leave_sold(case, client or self.audience.client, self.sold_to)

    def list_regions(self, number: int) -> list[Case]:
        """Exactly where a case comes first, as cases of which none holds anywhere else."""
        several = len(self._clients) > 1
        found: dict[Case, list[str]] = {}
        for one, winner in self.winners.items():
            if winner == number:
                start, end = self._find_start(one), self._find_end(one)
                region = Case(one.client if several else None, start=start, end=end)
                found.setdefault(region, []).append(one.service)
        regions = (
            replace(region, services=self._name_services(dict.fromkeys(won)))
            for region, won in found.items()
        )
        joined = join_clients(regions, self._clients, self.sold_to)
        sold = [(one, leave_sold(one, one.client, self.sold_to)) for one in joined]
        cases = [left for one, left in sold if left.services or not one.services]
        return sorted(cases, key=lambda case: case.start or date.min)

    def _name_services(self, won: Collection[str]) -> tuple[str, ...]:
        """These services by their names; none where they are all."""
        if len(won) == len(self._services):
            return ()
        rest = self.list_unnamed_services() if OTHER_SERVICES in won else ()
        return (*(one for one in won if one != OTHER_SERVICES), *rest)

    def _find_won_services(
        self, number: int, won: Collection[str], client: str | None
    ) -> tuple[str, ...]:
        """The services of a case; to an audience of some services, those among them alone.

        Where only others make it about one kind of client, it has the services that they leave it.
        """
        case, everything = self.cases[number], self._are_all_sold(won)
        if self.audience.services and not everything:
            return tuple(one for one in case.services if one in won)
        if everything and self.audience != EVERYBODY:
            return ()
        if everything or client is None or case.client or case.services:
            return case.services
        return self._name_services([one for one in self._services if one in won])

    def _are_all_sold(self, services: Collection[str]) -> bool:
        """Whether nothing else is sold to those whom it is about."""
        return all(
            service in services
            for service in self._services
            if any(self._can_happen(Situation(one, service, self.as_of)) for one in self._clients)
        )

    def _find_start(self, situation: Situation) -> date | None:
        """The day from which the winner has held without a break; None if today already."""
        first = situation.day
        for day in reversed([day for day in self._days if day < situation.day]):
            if not self._has_same_winner(situation, day):
                return first
            first = day
        return None

    def _find_end(self, situation: Situation) -> date | None:
        """The last day before another one takes over; None if nothing does."""
        for day in (day for day in self._days if day > situation.day):
            if not self._has_same_winner(situation, day):
                return day - _DAY
        return None

    def _has_same_winner(self, situation: Situation, day: date) -> bool:
        return self.winners.get(replace(situation, day=day)) == self.winners[situation]

    @property
    def _clients(self) -> tuple[str, ...]:
        client = self.audience.client
        return self.clients if client is None else tuple({client} & {*self.clients})

    @cached_property
    def _services(self) -> tuple[str, ...]:
        named = dict.fromkeys(service for case in self.cases for service in case.services)
        bought = tuple(service for service in named if self._is_bought(service))
        unnamed = set(self.audience.services or self.services) - named.keys()
        # Where variants name every service there is, nobody can buy another one.
        if bought and not any(map(self._is_bought, unnamed)):
            return bought
        return (OTHER_SERVICES, *bought)

    def _is_bought(self, service: str) -> bool:
        """Whether the audience is about a service, and none for whom it is not sold."""
        client, chosen = self.audience.client, self.audience.services
        is_sold = client is None or self.sold_to.get(service, client) == client
        return is_sold and (not chosen or service in chosen)

    @cached_property
    def _days(self) -> tuple[date, ...]:
        ends = (case.end for case in self.cases if case.end and case.end < date.max)
        changes = {*(end + _DAY for end in ends), *(one.start for one in self.cases if one.start)}
        return tuple(sorted({self.as_of, *(day for day in changes if day > self.as_of)}))

    def _list_unbeaten(self, situation: Situation) -> Sequence[int]:
        numbers = range(len(self.cases))
        holding = [one for one in numbers if self.cases[one].fits_situation(situation)]
        return [one for one in holding if not self._is_beaten(one, holding)]

    def _is_beaten(self, one: int, holding: Sequence[int]) -> bool:
        case = self.cases[one]
        return any(self.cases[other].comes_before(case) for other in holding if other != one)

"""The figures of one sentence: of which rule each speaks, and whether both say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lindero.calendar.working_weeks import list_weeks
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.frozen import Frozen
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Count, Figure, Price
from lindero.shapes.periods import CALENDAR_DAY, Weeks
from lindero.shapes.shape import walk_parts
from lindero.spoken.asides import Asides
from lindero.spoken.claims import Claim, SentenceCues
from lindero.spoken.comparing import Verdict, compare_quantity, differs_in_days, is_within
from lindero.spoken.cues import FoundCue
from lindero.spoken.known_addresses import (
    ANY_SERVICE,
    NOBODY,
    SERVICES,
    list_said_figures,
    narrow_to_home,
)
from lindero.spoken.markings import RuleLink
from lindero.spoken.pieces import Sentence
from lindero.spoken.quantity import Quantity
from lindero.spoken.service_cues import (
    ServiceMention,
    ServiceNames,
    find_mentions,
    measure_way,
    names_whole_service,
)
from lindero.spoken.taxed_prices import find_taxed_price, says_taxes_inside
from lindero.spoken.word_tables import SpokenWords

_BESIDE = 26  # how sure a service or a link beside a figure is, before the way is taken off
_AT_HOME = 14
_DOUBT = 2  # claims nearer to each other than this are equally likely
_HALF_SURE = 12  # a claim so much weaker that agrees still keeps a figure from being an error
_FAINT = 12  # a claim of words with no place for a figure that is weaker is no error
_LADDERS = {"brackets", "stages", "seasons", "amount"}
_DAY: Role = "working-day"
_REPEATED = {"charge", "count"}
"""Shapes of what may be said with `twice` and `three times`."""

Judged = tuple[str | None, Verdict | None]
"""The address that a figure speaks of, and what the rulebook says to it."""


class WeighedClaim(NamedTuple):
    """A claim, and what comes of it."""

    claim: Claim
    verdict: Verdict


class KnownFigures(Frozen, eq=False):
    """What texts in one language are compared with."""

    rulebook: Rulebook
    words: SpokenWords
    services: ServiceNames

    @cached_property
    def addresses(self) -> Mapping[str, Sequence[str]]:
        """By rule or service, the addresses of its figures."""
        found: dict[str, list[str]] = {}
        for address in self.rulebook.facts:
            found.setdefault(address.rpartition(".")[0], []).append(address)
        return found

    def compare_address(self, address: str, quantity: Quantity, home: str) -> Verdict | None:
        """A figure in the text of `home` beside what an address says, in all of its cases."""
        if not self._may_be_said(address, quantity) or self._is_sold_otherwise(address, home):
            return None
        figures = list_said_figures(self.rulebook, address, home)
        verdicts = [self._compare_figure(quantity, figure) for figure in figures]
        if "agrees" in verdicts:
            return "agrees"
        if None in verdicts or not verdicts:
            return None
        if "unsure" in verdicts or self._stands_beside(address, quantity, home):
            return "unsure"
        return "unsure" if self._is_said_at_home(address, quantity, home) else "differs"

    def _compare_figure(self, quantity: Quantity, figure: Figure) -> Verdict | None:
        verdict = compare_quantity(quantity, figure)
        by_days = verdict == "unsure" and differs_in_days(quantity, figure, self._weeks)
        return "differs" if by_days else verdict

    @cached_property
    def _weeks(self) -> Weeks:
        return list_weeks(self.rulebook)

    def _is_sold_otherwise(self, address: str, home: str) -> bool:
        """Whether a service's own words are about no working day: it is not paid by the day."""
        fact = self.rulebook.facts.get(address)
        service = self.rulebook.services.get(home.removeprefix(SERVICES))
        of_days = fact is not None and fact.spec and fact.spec.role == _DAY
        return bool(of_days and service and service.price.unit != CALENDAR_DAY)

    def _is_said_at_home(self, address: str, quantity: Quantity, home: str) -> bool:
        """Whether a service's own text says a term of its retainer, or what several come to.

        Its own notice is not that of the general rule, and eight for 68,400 are 8,550 each.
        """
        own = self._facts_by_head.get(home, ()) if home.startswith(SERVICES) else ()
        terms = [fact for name, fact in own if name.startswith(f"{home}.retainer.")]
        if any(compare_quantity(quantity, fact.figure) == "agrees" for fact in terms):
            return True
        if not own or address == f"{home}.price" or not address.endswith(".price"):
            return False
        # A part of the other's price is no sum of several: it would be a wrong price.
        whole, single = (self._find_price(one) for one in (home, _find_head(address)))
        return _comes_to(whole, quantity) or _comes_to(quantity, single)

    def _find_price(self, service: str) -> Quantity | None:
        """What a service costs, in the words of a text."""
        fact = self.rulebook.facts.get(f"{service}.price")
        price = fact.figure.low if fact and isinstance(fact.figure, Price) else None
        return Quantity("money", price.amount, price.currency) if price else None

    def _may_be_said(self, address: str, quantity: Quantity) -> bool:
        fact = self.rulebook.facts.get(address)
        if fact is None or fact.computed:
            return False
        repeated = bool(fact.spec and fact.spec.shape in _REPEATED)
        return repeated or quantity.kind != "multiple"

    @cached_property
    def _facts_by_head(self) -> Mapping[str, Sequence[tuple[str, Fact]]]:
        """Addresses with their figures, by the rule or service that they lie in."""
        found: dict[str, list[tuple[str, Fact]]] = {}
        for address, fact in self.rulebook.facts.items():
            found.setdefault(_find_head(address), []).append((address, fact))
        return found

    def _stands_beside(self, address: str, quantity: Quantity, home: str) -> bool:
        """Whether a ladder, a cap or another price of the same rule or service says it.

        How often something may be done is in none: that is no share, though `twice` may be 100 %.
        """
        is_count = isinstance(self.rulebook.facts[address].figure, Count)
        if is_count and quantity.kind == "multiple":
            return False
        return any(
            compare_quantity(quantity, part) == "agrees"
            for fact in self._list_beside(address, home)
            if fact.spec is None or fact.spec.shape in _LADDERS
            for part in walk_parts(fact.figure)
            if isinstance(part, Figure)
        )

    def _list_beside(self, address: str, home: str) -> Iterator[Fact]:
        """The figures of the same rule or service; in a service's own text, those of its buyers."""
        holder = address.rpartition(".")[0]
        rule = self.rulebook.rules.get(holder)
        told = narrow_to_home(self.rulebook, rule, home) if rule else None
        if rule and told is not rule:
            variants = told.variants if told else ()
            yield from (fact for variant in variants for fact in variant.facts.values())
            return
        for other, fact in self._facts_by_head.get(_find_head(holder), ()):
            if other.startswith(f"{holder}."):
                yield fact


def _read_name(braced: str) -> str:
    """The address in braces, without its form."""
    return braced.strip("{} ").partition("|")[0].strip()


def _find_head(address: str) -> str:
    """The first two steps of an address: a rule or a service."""
    return ".".join(address.split(".")[:2])


def _comes_to(whole: Quantity | None, single: Quantity | None) -> bool:
    """Whether a sum is so many times another, a whole number of times."""
    if whole is None or single is None or (whole.kind, whole.unit) != (single.kind, single.unit):
        return False
    return single.number > 0 and whole.number % single.number == 0


class SentenceComparer(Frozen, eq=False):
    """Compares the figures of one sentence; `heading` is the service named right before it."""

    known: KnownFigures
    sentence: Sentence
    asides: Asides
    cues: SentenceCues
    links: Sequence[RuleLink] = ()
    heading: str = ""

    def judge_figures(self) -> Iterator[tuple[int, int, Judged]]:
        """Each figure: from where, until where, and what comes of it."""
        judged = [
            (piece, self._judge_figure(at, piece.quantity))
            for at, piece in enumerate(self.sentence.pieces)
            if piece.quantity and piece.quantity.kind != "named"
        ]
        for piece, (address, verdict) in judged:
            said = {
                other.quantity
                for other, (same, found) in judged
                if same == address and found in {"agrees", "differs"}
            }
            # Who says two different things of one rule speaks of a range, or of others.
            doubtful = verdict == "differs" and len(said) > 1
            yield piece.start, piece.end, (address, "unsure" if doubtful else verdict)

    def _judge_figure(self, at: int, quantity: Quantity) -> Judged:
        if self.asides.cover_place(at) or self._is_closing_day(quantity) or self._is_part(at):
            return None, None
        weighed = list(self._weigh_claims(at, quantity))
        if not weighed or weighed[0].claim.address == NOBODY:
            return None, None
        best = _choose_claim(weighed)
        if self._is_denied(at, best.claim):
            return None, None
        if best.verdict == "differs" and best.claim.address in self._named:
            return best.claim.address, "unsure"
        return self._judge_taxed_price(at, quantity, best)

    def _judge_taxed_price(self, at: int, quantity: Quantity, best: WeighedClaim) -> Judged:
        """The price that private clients read, where it is said or its taxes are."""
        address, rulebook = best.claim.address, self.known.rulebook
        taxed = find_taxed_price(rulebook, address)
        fact = rulebook.find_fact(taxed) if taxed else None
        same = compare_quantity(quantity, fact.figure) if fact else None
        inside = same == "differs" and says_taxes_inside(self.sentence.pieces, at, self.known.words)
        return (taxed, same) if same == "agrees" or inside else (address, best.verdict)

    def _weigh_claims(self, at: int, quantity: Quantity) -> Iterator[WeighedClaim]:
        claims = [*self.cues.list_claims(at), *self._claim_services(at), *self._claim_links(at)]
        claims.sort(key=lambda claim: -claim.weight)
        for claim in [*claims, *self._claim_home()]:
            if quantity.kind == "number" and not self._may_be_bare(claim):
                continue
            if claim.address == NOBODY:
                yield WeighedClaim(claim, "unsure")
                continue
            verdict = self.known.compare_address(claim.address, quantity, self.cues.home)
            if verdict == "differs" and claim.cue and claim.weight < _FAINT:
                verdict = "unsure"  # the words are too far from the figure
            if verdict == "differs" and self._is_within(claim, quantity):
                verdict = "unsure"  # what is said of less than the rule allows
            # That a text belongs to a rule is not enough to find fault with it.
            if verdict and (claim.cue or claim.weight > _AT_HOME or verdict != "differs"):
                yield WeighedClaim(claim, verdict)

    def _is_within(self, claim: Claim, quantity: Quantity) -> bool:
        """Whether the words say up to where something goes, and that is not beyond the rule."""
        if claim.cue is None or claim.cue.cue.role != "within":
            return False
        figures = list_said_figures(self.known.rulebook, claim.address, self.cues.home)
        return any(is_within(quantity, figure) for figure in figures)

    def _is_closing_day(self, quantity: Quantity) -> bool:
        """Whether single days may be those on which nobody is there."""
        words = {piece.word for piece in self.sentence.pieces}
        alone = bool(quantity.days) and not quantity.is_whole and not quantity.stretch
        return alone and bool(words & (self.known.words.closings | self.known.words.negations))

    def _is_part(self, at: int) -> bool:
        """Whether a share is one of a figure of the text's own rule: `half of {{ share }}`."""
        behind = self.sentence.pieces[at + 1 : at + 3]
        of, whole = (piece.word for piece in behind) if len(behind) == 2 else ("", "")
        name = _read_name(whole)
        is_own = "." not in name or name.startswith(f"{self.cues.home}.")
        return of in self.known.words.attaching and whole.startswith("{{") and is_own

    def _may_be_bare(self, claim: Claim) -> bool:
        """Whether a number without a unit can be a figure: `two rounds`, and `the thirtieth`."""
        if claim.cue is None or claim.cue.match.figure is None:
            return False
        fact = self.known.rulebook.facts.get(claim.address)
        return claim.cue.match.looseness == 0 or bool(fact and isinstance(fact.figure, Count))

    def _is_denied(self, at: int, claim: Claim) -> bool:
        match = claim.cue.match if claim.cue else None
        return self.asides.deny_place(at, (match.start, match.end) if match else (0, 0))

    @cached_property
    def _named(self) -> set[str]:
        """The addresses of figures that stand in the sentence in braces."""
        braced = (piece.word for piece in self.sentence.pieces if piece.word.startswith("{{"))
        return {_read_name(word) for word in braced}

    def _claim_services(self, at: int) -> Iterator[Claim]:
        for one in self.cues.found:
            name = one.cue.address.removeprefix(ANY_SERVICE)
            known = name != one.cue.address and one.match.figure == at and not self._is_bare(at)
            if known and (service := self._find_service(at, one)):
                yield Claim(f"services.{service}.{name}", _BESIDE, one)
        for mention in self._mentions:
            way = measure_way(self.sentence.pieces, mention, at, self.known.words)
            if way is not None:
                name = "price" if self._is_sum(at) else "delivery"
                yield Claim(f"services.{mention.service}.{name}", _BESIDE - way)

    def _find_service(self, at: int, cue: FoundCue) -> str:
        """The service that a cue of any service speaks of: the one named before, or its own text.

        In its own text words that speak of something else, such as a draft, are heeded.
        """
        before = [mention for mention in self._mentions if mention.end <= at]
        if before:
            last = before[-1]
            named = names_whole_service(self.sentence.pieces, last, self.known.words)
            return last.service if named else ""
        is_own = self.cues.home.startswith(SERVICES) and not self.cues.is_barred(
            Claim(cue.cue.address, _BESIDE, cue), at
        )
        return self.cues.home.removeprefix(SERVICES) if is_own else ""

    def _is_bare(self, at: int) -> bool:
        quantity = self.sentence.pieces[at].quantity
        return bool(quantity and quantity.kind == "number")

    def _is_sum(self, at: int) -> bool:
        quantity = self.sentence.pieces[at].quantity
        return bool(quantity and quantity.kind == "money")

    @cached_property
    def _mentions(self) -> list[ServiceMention]:
        pieces, known = self.sentence.pieces, self.known
        named = list(find_mentions(pieces, known.services, known.words))
        return named or ([ServiceMention(self.heading, 0, 0)] if self.heading else [])

    def _claim_links(self, at: int) -> Iterator[Claim]:
        piece = self.sentence.pieces[at]
        for link in self.links:
            first, last = self.sentence.pieces[0].start, self.sentence.pieces[-1].end
            if first <= link.start < last:
                inside = link.start <= piece.start < link.end
                for address in self._list_addresses(link.rule):
                    yield Claim(address, _BESIDE + 10 * inside)

    def _claim_home(self) -> Iterator[Claim]:
        for address in self._list_addresses(self.cues.home) if self.cues.home else ():
            yield Claim(address, _AT_HOME)

    def _list_addresses(self, holder: str) -> Sequence[str]:
        return self.known.addresses.get(holder, ())


def _choose_claim(weighed: Sequence[WeighedClaim]) -> WeighedClaim:
    """The likeliest; where one nearly as likely agrees it is that one, or nobody can say."""
    best = weighed[0]
    if best.verdict != "differs":
        return best
    for other in weighed[1:]:
        if best.claim.weight - other.claim.weight <= _HALF_SURE and other.verdict == "agrees":
            return other
    doubtful = [
        other
        for other in weighed[1:]
        if best.claim.weight - other.claim.weight < _DOUBT and other.verdict != "differs"
    ]
    return doubtful[0] if doubtful else best

"""What a new project is asked: each question with its default and the check of its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from typing import Any

from lindero.catalogue.sample_sums import change_currency
from lindero.catalogue.specs import RuleSpec, ValueSpec, find_rule_spec
from lindero.findings.finding import suggest_word
from lindero.frozen import Frozen
from lindero.reading.tree import Scalar
from lindero.records.fields import Leaf
from lindero.records.parsers import CONSUMER
from lindero.records.sections import Business, Voice, make_rule_keys
from lindero.records.taxes import Tax
from lindero.resources.data import PACKAGE, read_shipped_yaml
from lindero.resources.languages import ADDRESS_FORMS, LANGUAGES, TOOL_LANGUAGE
from lindero.shapes import Context, Money, Percent, Problem, Refusal
from lindero.shapes.amounts import parse_amount
from lindero.shapes.legal_tender import list_currencies
from lindero.shapes.prices import parse_price
from lindero.shapes.refusals import format_number, make_refusal
from lindero.shapes.stages import WHOLE_SHARE
from lindero.start.countries import (
    find_country_currency,
    find_country_language,
    find_reader,
    find_tax_names,
    list_time_zones,
)

NONE, WORKED = "none", "worked"


LISTS = ("languages", "clients")


_RECORDS = {"business": Business, "voice": Voice, "tax": Tax}


_ASKED_FIRST = {"trade", "languages", "country"}


_ZONES_SHOWN = 12


# Who types an answer may have no accents at hand, or no patience for capitals.
_MEANT = {("speaker", "i"): "I"} | {("reader", key): form for form, key in ADDRESS_FORMS.items()}


class InterviewQuestion(Frozen):
    """It fills a key of a record (`of`), or the main value of a rule."""

    name: str
    ask: Mapping[str, str]
    key: str = ""
    of: str = "business"
    rule: str = ""
    optional: bool = False


@cache
def load_questions() -> Mapping[str, InterviewQuestion]:
    """All questions by name, in the order in which they are asked."""
    asked = read_shipped_yaml("start/questions.yml")["questions"]
    return {name: InterviewQuestion(name=name, **row) for name, row in asked.items()}


@cache
def list_trades() -> tuple[str, ...]:
    """The trades that there are starters for."""
    return tuple(sorted(file.stem for file in PACKAGE.glob("start/trades/*.yml")))


def load_trade(trade: str) -> Any:
    """What is particular to a trade."""
    return read_shipped_yaml(f"start/trades/{trade}.yml")


class Answers:
    """The answers so far, and what fits trade, country and these in place of the others."""

    def __init__(self, given: Mapping[str, str], today: date) -> None:
        self.given = dict(given)
        self.today = today

    def __getitem__(self, name: str) -> str:
        """The answer given, else the usual one; empty where an optional question has none."""
        answer = self.given.get(name, "") or self.propose_answer(name)
        return (
            ""
            if answer == NONE and name in load_questions() and load_questions()[name].optional
            else answer
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages; the first is the main one."""
        return split_answer(self["languages"])

    @property
    def main(self) -> str:
        """The language of comments and questions."""
        return self.languages[0]

    @property
    def clients(self) -> tuple[str, ...]:
        """Whom the business works for."""
        return split_answer(self["clients"])

    @property
    def serves_consumers(self) -> bool:
        """Whether private individuals are among them."""
        return CONSUMER in self.clients

    @property
    def trade(self) -> Any:
        """What is particular to the chosen trade."""
        return load_trade(self["trade"])

    @property
    def own_answers(self) -> set[str]:
        """The answers given that are not what we would have proposed."""
        return {
            answer for name, answer in self.given.items() if answer != self.propose_answer(name)
        }

    @property
    def milestones(self) -> tuple[str, ...]:
        """How far a project of this trade may have come, in the main language."""
        return tuple(stage["at"][self.main] for stage in self.trade["milestones"])

    def is_relevant(self, name: str) -> bool:
        """Whether there is anything to ask: a tax without a name, say, has no rate."""
        match name:
            case "timezone":
                return len(list_time_zones(self["country"])) > 1
            case "reader":
                return any(LANGUAGES[language].address for language in self.languages)
            case "tax-rate":
                return bool(self["tax-name"])
            case "tax-included":
                return bool(self["tax-rate"])
        return True

    @property
    def zones(self) -> str:
        """The time zones to choose from: of a long list some of those of whole regions."""
        zones = shown = list_time_zones(self["country"])
        if len(zones) > _ZONES_SHOWN:
            # `America/Indiana/Knox` and its like are for the few who live there.
            regions = tuple(zone for zone in zones if zone.count("/") == 1)
            shown = (regions or zones)[:_ZONES_SHOWN]
        return ", ".join([*shown, *(["…"] if len(shown) < len(zones) else [])])

    def take_answer(self, name: str, answer: str) -> None:
        """Keep an answer. Raises Refusal with the reasons why it does not do."""
        kept = " ".join(answer.split())
        kept = _MEANT.get((name, kept.lower()), kept)
        self.check_answer(name, kept)
        self.given[name] = kept

    def propose_answer(self, name: str) -> str:
        """What holds where nothing is answered; empty where nothing does."""
        if name in _PRIVATE_ANSWERS and self.clients == (CONSUMER,):
            return str(self.trade.get("private-answers", {}).get(name, _PRIVATE_ANSWERS[name]))
        # What a trade proposes depends on these, so it cannot propose them.
        own = None if name in _ASKED_FIRST else self.trade["answers"].get(name)
        if own:
            return change_currency(str(own), self["currency"])
        propose = _USUAL_ANSWERS.get(name)
        return propose(self) if propose else ""

    def check_answer(self, name: str, answer: str) -> None:
        """Raises Refusal with the reasons why an answer does not do."""
        question = load_questions().get(name) or InterviewQuestion(name, {}, key=name)
        if name == "trade":
            if answer not in list_trades():
                message = f"there is no starter for `{answer}`"
                raise make_refusal("choice", message, suggest_word(answer, list_trades()))
        elif question.rule:
            if answer != NONE:
                self._check_rule(question, answer)
        elif not (answer == NONE and question.optional):
            leaf = _RECORDS[question.of].keys.leaves[question.key]
            check_key_answer(leaf, answer, many=name in LISTS)
            if answer == NONE:
                message = "`none` is no answer to this"
                raise make_refusal("text", message, "a rulebook cannot do without it")

    def _check_rule(self, question: InterviewQuestion, answer: str) -> None:
        spec = find_rule_spec(question.rule)
        if spec.main and spec.main.shape == "stages":
            self._check_shares(answer)
        else:
            check_value_answer(spec, spec.main, answer, self._surroundings)
        self._check_currency(answer)

    @property
    def _surroundings(self) -> dict[str, Any]:
        """What the sign of a currency means depends on where the business is."""
        return {"country": self["country"], "currency": self["currency"]}

    def _check_shares(self, answer: str) -> None:
        if answer == WORKED:
            return
        shares = split_answer(answer)
        for share in shares:
            parse_amount(
                _make_scalar(share), Context(kinds=("percent", "money"), **self._surroundings)
            )
        wanted = len(self.milestones)
        if len(shares) != wanted:
            found = "1 share" if len(shares) == 1 else f"{len(shares)} shares"
            message = f"`{answer}` gives {found} for {wanted} stages"
            each = f"write one for each of: {'; '.join(self.milestones)}"
            raise make_refusal("stages", message, f"{each}, as in `{self.propose_cancellation()}`")

    def _check_currency(self, answer: str) -> None:
        own = self["currency"]
        for word in answer.replace(",", " ").split():
            if word in list_currencies() and word != own:
                message = f"`{answer}` is in {word}, the business works in {own}"
                raise Refusal(Problem("other-currency", message, f"write every sum in {own}"))

    def propose_cancellation(self) -> str:
        """What is due after each milestone, as the trade has it."""
        first = self._read_deposit_share()
        shares = (
            self._raise_to_deposit(stage["share"], first) for stage in self.trade["milestones"]
        )
        return ", ".join(shares)

    def _raise_to_deposit(self, written: str, deposit: Percent | Money | None) -> str:
        """A stage costs at least what the deposit is, which is not returned."""
        if written == "deposit":
            return deposit.written if deposit else "0 %"
        own = Decimal(written.removesuffix("%").strip())
        least = deposit.points if isinstance(deposit, Percent) else Decimal(0)
        return f"{format_number(max(own, least))} %"

    def _read_deposit_share(self) -> Percent | Money | None:
        try:
            share = parse_amount(_make_scalar(self["deposit"]))
        except Refusal:
            return None
        return share if isinstance(share, Percent | Money) else None

    @property
    def hourly(self) -> str | None:
        """The price of changes where it is one price for an hour."""
        try:
            price = parse_price(_make_scalar(self["changes"]))
        except Refusal:
            return None
        return price.written if price.kind == "fixed" and price.unit == "hour" else None

    @property
    def refundable(self) -> str | None:
        """Whether the deposit is returned, as far as what is due after cancelling settles it."""
        if self["cancellation"] == WORKED:
            return "yes"
        first, deposit = split_answer(self["cancellation"])[0], self._read_deposit_share()
        return "no" if deposit and deposit.written == first else None

    @property
    def private_refundable(self) -> str | None:
        """The same for private clients, who pay for work done where they have no stages."""
        alone = self.clients == (CONSUMER,)
        return self.refundable if alone and "cancellation" in self.given else "yes"

    def list_sold(self, section: str) -> list[Mapping[str, Any]]:
        """The services or adjustments of the trade, as far as they are for these clients."""
        return [
            one for one in self.trade[section] if one.get("for", self.clients[0]) in self.clients
        ]

    @property
    def instalments(self) -> list[str] | None:
        """The parts of the rest, rounded in the last; None where the deposit is no share."""
        deposit = self._read_deposit_share()
        if self["deposit"] != NONE and not isinstance(deposit, Percent):
            return None
        rest = WHOLE_SHARE - (deposit.points if isinstance(deposit, Percent) else 0)
        number = len(self.trade["instalments"])
        each = (rest / number).quantize(Decimal(1), ROUND_FLOOR)
        parts = [*[each] * (number - 1), rest - each * (number - 1)]
        return [f"{format_number(part)} %" for part in parts] if each else None


_PRIVATE_ANSWERS: Mapping[str, str] = {"late": NONE, "cancellation": WORKED}
"""What holds instead of a trade's own where all clients are private individuals."""


_USUAL_ANSWERS: Mapping[str, Callable[[Answers], str]] = {
    "trade": lambda _: "web" if "web" in list_trades() else list_trades()[0],
    "languages": lambda answers: (
        find_country_language(answers.given.get("country", "")) or TOOL_LANGUAGE
    ),
    "country": lambda answers: LANGUAGES[answers.main].country,
    "currency": lambda answers: find_country_currency(answers["country"]),
    "timezone": lambda answers: list_time_zones(answers["country"])[0],
    "clients": lambda answers: ", ".join(answers.trade["clients"]),
    "name": lambda answers: str(answers.trade["name"][answers.main]),
    "site": lambda _: "https://example.com/",
    "speaker": lambda _: "I",
    "reader": lambda answers: find_reader(answers["country"]),
    "tax-name": lambda answers: (find_tax_names(answers["country"]) or {}).get(answers.main, ""),
    "tax-included": lambda answers: "yes" if answers.serves_consumers else "no",
    "cancellation": Answers.propose_cancellation,
}
"""What holds where neither the author nor the trade answers; other questions stay without."""


def split_answer(answer: str) -> tuple[str, ...]:
    """`es, en` as two."""
    return tuple(part.strip() for part in answer.split(",") if part.strip())


def check_key_answer(leaf: Any, answer: str, *, many: bool = False) -> None:
    """Raises Refusal where a key of a record does not take the answer."""
    assert isinstance(leaf, Leaf)
    leaf.parse(
        [_make_scalar(part) for part in split_answer(answer)] if many else _make_scalar(answer),
        Context(),
    )


def check_value_answer(
    spec: RuleSpec,
    value: ValueSpec | None,
    answer: str,
    surroundings: dict[str, Any] | None = None,
) -> None:
    """Raises Refusal where a value of a rule does not take the answer."""
    assert value
    leaf = make_rule_keys(spec.id).leaves[value.name]
    leaf.read_value(_make_scalar(answer), Context(**surroundings or {}))


def _make_scalar(text: str) -> Scalar:
    return Scalar(text, text)

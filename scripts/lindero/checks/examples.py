"""Every worked example has a price; what keeps it from having one is told at the part that does."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.sample_sums import change_currency
from lindero.catalogue.specs import find_rule_spec
from lindero.checks.context import CheckContext
from lindero.checks.prices import find_wrong_quantity
from lindero.checks.references import report_unknown_names
from lindero.findings.finding import Finding, Related, suggest_word
from lindero.pricing.orders import NoPrice
from lindero.reading.tree import PathStep
from lindero.records.sections import Example, Service
from lindero.shapes.units import format_per_unit


def find_wrong_examples(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Examples that name what there is not, or that have no price."""
    for at, example in enumerate(service.examples):
        path = ("services", key, "examples", at)
        found = list(report_unknown_names(context, "adjustment", example.with_, (*path, "with")))
        rate = service.rates.get(example.rate or "", service)
        if example.quantity and (
            wrong := find_wrong_quantity(context, example.quantity, rate.price, (*path, "quantity"))
        ):
            found.append(wrong)
        yield from found
        known = set(example.with_) <= context.rulebook.adjustments.keys()
        quote = context.rulebook.example_quotes[key][at]
        if not found and known and isinstance(quote, NoPrice):
            yield from _explain_no_price(context, path, example, quote)


def _explain_no_price(
    context: CheckContext, path: tuple[PathStep, ...], example: Example, no_price: NoPrice
) -> Iterator[Finding]:
    """Why an example has no price; what another check tells already is not told again."""
    key = str(path[1])
    service = context.rulebook.services[key]
    match no_price.reason:
        case "unknown-rate":
            none_fits = "" if service.rates else "the service has no `rates`; leave it out"
            rate = no_price.about[0]
            help_ = suggest_word(rate, service.rates, none_fits=none_fits)
            place, name = context.locate_value(*path, "rate"), "rates" if service.rates else "price"
            near = (Related(context.locate_key("services", key, name), f"its {name}"),)
            message = f"`{key}` has no rate `{rate}`"
            yield Finding("unknown-rate", message, place, help_, related=near)
        case "not-for" | "not-with":
            yield from _explain_adjustments(context, path, example, no_price)
        case "currency" if not _is_told_apart(context, no_price.about[0]):
            yield _tell_two_currencies(context, path, service, no_price.about[0])
        case "open" | "no-day-rate":
            yield _tell_left_out(context, path, no_price)
        case "undecided":
            yield _ask_which(context, path, no_price)
        case "no-tier":
            yield _tell_no_tier(context, path, example, service)
        case "untaxed":
            yield _tell_untaxed(context, path, no_price.about[0])
        case "below-least" | "over-cap" | "ceiling" | "part-only":
            yield _tell_refused_adjustments(context, path, no_price)
        case "no-retainer" | "no-extra" | "other-unit":
            yield from _explain_used_time(context, path, example, no_price)


def _is_told_apart(context: CheckContext, address: str) -> bool:
    """Whether a sum in another currency is told with or without an example."""
    is_chosen = address.startswith("adjustments.")
    return bool(context.rulebook.business.other_currencies) and not is_chosen


def _tell_two_currencies(
    context: CheckContext, path: tuple[PathStep, ...], service: Service, address: str
) -> Finding:
    """A sum that an order has besides its price, in another currency."""
    what = f"`{address.partition('@')[0]}` is in another currency than the price"
    message = f"{what}, `{service.price.written}`, and they have no total"
    help_ = "write both in one currency, or leave the example out"
    fact = context.rulebook.facts.get(address)
    steps = fact.path if fact else tuple(address.split("."))
    near = Related(context.locate_value(*steps), f"`{address}`")
    return Finding("other-currency", message, context.locate_key(*path), help_, related=(near,))


def _tell_left_out(context: CheckContext, path: tuple[PathStep, ...], no_price: NoPrice) -> Finding:
    """A rule for all work would change this example, and does not say to what."""
    address = no_price.about[0].partition("@")[0]
    message = f"what this example comes to depends on `{address}`; it is not shown"
    help_ = (
        "complete the rule, give the service its own `minimum`, or order what the rule leaves alone"
    )
    volume = context.rulebook.find_role_fact("discount-volume")
    if volume and volume.address == address:
        help_ = "keep the whole example, or all of a range, within one of its brackets"
    if no_price.reason == "no-day-rate":
        message = f"`{address}` asks for a rate per day that is not there; the example is not shown"
        rate = change_currency("price: 600 EUR per day", context.rulebook.business.currency)
        help_ = f"add it to the service: `rates: {{day: {{name: Day rate, {rate}}}}}`"
    near = Related(context.locate_key(*address.split(".")), f"`{address}`")
    place = context.locate_key(*path)
    return Finding("example-left-out", message, place, help_, "warning", (near,))


def _tell_no_tier(
    context: CheckContext, path: tuple[PathStep, ...], example: Example, service: Service
) -> Finding:
    """An order of more than the last tier of a price has."""
    assert example.quantity
    assert service.tiers
    limit = service.tiers.steps[-1].up_to
    message = f"no tier has a price for `{example.quantity.written}`; the example is not shown"
    unit = format_per_unit(service.price.every, service.price.unit or "")
    over = f"{{over: {limit.written if limit else 0}, price: … per {unit}}}"
    help_ = f"add a last tier with the price of more, `{over}`, or order less"
    near = Related(context.locate_key("services", path[1], "tiers"), "the tiers")
    place = context.locate_value(*path, "quantity")
    return Finding("example-left-out", message, place, help_, "warning", (near,))


def _tell_untaxed(context: CheckContext, path: tuple[PathStep, ...], key: str) -> Finding:
    """An adjustment with a sum of which nobody knows the taxes, for those who read them in it."""
    message = f"nobody knows which taxes `{key}` contains here; the example is not shown"
    help_ = "write the adjustment once for each of those `services` that bear the same taxes"
    near = Related(context.locate_key("adjustments", key), f"`{key}`")
    place = context.locate_value(*path, "with")
    return Finding("example-left-out", message, place, help_, "warning", (near,))


def _ask_which(context: CheckContext, path: tuple[PathStep, ...], no_price: NoPrice) -> Finding:
    """Two answers to a question that a rule leaves open, and what each comes to."""
    address, *totals = no_price.about
    rule_id, _, name = address.rpartition(".")
    value = find_rule_spec(rule_id).values[name]
    answers = [f"`{name}: {answer}`" for answer in value.choices or ("yes", "no")]
    ways = ", with ".join(f"{way} to {total}" for way, total in zip(answers, totals, strict=True))
    message = f"`{address}` is open: the example comes with {ways}; it is not shown"
    help_ = f"add {' or '.join(answers)} to `{rule_id}`"
    near = Related(context.locate_key(*rule_id.split(".")), f"`{rule_id}`")
    place = context.locate_value(*path, "with")
    return Finding("example-left-out", message, place, help_, "warning", (near,))


def _tell_refused_adjustments(
    context: CheckContext, path: tuple[PathStep, ...], no_price: NoPrice
) -> Finding:
    """Adjustments that come to too much or leave too little, or are set case by case."""
    address, *keys = no_price.about
    names = " and ".join(f"`{key}`" for key in keys)
    message, help_ = {
        "below-least": (f"its discounts take the example below `{address}`", "take one out"),
        "over-cap": (f"the surcharges of the example are more than `{address}`", "take one out"),
        "part-only": (
            f"{names} is for a part, see `{address}`",
            "take it out of the example",
        ),
        "ceiling": (f"{names} is set case by case, see `{address}`", "take it out of the example"),
    }[no_price.reason]
    near = Related(context.locate_value(*context.rulebook.facts[address].path), f"`{address}`")
    place = context.locate_value(*path, "with")
    message = f"{message}; it is not shown"
    return Finding("example-left-out", message, place, help_, "warning", (near,))


def _explain_adjustments(
    context: CheckContext, path: tuple[PathStep, ...], example: Example, no_price: NoPrice
) -> Iterator[Finding]:
    """An adjustment that is not for this service, or not beside another one."""
    first, last = no_price.about[0], no_price.about[-1]
    place = context.locate_value(*path, "with", example.with_.index(last))
    if no_price.reason == "not-with":
        # One that excludes itself is told where it does.
        if first != last:
            message = f"`{first}` and `{last}` cannot be combined"
            yield Finding("wrong-adjustment", message, place, "keep one of the two")
        return
    services = context.rulebook.adjustments[first].services
    if set(services) <= context.rulebook.services.keys():
        only = ", ".join(f"`{name}`" for name in services)
        message, help_ = f"`{first}` is not for `{path[1]}`", f"take it out; it is only for {only}"
        yield Finding("wrong-adjustment", message, place, help_)


def _explain_used_time(
    context: CheckContext, path: tuple[PathStep, ...], example: Example, no_price: NoPrice
) -> Iterator[Finding]:
    """Time used that no retainer holds, or that costs nobody knows what."""
    service, place = context.rulebook.services[str(path[1])], context.locate_key(*path, "used")
    holds = service.retainer.holds if service.retainer else None
    near = Related(context.locate_key("services", path[1], "retainer"), "the retainer")
    if no_price.reason == "no-retainer":
        message = f"`{path[1]}` is no retainer of which something could be used"
        help_ = "write `quantity` instead, or say in `retainer` how much it holds: `time: 8 hours`"
        price = context.locate_value("services", path[1], "price")
        near = Related(price, f"`{service.price.written}`")
        yield Finding("wrong-quantity", message, place, help_, related=(near,))
    elif no_price.reason == "no-extra":
        message = "more is used than the retainer holds, and what that costs is not written"
        per = f"65 EUR per {holds.unit if holds else 'hour'}"
        extra = change_currency(per, context.rulebook.business.currency)
        help_ = f"add `extra: {extra}` to the retainer, or use less"
        yield Finding("wrong-quantity", message, place, help_, related=(near,))
    elif holds and no_price.about[0] in {used.unit for used in example.used}:
        told_in = f"cannot be told in what the retainer holds: {holds.unit}"
        message, help_ = f"`{no_price.about[0]}` {told_in}", f"write it like `{holds.written}`"
        yield Finding("wrong-quantity", message, place, help_, related=(near,))

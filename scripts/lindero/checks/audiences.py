"""Whom sheets and large figures speak to is there, and what they show holds for those readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.checks.prose import locate_token
from lindero.findings.finding import Finding, Related, suggest_word
from lindero.findings.place import Place
from lindero.reading.prose import Mention, parse_prose, walk_inlines
from lindero.reading.tree import PathStep
from lindero.records.parsers import CLIENTS
from lindero.records.sections import OnePager
from lindero.rulebook.cases import Audience
from lindero.rulebook.rulebook import Rulebook
from lindero.rulebook.variants import PEOPLE, list_people
from lindero.shapes import Text

SERVED = {"business": "business", "consumers": "consumer"}
"""The one kind of client that is served, by the answer that says so."""


def find_wrong_audiences(context: CheckContext) -> Iterator[Finding]:
    """Sheets and large figures for nobody who is there, and what does not hold for their readers.

    With them services that are sold to nobody whom the business works for.
    """
    book = context.rulebook
    for key, service in book.services.items():
        if service.for_ and service.for_ not in book.business.clients:
            place = context.locate_value("services", key, "for")
            yield _report_nobody(context, service.for_, place)
    for key, sheet in book.onepagers.items():
        found = list(_find_wrong_words(context, sheet.for_, ("onepagers", key)))
        yield from found or _find_wrong_contents(context, key, sheet)
    for at, shown in enumerate(book.business.figures):
        here = ("business", "figures", at)
        found = list(_find_wrong_words(context, shown.for_, here))
        audience = book.make_audience(shown.for_)
        yield from found or _find_wrong_rule(context, shown.rule, audience, (*here, "rule"))


def find_other_clients(context: CheckContext) -> Iterator[Finding]:
    """Rules that say whom the business works for, and leave out clients that it names."""
    rule = context.rulebook.find_role_rule("clients-served")
    is_named = "clients" in context.places.find_piece(("business",)).children
    for variant in rule.variants if rule and is_named else ():
        fact = variant.find_role_fact("clients-served")
        if fact and (served := SERVED.get(fact.figure.written)):
            left_out = [client for client in variant.clients if client != served]
            yield from (_report_left_out(context, fact, client) for client in left_out)


def _report_left_out(context: CheckContext, fact: Fact, client: str) -> Finding:
    message = f"`{fact.address}` ({fact.figure.written}) leaves out `{client}`"
    near = Related(context.locate_key("business", "clients"), "who the clients are")
    help_ = "say in both places who the clients are"
    place = context.locate_value(*fact.path)
    return Finding("conflicting-rules", message, place, help_, related=(near,))


def _find_wrong_words(
    context: CheckContext, words: tuple[str, ...], path: tuple[PathStep, ...]
) -> Iterator[Finding]:
    """Those of the words after a `for` that name nobody, or somebody who is not a client."""
    business, services = context.rulebook.business, context.rulebook.services
    kinds = {word for word in words if word in CLIENTS}
    for at, word in enumerate(words):
        place = context.locate_value(*path, "for", at)
        if word in CLIENTS:
            if word not in business.clients:
                yield _report_nobody(context, word, place)
        elif word not in services:
            if not context.is_doubtful(f"services.{word}"):
                help_ = suggest_word(word, [*business.clients, *services])
                message = f"`{word}` is no kind of client and no service"
                yield Finding("unknown-audience", message, place, help_)
        elif kinds and services[word].for_ not in {None, *kinds}:
            yield _report_other_clients(context, word, place)


def _report_nobody(context: CheckContext, client: str, place: Place) -> Finding:
    served = list_people(context.rulebook.business.clients)
    message = f"`{client}` is no client here: the business works for {served} only"
    help_ = f"take it out, or add `{client}` to `clients` of the business"
    return Finding("wrong-audience", message, place, help_)


def _report_other_clients(context: CheckContext, service: str, place: Place) -> Finding:
    sold_to = context.rulebook.services[service].for_ or ""
    message = f"`{service}` is sold to {PEOPLE[sold_to]} only"
    near = Related(context.locate_value("services", service, "for"), "for whom it is")
    help_ = "take it out, or let it be sold to others, too"
    return Finding("wrong-audience", message, place, help_, related=(near,))


def _find_wrong_contents(context: CheckContext, key: str, sheet: OnePager) -> Iterator[Finding]:
    audience, path = context.rulebook.make_audience(sheet.for_), ("onepagers", key)
    for at, name in enumerate(sheet.services):
        yield from _find_wrong_service(context, name, audience, (*path, "services", at))
    for at, name in enumerate(sheet.rules):
        if not _says_none(context, name, audience):
            yield from _find_wrong_rule(context, name, audience, (*path, "rules", at))
    if sheet.for_:
        yield from _find_missing_figures(context, key, sheet)


def _find_wrong_service(
    context: CheckContext, name: str, audience: Audience, path: tuple[PathStep, ...]
) -> Iterator[Finding]:
    service, place = context.rulebook.services.get(name), context.locate_value(*path)
    if service is None:
        return
    if audience.services and name not in audience.services:
        message = f"`{name}` is none of the services that this sheet is for"
        yield Finding("wrong-audience", message, place, "take it out, or add it to `for`")
    elif audience.client and service.for_ not in {None, audience.client}:
        yield _report_other_clients(context, name, place)


def _says_none(context: CheckContext, name: str, audience: Audience) -> bool:
    """Whether readers are told that there is no such rule: a sheet says so in its sentence."""
    rule = context.rulebook.rules.get(name)
    told = context.rulebook.narrow_rule(rule, audience) if rule else None
    return told is not None and told.is_none


def _find_wrong_rule(
    context: CheckContext, name: str, audience: Audience, path: tuple[PathStep, ...]
) -> Iterator[Finding]:
    """A rule that says nothing to those readers, while it says something to others."""
    book = context.rulebook
    rule = book.rules.get(name)
    if rule is None or rule.is_none:
        return
    told = book.narrow_rule(rule, audience)
    if told is None or told.is_none:
        message = f"`{name}` does not hold for {_name_readers(audience)}"
        near = Related(context.locate_key(*rule.path), "the rule")
        help_ = "take it out, or say in the rule what holds for them"
        yield Finding(
            "wrong-audience", message, context.locate_value(*path), help_, related=(near,)
        )


def _find_missing_figures(context: CheckContext, key: str, sheet: OnePager) -> Iterator[Finding]:
    """Figures named in a text of a sheet that its readers do not have."""
    book, seen = context.rulebook, Counter[tuple[int, str]]()
    narrowed = book.narrow_to_sheet(key)
    shown = [id(text) for text in _list_texts(narrowed, sheet)]
    for prose in (prose for prose in context.resolved.prose if id(prose.text) in shown):
        for _, text in prose.text.by_language:
            for node in walk_inlines(parse_prose(text)):
                if not isinstance(node, Mention):
                    continue
                nth = seen[id(prose.placed), node.token]
                seen[id(prose.placed), node.token] += 1
                if _lacks_figure(book, narrowed, node.address):
                    place = locate_token(prose.placed, node.token, nth, context.home)
                    yield _report_missing_figure(narrowed.audience, key, node.address, place)


def _lacks_figure(book: Rulebook, narrowed: Rulebook, address: str) -> bool:
    """Whether the figure at an address is none of those that an audience is told."""
    fact = book.find_fact(address)
    if fact is None:
        return False
    rule, told = book.rules.get(fact.holder), narrowed.rules.get(fact.holder)
    # What is no rule's, or a rule's without cases, all are told; to list that takes longer.
    if rule is None or (told and told.facts is rule.facts and fact.name in rule.facts):
        return False
    return narrowed.find_fact(address) is None


def _report_missing_figure(audience: Audience, key: str, address: str, place: Place) -> Finding:
    readers = _name_readers(audience)
    message = f"`{address}` says nothing to {readers}, for whom the sheet `{key}` is"
    help_ = "take it out, or name whose figure it is: `@business` or `@consumer` after it"
    return Finding("wrong-audience", message, place, help_)


def _list_texts(narrowed: Rulebook, sheet: OnePager) -> Iterator[Text]:
    """Every text of the author that stands on a sheet."""
    services = [narrowed.services[name] for name in sheet.services if name in narrowed.services]
    rules = [narrowed.rules[name] for name in sheet.rules if name in narrowed.rules]
    texts = [sheet.title, sheet.text, sheet.fine]
    texts += [text for service in services for text in (service.summary, service.note)]
    for variant in (variant for rule in rules for variant in rule.variants):
        texts += [variant.title, variant.summary, variant.own_text]
    yield from (text for text in texts if text)


def _name_readers(audience: Audience) -> str:
    people = PEOPLE[audience.client] if audience.client else "those"
    services = " and ".join(f"`{name}`" for name in audience.services)
    return f"{people} who buy {services}" if services else people

"""Every file of a new project as text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lindero.catalogue.specs import TopicSpec, load_catalogue
from lindero.guide.editor_schema import schema_text
from lindero.records.parsers import CONSUMER
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE
from lindero.resources.local_words import use_local_words
from lindero.start.commented_yaml import (
    YamlLine,
    add_note,
    format_comment,
    format_lines,
    format_section,
    key_lines,
    make_list_entry,
    section_lines,
)
from lindero.start.countries import find_paper_size
from lindero.start.questions import Answers
from lindero.start.starter_parts import StarterRule, StarterSection
from lindero.start.starters import Starter

SCHEMA_FILE = "lindero.schema.json"


_GITIGNORE = "site/\nprint/\n.site-*/\n"


_MKDOCS_SETTINGS = """\
docs_dir: site_src
plugins:
  - lindero
theme:
  name: material
validation:
  anchors: warn
"""


_SCHEMA_LINE = f"# yaml-language-server: $schema=../{SCHEMA_FILE}"


_SERVICES_ON_SHEET = 4


_NO_PRICE = "on request"


# They come last, since they are the longest.
_LISTS_OF_SERVICE = ("includes", "excludes")


_MARKUP = re.compile(r"[\\`*_{}\[\]()]")


def draft_files(answers: Answers) -> dict[Path, str]:
    """All files of a new project by their path in it."""
    starter = Starter(answers)
    terms = {
        "business": _draft_business(starter),
        "services": _draft_services(starter),
        "onepagers": _draft_onepagers(starter),
    }
    terms |= {name: _draft_rules(starter, topic) for name, topic in load_catalogue().items()}
    files = {
        Path("terms", f"{name}.yml"): "\n".join([_SCHEMA_LINE, "#", *lines, ""])
        for name, lines in terms.items()
    }
    files |= {
        path: _draft_page(starter, language) for language, path in _page_paths(answers).items()
    }
    return files | {
        Path("mkdocs.yml"): _draft_mkdocs(starter),
        Path(SCHEMA_FILE): schema_text(answers.languages),
        Path(".gitignore"): _GITIGNORE,
    }


def _explain(starter: Starter, texts: Mapping[str, str], depth: int = 0) -> list[str]:
    """A comment in the main language."""
    return format_comment(starter.show_text(texts), depth)


def _draft_business(starter: Starter) -> list[str]:
    part = starter.shared["business"]
    section, colours = starter.make_section(part), starter.make_section(starter.shared["brand"])
    values = dict(section.values) | {"figures": starter.figures or None}
    headings = {key: starter.show_text(texts) for key, texts in part["inside"].items()}
    keys = _add_headings(StarterSection(values, section.notes, section.options), headings)
    return [
        *format_comment(section.about),
        "",
        "business:",
        *keys,
        "",
        *format_comment(colours.about),
        "brand:",
        *format_section(colours, 1),
    ]


def _add_headings(section: StarterSection, headings: Mapping[str, str]) -> Iterator[str]:
    """The keys of a section; those that need more than a word come after a line of their own."""
    picked = {key: section.values[key] for key in section.values if key not in headings}
    yield from format_section(StarterSection(picked, section.notes, section.options), 1)
    for key, heading in headings.items():
        if section.values.get(key) is not None:
            yield from [
                "",
                *format_comment(heading, 1),
                *format_lines(key_lines(key, section.values[key], 1)),
            ]


def _draft_services(starter: Starter) -> list[str]:
    part = starter.shared["services"]
    lines = [
        *_explain(starter, part["about"]),
        "#",
        *_explain(starter, part["how"]),
        "",
        "services:",
    ]
    for at, service in enumerate(starter.answers.list_sold("services")):
        lines += [*([""] if at else []), *_draft_service(starter, service, first=at == 0)]
    lines += ["", *_explain(starter, starter.shared["adjustments"]["about"]), "adjustments:"]
    for adjustment in starter.answers.list_sold("adjustments"):
        body = starter.fill_value(_drop_keys(adjustment, "id", "for"))
        lines += [f"  {starter.own_id(adjustment)}:", *format_section(StarterSection(body), 2)]
    return lines


def _draft_service(starter: Starter, service: Mapping[str, Any], *, first: bool) -> list[str]:
    """A service; what stands in nearly every one is explained in the first."""
    part = starter.shared["services"]
    lists = {key: service[key] for key in _LISTS_OF_SERVICE}
    plain = {key: value for key, value in _drop_keys(service, "id").items() if key not in lists}
    if starter.answers.serves_consumers:
        plain.pop("increment", None)  # private clients pay for exact time
    if len(starter.answers.clients) == 1:
        plain.pop("for", None)  # there are no others
    sample = {"note": part["sample"]} if plain["price"] != _NO_PRICE else {}
    body = starter.fill_value({**plain, **sample, **lists})
    notes = {
        key: starter.show_text(texts)
        for key, texts in part["notes"].items()
        if first or key != "delivery"
    }
    return [f"  {starter.own_id(service)}:", *format_section(StarterSection(body, notes), 2)]


def _drop_keys(part: Mapping[str, Any], *dropped: str) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in dropped}


def _draft_rules(starter: Starter, topic: TopicSpec) -> list[str]:
    part = read_shipped_yaml(f"start/rules/{topic.name}.yml")
    rules = starter.list_topic_rules(topic)
    lines = [
        *_explain(starter, part["about"]),
        "#",
        *_explain(starter, starter.shared["rules"]),
        "",
        f"{topic.name}:",
    ]
    for at, rule in enumerate(rule for rule in rules if rule.answer):
        lines += [*([""] if at else []), *format_comment(rule.about, 1), *_draft_rule(rule)]
    lines += _draft_open_rules(starter, [rule for rule in rules if not rule.answer])
    return [*lines, *(_draft_own_rule(starter, part) if "own-rule" in part else [])]


def _draft_rule(rule: StarterRule) -> list[str]:
    """A rule's values one to a line, or all of it on one line where that is all."""
    said, name, main = rule.answer, rule.spec.name, rule.spec.main
    if not isinstance(said, StarterSection):
        return [f"  {name}: {said}"]
    cases = _list_other_cases(rule)
    if cases:
        entries = [make_list_entry(section_lines(said, 2)), *cases]
        return [f"  {name}:", *(line for one in entries for line in format_lines(one))]
    if (
        main
        and [*said.values] == [main.name]
        and not said.options
        and isinstance(said.values[main.name], str)
    ):
        return format_lines(
            add_note(key_lines(name, said.values[main.name], 1), said.notes.get(main.name, ""))
        )
    return [f"  {name}:", *format_section(said, 2)]


def _list_other_cases(rule: StarterRule) -> list[list[YamlLine]]:
    """The cases beside the usual one: of private clients, of retainers, of both, of services."""
    cases = []
    if rule.consumer:
        own = StarterSection({"for": CONSUMER, **rule.consumer.values})
        cases.append([*make_list_entry(section_lines(own, 2))])
    elif rule.exempt:
        cases.append([YamlLine(f"- {{for: {CONSUMER}, none: yes}}", 2, rule.exempt)])
    if rule.retainers:
        services = f"services: [{', '.join(rule.retainers)}]"
        theirs = [f"for: {CONSUMER}, {services}"] if cases else []
        for at, case in enumerate([services, *theirs]):
            note = rule.unretained if at == 0 else ""
            cases.append([YamlLine(f"- {{{case}, none: yes}}", 2, note)])
    return [*cases, *([*make_list_entry(section_lines(case, 2))] for case in rule.cases)]


def _draft_open_rules(starter: Starter, still: list[StarterRule]) -> list[str]:
    """The questions without an answer, each with why it matters and a line to begin with."""
    lines = ["", *_explain(starter, starter.shared["open"], 1)] if still else []
    for rule in still:
        why = format_comment(rule.spec.matters.get(starter.main, ""), 1)
        lines += [
            "  #",
            *why,
            YamlLine(starter.format_open_line(rule.spec), 1, asleep=True).format_line(),
        ]
    return lines


def _draft_own_rule(starter: Starter, part: Mapping[str, Any]) -> list[str]:
    """An example of a rule of one's own, as a comment."""
    own = part["own-rule"]
    keys = [
        line
        for key, value in starter.fill_value(_drop_keys(own, "id")).items()
        for line in key_lines(key, value, 1)
    ]
    example = [f"{starter.own_id(own)}:", *format_lines(keys)]
    return ["", *_explain(starter, part["own"], 1), *(f"  # {line}" for line in example)]


def _draft_onepagers(starter: Starter) -> list[str]:
    part, trade = starter.shared["onepagers"], starter.answers.trade
    paper = find_paper_size(starter.answers["country"])
    fine = starter.choose_sentences(part["fine"])
    small = {language: " ".join(texts[language] for texts in fine) for language in LANGUAGES}
    sold = starter.answers.list_sold("services")[:_SERVICES_ON_SHEET]
    services = [starter.own_id(service) for service in sold]
    body = starter.fill_value(trade["flyer"])
    body |= {"services": services, "rules": starter.figures or None}
    body |= starter.fill_value({"heading": part["heading"], "fine": small, "paper": paper})
    notes = {
        "paper": starter.show_text(part["notes"][paper]),
        "fine": starter.show_text(part["notes"]["fine"]),
    }
    return [
        *_explain(starter, part["about"]),
        "",
        "onepagers:",
        f"  {starter.own_id(part)}:",
        *format_section(StarterSection(body, notes), 2),
    ]


def _page_paths(answers: Answers) -> dict[str, Path]:
    """The hand-written page in each language."""
    names = read_shipped_yaml("start/pages.yml")["page"]["file"]
    # Its twins have one name in all languages, so that the switch between them finds each.
    name = names[answers.main if len(answers.languages) == 1 else TOOL_LANGUAGE]
    return {
        language: Path("site_src", *([] if at == 0 else [language]), name)
        for at, language in enumerate(answers.languages)
    }


def _draft_page(starter: Starter, language: str) -> str:
    part, answers = starter.shared["page"], starter.answers
    title = part["title"][language][answers["speaker"]]
    hint = f"<!-- {part['hint'][language]} {answers.trade['about'][language]} -->"
    names = {name: _escape_markdown(answers[name]) for name in ("name", "person")}
    person = [part["person"][language].format(**names), ""] if names["person"] else []
    said = [point[language] for point in starter.choose_sentences(part["points"])]
    points = [f"- {use_local_words(one, language, answers['country'])}" for one in said]
    summary = [part["lead"][language], "", *points, ""] if points else []
    head = ["---", f"title: {json.dumps(title, ensure_ascii=False)}", "---", "", f"# {title}", ""]
    return "\n".join([*head, hint, "", *person, *summary, part["end"][language], ""])


def _escape_markdown(answer: str) -> str:
    """An answer in a Markdown page, where it must not become a figure, a link or a tag."""
    return _MARKUP.sub(r"\\\g<0>", answer).replace("<", "&lt;")


def _draft_mkdocs(starter: Starter) -> str:
    name = json.dumps(starter.answers["name"], ensure_ascii=False)
    return "\n".join(
        [*_explain(starter, starter.shared["mkdocs"]), f"site_name: {name}", _MKDOCS_SETTINGS]
    )

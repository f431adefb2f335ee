"""Every file of a new project as text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lindero.catalogue.specs import TopicSpec, load_catalogue
from lindero.guide.editor_schema import schema_text
from lindero.resources.data import read_data
from lindero.resources.languages import LANGUAGES
from lindero.start.commented_yaml import Line, comment, key_lines, listed_lines, noted, rendered, section_lines
from lindero.start.countries import paper_of
from lindero.start.questions import Answers
from lindero.start.starters import Section, Starter, StarterRule

SCHEMA_FILE = "lindero.schema.json"


_GITIGNORE = "site/\nprint/\n.site-*/\n"


_SCHEMA_LINE = f"# yaml-language-server: $schema=../{SCHEMA_FILE}"


_SERVICES_ON_SHEET = 4


_NO_PRICE = "on request"


_LISTS_OF_SERVICE = ("includes", "excludes")


_MARKUP = re.compile(r"[\\`*_{}\[\]()]")


def draft_files(answers: Answers) -> dict[Path, str]:
    """All files of a new project by their path in it."""
    starter = Starter(answers)
    terms = {"business": _business(starter), "services": _services(starter), "onepagers": _onepagers(starter)}
    terms |= {name: _rules(starter, topic) for name, topic in load_catalogue().items()}
    files = {Path("terms", f"{name}.yml"): "\n".join([_SCHEMA_LINE, "#", *lines, ""]) for name, lines in terms.items()}
    files |= {path: _page(starter, language) for language, path in _page_paths(answers).items()}
    return files | {Path("mkdocs.yml"): _mkdocs(starter), Path(SCHEMA_FILE): schema_text(), Path(".gitignore"): _GITIGNORE}


def _business(starter: Starter) -> list[str]:
    told = starter.shared["business"]
    section, colours = starter.section(told), starter.section(starter.shared["brand"])
    values = dict(section.values) | {"figures": starter.figures or None}
    headings = {key: starter.word(texts) for key, texts in told["inside"].items()}
    keys = _with_headings(Section(values, section.notes, section.options), headings)
    return [*comment(section.about), "", "business:", *keys, "", *comment(colours.about), "brand:", *rendered(section_lines(colours, 1))]


def _with_headings(section: Section, headings: Mapping[str, str]) -> Iterator[str]:
    """The keys of a section; those that need more than a word come after a line of their own."""
    picked = {key: section.values[key] for key in section.values if key not in headings}
    yield from rendered(section_lines(Section(picked, section.notes, section.options), 1))
    for key, heading in headings.items():
        if section.values.get(key) is not None:
            yield from ["", *comment(heading, 1), *rendered(key_lines(key, section.values[key], 1))]


def _services(starter: Starter) -> list[str]:
    told, sold = starter.shared["services"], starter.answers.trade
    lines = [*comment(starter.word(told["about"])), "#", *comment(starter.word(told["how"])), "", "services:"]
    for at, service in enumerate(sold["services"]):
        lines += [*([""] if at else []), *_service(starter, service, first=at == 0)]
    lines += ["", *comment(starter.word(starter.shared["adjustments"]["about"])), "adjustments:"]
    for adjustment in sold["adjustments"]:
        lines += [f"  {starter.own_id(adjustment)}:", *rendered(section_lines(Section(starter.fill(_without_id(adjustment))), 2))]
    return lines


def _service(starter: Starter, service: Mapping[str, Any], *, first: bool) -> list[str]:
    """A service; what stands in nearly every one is explained in the first."""
    told = starter.shared["services"]
    lists = {key: service[key] for key in _LISTS_OF_SERVICE}
    plain = {key: value for key, value in _without_id(service).items() if key not in lists}
    sample = {"note": told["sample"]} if plain["price"] != _NO_PRICE else {}
    body = starter.fill({**plain, **sample, **lists})
    notes = {key: starter.word(texts) for key, texts in told["notes"].items() if first or key != "delivery"}
    return [f"  {starter.own_id(service)}:", *rendered(section_lines(Section(body, notes), 2))]


def _without_id(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != "id"}


def _rules(starter: Starter, topic: TopicSpec) -> list[str]:
    told = read_data(f"start/rules/{topic.name}.yml")
    rules = starter.topic_rules(topic)
    lines = [*comment(starter.word(told["about"])), "#", *comment(starter.word(starter.shared["rules"])), "", f"{topic.name}:"]
    for at, rule in enumerate(rule for rule in rules if rule.said):
        lines += [*([""] if at else []), *comment(rule.about, 1), *_rule(rule)]
    lines += _open_rules(starter, [rule for rule in rules if not rule.said])
    return [*lines, *(_own_rule(starter, told) if "own-rule" in told else [])]


def _rule(rule: StarterRule) -> list[str]:
    """A rule's values one to a line, or all of it on one line where that is all."""
    said, name, main = rule.said, rule.spec.name, rule.spec.main
    if not isinstance(said, Section):
        return [f"  {name}: {said}"]
    if rule.exempt:
        variant = Line("- {for: consumer, none: yes}", 2, rule.exempt)
        return [f"  {name}:", *rendered([*listed_lines(section_lines(said, 2)), variant])]
    if main and [*said.values] == [main.name] and not said.options and isinstance(said.values[main.name], str):
        return rendered(noted(key_lines(name, said.values[main.name], 1), said.notes.get(main.name, "")))
    return [f"  {name}:", *rendered(section_lines(said, 2))]


def _open_rules(starter: Starter, still: list[StarterRule]) -> list[str]:
    """The questions without an answer, each with why it matters and a line to begin with."""
    lines = ["", *comment(starter.word(starter.shared["open"]), 1)] if still else []
    for rule in still:
        why = comment(rule.spec.matters.get(starter.main, ""), 1)
        lines += ["  #", *why, Line(starter.open_line(rule.spec), 1, asleep=True).render()]
    return lines


def _own_rule(starter: Starter, told: Mapping[str, Any]) -> list[str]:
    """An example of a rule of one's own, as a comment."""
    own = told["own-rule"]
    keys = [line for key, value in starter.fill(_without_id(own)).items() for line in key_lines(key, value, 1)]
    example = [f"{starter.own_id(own)}:", *rendered(keys)]
    return ["", *comment(starter.word(told["own"]), 1), *(f"  # {line}" for line in example)]


def _onepagers(starter: Starter) -> list[str]:
    told, trade = starter.shared["onepagers"], starter.answers.trade
    paper = paper_of(starter.answers["country"])
    fine = starter.sentences(told["fine"])
    small = {language: " ".join(texts[language] for texts in fine) for language in LANGUAGES}
    services = [starter.own_id(service) for service in trade["services"]][:_SERVICES_ON_SHEET]
    body = starter.fill(trade["flyer"]) | {"services": services, "rules": starter.figures or None}
    body |= starter.fill({"heading": told["heading"], "fine": small, "paper": paper})
    notes = {"paper": starter.word(told["notes"][paper]), "fine": starter.word(told["notes"]["fine"])}
    return [
        *comment(starter.word(told["about"])),
        "",
        "onepagers:",
        f"  {starter.own_id(told)}:",
        *rendered(section_lines(Section(body, notes), 2)),
    ]


def _page_paths(answers: Answers) -> dict[str, Path]:
    """The hand-written page in each language; its twins have one name."""
    name = "sobre.md" if answers.languages == ("es",) else "about.md"
    return {language: Path("site_src", *([] if at == 0 else [language]), name) for at, language in enumerate(answers.languages)}


def _page(starter: Starter, language: str) -> str:
    told, answers = starter.shared["page"], starter.answers
    title = told["title"][language][answers["speaker"]]
    hint = f"<!-- {told['hint'][language]} {answers.trade['about'][language]} -->"
    names = {name: _as_text(answers[name]) for name in ("name", "person")}
    person = [told["person"][language].format(**names), ""] if names["person"] else []
    points = [f"- {point[language]}" for point in starter.sentences(told["points"])]
    summary = [told["lead"][language], "", *points, ""] if points else []
    head = ["---", f"title: {json.dumps(title, ensure_ascii=False)}", "---", "", f"# {title}", "", hint, ""]
    return "\n".join([*head, *person, *summary, told["end"][language], ""])


def _as_text(answer: str) -> str:
    """An answer in a Markdown page, where it must not become a figure, a link or a tag."""
    return _MARKUP.sub(r"\\\g<0>", answer).replace("<", "&lt;")


def _mkdocs(starter: Starter) -> str:
    name = json.dumps(starter.answers["name"], ensure_ascii=False)
    settings = ["docs_dir: site_src", "plugins:", "  - lindero", "theme:", "  name: material", "validation:", "  anchors: warn", ""]
    return "\n".join([*comment(starter.word(starter.shared["mkdocs"])), f"site_name: {name}", *settings])

"""What MkDocs says of links, and what it does not say of its settings, in our words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from lindero.findings.finding import Finding
from lindero.findings.forms import render_findings
from lindero.findings.place import Place, Span
from lindero.reading.folder import format_path
from lindero.reading.yaml_reader import decode_source
from lindero.rulebook.rulebook import Rulebook
from lindero.site.dead_links import dead_link, find_links

_LINK = re.compile(r"Doc file '(?P<page>[^']*)' contains an? [a-z ]*link '(?P<link>[^']*)'")


_HINT = re.compile(r"Did you mean '([^']*)'\?$")


_LEFT_AS_IT_IS = re.compile(r"unrecognized relative link|not found among documentation files")


_LOGGER = logging.getLogger("mkdocs.structure.pages")


class LinkWords(logging.Filter):
    """Tells each dead link once, with its place, unless `check` has told it."""

    def __init__(self) -> None:
        super().__init__()
        self._docs = Path()
        self._known: set[Place] = set()

    def start_listening(self) -> None:
        """Hear what MkDocs says of pages."""
        _LOGGER.addFilter(self)

    def stop_listening(self) -> None:
        """Hear no more."""
        _LOGGER.removeFilter(self)

    def begin_build(self, docs: Path, told: Iterable[Finding]) -> None:
        """Begin a build of which this has been told."""
        self._docs = docs
        self._known = {found.place for found in told if found.code == "dead-link"}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether MkDocs's sentence shall be seen; one of a link is put into our words."""
        message = record.getMessage()
        found = link_finding(message, self._docs)
        if found is None:
            return True
        if _LEFT_AS_IT_IS.search(message) and _is_judged(found.place):
            return False
        record.msg, record.args = f"{render_findings([found], 'short')}; {found.help}", ()
        return found.place not in self._known


def _is_judged(place: Place) -> bool:
    """Whether `check` has looked where this link leads, as a browser would go."""
    return isinstance(place, Span) and any(
        (start, end) == (place.start, place.end) for start, end, _ in find_links(place.source.text)
    )


def link_finding(message: str, docs: Path) -> Finding | None:
    """What MkDocs says of a link, with its place; None for what speaks of something else."""
    said = _LINK.match(message)
    page = docs / said["page"] if said else docs
    if said is None or not page.is_file():
        return None
    source, _ = decode_source(format_path(page), page.read_bytes())
    place = re.search(
        rf"(?:\]\([ ]*<?|\]:[ \t]*<?)({re.escape(said['link'])})(?=[\s>)]|\Z)", source.text
    )
    if place is None:  # a link to a rule, which the page names by its address
        rule = re.escape(f"rule:{said['link'].partition('#')[2]}")
        place = re.search(rf"(?:\]\([ ]*|\]:[ \t]*)({rule})(?=[\s)]|\Z)", source.text)
    if place is None:
        return None
    hint = _HINT.search(message)
    help_ = (
        f"did you mean `{hint[1]}`?"
        if hint
        else "correct it, or write `rule:payment.due` for a rule"
    )
    return dead_link(source, *place.span(1), help_)


def overruled_settings(config: MkDocsConfig, rulebook: Rulebook, *, serving: bool) -> str:
    """One line on what mkdocs.yml says and the site does not do; empty if there is nothing."""
    named = [f"`{name}`" for name in _list_overruled_settings(config, rulebook, serving=serving)]
    if not named:
        return ""
    verb = "gives" if len(named) == 1 else "give"
    said = "name, site, brand and the order of pages are said there"
    return f"{', '.join(named)} in mkdocs.yml {verb} way to the rules: {said}"


def _list_overruled_settings(
    config: MkDocsConfig, rulebook: Rulebook, *, serving: bool
) -> Iterator[str]:
    business = rulebook.business
    if config.site_name not in {
        business.name.in_language(language) for language in rulebook.languages
    }:
        yield "site_name"
    if not serving and config.site_url and config.site_url.rstrip("/") != business.site.rstrip("/"):
        yield "site_url"
    if config.nav:
        yield "nav"
    if config.theme.get("palette"):
        yield "theme.palette"
    if any(name.rpartition("/")[2] == "search" for name in config.plugins):
        yield "plugins.search"

"""What pages and sheets say, held against what the rulebook says that they must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from lindero.agreement.known_work import Counts, KnownWork, digest_inputs
from lindero.agreement.page_words import read_words
from lindero.agreement.sheet_reading import SheetReading
from lindero.agreement.sheet_words import SheetWords, read_sheet_words
from lindero.catalogue.facts import Fact
from lindero.expected.frame_wordings import ShownFigure
from lindero.expected.lexicon import find_lexicon
from lindero.expected.matching import (
    Comparison,
    Marked,
    Mismatch,
    Surface,
    compare_surface,
    put_figures_back,
)
from lindero.expected.pages import PageKind, list_page_items
from lindero.expected.patterns import Patterns
from lindero.expected.sheets import list_sheet_items
from lindero.expected.speech import Item, Slot
from lindero.findings.finding import Finding, Related, suggest_word
from lindero.findings.place import Place, Unlocated
from lindero.reading.tree import PlaceTree
from lindero.rulebook.rulebook import Rulebook

AGAIN = "build the site again; never edit built files"
LOOK_AROUND = (
    "look at your plugins and templates; if you have none, this is a mistake of ours: "
    "please tell us, and `verify: false` under the plugin builds without this comparison"
)


class Explanation(NamedTuple):
    """Words of a surface, and what they were compared with: a rule, a service, or our own words."""

    words: str
    name: str
    place: Place | None


@dataclass
class ContentCheck:
    """Compares what stands on each surface; counts what was compared.

    Of the page or sheet that is to be `explained`, every comparison is kept. What is `known` to
    agree is not compared again.
    """

    rulebook: Rulebook
    places: PlaceTree
    shown_site: str
    known: KnownWork = field(default_factory=KnownWork)
    help_: str = AGAIN
    explained: str = ""
    explanations: list[Explanation] = field(default_factory=list)
    figures: int = 0
    sentences: int = 0
    _patterns: dict[tuple[str, bool], Patterns] = field(default_factory=dict)

    def check_page(
        self, path: str, tree: LexborHTMLParser, language: str, kind: PageKind | None
    ) -> Iterator[Finding]:
        """A finished page; one written by hand has no kind, and only its figures are ours."""
        root = tree.root
        if root is None:
            return
        content = root.css_first("main") or root.css_first("body") or root
        surface = read_words(content if kind else root)
        patterns = self._find_patterns(language, marked=True)
        if kind is None:
            yield from self._check_own_figures(path, surface.figures, patterns)
            return
        anchors = {node.attributes.get("id") for node in root.css("[id]")}
        yield from self._check_anchors(path, kind, anchors)
        items = list_page_items(self.rulebook, language, kind)
        hrefs = Counter(node.attributes.get("href") or "" for node in content.css("a[href]"))
        judged = self._judge_page(path, surface, items, patterns, hrefs)
        yield from self._judge_once(judged, "page", language, surface, items, hrefs)

    def _judge_page(
        self,
        path: str,
        surface: Surface,
        items: Sequence[Item],
        patterns: Patterns,
        hrefs: Counter[str],
    ) -> Iterator[Finding]:
        compared = self._compare(path, surface, items, patterns)
        yield from self._tell(path, compared)
        yield from self._check_links(path, compared.links, hrefs)

    def check_sheet(
        self, path: str, read: SheetReading, key: str, language: str
    ) -> Iterator[Finding]:
        """A finished sheet: its words, and the facts that it carries."""
        sheet = read_sheet_words(read)
        told = [*self._check_carried(path, sheet.facts)]
        yield from told
        items = list_sheet_items(self.rulebook, key, language)
        judged = self._judge_sheet(path, sheet, items, language, told)
        # What was told already is not judged by these inputs alone.
        once = self._judge_once(judged, "sheet", language, sheet, items)
        yield from judged if told else once

    def _judge_sheet(
        self,
        path: str,
        sheet: SheetWords,
        items: Sequence[Item],
        language: str,
        told: Sequence[Finding],
    ) -> Iterator[Finding]:
        compared = self._compare(
            path, sheet.surface, items, self._find_patterns(language, marked=False)
        )
        known = {near.place for finding in told for near in finding.related}
        for finding in self._tell(path, compared):
            # What the sheet carries otherwise is shown otherwise, too.
            if finding.code == "page-differs" or finding.related[0].place not in known:
                yield finding
        # In another case the same figure has another address.
        carried = {(address.partition("@")[0], exact) for address, exact in sheet.facts.items()}
        for fact in {fact.address: fact for fact in compared.facts if fact.address}.values():
            exact = " ".join(fact.figure.machine.split())
            base = fact.address.partition("@")[0]
            if fact.address not in sheet.facts and (base, exact) not in carried:
                message = f"`{fact.address}` is not among the facts of the sheet"
                yield self._make_finding("figure-missing", path, message, self.help_, fact)

    def _judge_once(self, judged: Iterator[Finding], *inputs: object) -> Iterator[Finding]:
        """What is found of these inputs, unless they are known to agree; only they may decide."""
        digest = digest_inputs(self.rulebook.business.country, *inputs)
        counts = None if self.explained else self.known.agreed.find(digest)
        if counts is None:
            figures, sentences = self.figures, self.sentences
            found = [*judged]
            yield from found
            if not found:
                counts = Counts(self.figures - figures, self.sentences - sentences)
                self.known.agreed.used[digest] = counts
            return
        self.figures += counts.figures
        self.sentences += counts.sentences

    def _check_links(
        self, path: str, wanted: Iterable[str], there: Counter[str]
    ) -> Iterator[Finding]:
        """Each link of the rules' texts is there, and leads to its rule or address."""
        anchors = Counter(f"rule:{href.rpartition('#')[2]}" for href in there.elements())
        for link in Counter(wanted) - (anchors + there):
            message = f"the link to `{link.removeprefix('rule:')}` is not on the page"
            yield self._make_finding("page-differs", path, message, self.help_)

    def _compare(
        self, path: str, surface: Surface, items: Sequence[Item], patterns: Patterns
    ) -> Comparison:
        compared = compare_surface(surface, items, patterns)
        if path == self.explained:
            folded = patterns.fold(surface.words)
            for said in compared.said:
                words = put_figures_back(surface, folded[said.start : said.end])
                self._explain(words, said.name)
        return compared

    def _explain(self, words: str, name: str) -> None:
        mark = self.places.find_piece(tuple(name.partition("@")[0].split("."))).mark
        self.explanations.append(Explanation(" ".join(words.split()), name, mark))

    def _check_carried(self, path: str, carried: Mapping[str, str]) -> Iterator[Finding]:
        """The facts that a sheet carries for programs."""
        for address, exact in carried.items():
            self.figures += 1
            fact = self.rulebook.find_fact(address)
            if fact is None:
                yield self._tell_unknown(path, address, exact)
            elif exact != " ".join(fact.figure.machine.split()):
                yield self._tell_difference(path, fact, exact, fact.figure.machine)

    def shows_figure(self, slot: ShownFigure, language: str) -> bool:
        """Whether a text shows a figure; in words for other readers, in all of its cases."""
        cases = [fact for _, fact in slot.rulebook.find_cases(slot.address)]
        facts = cases or [slot.rulebook.find_fact(slot.address)]
        patterns = self._find_patterns(language, marked=True)
        if cases or "@" in slot.address:
            return all(patterns.mentions(Slot(fact), slot.text) for fact in facts if fact)
        return any(patterns.agrees(Slot(fact), slot.text) for fact in facts if fact)

    def _find_patterns(self, language: str, *, marked: bool) -> Patterns:
        key = (language, marked)
        if key not in self._patterns:
            lexicon = find_lexicon(language, self.rulebook.business.country)
            self._patterns[key] = Patterns(lexicon, marked)
        return self._patterns[key]

    def _check_own_figures(
        self, path: str, figures: Iterable[Marked], patterns: Patterns
    ) -> Iterator[Finding]:
        """Every figure that a page by hand shows is the rulebook's."""
        for marked in dict.fromkeys(figures):
            self.figures += 1
            if path == self.explained:
                self._explain(marked.text, marked.address)
            fact = self.rulebook.find_fact(marked.address)
            if fact is None:
                message = (
                    f"`{marked.address}` reads `{marked.text}`; the rulebook has no such figure"
                )
                help_ = suggest_word(marked.address, self.rulebook.facts)
                yield self._make_finding("figure-unknown", path, message, help_)
            elif not patterns.agrees(Slot(fact), marked.text):
                yield self._tell_difference(path, fact, marked.text, fact.figure.written)
            elif marked.value != patterns.encode(fact):
                yield self._tell_value(path, fact, marked.value, patterns.encode(fact))

    def _check_anchors(
        self, path: str, kind: PageKind, anchors: set[str | None]
    ) -> Iterator[Finding]:
        if kind == "welcome":
            return
        wanted = (
            [*self.rulebook.rules]
            if kind == "terms"
            else [f"services.{key}" for key in self.rulebook.services]
        )
        for anchor in wanted:
            if anchor not in anchors:
                message = f"the permanent link `#{anchor}` leads nowhere"
                yield self._make_finding("anchor-missing", path, message, self.help_)

    def _tell(self, path: str, compared: Comparison) -> Iterator[Finding]:
        self.sentences += compared.sentences
        self.figures += len(compared.facts)
        for mismatch in compared.mismatches:
            yield self._tell_mismatch(path, mismatch)

    def _tell_mismatch(self, path: str, mismatch: Mismatch) -> Finding:
        fact, shown = mismatch.fact, mismatch.shown
        if fact and mismatch.kind == "figure":
            return self._tell_difference(path, fact, shown, fact.figure.written)
        if fact and mismatch.kind == "value":
            return self._tell_value(path, fact, shown, fact.figure.machine)
        if fact and mismatch.kind == "address":
            if mismatch.name not in self.rulebook.facts:
                return self._tell_unknown(path, mismatch.name, shown)
            message = f"`{shown}` is marked as `{mismatch.name}`; it is `{fact.address}`"
            return self._make_finding("figure-differs", path, message, self.help_, fact)
        if fact:
            message = f"`{fact.address}` should be shown and is not; there it reads “{shown}”"
            if mismatch.kind == "unmarked":
                message = f"`{fact.address}` should be marked as a figure and is plain text"
            return self._make_finding("figure-missing", path, message, self.help_, fact)
        if mismatch.kind == "extra":
            message = f"the page says what no rule says: “{shown}”"
            return self._make_finding("page-differs", path, message, self.help_)
        message = f"“{mismatch.wanted}” is not there; it reads “{shown}”"
        return self._make_finding("page-differs", path, message, self.help_)

    def _tell_unknown(self, path: str, address: str, shown: str) -> Finding:
        message = f"`{address}` reads `{shown}`; the rulebook has no such figure"
        help_ = suggest_word(address, self.rulebook.facts)
        return self._make_finding("figure-unknown", path, message, help_)

    def _tell_difference(self, path: str, fact: Fact, shown: str, right: str) -> Finding:
        message = f"`{fact.address}` reads `{shown}`; the rulebook says `{right}`"
        return self._make_finding("figure-differs", path, message, self.help_, fact)

    def _tell_value(self, path: str, fact: Fact, shown: str, right: str) -> Finding:
        return self._tell_difference(path, fact, f'value="{shown}"', f'value="{right}"')

    def _make_finding(
        self, code: str, path: str, message: str, help_: str | None, fact: Fact | None = None
    ) -> Finding:
        place = self.places.find_piece(fact.path).mark if fact else None
        related = (Related(place, "the rulebook's figure"),) if place else ()
        where = Unlocated(f"{self.shown_site}/{path}")
        return Finding(code, message, where, help_, related=related)

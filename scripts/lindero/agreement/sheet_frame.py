"""What a printed sheet is but for its words, held against what the rulebook says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache

from lindero.agreement.page_frame import FigureAgrees
from lindero.agreement.sheet_reading import SheetReading, Squares
from lindero.brand.colours import choose_sheet_colours
from lindero.expected.frame_wordings import Wording, leave_slots
from lindero.expected.frames import ExpectedFrame
from lindero.frozen import Frozen

_PAPERS = {"A4": (595.28, 841.89), "US Letter": (612.0, 792.0)}
_POINT = 1.0
_LINK = re.compile(r"\]\(([^()\s]*)\)")


CodeLeads = Callable[[Squares, str], bool]
"""Whether the dark squares of a QR code lead to an address."""


class SheetFrame(Frozen):
    """A one-pager in one language, and what a PDF of it must be."""

    key: str
    frame: ExpectedFrame
    agrees: FigureAgrees
    leads_to: CodeLeads

    def list_faults(self, read: SheetReading) -> Iterator[str]:
        """What of a sheet is not the rulebook's, a sentence each."""
        yield from self._check_paper(read)
        yield from self._check_metadata(read)
        yield from self._check_links(read)
        yield from self._check_colours(read)
        for words in read.unseen_words[:3]:
            yield f"nobody can see `{words}` on the sheet"

    def _check_paper(self, read: SheetReading) -> Iterator[str]:
        paper = self.frame.rulebook.onepagers[self.key].paper
        off = (abs(here - there) for here, there in zip(read.size, _PAPERS[paper], strict=True))
        if max(off) > _POINT:
            width, height = map(round, read.size)
            yield f"the sheet is {width} × {height} points; the rules say {paper}"
        if read.page_count != 1:
            yield f"the sheet has {read.page_count} pages"
        if read.has_active_parts:
            yield "the sheet holds scripts or files"

    def _check_metadata(self, read: SheetReading) -> Iterator[str]:
        business, sheet = self.frame.rulebook.business, self.frame.rulebook.onepagers[self.key]
        heading = leave_slots(self.frame.say(sheet.title))
        wanted = {
            "Title": f"{self.frame.name} · {heading}",
            "Author": self.frame.say(business.person) or self.frame.name,
            "Subject": leave_slots(self.frame.say(sheet.text)),
        }
        for key, text in wanted.items():
            yield from self._tell_other(key.lower(), read.metadata[key], text)
        if read.language.partition("-")[0] != self.frame.language:
            yield f"the sheet is read aloud in `{read.language}`"
        alternative = str(self.frame.words["sheet_qr_alt"]).format(url=self.frame.terms)
        if alternative not in read.alternatives:
            yield f"the code on the sheet is not read aloud as `{alternative}`"

    def _tell_other(self, what: str, there: str, wanted: str) -> Iterator[str]:
        wording: Wording = self.frame.word_for_sheet(wanted, self.key)
        slots = wording.read_slots(there)
        if slots is None or not all(self.agrees(slot, self.frame.language) for slot in slots):
            yield f"the sheet's {what} reads `{there}`; the rulebook says `{wording.shown}`"

    def _check_links(self, read: SheetReading) -> Iterator[str]:
        known, there = self._list_targets(), read.links
        for target in there:
            if not target:
                yield "something lies on the sheet that is neither print nor a link"
            elif target not in known and target not in self._list_typed_links():
                yield f"a link on the sheet leads to `{target}`"
        if self.frame.terms not in there:
            yield f"no link on the sheet leads to `{self.frame.terms}`"
        if not self.leads_to(read.code, self.frame.terms):
            yield f"the code on the sheet does not lead to `{self.frame.terms}`"

    def _list_targets(self) -> set[str]:
        book = self.frame.rulebook
        own = {f"mailto:{book.business.email}", f"tel:{self.frame.phone_number}", self.frame.site}
        rules = {f"{self.frame.terms}#{rule}" for rule in book.rules}
        return {self.frame.terms, *own, *rules}

    def _list_typed_links(self) -> Iterator[str]:
        """The links in texts of the author's that may stand on the sheet."""
        book = self.frame.rulebook
        sheet = book.onepagers[self.key]
        written: list[object] = [sheet.title, sheet.text, sheet.fine]
        for service in (book.services[name] for name in sheet.services):
            written += [service.summary, service.note]
        for rule in (book.rules[name] for name in sheet.rules):
            written += [text for one in rule.variants for text in (one.summary, one.clauses)]
        for text in _list_strings(written):
            yield from _LINK.findall(text)

    def _check_colours(self, read: SheetReading) -> Iterator[str]:
        brand = self.frame.rulebook.brand
        colours = choose_sheet_colours(brand.primary, brand.accent, brand.highlight)
        strange = {*read.text_colours} - {*colours.values()}
        if strange or read.ground != colours["paper"]:
            shown = ", ".join(sorted(strange or {read.ground}))
            yield f"the sheet is printed in {shown}, which is not the colour that the brand gives"


def _list_strings(value: object) -> Iterator[str]:
    """Every text in a record, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        yield from _list_strings([getattr(value, part.name) for part in fields(value)])
    elif isinstance(value, Mapping):
        yield from _list_strings([*value.values()])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _list_strings(inner)


@lru_cache(8)
def draw_squares(address: str) -> Squares:
    """The dark squares of a QR code for an address."""
    import segno  # brings the network with it, and a code that was compared before needs none

    matrix = segno.make_qr(address, error="m").matrix
    return tuple(
        (line, column)
        for line, squares in enumerate(matrix)
        for column, square in enumerate(squares)
        if square
    )

"""The page of a wrong address: it says nothing but that, and where to go on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from lindero.agreement.finished_site import read_attribute
from lindero.agreement.page_frame import FramedPage
from lindero.expected.frame_wordings import fold_text
from lindero.expected.frames import ExpectedFrame

LOST = "404.html"
_LAYOUTS = {"main.html", "base.html", LOST}
_HEADING = "404"
_SPACE = re.compile(r"\s+")


class LostPage(FramedPage):
    """The page of a wrong address, which offers every language and has no address of its own."""

    def list_faults(self) -> Iterator[str]:
        """What it says beside what it should, and what of its frame is not the rulebook's."""
        if not self.has_our_layout:
            if not _LAYOUTS & self.site.own_templates:
                yield "the page has no content of ours"
            return
        yield from self._check_lost_head()
        yield from self._check_redirects()
        yield from self._check_header()
        yield from self._check_footer()
        if LOST not in self.site.own_templates:
            yield from self._check_content()

    def _check_lost_head(self) -> Iterator[str]:
        frame = self.frame
        about = " · ".join([_HEADING, frame.name, *frame.trade_and_place])
        language = [frame.word(frame.language)]
        yield from self._tell_wording("language", self._read_language(), language)
        title = " ".join(self._read_titles())
        yield from self._tell_wording("title", title, [frame.word(frame.name)])
        said = self._read_meta('[name="description"]')
        yield from self._tell_wording("description", said, [frame.word(about)])

    def _read_language(self) -> str:
        return read_attribute(self._find("html"), "lang")

    def _read_titles(self) -> list[str]:
        return [fold_text(title.text()) for title in self.tree.css("head title")]

    def _check_content(self) -> Iterator[str]:
        contents = self.tree.css("#ld-content")
        lines = [line for content in contents for line in content.css("p")]
        wanted = [_say_lost(frame) for frame in self.frames.values()]
        said = _leave_out_spaces("".join(content.text() for content in contents))
        if said != _leave_out_spaces("".join([_HEADING, *wanted])):
            yield f"the page of a wrong address reads `{said}`, which is not what it should say"
        for line, (code, frame) in zip(lines, self.frames.items(), strict=False):
            yield from self._check_line(line, code, frame)

    def _check_line(self, line: LexborNode, code: str, frame: ExpectedFrame) -> Iterator[str]:
        """What one language says; what makes pages smaller leaves out the page's own language."""
        language = read_attribute(line, "lang") or self._read_language()
        if language != code:
            yield f"the words in `{code}` are marked as `{language}`"
        landings = (
            self.site.find_landing(self.path, read_attribute(link, "href"))
            for link in line.css("a")
        )
        if [one and one.path for one in landings] != [page.target for page in frame.pages]:
            yield f"the links in `{code}` do not lead to the pages of the site"


def _say_lost(frame: ExpectedFrame) -> str:
    return f"{frame.words['lost']} {' · '.join(page.name.shown for page in frame.pages)}"


def _leave_out_spaces(text: str) -> str:
    """What makes pages smaller leaves out some of them."""
    return _SPACE.sub("", text)

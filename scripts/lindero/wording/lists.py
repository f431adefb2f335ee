"""Several things in one sentence: all of them, any or none, told apart where one holds an “and”."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from babel import Locale
from babel.lists import format_list

from lindero.frozen import Frozen
from lindero.wording.grammar import Grammar

ListStyle = Literal["all", "any", "none"]
"""`a, b and c`; `a, b or c`; after a “not”, `a, b or c`, in Spanish `a, b ni c`."""

# What stands in brackets or quotation marks is told apart by those, and a tag is not read.
_SET_APART = re.compile(r"<[^>]*>|\([^)]*\)|«[^»]*»|“[^”]*”")


class ListJoiner(Frozen):
    """Joins the parts of a list as one language does; `words` are its words around figures."""

    locale: Locale
    grammar: Grammar
    words: Mapping[str, Any]

    def join_parts(self, parts: Sequence[str], style: ListStyle = "all") -> str:
        """`a, b and c`; `a, b, as well as c and d`; `a, b and c, and d`; `a; b, c; and d`."""
        *first, last = parts
        if not first:
            return last
        if any(", " in _SET_APART.sub("", part) for part in parts):
            return self._join_plainly([f"{'; '.join(first)};", last], style)
        if self._holds_conjunction(last) and style != "none":
            frame = str(self.words[f"joined_{style}"])
            return frame.format(first=", ".join(first), last=last)
        # Further to the front a comma tells them apart already.
        if self._holds_conjunction(last) or self._holds_conjunction(first[-1]):
            return self._join_plainly([f"{', '.join(first)},", last], style)
        return self._join_plainly(parts, style)

    def _join_plainly(self, parts: Sequence[str], style: ListStyle) -> str:
        pattern: Literal["standard", "or"] = "standard" if style == "all" else "or"
        joined = format_list(parts, pattern, self.locale)
        return self.grammar.join_last(joined, parts[-1], style)

    def _holds_conjunction(self, part: str) -> bool:
        return bool(self._conjunction.search(_SET_APART.sub("", part)))

    @cached_property
    def _conjunction(self) -> re.Pattern[str]:
        styles = self.words["conjunctions"].values()
        words = "|".join(re.escape(word) for style in styles for word in style)
        return re.compile(rf"(?<=\s)(?:{words})(?=\s)")

"""Which line has moved, where two do not line up."""

from __future__ import annotations

import re

from lindero.findings.place import Source
from lindero.reading import yaml_signs as signs
from lindero.reading.yaml_nodes import Node


class LinesAround:
    """The lines of one text, each by where it starts and what it opens."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text

    def _find_text_for_key(self, pos: int, group: Node | None) -> int | None:
        """Where a text stands that a remark ended, with keys lined up below: it was to be one."""
        name, text = group.entries[-1] if group and group.entries else (None, group)
        if text is None or text.kind != "text" or text.style or not signs.KEY.match(self.text, pos):
            return None
        (line, column), below = self.source.locate_offset(text.start), self._find_line(pos)
        alone = line < below and (name is None or self._find_line(name.start) < line)
        return text.start if alone and column == self.source.locate_offset(pos)[1] else None

    def _find_moved_line(self, line: int, group: Node | None) -> int | None:
        """The line above that has moved, where one has rather than this one."""
        here, above = self._list_columns(line), self._find_next_line(line, -1)
        if above is None or min(here) % 2:
            return None
        for suspect in (*self._list_lines(group), above):
            if any(column % 2 for column in self._list_columns(suspect)):
                return suspect
        if min(self._list_columns(above)) < min(here):
            return (
                above
                if not self._has_no_group(line) and self._belongs_with_next(above, here)
                else None
            )
        return self._find_inner_line(here, group) or (above if self._has_no_group(above) else None)

    def _list_lines(self, group: Node | None) -> list[int]:
        """Where the only entry of a group stands, and where the last one's value starts."""
        if group is None or not group.entries:
            return []
        name, value = group.entries[-1]
        return [
            self._find_line(value.start),
            *([self._find_line(name.start)] if name and len(group.entries) == 1 else ()),
        ]

    def _find_inner_line(self, here: set[int], group: Node | None) -> int | None:
        """The key or its one entry that has moved, if the next one stands a step from the key."""
        name, value = group.entries[-1] if group and group.entries else (None, None)
        if name is None or value is None or not value.entries:
            return None
        own, inner = (self.source.locate_offset(one.start)[1] - 1 for one in (name, value))
        if own + 2 not in here or inner < own + 3:
            return None
        return self._find_line(value.start if len(value.entries) == 1 else name.start)

    def _has_no_group(self, line: int) -> bool:
        """A key of a group with nothing further in below it: it stands too far in."""
        below = self._find_next_line(line, 1)
        opens = self.source.read_line(line).rstrip().endswith(":")
        return (
            opens
            and below is not None
            and min(self._list_columns(below)) <= min(self._list_columns(line))
        )

    def _belongs_with_next(self, line: int, columns: set[int]) -> bool:
        """Whether a line belongs where the next one stands: with those before, or below a key."""
        before = self._find_next_line(line, -1)
        while before is not None and min(self._list_columns(before)) > min(columns):
            before = self._find_next_line(before, -1)
        if before is None:
            return False
        around = self._list_columns(before)
        steps = 2 * len(self._list_columns(line))  # a dash is a step of its own
        opens = self.source.read_line(before).rstrip().endswith(":")
        return bool(around & columns) or (opens and max(around) + steps in columns)

    def _find_next_line(self, line: int, step: int) -> int | None:
        """The nearest line with anything but a remark on it."""
        last = self._find_line(len(self.text))
        line += step
        while 1 <= line <= last:
            typed = self.source.read_line(line).strip()
            if typed and not typed.startswith("#"):
                return line
            line += step
        return None

    def _list_columns(self, line: int) -> set[int]:
        """Where the line starts, also behind its dashes."""
        dashes = re.compile(r" *(?:- +)*").match(self.source.read_line(line))
        typed = self.source.read_line(line)
        assert dashes
        return {len(typed) - len(typed.lstrip(" ")), dashes.end()}

    def _find_line(self, pos: int) -> int:
        return self.source.locate_offset(pos)[0]

    def _find_content_start(self, line: int) -> int:
        typed = self.source.read_line(line)
        return self.source.find_line_start(line) + len(typed) - len(typed.lstrip(" "))

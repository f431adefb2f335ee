"""What YAML is written with: the signs and stretches that its grammar is made of."""

from __future__ import annotations

import re

# Comments and empty space; a `#` starts a comment only behind a space.
SPACE = re.compile(r"(?:[ \r\n]+|(?<![^ \r\n])#[^\r\n]*)*")
SPACES = re.compile(" *")
BREAK = re.compile("[\r\n]")
REST = re.compile(r" *(?<![^ \r\n])#(?P<comment>[^\r\n]*)| *(?=[\r\n]|\Z)")
DIRECTIVE = re.compile(r"%YAML 1\.[0-9]+ *(?=[\r\n])")
MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \r\n]|\Z)")
PROPERTY = re.compile(r" *([&!])(?:<[^ >\r\n]*>|[^ ,\[\]{}\r\n]*)")
ALIAS = re.compile(r"\*[^ ,\[\]{}\r\n]*")
LINE_BREAKS = re.compile(r" *(\r\n|\n|\r)[ \r\n]*")
TEXT = r"(?:[^:#\r\n]++|:(?![ \r\n]|\Z)|(?<! )#)*+"
PLAIN = re.compile(TEXT)
PLAIN_INSIDE = re.compile(r"(?:[^:#,\[\]{}\r\n]++|:(?![ ,?\[\]{}\r\n]|\Z)|(?<! )#)*+")
# A name with words, or with a text in quotes, on one line: so is nearly every entry in braces.
PAIR_INSIDE = re.compile(
    r"([^\W_][\w-]*+): (?:([^\W_][^:#,\[\]{}\r\n]*+)|\"([^\"\\\r\n]*+)\")(?=[,}])"
)
STARTS_PLAIN = re.compile(r"(?![,\[\]{}#&*!|>'\"%@`]|[-?:](?:[ \r\n]|\Z))")
QUOTED = re.compile(r"'(?:[^']++|'')*+'|\"(?:[^\"\\]++|\\.)*+\"", re.DOTALL)

KEY = re.compile(
    r"(?:[&!][^ \r\n]*+ ++)*+"
    r"(?:'(?:[^'\r\n]++|'')*+'|\"(?:[^\"\\\r\n]++|\\[^\r\n])*+\"|\*[^ :\r\n]*"
    rf"|{STARTS_PLAIN.pattern}{TEXT})? *:(?=[ \r\n]|\Z)"
)

NAME = re.compile(rf"\*[^ :\r\n]*|{TEXT}")
DASH = re.compile(r"-(?=[ \r\n]|\Z)")
COLON = re.compile(r" *:(?=[ \r\n]|\Z)")
COLON_TIGHT = re.compile(r" *:")
PAIRS = {"[": "]", "{": "}"}


# `#1`, of which hardly anybody means a remark.
TIGHT_REMARK = re.compile("#[^ #!\r\n]")


# `Pack # 1` and `one, # two` read on; a remark of init's form has two spaces before its `#`.
TIGHT_OR_READ_ON = re.compile(
    rf"{TIGHT_REMARK.pattern}|(?<=[^\W\d_] )# [0-9]+(?![^ \r\n])|(?<=[,(/&+–—-] )# "
)


# A colour without its quotes, for which the brand has words of its own.
COLOUR = re.compile(r" *#[0-9a-fA-F]{3,8} *")

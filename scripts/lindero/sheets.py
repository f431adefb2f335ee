"""A one-pager's words and figures in, PDF bytes out; the only place that knows the PDF engine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import typst

Inlines: TypeAlias = Sequence[Mapping[str, object]]
"""`{"text": str}`, `{"strong": Inlines}` or `{"link": str, "body": Inlines}`."""

Blocks: TypeAlias = Sequence[Mapping[str, object]]
"""`{"paragraph": Inlines}` or `{"bullets": [Inlines, …]}`."""

_PACKAGE = Path(__file__).parent

"""Quick forms of shipped files, made with the package, each taken only for its very file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

COMPILED = Path(__file__).parent / "quick_forms"


def make_digest(*parts: bytes) -> str:
    """A name that no other content has."""
    return sha256(b"\0".join(parts)).hexdigest()


def recall_form(name: str) -> bytes | None:
    """What was made under a name; None where it is missing or damaged."""
    try:
        content, _, seal = (COMPILED / name).read_bytes().rpartition(b"\n")
    except OSError:
        return None
    return content if seal == _make_seal(content) else None


def keep_form(name: str, content: bytes) -> None:
    """Write one form; only the making of the package does."""
    (COMPILED / name).write_bytes(content + b"\n" + _make_seal(content))


def _make_seal(content: bytes) -> bytes:
    return b"# " + make_digest(content).encode()

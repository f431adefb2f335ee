"""Forms of shipped files that are quick to read: made with the package, taken only for exactly the file they were made from."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

COMPILED = Path(__file__).parent / "quick_forms"


def digest(*parts: bytes) -> str:
    """A name that no other content has."""
    return sha256(b"\0".join(parts)).hexdigest()


def recall(name: str) -> bytes | None:
    """What was made under a name; None where it is missing or damaged."""
    try:
        content, _, seal = (COMPILED / name).read_bytes().rpartition(b"\n")
    except OSError:
        return None
    return content if seal == _seal(content) else None


def keep(name: str, content: bytes) -> None:
    """Write one form; only the making of the package does."""
    (COMPILED / name).write_bytes(content + b"\n" + _seal(content))


def _seal(content: bytes) -> bytes:
    return b"# " + digest(content).encode()

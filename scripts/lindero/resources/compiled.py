"""Quick forms of shipped files, made with the package, each taken only for its very file."""

from __future__ import annotations

from pathlib import Path

try:  # as in `hashlib`, without loading all that OpenSSL can do, which takes 3 ms of each start
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

COMPILED = Path(__file__).parent / "quick_forms"


def make_digest(*parts: bytes) -> str:
    """A name that no other content has."""
    return blake2b(b"\0".join(parts), digest_size=32).hexdigest()


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

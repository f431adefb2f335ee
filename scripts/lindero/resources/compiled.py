"""Quick forms of shipped files, made with the package, each taken only for its very file."""

from __future__ import annotations

from pathlib import Path

try:  # as in `hashlib`, without loading all that OpenSSL can do, which takes 3 ms of each start
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

COMPILED = Path(__file__).parent / "quick_forms"


def make_digest(*parts: bytes | memoryview) -> str:
    """A name that no other content has."""
    digest = blake2b(digest_size=32)
    for at, part in enumerate(parts):
        digest.update(b"\0" if at else b"")
        digest.update(part)
    return digest.hexdigest()


def recall_form(name: str) -> bytes | None:
    """What was made under a name; None where it is missing or damaged."""
    content = view_form(name)
    return None if content is None else bytes(content)


def view_form(name: str) -> memoryview | None:
    """The same without another copy, for those that are large."""
    try:
        whole = (COMPILED / name).read_bytes()
    except OSError:
        return None
    end = whole.rfind(b"\n")
    content = memoryview(whole)[: max(end, 0)]
    return content if whole[end + 1 :] == _make_seal(content) else None


def keep_form(name: str, content: bytes) -> None:
    """Write one form; only the making of the package does."""
    (COMPILED / name).write_bytes(content + b"\n" + _make_seal(content))


def _make_seal(content: bytes | memoryview) -> bytes:
    return b"# " + make_digest(content).encode()

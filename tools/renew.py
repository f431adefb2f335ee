"""Renews the committed files that are made from the package: the JSON Schema and the reference of problems."""

from __future__ import annotations

from pathlib import Path

from lindero.problems import reference
from lindero.schemas import schema_text
from lindero.writing import write_file

ROOT = Path(__file__).parent.parent
GENERATED = {
    "scripts/lindero/schema/lindero.schema.json": schema_text,
    "docs/problems.md": reference,
}

if __name__ == "__main__":
    for path, make in GENERATED.items():
        changed = write_file(ROOT / path, make().encode())
        print(f"{path}: {'renewed' if changed else 'fresh'}")

"""Writes sbom.cdx.json: what requirements.lock installs, in CycloneDX 1.6."""

from __future__ import annotations

import json
import re
from email.message import Message
from importlib.metadata import metadata, requires, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BILL = ROOT / "sbom.cdx.json"
FONTS = ("Figtree", "Fraunces")  # the only foreign work inside the package itself
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def make_bill() -> dict[str, Any]:
    """The bill, without a day or a random number: the same lock gives the same bytes."""
    pins = dict(_PIN.findall((ROOT / "requirements.lock").read_text("utf-8")))
    own = {
        "type": "application",
        "bom-ref": "lindero",
        "name": "lindero",
        "version": version("lindero"),
    }
    fonts = [
        {
            "type": "data",
            "bom-ref": font,
            "name": font,
            "licenses": [{"license": {"id": "OFL-1.1"}}],
        }
        for font in FONTS
    ]
    needs = {name: _needs(name, pins) for name in ("lindero", *pins)}
    needs["lindero"] += FONTS
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own | {"licenses": [{"license": {"id": "MIT"}}]}},
        "components": [*(_component(name, pins[name]) for name in pins), *fonts],
        "dependencies": [{"ref": name, "dependsOn": sorted(on)} for name, on in needs.items()],
    }


def _component(name: str, pinned: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{pinned}"
    return {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": pinned,
        "purl": purl,
        "licenses": _licences(metadata(name)),
    }


def _licences(about: Message) -> list[dict[str, Any]]:
    """As the package states them: an SPDX expression, else its classifiers, else its own words."""
    if expression := about["License-Expression"]:
        return [{"expression": expression}]
    classes = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    words = (about["License"] or "not stated").strip().splitlines()[:1]
    return [{"license": {"name": name}} for name in classes or words]


def _needs(name: str, pins: dict[str, str]) -> list[str]:
    """What of the lock a package asks for, on any system, without its extras."""
    asked = [line for line in requires(name) or [] if "extra ==" not in line]
    names = [
        re.sub(r"[._-]+", "-", re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]).lower()
        for line in asked
    ]
    return sorted({one for one in names if one in pins})


def write_bill() -> None:
    """Write it beside the lock."""
    BILL.write_text(
        json.dumps(make_bill(), indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n"
    )


if __name__ == "__main__":
    write_bill()

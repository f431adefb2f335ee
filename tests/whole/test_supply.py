"""What Lindero stands on: locks with hashes, and the bill of materials made from them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from support.folders import ROOT

LOCKS = ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"]
PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; .+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_versions_and_hashes_and_nothing_else(lock):
    head, _, pins = (ROOT / lock).read_text("utf-8").partition("\n")
    assert head.startswith("# ")
    assert PIN.sub("", pins) == ""


@pytest.mark.parametrize("lock", LOCKS)
def test_the_tests_run_on_what_is_locked(lock):
    pins = PIN.findall((ROOT / lock).read_text("utf-8"))
    assert pins
    assert {name: version(name) for name, *_ in pins} == {name: locked for name, locked, _ in pins}


@pytest.fixture
def make_bill(monkeypatch) -> Callable[[], dict[str, Any]]:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from sbom import make_bill

    return make_bill


def test_the_bill_of_materials_is_fresh_and_keeps_to_its_schema(make_bill):
    bill = (ROOT / "sbom.cdx.json").read_text("utf-8")
    assert json.loads(bill) == make_bill()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None


def test_the_bill_names_everything_that_is_locked_with_its_licence():
    bill = json.loads((ROOT / "sbom.cdx.json").read_text("utf-8"))
    pins = {
        name: locked
        for name, locked, _ in PIN.findall((ROOT / "requirements.lock").read_text("utf-8"))
    }
    assert {part["name"]: part["version"] for part in bill["components"] if "purl" in part} == pins
    assert "not stated" not in str(bill)

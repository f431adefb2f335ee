"""`import lindero`: what it offers, what it loads, and the page that tells of it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import lindero
from api_page import EXAMPLE, EXAMPLE_PRINTS, make_api_page
from support.folders import ROOT

PAGE = (ROOT / "docs/api.md").read_text("utf-8")
LIST_FOREIGN = """
import sys
{}
foreign = (one for one in sys.modules if one.partition(".")[0] not in sys.stdlib_module_names)
print(*sorted(foreign))
"""


def run_python(script: str) -> str:
    """What a program prints; without `site`, which would load packages on its own."""
    start = f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r})\n"
    done = subprocess.run(
        [sys.executable, "-S", "-c", start + script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_what_is_public_is_documented_and_importable():
    documented = re.findall(r"^## (\w+)$", PAGE, re.MULTILINE)
    assert documented == list(lindero.API)
    assert sorted(documented) == sorted(lindero.__all__)
    assert {*lindero.__all__, "__version__"} == {*dir(lindero)}
    assert [name for name in documented if not getattr(lindero, name).__doc__] == []


def test_checkers_see_the_same_names_at_the_same_places():
    source = (ROOT / "scripts/lindero/__init__.py").read_text("utf-8")
    typed = {
        name: module
        for module, names in re.findall(
            r"^    from lindero\.([\w.]+) import (.+)$", source, re.MULTILINE
        )
        for name in names.split(", ")
    }
    assert typed == lindero.API
    assert (ROOT / "scripts/lindero/py.typed").is_file()


@pytest.mark.parametrize("name", lindero.API)
def test_a_public_name_lives_where_it_is_said_to(name):
    assert getattr(lindero, name).__module__ == f"lindero.{lindero.API[name]}"


def test_a_name_that_there_is_not_is_an_attribute_error():
    with pytest.raises(AttributeError, match="`lindero` has no `load_rules`"):
        lindero.load_rules  # noqa: B018 - asking is the point


def test_importing_lindero_loads_nothing_else():
    assert (
        run_python(LIST_FOREIGN.format("import lindero; lindero.__version__"))
        == "__main__ lindero\n"
    )


def test_a_name_loads_only_what_it_stands_on():
    loaded = run_python(LIST_FOREIGN.format("from lindero import Finding")).split()
    assert loaded == [
        "__main__",
        "lindero",
        *(f"lindero.findings{part}" for part in ("", ".finding", ".place")),
        "lindero.frozen",
    ]


def test_the_page_is_fresh():
    assert make_api_page() == PAGE


def test_the_example_prints_what_the_page_says():
    done = subprocess.run(
        [sys.executable, "-c", EXAMPLE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == EXAMPLE_PRINTS


def test_a_program_is_checked_against_the_types(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(f"{EXAMPLE}\nreveal_type(sheets)\nlindero.frobnicate\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", ROOT / ".mypy_cache", program],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert 'Revealed type is "dict[str, lindero.sheets.printing.Sheet]"' in done.stdout.replace(
        "builtins.", ""
    )
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert [line.partition(": error: ")[2] for line in errors] == [
        'Module has no attribute "frobnicate"  [attr-defined]'
    ]

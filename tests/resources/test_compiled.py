"""The quick forms of shipped files: the same as their sources, of no weight when they are not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.theme import Theme

import lindero.resources.data as vocabulary
from lindero.generators.compiling import compile_package
from lindero.generators.theme_templates import with_our_loader
from lindero.resources import compiled
from lindero.resources.compiled import make_digest, recall_form
from lindero.resources.data import PACKAGE, parse_data
from lindero.site.assets import THEME
from lindero.site.templates import ShippedTemplates, compiled_name, load_templates
from support.folders import ROOT

NAMES = sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.yml"))


MODULES = ("resources.compiled", "generators.compiling", "site.templates")


@pytest.fixture(scope="module")
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All quick forms as they are made of the sources."""
    home = tmp_path_factory.mktemp("forms") / "compiled"
    with pytest.MonkeyPatch.context() as monkeypatch:
        for module in MODULES:
            monkeypatch.setattr(f"lindero.{module}.COMPILED", home)
        compile_package()
    return home


@pytest.fixture
def folder(compiled_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a folder of the test, which may spoil them."""
    for module in MODULES:
        monkeypatch.setattr(f"lindero.{module}.COMPILED", tmp_path / "compiled")
    return Path(shutil.copytree(compiled_once, tmp_path / "compiled"))


def read(name: str) -> object:
    return vocabulary.read_shipped_yaml.__wrapped__(name)


@pytest.mark.usefixtures("folder")
def test_every_quick_form_is_what_its_source_says():
    for name in NAMES:
        content = (PACKAGE / name).read_bytes()
        assert recall_form(f"{make_digest(content)}.json") is not None
        assert read(name) == parse_data(content)


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"[]", b"{}\n# 00"])
def test_a_damaged_or_poisoned_form_changes_nothing(folder, damage):
    name = "catalogue/rules/payment.yml"
    content = (PACKAGE / name).read_bytes()
    file = folder / f"{make_digest(content)}.json"
    half = file.read_bytes()[:2000]
    for poison in (damage, half, file.read_bytes().replace(b"no se devuelve", b"se devuelve")):
        file.write_bytes(poison)
        assert read(name) == parse_data(content)


@pytest.mark.usefixtures("folder")
def test_a_form_of_other_content_is_not_taken(monkeypatch, tmp_path):
    shutil.copytree(PACKAGE / "wording", tmp_path / "wording")
    units = tmp_path / "wording" / "units.yml"
    units.write_text(units.read_text("utf-8") + "moonth: {plural: moonths}\n", "utf-8")
    monkeypatch.setattr(vocabulary, "PACKAGE", tmp_path)
    monkeypatch.setattr(vocabulary, "_UNCHECKED", [])
    assert "moonth" in read("wording/units.yml")


def test_the_templates_that_a_build_needs_are_compiled_and_give_the_same(folder):
    theme = Theme(name="material")
    theme.dirs.insert(0, str(THEME))
    quick, slow = (with_our_loader(theme.get_env()) for _ in range(2))
    quick.bytecode_cache = ShippedTemplates()
    source, _, _ = quick.loader.get_source(quick, "base.html")
    bucket = quick.bytecode_cache.get_bucket(quick, "base.html", None, source)
    assert bucket.code is not None
    slow = slow.compile(source, "base.html", str(folder / bucket.key))
    assert [getattr(one, "co_code", one) for one in bucket.code.co_consts] == [
        getattr(one, "co_code", one) for one in slow.co_consts
    ]
    assert list(bucket.code.co_lines()) == list(slow.co_lines())


def test_another_filter_or_setting_has_no_compiled_template():
    environment = load_templates()
    name = compiled_name(environment, "a", "b")
    changed = environment.overlay()
    changed.filters = {**environment.filters, "upper": len}
    assert (
        len(
            {
                name,
                compiled_name(changed, "a", "b"),
                compiled_name(environment.overlay(trim_blocks=False), "a", "b"),
            }
        )
        == 3
    )


def test_a_damaged_compiled_template_is_not_run(folder):
    environment = with_our_loader(Theme(name="material").get_env())
    source, _, _ = environment.loader.get_source(environment, "base.html")
    file = folder / compiled_name(environment, "base.html", source)
    file.write_bytes(file.read_bytes() + b"\nraise SystemExit('poisoned')\n")
    assert ShippedTemplates().get_bucket(environment, "base.html", None, source).code is None


def test_nothing_is_kept_outside_of_the_package(tmp_path):
    environment = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PATH": ""}
    script = "from lindero.cli.main import main; main(['check', '-q'])"
    root = ROOT
    subprocess.run([sys.executable, "-c", script], env=environment, cwd=root, check=True)
    assert list(tmp_path.iterdir()) == []
    assert not hasattr(compiled, "cache_folder")

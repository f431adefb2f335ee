"""The measures of the house: files, functions and names stay within what a reader can hold."""

from __future__ import annotations

from statistics import median

import pytest

from measure import PACKAGE, count_body_lines, list_short_names, measure_file, measure_package
from support.folders import ROOT

MOST_LINES = 400


@pytest.fixture(scope="module")
def files():
    return measure_package()


def test_a_file_keeps_to_its_size_and_says_what_it_defines(files):
    assert len(files) > 390
    assert [one.path for one in files if len(one.lines) > MOST_LINES] == [], "split it by meaning"
    assert [name for one in files for name in one.list_undocumented()] == []


def test_functions_are_short(files):
    lengths = [
        (count_body_lines(one), f"{file.path}: {one.name}")
        for file in files
        for one in file.functions
    ]
    assert median(length for length, _ in lengths) <= 7
    assert [name for length, name in lengths if length > 50] == []


def test_functions_are_named_by_what_they_do_to_what(files):
    short, named = list_short_names(files)
    assert len(short) / named < 0.10, short


def test_tests_and_tools_keep_to_their_size_too():
    written = [file for home in ("tests", "tools") for file in (ROOT / home).rglob("*.py")]
    assert len(written) > 200
    sizes = {file.relative_to(ROOT).as_posix(): count_lines(file) for file in written}
    long = {name: size for name, size in sizes.items() if size > MOST_LINES}
    assert long == {}, "split it by meaning; what is said again and again is data"


def test_templates_keep_to_their_size_too():
    templates = [file for end in ("j2", "typ", "html") for file in PACKAGE.rglob(f"*.{end}")]
    assert templates
    assert [file.name for file in templates if count_lines(file) > MOST_LINES] == []


def count_lines(file):
    return len(file.read_text("utf-8").splitlines())


def test_every_room_has_its_tests():
    rooms = {file.parent.name for file in PACKAGE.glob("*/__init__.py")}
    assert len(rooms) >= 20
    assert {room for room in rooms if not [*(ROOT / "tests" / room).glob("test_*.py")]} == set()


def test_the_measures_see_what_they_measure(tmp_path):
    file = tmp_path / "one.py"
    file.write_text(
        '"""A module."""\n\n\nclass Lamp:\n    def light(self):\n'
        '        """Light."""\n        # Twice, since once is dark.\n'
        "        on()\n        on()  # noqa: X1\n\n\n"
        "    @property\n    def lit(self):\n        return 1\n\n\n"
        "if True:\n    def dim_lamp():\n        return " + "2" * 100 + "\n",
        "utf-8",
    )
    measured = measure_file(file, tmp_path)
    assert sorted((one.name, count_body_lines(one)) for one in measured.functions) == [
        ("dim_lamp", 2),
        ("light", 4),
        ("lit", 2),
    ]
    assert list_short_names([measured]) == (["one.py: light"], 2)
    assert list(measured.list_undocumented()) == [
        "one.py: Lamp",
        "one.py: Lamp.lit",
        "one.py: dim_lamp",
    ]
    assert measured.wide_lines == ["one.py:19"]
    assert measured.comments == 1

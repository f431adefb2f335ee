"""One build of the example: nothing of it is done twice."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from support.folders import ROOT

# Counted in all threads: the sheets are printed in one of their own.
COUNTER = """
import collections, json, sys, threading
calls = collections.Counter()

def count(frame, event, _):
    if event == "call" and "lindero" in frame.f_code.co_filename:
        calls[frame.f_code.co_name] += 1

from lindero.cli.main import main
sys.argv = ["lindero", *sys.argv[1:]]
threading.setprofile(count)
sys.setprofile(count)
try:
    main()
finally:
    sys.setprofile(None)
    print(json.dumps(calls))
"""


@pytest.fixture(scope="module")
def calls(tmp_path_factory) -> dict[str, int]:
    """How often each function of the package is called in one build with sheets."""
    site = tmp_path_factory.mktemp("once") / "site"
    command = [sys.executable, "-c", COUNTER, "build", "-q", "--as-of", "2026-12-01", "-d", site]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_everything_is_done_once(calls, example):
    book = example.rulebook
    sheets = len(book.onepagers) * len(book.languages)
    examples = sum(len(service.examples) for service in book.services.values())
    assert sheets == examples == 4
    once = ("load_rulebook", "check_manuscripts", "make_pages", "make_assets", "print_all")
    assert {name: calls[name] for name in once} == dict.fromkeys(once, 1)
    assert calls["price_of"] == examples
    assert calls["make_sheet_view"] == calls["compile_sheet"] == sheets
    assert calls["make_view"] == sheets + 3 * len(book.languages)


def test_a_page_is_never_taken_apart_again(calls):
    """Only the export writes front matter, and only hand-written pages have any to be read."""
    assert "format_page" not in calls

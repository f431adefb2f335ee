"""One build of the example: nothing of it is done twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pytest

from support.folders import ROOT

# Counted in all processes and threads: sheets are made in one of their own.
COUNTER = """
import collections, json, os, sys, threading
calls = collections.Counter()
os.register_at_fork(after_in_child=calls.clear)

def count(frame, event, _):
    if event == "call" and "lindero" in frame.f_code.co_filename:
        calls[frame.f_code.co_name] += 1

def end_process(code, end=os._exit):
    sys.setprofile(None)
    print(json.dumps(calls), flush=True)
    end(code)

from lindero.cli.main import main
os._exit = end_process
sys.argv = ["lindero", *sys.argv[1:]]
threading.setprofile(count)
sys.setprofile(count)
main()
"""


@pytest.fixture(scope="module")
def calls(tmp_path_factory) -> dict[str, int]:
    """How often each function of the package is called in one build with sheets."""
    site = tmp_path_factory.mktemp("once") / "site"
    command = [sys.executable, "-c", COUNTER, "build", "-q", "--as-of", "2026-12-01", "-d", site]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return sum(map(Counter, map(json.loads, done.stdout.splitlines())), Counter())


def test_everything_is_done_once(calls, example):
    book = example.rulebook
    sheets = len(book.onepagers) * len(book.languages)
    examples = sum(len(service.examples) for service in book.services.values())
    assert sheets == examples == 4
    once = ("read_rulebook", "check_rulebook", "check_own_words", "check_manuscripts")
    once += ("make_pages", "make_assets", "print_all")
    assert {name: calls[name] for name in once} == dict.fromkeys(once, 1)
    assert calls["price_of"] == examples
    assert calls["make_sheet_view"] == calls["compile_sheet"] == sheets
    assert calls["make_view"] == sheets + 3 * len(book.languages)


def test_a_page_is_never_taken_apart_again(calls):
    """Only the export writes front matter, and only hand-written pages have any to be read."""
    assert "format_page" not in calls

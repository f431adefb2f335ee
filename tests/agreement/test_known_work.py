"""What an earlier build compared is taken over only for the same bytes and the same rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from lindero.agreement.known_work import RECORD, KnownWork, recall_work
from lindero.agreement.verifying import verify_site
from lindero.catalogue.facts import Fact
from lindero.disk.manifest import MANIFEST
from lindero.expected.pages import list_page_items
from lindero.expected.speech import Slot
from lindero.findings.finding import Finding
from lindero.frozen import Frozen
from lindero.generators.unchanged import digest_makers
from lindero.loading import load_rulebook
from lindero.shapes import Money
from support.publication import make_publication
from support.rulebooks import AS_OF


@pytest.fixture
def known(example_site) -> KnownWork:
    """What the build of the example's site left."""
    return recall_work(example_site, digest_makers())


def compare(loaded, site, known: KnownWork) -> list[Finding]:
    """What a build finds that knows this much."""
    return list(verify_site(loaded, site, make_publication(loaded), known=known).findings)


def test_nothing_of_an_unchanged_site_is_compared_or_read_again(example, example_site, known):
    counted = verify_site(example, example_site, make_publication(example), known=KnownWork())
    assert counted == verify_site(example, example_site, make_publication(example), known=known)
    # Every sheet, and in each language three pages and the address in the code.
    assert len(known.agreed.used) == counted.sheets + 4 * len(example.rulebook.languages)
    assert known.agreed.used == known.agreed.former
    assert known.readings.used == known.readings.former
    assert set(known.printed) == {
        sheet.made_of for sheet in make_publication(example).sheets.values()
    }


def test_what_the_rules_say_otherwise_is_compared_again(example_site, known, project_copy, change):
    change("terms/work.yml", "rounds: 2", "rounds: 3")
    changed = load_rulebook(project_copy / "terms", AS_OF, shown_from=project_copy)
    found = compare(changed, example_site, known)
    assert found == compare(changed, example_site, KnownWork())
    told = {one.place.path.rpartition("/")[2] for one in found}
    assert {"index.html", "flyer.es.pdf"} <= told, told
    assert 0 < len(known.agreed.used) < len(known.agreed.former)


def test_a_lie_is_found_whatever_is_known(example, site_copy, known):
    page = site_copy / "terms/index.html"
    page.write_text(page.read_text("utf-8").replace("40\u00a0%", "45\u00a0%", 1), "utf-8")
    sheet, other = (site_copy / f"print/{name}.es.pdf" for name in ("care", "flyer"))
    sheet.write_bytes(other.read_bytes())
    found = compare(example, site_copy, known)
    assert found == compare(example, site_copy, KnownWork())
    assert {one.place.path.rpartition("/")[2] for one in found} == {"index.html", "care.es.pdf"}


def list_records(value: object) -> Iterator[object]:
    """Every record in what a page must say, however deep."""
    if is_dataclass(value):
        yield value
        value = tuple(getattr(value, field.name) for field in fields(value))
    inner = value.values() if isinstance(value, Mapping) else value
    for one in inner if isinstance(inner, Collection) and not isinstance(inner, str) else ():
        yield from list_records(one)


def test_two_records_that_differ_never_have_one_digest(example):
    """What a record hides from its `repr` would be hidden from the digest of all that holds it."""
    items = [list_page_items(example.rulebook, "es", kind) for kind in ("terms", "pricing")]
    kinds = {type(record) for record in list_records(items)}
    assert {Fact, Money, Slot} <= kinds
    for kind in kinds:
        assert all(field.repr for field in fields(kind)), kind
        ours = kind.__repr__ is Frozen.__repr__
        assert ours or hasattr(kind.__repr__, "__wrapped__"), f"{kind} says itself what it shows"


def spoil_record(site: Path) -> None:
    """As somebody does who wants something to pass."""
    (site / RECORD).write_bytes((site / RECORD).read_bytes() + b" ")


@pytest.mark.parametrize(
    "spoil", [spoil_record, lambda site: (site / MANIFEST).unlink()], ids=["record", "manifest"]
)
def test_a_record_that_the_list_of_files_does_not_vouch_for_is_none(site_copy, spoil):
    assert recall_work(site_copy, digest_makers()).agreed.former
    spoil(site_copy)
    assert recall_work(site_copy, digest_makers()) == KnownWork(digest_makers())


@pytest.mark.parametrize("makers", ["", "0" * 64], ids=["unclear", "others"])
def test_what_other_programs_compared_is_not_known(example_site, makers):
    assert recall_work(example_site, makers) == KnownWork(makers)

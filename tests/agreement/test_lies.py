"""Lies in a built site: each is told with the name of the file, and what is sound is not told."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.agreement.site_record import write_record
from lindero.agreement.verifying import verify_site
from lindero.disk.manifest import MANIFEST, Owner, format_manifest, hash_file, walk_folder
from lindero.findings.finding import select_errors
from lindero.generators.plain_files import make_publication
from lindero.generators.settings import find_project
from support.folders import ROOT
from support.lies import list_lie_rounds, load_lies

LIES = load_lies()
# What nothing but the list of files tells; all others are read, whoever told them.
HIDDEN = [lie for lie in LIES if lie.told_by_hash_alone]
AS_OF = date(2026, 12, 1)


@pytest.fixture(scope="session")
def publication(example, example_site):
    """What the example publishes, its hand-written pages among it."""
    published, problems = make_publication(example, find_project(ROOT / "mkdocs.yml"), example_site)
    assert problems == []
    return published


@pytest.fixture
def find_errors(example, publication, site_copy):
    """The files of which `verify` tells something, as it goes on."""

    def verify() -> set[str]:
        agreement = verify_site(example, site_copy, publication, shown="site")
        return {one.place.path.removeprefix("site/") for one in select_errors(agreement.findings)}

    return verify


def test_there_are_as_many_as_were_tried():
    assert len(LIES) == len({lie.name for lie in LIES}) >= 103 + 26


def test_a_clean_site_has_nothing_to_tell(find_errors):
    assert find_errors() == set()


@pytest.mark.parametrize("lies", [list_lie_rounds(LIES)[0], *list_lie_rounds(HIDDEN)])
def test_lies_told_after_a_build_are_told_with_their_files(lies, find_errors, example, site_copy):
    for lie in lies:
        lie.tell(site_copy, example.rulebook)
    assert list_untold(lies, find_errors()) == []


@pytest.mark.parametrize("lies", list_lie_rounds(lie for lie in LIES if lie not in HIDDEN))
def test_lies_of_the_build_itself_are_read(lies, find_errors, example, publication, site_copy):
    """As if a plugin or a template had put them there before the files were listed."""
    for lie in lies:
        lie.tell(site_copy, example.rulebook)
    made = (f"{path.removesuffix('.md')}.html" for path in publication.pages)
    write_record(site_copy, publication.own_files, (), (*made, *publication.sheets))
    (site_copy / MANIFEST).unlink()
    paths = [path for path, is_folder in walk_folder(site_copy) if not is_folder]
    hashes = {path: [hash_file(site_copy / path)] for path in paths}
    (site_copy / MANIFEST).write_bytes(format_manifest(hashes, Owner("site")))
    assert list_untold(lies, find_errors()) == []


def list_untold(lies, told):
    return [lie.name for lie in lies if not any(path.startswith(lie.path) for path in told)]

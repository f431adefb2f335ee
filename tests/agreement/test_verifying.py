"""Finished pages and sheets are read back: whatever differs from the rules is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lindero.agreement.verifying import verify_site
from lindero.sheets.engine import compile_sheet
from lindero.sheets.views import make_sheet_view
from support.commands import run_lindero
from support.folders import ROOT
from support.publication import make_publication
from support.read_back import read_page


@pytest.fixture(scope="module")
def verify(example):
    """What `lindero verify` compares: the pages and sheets as they would be made now."""
    published = make_publication(example)
    return lambda site: verify_site(example, site, published, shown="site")


@pytest.fixture
def findings(verify):
    def list_findings(site):
        return [(one.code, one.place.path, one.message) for one in verify(site).findings]

    return list_findings


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_fresh_build_agrees_in_every_figure(verify, example_site):
    agreement = verify(example_site)
    assert agreement.findings == ()
    assert agreement.sheets == 4
    assert agreement.figures > 300


# Only a process without threads forks.
COMPARE_BOTH = """
import os, sys
from datetime import date
from pathlib import Path
import lindero.side_work
from lindero import load_rulebook, verify_site
from lindero.agreement.known_work import KnownWork
from support.publication import make_publication
forks = []
os.register_at_fork(after_in_parent=lambda: forks.append(1))
loaded = load_rulebook(Path("terms"), date(2026, 12, 1))
published = make_publication(loaded)

def verify(can_fork, known):
    lindero.side_work.can_fork = lambda: can_fork
    told = verify_site(loaded, Path(sys.argv[1]), published, shown="site", known=known)
    return told, known and (known.agreed.used, known.readings.used)

assert all(verify(True, make()) == verify(False, make()) for make in (KnownWork, lambda: None))
assert len(forks) == 2
print(*[one.place.path for one in verify(True, None)[0].findings], sep="\\n")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
def test_two_processes_tell_what_one_tells(site_copy):
    spoilt = [
        f"{folder}{page}/index.html" for folder in ("", "en/") for page in ("pricing", "terms")
    ]
    for path in spoilt:
        spoil(site_copy / path, "</main>", "<p>No rule says this.</p></main>")
    done = subprocess.run(
        [sys.executable, "-c", COMPARE_BOTH, site_copy],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(("scripts", "tests"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) >= {f"site/{path}" for path in spoilt}


def test_a_changed_figure_on_a_page_is_told_with_both_values(findings, site_copy):
    spoil(
        site_copy / "terms/index.html",
        'data-rule="payment.deposit.share">40\N{NO-BREAK SPACE}%<',
        'data-rule="payment.deposit.share">50\N{NO-BREAK SPACE}%<',
    )
    (found,) = findings(site_copy)
    message = "`payment.deposit.share` reads `50 %`; the rulebook says `40 %`"
    assert found == ("figure-differs", "site/terms/index.html", message)


def test_a_changed_machine_value_is_found(findings, site_copy):
    spoil(site_copy / "en/pricing/index.html", 'value="1450 EUR"', 'value="1400 EUR"')
    (found,) = findings(site_copy)
    assert found[:2] == ("figure-differs", "site/en/pricing/index.html")
    assert '"1400 EUR"' in found[2]
    assert '"1450 EUR"' in found[2]


def test_a_spanish_figure_on_an_english_page_is_found(findings, site_copy):
    spoil(
        site_copy / "en/terms/index.html",
        ">30\N{NO-BREAK SPACE}days<",
        ">30\N{NO-BREAK SPACE}días<",
    )
    assert [code for code, _, _ in findings(site_copy)] == ["figure-differs"]


def test_a_figure_on_a_hand_written_page_is_compared_too(findings, site_copy):
    spoil(
        site_copy / "about/index.html",
        "2\N{NO-BREAK SPACE}rondas</data>",
        "3\N{NO-BREAK SPACE}rondas</data>",
    )
    assert findings(site_copy) == [
        (
            "figure-differs",
            "site/about/index.html",
            "`work.revisions.rounds` reads `3 rondas`; the rulebook says `2`",
        )
    ]


def test_a_missing_figure_is_found(findings, site_copy):
    figure = '<p class="ld-rule__fig"><data value="P30D"'
    spoil(site_copy / "terms/index.html", f'{figure} data-rule="payment.pause.after"', figure)
    assert ("figure-missing", "site/terms/index.html") in [
        found[:2] for found in findings(site_copy)
    ]


def test_a_figure_of_no_rule_is_found(findings, site_copy):
    spoil(
        site_copy / "terms/index.html",
        'data-rule="time.meetings.notice"',
        'data-rule="time.meetings.mercy"',
    )
    assert "figure-unknown" in [code for code, _, _ in findings(site_copy)]


def test_a_word_that_no_figure_marks_is_found(findings, site_copy):
    spoil(site_copy / "terms/index.html", "no están incluidos", "están incluidos")
    ((code, path, message),) = findings(site_copy)
    assert (code, path) == ("page-differs", "site/terms/index.html")
    assert "no están incluidos" in message


def test_another_description_for_search_engines_is_found(findings, site_copy):
    spoil(
        site_copy / "pricing/index.html",
        'content="Servicios y precios',
        'content="Rebajas y precios',
    )
    ((code, path, message),) = findings(site_copy)
    assert (code, path) == ("page-differs", "site/pricing/index.html")
    assert message.startswith("the page's description reads `Rebajas y precios")


def test_a_lost_permanent_link_is_found(findings, site_copy):
    spoil(site_copy / "terms/index.html", 'id="payment.deposit"', 'id="deposit"')
    assert (
        "anchor-missing",
        "site/terms/index.html",
        "the permanent link `#payment.deposit` leads nowhere",
    ) in findings(site_copy)


@pytest.mark.parametrize("path", ["pricing/index.html", "en/index.html", "print/flyer.es.pdf"])
def test_a_missing_page_or_sheet_is_found(findings, site_copy, path):
    (site_copy / path).unlink()
    assert [found[:2] for found in findings(site_copy)] == [("page-missing", f"site/{path}")]


def test_a_sheet_printed_from_other_rules_is_found(findings, site_copy, project_copy, change):
    from datetime import date

    from lindero.loading import load_rulebook

    change("terms/work.yml", "rounds: 2", "rounds: 3")
    other = load_rulebook(project_copy / "terms", date(2026, 12, 1)).rulebook
    (site_copy / "print/flyer.es.pdf").write_bytes(
        compile_sheet(make_sheet_view(other, "flyer", "es").model)
    )
    assert findings(site_copy) == [
        (
            "figure-differs",
            "site/print/flyer.es.pdf",
            "`work.revisions.rounds` reads `3`; the rulebook says `2`",
        )
    ]


def test_a_sheet_with_other_words_is_found_although_its_figures_agree(example, findings, site_copy):
    view = make_sheet_view(example.rulebook, "flyer", "es")
    (site_copy / "print/flyer.es.pdf").write_bytes(
        compile_sheet(replace(view.model, fine_heading="La señal se devuelve"))
    )
    ((code, path, message),) = findings(site_copy)
    assert (code, path) == ("page-differs", "site/print/flyer.es.pdf")
    assert "Si cambia el plan" in message


def test_what_is_no_sheet_or_no_text_is_a_finding(findings, site_copy):
    (site_copy / "print/flyer.es.pdf").write_bytes(b"%PDF-1.7 and no more")
    (site_copy / "old.html").mkdir()
    (site_copy / "odd.html").write_bytes(b"<![foo caf\xe9 <p data-rule=")
    assert [found[:2] for found in findings(site_copy)] == [
        ("page-differs", "site/print/flyer.es.pdf"),
        ("foreign-page", "site/odd.html"),
    ]


def test_one_change_of_a_figure_is_found_on_every_surface_and_in_both_languages(
    site_copy, project_copy, change
):
    change("terms/work.yml", "rounds: 2", "rounds: 3")
    told = ("--site-dir", site_copy, "--format", "json")
    done = run_lindero("verify", *told, cwd=project_copy)
    assert done.returncode == 1
    found = [one for one in json.loads(done.stdout) if one["code"] == "figure-differs"]
    surfaces = {Path(one["path"]).relative_to(site_copy).as_posix() for one in found}
    assert surfaces == {
        "index.html",
        "terms/index.html",
        "about/index.html",
        "en/index.html",
        "en/terms/index.html",
        "en/about/index.html",
        "print/flyer.es.pdf",
        "print/flyer.en.pdf",
    }
    assert {(near["path"], near["line"]) for one in found for near in one["related"]} == {
        ("terms/work.yml", 21)
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "surfaces"),
    [
        (
            "terms/business.yml",
            "+34 600 000 000",
            "+34 600 000 001",
            {"index.html", "en/pricing/index.html", "print/care.en.pdf"},
        ),
        (
            "terms/business.yml",
            "https://lindero.example/",
            "https://lindero.example/yo/",
            {"terms/index.html", "print/flyer.es.pdf"},
        ),
        ("terms/business.yml", '"#b5481f"', '"#1f48b5"', {"assets/lindero/brand.css"}),
    ],
)
def test_what_stands_in_header_footer_and_styles_is_compared_too(
    site_copy, project_copy, change, name, old, new, surfaces
):
    change(name, old, new)
    told = ("--site-dir", site_copy, "--format", "json")
    done = run_lindero("verify", *told, cwd=project_copy)
    assert done.returncode == 1
    found = {
        Path(one["path"]).relative_to(site_copy).as_posix()
        for one in json.loads(done.stdout)
        if one["code"] == "page-differs"
    }
    assert surfaces <= found


def test_verify_tells_what_is_wrong_with_the_rules_and_pages_first(site_copy, project_copy, change):
    change("site_src/about.md", "{{ payment.deposit.share }}", "{{ payment.deposit.none }}")
    done = run_lindero("verify", "--site-dir", site_copy, cwd=project_copy)
    assert done.returncode == 1
    assert "error[unknown-figure]" in done.stderr


def test_reading_a_page_keeps_nested_figures_whole():
    price = (
        '<data value="v" data-rule="services.x.price"><small>desde</small>'
        "\N{NO-BREAK SPACE}9,00 <b>€</b></data>"
    )
    page = read_page(f"<p>{price} y <br> más</p><script>no</script>")
    ((figure),) = page.figures
    assert (figure.address, figure.value, figure.text) == ("services.x.price", "v", "desde 9,00 €")
    assert "no" not in page.text.split()

"""Real MkDocs builds with the plugin."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lindero.site.addresses import ASSETS
from lindero.site.assets import THEME
from support.commands import run_lindero, run_module
from support.read_back import read_page


def mkdocs(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run_module("mkdocs", *arguments, cwd=cwd, env={"NO_MKDOCS_2_WARNING": "1"})


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_mkdocs_alone_builds_the_site_strictly(project_copy):
    done = mkdocs("build", "--strict", "--quiet", cwd=project_copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert (project_copy / "site/en/terms/index.html").is_file()
    assert len(list((project_copy / "site/print").glob("*.pdf"))) == 4


def test_a_broken_rulebook_stops_mkdocs_before_it_empties_the_site(project_copy, change):
    assert mkdocs("build", "--quiet", cwd=project_copy).returncode == 0
    before = snapshot(project_copy / "site")
    change("terms/payment.yml", "share: 40 %\n    due", "share: 40\n    due")
    failed = mkdocs("build", "--quiet", cwd=project_copy)
    assert failed.returncode == 1
    assert "error[bad-amount]: `40` is neither a share nor a sum" in failed.stderr
    assert "payment.yml:9:12" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert snapshot(project_copy / "site") == before


def test_an_unknown_address_on_a_hand_written_page_stops_the_build_with_its_place(
    project_copy, change
):
    change("site_src/about.md", "{{ payment.deposit.share }}", "{{ payment.deposit.shaer }}")
    change("site_src/en/about.md", "(rule:work.changes)", "(rule:work.change)")
    failed = mkdocs("build", "--quiet", cwd=project_copy)
    assert failed.returncode == 1
    assert re.search(
        r"error\[unknown-figure\]: `payment\.deposit\.shaer` .*\n.*site_src/about\.md:11:",
        failed.stderr,
    )
    assert re.search(
        r"error\[unknown-rule\]: .*`work\.change`.*\n.*site_src/en/about\.md:\d+:", failed.stderr
    )
    assert not (project_copy / "site").exists()


def test_a_hand_written_page_at_the_same_path_wins_and_uses_figures_and_links(project_copy):
    (project_copy / "site_src/pricing").mkdir()
    body = (
        "Una señal del {{ payment.deposit.share }}, [así](rule:payment.deposit). `{{ not.this }}`"
    )
    own = f"---\ntitle: 'Desde {{{{ services.identity.price }}}}'\n---\n# Mis precios\n\n{body}\n"
    (project_copy / "site_src/pricing/index.md").write_text(own, "utf-8")
    done = mkdocs("build", "--strict", "--quiet", cwd=project_copy)
    assert (done.returncode, done.stderr) == (0, "")
    html = (project_copy / "site/pricing/index.html").read_text("utf-8")
    assert "Mis precios" in html
    assert "<title>Desde 980 € · Estudio Lindero</title>" in html
    assert (
        '<data data-rule="payment.deposit.share" value="0.4">40\N{NO-BREAK SPACE}%</data>' in html
        or '<data value="0.4" data-rule="payment.deposit.share">40\N{NO-BREAK SPACE}%</data>'
        in html
    )
    assert 'href="../terms/#payment.deposit"' in html
    assert "{{ not.this }}" in html
    assert "Web esencial" not in html


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"Co\" 'x'"


def test_text_from_yaml_cannot_become_html_in_any_part_of_a_page(project_copy, change):
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    change("terms/business.yml", "name: Estudio Lindero", f"name: {quoted}")
    change("terms/business.yml", "person: Inés Valcárcel", f"person: {quoted}")
    change("terms/business.yml", "place: Gijón", f"place: {quoted}")
    change(
        "terms/onepagers.yml",
        'title: {es: "Diseño cuidado, **límites claros.**"',
        f"title: {{es: {quoted}",
    )
    done = mkdocs("build", "--quiet", cwd=project_copy)
    assert (done.returncode, done.stderr) == (0, "")
    for file in (project_copy / "site").rglob("*.html"):
        html = file.read_text("utf-8")
        assert html.count("alert(1)") == html.count("&lt;script&gt;alert(1)"), file
        assert "<script>alert" not in html, file
        assert "<img src=x" not in html, file
        (title,) = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
        assert "<" not in title


def test_a_figure_in_a_heading_is_filled_in_wherever_the_title_shows(project_copy):
    (project_copy / "site_src/deposit.md").write_text(
        "# Señal: {{ payment.deposit.share }}\n\nTexto.\n", "utf-8"
    )
    assert mkdocs("build", "--strict", "--quiet", cwd=project_copy).returncode == 0
    for file in (project_copy / "site").rglob("*.html"):
        assert "{{" not in file.read_text("utf-8"), file
    assert "<title>Señal: 40" in (project_copy / "site/deposit/index.html").read_text("utf-8")


def test_a_page_that_mkdocs_leaves_out_does_not_replace_ours(project_copy):
    (project_copy / "site_src/terms").mkdir()
    (project_copy / "site_src/terms/index.md").write_text("# Borrador\n", "utf-8")
    config = project_copy / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "exclude_docs: |\n  terms/\n", "utf-8")
    assert mkdocs("build", "--quiet", cwd=project_copy).returncode == 0
    assert 'id="payment.deposit"' in (project_copy / "site/terms/index.html").read_text("utf-8")


def test_without_sheets_nothing_links_to_any(project_copy, change):
    change("mkdocs.yml", "  - lindero", "  - lindero: {sheets: false}")
    for command in ("build", "verify"):
        assert run_lindero(command, "--quiet", cwd=project_copy).returncode == 0
    assert not list((project_copy / "site").rglob("*.pdf"))
    assert not [
        file
        for file in (project_copy / "site").rglob("*.html")
        if ".pdf" in file.read_text("utf-8")
    ]


def test_inherited_settings_count_for_every_command(project_copy):
    (project_copy / "mkdocs.yml").rename(project_copy / "base.yml")
    (project_copy / "terms").rename(project_copy / "reglas")
    (project_copy / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nsite_dir: public\nplugins: [{lindero: {terms: reglas}}]\n", "utf-8"
    )
    for command in ("check", "build", "verify"):
        done = run_lindero(command, "--quiet", cwd=project_copy)
        assert (command, done.returncode, done.stderr) == (command, 0, "")
    assert (project_copy / "public/index.html").is_file()


def test_a_build_from_another_folder_replaces_the_projects_site(project_copy):
    settings = ("--config-file", "project/mkdocs.yml")
    done = run_lindero("build", "--quiet", *settings, cwd=project_copy.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert (project_copy / "site/terms/index.html").is_file()
    assert [path.name for path in project_copy.iterdir() if path.name.startswith(".")] == []


def test_another_theme_is_refused_in_one_sentence(project_copy, change):
    change("mkdocs.yml", "  name: material", "  name: mkdocs")
    done = run_lindero("build", cwd=project_copy)
    assert done.returncode == 1
    assert "need Material for MkDocs" in done.stderr
    assert "Traceback" not in done.stderr


def test_each_page_has_its_language_in_lang_navigation_and_theme_words(example_site):
    for path, language, nav, skip in (
        ("terms/index.html", "es", "Precios", "Saltar a contenido"),
        ("en/terms/index.html", "en", "Pricing", "Skip to content"),
        ("en/about/index.html", "en", "Pricing", "Skip to content"),
    ):
        html = (example_site / path).read_text("utf-8")
        assert f'<html lang="{language}"' in html, path
        navigation = re.search(r'<nav class="ld-nav".*?</nav>', html, re.DOTALL)
        assert navigation
        assert nav in navigation[0], path
        assert skip in html, path
    assert "Sobre mí" in (example_site / "index.html").read_text("utf-8")
    assert "Sobre mí" not in (example_site / "en/index.html").read_text("utf-8")


def test_the_switch_of_a_hand_written_page_leads_to_its_twin(example_site):
    html = (example_site / "about/index.html").read_text("utf-8")
    assert re.search(r'<a class="ld-lang" href="\.\./en/about/" lang="en"', html)
    html = (example_site / "en/about/index.html").read_text("utf-8")
    assert re.search(r'<a class="ld-lang" href="\.\./\.\./about/" lang="es"', html)


GENERATED = (
    "index.html",
    "terms/index.html",
    "pricing/index.html",
    "en/index.html",
    "en/terms/index.html",
    "en/pricing/index.html",
)


@pytest.fixture
def as_files(project_copy, tmp_path) -> Path:
    """A project of plain files, without our plugin, as any generator can build it."""
    assert run_lindero("pages", tmp_path / "docs", cwd=project_copy).returncode == 0
    theme = (
        f"{{name: material, custom_dir: '{THEME.as_posix()}', language: es, font: false, "
        f"favicon: {ASSETS}/mark.svg}}"
    )
    lines = (
        "site_name: Estudio Lindero",
        "site_url: https://lindero.example/",
        f"theme: {theme}",
        "plugins: []",
        "markdown_extensions: [attr_list, md_in_html, tables]",
    )
    (tmp_path / "mkdocs.yml").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_both_ways_out_give_the_same_pages(as_files, example_site):
    """The plugin's pages in memory, and the same as files built by MkDocs without the plugin."""
    done = mkdocs("build", "--quiet", cwd=as_files)
    assert (done.returncode, done.stderr) == (0, "")
    for path in (*GENERATED, "about/index.html", "en/about/index.html"):
        plugin, files = (
            read_page((site / path).read_text("utf-8"))
            for site in (example_site, as_files / "site")
        )
        assert plugin.figures == files.figures, path
        assert _content(example_site / path) == _content(as_files / "site" / path), path
    for path, content in snapshot(as_files / "docs/assets").items():
        assert (example_site / "assets" / path).read_bytes() == content


def test_zensical_builds_the_same_pages_from_files(as_files, example_site):
    """Material's successor runs no foreign plugins; it gets the pages as files."""
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build"],
        cwd=as_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for path in GENERATED:
        plugin, zensical = (
            read_page(_content(site / path)) for site in (example_site, as_files / "site")
        )
        assert (plugin.figures, plugin.anchors, plugin.text) == (
            zensical.figures,
            zensical.anchors,
            zensical.text,
        ), path


def _content(file: Path) -> str:
    """What the page itself says, between header and footer, without space between elements."""
    html = file.read_text("utf-8")
    return re.sub(
        r">\s+<",
        "><",
        html[html.index('id="ld-content"') : html.index('<footer class="ld-footer"')],
    )


def test_writing_pages_again_changes_nothing_and_removes_what_is_gone(project_copy):
    first = run_lindero("pages", "out", cwd=project_copy)
    assert re.search(r"out: (\d+) files, \1 of them", first.stdout)
    again = run_lindero("pages", "out", cwd=project_copy)
    assert "files, 0 of them" in again.stdout
    (project_copy / "site_src/en/about.md").unlink()
    assert run_lindero("pages", "out", cwd=project_copy).returncode == 0
    assert not (project_copy / "out/en/about.md").exists()


def test_a_main_template_of_ones_own_on_materials_frame_builds(project_copy):
    templates = project_copy / "overrides"
    (templates / "main.html").write_text(
        '{% extends "base.html" %}\n'
        '{% block extrahead %}<meta name="mine" content="x">{% endblock %}\n',
        "utf-8",
    )
    done = mkdocs("build", "--strict", "--quiet", cwd=project_copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert '<meta name="mine" content="x">' in (project_copy / "site/index.html").read_text("utf-8")


def test_a_template_that_cannot_be_used_is_told_with_its_line(project_copy):
    template = project_copy / "overrides/main.html"
    template.write_text(
        '{% extends "base.html" %}\n\n{% block content %}{{ missing.at.all }}{% endblock %}\n',
        "utf-8",
    )
    done = run_lindero("build", cwd=project_copy)
    assert done.returncode == 1
    assert "overrides/main.html:3: a template cannot be used: 'missing' is undefined" in done.stderr

"""Signs that mean something to Markdown or HTML: in a figure they stay what they are."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import markdown
import pytest
import yaml

from generators.test_mkdocs_plugin import mkdocs
from support.commands import run_lindero
from support.example_site import ROOT
from support.read_back import read_page

SIGNS = (
    "Bizum *24h*",
    "`tick` and ``two``",
    r"C:\temp\*x\_y",
    "[press](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    'the "fast" way: a # b | c',
    "_low_ ~~gone~~ ==mark== ^up^ :smile: ++key++ (c) {: .x } [[wiki]] [^1] $x$",
    "www.evil.example a@evil.example https://evil.example/",
    "it's -- so... &amp; &#42; <!-- no --> &lt;b&gt;",
)
HEAD = (
    "title: 'Pago: {{ payment.methods.methods }}'\n"
    "description: 'A {{ payment.methods.methods }} \"B\"'"
)


@pytest.fixture(scope="module")
def signs_project(tmp_path_factory) -> Path:
    """A project whose rules hold every sign that means something to Markdown, YAML or HTML."""
    project = tmp_path_factory.mktemp("signs")
    for folder in ("terms", "site_src", "overrides"):
        shutil.copytree(ROOT / folder, project / folder)
    both = json.dumps(SIGNS)  # a list of YAML, too
    rules = (project / "terms/payment.yml").read_text("utf-8")
    found = re.search(r"\n  methods:.*?(?=\n  \S|\n\S|\Z)", rules, re.DOTALL)
    assert found
    methods = f"\n  methods: {{methods: {{es: {both}, en: {both}}}}}\n"
    (project / "terms/payment.yml").write_text(rules.replace(found[0], methods), "utf-8")
    (project / "site_src/untitled.md").write_text(f"---\n{HEAD}\n---\n\nTexto.\n", "utf-8")
    figure = "{{ payment.methods.methods }}"
    body = f"# Alto {figure}\n\n{figure}\n\n- **{figure}**\n\n"
    table = "| a | b |\n|---|---|\n| {{ payment.methods.methods }} | c |\n"
    (project / "site_src/body.md").write_text(f"{body}{table}", "utf-8")
    extensions = "attr_list, md_in_html, tables, smarty, footnotes, wikilinks, admonition"
    own = "magiclink, tilde, caret, mark, keys, smartsymbols, betterem"
    more = ", ".join(f"pymdownx.{name}" for name in own.split(", "))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("[attr_list, md_in_html, tables]", f"[{extensions}, {more}]")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    return project


def assert_literal(html: str, times: int, figures: int) -> None:
    """Every sign shows as it was written, and none became an element."""
    page = read_page(html)
    for sign in SIGNS:
        assert page.text.count(" ".join(sign.split())) >= times, sign
    assert [figure.address for figure in page.figures] == ["payment.methods.methods"] * figures
    content = html[html.index('id="ld-content"') : html.index('<footer class="ld-footer"')]
    assert not re.search(
        r"<(img|em|kbd|mark|del|sup|sub)\b|javascript:[^<]*\"|href=\"[^\"]*evil", content
    )


def test_signs_in_a_figure_stay_what_they_are_in_hand_written_pages(signs_project):
    done = mkdocs("build", "--strict", "--quiet", cwd=signs_project)
    assert (done.returncode, done.stderr) == (0, "")
    body, untitled = (
        (signs_project / "site" / name / "index.html").read_text("utf-8")
        for name in ("body", "untitled")
    )
    assert_literal(body, 4, 4)
    assert_literal(untitled, 1, 0)
    assert "Pago: Bizum *24h*" in unescape(
        re.findall(r"<title>(.*?)</title>", untitled, re.DOTALL)[0]
    )
    (description,) = re.findall(r'<meta name="description" content="([^"]*)">', untitled)
    assert unescape(description).startswith("A Bizum *24h*")
    assert unescape(description).endswith(' "B"')


def test_signs_in_a_figure_stay_what_they_are_in_exported_pages(signs_project):
    done = run_lindero("pages", "out", cwd=signs_project)
    assert (done.returncode, done.stderr) == (0, "")
    exported = (signs_project / "out/untitled.md").read_text("utf-8")
    front = yaml.safe_load(exported.split("---\n")[1])
    assert set(front) == {"title", "description"}
    assert "Bizum *24h*" in unescape(front["title"])
    body = (signs_project / "out/body.md").read_text("utf-8")
    plain = markdown.markdown(body, extensions=["tables"])
    assert_literal(f'<div id="ld-content">{plain}<footer class="ld-footer">', 4, 4)


def test_a_name_that_looks_like_an_element_is_one_nowhere(project_copy, change):
    change("terms/business.yml", "name: Estudio Lindero", "name: '<img src=x onerror=alert(1)>'")
    (project_copy / "site_src/empty.md").write_text("---\ntitle: ''\n---\n\nTexto.\n", "utf-8")
    assert mkdocs("build", "--quiet", cwd=project_copy).returncode == 0
    for file in (project_copy / "site").rglob("*.html"):
        assert "<img src=x" not in file.read_text("utf-8"), file

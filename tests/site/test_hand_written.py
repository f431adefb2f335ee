"""Pages written by hand: what the rulebook puts into them, what is lost, what leads nowhere."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import markdown
import pytest
import yaml

from generators.test_mkdocs_plugin import mkdocs
from lindero.loading import load_rulebook
from lindero.shapes import YesNo
from lindero.site.markdown_code import find_code
from support.commands import run_lindero
from support.rulebooks import AS_OF

TAKEN = [
    "terms.md",
    "pricing.markdown",
    "en.md",
    "en/terms.md",
    "Terms/index.md",
    "terms/index.html",
    "terms/index.mkd",
    "404.html",
    "sitemap.xml",
    "assets/lindero/brand.css",
    "assets/LINDERO/lindero.js",
    "print/flyer.es.pdf",
    "about/index.md",
]


@pytest.mark.parametrize("paths", [TAKEN, ["print"]], ids=["files", "folder"])
def test_a_file_whose_address_is_taken_is_told_and_not_lost(project_copy, paths):
    for path in paths:
        file = project_copy / "site_src" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# Mine\n", "utf-8")
    for command in ("check", "build"):
        done = run_lindero(command, cwd=project_copy)
        told = done.stderr.count("error[address-taken]")
        assert (done.returncode, told) == (1, len(paths)), done.stderr
        assert [path for path in paths if f" site_src/{path}" not in done.stderr] == []
    assert "error[address-taken]" in mkdocs("build", cwd=project_copy).stderr
    assert not (project_copy / "site").exists()


@pytest.mark.parametrize("path", ["terms/index.md", "terms/README.md", "en/README.md", "index.md"])
def test_a_page_under_the_name_of_ours_stands_in_its_place(project_copy, path):
    file = project_copy / "site_src" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Mine\n", "utf-8")
    assert run_lindero("build", "-q", cwd=project_copy).returncode == 0
    assert "Mine</h1>" in (
        project_copy / "site" / file.parent.relative_to(project_copy / "site_src") / "index.html"
    ).read_text("utf-8")


def test_what_is_left_out_of_the_site_takes_no_address(project_copy):
    (project_copy / "site_src/terms.md").write_text("# Draft, see [nothing](nothing.md)\n", "utf-8")
    settings = project_copy / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "exclude_docs: |\n  /terms.md\n", "utf-8")
    assert run_lindero("build", "--strict", cwd=project_copy).returncode == 0


@pytest.mark.parametrize("setting", ["draft_docs", "exclude_docs"])
def test_what_mkdocs_leaves_out_stands_in_place_of_nothing(project_copy, setting):
    """Plugin, verify, pages and check have one answer to what is written by hand."""
    (project_copy / "site_src/terms").mkdir()
    for path in ("terms/index.md", "terms/README.md"):
        (project_copy / "site_src" / path).write_text("# Draft, {{ payment.none }}\n", "utf-8")
    settings = project_copy / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + f"{setting}: terms/\n", "utf-8")
    for command in (["check"], ["build"], ["verify"], ["pages", "out"]):
        done = run_lindero(*command, "--quiet", cwd=project_copy)
        assert (done.returncode, done.stderr) == (0, ""), command
    for page in ("site/terms/index.html", "out/terms/index.md"):
        text = (project_copy / page).read_text("utf-8")
        assert 'id="payment.deposit"' in text
        assert "Draft" not in text
    assert not (project_copy / "out/terms/README.md").exists()


@pytest.mark.skipif(
    not hasattr(os, "mkfifo"), reason="Windows has no pipes with names, and no names without UTF-8"
)
def test_what_cannot_be_read_is_told_and_nothing_waits_for_it(project_copy):
    docs = project_copy / "site_src"
    os.mkfifo(docs / "pipe.md")
    os.mkfifo(docs / "pipe.png")
    (docs / "endless.png").symlink_to("/dev/zero")
    (docs / "nowhere.md").symlink_to("gone.md")
    (docs / "self.md").symlink_to("self.md")
    (docs / "around").symlink_to(".")
    (docs / ".hidden").symlink_to(".")
    Path(os.fsdecode(os.fsencode(docs) + b"/caf\xe9.md")).write_text("# Odd\n", "utf-8")
    for command in ("check", "build", "pages"):
        done = run_lindero(command, *(["out"] if command == "pages" else []), cwd=project_copy)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        told = re.findall(r"error\[([a-z0-9-]+)\].*\n *--> site_src/(.*)", done.stderr)
        unreadable = [name for code, name in told if code == "unreadable-file"]
        assert unreadable == [
            "around",
            "endless.png",
            "nowhere.md",
            "pipe.md",
            "pipe.png",
            "self.md",
        ]
        assert [name for code, name in told if code == "not-utf8"] == ["caf<U+DCE9>.md"]


def test_a_dead_link_is_told_once_in_our_words_with_its_place(project_copy):
    about = project_copy / "site_src/about.md"
    about.write_text(
        about.read_text("utf-8")
        + "\n[x](nothing.md)\n\n- a\n\n    [y](terms.md)\n\n[z](terms/index.md#no.rule)\n",
        "utf-8",
    )
    checked, built = run_lindero("check", cwd=project_copy), run_lindero("build", cwd=project_copy)
    assert (checked.returncode, built.returncode) == (0, 0)
    assert checked.stderr.count("warning[dead-link]") == 3
    assert re.search(
        r"warning\[dead-link\]: `nothing.md` leads nowhere\n +--> site_src/about.md:\d+:5\n",
        checked.stderr,
    )
    for link in ("nothing.md", "terms.md", "terms/index.md#no.rule"):
        assert built.stderr.count(f"`{link}` leads nowhere") == 1
    assert "Doc file" not in built.stderr
    assert run_lindero("check", "--strict", cwd=project_copy).returncode == 1
    assert run_lindero("build", "--strict", cwd=project_copy).returncode == 1


def test_a_link_to_prices_is_dead_without_services_and_a_link_to_a_sheet_is_not(project_copy):
    (project_copy / "site_src/more.md").write_text(
        "[a](pricing/index.md) [b](print/none.es.pdf)\n", "utf-8"
    )
    (project_copy / "terms/pricing.yml").unlink()
    (project_copy / "terms/onepagers.yml").unlink()
    payment = project_copy / "terms/payment.yml"
    kept = [line for line in payment.read_text("utf-8").splitlines() if "[care]" not in line]
    payment.write_text("\n".join(kept), "utf-8")
    told = run_lindero("check", cwd=project_copy).stderr
    assert "the rules name no services" in told
    assert "`print/none.es.pdf` leads nowhere" in told


def test_a_link_to_a_printed_sheet_works(project_copy):
    key = re.search(
        r"onepagers:\n  ([\w-]+):", (project_copy / "terms/onepagers.yml").read_text("utf-8")
    )[1]
    (project_copy / "site_src/more.md").write_text(
        f"# More\n\n[our card](print/{key}.es.pdf)\n", "utf-8"
    )
    done = run_lindero("build", "--strict", cwd=project_copy)
    assert (done.returncode, done.stderr.replace("building the site …\n", "")) == (0, "")
    assert f'href="../print/{key}.es.pdf"' in (project_copy / "site/more/index.html").read_text(
        "utf-8"
    )
    assert (project_copy / f"site/print/{key}.es.pdf").read_bytes().startswith(b"%PDF")


def test_strict_in_the_settings_holds_unless_the_command_says_otherwise(project_copy):
    (project_copy / "site_src/more.md").write_text("[x](nothing.md)\n", "utf-8")
    settings = project_copy / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "strict: true\n", "utf-8")
    for arguments, code in (
        (["build"], 1),
        (["check"], 1),
        (["build", "--no-strict"], 0),
        (["check", "--no-strict"], 0),
    ):
        assert (arguments, run_lindero(*arguments, cwd=project_copy).returncode) == (
            arguments,
            code,
        )
    assert mkdocs("build", cwd=project_copy).returncode == 1


def test_settings_that_give_way_to_the_rules_are_named_in_one_line(project_copy, change):
    assert "give" not in run_lindero("build", cwd=project_copy).stdout
    change(
        "mkdocs.yml",
        "site_name: Estudio Lindero",
        "site_name: Mine\nsite_url: https://mine.example/\nnav: [about.md]",
    )
    change("mkdocs.yml", "  name: material", "  name: material\n  palette: {primary: teal}")
    change("mkdocs.yml", "  - lindero", "  - search\n  - lindero")
    done = run_lindero("build", cwd=project_copy)
    assert done.returncode == 0
    (note,) = [line for line in done.stdout.splitlines() if line.startswith("note: ")]
    assert all(
        name in note for name in ("site_name", "site_url", "nav", "theme.palette", "plugins.search")
    )
    assert mkdocs("build", "--strict", cwd=project_copy).stderr.count("give way") == 1


def test_a_project_without_a_folder_for_own_pages_is_told_so_by_check_and_build(project_copy):
    shutil.rmtree(project_copy / "site_src")
    for command in ("check", "build"):
        done = run_lindero(command, cwd=project_copy)
        assert done.returncode == 1
        assert "error[no-docs-folder]: there is no folder `site_src`" in done.stderr
    (project_copy / "site_src").mkdir()
    assert run_lindero("build", "--strict", cwd=project_copy).returncode == 0


LINKS = """# More

[a](../terms/) [b](../print/{key}.es.pdf) [c](../terms/#payment.due) [d](terms/index.md#payment.due)

[e](terms/#payment.none) [f](terms/index.md#payment.none) [g](terms/) [h](../none/)
"""


def test_a_link_is_judged_by_the_address_that_a_browser_makes_of_it(project_copy):
    (sheets,) = (project_copy / "terms").glob("onepagers.yml")
    key = re.search(r"onepagers:\n  ([\w-]+):", sheets.read_text("utf-8"))[1]
    (project_copy / "site_src/more.md").write_text(LINKS.format(key=key), "utf-8")
    (project_copy / "site_src/below").mkdir()
    (project_copy / "site_src/below/page.md").write_text(
        "# Page\n\n[i](terms/index.md) [j](../terms/index.md)\n", "utf-8"
    )
    (project_copy / "site_src/en").mkdir(exist_ok=True)
    for front in ("index.md", "en/index.md"):
        (project_copy / "site_src" / front).write_text("# Front\n\n[k](terms/)\n", "utf-8")
    checked, built = run_lindero("check", cwd=project_copy), run_lindero("build", cwd=project_copy)
    told = re.findall(r"\]: `(.*)` leads nowhere", checked.stderr)
    assert told == [
        "terms/index.md",
        "terms/#payment.none",
        "terms/index.md#payment.none",
        "terms/",
        "../none/",
    ]
    helps = re.findall(r"= help: (.*)", checked.stderr)
    assert helps[:2] == ["did you mean `../terms/index.md`?", "did you mean `terms/index.md`?"]
    assert helps[2].startswith("`terms/index.md` has no `#payment.none`; ")
    assert built.returncode == 0
    assert re.findall(r"`(.*)` leads nowhere", built.stderr) == told
    page = (project_copy / "site/more/index.html").read_text("utf-8")
    for link in re.findall(r'<a href="([^"#]*)[^"]*">[abcd]</a>', page):
        there = (project_copy / "site/more" / link).resolve()
        assert there.is_file() or (there / "index.html").is_file()


def test_rule_links_beside_a_terms_page_of_ones_own_are_told_in_our_words(project_copy):
    (project_copy / "site_src/terms").mkdir()
    (project_copy / "site_src/terms/index.md").write_text("# Mine\n", "utf-8")
    (project_copy / "site_src/more.md").write_text("[x](rule:payment.due)\n", "utf-8")
    checked, built = run_lindero("check", cwd=project_copy), run_lindero("build", cwd=project_copy)
    for done in (checked, built):
        assert done.returncode == 0
        assert done.stderr.count("`rule:payment.due` leads nowhere\n --> site_src/more.md") == 1
        assert "your own `terms/index.md` stands in place of the page with the rules" in done.stderr
    assert "anchor" not in built.stderr


FIGURE = "{{ payment.due.deadline }}"


def test_a_figure_in_code_stays_as_typed_and_is_told(project_copy):
    text = (
        f"# Code\n\nText\n\n    {FIGURE}\n\n`{FIGURE}`\n\n- a\n\n    {FIGURE}\n\n        {FIGURE}\n"
    )
    (project_copy / "site_src/code.md").write_text(text, "utf-8")
    checked = run_lindero("check", cwd=project_copy)
    told = re.findall(
        r"warning\[figure-misplaced\].*\n *--> site_src/code.md:(\d+)", checked.stderr
    )
    assert told == ["5", "7", "13"]
    assert run_lindero("build", "-q", cwd=project_copy).returncode == 0
    page = (project_copy / "site/code/index.html").read_text("utf-8")
    assert re.findall(r"<code>(.*)\n?</code>", page) == [FIGURE] * 3
    assert page.count('data-rule="payment.due.deadline"') == 1


def test_a_page_may_ask_for_any_figure_as_any_audience_reads_it(project_copy):
    rulebook = load_rulebook(project_copy / "terms", AS_OF).rulebook
    audiences = [*rulebook.business.clients, *rulebook.services]
    asked = [
        f"{{{{ {address}@{whose} }}}}"
        for rule in rulebook.rules.values()
        for address in [f"{rule.id}.{name}" for name in rule.facts]
        for whose in audiences
        if (fact := rulebook.find_fact(f"{address}@{whose}")) and not isinstance(fact.figure, YesNo)
    ]
    assert len(asked) > len(audiences) * 20
    (project_copy / "site_src/all.md").write_text("\n\n".join(["# All", *asked]), "utf-8")
    built = run_lindero("build", "-q", cwd=project_copy)
    assert built.returncode == 0, built.stderr
    assert "{{" not in (project_copy / "site/all/index.html").read_text("utf-8")


INDENTED = (
    ("Text\n\n    X\n", True),
    ("    X\n", True),
    ("Text\n    X\n", False),
    ("Text\n\n\tX\n", True),
    ("- a\n\n    X\n", False),
    ("- a\n\n        X\n", True),
    ("- a\n    - b\n\n        X\n", False),
    ("1. a\n\n    X\n\n    X\n", False),
    ("- a\n\nText\n\n    X\n", True),
    ("<div>\n\n    X\n\n</div>\n", False),
    ("!!! note\n\n    X\n", False),
    ("Text[^1]\n\n[^1]: a\n\n    X\n", False),
    ("```\na\n```\n\n    X\n", True),
    ("    a\n\n    X\n", True),
    ("<!-- a -->\n\n    X\n", True),
)


@pytest.mark.parametrize(("text", "code"), INDENTED)
def test_indented_code_is_found_where_markdown_makes_some(text, code):
    made = markdown.markdown(text, extensions=["admonition", "footnotes", "fenced_code"])
    assert bool(re.search(r"<code>[^<]*X", made)) is code
    spans = find_code(text)
    assert any(start <= text.index("X") < end for start, end in spans) is code


def test_a_figure_in_front_matter_is_written_as_yaml(project_copy, tmp_path):
    rules = project_copy / "terms/payment.yml"
    found = re.search(r"\n  methods:.*?(?=\n  \S|\n\S|\Z)", rules.read_text("utf-8"), re.DOTALL)
    both = json.dumps(["A: 9:00 # b & c"])
    methods = f"\n  methods: {{methods: {{es: {both}, en: {both}}}}}\n"
    rules.write_text(rules.read_text("utf-8").replace(found[0], methods), "utf-8")
    figure = "{{ payment.methods.methods }}"
    head = f"title: Pago {figure}\nkept:   as typed  # so\ndescription: >-\n  Largo\n  {figure}\n"
    head += f"bare: '{figure}'\ntags:\n- '{figure}'\n- b\nday: 2026-12-01\n"
    (project_copy / "site_src/head.md").write_text(f"---\n{head}---\n\nTexto\n", "utf-8")
    done = run_lindero("pages", str(tmp_path / "out"), cwd=project_copy)
    assert (done.returncode, done.stderr) == (0, "")
    exported = (tmp_path / "out/head.md").read_text("utf-8")
    assert "kept:   as typed  # so\n" in exported
    read = yaml.safe_load(exported.split("---\n")[1])
    shown = "A: 9:00 # b & c"
    assert (read["title"], read["description"]) == (f"Pago {shown}", f"Largo {shown}")
    assert (read["bare"], read["tags"]) == (shown, [shown, "b"])

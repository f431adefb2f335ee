"""What is sound is not told: every rulebook, many pages by hand; for starters see `start`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from lindero.agreement.verifying import verify_site
from lindero.generators.plain_files import make_publication
from lindero.generators.settings import find_project
from lindero.loading import load_rulebook
from lindero.site.assets import THEME
from support.commands import run_lindero
from support.folders import HOMES
from support.rulebooks import AS_OF

PAGES = {
    "README.md": "---\nlindero: x\n---\n# Mi casa\n\nSin cifras.\n",
    "uno.md": "---\ntitle: A {{ payment.deposit.share }}\n---\n# 1\n\n{{ payment.due.deadline }}\n",
    "dos.md": "---\ntitle: 'Dos & <3>'\ndescription: El {{ payment.deposit.share }}\n---\n# Dos\n",
    "tres.md": "# Tres *con* `código`\n\n[Regla](rule:payment.late) y [otra](rule:payment.late)\n",
    "cuatro.md": "Sin título, con [correo](mailto:ana@otra.example) y [fuera](https://otra.example/).\n",
    "cinco.md": "# 5 preguntas\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "seis.md": "# Seis\n\n<details><summary>Más</summary>oculto</details>\n\n<del>Nada</del>\n",
    "siete.md": "# Siete\n\n<p hidden>Nada</p>\n<!-- {{ nada }} -->\n",
    "ocho.md": "# Ocho\n\n![Un gato](gato.png)\n",
    "nueve.md": "# Nueve\n\n    código\n",
    "diez/README.md": "# Diez\n\n[Inicio](../README.md) [Reglas](../terms/index.md#payment.due)\n",
    "diez/once.md": "# Once\n\n{{ time.response.period }} y {{ time.response.period }}\n",
    "doce.markdown": "# Doce\n",
    "en/uno.md": "---\ntitle: Deposit of {{ payment.deposit.share }}\n---\n\n# One\n",
    "en/trece.md": "# Thirteen\n\nCall [+34 600 000 000](tel:+34600000000).\n",
    "catorce.md": "---\ntitle: ''\n---\n\n# Catorce\n",
    "quince.md": "# Quince [enlace](https://otra.example/)\n",
    "dieciséis.md": "# Dieciséis\n\n<style>p{color:red}</style>\n",
    "diecisiete.md": "---\ntitle: 17\n---\n\nTexto.\n",
    "dieciocho/diecinueve.md": "# Diecinueve\n\n[Hoja](../print/flyer.es.pdf)\n",
    "borrador.md": "# Borrador\n\n{{ payment.nada }}\n",
    "fuera/aparte.md": "# Aparte\n",
}  # fmt: skip
SETTINGS = {
    "as usual": "",
    "flat": "use_directory_urls: false\n",
    "navigation": "nav:\n  - Casa: README.md\n  - 'Un 1': uno.md\n  - Más: [dos.md, en/uno.md]\n",
}


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.name)
def test_a_site_of_every_rulebook_has_nothing_to_tell(home, site_of):
    loaded = load_rulebook(home / "terms", AS_OF)
    project, site = find_project(home / "mkdocs.yml"), site_of(home)
    published, problems = make_publication(loaded, project, site)
    agreement = verify_site(loaded, site, published)
    assert (problems, agreement.findings) == ([], ())


@pytest.fixture(params=SETTINGS.values(), ids=SETTINGS.keys())
def many_pages(request, project_copy):
    """A project with twenty pages by hand, and two that are not published."""
    settings = project_copy / "mkdocs.yml"
    kept = "draft_docs: borrador.md\nexclude_docs: fuera/\n"
    settings.write_text(settings.read_text("utf-8") + kept + request.param, "utf-8")
    for path, text in PAGES.items():
        file = project_copy / "site_src" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (project_copy / "site_src/gato.png").write_bytes(b"\x89PNG")
    (project_copy / "site_src/suelta.html").write_text("<p>Mía, 3 €</p>", "utf-8")
    return project_copy


def test_a_site_with_many_pages_by_hand_has_nothing_to_tell(many_pages):
    done = run_lindero("build", "-q", cwd=many_pages)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    done = run_lindero("verify", "-q", cwd=many_pages)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list((many_pages / "site").rglob("*borrador*"))
    assert "Mi casa" in (many_pages / "site/index.html").read_text("utf-8")


def test_pages_that_were_written_anew_and_read_the_same_are_a_note(example_site, project_copy):
    """What a tool does that makes pages smaller: other quotes, no comments, no white space."""
    site = Path(shutil.copytree(example_site, project_copy / "site"))
    for file in [*site.rglob("*.html"), *site.rglob("*.css")]:
        text = file.read_text("utf-8")
        if file.suffix == ".html":
            text = " ".join((LexborHTMLParser(text).html or "").split()).replace("> <", "><")
        file.write_text(" ".join(text.split()), "utf-8")
    done = run_lindero("verify", "--as-of", os.fspath(AS_OF.isoformat()), cwd=project_copy)
    assert done.returncode == 0, done.stderr
    assert "warning[file-changed]" in done.stderr
    assert "error[" not in done.stderr


def test_files_of_others_that_say_nothing_are_left_alone(example_site, project_copy):
    site = Path(shutil.copytree(example_site, project_copy / "site"))
    (site / "CNAME").write_text("lindero.example\n", "utf-8")
    (site / ".well-known").mkdir()
    (site / ".well-known/page.html").write_text("<p>3 €</p>", "utf-8")
    (site / ".htaccess").write_text(
        "Redirect 301 /alt/ /terms/\nErrorDocument 404 /404.html\n"
        "RewriteRule ^(.*)$ https://lindero.example/$1 [R=301,L]\n"
        "RewriteRule ^(.*)$ https://%{HTTP_HOST}/$1\n",
        "utf-8",
    )
    done = run_lindero("verify", "--as-of", AS_OF.isoformat(), "-q", cwd=project_copy)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (site / "google123.html").write_text("google-site-verification: 123", "utf-8")
    done = run_lindero("verify", "--as-of", AS_OF.isoformat(), "-q", cwd=project_copy)
    assert (done.returncode, done.stderr.count("warning[foreign-page]")) == (0, 1)


def test_a_footer_of_ones_own_may_say_more_and_a_hook_may_not_change_ours(project_copy):
    footer = project_copy / "overrides/partials/footer.html"
    footer.parent.mkdir(exist_ok=True)
    ours = (THEME / "partials/footer.html").read_text("utf-8")
    footer.write_text(ours.replace("</footer>", "<p>Aviso legal de 2026</p></footer>"), "utf-8")
    done = run_lindero("build", "-q", cwd=project_copy)
    assert (done.returncode, done.stderr) == (0, "")
    footer.unlink()
    (project_copy / "hook.py").write_text(
        "def on_post_page(output, page, config):\n"
        "    return output.replace('hola@lindero.example', 'otro@lindero.test')\n",
        "utf-8",
    )
    settings = project_copy / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "hooks: [hook.py]\n", "utf-8")
    done = run_lindero("build", "-q", cwd=project_copy)
    assert done.returncode == 1
    assert "the page's footer reads `otro@lindero.test`" in done.stderr

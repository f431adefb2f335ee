"""Makes the quick forms of shipped files anew: data as JSON, templates as Python."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import jinja2
from mkdocs.theme import Theme

from lindero.generators.theme_templates import ThemeTemplates, with_our_loader
from lindero.resources.compiled import COMPILED, keep_form, make_digest
from lindero.resources.data import PACKAGE, parse_data
from lindero.resources.languages import LANGUAGES
from lindero.shapes.legal_tender import make_tables, name_tables
from lindero.shipped.checking import check_shipped_file
from lindero.site.assets import THEME
from lindero.site.templates import compiled_name, load_templates
from lindero.spoken.cues import make_cue_form
from lindero.spoken.first_look import make_first_form, name_quick_form
from lindero.spoken.subjects import make_subject_form, name_subject_form


def compile_package() -> int:
    """Renew all of them; returns how many there are."""
    shutil.rmtree(COMPILED, ignore_errors=True)
    COMPILED.mkdir()
    made = dict([*_make_data_forms(), *_make_spoken_forms(), *_make_template_forms()])
    made[name_tables()] = json.dumps(make_tables()).encode()
    for name, content in made.items():
        keep_form(name, content)
    return len(made)


def _make_data_forms() -> Iterator[tuple[str, bytes]]:
    for file in sorted(PACKAGE.rglob("*.yml")):
        content = file.read_bytes()
        check_shipped_file(file.relative_to(PACKAGE).as_posix(), content.decode())
        made = json.dumps(parse_data(content), ensure_ascii=False)
        yield f"{make_digest(content)}.json", made.encode()


def _make_spoken_forms() -> Iterator[tuple[str, bytes]]:
    for language in LANGUAGES:
        for kind, make in (("cues", make_cue_form), ("first-look", make_first_form)):
            yield name_quick_form(kind, language), make(language)
        yield name_subject_form(language), make_subject_form(language).encode()


def _make_template_forms() -> Iterator[tuple[str, bytes]]:
    """Compiled in the very settings that they are used with, which are a part of their names."""
    own = load_templates()
    for file in sorted(PACKAGE.glob("site/templates/*.j2")):
        yield _compile_template(own, file.name, file.read_text("utf-8"))
    theme = Theme(name="material")
    used = with_our_loader(theme.get_env())
    for folder in (THEME, *(Path(one) for one in theme.dirs)):
        loader = ThemeTemplates(folder)
        for name in (one for one in loader.list_templates() if one.endswith((".html", ".xml"))):
            with suppress(jinja2.TemplateAssertionError):  # made for a plugin that is not here
                yield _compile_template(used, name, loader.get_source(used, name)[0])


def _compile_template(environment: jinja2.Environment, name: str, source: str) -> tuple[str, bytes]:
    module = environment.compile(source, name, name, raw=True)
    return compiled_name(environment, name, source), module.encode()


if __name__ == "__main__":
    compile_package()

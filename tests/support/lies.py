"""Lies for a built site: the edits of `tests/cases/lies.yml`, and what takes more than text."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject

from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.engine import compile_sheet
from lindero.sheets.model import SheetModel
from lindero.sheets.views import make_sheet_view
from support.case_data import read_cases
from support.folders import CASES
from support.rounds import list_rounds


@dataclass(frozen=True)
class Lie:
    """One edit of a site, and the file that a finding must name."""

    name: str
    edit: dict[str, Any]

    @property
    def path(self) -> str:
        """The file, or the folder in which one is chosen."""
        return str(self.edit["in"])

    @property
    def told_by_hash_alone(self) -> bool:
        """Whether reading the site cannot find it."""
        return self.edit.get("hash") == "only"

    def tell(self, site: Path, rulebook: Rulebook) -> None:
        """Put it into a site."""
        file = site / self.path
        if "make" in self.edit:
            globals()[self.edit["make"]](file, rulebook)
        elif "copy" in self.edit:
            shutil.copy(site / self.edit["copy"], file)
        elif self.edit.get("end") == "remove":
            file.unlink()
        elif "add" in self.edit:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_say(self.edit["add"]), "utf-8")
        else:
            self._replace_text(file)

    def _replace_text(self, file: Path) -> None:
        text = file.read_text("utf-8")
        old = _say(self.edit["old"]) if "old" in self.edit else self._cut_piece(text)
        assert old in text, f"{self.name}: {file} does not hold {old}"
        file.write_text(text.replace(old, _say(self.edit["new"]), 1), "utf-8")

    def _cut_piece(self, text: str) -> str:
        start = text.index(self.edit["from"])
        return text[start : text.index(self.edit["to"], start) + len(self.edit["to"])]


def load_lies() -> list[Lie]:
    """All of them, in the order in which they were tried."""
    groups = read_cases(CASES / "lies.yml")
    return [
        Lie(f"{group}: {name}", edit)
        for group, lies in groups.items()
        for name, edit in lies.items()
    ]


def list_lie_rounds(lies: Iterable[Lie]) -> list[list[Lie]]:
    """The first lie of each file, then the second of each: what is read once may hold a round."""
    by_file: dict[str, list[Lie]] = {}
    for lie in lies:
        by_file.setdefault(lie.path, []).append(lie)
    # What one takes away, another may have to copy first.
    return [
        sorted(one, key=lambda lie: lie.edit.get("end") == "remove")
        for one in list_rounds(by_file.values())
    ]


def _say(text: str) -> str:
    return text.replace("~", "\N{NO-BREAK SPACE}")


def _flyer(rulebook: Rulebook) -> SheetModel:
    return make_sheet_view(rulebook, "flyer", "es").model


def _print(file: Path, rulebook: Rulebook, **other: Any) -> None:
    file.write_bytes(compile_sheet(replace(_flyer(rulebook), **other)))


def _change_words(model: SheetModel, change: Callable[[str], str]) -> dict[str, Any]:
    """All words of a sheet but what it carries for machines."""
    kept = {"keywords", "url", "colours", "paper", "lang", "region"}
    shown = {key: value for key, value in vars(model).items() if key not in kept}
    return {key: _change_strings(value, change) for key, value in shown.items()}


def _change_strings(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _change_strings(inner, change) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_change_strings(inner, change) for inner in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{k: _change_strings(v, change) for k, v in vars(value).items()})
    return value


def print_older_rules(file: Path, rulebook: Rulebook) -> None:
    model = _flyer(rulebook)
    words = _change_words(model, lambda text: text.replace("40\N{NO-BREAK SPACE}%", "30 %"))
    keywords = tuple(word.replace("share = 0.4", "share = 0.3") for word in model.keywords)
    _print(file, rulebook, keywords=keywords, **words)


def print_other_card(file: Path, rulebook: Rulebook) -> None:
    first, *others = _flyer(rulebook).rules
    _print(file, rulebook, rules=(replace(first, big="99 %"), *others))


def print_other_fine_print(file: Path, rulebook: Rulebook) -> None:
    fine = [{"paragraph": [{"text": "La señal se devuelve siempre."}]}]
    _print(file, rulebook, fine=fine)


def print_other_mail(file: Path, rulebook: Rulebook) -> None:
    _print(file, rulebook, email="otro@lindero.test")


def print_share_elsewhere(file: Path, rulebook: Rulebook) -> None:
    """The card lies, and the right share stands in the small print."""
    first, *others = _flyer(rulebook).rules
    fine = [{"paragraph": [{"text": f"{first.big} {first.label}"}]}]
    _print(file, rulebook, rules=(replace(first, big="99 %"), *others), fine=fine)


def print_other_target(file: Path, rulebook: Rulebook) -> None:
    _print(file, rulebook, url="https://lindero.test/terms/")


def print_other_title(file: Path, rulebook: Rulebook) -> None:
    _print(file, rulebook, title="Señal del 90 %", description="Webs desde 90 €")


def print_other_alternative(file: Path, rulebook: Rulebook) -> None:
    _print(file, rulebook, qr_alt="Código QR con la dirección https://lindero.test/")


def print_other_paper(file: Path, rulebook: Rulebook) -> None:
    _print(file, rulebook, paper="us-letter")


def print_white_words(file: Path, rulebook: Rulebook) -> None:
    colours = _flyer(rulebook).colours
    _print(file, rulebook, colours=replace(colours, soft=colours.paper))


def append_care_sheet(file: Path, _: Rulebook) -> None:
    writer = _open(file)
    writer.append(PdfReader(file.with_name("care.es.pdf")))
    writer.write(file)


def append_empty_page(file: Path, _: Rulebook) -> None:
    writer = _open(file)
    writer.add_blank_page(595, 842)
    writer.write(file)


def cover_in_white(file: Path, _: Rulebook) -> None:
    writer = _open(file)
    page = writer.pages[0]
    field = DecodedStreamObject()
    field.set_data(page.get_contents().get_data() + b"\nq 1 1 1 rg 0 0 600 850 re f Q\n")
    page[NameObject("/Contents")] = writer._add_object(field)  # noqa: SLF001 - the only way
    writer.write(file)


def stick_note(file: Path, _: Rulebook) -> None:
    writer = _open(file)
    note = FreeText(text="Señal: 90 %", rect=(100, 600, 400, 660), font_size="24pt")
    writer.add_annotation(0, note)
    writer.write(file)


def _open(file: Path) -> PdfWriter:
    writer = PdfWriter()
    writer.clone_document_from_reader(PdfReader(BytesIO(file.read_bytes())))
    return writer


def hide_body_in_comment(file: Path, _: Rulebook) -> None:
    _put_false_body(file, "<!-- {} -->")


def hide_body_in_template(file: Path, _: Rulebook) -> None:
    _put_false_body(file, "<template>{}</template>")


def _put_false_body(file: Path, cover: str) -> None:
    text = file.read_text("utf-8")
    start = text.index('<div class="ld" id="ld-content"')
    end = text.rindex("</div>", 0, text.index('<footer class="ld-footer"'))
    body = text[start:end]
    false = body.replace(">40\N{NO-BREAK SPACE}%<", ">90\N{NO-BREAK SPACE}%<")
    file.write_text(text[:start] + cover.format(body) + false + text[end:], "utf-8")


def draw_text_by_style(file: Path, _: Rulebook) -> None:
    style = '.ld-rule__fig data{font-size:0}.ld-rule__fig::after{content:"90 %"}'
    file.write_text(f"{file.read_text('utf-8')}\n{style}\n", "utf-8")


def change_text_by_script(file: Path, _: Rulebook) -> None:
    script = 'document.querySelectorAll("data").forEach(one => one.textContent = "90 %")'
    file.write_text(f"{file.read_text('utf-8')}\n{script}\n", "utf-8")


def spoil_theme_styles(folder: Path, rulebook: Rulebook) -> None:
    draw_text_by_style(next(folder.glob("main.*.css")), rulebook)


def swap_sheet_links(file: Path, _: Rulebook) -> None:
    names = {"flyer.es.pdf": "care.es.pdf", "care.es.pdf": "flyer.es.pdf"}
    pattern = re.compile("|".join(map(re.escape, names)))
    text = file.read_text("utf-8")
    start = text.index('<footer class="ld-footer"')
    footer = pattern.sub(lambda found: names[found[0]], text[start:])
    file.write_text(text[:start] + footer, "utf-8")

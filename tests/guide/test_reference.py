"""The reference: fresh, whole and true: examples are read and near misses are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lindero.catalogue.examples import format_long_rule, format_short_rule
from lindero.catalogue.specs import list_rule_specs, load_catalogue
from lindero.findings.place import Source
from lindero.guide.reference import list_refusals, make_reference_pages
from lindero.reading.yaml_reader import read_document
from lindero.records.sections import make_rule_keys
from lindero.resources.languages import LANGUAGES
from lindero.shapes import SHAPES, Context
from support.folders import CASES, ROOT

PAGES = make_reference_pages()


def example_files(rule_id: str, text: str) -> str:
    """The rule as given, and in one line all rules that it needs or makes up a whole with."""
    written = {rule_id: text}
    wanted = [rule_id]
    while wanted:
        spec = list_rule_specs()[wanted.pop()]
        for needed in (*spec.needs, *(part.rpartition(".")[0] for part in spec.total)):
            if needed not in written:
                written[needed] = format_short_rule(list_rule_specs()[needed])
                wanted.append(needed)
    topics: dict[str, list[str]] = {}
    for one, lines in written.items():
        topics.setdefault(one.partition(".")[0], []).extend(
            f"  {line}" for line in lines.splitlines()
        )
    return "".join(f"{topic}:\n" + "\n".join(lines) + "\n" for topic, lines in topics.items())


def business(languages: str) -> str:
    sound = (CASES / "problems" / "business.yml").read_text("utf-8")
    return sound.replace("languages: [en]", f"languages: [{languages}]").replace(
        "name: Boundary Studio", "name: Estudio Lindero"
    )


@pytest.mark.parametrize(
    "path",
    sorted(
        {
            *PAGES,
            *(f"rules/{file.name}" for file in (ROOT / "docs/rules").glob("*.md")),
        }
    ),
)
def test_the_committed_reference_is_fresh(path):
    committed = ROOT / "docs" / path
    assert committed.is_file() and committed.read_text("utf-8") == PAGES.get(path), (
        "run `make docs`"
    )


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_the_example_of_every_value_can_be_read(rule_id):
    for value in list_rule_specs()[rule_id].values.values():
        document, found = read_document(Source("a.yml", f"v: {value.example}\n"))
        assert document and not found, (value.name, value.example)
        figure = (
            make_rule_keys(rule_id)
            .leaves[value.name]
            .parse(document.data["v"], Context(LANGUAGES, value.choices or {}, gives=value.gives))
        )
        assert figure.written


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_the_long_example_of_every_rule_is_a_sound_rulebook(rule_id, book):
    found = book(
        business=business("es, en"),
        rules=example_files(rule_id, format_long_rule(list_rule_specs()[rule_id])),
    ).findings
    # Business days alone count, and which days are public holidays another rule says.
    known = ["unknown-holidays"] if rule_id == "time.response" else []
    assert [one.code for one in found] == known


@pytest.mark.parametrize("rule_id", list_rule_specs())
@pytest.mark.parametrize("languages", ["es, en", "es", "en"])
def test_the_one_line_of_every_rule_is_a_sound_rulebook_in_any_language(rule_id, languages, book):
    text = format_short_rule(list_rule_specs()[rule_id], tuple(languages.split(", ")))
    rules = example_files(rule_id, text)
    if (
        languages == "es, en" or rules.count("\n") == 2
    ):  # the rules that it needs are written in both languages
        assert book(business=business(languages), rules=rules).findings == ()


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_every_rule_has_its_section_with_every_value(rule_id):
    topic, _, name = rule_id.partition(".")
    page = PAGES[f"rules/{topic}.md"]
    section = re.split(r"^## ", page, flags=re.MULTILINE)[
        1 + list(load_catalogue()[topic].rules).index(name)
    ]
    spec = list_rule_specs()[rule_id]
    assert section.startswith(f"{name}\n")
    for said in (
        spec.about,
        spec.title["es"],
        spec.title["en"],
        spec.none["es"],
        spec.none["en"],
        *spec.needs,
        *(one.because for one in spec.conflicts),
    ):
        assert said in section, said
    for value in spec.values.values():
        assert f"| `{value.name}`" in section
        assert value.about.replace("|", "\\|") in section
        for choice in value.choices or {}:
            assert f"`{choice}`: " in section


def test_both_forms_stand_in_the_reference():
    page = PAGES["rules/payment.md"]
    assert "payment:\n  due: 15 days after invoice\n```" in page
    assert "payment:\n  due:\n    deadline: 15 days after invoice\n" in page


def test_the_wording_is_shown_with_the_least_and_with_everything():
    page = PAGES["rules/payment.md"].partition("## due")[2].partition("\n## ")[0]
    least, everything = page.partition("With everything:")[::2]
    query = (
        list_rule_specs()["payment.due"]
        .values["query"]
        .example.replace(" ", "\N{NO-BREAK SPACE}", 1)
    )
    assert (
        "15\N{NO-BREAK SPACE}días naturales" in least
        and "15\N{NO-BREAK SPACE}calendar days" in least
        and query not in least.partition("With what is required:")[2]
    )
    assert query in everything


@pytest.mark.parametrize(
    ("shape", "text"), [(shape.name, text) for shape in SHAPES.values() for text in shape.misses]
)
def test_a_near_miss_is_refused_with_a_way_out(shape, text):
    answers = list_refusals(SHAPES[shape], text)
    assert answers
    assert all(help_ for _, help_ in answers)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_its_section(shape):
    section = re.split(r"^## ", PAGES["shapes.md"], flags=re.MULTILINE)[
        1 + list(SHAPES).index(shape)
    ]
    assert section.startswith(f"{shape}\n")
    assert SHAPES[shape].about in section
    assert all(example in section for example in SHAPES[shape].examples)
    assert SHAPES[shape].misses or shape == "choice"


def test_links_lead_to_a_section():
    for path, text in PAGES.items():
        for target in re.findall(r"\]\(([^)]+)\)", text):
            file, _, anchor = target.partition("#")
            found = Path("rules" if path.startswith("rules/") else "", file)
            page = PAGES["shapes.md" if file == "../shapes.md" else str(found)]
            assert not anchor or f"\n## {anchor}\n" in page, (path, target)

"""A new project: what `init` writes, what it asks, and that it never leaves half of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lindero.catalogue.sample_sums import change_currency
from lindero.catalogue.specs import list_rule_specs, load_catalogue
from lindero.cli.init import init
from lindero.findings.finding import select_errors
from lindero.records.fields import RULE_WORDS
from lindero.resources.data import PACKAGE
from lindero.resources.languages import LANGUAGES
from lindero.start.drafting import draft_files
from lindero.start.questions import list_trades, load_questions
from support.case_data import read_words
from support.rounds import list_rounds
from support.starters import answers, drafted, findings, read_section, run, take_usual

COUNTRIES = {
    "es,en": ("ES", "MX", "AR", "US"),
    "en,es": ("GB", "US", "DE", "JP"),
    "es": ("ES",),
    "en": ("GB",),
}
MAINS = tuple(COUNTRIES)
STARTERS = PACKAGE / "start"
DATA = {file.relative_to(STARTERS).as_posix(): read_words(file) for file in STARTERS.rglob("*.yml")}


@pytest.mark.parametrize("trade", list_trades())
@pytest.mark.parametrize("languages", MAINS)
def test_every_starter_is_sound_in_every_country(trade, languages):
    for country in COUNTRIES[languages]:
        given = answers(trade=trade, languages=languages, country=country)
        assert findings(draft_files(given), given) == [], country


@pytest.mark.parametrize(
    ("trade", "languages"), [(trade, MAINS[at % 2]) for at, trade in enumerate(list_trades())]
)
def test_every_starter_builds_without_a_warning(tmp_path, trade, languages):
    """Every page and every sheet, in both languages, each starter with one of them first."""
    made = run("init", "mine", "--yes", "--trade", trade, "--language", languages, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    built = run("build", "--strict", "--quiet", cwd=tmp_path / "mine")
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    assert len([*(tmp_path / "mine/site/print").glob("*.pdf")]) == len(LANGUAGES)


def test_there_are_six_starters():
    assert {*list_trades()} >= {
        "web",
        "design",
        "writing",
        "translation",
        "photography",
        "consulting",
    }


def named(told: object, *path: str) -> Iterator[tuple[tuple[str, ...], dict[str, object]]]:
    """Every mapping in the starters, with where it stands."""
    if isinstance(told, dict):
        yield path, told
    inner = (
        told.items()
        if isinstance(told, dict)
        else enumerate(told)
        if isinstance(told, list)
        else ()
    )
    for key, value in inner:
        yield from named(value, *path, str(key))


@pytest.mark.parametrize("name", DATA)
def test_every_text_of_the_starters_has_both_languages(name):
    for path, told in named(DATA[name]):
        if {*told} & {*LANGUAGES}:
            assert {*told} - {"is", "needs", "for", "some"} == {*LANGUAGES}, path
            assert all(told.values()), path


@pytest.mark.parametrize("topic", load_catalogue())
def test_the_starters_speak_of_rules_and_values_that_there_are(topic):
    specs = list_rule_specs()
    for name, told in DATA[f"rules/{topic}.yml"]["rules"].items():
        for part in ("values", "notes", "more"):
            known = {*specs[f"{topic}.{name}"].values, *RULE_WORDS}
            assert {*told.get(part, {})} <= known, (name, part)
    for trade in list_trades():
        for rule, values in DATA[f"trades/{trade}.yml"]["rules"].items():
            known = {*specs[rule].values, *RULE_WORDS, "consumer"}
            assert {*values} <= known, (trade, rule)


def test_the_ten_questions_that_matter_most_are_asked():
    asked = {question.rule for question in load_questions().values() if question.rule}
    assert asked == {spec.id for spec in list_rule_specs().values() if spec.key}
    offered = {option.name.replace("_", "-") for option in init.params if option.name}
    assert offered >= {*load_questions(), "languages"}


def test_every_rule_is_answered_or_stands_there_as_an_open_question():
    """Each of the catalogue, under its topic; an open one with why it matters."""
    files = drafted(languages="es", trade="consulting")
    for topic in load_catalogue().values():
        text = files[Path("terms", f"{topic.name}.yml")]
        for spec in topic.rules.values():
            assert re.search(rf"^  (# )?{spec.name}: ?", text, re.MULTILINE), spec.id
            if f"\n  # {spec.name}: " in text:
                said = " ".join(line.strip(" #") for line in text.splitlines())
                assert spec.matters["es"] in said, spec.id


@pytest.mark.parametrize(("trade", "languages"), [("web", "es,en"), ("photography", "en")])
def test_what_stands_there_as_a_comment_works_when_it_is_woken(trade, languages):
    """Every key that is left open, the first of each file, the second …: without # it is sound."""
    given = answers(trade=trade, languages=languages, country="ES")
    files = {path: text for path, text in draft_files(given).items() if path.parts[0] == "terms"}
    asleep = [[(path, line) for line in list_asleep(text)] for path, text in files.items()]
    assert sum(map(len, asleep)) > 50
    for lines in list_rounds(asleep):
        woken = dict(files)
        for path, line in lines:
            woken[path] = woken[path].replace(line, line.replace("# ", "", 1))
        errors = select_errors(findings(woken, given))
        assert [one.message for one in errors if one.code != "missing-file"] == [], lines


def list_asleep(text: str) -> list[str]:
    """Keys in comments; no rate to be filled in, nor the own rule, which is woken as a whole."""
    return [
        line
        for line in re.findall(r"^ +# [a-z-]+: .*$", text, re.MULTILINE)
        if "… %" not in line and not re.match(r"  #   ", line) and "title:" not in line
    ]


def test_the_rule_of_ones_own_works_when_it_is_woken():
    given = answers(languages="es,en")
    files = draft_files(given)
    conduct = Path("terms/conduct.yml")
    before, mark, example = files[conduct].partition("  # visitas:")
    files[conduct] = before + re.sub(r"^  # ", "  ", mark + example, flags=re.MULTILINE)
    assert "\n  visitas:\n    title:" in files[conduct]
    assert findings(files, given) == []


@pytest.mark.parametrize(
    "given",
    [
        {"deposit": "none"},
        {"deposit": "100 %"},
        {"deposit": "500 EUR"},
        {"deposit": "larger of 30 % and 500 EUR"},
        {"deposit": "33.3 %"},
        {"due": "none"},
        {"late": "none"},
        {"late": "statutory"},
        {"late": "5 EUR per day"},
        {"revisions": "none"},
        {"revisions": "0"},
        {"changes": "none"},
        {"changes": "from 45 EUR per hour"},
        {"changes": "40–60 EUR per hour"},
        {"changes": "on request"},
        {"changes": "80 EUR"},
        {"materials": "none"},
        {"cancellation": "none"},
        {"cancellation": "worked"},
        {"cancellation": "0 %, 100 EUR, 80 %, 100 %"},
        {"ownership": "none"},
        {"response": "none"},
        {"response": "24 hours"},
        {"hours": "none"},
        {"hours": "Mon–Thu 09:00–14:00 and 16:00–18:30, Fri 08:00–15:00"},
        {"clients": "consumer"},
        {"clients": "consumer", "cancellation": "40 %, 60 %, 80 %, 100 %"},
        {"clients": "consumer,business"},
        {"reader": "usted", "speaker": "we"},
        {"reader": "tu"},
        {"tax_rate": "21 %", "tax_included": "yes"},
        {"tax_name": "none"},
        {"tax_name": "Sales tax", "tax_rate": "7.5 %"},
        {"name": 'A: B # "c" [d], {e}', "place": "- x", "person": "O'Neil, Ana"},
        {"name": "2026", "place": "null", "person": "@yo"},
        {"name": "EUR & Co", "email": "ana@example.com"},
        {
            "name": "{{ payment.deposit.share }} [a](rule:b.c)",
            "person": "{{ x }} *y* [z](nowhere.md) <i> \\",
        },
    ],
    ids=str,
)
def test_whatever_is_answered_the_rulebook_is_sound(given):
    for trade in ("web", "consulting"):
        if "cancellation" in given and "," in given["cancellation"] and trade != "web":
            continue
        taken = answers(trade=trade, languages="es,en", country="ES", **given)
        found = findings(draft_files(taken), taken)
        # Who says nothing of his own answers and takes the client's silence for one is told so.
        told = {"one-sided"} if given == {"response": "none"} else set()
        # Who keeps what a private client has paid is led to the law.
        told |= {"law-risk"} if {*given} == {"clients", "cancellation"} else set()
        assert {one.code for one in found} == told, trade


@pytest.mark.parametrize(
    ("deposit", "rest"),
    [
        ("40 %", ["30 %", "30 %"]),
        ("33 %", ["33 %", "34 %"]),
        ("30.5 %", ["34 %", "35.5 %"]),
        ("none", ["50 %", "50 %"]),
    ],
)
def test_the_deposit_and_the_instalments_come_to_the_whole(deposit, rest):
    payment = read_section(drafted(deposit=deposit), "payment")["payment"]
    assert [stage["share"] for stage in take_usual(payment["instalments"])["stages"]] == rest


def test_a_deposit_that_is_not_returned_is_what_cancelling_costs_at_first():
    files = drafted(deposit="65 %")
    stages = take_usual(read_section(files, "endings")["endings"]["cancellation"])["stages"]
    assert [stage["share"] for stage in stages] == ["65 %", "65 %", "80 %", "100 %"]
    assert take_usual(read_section(files, "payment")["payment"]["deposit"])["refundable"] == "no"
    worked = read_section(drafted(cancellation="worked"), "payment")["payment"]
    assert take_usual(worked["deposit"])["refundable"] == "yes"
    assert (
        "refundable"
        not in read_section(drafted(cancellation="5 %, 50 %, 80 %, 100 %"), "payment")["payment"][
            "deposit"
        ]
    )


def test_an_answer_stands_wherever_it_matters():
    files = drafted(changes="75 GBP per hour", due="none")
    work, payment = read_section(files, "work")["work"], read_section(files, "payment")["payment"]
    assert (work["changes"]["price"], work["revisions"]["extra"]) == (
        "75 GBP per hour",
        "75 GBP per hour",
    )
    assert payment["due"] == "none"
    assert not {"late", "pause"} & {*payment}, "they make no sense without it"


@pytest.mark.parametrize("trade", list_trades())
@pytest.mark.parametrize("clients", ["business", "consumer", "business,consumer"])
def test_no_starter_is_one_sided_or_runs_a_risk_or_contradicts_itself(trade, clients):
    for country in ("ES", "GB"):
        taken = answers(trade=trade, languages="en", country=country, clients=clients,
                        tax_name="VAT", tax_rate="20 %")  # fmt: skip
        files = draft_files(taken)
        assert findings(files, taken) == [], country
        work = read_section(files, "work")["work"]
        assert {"remedy", "cap", "cancel"} <= {*work["timeline"]}, "a late delivery costs something"
        starts = work["start"] if isinstance(work["start"], list) else [work["start"]]
        assert all(case["deadline"] for case in starts), "services count their time from here"


@pytest.mark.parametrize(
    ("currency", "said"),
    [
        ("GBP", "from 0.09 GBP or 40–60 GBP, larger of 30 % and 500 GBP; GBP"),
        ("MXN", "from 0.9 MXN or 400–600 MXN, larger of 30 % and 5000 MXN; MXN"),
        ("JPY", "from 9 JPY or 4000–6000 JPY, larger of 30 % and 50000 JPY; JPY"),
    ],
)
def test_sample_sums_have_the_size_that_their_currency_asks_for(currency, said):
    written = "from 0.09 EUR or 40–60 EUR, larger of 30 % and 500 EUR; EUR"
    assert change_currency(written, currency) == said


def test_without_materials_work_starts_from_the_signature():
    starts = [
        read_section(drafted(materials=said), "work")["work"]["start"]["deadline"]
        for said in ("on signature", "none")
    ]
    assert starts == ["3 business days after materials", "3 business days after signature"]


@pytest.mark.parametrize("trade", list_trades())
def test_who_confirms_every_proposal_gets_what_nobody_confirmed(trade):
    """Enter at every question: private clients keep what is theirs, and a sample stays one."""
    for clients in ("business", "consumer"):
        given = {"trade": trade, "languages": "en", "country": "GB", "clients": clients}
        confirmed = answers(**given)
        for name in load_questions():
            if confirmed[name]:
                confirmed.take_answer(name, confirmed[name])
        files = draft_files(confirmed)
        assert findings(files, confirmed) == []
        assert read_section(files, "payment") == read_section(drafted(**given), "payment"), clients


def test_nobody_publishes_a_sample_price_unnoticed():
    for trade in list_trades():
        files = drafted(trade=trade, languages="es,en")
        for name, service in read_section(files, "services")["services"].items():
            assert ("note" in service) == (service["price"] != "on request"), (trade, name)
        assert "de muestra" in str(read_section(files, "onepagers")["onepagers"]["hoja"]["fine"])
        work = read_section(files, "work")["work"]
        assert "de muestra" in str(take_usual(work["changes"])["note"])
        assert "de muestra" in str(read_section(files, "payment")["payment"]["expenses"])
    own = read_section(drafted(country="ES", changes="70 EUR per hour"), "work")["work"]
    assert not {"note"} & {*own["changes"], *own["revisions"]}


def test_what_work_waits_for_follows_from_the_answers():
    def list_conditions(**given: str) -> list[str]:
        work = read_section(drafted(languages="en", **given), "work")["work"]
        return work["start"]["conditions"]

    usual = ["the signed quote", "the deposit", "all the materials"]
    assert list_conditions(trade="writing") == usual
    # Who pays a monthly fee pays no deposit.
    assert list_conditions() == [usual[0], "the deposit if one is asked for", usual[2]]
    assert list_conditions(deposit="none", materials="none") == ["the signed quote"]
    theirs = list_conditions(clients="consumer", deposit="none")
    assert (theirs[0], len(theirs)) == ("the signed quote", 3)
    assert theirs[-1].endswith("the end of the time for withdrawing")


def test_a_booked_day_has_its_rule_and_nothing_else_says_what_cancelling_it_costs():
    files = drafted(languages="es", trade="translation", clients="business,consumer")
    rest, booking = read_section(files, "endings")["endings"]["booking"]
    assert (rest, booking["notice"]) == ({"off": "yes"}, "10 business days")
    assert booking["services"] == ["interpretacion"]
    deposit = read_section(files, "payment")["payment"]["deposit"]
    booked = [case for case in deposit if case["secures"] == "dates"]
    assert [case.get("for") for case in booked] == [None, "consumer"]
    assert all(
        case["services"] == ["interpretacion"] and "refundable" not in case for case in booked
    )
    worked = drafted(trade="translation", cancellation="worked")
    assert read_section(worked, "endings")["endings"]["booking"][1]["own"] == "choose"

"""A new project: what `init` writes, what it asks, and that it never leaves half of anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from lindero.catalogue.sample_sums import change_currency
from lindero.catalogue.specs import list_rule_specs, load_catalogue
from lindero.cli.init import init
from lindero.findings.finding import Finding, select_errors
from lindero.records.fields import RULE_WORDS
from lindero.resources.data import PACKAGE
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Refusal
from lindero.start.countries import (
    find_country_currency,
    find_paper_size,
    find_tax_names,
    list_time_zones,
)
from lindero.start.drafting import draft_files
from lindero.start.new_project import FolderInUse, check_files, check_folder
from lindero.start.questions import Answers, list_trades, load_questions

TODAY = date(2026, 12, 1)
COUNTRIES = {
    "es,en": ("ES", "MX", "AR", "US"),
    "en,es": ("GB", "US", "DE", "JP"),
    "es": ("ES",),
    "en": ("GB",),
}
MAINS = tuple(COUNTRIES)
STARTERS = PACKAGE / "start"
DATA = {
    file.relative_to(STARTERS).as_posix(): yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    for file in STARTERS.rglob("*.yml")
}
LINDERO = [sys.executable, "-m", "lindero"]


def drafted(**given: str) -> dict[Path, str]:
    return draft_files(answers(**given))


def answers(**given: str) -> Answers:
    found = Answers({}, TODAY)
    for name in ("languages", *load_questions()):
        if name.replace("-", "_") in given:
            found.take_answer(name, given[name.replace("-", "_")])
    return found


def findings(files: dict[Path, str], given: Answers) -> list[Finding]:
    return [*check_files({path: text.encode() for path, text in files.items()}, given)]


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*LINDERO, *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


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
    """Every key that is left open, one after the other: taking the # away makes something sound."""
    given = answers(trade=trade, languages=languages, country="ES")
    files = draft_files(given)
    terms = [path for path in files if path.parts[0] == "terms"]
    number = 0
    for path in terms:
        for line in re.findall(r"^ +# [a-z-]+: .*$", files[path], re.MULTILINE):
            if "… %" in line or re.match(r"  #   ", line) or "title:" in line:
                continue  # a rate to be filled in; the own rule, which is woken as a whole
            woken = {one: files[one] for one in terms} | {
                path: files[path].replace(line, line.replace("# ", "", 1))
            }
            assert [
                found.message
                for found in select_errors(findings(woken, given))
                if found.code != "missing-file"
            ] == [], line
            number += 1
    assert number > 50


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
        assert {one.code for one in found} == told, trade


def values(files: dict[Path, str], name: str) -> dict[str, dict[str, object]]:
    found = yaml.load(files[Path("terms", f"{name}.yml")], yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def take_usual(rule):
    """A rule's only case, or the first of several."""
    return rule[0] if isinstance(rule, list) else rule


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
    payment = values(drafted(deposit=deposit), "payment")["payment"]
    assert [stage["share"] for stage in take_usual(payment["instalments"])["stages"]] == rest


def test_a_deposit_that_is_not_returned_is_what_cancelling_costs_at_first():
    files = drafted(deposit="65 %")
    stages = take_usual(values(files, "endings")["endings"]["cancellation"])["stages"]
    assert [stage["share"] for stage in stages] == ["65 %", "65 %", "80 %", "100 %"]
    assert take_usual(values(files, "payment")["payment"]["deposit"])["refundable"] == "no"
    worked = values(drafted(cancellation="worked"), "payment")["payment"]
    assert take_usual(worked["deposit"])["refundable"] == "yes"
    assert (
        "refundable"
        not in values(drafted(cancellation="5 %, 50 %, 80 %, 100 %"), "payment")["payment"][
            "deposit"
        ]
    )


def test_an_answer_stands_wherever_it_matters():
    files = drafted(changes="75 GBP per hour", due="none")
    work, payment = values(files, "work")["work"], values(files, "payment")["payment"]
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
        work = values(files, "work")["work"]
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


@pytest.mark.parametrize(
    ("country", "reader", "trade", "excluded"),
    [
        ("ES", "tú", "Fotografía y vídeo", "Atrezo"),
        ("MX", "tú", "Fotografía y video", "Utilería"),
        ("AR", "usted", "Fotografía y video", "Utilería"),
    ],
)
def test_starters_speak_as_people_there_do(country, reader, trade, excluded):
    files = drafted(trade="photography", languages="es", country=country)
    business = values(files, "business")["business"]
    assert (business["voice"]["reader"], business["trade"]) == (reader, trade)
    assert excluded in values(files, "services")["services"]["producto"]["excludes"]


def test_without_materials_work_starts_from_the_signature():
    starts = [
        values(drafted(materials=said), "work")["work"]["start"]["deadline"]
        for said in ("on signature", "none")
    ]
    assert starts == ["3 business days after materials", "3 business days after signature"]


def test_private_clients_have_cases_of_their_own():
    files = drafted(clients="business,consumer")
    theirs = [
        next(case for case in rule if case.get("for") == "consumer")
        for rule in (
            values(files, "payment")["payment"]["deposit"],
            values(files, "endings")["endings"]["cancellation"],
            values(files, "work")["work"]["acceptance"],
        )
    ]
    assert theirs[0]["refundable"] == "yes"
    assert (theirs[1]["worked"], "stages" in theirs[1]) == ("yes", False)
    assert theirs[2]["silence"] == "no"
    unretained = {"services": ["care"], "none": "yes"}
    theirs = values(files, "payment")["payment"]["deposit"][2:]
    assert theirs == [unretained, {"for": "consumer", **unretained}]
    alone = drafted(clients="consumer")
    assert unretained in values(alone, "payment")["payment"]["instalments"]
    assert values(alone, "payment")["payment"]["late"] == "none"


def test_a_photographers_private_clients_have_their_own_rights_and_her_bookings_no_stages():
    both = drafted(trade="photography", clients="business,consumer")
    usual, theirs = values(both, "rights")["rights"]["usage"]
    assert "duration" in usual
    assert {*theirs} == {"for", "media"}
    assert isinstance(values(both, "payment")["payment"]["deposit"], dict)
    by_stage = drafted(trade="photography", cancellation="30 %, 60 %, 100 %")
    assert values(both, "endings")["endings"]["booking"]["own"] == "choose"
    assert values(by_stage, "endings")["endings"]["booking"] == "off"
    assert "summary" not in values(by_stage, "endings")["endings"]["cancellation"]


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
        assert values(files, "payment") == values(drafted(**given), "payment"), clients


def test_consumers_are_spared_the_late_charge_and_told_their_rights():
    both, one = (drafted(clients=clients) for clients in ("business,consumer", "business"))
    assert {"for": "consumer", "none": "yes"} in values(both, "payment")["payment"]["late"]
    assert "withdrawal" in values(both, "conduct")["conduct"]["consumers"]
    assert isinstance(values(one, "payment")["payment"]["late"], dict)
    assert values(one, "conduct")["conduct"]["consumers"] == "off"


def test_nobody_publishes_a_sample_price_unnoticed():
    for trade in list_trades():
        files = drafted(trade=trade, languages="es,en")
        for name, service in values(files, "services")["services"].items():
            assert ("note" in service) == (service["price"] != "on request"), (trade, name)
        assert "de muestra" in str(values(files, "onepagers")["onepagers"]["hoja"]["fine"])
        work = values(files, "work")["work"]
        assert "de muestra" in str(take_usual(work["changes"])["note"])
        assert "de muestra" in str(values(files, "payment")["payment"]["expenses"])
    own = values(drafted(country="ES", changes="70 EUR per hour"), "work")["work"]
    assert not {"note"} & {*own["changes"], *own["revisions"]}


def test_what_work_waits_for_follows_from_the_answers():
    def list_conditions(**given: str) -> list[str]:
        work = values(drafted(languages="en", **given), "work")["work"]
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
    assert values(files, "endings")["endings"]["booking"]["notice"] == "10 business days"
    deposit = values(files, "payment")["payment"]["deposit"]
    booked = [case for case in deposit if case["secures"] == "dates"]
    assert [case.get("for") for case in booked] == [None, "consumer"]
    assert all(
        case["services"] == ["interpretacion"] and "refundable" not in case for case in booked
    )
    worked = drafted(trade="translation", cancellation="worked")
    assert values(worked, "endings")["endings"]["booking"]["own"] == "choose"


def test_a_tax_is_written_only_with_the_rate_that_its_payer_gave():
    business = values(drafted(country="ES", languages="es,en"), "business")["business"]
    assert "tax" not in business
    assert (
        "# tax: {name: {es: IVA, en: VAT}, rate: … %"
        in drafted(country="ES", languages="es,en")[Path("terms/business.yml")]
    )
    given = values(drafted(country="ES", languages="es,en", tax_rate="21 %"), "business")[
        "business"
    ]
    assert given["tax"] == {"name": {"es": "IVA", "en": "VAT"}, "rate": "21 %", "included": "no"}


def test_a_country_tells_its_currency_its_zone_its_paper_and_the_name_of_its_tax():
    business = values(drafted(country="MX", languages="es"), "business")["business"]
    assert (business["currency"], business["timezone"]) == ("MXN", "America/Mexico_City")
    files = drafted(country="MX", languages="es")
    assert " EUR" not in "".join(files.values()).replace(files[Path("lindero.schema.json")], "")
    assert values(drafted(country="MX"), "onepagers")["onepagers"]["hoja"]["paper"] == "US Letter"
    assert [list_time_zones(code)[0] for code in ("ES", "US", "AU", "CA", "BR", "AR")] == [
        "Europe/Madrid",
        "America/New_York",
        "Australia/Sydney",
        "America/Toronto",
        "America/Sao_Paulo",
        "America/Argentina/Buenos_Aires",
    ]
    assert (find_country_currency("CH"), find_paper_size("CH"), find_tax_names("US")) == (
        "CHF",
        "A4",
        None,
    )


def test_a_country_alone_chooses_its_language():
    assert [answers(country=code).main for code in ("MX", "GB", "DE")] == ["es", "en", "en"]
    assert answers(country="PE")["currency"] == "PEN"


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("trade", "photo", "there is no starter for `photo`; did you mean `photography`?"),
        ("deposit", "40", "`40` is neither a share nor a sum; write `40 %` or `40 GBP`"),
        (
            "changes",
            "60 EUR per hour",
            "`60 EUR per hour` is in EUR, the business works in GBP; write every sum in GBP",
        ),
        ("deposit", "US$5", "`US$5` has the currency in another form; write `5 USD`"),
        ("revisions", "two", "`two` is no whole number; write it in digits: `2`"),
        ("hours", "9-18", "`9-18` is no window of a week; write `Mon–Fri 09:00–18:00`"),
        ("name", "none", "`none` is no answer to this; a rulebook cannot do without it"),
        (
            "country",
            "YU",
            "`YU` is no country; write its two capitals (ISO 3166): `ES`, `GB`, `MX`",
        ),
        (
            "country",
            "ZZ",
            "`ZZ` is no country; write its two capitals (ISO 3166): `ES`, `GB`, `MX`",
        ),
        (
            "site",
            "example.com",
            "`example.com` is no web address; write it like `https://lindero.example/`",
        ),
        (
            "country",
            "spain",
            "`spain` is no country; write its two capitals (ISO 3166): `ES`, `GB`, `MX`",
        ),
        ("timezone", "Madrid", "`Madrid` is no time zone"),
        ("clients", "all", "`all` does not fit here; what fits here: `business`, `consumer`"),
        ("tax-rate", "21", "`21`"),
        (
            "cancellation",
            "60 %",
            "`60 %` gives 1 share for 4 stages; write one for each of: before work starts;",
        ),
        ("cancellation", "soon", "`soon`"),
    ],
)
def test_a_wrong_answer_is_told_in_the_words_of_its_shape_and_nothing_is_written(
    tmp_path, name, answer, said
):
    with pytest.raises(Refusal):
        answers().take_answer(name, answer)
    done = run("init", "mine", f"--{name}", answer, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: --{name}: {said}")
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    "taken", ["terms", "mkdocs.yml", "site_src", ".gitignore", "lindero.schema.json"]
)
def test_a_folder_that_holds_one_of_the_files_is_left_alone(tmp_path, taken):
    (tmp_path / taken).symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderInUse, match=re.escape(taken)):
        check_folder(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [taken]


@pytest.mark.parametrize("inside", ["terms", "terms/new", "site_src/new", "site/new"])
def test_a_project_never_begins_inside_the_folders_of_another(tmp_path, inside):
    assert run("init", "mine", "--yes", cwd=tmp_path).returncode == 0
    (tmp_path / "mine/site").mkdir()
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    done = run("init", inside, "--yes", cwd=tmp_path / "mine")
    assert done.returncode == 2
    assert re.search(
        r"(is|lies in) the folder of the \S.* of another project, `mkdocs.yml`; choose another",
        done.stderr,
    )
    (tmp_path / "mine" / inside).mkdir(exist_ok=True)
    assert run("init", ".", "--yes", cwd=tmp_path / "mine" / inside).returncode == 2
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before
    assert run("init", "mine/other", "--yes", cwd=tmp_path).returncode == 0


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path):
    """The schema is the largest file and comes after the rules: the limit stops it alone."""
    resource = pytest.importorskip("resource")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("my own", "utf-8")
    done = subprocess.run(
        [*LINDERO, "init", "mine", "--yes"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert "too large" in done.stderr
    assert [file.name for file in (tmp_path / "mine").rglob("*")] == ["notes.txt"]


def conversation(folder: Path, lines: list[str], *options: str) -> tuple[int, str]:
    """What is said at a real terminal when somebody types these lines."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    talk = subprocess.Popen(
        [*LINDERO, "init", str(folder), *options],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
    )
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in lines).encode())
    said = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
    os.close(ours)
    return talk.wait(), said.decode().replace("\r\n", "\n")


def test_enter_all_the_way_gives_what_the_defaults_give(tmp_path):
    code, said = conversation(tmp_path / "asked", ["es,en", "translation", *[""] * 30])
    assert code == 0, said
    assert "¿A qué te dedicas?" in said
    assert "Señal: lo que se paga antes de empezar [30 %]:" in said
    assert "terms/services.yml: los precios son de muestra" in said
    run("init", "taken", "--yes", "--language", "es,en", "--trade", "translation", cwd=tmp_path)
    files = [
        {
            file.relative_to(folder): file.read_bytes()
            for file in folder.rglob("*.*")
            if file.is_file()
        }
        for folder in (tmp_path / "asked", tmp_path / "taken")
    ]
    assert files[0] == files[1]
    assert files[0]


def test_a_sign_means_the_currency_of_the_country_that_was_told(tmp_path):
    done = run("init", "mine", "--country", "CA", "--deposit", "$500", cwd=tmp_path)
    said = "`$500` has the currency in another form; write `500 CAD`"
    assert (done.returncode, done.stderr) == (2, f"error: --deposit: {said}\n")


def test_a_wrong_answer_is_explained_and_asked_again(tmp_path):
    given = {"country": "MX", "timezone": "America/Mexico_City"}
    code, said = conversation(
        tmp_path / "asked",
        ["web", *[""] * 11, "40", "25 %", *[""] * 9],
        "--language",
        "es",
        *(part for name, answer in given.items() for part in (f"--{name}", answer)),
    )
    assert code == 0, said
    assert "Error: `40` is neither a share nor a sum; write `40 %` or" in said
    assert "Zona horaria" not in said, "a question that an option answers is not asked"
    payment = yaml.load((tmp_path / "asked/terms/payment.yml").read_text("utf-8"), yaml.BaseLoader)[
        "payment"
    ]
    assert take_usual(payment["deposit"])["share"] == "25 %"


def test_who_stops_in_the_middle_has_nothing(tmp_path):
    code, _ = conversation(tmp_path / "asked", ["es", "web", "\x04"])
    assert code == 1
    assert not (tmp_path / "asked").exists()

"""The cause first: one slip is one finding, on its line, and what follows from it is not told."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from cli.test_commands import run
from lindero.calendar.deadlines import NoAnswer, when_due
from lindero.findings.finding import Finding, select_errors
from lindero.loading import load_rulebook
from lindero.reading.tree import Scalar
from lindero.records.fields import Leaf
from lindero.records.keys import RecordKeys
from lindero.shapes import Context, Refusal
from lindero.shapes.key_groups import read_group
from lindero.site.hand_written import check_manuscripts
from outcomes.test_value_pairs import PAIRS
from support.figures import parse_text_of
from support.folders import CASES
from support.rulebooks import AS_OF

LONG_RULES = """
payment:
  due: 15 days after invoice
  deposit:
    - {share: 40 %, services: [web]}
    - {share: 30 %}
work:
  revisions: {rounds: 2}
services:
  web: {name: Site, price: 900 EUR}
  logo: {name: Logo, price: 400 EUR}
onepagers:
  sheet: {title: Prices, services: [web, logo], rules: [payment.deposit, work.revisions]}
adjustments:
  rush: {when: Within two days., surcharge: 30 %, services: [web]}
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("fresh") / "project"
    done = run("init", home, "--yes", "-q", "--language", "es", "--trade", "photography")
    assert done.returncode == 0, done.stderr
    return home


def found_in(home: Path) -> list[Finding]:
    loaded = load_rulebook(home / "terms", AS_OF, shown_from=home)
    return select_errors([*loaded.findings, *check_manuscripts(loaded, home / "site_src", home)])


@pytest.mark.parametrize(
    ("file", "typed", "instead", "code", "way_out"),
    [
        ("payment", "  deposit:", "  señal:", "unknown-rule", "did you mean `deposit`?"),
        ("payment", "  deposit:", "  depossit:", "unknown-rule", "did you mean `deposit`?"),
        ("payment", "  deposit:", "  Deposit:", "unknown-rule", "did you mean `deposit`?"),
        ("payment", "payment:", "pago:", "unknown-section", "did you mean `payment`?"),
        ("payment", "payment:", "Payment:", "unknown-section", "did you mean `payment`?"),
        ("services", "services:", "servicios:", "unknown-section", "did you mean `services`?"),
        ("services", "  retrato:", "  Retrato:", "bad-id", "use small letters"),
        ("services", "    price:", "    precio:", "unknown-key", "did you mean `price`?"),
        ("services", "    name:", "    nombre:", "unknown-key", "did you mean `name`?"),
        (
            "services",
            "    price:",
            "    qux:",
            "unknown-key",
            "`price` is missing here: add `price: 1450 EUR`",
        ),
        ("business", "business:", "negocio:", "unknown-section", "did you mean `business`?"),
        ("business", "  country:", "  pais:", "unknown-key", "did you mean `country`?"),
        ("time", "  response:", "  respuesta:", "unknown-rule", "did you mean `response`?"),
    ],
)
def test_a_misspelt_key_is_one_finding_on_its_line(
    fresh, tmp_path, file, typed, instead, code, way_out
):
    home = tmp_path / "project"
    shutil.copytree(fresh, home)
    terms = home / "terms" / f"{file}.yml"
    lines = terms.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(typed))
    lines[at] = lines[at].replace(typed, instead, 1)
    terms.write_text("\n".join(lines), "utf-8")
    (found,) = found_in(home)
    assert (found.code, found.place.path, found.place.line) == (code, f"terms/{file}.yml", at + 1)
    assert way_out in found.help


def test_a_service_that_others_name_otherwise_is_told_once_at_its_key(book):
    (found,) = select_errors(book(rules=LONG_RULES.replace("  web: ", "  wed: ")).findings)
    assert (found.code, found.place.text) == ("unknown-service", "wed")
    assert found.help == "write `web:`"


def test_a_rule_in_another_section_is_not_missed_in_its_own(book):
    text = LONG_RULES.replace("work:\n", "").replace("  revisions:", "  revisions:", 1)
    assert [found.code for found in select_errors(book(rules=text).findings)] == ["unknown-rule"]


def test_what_is_really_missing_is_still_told(book):
    text = LONG_RULES.replace("work.revisions]", "work.scope]").replace(
        "[web, logo]", "[web, lego, other]"
    )
    assert [found.code for found in select_errors(book(rules=text).findings)] == [
        "unknown-service",
        "unknown-service",
        "unknown-rule",
    ]


@pytest.mark.parametrize(
    "section", ["services", "payment", "work", "onepagers", "adjustments", "business", "topics"]
)
def test_nothing_is_missed_beside_a_file_that_cannot_be_read(book, section):
    parts = {
        "topics": "topics:\n  garden: {title: Garden}\n",
        "garden": "garden:\n  hose: {title: Hose, text: Is off.}\n",
    }
    parts |= {
        one.partition(":")[0]: one
        for one in re.split(r"(?m)^(?=[a-z])", LONG_RULES.strip() + "\n")
        if one
    }
    assert select_errors(book(**parts).findings) == []
    broken = parts | {section: parts.get(section, "business:\n") + "{\n"}
    assert {found.place.path for found in select_errors(book(**broken).findings)} == {
        f"terms/{section}.yml"
    }


BROKEN_SERVICE = """
services:
  audit: {name: Audit, price: 50o EUR}
  care: {name: Care, price: 125 EUR per month, retainer: {time: 2 hours, billed: ahead}}
payment:
  instalments:
    - {stages: [{at: on approval, share: 70 %}, {at: on delivery, share: 30 %}], services: [audit]}
    - {off: yes}
"""


def test_what_holds_for_a_service_that_failed_is_not_said_of_another(book):
    (found,) = select_errors(book(rules=BROKEN_SERVICE).findings)
    assert (found.code, found.place.text) == ("bad-price", "50o EUR")
    sound = BROKEN_SERVICE.replace("50o", "500")
    assert select_errors(book(rules=sound).findings) == []
    swapped = sound.replace("services: [audit]", "services: [care]")
    assert "conflicting-rules" in {one.code for one in select_errors(book(rules=swapped).findings)}


CANCELLED = """
services: {site: {name: Site, price: 900 EUR}}
payment: {deposit: {share: 40 %, refundable: no, own: whole}}
endings:
  refunds: {cases: [the client cancels]}
  cancellation: {stages: [{at: before work starts, share: 20 %}], deposit: counted}
"""


def test_that_a_rule_which_failed_says_nothing_is_not_taken_for_an_answer(book):
    refunds = "endings: {refunds: {cases: [the client cancels]}}"
    alone = re.sub(r"(?s)endings:.*", refunds, CANCELLED)
    assert "conflicting-rules" in {one.code for one in book(rules=alone).findings}
    broken = book(rules=CANCELLED.replace("deposit: counted", "deposti: counted"))
    assert [one.code for one in select_errors(broken.findings)] == ["unknown-key"]


@pytest.mark.parametrize("name", [name for name, pair in PAIRS.items() if "sound" in pair])
def test_a_slip_in_one_of_two_sound_rules_makes_no_other_finding(book, name):
    data = yaml.safe_load(PAIRS[name]["sound"])
    before = {one.message for one in book(rules=yaml.safe_dump(data)).findings}
    for section, rule in [(one, name) for one, rules in data.items() for name in rules]:
        body = data[section][rule]
        spoilt = {**(body if isinstance(body, dict) else {}), "qux": "x"}
        rules = yaml.safe_dump({**data, section: {**data[section], rule: spoilt}})
        found = [one for one in book(rules=rules).findings if one.message not in before]
        assert {one.code for one in found} <= {"unknown-key", "missing-key"}, (section, rule)


def test_an_allowance_is_not_called_needless_where_something_could_not_be_read(book):
    comment = '  # lindero: allow "law-risk" until 2027-12-31, because it is meant\n'
    rules = f"payment:\n{comment}  due: 15 days after invoice\n"
    assert "needless-allowance" in {one.code for one in book(rules=rules).findings}
    told = book(rules=rules, more="work: {revisions: {rouns: 2}}").findings
    assert "needless-allowance" not in {one.code for one in told}


def test_public_holidays_are_not_missed_where_the_hours_could_not_be_read(book):
    rules = "time: {response: {period: 2 days, workdays: yes}, hours: {week: Mo-Fx 9-17}}"
    codes = {one.code for one in book(rules=rules).findings}
    assert codes and "unknown-holidays" not in codes


def test_a_section_that_stands_twice_may_hold_what_is_named(book):
    loaded = book(
        rules=LONG_RULES,
        more="services:\n  third: {name: Third, price: 5 EUR}\n",
        sheets="payment: {}\n",
    )
    assert {found.code for found in select_errors(loaded.findings)} == {"duplicate-key"}


@pytest.mark.parametrize(
    "error", [ValueError("ours"), AssertionError("ours"), KeyError("ours"), OverflowError("ours")]
)
def test_an_exception_of_ours_is_never_told_as_a_mistake_of_the_author(error):
    def fail(*_: object) -> object:
        raise error

    keys = RecordKeys({"notice": Leaf(fail, dict)}, ())
    with pytest.raises(type(error), match="ours"):
        read_group({"notice": Scalar("1", "1")}, keys, Context())


@pytest.mark.parametrize("written", ["0-0", "31/31", "99-99", "2026-31-31", "0/0/0000"])
def test_dates_of_no_calendar_are_told_as_such(book, written):
    (found,) = select_errors(book(rules=f"time: {{holidays: {{absences: {written}}}}}\n").findings)
    assert (found.code, found.message) == ("bad-absences", "a list of dates belongs here")


@pytest.mark.parametrize("key", ["tarifa", "pirce", "up too"])
def test_a_misspelt_key_in_brackets_of_ones_own_is_told(book, key):
    values = f"{{a: [{{up to: 48 hours, {key}: 10 EUR}}]}}"
    found = select_errors(
        book(
            rules=f'conduct:\n  visits: {{title: V, text: "{{{{ a }}}}", values: {values}}}\n'
        ).findings
    )
    assert {one.code for one in found} <= {"unknown-key", "missing-key"}
    assert found[0].place.text == key


@pytest.mark.parametrize(
    "start",
    [
        "9999-12-15",
        "0001-01-01",
        "9999-12-31T23:59",
        "0001-01-01T00:00",
        "2300-01-02",
        "1899-12-31",
    ],
)
def test_at_the_end_of_the_calendar_when_answers_with_a_sentence(fresh, start):
    done = run("when", "payment.due", "--from", start, cwd=fresh)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: payment.due.deadline: ")
    assert "queda demasiado lejos" in done.stderr


@pytest.mark.parametrize("start", [date.min, date.max, date(2300, 1, 1)])
def test_events_of_the_calendar_end_with_it(book, start):
    rulebook = book(rules="payment:\n  due: 15 days after month start\n").rulebook
    with pytest.raises(NoAnswer):
        when_due(rulebook, "payment.due", start)


@pytest.mark.parametrize("written", ["9999-12-31", "0001-01-01", "1999-12-31", "2200-01-01"])
def test_a_date_far_from_today_is_refused(book, written):
    text = (
        f"payment:\n  deposit:\n    - {{share: 40 %, until: {written}}}\n"
        f"    - {{share: 30 %, from: 2027-01-01}}\n"
    )
    (found,) = select_errors(book(rules=text).findings)
    assert (found.code, found.message) == ("bad-date", f"`{written}` is too far from today")


@pytest.mark.parametrize(
    ("country", "currency", "typed", "meant"),
    [
        ("MX", "MXN", "$24,000", "24000 MXN"),
        ("AR", "ARS", "$ 300 por hora", "300 ARS per hour"),
        ("CL", "CLP", "$5000", "5000 CLP"),
        ("US", "USD", "$24,000", "24000 USD"),
        ("ES", "EUR", "$300", "300 USD"),
        ("SE", "SEK", "500 kr", "500 SEK"),
        ("JP", "JPY", "¥5000", "5000 JPY"),
        ("PE", "PEN", "S/ 120", "120 PEN"),
    ],
)
def test_a_sign_is_the_currency_that_it_is_to_the_business(country, currency, typed, meant):
    for shape in ("price", "charge"):
        with pytest.raises(Refusal) as refused:
            parse_text_of(shape, typed, Context(country=country, currency=currency))
        assert refused.value.problems[0].help == f"write `{meant}`"


def test_the_sign_is_read_with_the_business_of_the_rulebook(book):
    business = (CASES / "problems" / "business.yml").read_text("utf-8")
    mexican = business.replace("country: ES", "country: MX").replace(
        "currency: EUR", "currency: MXN"
    )
    (found,) = select_errors(
        book(business=mexican, rules='services: {web: {name: Web, price: "$24,000"}}\n').findings
    )
    assert found.help == "write `24000 MXN`"


def test_the_project_is_found_from_inside(fresh):
    for inner in ("terms", "site_src"):
        done = run("check", cwd=fresh / inner)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("all in order\n")


def test_a_finding_from_inside_names_a_path_from_there(fresh, tmp_path):
    home = tmp_path / "project"
    shutil.copytree(fresh, home)
    (home / "terms" / "more.yml").write_text("pago: {}\n", "utf-8")
    assert run("check", "--format", "short", cwd=home / "terms").stderr.startswith("more.yml:1:1: ")
    assert run("check", "--format", "short", cwd=home / "site_src").stderr.startswith(
        "../terms/more.yml:1:1: "
    )


def test_no_help_sends_to_a_command_that_refuses(tmp_path):
    for made in ([], ["mkdocs.yml"], ["mkdocs.yml", "terms"], [".gitignore"]):
        home = tmp_path / "-".join(["project", *made])
        home.mkdir()
        for name in made:
            (home / name).mkdir() if name == "terms" else (home / name).touch()
        for command in ("check", "build"):
            done = run(command, cwd=home)
            assert done.returncode in {1, 2}
            target = done.stderr.partition("`lindero init ")[2].partition("`")[0]
            assert target, done.stderr
        assert run("init", target, "--yes", "-q", cwd=home).returncode == 0


def test_a_folder_of_pages_that_is_gone_is_told_by_check(fresh, tmp_path):
    home = tmp_path / "project"
    shutil.copytree(fresh, home)
    shutil.rmtree(home / "site_src")
    done = run("check", "--format", "short", cwd=home)
    assert done.returncode == 1
    assert (
        done.stderr
        == "site_src: error[no-docs-folder]: there is no folder `site_src` for pages of your own\n"
    )

"""Our own data keeps to its schema; a slip of the hand in it stops everything, with its line."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import fields

import pytest

from lindero.catalogue.specs import RuleSpec, ValueSpec
from lindero.resources.data import PACKAGE
from lindero.shapes import Context, Refusal
from lindero.shipped.checking import ShippedDataMistake, check_shipped_file
from lindero.shipped.rules import RULE_KEYS, VALUE_KEYS
from support.folders import ROOT

FILES = sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.yml"))
PAYMENT, WORK = "catalogue/rules/payment.yml", "catalogue/rules/work.yml"
SLIPS = [
    (PAYMENT, "  conflicts:", "  conflcts:", "`conflcts` is not a key here"),
    (PAYMENT, "  key: 1", "  kye: 1", "`kye` is not a key here"),
    (PAYMENT, "  key: 1", "  key: first", "`first` is no number"),
    (PAYMENT, "{shape: amount", "{shpae: amount", "`shpae` is not a key here"),
    (PAYMENT, "{shape: amount", "{shape: ammount", "`ammount` is no shape"),
    (PAYMENT, "main: true", "main: yes", "`true` belongs here"),
    (PAYMENT, "who: client", "who: cliente", "`cliente` is no side"),
    (PAYMENT, "{deposit.asked: asked}", "{deposit.aksed: asked}", "`deposit.aksed` is no point"),
    (PAYMENT, "      if: not by-size\n", "      means: true\n", "binds nobody"),
    (PAYMENT, "  stage: before", "  stage: early", "`early` is no stage of the work"),
    (PAYMENT, "if: refundable = no", "if: refundable = nay", "`refundable` is never `nay`"),
    (PAYMENT, "if: refundable = yes", "if: refudnable = yes",
     "`refudnable` is no value of the rule"),
    (PAYMENT, "    lower: {es", "    lowre: {es", "no answer says this"),
    (PAYMENT, "of: price", "of: pirce", "`pirce` is no name of words for `of`"),
    (PAYMENT, "    secures: {about", "    secures: {main: yes, about", "`true` belongs here"),
    (PAYMENT, "    due: {shape: deadline, ", "    due: {",
     "`choices` belong to a choice, and what is none has a `shape`"),
    (PAYMENT, ", example: on signature}", "}", "`example` is missing"),
    (PAYMENT, "settles: {deposit.asked: asked}", "settles: deposit.asked",
     "the clause hangs on no one answer that this could be"),
    ("catalogue/points.yml", "\n  fate-own:", "\n  fate-won:",
     "no statement settles `deposit.fate-won`"),
    (PAYMENT, "settles: {deposit.fate: kept}", "settles: {cancelling.total: kept}",
     "`cancelling.total` is worked out from several rules"),
    ("catalogue/words.yml", "\ntimes:", "\ntiems:", "`tiems` is not a key here"),
    (PAYMENT, 'brief: {es: "Se paga {{ due }}', 'brief: {es: "Se paga {{ deu }}',
     "`deu` is no value of the rule"),
    (PAYMENT, 'brief: {es: "Se paga {{ due }}', 'brief: {es: "Se paga {{ due | every }}',
     "`{{ due | every }}` has no such form"),
    (PAYMENT, "on-account: {means: true, es", "on-account: {es", "no answer says this"),
    (PAYMENT, "kinds: [money]", "kinds: [monye]", "`monye` is no kind of a figure"),
    (PAYMENT, "kinds: [money]", "kinds: [larger]", "`larger` is no kind of `brackets`"),
    (PAYMENT, "- {if: [deadline = deposit], settles: {deposit.asked: asked}}",
     "- {if: [deadline = deposit], settles: {deposit.asked: ased}}", "`ased` is no answer"),
    (PAYMENT, "- {if: [deadline = deposit], settles: {deposit.asked: asked}}",
     "- {if: [deadline = deposit], settles: {deposit.aksed: asked}}",
     "`deposit.aksed` is no point"),
    (WORK, "[deadline = deposit]", "[deadline = depsoit]", "`deadline` is never `depsoit`"),
    (WORK, "[materials = deposit]", "[matreials = deposit]", "`matreials` is no value of the rule"),
    (PAYMENT, "rules: [quote,", "rules: [qoute,", "`qoute` is no rule of `payment`"),
    (PAYMENT, "title: {es: Señal, en: Deposit}", "title: {es: Señal}", "`en` is missing"),
    (PAYMENT, "title: {es: Señal, en: Deposit}", "title: Señal", "a group of keys belongs here"),
    (PAYMENT, "payment.deposit.share,", "payment.deposit.sahre,",
     "no value `payment.deposit.sahre`"),
    ("catalogue/rules/payment.late.yml", "needs: [payment.due]", "needs: [payment.deu]",
     "no rule `payment.deu`"),
    ("wording/en.yml", "\nlost:", "\nlots:", "`es.yml` has no `lots`"),
    ("wording/en.yml", "\n  on_request:", "\n  on_requst:", "`es.yml` has no `on_requst`"),
    ("wording/events.yml", "{names: [signature", "{nmaes: [signature",
     "`nmaes` is not a key here"),
    ("wording/units.yml", "  plural: minutes", "  plurals: minutes",
     "`plurals` is not a key here"),
    ("wording/units.yml", "[PT, M], minutes", "[PT, M], minuts",
     "`minuts` is not a key here"),
    ("wording/problems.files.yml", "      means: The folder", "      maens: The folder",
     "`maens` is not a key here"),
    ("start/questions.yml", "optional: true", "optoinal: true", "`optoinal` is not a key here"),
    ("start/questions.yml", "rule: payment.due", "rule: payment.deu", "no rule `payment.deu`"),
    ("start/questions.yml", "key: timezone", "key: timezones",
     "`timezones` is no key of that record"),
    ("start/rules/time.yml", "values: {week:", "values: {weak:",
     "`weak` is no value of `time.hours`"),
    ("start/trades/web.yml", "\nmilestones:", "\nmilestone:", "`milestone` is not a key here"),
    ("start/trades/photography.yml", 'consumer: {duration: "@"', 'consumer: {duratoin: "@"',
     "`duratoin` is no value of `rights.usage`"),
    ("start/trades/translation.yml", "deadline: on session", "deadlien: on session",
     "`deadlien` is no value of `work.start`"),
    ("start/trades/translation.yml", "- {services: [{es: interpretacion, en: interpreting}], price",
     "- {price", "a case has no `services`"),
    ("start/pages.yml", '    timezone: "@', '    time zone: "@',
     "`time zone` is no key of this section"),
]  # fmt: skip


def read(name: str) -> str:
    return (PACKAGE / name).read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_file_keeps_to_its_schema(name):
    check_shipped_file(name, read(name))


@pytest.mark.parametrize(("name", "right", "wrong", "message"), SLIPS)
def test_a_slip_stops_everything_with_file_and_line(name, right, wrong, message):
    text = read(name)
    assert right in text
    line = text[: text.index(right)].count("\n") + 1 + right.startswith("\n")
    with pytest.raises(ShippedDataMistake) as stopped:
        check_shipped_file(name, text.replace(right, wrong, 1))
    told = [one for one in str(stopped.value).splitlines() if message in one]
    assert told
    # What is missing has no line of its own: it is told at what it is missing from.
    assert told[0].startswith(f"{name}:{line}:") or "is missing" in message


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("catalogue/rules/")])
def test_no_key_of_a_rule_can_be_misspelt(name):
    text = read(name)
    words = "about|stage|needs|conflicts|total|values|title|label|clauses|none"
    keys = [*re.finditer(rf"(?m)^  ({words}|matters|key|lends):|[{{](shape): ", text)]
    assert len(keys) > 20
    for key in keys[:: len(keys) // 20]:
        at = key.start(1) if key[1] else key.start(2)
        wrong = f"{text[:at]}x{text[at:]}"
        with pytest.raises(ShippedDataMistake, match=rf":{text[:at].count(chr(10)) + 1}:.*`x\w+`"):
            check_shipped_file(name, wrong)


@pytest.mark.parametrize(("read_keys", "kind", "made"), [
    (RULE_KEYS, RuleSpec, {"id"}),
    (VALUE_KEYS, ValueSpec, {"name"}),
])  # fmt: skip
def test_the_schema_knows_what_the_code_reads(read_keys, kind, made):
    names = {field.name for field in fields(kind)} - made
    strange = dict.fromkeys((*names, "strange"), "")
    with pytest.raises(Refusal) as refused:
        read_keys(strange, Context())
    unknown = [one.path[0] for one in refused.value.problems if one.code == "unknown-key"]
    assert unknown == ["strange"]


@pytest.mark.parametrize(("name", "right", "wrong", "message"), [
    slip for slip in SLIPS if slip[1].strip() in {"conflicts:", "key: 1"} or "[PT, M]" in slip[1]
])  # fmt: skip
def test_nothing_runs_on_a_misspelt_key(name, right, wrong, message, tmp_path):
    copy = tmp_path / "lindero"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / name).write_text(read(name).replace(right, wrong, 1), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "lindero", "check"],
        cwd=ROOT, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode
    assert re.search(
        rf"(?m)^{re.escape(name)}:[0-9]+:[0-9]+: error.*{re.escape(message)}", done.stderr
    )

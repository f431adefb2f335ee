"""Questions at a terminal: what is asked, what is answered to a wrong answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lindero.shapes import Refusal
from support.case_data import read_words
from support.starters import answers, run, take_usual

LINDERO = [sys.executable, "-m", "lindero"]


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
        ("country", "UK", "`UK` is no country; write `GB`"),
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
    payment = read_words(tmp_path / "asked/terms/payment.yml")["payment"]
    assert take_usual(payment["deposit"])["share"] == "25 %"


def test_who_stops_in_the_middle_has_nothing(tmp_path):
    code, _ = conversation(tmp_path / "asked", ["es", "web", "\x04"])
    assert code == 1
    assert not (tmp_path / "asked").exists()

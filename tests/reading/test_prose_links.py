"""Links in prose: where one may lead, and what is refused."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lindero.checks.prose import find_link_problem
from lindero.reading.prose import (
    ProseLink,
    parse_inline,
    parse_prose,
    walk_inlines,
)


@pytest.mark.parametrize(
    "href",
    [
        "https://lindero.example/",
        "http://lindero.example",
        "HTTPS://lindero.example",
        "mailto:a@b.example",
        "tel:+34600000000",
        "rule:payment.due",
    ],
)
def test_a_link_may_go_to_the_web_to_a_person_or_to_a_rule(href, rulebook):
    (link,) = parse_inline(f"[text]({href})")
    assert isinstance(link, ProseLink)
    assert find_link_problem(rulebook, link) is None


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert`1`", "JavaScript:alert", "data:text/html,x", "vbscript:x",
        "file:///etc/passwd", "blob:x", "x:https://a",
        "javascript&colon;alert", "java&#115;cript:x", "%6aavascript:x", "//lindero.example/",
        "/terms/", "terms",
        "#payment", "?q", "", "https:",
        "Rule:payment.due",
    ],
)  # fmt: skip
def test_any_other_link_is_refused(href, rulebook):
    (link,) = parse_inline(f"[text]({href})")
    assert isinstance(link, ProseLink)
    assert find_link_problem(rulebook, link) == (
        "bad-link",
        f"`{href}` is no address that a link may have",
        "use https://…, mailto:…, tel:… or rule:payment.due",
    )


def test_a_link_to_a_rule_that_is_not_written_is_refused(rulebook):
    (link,) = parse_inline("[text](rule:payment.duo)")
    assert isinstance(link, ProseLink)
    assert find_link_problem(rulebook, link) == (
        "unknown-rule",
        "there is no rule `payment.duo`",
        "did you mean `payment.due`?",
    )


@settings(deadline=None, derandomize=True, max_examples=250)
@example("java\u00adscript:x")
@given(
    st.text(
        st.characters(exclude_categories=("Cs",), exclude_characters="()[] \t\n\r\x0b\x0c"),
        max_size=20,
    ).map(lambda text: "".join(text.split()))
)
def test_whatever_link_is_let_through_has_a_harmless_scheme(rulebook, href):
    for link in walk_inlines(parse_prose(f"[x]({href})")):
        if (
            isinstance(link, ProseLink)
            and find_link_problem(rulebook, link) is None
            and link.rule is None
        ):
            assert urlsplit(link.href).scheme in {"http", "https", "mailto", "tel"}

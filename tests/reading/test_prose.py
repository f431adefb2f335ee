"""Prose: what is markup, what stays as typed; no text becomes an element nobody asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lindero.checks.prose import find_mention_problem
from lindero.reading.prose import (
    Block,
    Bullets,
    Inline,
    Mention,
    Paragraph,
    ProseLink,
    Strong,
    Words,
    parse_inline,
    parse_prose,
    walk_inlines,
)
from lindero.wording.figures import make_reader
from lindero.wording.markup import (
    Scope,
    blocks_html,
    blocks_tree,
    inline_html,
    inline_plain,
    inline_tree,
)

steady = settings(deadline=None, derandomize=True, max_examples=250)


def words(text: str) -> tuple[Words]:
    return (Words(text),)


@pytest.mark.parametrize(
    ("text", "inlines"),
    [
        ("just words", words("just words")),
        ("a **b** c", (Words("a "), Strong(words("b")), Words(" c"))),
        ("**a*b**", (Strong(words("a*b")),)),
        ("[a](https://lindero.example/)", (ProseLink("https://lindero.example/", words("a")),)),
        (
            "[a **b**](tel:+34600000000)",
            (ProseLink("tel:+34600000000", (Words("a "), Strong(words("b")))),),
        ),
        ("**[a](rule:payment.due)**", (Strong((ProseLink("rule:payment.due", words("a")),)),)),
        (
            "{{ payment.due.deadline }}",
            (Mention("payment.due.deadline", "", "{{ payment.due.deadline }}"),),
        ),
        ("{{grace|short}}.", (Mention("grace", "short", "{{grace|short}}"), Words("."))),
        ("**{{ rate }}**", (Strong((Mention("rate", "", "{{ rate }}"),)),)),
    ],
)
def test_bold_links_and_figures_are_understood(text, inlines):
    assert parse_inline(text) == inlines


@pytest.mark.parametrize(
    "text",
    [
        "*a*", "_a_", "__a__", "`a`", "~~a~~", "# a", "1. a", "> a", "!a", "<b>a</b>", "&amp;",
        "&lt;script&gt;", "**a", "a**", "****", "[a]", "[a] (b)", "(b)", "[](b)", "[a](b c)",
        "{ a }",
        "{{ a }", "{% if a %}", "$a$", "\\[a\\]", "https://lindero.example/",
        "<!-- a -->", "[[a]]", "- ", "a - b", "-a", "* a", "+ a", "| a | b |", "---", "{: .a }",
        "{{ {a} }}",
        "[a]: https://lindero.example/",
        "[x](javascript:alert(1))",
    ],
)  # fmt: skip
def test_everything_else_is_shown_as_typed(text, scope):
    (block,) = parse_prose(text)
    assert isinstance(block, Paragraph)
    assert (
        "".join(node.text for node in walk_inlines((block,)) if isinstance(node, Words))
        == text.strip()
    )
    assert inline_plain(block.body, scope) == text.strip()


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("a\nb", (Paragraph(words("a b")),)),
        ("a\n\nb", (Paragraph(words("a")), Paragraph(words("b")))),
        ("a\n   \n\n b\n", (Paragraph(words("a")), Paragraph(words("b")))),
        ("- a\n- b", (Bullets((words("a"), words("b"))),)),
        (
            "a:\n- b\n  c\n- d\n\ne",
            (Paragraph(words("a:")), Bullets((words("b c"), words("d"))), Paragraph(words("e"))),
        ),
        (
            "a:\n\n- **b**\n- c",
            (Paragraph(words("a:")), Bullets(((Strong(words("b")),), words("c")))),
        ),
        ("-a\n-b", (Paragraph(words("-a -b")),)),
    ],
)
def test_paragraphs_and_lists_are_understood(text, blocks):
    assert parse_prose(text) == blocks


@pytest.mark.parametrize(
    "text",
    [
        "{{ payment.due.deadline }}",
        "{{ grace }}",
        "{{ grace | short }}",
        "{{ services.care.price }}",
        "{{ business.edition }}",
    ],
)
def test_a_figure_in_prose_may_be_any_of_the_rulebook(text, rulebook):
    (mention,) = parse_inline(text)
    assert isinstance(mention, Mention)
    assert find_mention_problem(rulebook, rulebook.rules["payment.late"], mention) is None


@pytest.mark.parametrize(
    "text",
    [
        "{{ payment.due }}",
        "{{ grce }}",
        "{{ grace | loud }}",
        "{{ }}",
        "{{ __class__ }}",
        "{{ 7*7 }}",
        "{{ rulebook.business }}",
        "{{ rate.kind }}",
    ],
)
def test_nothing_else_can_be_named_as_a_figure(text, rulebook):
    (mention,) = parse_inline(text)
    assert isinstance(mention, Mention)
    problem = find_mention_problem(rulebook, rulebook.rules["payment.late"], mention)
    assert problem
    assert problem[0] == "unknown-figure"


def test_a_figure_stands_on_the_page_with_its_value_and_its_address(scope):
    html = inline_html(parse_inline("After {{ grace | short }} it is **{{ rate }}**."), scope)
    assert html == (
        'After <data value="P5D" data-rule="payment.late.grace">5\u00a0days</data> it is '
        '<strong><data value="1.5 % per month" data-rule="payment.late.rate">'
        "1.5% per month</data></strong>."
    )


def test_the_unit_of_a_price_is_small(scope):
    html = inline_html(parse_inline("{{ services.care.price }}"), scope)
    assert html == (
        '<data value="from 75 EUR per month" data-rule="services.care.price">'
        "<small>from</small> €75 <small>per month</small></data>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a & b &amp; c", "<p>a &amp; b &amp;amp; c</p>"),
        (
            '[a"b](https://x/"onclick="y)',
            '<p><a href="https://x/&#34;onclick=&#34;y">a&#34;b</a></p>',
        ),
        ("[a](rule:payment.due)", '<p><a href="/terms/#payment.due">a</a></p>'),
        ("- <i>\n- **b**", "<ul><li>&lt;i&gt;</li><li><strong>b</strong></li></ul>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
    ],
)
def test_prose_becomes_html_with_every_word_escaped(text, html, scope):
    assert blocks_html(parse_prose(text), scope) == html


def test_prose_becomes_the_tree_of_a_sheet(scope):
    text = "a **{{ grace }}** [b](rule:payment.due)\n\n- <c>"
    assert blocks_tree(parse_prose(text), scope) == [
        {
            "paragraph": [
                {"text": "a "},
                {"strong": [{"text": "5\u00a0calendar days"}]},
                {"text": " "},
                {"link": "/terms/#payment.due", "body": [{"text": "b"}]},
            ]
        },
        {"bullets": [[{"text": "<c>"}]]},
    ]


def elements(node: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names and attribute names of everything an HTML parser sees, in order."""
    for element in node.iter():  # type: ignore[attr-defined]
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            yield element.tag, tuple(sorted(element.attrib))
        elif element.tag != "DOCUMENT_FRAGMENT":
            yield "comment", ()


def asked_for(
    nodes: Iterable[Block | Inline], scope: Scope
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The elements that a prose tree asks for, in order."""
    for node in nodes:
        match node:
            case Paragraph():
                yield "p", ()
                yield from asked_for(node.body, scope)
            case Bullets():
                yield "ul", ()
                for entry in node.entries:
                    yield "li", ()
                    yield from asked_for(entry, scope)
            case Strong():
                yield "strong", ()
                yield from asked_for(node.body, scope)
            case ProseLink():
                yield "a", ("href",)
                yield from asked_for(node.body, scope)
            case Mention():
                yield "data", ("data-rule", "value")
                if node.address == "services.care.price":
                    yield from [("small", ()), ("small", ())]


def hrefs(html: object) -> list[str]:
    return [element.attrib["href"] for element in html.iter("a")]  # type: ignore[attr-defined]


PIECES = (
    "a", " ", "\n", "\n\n", "- ", "**", "*", "[", "](", ")", "](https://x.example/)",
    "[a](rule:payment.due)",
    "{{ grace }}", "{{rate|short}}",
    "{{ services.care.price }}", "<", ">", "</p>",
    "<script>", "<!--", "-->", "<![CDATA[", "&", "&lt;", "&#60;", '"', "'", " onclick=x", "=", "/",
    "\\", "`",
    "{% x %}", "{#", "#", "é", "\U0001f600", "\u00a0", "javascript:x", "<a href='x'>",
    "<data value=1>", "</data>",
    "<style>", "<textarea>", "<plaintext>",
)  # fmt: skip
typed_prose = st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=30
)


@settings(steady, max_examples=400)
@example("[**a**](https://x.example/<script>)")
@example("**[a](https://x.example/'\"><img)**")
@given(typed_prose)
def test_html_holds_exactly_the_elements_and_words_that_the_tree_asks_for(scope, text):
    blocks = parse_prose(text)
    if any(
        isinstance(node, Mention) and find_mention_problem(scope.rulebook, scope.rule, node)
        for node in walk_inlines(blocks)
    ):
        return
    html = html5lib.parseFragment(
        str(blocks_html(blocks, scope)), treebuilder="etree", namespaceHTMLElements=False
    )
    assert list(elements(html)) == list(asked_for(blocks, scope))
    lines = [
        body
        for block in blocks
        for body in (block.entries if isinstance(block, Bullets) else (block.body,))
    ]
    assert "".join(html.itertext()).replace("\n", "") == "".join(
        inline_plain(line, scope) for line in lines
    ).replace("\n", "")
    assert hrefs(html) == [
        scope.rule_href(node.rule) if node.rule is not None else node.href
        for node in walk_inlines(blocks)
        if isinstance(node, ProseLink)
    ]


@steady
@given(typed_prose)
def test_a_sheet_gets_the_same_words_as_plain_text(scope, text):
    line = parse_inline(text)
    if any(
        isinstance(node, Mention) and find_mention_problem(scope.rulebook, scope.rule, node)
        for node in walk_inlines(line)
    ):
        return

    def said(nodes: list[dict]) -> str:
        return "".join(
            node.get("text") or said(node.get("strong") or node.get("body") or []) for node in nodes
        )

    assert said(inline_tree(line, scope)) == inline_plain(line, scope)


@steady
@given(typed_prose)
def test_no_character_of_a_text_is_lost(text):
    """Tokens and words together give back the text of one line."""

    def typed(nodes: Iterable[Inline]) -> str:
        parts = []
        for node in nodes:
            match node:
                case Words():
                    parts.append(node.text)
                case Mention():
                    parts.append(node.token)
                case Strong():
                    parts.append(f"**{typed(node.body)}**")
                case ProseLink():
                    parts.append(f"[{typed(node.body)}]({node.href})")
        return "".join(parts)

    assert typed(parse_inline(text)) == text


def test_a_reader_sees_the_figures_of_a_text_in_her_own_language(rulebook):
    scope = Scope(rulebook, make_reader("es", "ES"), str, rulebook.rules["payment.late"])
    assert (
        inline_plain(parse_inline("Tras {{ grace | short }}, un {{ rate }}."), scope)
        == "Tras 5\u00a0días, un 1,5\u00a0% al mes."
    )

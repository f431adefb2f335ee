"""Texts that try to be something else where they are published: attacks in many forms."""

from __future__ import annotations

from collections.abc import Iterator

_ACTS = ("alert(1)", "top.x=1", "fetch('//evil.example')")
_TAGS = (
    "<script>{}</script>", "<ScRiPt >{}</sCrIpT>", "<img src=x onerror={}>", "<svg onload={}>",
    "<svg/onload={}//", "<body onload={}>", "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<details open ontoggle={}>", "<a href=javascript:{}>x</a>",
    "<math><mi//xlink:href='data:x,{}'>", "<input autofocus onfocus={}>",
    "<style>@import'//evil.example';/*{}*/</style>", "<object data='data:text/html,{}'>",
    "<form action=javascript:{}>", "<base href='javascript:{}//'>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<textarea></textarea><img src onerror={}>", "<video><source onerror={}></video>",
)  # fmt: skip
_BREAKS = (
    '"',
    "'",
    "`",
    '">',
    "'>",
    "-->",
    "]]>",
    "</title>",
    "</script>",
    "</style>",
    "</textarea>",
    "</data>",
    "\n---\n",
    '" onmouseover="',
    "' onfocus='",
)
_HREFS = (
    "javascript:{}", "JaVaScRiPt:{}", "data:text/html,{}", "vbscript:{}", "file:///etc/passwd#{}",
    "//evil.example/{}", "\\\\evil.example\\{}", "https:evil.example",
    "https://lindero.example@evil.example/{}", "https://\u0430pple.example/", "blob:{}",
    "ftp://evil.example/{}", "mailto:a@b.example%0Abcc:c@d.example", "mailto:", "tel:javascript:{}",
    "&#106;avascript:{}", "rule:{}", 'rule:payment.due" onclick="{}',
)  # fmt: skip
_TEMPLATES = (
    "{{ 7*7 }}", "{{ config }}", "{{ business.name.__class__ }}", "{% include '/etc/passwd' %}",
    "{# #}", "{{", "}}", "{%", "{{ {{ x }} }}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "{{constructor.constructor('alert(1)')()}}", "%(x)s", "{0.__class__}", "{}", "{name}", "%s%n",
)  # fmt: skip
_MARKDOWN = (
    "# x", "> x", "    x", "```html\n<b>\n```", "![x](https://evil.example/a.png)",
    "[x]: javascript:alert(1)", "[x][y]", "<https://evil.example>", "~~~\nx\n~~~",
    "| a | b |\n|---|---|", "x { onclick=alert(1) }", "{: onclick=alert(1) }", "!!! note",
    "::: lindero", "--8<-- '/etc/passwd'", "*x*", "_x_", "**x", "**x**<b>", "***", "- [ ] x",
    "[^1]", "^x^", "==x==", "$$x$$", ":smile:", "++ctrl++", "\\<b\\>", "&lt;b&gt;", "x  \ny",
)  # fmt: skip
_TYPST = (
    '#read("/etc/passwd")', '#import "a.typ"', '#image("/etc/passwd")', "#panic()", "#let x = 1",
    '#eval("1")', "$x^2$", "@cite", "<label>", "*x*", "= x", "`x`", "\\u{41}", "// x", "/* x",
    '#link("javascript:x")', "~", "---", "#sys.inputs", "#set page(width: 1pt)",
)  # fmt: skip
_YAML = (
    ": x", "- x", "? x", "&a x", "*a", "!!python/object:os.system x", "!ENV x", "%YAML 1.1",
    "--- x", "...", "{a: b}", "[a]", "| x", "> x", "<<: x", "@x", "null", "~", "true", "0x1F",
    "1e999", "2026-12-01", "a #b", '"x', "'x", "no", ".inf",
)  # fmt: skip
_PDF = (
    "(x) Tj",
    ") Tj ET",
    "endstream endobj",
    "<< /JS (x) >>",
    "/OpenAction",
    "%PDF-1.7",
    "\\(",
    "\\)",
    "BT /F1",
    "%%EOF",
    "trailer",
    "stream\nx",
    "<feff0041>",
)
_ENTITIES = (
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&#x3c;b&#x3e;",
    "&amp;lt;",
    "&",
    "&;",
    "&nbsp",
    "&quot;",
    "&apos;",
    "&colon;",
    "&Tab;",
    "&NewLine;",
    "&#0;",
    "&#xd800;",
)
_POINTS = (
    0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x0D, 0x1B, 0x7F, 0x85, 0xA0, 0xAD, 0x034F, 0x061C, 0x115F,
    0x1160, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060,
    0x2062, 0x2066, 0x2069, 0x206F, 0x2800, 0x3000, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC,
    0xFFFD, 0xE0001, 0xE0041, 0x1F468, 0x0301, 0x20DD, 0x05D0, 0x0627, 0x6F22, 0xFF1C, 0x2039,
    0x02B9, 0xFE64, 0x1D173,
)  # fmt: skip
_LONG = (
    "x" * 400,
    "<b>" * 200,
    "&" * 300,
    "(" * 200,
    "[x](" * 100,
    "**" * 200,
    "{{ " * 100,
    "\n\n" * 50 + "x",
    "- x\n" * 60,
    "a " * 500,
)


def hostile_strings() -> list[str]:
    """All of them, each once, always in the same order."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    for act in _ACTS:
        yield from (tag.format(act) for tag in _TAGS)
        yield from (f"[x]({href.replace('{}', act)})" for href in _HREFS)
    for tag in _TAGS[:6]:
        yield from (f"x{end}{tag.format('alert(1)')}" for end in _BREAKS)
    for group in (_BREAKS, _TEMPLATES, _MARKDOWN, _TYPST, _YAML, _PDF, _ENTITIES, _LONG):
        yield from group
    for point in _POINTS:
        yield from (chr(point), f"a{chr(point)}b", f"{chr(point)}<b>")

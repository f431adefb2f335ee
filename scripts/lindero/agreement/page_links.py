"""Where the links of a page lead, and what is read aloud of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from lindero.agreement.finished_site import read_attribute
from lindero.agreement.page_frame import FramedPage
from lindero.expected.frame_wordings import fold_text, list_wordings

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SHORTEST_NUMBER = 6


def find_wrong_links(page: FramedPage) -> Iterator[str]:
    """Each link, and each name that is read aloud, that is not what the rules make."""
    yield from _check_contacts(page)
    if page.manuscript is None:
        yield from _check_landings(page)
        yield from _check_sheet_links(page)
        yield from _check_next_steps(page)
        yield from _check_index(page)
        yield from _check_answers(page)
        yield from _check_rules(page)
        yield from _check_cards(page)
        yield from _check_labels(page)
        yield from _check_names(page)
    else:
        yield from _check_asked_links(page)


def _check_contacts(page: FramedPage) -> Iterator[str]:
    """A link to somebody's mail or telephone leads where it says."""
    business = page.frame.rulebook.business
    known = {"mailto": business.email or "", "tel": page.frame.phone_number}
    for link in page.tree.css("a[href]"):
        scheme, _, target = unquote(read_attribute(link, "href")).partition(":")
        if scheme in known:
            text, whom = fold_text(link.text()), target.partition("?")[0]
            other = page.manuscript is None and whom != known[scheme]
            if other or not _names_target(scheme, text, whom):
                yield f"the link `{text}` leads to `{scheme}:{target}`"


def _names_target(scheme: str, text: str, whom: str) -> bool:
    """Whether an address or a number that a link shows is the one that it leads to."""
    if scheme == "mailto":
        return all(shown.lower() == whom.lower() for shown in _MAIL.findall(text))
    number = re.sub(r"[^0-9]", "", text).lstrip("0")
    return len(number) < _SHORTEST_NUMBER or re.sub(r"[^0-9]", "", whom).endswith(number)


def _check_landings(page: FramedPage) -> Iterator[str]:
    for link in page.tree.css("a[href]:not(.ld-skip)"):  # a theme of one's own may have no target
        landing = page.site.find_landing(page.path, read_attribute(link, "href"))
        if landing and not page.site.leads_somewhere(landing):
            yield f"the link `{fold_text(link.text())}` leads nowhere: `{landing.path}`"


def _check_sheet_links(page: FramedPage) -> Iterator[str]:
    """A page offers the sheets of its language."""
    end = f".{page.frame.language}.pdf"
    for link in page.tree.css("#ld-content a[href*='print/']"):
        landing = page.site.find_landing(page.path, read_attribute(link, "href"))
        if landing and landing.path.endswith(".pdf") and not landing.path.endswith(end):
            yield f"the link `{fold_text(link.text())}` leads to `{landing.path}`"


def _check_next_steps(page: FramedPage) -> Iterator[str]:
    """What is called a page of ours leads to that page in the reader's language."""
    targets = {
        text: page.frame.find_page(kind)
        for kind in page.frame.kinds
        for text in list_wordings(page.frame.words.get(f"see_{kind}", {}))
    }
    sheets = list_wordings(page.frame.words["get_sheet"])
    targets |= {text: sheet.target for sheet in page.frame.sheets[:1] for text in sheets}
    for link in page.tree.css("#ld-content a.ld-btn, #ld-content .ld-next a"):
        name = fold_text((link.css_first("b") or link).text())
        landing = page.site.find_landing(page.path, read_attribute(link, "href"))
        if name in targets and (landing is None or landing.path != targets[name]):
            yield f"the link `{name}` leads to `{landing.path if landing else 'another site'}`"


def _check_index(page: FramedPage) -> Iterator[str]:
    """Each entry of the page's index is called as what it leads to."""
    for link in page.tree.css(".ld-index a"):
        anchor = read_attribute(link, "href").rpartition("#")[2]
        there = page.tree.css_first(f'[id="{anchor}"]')
        if there is None or fold_text(there.text()) != fold_text(link.text()):
            yield f"the index links `{fold_text(link.text())}` to `#{anchor}`"


def _check_answers(page: FramedPage) -> Iterator[str]:
    """Under what happens if, a rule's name leads to it, and the case that is shown is marked."""
    for link in page.tree.css(".ld-if__rules a"):
        anchor = read_attribute(link, "href").rpartition("#")[2]
        there = page.tree.css_first(f'[id="{anchor}"]')
        if there is None or fold_text(there.text()) != fold_text(link.text()):
            yield f"an answer links `{fold_text(link.text())}` to `#{anchor}`"
    for case in page.tree.css(".ld-if__case"):
        words = set(read_attribute(case, "id").split("@"))
        for link in case.css(".ld-if__choices a"):
            to = set(read_attribute(link, "href").removeprefix("#").split("@"))
            if (to == words) is not ("aria-current" in link.attributes):
                yield f"in `{read_attribute(case, 'id')}`, `{fold_text(link.text())}` is chosen"
            if _leads_astray(page, case, link):
                yield f"in `{read_attribute(case, 'id')}`, `{fold_text(link.text())}` leads astray"


def _leads_astray(page: FramedPage, case: LexborNode, link: LexborNode) -> bool:
    """Whether a choice leads to another one, or drops the service that could be kept."""
    here, to = read_attribute(case, "id"), read_attribute(link, "href").removeprefix("#")
    cases = {read_attribute(one, "id"): one for one in page.tree.css(".ld-if__case")}
    if to not in cases:
        return True
    chosen = [fold_text(one.text()) for one in cases[to].css("[aria-current]")]
    start, client, *_ = to.split("@")
    kept = "@".join((start, client, here.rpartition("@")[2]))
    is_other_client = here.split("@")[1] != client and here.count("@") > 1
    return fold_text(link.text()) not in chosen or (is_other_client and kept in {*cases} - {to})


def _check_rules(page: FramedPage) -> Iterator[str]:
    """What stands at a rule for whoever links to it or has it read aloud."""
    words, rules = page.frame.words, page.frame.rulebook.rules
    copies, copied = list_wordings(words["copy_link"]), list_wordings(words["link_copied"])
    for article in page.tree.css("article[aria-labelledby]"):
        named = read_attribute(article, "aria-labelledby")
        heading = article.css_first("h3")
        if heading is None or read_attribute(heading, "id") != named:
            yield f"`{named}` is read aloud as another rule"
            continue
        for link in article.css(".ld-copy"):
            labels = {f"{copy}: {fold_text(heading.text())}" for copy in copies}
            if read_attribute(link, "href") != f"#{named}":
                yield f"the link to copy at `{named}` is `{read_attribute(link, 'href')}`"
            if fold_text(read_attribute(link, "aria-label")) not in labels:
                yield f"`{named}` is read aloud as `{read_attribute(link, 'aria-label')}`"
            if read_attribute(link, "data-copied") not in copied:
                yield f"copying `{named}` says `{read_attribute(link, 'data-copied')}`"
        for duty in article.css("[data-duty]"):
            side = rules[named].side if named in rules else None
            if read_attribute(duty, "data-duty") != side:
                yield f"`{named}` is marked as the part of `{read_attribute(duty, 'data-duty')}`"


def _check_cards(page: FramedPage) -> Iterator[str]:
    """A card's large figure is of the rule that the card leads to."""
    for link in page.tree.css(".ld-figs a"):
        rule = read_attribute(link, "href").rpartition("#")[2]
        figure = link.css_first(".ld-fig__big [data-rule]")
        if figure is not None and not read_attribute(figure, "data-rule").startswith(f"{rule}."):
            address = read_attribute(figure, "data-rule")
            yield f"the card of `{address}` leads to `#{rule}`"


def _check_labels(page: FramedPage) -> Iterator[str]:
    """Nothing but our words is read aloud in place of what is shown."""
    known = {text for word in page.frame.words.values() for text in _list_texts(word)}
    for node in page.tree.css("#ld-content [aria-label]:not(.ld-copy)"):
        if (label := read_attribute(node, "aria-label")) not in known:
            yield f"`{label}` is read aloud, which the rules do not say"
    choose = page.frame.words["what_if_choose"]
    for node in page.tree.css(".ld-if nav"):
        if (label := read_attribute(node, "aria-label")) not in list_wordings(choose):
            yield f"the choice of a case is read aloud as `{label}`"
    for node in page.tree.css("#ld-content [aria-labelledby]"):
        if read_attribute(node, "aria-labelledby") not in page.site.list_anchors(page.path):
            yield f"`{read_attribute(node, 'aria-labelledby')}` names nothing on the page"
    named = {
        read_attribute(section, "aria-labelledby")
        for section in page.tree.css("#ld-content section")
    }
    for heading in page.tree.css("#ld-content h2"):
        if read_attribute(heading, "id") not in named:
            yield f"no part of the page is read aloud as `{fold_text(heading.text())}`"


def _check_names(page: FramedPage) -> Iterator[str]:
    """No place has the name of another one, so that a link to it leads where it should."""
    names = Counter(read_attribute(node, "id") for node in page.tree.css("#ld-content [id]"))
    for name, times in names.items():
        if times > 1:
            yield f"`{name}` names {times} places on the page"


def _list_texts(word: object) -> list[str]:
    return list_wordings(word) if isinstance(word, str | dict) else []


def _check_asked_links(page: FramedPage) -> Iterator[str]:
    """The links to rules that a hand-written page asks for lead to these rules."""
    assert page.manuscript
    terms = page.frame.find_page("terms")
    if terms not in page.site.ours:
        return  # the author's own stands in its place, and that was told
    wanted = Counter(page.manuscript.rule_links)
    there = Counter(_list_rules_linked(page, terms))
    for rule in wanted - there:
        yield f"the link to `{rule}` is not on the page, or leads elsewhere"


def _list_rules_linked(page: FramedPage, terms: str) -> Iterator[str]:
    links: list[LexborNode] = page.tree.css("a[href*='#']")
    for link in links:
        landing = page.site.find_landing(page.path, read_attribute(link, "href"))
        if landing and landing.path == terms:
            yield landing.anchor

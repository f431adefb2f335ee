"""What the product publishes, read from its own pages: worked examples, plans, late charges."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html.parser import HTMLParser

import lindero
from second.figures import Quantity, read_quantity

ROWS = re.compile(r"<tr(?P<attributes>[^>]*)>(?P<cells>.*?)</tr>", re.DOTALL)
EXAMPLES = re.compile(r'<article class="ld-sum">.*?</article>', re.DOTALL)
LINES = re.compile(r'<p class="ld-eg">.*?</p>', re.DOTALL)
QUANTITIES = {"quantity", "ordered", "used", "carried", "extra", "billed"}
ADDRESS = re.compile(r"services\.(?P<service>[^.]+)\.examples\.(?P<number>\d+)\.")


@dataclass
class ShownRow:
    """A row of a worked example: its words, the figures in it by address, and its sums."""

    words: str = ""
    figures: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    is_minus: bool = False

    def sums_of(self, leaf: str) -> tuple[Fraction, ...]:
        """The sums at the address that ends so, taken off where the row takes them off."""
        shown = next((text for at, text in self.figures.items() if at.endswith("." + leaf)), "")
        ends = tuple(Fraction(end) for end in re.findall(r"-?\d+(?:\.\d+)?", shown))
        return tuple(-end for end in ends) if self.is_minus else ends


class RowReader(HTMLParser):
    """Collects words and `<data>` of a piece of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.row = ShownRow()
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "data":
            attributes = dict(attrs)
            self.inside = attributes["data-rule"]
            self.row.figures[self.inside] = attributes["value"]

    def handle_endtag(self, tag):
        self.inside = "" if tag == "data" else self.inside

    def handle_data(self, data):
        self.row.words += data
        if self.inside:
            self.row.texts[self.inside] = self.row.texts.get(self.inside, "") + data
        self.row.is_minus = self.row.is_minus or data.strip() == "−"


def english_page(pages: Mapping[str, lindero.Page], name: str) -> str:
    """A page in English, wherever it lies in this rulebook."""
    english = f"en/{name}/index.md"
    return pages[english if english in pages else f"{name}/index.md"].body


def shown_examples(page: str) -> dict[tuple[str, int], list[ShownRow]]:
    """Every worked example of a pricing page, by service and number."""
    examples = {}
    for article in EXAMPLES.findall(page):
        found = ADDRESS.search(article)
        rows = [RowReader(row["cells"]).row for row in ROWS.finditer(article)]
        examples[found["service"], int(found["number"])] = rows
    return examples


def shown_figures(page: str) -> dict[str, str]:
    """Every figure of a page by its address, but for those of worked examples."""
    return RowReader(EXAMPLES.sub("", page)).row.figures


def shown_lines(page: str) -> Iterator[ShownRow]:
    """Every example in one sentence of a terms page: a plan of payments, a late charge."""
    for line in LINES.findall(page):
        yield from split_by_client(RowReader(line).row)


def split_by_client(row: ShownRow) -> Iterator[ShownRow]:
    """What a line says to each kind of client; prices that both pay stand in it once."""
    clients = list(dict.fromkeys(at.split("@")[1] for at in row.figures if "@" in at))
    prices = [at for at in row.figures if at.startswith("services.")]
    for number, client in enumerate(clients):
        price = prices[min(number, len(prices) - 1) :][:1]
        names = [*price, *(at for at in row.figures if at.endswith(f"@{client}"))]
        yield ShownRow(row.words, {at: row.figures[at] for at in names})
    if not clients:
        yield row


def named_quantities(row: ShownRow) -> dict[str, Quantity]:
    """The quantities that a row of a worked example names, by the last word of their address."""
    return {
        leaf: read_shown(text)
        for address, text in row.texts.items()
        if ".lines." in address and (leaf := address.rsplit(".", 1)[1]) in QUANTITIES
    }


def read_shown(text: str) -> Quantity:
    """`2 hours and 1 minute`, `one hour`, `1,500 words` as a reader takes them."""
    text = re.sub(r"^one ", "1 ", text).replace(",", "").replace("\N{NO-BREAK SPACE}", " ")
    parts = [read_quantity(part) for part in text.split(" and ")]
    if len(parts) == 1:
        return parts[0]
    return Quantity(sum((part.told_in("minute") for part in parts), Fraction(0)), "minute")

"""What others put into a site, as far as a reader would take it for a page of the business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from lindero.agreement.finished_site import is_page
from lindero.findings.finding import Finding
from lindero.findings.place import Unlocated
from lindero.rulebook.rulebook import Rulebook

# A sum, a share or one of our marks. What has none says nothing that the rules could contradict.
_FIGURE = re.compile(
    r"data-rule|class=[\"']?ld-|\d[\d.,\s]*(?:%|€|\$|£|EUR|USD|GBP|euros?\b|dollars?\b)"
    r"|(?:€|\$|£|EUR|USD|GBP)\s*\d|\d+\s*(?:por ciento|percent)",
    re.IGNORECASE,
)
_APACHE = re.compile(
    r"^\s*(?:Redirect(?:Match|Permanent|Temp)?\s+(?:\d+\s+|permanent\s+|temp\s+)?(?P<page>\S+)\s+"
    r"(?P<target>\S+)|RewriteRule\s+(?P<pattern>\S+)\s+(?P<new>\S+)|ErrorDocument\s+\d+\s+(?P<lost>\S+))",
    re.IGNORECASE | re.MULTILINE,
)
_PLAIN = re.compile(r"^\s*(?P<page>/\S*)\s+(?P<target>\S+)", re.MULTILINE)
_REDIRECTS = {".htaccess": _APACHE, "_redirects": _PLAIN}
_MOST_BYTES = 2_000_000
_WAY_OUT = "put it among your own pages if it belongs there, or delete it"


def find_misleading_files(
    site: Path, shown: str, rulebook: Rulebook, foreign: Iterable[str]
) -> Iterator[Finding]:
    """Pages and sheets that no rule and no page of the author's makes, and redirects away."""
    for path in foreign:
        place = Unlocated(f"{shown}/{path}")
        if _is_hidden(path):
            continue
        if is_page(path) or path.lower().endswith(".pdf"):
            told = path.startswith("print/") or _shows_figures(site / path)
            message = "the file is neither Lindero's nor one of your own pages, and readers see it"
            yield Finding("foreign-page", message, place, _WAY_OUT, "error" if told else "warning")
        elif PurePosixPath(path).name in _REDIRECTS:
            for where in _list_redirects(site / path, rulebook):
                message = f"the file sends readers of the site to `{where}`"
                yield Finding("leads-elsewhere", message, place, "take the line out")


def _is_hidden(path: str) -> bool:
    """Below `.git` or `.well-known` nobody reads; a file such as `.htaccess` works everywhere."""
    return any(part.startswith(".") for part in path.split("/")[:-1])


def _shows_figures(file: Path) -> bool:
    try:
        content = file.read_bytes()[:_MOST_BYTES]
    except OSError:
        return True
    return bool(_FIGURE.search(content.decode("utf-8", "replace"))) or content.startswith(b"%PDF")


def _list_redirects(file: Path, rulebook: Rulebook) -> Iterator[str]:
    """Targets on another host. Within one's own site, old addresses may lead to new ones."""
    try:
        text = file.read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")
    except OSError:
        return
    own = _find_host(rulebook.business.site)
    for match in _REDIRECTS[file.name].finditer(text):
        groups = match.groupdict()
        target = groups.get("target") or groups.get("new") or groups.get("lost") or ""
        host = _find_host(target)
        if host and host != own and "%{" not in host and "$" not in host:
            yield target


def _find_host(address: str) -> str:
    return urlsplit(address).netloc.lower().removeprefix("www.")

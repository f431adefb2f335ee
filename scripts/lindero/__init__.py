"""Rules of working together, written once, published everywhere the same."""

from importlib import import_module

__version__ = "0.1.0"

# Not `typing`'s: who asks for the version alone should not wait for it. Checkers know the name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from lindero.agreement.verifying import Agreement, Publication, verify_site
    from lindero.calendar.deadlines import Due, NoAnswer, when_due
    from lindero.catalogue.facts import Fact
    from lindero.findings.finding import Finding
    from lindero.findings.forms import render_findings
    from lindero.loading import Loaded, load_rulebook
    from lindero.pricing.orders import NoPrice, Order, Quote
    from lindero.pricing.quoting import price_of
    from lindero.rulebook.rule import Rule
    from lindero.rulebook.rulebook import Rulebook
    from lindero.sheets.printing import Sheet, print_sheets
    from lindero.site.assets import make_assets
    from lindero.site.pages import Page, make_pages

__all__ = [
    "Agreement", "Due", "Fact", "Finding", "Loaded", "NoAnswer", "NoPrice", "Order", "Page",
    "Publication", "Quote", "Rule", "Rulebook", "Sheet", "load_rulebook", "make_assets",
    "make_pages", "price_of", "print_sheets",
    "render_findings", "verify_site", "when_due",
]  # fmt: skip

# Where each name lives, in the order in which docs/api.md tells of them.
API = {
    "load_rulebook": "loading",
    "Loaded": "loading",
    "Rulebook": "rulebook.rulebook",
    "Rule": "rulebook.rule",
    "Fact": "catalogue.facts",
    "Finding": "findings.finding",
    "render_findings": "findings.forms",
    "Order": "pricing.orders",
    "Quote": "pricing.orders",
    "price_of": "pricing.quoting",
    "NoPrice": "pricing.orders",
    "when_due": "calendar.deadlines",
    "Due": "calendar.deadlines",
    "NoAnswer": "calendar.deadlines",
    "make_pages": "site.pages",
    "Page": "site.pages",
    "make_assets": "site.assets",
    "print_sheets": "sheets.printing",
    "Sheet": "sheets.printing",
    "verify_site": "agreement.verifying",
    "Publication": "agreement.verifying",
    "Agreement": "agreement.verifying",
}

# Hidden from checkers: to them, a module with `__getattr__` has every name, also a misspelt one.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load a public name when it is first asked for."""
        if name not in API:
            raise AttributeError(f"module `lindero` has no `{name}`", name=name)
        globals()[name] = getattr(import_module(f"lindero.{API[name]}"), name)
        return globals()[name]


def __dir__() -> list[str]:
    """The public names, as editors list them."""
    return [*__all__, "__version__"]

"""A sound business, and the day on which the tests take place."""

from datetime import date

from support.folders import CASES

AS_OF = date(2026, 12, 1)
BUSINESS = (CASES / "problems" / "business.yml").read_text("utf-8")

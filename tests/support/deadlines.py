"""Rules with terms of most kinds, and what is answered to those who ask when one ends."""

from __future__ import annotations

from datetime import date, datetime

from lindero.calendar.deadlines import when_due
from lindero.cli.when import answer_text, name_fact_case
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rulebook import Rulebook

RULES = """
payment:
  deposit: {share: 40 %, due: on signature}
  due: {deadline: 15 days after invoice, shift: SHIFT, query: 5 business days}
  late: none
work:
  revisions: {rounds: 2, window: 10 business days}
time:
  hours: {week: Mon–Fri 09:00–17:00, cutoff: 17:00}
  response: {period: 24 hours, workdays: yes}
  holidays:
    public: yes
    region: AS
    absences: [{from: 12-24, until: 01-06, name: Christmas break}]
services:
  web: {name: Web, price: 900 EUR, delivery: 25 business days}
conduct:
  visits: {title: Visits, text: By agreement., values: {notice: 2 business days before meeting}}
"""


def tell_when(rulebook: Rulebook, address: str, start: str) -> list[str]:
    """The lines of an answer in English."""
    begun = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
    due = when_due(rulebook, address, begun)
    case = name_fact_case(due.fact, rulebook, TOOL_LANGUAGE)
    return answer_text(due, rulebook.business, TOOL_LANGUAGE, case).splitlines()

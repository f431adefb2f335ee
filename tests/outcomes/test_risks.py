"""Leads to the law: where they hold, for whom, and that an old one says so."""

from __future__ import annotations

from datetime import date

import pytest

from lindero.catalogue.risks import load_legal_leads
from lindero.loading import load_rulebook
from support.rulebooks import AS_OF, BUSINESS

SOLD = "services: {site: {name: Site, price: 100 EUR}}\n"
RULES = {
    "kept-deposit": "payment: {deposit: {share: 40 %, refundable: no, own: whole}}",
    "silence-approves": "work: {acceptance: {period: 7 days, silence: yes}}",
    "shown-by-default": "rights: {portfolio: {allowed: yes}}",
    "charges-for-paying": "payment: {methods: {methods: [card], fees: client}}",
    "short-withdrawal": "conduct: {consumers: {withdrawal: 13 days}}",
    "rounded-up-time": "payment: {increment: {step: 15 minutes, rounding: up}}",
    "early-start": "work: {start: 5 business days after materials}",
    "unpriced-early-start": "conduct: {consumers: {withdrawal: 14 days, early: yes}}",
    "lost-withdrawal": "conduct: {consumers: {withdrawal: 14 days, complete: yes}}",
    "slow-withdrawal-refund": "conduct: {consumers: {withdrawal: 14 days, refund: 1 month}}",
    "moved-rules": "conduct: {amendments: {notice: 30 days, running: no}}",
    "chosen-court": "endings: {law: {law: that of Spain, venue: the courts of Vigo}}",
    "long-payment": "payment: {due: 61 days after invoice}",
}
HARMLESS = [
    "payment: {deposit: {share: 40 %, refundable: no, own: twice}}",
    "work: {acceptance: {period: 7 days, silence: no}}",
    "payment: {due: 60 days after invoice}",
    "conduct: {consumers: {withdrawal: 14 days}}\nwork: {start: 15 days after signature}",
    "conduct: {consumers: {early: yes, partial: no}}\nwork: {start: on deposit}",
]


def list_leads(tmp_path, rules: str, clients: str, country: str = "ES", as_of: date = AS_OF):
    lines = [line for line in BUSINESS.splitlines() if not line.strip().startswith("clients:")]
    business = "\n".join(lines).replace("country: ES", f"country: {country}")
    (tmp_path / "business.yml").write_text(f"{business}\n  clients: [{clients}]\n", "utf-8")
    (tmp_path / "rules.yml").write_text(f"{rules}\n{SOLD}", "utf-8")
    return [one for one in load_rulebook(tmp_path, as_of).findings if one.code == "law-risk"]


@pytest.mark.parametrize("name", RULES)
def test_a_lead_is_told_for_its_clients_in_its_countries(tmp_path, name):
    lead = next(one for one in load_legal_leads() if one.name == name)
    said = lead.says["en"]
    assert said in str(list_leads(tmp_path, RULES[name], lead.client))
    other = "business" if lead.client == "consumer" else "consumer"
    assert said not in str(list_leads(tmp_path, RULES[name], other))
    assert said not in str(list_leads(tmp_path, RULES[name], lead.client, "AU"))


@pytest.mark.parametrize("rules", HARMLESS)
def test_what_gives_no_reason_is_not_told(tmp_path, rules):
    found = list_leads(tmp_path, rules, "business, consumer")
    assert all(one.message.startswith("`business.clients`") for one in found)


def test_a_lead_that_was_not_looked_at_again_says_that_it_is_old(tmp_path):
    rules = RULES["silence-approves"]
    assert "this lead is old" not in str(list_leads(tmp_path, rules, "consumer"))
    later = date(2030, 1, 1)
    assert "this lead is old" in str(list_leads(tmp_path, rules, "consumer", "ES", later))

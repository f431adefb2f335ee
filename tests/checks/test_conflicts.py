"""Answers that contradict each other are told; those that only look alike are not."""

from __future__ import annotations

import pytest

from support.case_data import read_cases
from support.folders import CASES as CASE_FOLDER
from support.rulebooks import BUSINESS

PUBLISHED = read_cases(CASE_FOLDER / "published_contradictions.yml")


@pytest.fixture
def find(book):
    """The help of every contradiction that is found among some rules."""

    def find_contradictions(rules: str) -> list[str]:
        loaded = book(rules=rules)
        assert {found.code for found in loaded.findings} <= {"conflicting-rules"}, loaded.findings
        return [found.help for found in loaded.findings]

    return find_contradictions


OWN = "{{title: Mine, clauses: {{said: {{says: It is so., settles: {{{}}}}}}}}}"

CONTRADICTIONS = {
    "start from no deposit": """
payment: {deposit: none}
work: {start: 5 days after deposit}
""",
    "a start at once and after the time for withdrawing": """
payment: {deposit: 40 %}
work: {start: on deposit}
conduct: {consumers: {withdrawal: 14 days, early: no}}
""",
    "a deposit that is kept, and an overpaid one that is returned": """
payment: {deposit: {share: 40 %, refundable: no}}
endings: {cancellation: {worked: yes, refund: yes, deposit: counted}}
""",
    "materials from no deposit": """
payment: {deposit: [{share: 40 %, for: business}, {none: yes, for: consumer}]}
work: {requirements: {materials: on deposit}}
""",
    "a fixed price that is an estimate": """
payment: {basis: fixed, quote: {validity: 30 days, binding: estimate}}
""",
    "late materials that move and do not move the delivery": """
work: {requirements: {shift: no}, delays: {dates: same}}
""",
    "any medium and a list of uses": """
rights: {ownership: {transfer: on payment, extent: full}, usage: {media: [private study]}}
""",
    "no limits and a print run": """
rights: {ownership: {transfer: on payment, extent: full}, usage: {copies: 5000}}
""",
    "reports of hours and no reports": """
work: {reports: none}
conduct: {records: {report: weekly}}
""",
    "source files for sale that are not handed over": """
work: {delivery: {sources: withheld, buyout: 30 %}}
""",
    "at once and after another quote": """
endings: {inactivity: {after: 30 days, resume: at-once, requote: yes}}
""",
    "everything confidential and given to tools": """
work: {ai: {use: assist, material: yes}}
rights: {confidentiality: {covers: all}}
""",
    "no deposit and an own clause that asks for one": f"""
payment: {{deposit: none}}
conduct: {{visits: {OWN.format("deposit.asked: asked")}}}
""",
    "an own clause against the catalogue’s, for private clients": f"""
work: {{acceptance: [{{silence: yes, for: business}}, {{silence: no, for: consumer}}]}}
conduct: {{visits: {OWN.format('silence.approval: "yes"')}}}
""",
    "two own clauses": f"""
conduct:
  visits: {OWN.format('answers.counts: "yes"')}
  calls: {OWN.format('answers.counts: "no"')}
""",
    "a deposit that is kept and returned": """
payment: {deposit: {share: 50 %, refundable: no}}
endings: {cancellation: {stages: [{at: before work starts, share: 20 %}], refund: yes}}
""",
    "faults that are put right for less time than the warranty lasts": """
work: {acceptance: {period: 5 days, claims: 15 days}, warranty: {period: 3 months}}
""",
    "a booking that is cancelled for nothing, and a deposit that is kept": """
payment: {deposit: {share: 40 %, refundable: no}}
endings: {booking: {notice: 48 hours, fee: 50 %}}
""",
    "cancelling that costs nothing, and a deposit that is kept": """
payment: {deposit: {share: 40 %, refundable: no}}
endings: {cancellation: none}
""",
    "cancelling that costs nothing, and a price for cancelling": """
endings: {cancellation: none, booking: {notice: 48 hours, fee: 50 %}}
""",
    "a deposit that comes back before work starts, though as much is due": """
payment: {deposit: {share: 40 %, refundable: yes}}
endings: {cancellation: {stages: [{at: before work starts, share: 40 %}], refund: yes}}
""",
    "stages that cost less the later it is": """
endings: {cancellation: {stages: [{at: at the start, share: 30 %}, {at: later, share: 20 %}]}}
""",
    "stages that cost more than the price": """
payment: {deposit: 40 %}
endings: {cancellation: {stages: [{at: at the end, share: 80 %}], deposit: kept}}
""",
    "nothing ahead and a discount for it": """
payment:
  instalments: {stages: [{at: on delivery, share: 100 %}], whole: no}
  discounts: {prepaid: 5 %}
""",
    "silence that closes a project before it approves the delivery": """
work: {acceptance: {period: 10 days, silence: yes}}
endings: {inactivity: {after: 7 days, effect: close}}
""",
    "silence that pauses a project while it may still be answered": """
work: {acceptance: {period: 10 business days}}
endings: {inactivity: {after: 7 days, effect: pause}}
""",
    "adjustments that come too late for the approval by silence": """
work:
  acceptance: {period: 5 business days, silence: yes}
  revisions: {rounds: 2, window: 20 business days}
""",
    "a question that is answered in time and too late": """
work: {requirements: {answers: 5 business days}, delays: {proceed: 3 business days}}
""",
    "a rush surcharge above the most for all surcharges": """
time: {urgent: {surcharge: 40 %}}
payment: {surcharges: {cap: 20 %}}
""",
    "an answer that is usually later than it may be": """
time: {response: {period: 1 business day, usual: 3 business days}}
""",
    "an urgent answer that takes longer than the business day of any answer": """
time:
  hours: Mon–Fri 09:00–18:00
  response: {period: 1 business day, urgent: 12 hours}
""",
    "a usual answer in more business hours than a business day has": """
time:
  hours: Mon–Thu 09:00–14:00, Fri 09:00–12:00
  response: {period: 1 business day, usual: 6 business hours}
""",
    "a scale that goes beyond the most for all surcharges": """
time: {urgent: {surcharge: 20 %, scale: [{up to: 24 hours, share: 100 %}]}}
payment: {surcharges: {cap: 50 %}}
""",
    "two rules on what cancelling costs by the days that are left": """
endings:
  booking: {notice: 15 days, fee: 50 %}
  cancellation: {stages: [{at: 30 days before, share: 50 %}, {at: 10 days before, share: 90 %}]}
""",
    "free cancelling up to a time at which it is charged": """
endings: {booking: {notice: 24 hours, fee: 50 %, scale: [{up to: 48 hours, fee: 100 %}]}}
""",
    "a surcharge for work that is no rush work": """
time: {urgent: {surcharge: 20 %, below: 24 hours, scale: [{up to: 48 hours, share: 50 %}]}}
""",
    "half a day that is longer than a day": """
payment: {basis: {kind: time, day: 4 hours, half-day: 6 hours}}
""",
    "a late rate that is another one than its first step": """
payment:
  due: 15 days after invoice
  late:
    rate: 1 % per month
    escalation: [{up to: 30 days, rate: 2 % per month}, {over: 30 days, rate: 3 % per month}]
""",
    "work that starts while a consumer may still withdraw": """
work: {start: 5 days after signature}
conduct: {consumers: {withdrawal: 14 days, early: no}}
""",
    "the whole and the half of what was paid": """
payment: {deposit: {share: 40 %, own: whole}}
endings: {resignation: {refund: 50 %, basis: paid}}
""",
    "nobody else, and a colleague": """
rights: {subcontracting: {allowed: never}}
time: {holidays: {cover: colleague}}
""",
    "everything confidential and shown": """
rights: {confidentiality: {covers: all}, portfolio: {allowed: yes}}
""",
    "a report on a day on which nobody works": """
time: {hours: {week: "Mon–Thu 09:00–17:00"}}
work: {reports: {every: 1 week, weekday: friday}}
""",
    "ordinary delivery that is rush work": """
time: {urgent: {surcharge: 30 %, below: 5 business days}}
services: {quick: {name: Quick, price: 100 EUR, delivery: 3 business days}}
""",
    "a price that rises by more than prices do": """
payment: {increases: {cap: 10 %}}
services: {quick: {name: Quick, price: 100 EUR, change: {price: 125 EUR, from: 2027-03-01}}}
""",
    "a payment that is early and late": """
payment: {due: 15 days after invoice, discounts: {early: 3 %, within: 30 days}}
""",
    "what a late client lacks may still come, and the project is closed": """
work: {delays: {after: 2 days, pause: 15 days, acts: does, resume: 5 business days}}
endings: {inactivity: {after: 20 days, effect: close, acts: does}}
""",
    "a payment before the work, and the last part of it on delivery": """
payment:
  due: 10 days before start
  instalments: [{at: on signature, share: 50 %}, {at: on delivery, share: 50 %}]
""",
    "a payment after the event, and the last part of it before": """
payment:
  due: 5 days after event
  instalments: [{at: on signature, share: 50 %}, {at: before the event, share: 50 %}]
""",
    "twice the deposit, and what was paid": """
payment: {deposit: {share: 40 %, own: twice}}
endings: {booking: {notice: 48 hours, fee: 50 %, own: refund}}
""",
}

PEACE = {
    "a pause that silence may end by closing": """
work: {delays: {after: 2 days, pause: 15 days, acts: does, resume: 5 business days}}
endings: {inactivity: {after: 30 days, effect: pause, acts: does, close: 6 months}}
""",
    "a payment after each stage, the last on delivery": """
payment:
  due: 15 days after invoice
  instalments: [{at: on signature, share: 50 %}, {at: on delivery, share: 50 %}]
""",
    "a payment before the event, all of it": """
payment:
  due: 10 days before event
  instalments: [{at: on signature, share: 50 %}, {at: before the event, share: 50 %}]
""",
    "the whole deposit, and what was paid": """
payment: {deposit: {share: 40 %, own: whole}}
endings: {booking: {notice: 48 hours, fee: 50 %, own: refund}}
""",
    "a start of its own for those who may withdraw": """
payment: {deposit: 40 %}
work: {start: [on deposit, {deadline: 15 days after signature, for: consumer}]}
conduct: {consumers: {withdrawal: 14 days, early: no}}
""",
    "a deposit that is kept apart from what is returned": """
payment: {deposit: {share: 40 %, refundable: no}}
endings: {cancellation: {worked: yes, refund: yes, deposit: kept}}
""",
    "start from a deposit": """
payment: {deposit: 40 %}
work: {start: 5 days after deposit}
""",
    "start from signature without a deposit": """
payment: {deposit: none}
work: {start: on signature}
""",
    "start from a deposit for those who pay one": """
payment: {deposit: [{share: 40 %, for: business}, {none: yes, for: consumer}]}
work: {start: [{deadline: on deposit, for: business}, {deadline: on signature, for: consumer}]}
""",
    "a fixed price once the quote is accepted": """
payment: {basis: fixed, quote: {validity: 30 days, binding: accepted}}
""",
    "no copies in print": """
rights: {ownership: {transfer: on payment, extent: full}, usage: {copies: 0}}
""",
    "hours reported on request": """
work: {reports: none}
conduct: {records: {report: request}}
""",
    "source files for sale": """
work: {delivery: {sources: separate, buyout: 30 %}}
""",
    "what is unpublished stays out of tools": """
work: {ai: {use: assist, material: yes}}
rights: {confidentiality: {covers: unpublished}}
""",
    "own clauses about other points": f"""
payment: {{deposit: {{share: 40 %, refundable: no}}}}
conduct:
  visits: {OWN.format("deposit.fate: counted")}
  calls: {OWN.format("deposit.asked: asked")}
""",
    "no rule on personal data and an own one": f"""
rights: {{data: none}}
conduct: {{visits: {OWN.format("data.role: processor")}}}
""",
    "a deposit that is kept and as much that is due": """
payment: {deposit: {share: 50 %, refundable: no}}
endings: {cancellation: {stages: [{at: before work starts, share: 50 %}], refund: yes}}
""",
    "a fee for cancelling that is small beside any order": """
endings: {cancellation: {stages: [{at: at the start, share: 90 %}], fee: 5000 EUR}}
""",
    "a late rate that begins with its first step": """
payment:
  due: 15 days after invoice
  late:
    rate: 2 % per month
    escalation: [{up to: 30 days, rate: 2 % per month}, {over: 30 days, rate: 3 % per month}]
""",
    "a deposit that is kept beside what is due": """
payment: {deposit: {share: 50 %, refundable: no}}
endings:
  cancellation: {stages: [{at: before start, share: 20 %}], refund: yes, deposit: kept}
""",
    "hidden faults that are put right for longer": """
work: {acceptance: {period: 5 days, claims: 6 months}, warranty: {period: 30 days}}
""",
    "a payment that is early": """
payment: {due: 30 days after invoice, discounts: {early: 3 %, within: 10 days}}
""",
    "no delivery dates, and a quote that says what it contains": """
work: {timeline: none}
payment: {quote: {validity: 30 days, contents: [what is delivered, what it costs]}}
""",
    "a refund for what was not delivered, asked for after the payment": """
endings: {refunds: {within: 14 days, cases: [work not delivered], ask: 30 days after payment}}
""",
    "a refund for what was delivered twice": """
endings: {refunds: {within: 14 days, cases: [work sent twice], ask: 30 days after delivery}}
""",
    "a payment within a time that counts from something else": """
payment: {due: 15 days after delivery, discounts: {early: 3 %, within: 30 days}}
""",
}


@pytest.mark.parametrize("rules", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_what_cannot_both_be_true_is_told_once(find, rules):
    assert len(find(rules)) == 1


@pytest.mark.parametrize("rules", PEACE.values(), ids=PEACE)
def test_what_can_both_be_true_is_not_told(find, rules):
    assert find(rules) == []


@pytest.mark.parametrize(
    ("ends", "cause"),
    [
        ("fee: 600 EUR", "endings.cancellation.fee` (600 EUR)"),
        ("deposit: kept", "endings.cancellation.deposit` (kept)"),
        ("deposit: kept, fee: 600 EUR", "endings.cancellation.deposit` (kept)"),
        ("fee: 10 EUR", ""),
    ],
)
def test_cancelling_beyond_the_price_is_told_once_at_its_cause_and_the_service(book, ends, cause):
    rules = "services: {it: {name: It, price: 9500 EUR}}\npayment: {deposit: 40 %}\n"
    stages = "[{at: a, share: 40 %}, {at: b, share: 95 %}, {at: c, share: 98 %}]"
    rules += f"endings: {{cancellation: {{stages: {stages}, {ends}}}}}"
    found = [one for one in book(rules=rules).findings if one.code == "conflicting-rules"]
    message = f"`{cause} and `services.it.price` (9500 EUR) contradict each other"
    assert [one.message for one in found] == ([message] if cause else [])
    for one in found:
        assert one.place.text == cause[cause.index("(") + 1 : -1]
        assert [near.place.text for near in one.related] == ["9500 EUR"]


@pytest.mark.parametrize("case", PUBLISHED.values(), ids=PUBLISHED)
def test_what_was_once_published_is_told(book, case):
    business = f"{BUSINESS.rstrip()}\n{case.get('business', '')}"
    loaded = book(business=business, rules=case["rules"])
    assert sorted({found.code for found in loaded.findings}) == case["codes"]


SERVED = "conduct: {clients: {serves: business}}"
CASES = "conduct: {clients: [{serves: business, for: business}, {reasons: yes, for: consumer}]}"


@pytest.mark.parametrize(
    ("clients", "rules", "found"),
    [
        ("  clients: [business, consumer]\n", SERVED, ["conflicting-rules"]),
        ("  clients: [business]\n", SERVED, []),
        ("", SERVED, []),
        ("  clients: [business, consumer]\n", CASES, []),
    ],
)
def test_who_is_served_are_the_clients_of_the_business(book, clients, rules, found):
    loaded = book(business=f"{BUSINESS.rstrip()}\n{clients}", rules=rules)
    assert [one.code for one in loaded.findings] == found

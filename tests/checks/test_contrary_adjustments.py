"""An adjustment that is a rule’s surcharge or discount, and says something else."""

from __future__ import annotations

import pytest

from lindero.catalogue.specs import list_rule_specs
from lindero.spoken.adjusting_words import list_rule_charges

SOLD = "services: {advice: {name: Advice, price: 60 EUR per hour}}\n"
URGENT = "time: {urgent: {surcharge: 30 %, below: 5 business days}}\n"
SCALE = (
    "time: {urgent: {surcharge: 30 %, below: 5 business days, "
    "scale: [{up to: 24 hours, share: 100 %}]}}\n"
)
SOON = "Delivery in under {{ time.urgent.below }}."

CONTRARY = {
    "by a link, whatever it is called": (
        f'{URGENT}adjustments: {{soon: {{name: Fast lane, surcharge: 50 %, when: "{SOON}"}}}}',
        "`adjustments.soon.surcharge` differs from `time.urgent.surcharge`: 30 %",
    ),
    "by its name": (
        (
            "payment: {surcharges: {weekend: 30 %}}\n"
            "adjustments: {x: {name: Saturdays, factor: 1.5 x, when: Once in a while.}}"
        ),
        "`adjustments.x.factor` differs from `payment.surcharges.weekend`: 30 %",
    ),
    "by when it applies": (
        (
            "payment: {discounts: {nonprofit: 10 %}}\n"
            "adjustments: {x: {name: Good cause, discount: 20 %, when: For registered charities.}}"
        ),
        "`adjustments.x.discount` differs from `payment.discounts.nonprofit`: 10 %",
    ),
    "by its name, though another rule has that figure": (
        (
            "payment: {discounts: {returning: 10 %, nonprofit: 15 %, prepaid: 3 %}}\n"
            "adjustments: {x: {name: Prepaid, discount: 15 %, when: Paid in full in advance.}}"
        ),
        "`adjustments.x.discount` differs from `payment.discounts.prepaid`: 3 %",
    ),
    "by its key": (
        f"{URGENT}adjustments: {{rush: {{surcharge: 40 EUR, when: Sooner.}}}}",
        "`adjustments.rush.surcharge` differs from `time.urgent.surcharge`: 30 %",
    ),
    "none of the steps of a volume discount": (
        (
            "payment: {discounts: {volume: [{up to: 1000 EUR, share: 0 %}, "
            "{over: 1000 EUR, share: 10 %}], on: base}}\n"
            "adjustments: {x: {name: Volume, discount: 5 %, when: Orders above 1000 EUR.}}"
        ),
        (
            "`adjustments.x.discount` differs from `payment.discounts.volume`: "
            "up to 1000 EUR: 0 %, over 1000 EUR: 10 %"
        ),
    ),
    "one figure in place of a scale, also a lent one": (
        f'{SCALE}adjustments: {{rush: {{surcharge: time.urgent.surcharge, when: "{SOON}"}}}}',
        "`adjustments.rush.surcharge` differs from `time.urgent.scale`: up to 24 hours: 100 %",
    ),
    "a surcharge where there are none": (
        (
            "payment: {surcharges: none}\n"
            "adjustments: {x: {name: Weekend, surcharge: 50 %, when: On Saturdays.}}"
        ),
        "`adjustments.x.surcharge` is said, and `payment.surcharges` is none",
    ),
}

ALIKE = {
    "another thing with the same figure": (
        "payment: {discounts: {nonprofit: 15 %}}\n"
        "adjustments: {x: {name: Second language, discount: 15 %, when: The same text again.}}"
    ),
    "no rush": (
        f"{URGENT}adjustments: {{x: {{name: No rush, discount: 5 %, when: When I find time.}}}}"
    ),
    "as many times the price": (
        "payment: {surcharges: {weekend: 50 %}}\n"
        "adjustments: {x: {name: Weekend, factor: 1.5 x, when: On Saturdays.}}"
    ),
    "one of two that it is": (
        "payment: {surcharges: {weekend: 50 %, holiday: 80 %}}\n"
        "adjustments: {x: {name: Weekends and public holidays, factor: 1.8 x, when: Then.}}"
    ),
    "below the most": (
        "time: {urgent: {surcharge: 30 %, ceiling: yes}}\n"
        "adjustments: {rush: {surcharge: 20 %, when: Sooner.}}"
    ),
    "an adjustment for each step": (
        f'{SCALE}adjustments:\n  rush: {{surcharge: time.urgent.surcharge, when: "{SOON}"}}\n'
        "  day: {name: Rush in a day, surcharge: 100 %, when: In a day., not with: [rush]}"
    ),
    "words that lead to the other steps": (
        f"{SCALE}adjustments: {{rush: {{surcharge: time.urgent.surcharge, "
        'when: "Sooner, or [more](rule:time.urgent)."}}'
    ),
}


@pytest.mark.parametrize(("rules", "message"), CONTRARY.values(), ids=CONTRARY)
def test_an_adjustment_that_says_something_else_is_told_with_both_places(book, rules, message):
    (found,) = book(rules=SOLD + rules).findings
    assert (found.code, found.message) == ("price-against-rule", message)
    assert len(found.related) == 1


@pytest.mark.parametrize(
    ("typed", "figure", "code"),
    [
        ("factor: 1.4 ×", "30 %", "bad-multiple"),
        ("surcharge: 40 %", "1.5 ×", "bad-amount"),
    ],
)
def test_the_figure_of_a_rule_is_lent_as_what_it_is(book, typed, figure, code):
    rules = f"{SOLD}time: {{urgent: {{surcharge: {figure}, below: 5 business days}}}}\n"
    rules += f"adjustments: {{rush: {{{typed}, when: Sooner.}}}}"
    (found,) = book(rules=rules).findings
    kind, address = typed.partition(":")[0], "time.urgent.surcharge"
    fitting = "surcharge" if kind == "factor" else "factor"
    instead = f"write `{fitting}: {address}` in place of `{kind}`"
    assert found.help == f"{instead}, or change the rule"
    wrong, right = (rules.replace(typed, f"{one}: {address}") for one in (kind, fitting))
    assert [(one.code, one.help) for one in book(rules=wrong).findings] == [(code, instead)]
    assert not book(rules=right).findings


@pytest.mark.parametrize("rules", ALIKE.values(), ids=ALIKE)
def test_what_only_looks_alike_is_not_told(book, rules):
    assert "price-against-rule" not in {one.code for one in book(rules=SOLD + rules).findings}


def test_every_figure_that_a_rule_lends_is_known_by_words():
    lent = {
        f"{spec.id}.{value.name}"
        for spec in list_rule_specs().values()
        for value in spec.values.values()
        if spec.lends and value.shape in {"amount", "charge", "brackets"} and value.name != "cap"
    }
    known = (*list_rule_charges(lowers=True), *list_rule_charges(lowers=False))
    # Who bears the fees is a choice, which no adjustment takes over.
    amounts = (one for one in known if not one.denied)
    assert {figure for one in amounts for figure in one.figures} == lent

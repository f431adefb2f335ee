"""What the engine must find in the catalogue: it asks for roles, and knows no rule by its id."""

from typing import Literal

LateRole = Literal[
    "late-rate",
    "late-part",
    "late-year",
    "late-escalation",
    "late-grace",
    "late-backdated",
    "late-compound",
    "late-minimum",
    "late-fixed",
    "late-fixed-by-size",
    "late-cap",
]
"""What a delay in paying costs."""

RetainerRole = Literal[
    "retainer-fee",
    "retainer-hours",
    "retainer-billed",
    "retainer-rollover",
    "retainer-carry",
    "retainer-minimum",
    "retainer-notice",
    "retainer-extra",
]
"""What a rule says of retainers, and a service may say as well."""

PaymentRole = Literal[
    "deposit",
    "deposit-by-size",
    "deposit-covers",
    "instalments",
    "instalments-by-size",
    "instalments-by-length",
    "instalments-ahead",
    "instalments-longer",
    "instalments-above",
]
"""What decides how a price is paid."""

CancellingRole = Literal[
    "due-on-cancelling",
    "cancelling-fee",
    "cancelling-deposit",
    "cancelling-refund",
    "cancelling-credit",
    "cancelling-worked",
    "deposit-returned",
]
"""What decides what cancelling costs."""

OwnDelayRole = Literal["own-delay-rate", "own-delay-cap"]
"""What a delay of the freelancer's takes off the price."""

JourneyRole = Literal["mileage", "free-kilometres", "free-miles"]
"""What decides what a journey by car costs."""

ClassRole = Literal["rate-first", "rate-simple", "rate-complex"]
"""What a class of work or client pays of the usual rate, in the order of the page."""

ChargingRole = Literal[
    "least-charge",
    "least-per",
    "billing-step",
    "billing-rounding",
    "first-block",
    "day-switch",
    "working-day",
]
"""What decides what work comes to, whatever the service."""

AdjustmentRole = Literal[
    "surcharge-stack",
    "surcharge-cap",
    "discount-combine",
    "discount-volume",
    "discount-base",
    "rush-ceiling",
    "rush-covers",
]
"""What decides which adjustments an order may have, whatever the service."""

RuleRole = Literal["rate-levels", "delivery-dates"]
"""Rules of which it only matters whether there is such a rule at all."""

ValueRole = Literal[
    "deposit-cap",
    "reserve",
    "least-project",
    "price-basis",
    "working-hours",
    "zone-name",
    "cutoff",
    "counted-from",
    "seasons",
    "absences",
    "absence-pause",
    "absence-cover",
    "half-days",
    "half-day-end",
    "half-day-counts",
    "public-holidays",
    "holiday-region",
    "holiday-place",
    "listed-holidays",
    "answer-time",
    "withheld",
    "expense-markup",
    "travel-time",
    "clients-served",
    "booking-free",
    "booking-fee",
    "booking-scale",
    "booking-missed",
    "booking-beside",
    "approval-time",
    "payment-due",
    "own-delay-leave",
    "report-weekday",
    "quote-contents",
    "start-conditions",
    "prevailing-documents",
    "not-promised",
    "refund-cases",
    "refund-never",
    "refund-share",
    "refund-asked",
    "refund-time",
    PaymentRole,
    ChargingRole,
    AdjustmentRole,
    LateRole,
    RetainerRole,
    CancellingRole,
    OwnDelayRole,
    JourneyRole,
    ClassRole,
]
"""What the engine must find among the values."""

Role = Literal[ValueRole, RuleRole]
"""What the engine must find: it asks for these, and knows no rule by its id."""

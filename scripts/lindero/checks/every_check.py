"""The list of all checks: what must hold between sound parts of a rulebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from lindero.checks.adjustments import (
    find_refused_adjustments,
    find_typed_effects,
    find_wrong_effects,
    find_wrong_targets,
)
from lindero.checks.allowed_warnings import drop_allowed_warnings
from lindero.checks.audiences import find_other_clients, find_wrong_audiences
from lindero.checks.bundle_prices import find_other_bundle_price
from lindero.checks.business import find_expired_prices, find_low_contrast, find_other_currencies
from lindero.checks.clocks import (
    find_circular_clocks,
    find_closed_hours,
    find_endless_closure,
    find_endless_terms,
    find_unknown_hours,
)
from lindero.checks.context import CheckContext
from lindero.checks.contradictions import find_contrary_answers
from lindero.checks.contrary_adjustments import find_contrary_adjustments
from lindero.checks.contrary_entries import find_contrary_entries
from lindero.checks.deposits import find_idle_shares, find_low_caps
from lindero.checks.early_terms import find_early_terms
from lindero.checks.examples import find_wrong_examples
from lindero.checks.fairness import find_one_sided_rules
from lindero.checks.half_days import find_idle_half_days, find_unnamed_half_days
from lindero.checks.idle_fees import find_idle_fees
from lindero.checks.idle_seasons import find_idle_seasons
from lindero.checks.late_caps import find_low_late_caps
from lindero.checks.later_costs import find_cheaper_later, find_stages_in_disorder
from lindero.checks.law_risks import find_law_risks
from lindero.checks.open_bases import find_open_bases
from lindero.checks.order_sizes import find_halved_tiers, find_odd_volumes
from lindero.checks.overtaken_answers import (
    find_late_count_start,
    find_overtaken_answers,
    find_passed_half_days,
)
from lindero.checks.packages import (
    find_circular_packages,
    find_dear_package,
    find_other_buyers,
    find_repeated_service,
    find_untaxed_parts,
)
from lindero.checks.placeholders import find_left_placeholders
from lindero.checks.prices import (
    find_low_price,
    find_wrong_change,
    find_wrong_increment,
    find_wrong_minimum,
    find_wrong_tiers,
)
from lindero.checks.prose import (
    find_broken_references,
    find_unclosed_figures,
    find_untranslated_texts,
)
from lindero.checks.references import find_missing_figures, find_unknown_names
from lindero.checks.retainers import find_wrong_retainer
from lindero.checks.rules import (
    find_conflicts,
    find_missing_needs,
    find_unwithheld_shares,
    find_worthless_figures,
)
from lindero.checks.service_kinds import find_other_kind
from lindero.checks.service_names import find_same_service_name
from lindero.checks.service_rules import (
    find_other_basis,
    find_other_delivery,
    find_other_increment,
    find_other_minimum,
    find_other_rates,
    find_other_retainer,
    find_short_minimum,
)
from lindero.checks.short_notices import find_short_notices
from lindero.checks.steep_rates import find_steep_rates
from lindero.checks.taxes import find_untaxed_sums, find_wrong_service_tax, find_wrong_taxes
from lindero.checks.times import (
    find_future_rates,
    find_late_receipt,
    find_other_region,
    find_outside_cutoff,
    find_past_absences,
    find_unknown_holidays,
    find_unknown_region,
)
from lindero.checks.totals import find_wrong_totals
from lindero.checks.two_currencies import find_two_currencies
from lindero.checks.uneven_figures import find_uneven_figures
from lindero.checks.zone_names import find_other_timezone
from lindero.findings.finding import Finding

# Findings at one place stay in this order.
SERVICE_CHECKS = (
    find_same_service_name,
    find_wrong_minimum,
    find_low_price,
    find_wrong_increment,
    find_wrong_tiers,
    find_halved_tiers,
    find_dear_package,
    find_repeated_service,
    find_other_buyers,
    find_untaxed_parts,
    find_wrong_retainer,
    find_wrong_change,
    find_wrong_service_tax,
    find_other_increment,
    find_other_minimum,
    find_short_minimum,
    find_other_retainer,
    find_other_kind,
    find_other_basis,
    find_other_rates,
    find_other_delivery,
    find_other_bundle_price,
    find_wrong_examples,
)


def check_services(context: CheckContext) -> Iterator[Finding]:
    """Everything that does not hold together in a service."""
    for key, service in context.rulebook.services.items():
        for check in SERVICE_CHECKS:
            yield from check(context, key, service)


_FIRST_CHECKS = (
    find_missing_needs,
    find_conflicts,
    find_contrary_answers,
    find_contrary_entries,
    find_one_sided_rules,
    find_law_risks,
    find_unwithheld_shares,
    find_worthless_figures,
    find_steep_rates,
    find_wrong_totals,
    find_low_caps,
    find_low_late_caps,
    find_idle_shares,
    find_idle_fees,
    find_cheaper_later,
    find_stages_in_disorder,
    find_odd_volumes,
    find_unknown_names,
    find_missing_figures,
    find_wrong_audiences,
    find_other_clients,
    check_services,
    find_circular_packages,
    find_wrong_effects,
    find_typed_effects,
    find_refused_adjustments,
    find_contrary_adjustments,
    find_open_bases,
    find_wrong_targets,
    find_broken_references,
    find_unclosed_figures,
)
_LAST_CHECKS = (
    find_untranslated_texts,
    find_uneven_figures,
    find_left_placeholders,
    find_short_notices,
    find_wrong_taxes,
    find_untaxed_sums,
    find_other_currencies,
    find_two_currencies,
    find_expired_prices,
    find_low_contrast,
    find_past_absences,
    find_future_rates,
    find_unknown_region,
    find_other_region,
    find_unknown_holidays,
    find_outside_cutoff,
    find_late_receipt,
    find_late_count_start,
    find_overtaken_answers,
    find_passed_half_days,
    find_unnamed_half_days,
    find_idle_half_days,
    find_idle_seasons,
    find_other_timezone,
    find_circular_clocks,
    find_early_terms,
    find_endless_closure,
    find_endless_terms,
    find_unknown_hours,
    find_closed_hours,
)


CHECKS = (*_FIRST_CHECKS, *_LAST_CHECKS)
"""All but those of `own_words`."""


def check_rulebook(
    context: CheckContext, words_found: Callable[[], Sequence[Finding]] | None = None
) -> list[Finding]:
    """Everything that is wrong between sound parts.

    What depends on a part that failed is not reported again. `words_found` gives what is found in
    the author's own words where somebody looks for that meanwhile.
    """
    first, last = (
        [one for check in checks for one in check(context)]
        for checks in (_FIRST_CHECKS, _LAST_CHECKS)
    )
    if words_found is None:
        from lindero.checks.own_words import check_own_words  # noqa: PLC0415 - takes a while

        words_found = partial(check_own_words, context)
    found = [*first, *words_found(), *last]
    told = drop_allowed_warnings(found, context.places, context.as_of)
    # What could not be read may be what an allowance is for.
    unread = bool(context.resolved.doubts)
    return [one for one in told if not (unread and one.code == "needless-allowance")]

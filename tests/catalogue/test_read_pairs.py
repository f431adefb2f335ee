"""Somebody has read every pair of statements of every rule, as they stand."""

import pytest

from lindero.catalogue.specs import list_rule_specs
from read_pairs import KEPT, list_pairs, make_digest
from support.case_data import read_cases

READ = read_cases(KEPT)


@pytest.mark.parametrize("rule_id", list_rule_specs())
def test_every_pair_of_statements_has_been_read(rule_id):
    spec = list_rule_specs()[rule_id]
    again = f"read them: `python tools/read_pairs.py {rule_id}`; then keep it with `--keep`"
    assert READ[rule_id]["digest"] == make_digest(spec), again
    assert READ[rule_id]["pairs"] == sum(1 for _ in list_pairs(spec))
    assert READ[rule_id]["contradictions"] == []

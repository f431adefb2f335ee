"""Nobody who has contradicted nothing is told so; what `init` writes is tried in its own tests."""

from __future__ import annotations

import pytest

from lindero.generators.checked_rules import check_rules
from lindero.generators.settings import find_project
from support.folders import HOMES, ROOT
from support.rulebooks import AS_OF


def list_contradictions(home):
    found = check_rules(find_project(home / "mkdocs.yml"), AS_OF).findings
    return [one for one in found if one.code == "contrary-figure"]


@pytest.mark.parametrize("home", [ROOT, *HOMES], ids=lambda home: home.name)
def test_a_sound_project_contradicts_itself_nowhere(home):
    assert list_contradictions(home) == []
